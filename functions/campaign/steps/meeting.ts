/** The step that fixes when and where the launch is. */

import * as z from 'zod'
import { kindNameOf } from '../../../domain/keep/kinds.ts'
import type { Meeting } from '../../../domain/keep/meeting.ts'
import { isDay, isHour, isZone } from '../../../domain/keep/time.ts'
import { errorsOf } from '../../web/typed.ts'
import type { Step } from './step.ts'

const form = z
  .object({
    date: z.string().trim().refine(isDay, 'Enter a date that exists, such as 2027-03-31.'),
    start: z.string().trim().refine(isHour, 'Enter when it starts, such as 07:30.'),
    end: z.string().trim().refine(isHour, 'Enter when it ends, such as 09:00.'),
    zone: z.string().trim().refine(isZone, 'Choose the time zone of the place.'),
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
  .refine(({ start, end }) => !isHour(start) || !isHour(end) || start < end, {
    path: ['end'],
    message: 'The end must come after the start.',
  })

export const meetingStep: Step = {
  id: 'meeting',
  of: 'campaign',
  typed({ campaign: { meeting } }) {
    return {
      date: meeting?.date ?? '',
      start: meeting?.start ?? '07:30',
      end: meeting?.end ?? '09:00',
      zone: meeting?.zone ?? 'America/Denver',
      host: meeting?.venue.host ?? '',
      address: meeting?.venue.address ?? '',
      parking: meeting?.venue.parking ?? '',
      access: meeting?.venue.access ?? '',
    }
  },
  read(typed, { campaign }) {
    const found = form.safeParse({ parking: '', access: '', ...typed })
    if (!found.success) return { ok: false, errors: errorsOf(found.error) }
    const { date, start, end, zone, ...venue } = found.data
    const meeting: Meeting = {
      kind: kindNameOf(campaign),
      uid: campaign.meeting?.uid ?? `${campaign.id}@convoke`,
      sequence: campaign.meeting?.sequence ?? 0,
      date,
      start,
      end,
      zone,
      venue,
    }
    return { ok: true, edit: { of: 'campaign', edit: stands => ({ ...stands, meeting }) } }
  },
}
