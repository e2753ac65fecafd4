/**
 * Walks an outbox as a script outside would, by the workbench's JSON and the messages alone, and says of each message what
 * is wrong with it: words under a name that did not sign them, a peer's words to a public partner, a follow-up to
 * somebody who has written, a reply that answers nothing.
 */
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
  met: Record<'signed' | 'partner' | 'follow-up' | 'reply', number>
}

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim()
/** A body with its open fields as anything on one line. */
const asPattern = (body: string): string =>
  squeezed(body)
    .split(/\{\{[a-z_]+\}\}/)
    .map(words => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^\\n]{0,120}?')

/** What stands between the buttons and the champions' names as they typed them, where it bears these. */
function signedPart(text: string): string | undefined {
  const { typed, names } = CHAMPIONS
  const words = squeezed(text)
  const [, above = ''] = /^(.*?\?answer=delegated )/.exec(words) ?? []
  const block = names.map(name => words.indexOf(` ${typed} ${name}, `)).filter(at => at >= 0)
  return block.length === 0 ? undefined : words.slice(above.length, Math.min(...block))
}

/** What the champions of the sample typed to sign, and what they are called. */
const CHAMPIONS = { typed: 'As they sign', names: ['Elena Vargas', 'Tom Halvorsen'] }
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
  const met: Walk['met'] = { signed: 0, partner: 0, 'follow-up': 0, reply: 0 }
  for (const message of outbox) {
    const { kind, audience, at, to, campaign, text, id } = message
    const say = (what: string) => problems.push(`${id} ${kind} to ${to[0]} at ${at}: ${what}`)
    const signed = audience === 'champion' ? undefined : signedPart(text)
    if (signed !== undefined) {
      met.signed++
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
