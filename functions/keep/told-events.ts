/**
 * Histories of the first version, which told what had happened in sentences. A sentence that is certain to mean an event
 * becomes that event; any other stays as it was written.
 */
import type { Actor, CampaignEvent, Deed, Happening, InvitationEvent, TeamEvent } from '../../domain/keep/history.ts'
import { KINDS, type MeetingKind } from '../../domain/keep/kinds.ts'
import { readWaveKey } from '../../domain/keep/wave-id.ts'

/** Something stored, by its fields. */
type Row = Record<string, unknown>

/** What a sentence may be: as written, or the first pattern that fits, which makes an event of its groups. */
interface Reader<E extends Happening> {
  whole: Record<string, Deed<E>>
  parts: readonly [pattern: RegExp, read: (a: string, b: string, c: string) => Deed<E> | undefined][]
}

const FIELDS = ['name', 'title', 'company', 'email', 'phone', 'assistant', 'publicPartner'] as const
const isField = (word: string): word is (typeof FIELDS)[number] => (FIELDS as readonly string[]).includes(word)
const HOW = { bounced: 'bounced', complained: 'complained', 'was refused': 'failed' } as const

export const OF_INVITATION: Reader<InvitationEvent> = {
  whole: {
    'added to the list': { event: 'added' },
    'invited again': { event: 'invited again' },
    'taken off the list': { event: 'taken off' },
    'may be written to again': { event: 'may be written to again' },
    'asked for no more letters': { event: 'asked for no more letters' },
    'made a new link for the calendar feed': { event: 'made a new feed' },
    'is back': { event: 'back' },
    'came from another session': { event: 'came from another session' },
    'was there': { event: 'was there' },
    'was not there after all': { event: 'was not there' },
    'came without being on the list': { event: 'walked in' },
  },
  parts: [
    [/^approved to come in place of (.*)$/s, name => ({ event: 'stands in', for: name })],
    [/^goes to the session (.*)$/s, session => ({ event: 'goes to a session', session })],
    [/^is away, back on (\d{4}-\d\d-\d\d)$/, back => ({ event: 'away', back })],
    [
      /^changed (.*)$/,
      words => {
        const fields = words === '' ? [] : words.split(', ')
        return fields.every(isField) ? { event: 'corrected', fields } : undefined
      },
    ],
    [
      /^answered: (accepted|declined|tentative|delegated) \(by (link|calendar|written|convener)\)$/,
      (answer, channel) => ({ event: 'answered', answer, channel }) as Deed<InvitationEvent>,
    ],
    [/^send again: (\S+)$/, wave => ({ event: 'sent once more', wave })],
    [/^leave: (\S+)$/, wave => ({ event: 'left as it is', wave })],
    [/^(\S+): sent again, because nothing was heard of the first$/, wave => ({ event: 'sent again unheard', wave })],
    [
      /^(\S+) (bounced|complained|was refused)(?:: (.+))?$/s,
      (wave, how, detail = '') =>
        readWaveKey(wave) && { event: 'fared badly', wave, how: HOW[how as keyof typeof HOW], detail },
    ],
  ],
}

const kindTitled = (title: string): MeetingKind | undefined =>
  (Object.keys(KINDS) as MeetingKind[]).find(kind => KINDS[kind].title.toLowerCase() === title)

export const OF_CAMPAIGN: Reader<CampaignEvent> = {
  whole: {
    'started the campaign': { event: 'started' },
    'loaded the sample partnership': { event: 'sample loaded' },
    'asked the champions to sign': { event: 'signatures asked for' },
    'a request to sign came back': { event: 'request to sign came back' },
    'signed the letter': { event: 'signed' },
    'took a champion off the letter': { event: 'champion taken off' },
    'let the letters leave': { event: 'letters let leave' },
    'paused the campaign': { event: 'paused' },
    'resumed the campaign': { event: 'resumed' },
    'cancelled the meeting': { event: 'canceled' },
    'canceled the meeting': { event: 'canceled' },
    'let the executive summary leave: it was approved': { event: 'summary approved' },
    'released the report': { event: 'report released' },
    'wrote the agenda': { event: 'agenda written' },
    'moved the call': { event: 'call moved' },
    'asks the pulse afterwards': { event: 'pulse planned', wanted: true },
    'asks no pulse': { event: 'pulse planned', wanted: false },
  },
  parts: [
    [/^asked for a change of the letter: (.*)$/s, comment => ({ event: 'change asked for', comment })],
    [/^asked (.*) to sign the letter$/s, champion => ({ event: 'signature asked for', champion })],
    [/^added the session (.*)$/s, session => ({ event: 'session added', session })],
    [
      /^changed the (partnership|meeting|champions|team|letter|timing)$/,
      part => ({ event: 'set up', part }) as Deed<CampaignEvent>,
    ],
    [
      /^planned the (.*)$/,
      title => {
        const kind = kindTitled(title)
        return kind && { event: 'planned', kind }
      },
    ],
    [/^released the wave (\S+)$/, wave => ({ event: 'wave released', wave })],
    [/^dropped the wave (\S+)$/, wave => ({ event: 'wave dropped', wave })],
    [
      /^(.*) takes over from (.*) as (champion|convener)$/s,
      (to, from, role) => ({ event: 'role taken over', role, to, from }) as Deed<CampaignEvent>,
    ],
  ],
}

export const OF_TEAM: Reader<TeamEvent> = {
  whole: {
    'founded the team': { event: 'founded' },
    'offered to lead': { event: 'offered to lead' },
    'wrote down what the team wants to reach': { event: 'aim written' },
    'closed the team': { event: 'closed' },
    'opened it again': { event: 'opened again' },
  },
  parts: [
    [/^asked partners: (.*)$/s, text => ({ event: 'partners asked', text })],
    [/^set a call for (\d{4}-\d\d-\d\d) at (\d\d:\d\d)$/, (date, start) => ({ event: 'call set', date, start })],
    [/^(.*) joined$/s, name => ({ event: 'joined', name })],
    [/^(.*) left$/s, name => ({ event: 'left', name })],
    [/^(.*) leads$/s, name => ({ event: 'leads', name })],
  ],
}

/** Who did it, by what was written down as a name. */
function actorOf(by: string): Actor {
  if (by === 'Convoke') return { role: 'convoke' }
  if (by === 'Automatic reply') return { role: 'automatic reply' }
  if (by === 'a champion') return { role: 'champion' }
  const [, whose, proposer] = /^(.*); proposed by (.*)$/s.exec(by) ?? []
  if (whose !== undefined && proposer !== undefined) return { person: proposer, was: 'proposed', by: whose }
  return speakerOf(by)
}

/** Who gave an answer that the convener recorded. */
export function speakerOf(by: string): Actor {
  const [, person, was, whose] = /^(.*) \((noted|read) by ([^()]*)\)$/s.exec(by) ?? []
  return person !== undefined && whose !== undefined && (was === 'noted' || was === 'read')
    ? { person, was, by: whose }
    : by
}

function deedOf<E extends Happening>(
  words: string,
  { whole, parts }: Reader<E>,
): Deed<E> | { event: 'told'; words: string } {
  if (Object.hasOwn(whole, words)) return whole[words] as Deed<E>
  for (const [pattern, read] of parts) {
    const found = pattern.exec(words)
    const deed = found && read(...(found.slice(1) as [string, string, string]))
    if (deed) return deed
  }
  return { event: 'told', words }
}

/** A sentence of a history as an event; what is one already stays as it is. */
export function eventOf<E extends Happening>(entry: Row, reader: Reader<E>): Row {
  const { by, what, ...rest } = entry
  if (typeof what !== 'string' || typeof by !== 'string') return entry
  return { ...rest, by: actorOf(by), ...deedOf(what, reader) }
}
