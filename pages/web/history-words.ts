/** The words for what happened: one for each event, in one table. */
import type { Actor, Happening } from '../../domain/keep/history.ts'
import { KINDS } from '../../domain/keep/kinds.ts'
import { titleOf } from '../../domain/keep/wave-id.ts'

type Words = {
  [Name in Happening['event']]: string | ((event: Extract<Happening, { event: Name }>) => string)
}

const FARED = { bounced: 'bounced', complained: 'complained', failed: 'was refused' }

const FIELDS: Record<string, string> = { publicPartner: 'public partner', knownBy: 'who knows them' }

const WORDS: Words = {
  told: ({ words }) => words,

  // Of an invitation.
  added: 'added to the list',
  'stands in': event => `approved to come in place of ${event.for}`,
  'invited again': 'invited again',
  corrected: ({ fields }) => `changed ${fields.map(field => FIELDS[field] ?? field).join(', ')}`,
  'taken off': 'taken off the list',
  'may be written to again': 'may be written to again',
  'asked for no more letters': 'asked for no more emails',
  'made a new feed': 'made a new link for the calendar feed',
  away: ({ back }) => `is away, back on ${back}`,
  back: 'is back',
  'goes to a session': ({ session }) => `goes to the session ${session}`,
  'came from another session': 'came from another session',
  'was there': 'was there',
  'was not there': 'was not there after all',
  'walked in': 'came without being on the list',
  answered: ({ answer, channel }) => `answered: ${answer} (by ${channel})`,
  'sent once more': ({ wave }) => `${titleOf(wave)} sent again`,
  reminded: ({ wave }) => `reminded: ${titleOf(wave)}`,
  'left as it is': ({ wave }) => `${titleOf(wave)} left as it is`,
  'fared badly': ({ wave, how, detail }) => `${wave} ${FARED[how]}${detail ? `: ${detail}` : ''}`,
  'sent again unheard': ({ wave }) => `${wave}: sent again, because nothing was heard of the first`,

  // Of a campaign.
  started: 'started the campaign',
  'sample loaded': 'loaded the sample partnership',
  planned: ({ kind }) => `planned the ${KINDS[kind].title.toLowerCase()}`,
  'session added': ({ session }) => `added the session ${session}`,
  'set up': ({ part }) => `changed the ${part}`,
  'text written': ({ text }) => `rewrote the text “${text.replaceAll('-', ' ')}”`,
  'signatures asked for': 'asked the champions to sign',
  'signature asked for': ({ champion }) => `asked ${champion} to sign the letter`,
  'reminded to sign': ({ champion }) => `reminded ${champion} to sign the letter`,
  'request to sign came back': 'a request to sign came back',
  signed: 'signed the letter',
  'change asked for': ({ comment }) => `asked for a change of the letter: ${comment}`,
  'champion taken off': 'took a champion off the letter',
  'role taken over': ({ role, to, from }) => `${to} takes over from ${from} as ${role}`,
  'letters let leave': 'scheduled the emails',
  paused: 'paused the campaign',
  resumed: 'resumed the campaign',
  canceled: 'canceled the meeting',
  'wave released': ({ wave }) => `released ${wave}`,
  'wave dropped': ({ wave }) => `dropped ${wave}`,
  'summary approved': 'released the executive summary: it was approved',
  'report released': 'released the report',
  'pulse planned': ({ wanted }) => (wanted ? 'asks the pulse afterwards' : 'asks no pulse'),
  'agenda written': 'wrote the agenda',
  'call moved': 'moved the call',

  // Of an action team.
  founded: 'founded the team',
  joined: ({ name }) => `${name} joined`,
  left: ({ name }) => `${name} left`,
  'offered to lead': 'offered to lead',
  leads: ({ name }) => `${name} leads`,
  readdressed: ({ name }) => `corrected the address of ${name}`,
  'call set': ({ date, start }) => `set a call for ${date} at ${start}`,
  'aim written': 'wrote down what the team wants to reach',
  'partners asked': ({ text }) => `asked partners: ${text}`,
  closed: 'closed the team',
  'opened again': 'opened it again',
}

/** What happened, in words that go on after who did it. */
export function eventWords(event: Happening): string {
  const words = WORDS[event.event] as string | ((event: Happening) => string)
  return typeof words === 'string' ? words : words(event)
}

const ROLES = { convoke: 'Convoke', 'automatic reply': 'Automatic reply', champion: 'a champion' }

/** Who did it, as one writes a name. */
export function nameOfActor(by: Actor): string {
  if (typeof by === 'string') return by
  if ('role' in by) return ROLES[by.role]
  return by.was === 'proposed' ? `${by.by}; proposed by ${by.person}` : `${by.person} (${by.was} by ${by.by})`
}
