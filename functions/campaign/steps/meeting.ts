/** The step that fixes when and where the launch is. */

import * as z from 'zod'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { kindNameOf } from '../../../domain/keep/kinds.ts'
import type { Meeting } from '../../../domain/keep/meeting.ts'
import { dayNote, isDay, isZone } from '../../../domain/keep/time.ts'
import { currentZone, zoneNote } from '../../../domain/keep/zones.ts'
import { errorsOf } from '../../web/typed.ts'
import { refuseImpossible, when } from '../../web/when.ts'
import type { Step } from './step.ts'

const form = z
  .object({
    ...when,
    host: z
      .string()
      .trim()
      .min(1, 'Enter the business that hosts the meeting.')
      .max(120, 'Shorten the host to 120 characters.'),
    address: z
      .string()
      .trim()
      .min(1, 'Enter the address guests drive to.')
      .max(300, 'Shorten the address to 300 characters.'),
    parking: z.string().trim().max(300, 'Shorten the parking note to 300 characters.'),
    access: z.string().trim().max(300, 'Shorten the access note to 300 characters.'),
  })
  .superRefine(refuseImpossible)

export const meetingStep: Step = {
  id: 'meeting',
  of: 'campaign',
  typed({ campaign: { meeting } }) {
    return {
      date: meeting?.date ?? '',
      start: meeting?.start ?? '07:30',
      end: meeting?.end ?? '09:00',
      zone: meeting ? currentZone(meeting.zone) : '',
      host: meeting?.venue.host ?? '',
      address: meeting?.venue.address ?? '',
      parking: meeting?.venue.parking ?? '',
      access: meeting?.venue.access ?? '',
    }
  },
  doubts({ date = '', zone = '' }, { campaign }) {
    const day = isDay(date) ? dayNote(date, campaign.timing.holidays) : undefined
    return [day, isZone(zone) ? zoneNote(zone) : undefined].filter(note => note !== undefined)
  },
  read(typed, { campaign }) {
    const found = form.safeParse({ parking: '', access: '', ...typed })
    if (!found.success) return { ok: false, errors: errorsOf(found.error) }
    const { date, start, end, zone, ...venue } = found.data
    const meetingOf = ({ meeting }: Campaign): Meeting => ({
      ...meeting,
      kind: kindNameOf(campaign),
      uid: meeting?.uid ?? `${campaign.id}@convoke`,
      sequence: meeting?.sequence ?? 0,
      date,
      start,
      end,
      zone,
      venue: { ...meeting?.venue, ...venue },
    })
    return { ok: true, edit: { of: 'campaign', edit: stands => ({ ...stands, meeting: meetingOf(stands) }) } }
  },
}
