/** Calls by mail: ten days ahead the convener is asked to share the silent out, then callers get their people. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { type Meeting, startOf } from '../../domain/keep/meeting.ts'
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
import type { Affairs, Planner } from '../keep/affairs.ts'
import { absolute, LINKS } from '../keep/links.ts'
import type { Knows, Reads } from '../keep/ports.ts'
import { type Call, type Calls, callSheetOf, callsOf } from './call-sheet.ts'

/** Calendar days ahead at which calls begin: the first follow-up has had a few days by then. */
const AHEAD = 10
/** So long after their letter nobody is called silent. */
const READING = 2 * DAY
/** Working days ahead at which callers are reminded of those nobody has called yet. */
const AGAIN = 4

export const callErrands: Planner = async (world, affairs) => {
  const errands: Errand[] = []
  for (const campaign of affairs.campaigns) {
    const { meeting, status } = campaign
    if (!meeting || !kindOf(campaign).calls) continue
    if ((status !== 'scheduled' && status !== 'running') || affairs.now >= startOf(meeting)) continue
    errands.push(...(await around(world, affairs, campaign, meeting)))
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
  affairs: Affairs,
  campaign: Campaign,
  meeting: Meeting,
): Promise<Errand[]> {
  const { partnership, now } = affairs
  const at = callsBegin(campaign, meeting)
  const again = instantOf(workingDaysBefore(meeting.date, AGAIN, campaign.timing.holidays), MORNING, meeting.zone)
  const due = { campaign, meeting, at, again }
  // Who is silent is read when it matters; before, only the instant does.
  if (now < at) return toConveners(affairs, due, '', world)
  const { sharedAt } = await callSheetOf(world.store, campaign.id)
  const calls = await callsOf(world, { campaign, partnership })
  if (sharedAt !== undefined) return toCallers(world, due, calls)
  const open = calls.calls.filter(each => each.open)
  if (open.length === 0) return []
  const companies = new Set(open.map(({ person }) => person.company.key)).size
  return toConveners(
    affairs,
    due,
    `**${companies === 1 ? 'One company' : `${companies} companies`}** of the **{{partnership}}** ${companies === 1 ? 'has' : 'have'} not said whether they come on ${longDate(meeting.date)}. A call brings more answers than another letter.`,
    world,
  )
}

const toConveners = (
  { partnership }: Affairs,
  { campaign, meeting, at }: Due,
  words: string,
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
      subject: 'Time for calls: who speaks to the silent?',
      body: [
        'Dear {{first_name}},',
        words,
        'We have a proposal who calls whom: champions their peers, the support team public partners. Change what you know better, then share it out. Each caller gets their people by mail, with phone numbers and what to say, and tells us by one link what they heard.',
        'With kind regards,  \n{{organization}}',
      ].join('\n\n'),
      action: { label: 'Share out the calls', link: absolute(world.settings, PATHS.calls(campaign.id)) },
    }))

/** So long people who were shared out together wait for each other, where the convener changes their mind. */
const SETTLES = HOUR / 4

function toCallers(world: Knows<'secret' | 'url'>, due: Due, { sheet, callers, calls }: Calls): Errand[] {
  const { campaign, meeting, at, again } = due
  const { holidays } = campaign.timing
  return callers.flatMap(({ id, name, email, organization }): Errand[] => {
    const round = sheet.rounds[id]
    const own = calls.filter(({ caller, shared, open }) => shared && open && caller === id)
    if (!round || own.length === 0) return []
    const earliest = round.at > at ? shift(round.at, SETTLES) : at
    const first = nextWorkingMoment(earliest, meeting.zone, holidays)
    const to = { name, email, organization }
    const action = { label: 'Say what you heard', link: LINKS.call.to(world.settings, campaign.id, email) }
    const until = startOf(meeting)
    const uncalled = own.filter(({ tries }) => tries.length === 0)
    const sheets: Errand[] = [
      {
        key: `call-sheet:${campaign.id}:${round.count}`,
        kind: 'call-sheet',
        to,
        at: first,
        until,
        subject: `Would you call ${own.length === 1 ? 'one person' : `${own.length} people`} for us, {{first_name}}?`,
        body: [
          'Dear {{first_name}},',
          `On ${longDate(meeting.date)} the **{{partnership}}** meets at ${asWords(meeting.venue.host)}. These have not said whether they come, and a call from you says more than a letter from us:`,
          linesOf(own),
          '## What to say',
          pointsOf(sheet, meeting)
            .map(point => `- ${asWords(point)}`)
            .join('\n'),
          'The button leads to your list: one tap says what you heard, and it counts as their answer with your name on it. Do you know somebody on another list better? You can take them over there.',
          'With kind regards,  \n{{organization}}',
        ].join('\n\n'),
        action,
      },
    ]
    if (uncalled.length > 0 && shift(first, 24 * HOUR) < again)
      sheets.push({
        key: `call-again:${campaign.id}:${meeting.sequence}`,
        kind: 'call-again',
        to,
        at: again,
        until,
        subject: 'Still to call, {{first_name}}',
        body: [
          'Dear {{first_name}},',
          `The meeting of the **{{partnership}}** is on ${longDate(meeting.date)}, and we have not heard of these yet:`,
          linesOf(uncalled),
          'If you have called, please tell us what you heard. If you cannot, tell us as well, and somebody else will.',
          'With kind regards,  \n{{organization}}',
        ].join('\n\n'),
        action,
      })
    return sheets
  })
}

const linesOf = (calls: readonly Call[]): string =>
  calls
    .map(({ person: { invitation, company, state } }) => {
      const { name, title, phone, assistant, email } = invitation.invitee
      const who = [asWords(name), title && asWords(title), asWords(company.name)].filter(Boolean).join(', ')
      const reach = phone ? `phone ${asWords(phone)}` : `no phone number known; ${asWords(email)}`
      const others = [
        assistant && `assistant ${asWords(assistant.name)}, ${asWords(assistant.email)}`,
        state === 'unreachable' && 'our letter came back, so ask for the right address',
        state === 'old time' && 'said yes to the old time',
      ].filter(Boolean)
      return `- **${who}**: ${[reach, ...others].join('; ')}`
    })
    .join('\n')
