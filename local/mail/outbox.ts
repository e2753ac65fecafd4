/** The Post port where nothing leaves: messages go into a table that the workbench shows. */
import type { Instant } from '../../domain/keep/time.ts'
import type { ReaderPart } from '../../domain/send/messages.ts'
import type { Clock, Post } from '../../functions/keep/ports.ts'
import { fieldIn, type HeaderField, readHead, subjectIn } from '../../mail/head.ts'
import type { Database } from '../database.ts'

/** A message as the outbox lists it. */
export interface Kept {
  id: string
  attempt: string
  at: Instant
  from: string
  to: string[]
  subject: string
  wave: string
  campaign: string
  /** To what part of the partnership it speaks; null where the version that sent it did not say. */
  part: ReaderPart | null
  /** The Message-ID of the message it answers, `<id@domain>`. */
  answers: string | null
}

export interface Outbox extends Post {
  /** Messages in the order in which they came. */
  list(range?: { after?: string; limit?: number }): Kept[]
  /** The newest first, those before the message `before`. */
  latest(range: { before?: string; limit: number }): Kept[]
  count(): number
  find(id: string): Kept | undefined
  /** The exact bytes that were submitted. */
  bytes(id: string): Uint8Array | undefined
}

interface Row extends Omit<Kept, 'id' | 'from' | 'to'> {
  id: number
  sender: string
  recipients: string
}

const COLUMNS = 'SELECT id, attempt, at, sender, recipients, subject, wave, campaign, part, answers FROM outbox'

export function createOutbox({ sql, commits }: Database, clock: Pick<Clock, 'now'>): Outbox {
  // The attempt is the key: handing the same one over twice leaves one message.
  const insert = sql.prepare(
    `INSERT INTO outbox (attempt, at, sender, recipients, subject, wave, campaign, part, answers, bytes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (attempt) DO NOTHING`,
  )
  const byAttempt = sql.prepare('SELECT 1 FROM outbox WHERE attempt = ?')
  const all = sql.prepare(`${COLUMNS} WHERE id > ? ORDER BY id LIMIT ?`)
  const latest = sql.prepare(`${COLUMNS} WHERE id < ? ORDER BY id DESC LIMIT ?`)
  const count = sql.prepare('SELECT count(*) AS count FROM outbox')
  const one = sql.prepare(`${COLUMNS} WHERE id = ?`)
  const bytes = sql.prepare('SELECT bytes FROM outbox WHERE id = ?')

  return {
    async send({ attempt, from, to, bytes, wave, campaign, part = null }) {
      const at = clock.now()
      const recipients = JSON.stringify(to)
      const head = headOf(bytes)
      const answers = fieldIn(head, 'in-reply-to') || null
      const said = [attempt, at, from, recipients, subjectOf(bytes), wave, campaign, part, answers] as const
      try {
        await commits.run(() => insert.run(...said, bytes))
        return { outcome: 'sent' }
      } catch (error) {
        return { outcome: 'later', detail: (error as Error).message }
      }
    },
    fateOf: async attempt => (byAttempt.get(attempt) === undefined ? 'not sent' : 'sent'),
    rate: async () => Number.POSITIVE_INFINITY,
    list: ({ after = '0', limit = -1 } = {}) => (all.all(Number(after) || 0, limit) as unknown as Row[]).map(kept),
    latest: ({ before, limit }) =>
      (latest.all(Number(before) || Number.MAX_SAFE_INTEGER, limit) as unknown as Row[]).map(kept),
    count: () => (count.get() as { count: number }).count,
    find(id) {
      const row = one.get(Number(id) || 0) as unknown as Row | undefined
      return row && kept(row)
    },
    bytes: id => (bytes.get(Number(id) || 0) as { bytes: Uint8Array } | undefined)?.bytes,
  }
}

/** Heads longer than this are not ours. Bytes. */
const HEAD = 16_384

/** The head of a message, at a fraction of what parsing all of it costs. */
const headOf = (bytes: Uint8Array): HeaderField[] =>
  readHead(Buffer.from(bytes.subarray(0, HEAD)).toString('utf8')).fields

export const subjectOf = (bytes: Uint8Array): string => subjectIn(headOf(bytes))

const kept = ({ id, attempt, at, sender, recipients, subject, wave, campaign, part, answers }: Row): Kept => ({
  id: String(id),
  attempt,
  at,
  from: sender,
  to: JSON.parse(recipients) as string[],
  subject,
  wave,
  campaign,
  part,
  answers,
})
