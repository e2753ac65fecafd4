/** The meetings of the whole partnership that a quarterly report counts, and how many came to each. */
import { attendanceOf, expectedOf, type Guest } from '../day/attendance.ts'
import type { Campaign } from '../keep/campaign.ts'
import { kindOf } from '../keep/kinds.ts'
import { endOf } from '../keep/meeting.ts'
import type { Instant } from '../keep/time.ts'
import type { Gathering } from './report.ts'

/** A meeting of everybody, by its campaign and its guests. */
export function gatheringOf(campaign: Campaign, guests: readonly Guest[]): Gathering | undefined {
  const { meeting } = campaign
  if (!meeting) return undefined
  const came = attendanceOf(guests)
  const yes = attendanceOf(expectedOf(guests).map(each => ({ ...each, came: { at: '', by: '' } })))
  const counted = came.people.length > 0 ? 'came' : yes.companies.length > 0 ? 'said yes' : 'unknown'
  const there = counted === 'came' ? came : yes
  return {
    campaign: campaign.id,
    title: campaign.session ? `${kindOf(campaign).title}, ${campaign.session.name}` : kindOf(campaign).title,
    date: meeting.date,
    companies: there.companies.length,
    byDelegates: there.byDelegates,
    people: there.people.length,
    publicPartners: there.publicPartners.length,
    goal: campaign.goal,
    counted,
  }
}

/** Meetings of everybody until the one a report is about, those that were called off left out; by date. */
export const gatheringsUntil = (campaigns: readonly Campaign[], last: Campaign, now: Instant): Campaign[] =>
  campaigns.filter(
    ({ id, status, meeting }) =>
      meeting !== undefined &&
      kindOf({ meeting }).gathersAll &&
      status !== 'canceled' &&
      status !== 'draft' &&
      (id === last.id || endOf(meeting) <= now) &&
      meeting.date <= (last.meeting?.date ?? meeting.date),
  )
