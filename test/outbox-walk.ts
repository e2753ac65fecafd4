/**
 * Walks an outbox as a script outside would, by the workbench's JSON and the messages alone, and says of each message what
 * is wrong with it: words under a name that did not sign them, a peer's words to a public partner, a follow-up to
 * somebody who has written, one question twice in the same words, a reply that answers nothing, a calendar that is none.
 */
import { calendarFaults } from './calendar/calendar-faults.ts'
import type { Script } from './year.ts'

interface SignedRow {
  text: string
  waves: string[]
  check: string
  body: string
  required: string[]
  signatures: { champion: string; at: string }[]
}

export interface Walk {
  problems: string[]
  /** So many were looked at, by what they are: a walk that met none proves nothing. */
  met: Record<(typeof SIGNED)[number] | 'partner' | 'follow-up' | 'reply' | 'calendar', number>
}

/** What goes to business leaders under the champions' names, by its wave. */
const SIGNED = ['invite', 'follow-up-1', 'follow-up-2', 'reminder'] as const

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim()
/** A body with its open fields as anything on one line. */
const asPattern = (body: string): string =>
  squeezed(body)
    .split(/\{\{[a-z_]+\}\}/)
    .map(words => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^\\n]{0,120}?')

/** What stands between the buttons and the first line that is a champion's name, as they typed it or as they are called. */
function signedPart(text: string): string | undefined {
  const lines = text.split(/\r?\n/).map(line => line.trim())
  const block = lines.findIndex(line => NAMES.includes(line))
  const above = lines.findIndex(line => line.includes('?answer=delegated'))
  return block < 0 ? undefined : squeezed(lines.slice(above + 1, block).join('\n'))
}

/** What stands between the greeting and the facts. */
const bodyOf = (text: string): string => squeezed(/^Dear [\s\S]*?(?=^[A-Z ]{6,}$)/m.exec(text)?.[0] ?? '')

/** What the champions of the sample are called, and what each typed to sign. */
const NAMES = ['Elena Vargas', 'Tom Halvorsen', 'As they sign']
/** What champions say to their peers. */
const PEERS = ['We’d like', 'you in the chair', 'what our industry should fix together']

/** `wrote`: who has written what nobody has settled, by address, since when. */
export async function walkOutbox(
  script: Script,
  campaigns: readonly string[],
  wrote: ReadonlyMap<string, string>,
): Promise<Walk> {
  const rows: SignedRow[] = []
  for (const id of campaigns) rows.push(...(await script.json<SignedRow[]>(`/_local/signed.json?campaign=${id}`)))
  const outbox = await script.all()
  const first = new Map<string, string>()
  const problems: string[] = []
  const asked = new Map<string, Set<string>>()
  const met: Walk['met'] = {
    invite: 0,
    'follow-up-1': 0,
    'follow-up-2': 0,
    reminder: 0,
    partner: 0,
    'follow-up': 0,
    reply: 0,
    calendar: 0,
  }
  for (const message of outbox) {
    const { kind, wave, audience, at, to, campaign, text, id, calendars } = message
    const say = (what: string) => problems.push(`${id} ${kind} to ${to[0]} at ${at}: ${what}`)
    met.calendar += calendars.length
    for (const fault of calendars.flatMap(calendarFaults)) say(`a calendar in which ${fault}`)
    const signed = audience === 'champion' ? undefined : signedPart(text)
    const [due] = SIGNED.filter(each => wave === each && audience === 'business' && campaigns.includes(campaign))
    if (due !== undefined) met[due]++
    if (due !== undefined && signed === undefined) say('no names under words that champions sign')
    if (signed !== undefined) {
      const match = rows.filter(({ body }) => new RegExp(`^${asPattern(body)}$`).test(signed))
      const done = match.some(({ required, signatures }) =>
        required.every(name => signatures.some(each => each.champion === name && each.at < at)),
      )
      if (match.length === 0) say('words that nobody signed')
      else if (!done) say('words that not all had signed by then')
    }
    if (audience === 'partner') {
      met.partner++
      if (signed !== undefined || PEERS.some(words => squeezed(text).includes(words))) say('words of a peer')
    }
    if (kind === 'follow-up') {
      met['follow-up']++
      if (to.some(email => (wrote.get(email) ?? '9') < at)) say('a question to somebody who has written')
      const before = asked.get(`${campaign} ${to[0]}`) ?? new Set()
      if (before.has(bodyOf(text))) say('a question for the second time in the same words')
      asked.set(`${campaign} ${to[0]}`, before.add(bodyOf(text)))
    }
    const thread = `${campaign} ${to[0]}`
    const root = first.get(thread)
    if (['follow-up', 'reminder', 'update', 'cancellation', 'thanks'].includes(kind) && root !== undefined) {
      met.reply++
      if (message.inReplyTo !== root || message.references !== root) say('no reply to the first letter')
    } else if (['follow-up', 'reminder', 'update'].includes(kind)) say('no letter before it')
    if (root === undefined && ['letter', 'hold'].includes(kind)) first.set(thread, message.messageId)
  }
  return { problems, met }
}
