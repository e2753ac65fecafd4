/** Step three of the method: the meeting, who does what on its day, whom it asks and when. */

import { hasBegun, type Meeting } from '../keep/meeting.ts'
import { canonicalAddress } from '../keep/partnership.ts'
import { addMonths, dayNote, EVENING, instantOf, shortDate, timeSpan, wallOf } from '../keep/time.ts'
import { WAVES } from '../keep/wave-kinds.ts'
import { companyKey } from '../list/company.ts'
import { forecast, keyOf, type Wave } from '../send/plan.ts'
import { outnumbered } from './outnumbered.ts'
import { dayRolesOf, decidersOf, stakeOf } from './readiness-record.ts'
import { aloneIn, counted, type Item, item, type Mend, namesOf, type ReadinessFacts } from './ready-item.ts'

/** Launches gather under two hours. */
const LONGEST_MINUTES = 120

export function signaturesItem({ partnership: { champions }, campaign, signed, unsigned }: ReadinessFacts): Item {
  const missing: Mend[] = []
  if (champions.length < 2)
    missing.push({ words: `Name two champions or more: ${champions.length} so far.`, step: 'champions' })
  if (unsigned.length > 0)
    missing.push({
      words:
        campaign.status === 'draft'
          ? 'Ask the champions to sign.'
          : `Not signed yet: ${namesOf(unsigned.map(({ name }) => name))}.`,
      step: 'review',
      waits: campaign.status !== 'draft',
    })
  return item(
    'signatures',
    'Champions signed',
    `${signed.length} of ${Math.max(2, champions.length)}`,
    missing,
    signed.length > 0,
  )
}

const minutesOf = ({ start, end }: Meeting): number => {
  const [from, to] = [start, end].map(hour => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3)))
  return (to ?? 0) - (from ?? 0)
}

export function place({ partnership, campaign: { meeting, timing, status }, now }: ReadinessFacts): Item {
  if (!meeting)
    return item(
      'place',
      'Date, time and place at a business',
      '',
      [{ words: 'Give the launch a date and a host.', step: 'meeting' }],
      false,
    )
  const missing: Mend[] = []
  const add = (words: string) => missing.push({ words, step: 'meeting' })
  const host = companyKey(meeting.venue.host)
  const ours = [partnership.organization.name, ...partnership.team.map(({ organization }) => organization)]
  // One that was held has passed as it should.
  const unsent = status === 'draft' || status === 'awaiting signatures'
  if (unsent && hasBegun(meeting, now)) add('The day has passed.')
  else {
    const note = dayNote(meeting.date, timing.holidays)
    if (note) add(note)
  }
  if (host === '') add('Find a business that hosts.')
  else if (ours.some(name => companyKey(name) === host))
    add(`${meeting.venue.host} is of the support team. Leaders are more likely to come to another company’s site.`)
  if (minutesOf(meeting) > LONGEST_MINUTES) add('Keep it under two hours.')
  const when = `${shortDate(meeting.date)}, ${timeSpan(meeting.start, meeting.end, meeting.zone, meeting.date)}`
  return item('place', 'Date, time and place at a business', [when, meeting.venue.host].join('; '), missing, true)
}

export function day({ partnership, readinessRecord, listed }: ReadinessFacts): Item {
  const { welcomes, facilitates, listens } = dayRolesOf(partnership, readinessRecord)
  const missing: Mend[] = []
  const where = { step: 'readiness', place: 'day' } as const
  if (welcomes.length === 0) missing.push({ words: 'Choose the champions who welcome everyone.', ...where })
  if (facilitates.length === 0) missing.push({ words: 'Choose who facilitates: someone neutral.', ...where })
  for (const member of facilitates) {
    const stake = stakeOf(member, partnership.champions, listed.companies)
    if (stake) missing.push({ words: `${stake}, and so cannot facilitate neutrally.`, ...where })
  }
  if (listens.length === 0 && listed.publicPartners === 0)
    missing.push({ words: 'Choose who of the partners listens.', ...where })
  const said = [
    welcomes.length > 0 && `${namesOf(welcomes.map(({ name }) => name))} welcome${welcomes.length === 1 ? 's' : ''}`,
    facilitates.length > 0 &&
      `${namesOf(facilitates.map(({ name }) => name))} facilitate${facilitates.length === 1 ? 's' : ''}`,
    listens.length > 0 && `${counted(listens.length, 'partner listens', 'partners listen')}`,
  ].filter(Boolean)
  return item('day', 'Who welcomes, facilitates, listens', said.join('; '), missing, said.length > 0)
}

export function list({ campaign: { goal }, listed, waiting }: ReadinessFacts): Item {
  const { leaders, companies, notTop } = listed
  const missing: Mend[] = []
  if (companies.size < goal)
    missing.push({
      words: `${goal} companies make a critical mass; the list has ${companies.size === 0 ? 'none' : companies.size}.`,
      step: 'invitees',
    })
  if (notTop * 4 > leaders)
    missing.push({
      words: `${counted(notTop, 'title does', 'titles do')} not sound like a decision-maker’s.`,
      step: 'invitees',
    })
  const turned = outnumbered(listed.coming, listed)
  if (turned) missing.push({ words: turned, step: 'invitees' })
  if (waiting > 0)
    missing.push({
      words: `${counted(waiting, 'proposed name waits', 'proposed names wait')} for your answer.`,
      step: 'readiness',
      place: 'names',
    })
  const is = `${counted(leaders, 'leader', 'leaders')} of ${counted(companies.size, 'company', 'companies')}`
  return item('list', 'Invite list of top leaders', leaders === 0 ? '' : is, missing, leaders > 0)
}

export function agreed({ partnership, readinessRecord, listed }: ReadinessFacts): Item {
  const asked = decidersOf(partnership)
  const when = (email: string) => readinessRecord.lists[canonicalAddress(email)]
  const yes = asked.filter(({ email }) => when(email) !== undefined)
  const open = asked.filter(({ email }) => when(email) === undefined)
  const alone = aloneIn(asked)
  const missing: Mend[] =
    open.length === 0 || alone.length > 0
      ? alone
      : [
          {
            words: readinessRecord.asked.list
              ? `No response from: ${namesOf(open.map(({ name }) => name))}.`
              : 'Ask the team to review the list and add names.',
            step: 'readiness',
            place: 'people',
            waits: readinessRecord.asked.list !== undefined,
          },
        ]
  if (listed.leaders === 0) missing.push({ words: 'There is no list yet.', step: 'invitees' })
  const first = yes.map(({ email }) => when(email) ?? '').sort()[0]
  const since = first === undefined ? 0 : listed.addedAt.filter(at => at > first).length
  const is = [`${yes.length} of ${asked.length}`, since > 0 && `${since} added since`].filter(Boolean).join('; ')
  return item('agreed', 'List agreed by the team', is, missing, yes.length > 0)
}

/** The letters as planned, or as they would be if the last champion signed now. */
const wavesOf = ({ campaign, now }: ReadinessFacts, meeting: Meeting): Wave[] =>
  forecast(campaign, meeting, campaign.scheduledAt ?? now, campaign.timing.holidays)

export function letter(facts: ReadinessFacts): Item {
  const { meeting, letter: written } = facts.campaign
  const invite = meeting && wavesOf(facts, meeting).find(({ kind }) => WAVES[kind].asks === 'to come')
  const left = invite !== undefined && facts.campaign.left[keyOf(invite)] !== undefined
  const missing: Mend[] = []
  if (!written) missing.push({ words: 'Read the letter, change what you like, and save it.', step: 'letter' })
  if (!meeting || !invite) missing.push({ words: 'It needs a date first.', step: 'meeting' })
  else if (invite.off) missing.push({ words: `It won’t be sent: ${invite.off}.`, step: 'timing' })
  else if (invite.at > instantOf(addMonths(meeting.date, -1), EVENING, meeting.zone))
    missing.push({
      words: left
        ? 'Less than a month before the launch: calls help leaders to make room.'
        : 'Less than a month before the launch. A later date gives leaders time to make room.',
      step: left ? 'calls' : 'meeting',
      waits: left,
    })
  const leaves = meeting && invite && !invite.off ? shortDate(wallOf(invite.at, meeting.zone).day) : ''
  const is = leaves === '' ? '' : left ? `sent on ${leaves}` : `goes out on ${leaves}`
  return item('letter', 'Letter a month ahead', is, missing, written !== undefined && leaves !== '')
}

export function followUps(facts: ReadinessFacts): Item {
  const { meeting } = facts.campaign
  const all = meeting ? wavesOf(facts, meeting).filter(({ kind }) => WAVES[kind].asksAgain) : []
  const set = all.filter(({ off }) => off === undefined)
  const missing: Mend[] =
    set.length > 0
      ? []
      : [
          {
            words: meeting ? 'None is scheduled. Set one for those who haven’t replied.' : 'They need a date first.',
            step: 'timing',
          },
        ]
  const days = meeting ? set.map(({ at }) => shortDate(wallOf(at, meeting.zone).day)) : []
  return item('follow-ups', 'Follow-ups set', days.join('; '), missing, false)
}
