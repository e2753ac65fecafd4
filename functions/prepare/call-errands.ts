/** Calls by mail: ten days ahead the convener is asked to share the silent out, then callers get their people. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { hasBegun, type Meeting, startOf } from '../../domain/keep/meeting.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import {
  addDays,
  DAY,
  HOUR,
  type Instant,
  instantOf,
  longDate,
  MORNING,
  nextWorkingMoment,
  shift,
  workingDayOnOrBefore,
  workingDaysBefore,
} from '../../domain/keep/time.ts'
import { pointsOf } from '../../domain/prepare/call-sheet.ts'
import type { Errand } from '../../domain/send/errand.ts'
import { askingLetter } from '../../domain/send/plan.ts'
import { asWords } from '../../mail/merge.ts'
import { phoneMarkdown } from '../../mail/phone.ts'
import { absolute, LINKS } from '../keep/links.ts'
import type { Overview, Planner } from '../keep/overview.ts'
import type { Knows, Reads } from '../keep/ports.ts'
import { saying } from '../send/texts/errand-texts.ts'
import { callSheetOf, callsOf } from './call-sheet.ts'
import type { PhoneCall, PhoneCalls } from './phone-calls.ts'

/** Calendar days ahead at which calls begin: the first follow-up has had a few days by then. */
const AHEAD = 10
/** So long after their letter nobody is called silent. */
const READING = 2 * DAY
/** Working days ahead at which callers are reminded of those nobody has called yet. */
const AGAIN = 4

export const callErrands: Planner = async (world, overview) => {
  const errands: Errand[] = []
  for (const campaign of overview.campaigns) {
    const { meeting, status } = campaign
    if (!meeting || !kindOf(campaign).calls) continue
    if ((status !== 'scheduled' && status !== 'running') || hasBegun(meeting, overview.now)) continue
    errands.push(...(await around(world, overview, campaign, meeting)))
  }
  return errands
}

interface Due {
  campaign: Campaign
  meeting: Meeting
  at: Instant
  again: Instant
}

/** When the silent of a meeting are called: ten days ahead, on a working morning, but never sooner than the letter is read. */
export function callsBegin(campaign: Pick<Campaign, 'meeting' | 'timing' | 'left'>, { date, zone }: Meeting): Instant {
  const { timing, left } = campaign
  const usual = instantOf(workingDayOnOrBefore(addDays(date, -AHEAD), timing.holidays), MORNING, zone)
  const letter = askingLetter(campaign)
  const asked = letter === undefined ? undefined : left[letter]
  const read = asked === undefined ? usual : nextWorkingMoment(shift(asked, READING), zone, timing.holidays)
  return read > usual ? read : usual
}

async function around(
  world: Reads & Knows<'secret' | 'url'>,
  overview: Overview,
  campaign: Campaign,
  meeting: Meeting,
): Promise<Errand[]> {
  const { partnership, now } = overview
  const at = callsBegin(campaign, meeting)
  const again = instantOf(workingDaysBefore(meeting.date, AGAIN, campaign.timing.holidays), MORNING, meeting.zone)
  const due = { campaign, meeting, at, again }
  // Who is silent is read when it matters; before, only the instant does.
  if (now < at) return toConveners(overview, due, 0, world)
  const { sharedAt } = await callSheetOf(world.store, campaign.id)
  const calls = await callsOf(world, { campaign, partnership })
  if (sharedAt !== undefined) return toCallers(world, due, calls)
  const open = calls.calls.filter(each => each.open)
  if (open.length === 0) return []
  const companies = new Set(open.map(({ person }) => person.company.key)).size
  return toConveners(overview, due, companies, world)
}

const toConveners = (
  { partnership }: Overview,
  { campaign, meeting, at }: Due,
  companies: number,
  world: Knows<'url'>,
): Errand[] =>
  partnership.team
    .filter(({ role }) => mayEdit(role))
    .map(({ name, email, organization }) => ({
      key: `calls-proposed:${campaign.id}:${meeting.sequence}`,
      kind: 'calls-proposed',
      to: { name, email, organization },
      at,
      until: startOf(meeting),
      ...saying('calls-proposed', {
        companies_have: companies === 1 ? 'One company has' : `${companies} companies have`,
        date: longDate(meeting.date),
      }),
      link: absolute(world.settings, PATHS.calls(campaign.id)),
    }))

/** So long people who were shared out together wait for each other, where the convener changes their mind. */
const SETTLES = HOUR / 4

function toCallers(world: Knows<'secret' | 'url'>, due: Due, { sheet, callers, calls }: PhoneCalls): Errand[] {
  const { campaign, meeting, at, again } = due
  const { holidays } = campaign.timing
  return callers.flatMap(({ id, name, email, organization }): Errand[] => {
    const round = sheet.rounds[id]
    const own = calls.filter(({ caller, shared, open }) => shared && open && caller === id)
    if (!round || own.length === 0) return []
    const earliest = round.at > at ? shift(round.at, SETTLES) : at
    const first = nextWorkingMoment(earliest, meeting.zone, holidays)
    const to = { name, email, organization }
    const link = LINKS.call.to(world.settings, campaign.id, email)
    const until = startOf(meeting)
    const uncalled = own.filter(({ tries }) => tries.length === 0)
    const sheets: Errand[] = [
      {
        key: `call-sheet:${campaign.id}:${round.count}`,
        kind: 'call-sheet',
        to,
        at: first,
        until,
        ...saying('call-sheet', {
          people: own.length === 1 ? 'one person' : `${own.length} people`,
          people_have: own.length === 1 ? 'One person has' : `${own.length} people have`,
          date: longDate(meeting.date),
          host: meeting.venue.host,
          call_list: { data: linesOf(own) },
          talking_points: {
            data: pointsOf(sheet, meeting)
              .map(point => `- ${asWords(point)}`)
              .join('\n'),
          },
        }),
        link,
      },
    ]
    if (uncalled.length > 0 && shift(first, 24 * HOUR) < again)
      sheets.push({
        key: `call-again:${campaign.id}:${meeting.sequence}`,
        kind: 'call-again',
        to,
        at: again,
        until,
        ...saying('call-again', {
          calls: uncalled.length === 1 ? 'one call' : `${uncalled.length} calls`,
          people_have:
            uncalled.length === 1 ? 'one person on your list has' : `${uncalled.length} people on your list have`,
          date: longDate(meeting.date),
          call_list: { data: linesOf(uncalled) },
        }),
        link,
      })
    return sheets
  })
}

/** One person a row: who they are, then what a thumb needs. */
const linesOf = (calls: readonly PhoneCall[]): string =>
  calls
    .map(({ person: { invitation, company, state } }) => {
      const { name, title, phone, assistant, email } = invitation.invitee
      const who = [`**${asWords(name)}**`, asWords(title), asWords(company.name)].filter(Boolean).join(', ')
      const lines = [
        phone.trim() ? phoneMarkdown(phone) : `No phone number; ${asWords(email)}`,
        assistant && `Assistant: ${[assistant.name, assistant.email].map(asWords).filter(Boolean).join('\n  ')}`,
        state === 'unreachable' && 'Our email came back: please ask for the right address',
        state === 'old time' && 'Replied for the old time',
      ].filter(Boolean)
      return `- ${[who, ...lines].join('\n  ')}`
    })
    .join('\n')
