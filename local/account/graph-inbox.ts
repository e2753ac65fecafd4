/**
 * Answers read from the inbox of the connected account by Microsoft Graph: what came since we last looked, by its delta link,
 * as far as a page goes at a time. What is ours is taken and marked as read, like in any other mailbox.
 */
import * as z from 'zod'
import { DAY, MINUTE, SECOND, shift } from '../../domain/keep/time.ts'
import { read, refOf, upsert } from '../../functions/keep/documents.ts'
import { DOCUMENTS } from '../../functions/keep/registry.ts'
import { shortId } from '../../mail/token.ts'
import type { TakeIn } from '../mail/arrival.ts'
import type { MailboxReader, OnLook } from '../mail/imap.ts'
import { createNap } from '../mail/nap.ts'
import { createSorter, HeldUp, type Lying, type ReadsMail, type Sorter } from '../mail/sorter.ts'
import { codeOf, type Graph } from './graph.ts'
import { type Answered, jsonOf } from './web-request.ts'

export interface GraphInboxOptions {
  graph: Graph
  /** Names the place where the reader was, for this client of the service. */
  clientId: string
  pace?: Partial<typeof PACE>
  onLook?: OnLook
  /** Where a reader is opened anew for each look, what it knows of messages that were tried. */
  sorter?: Sorter
}

/** Milliseconds, unless said otherwise. */
const PACE = {
  /** The inbox is looked into so often. */
  look: MINUTE,
  /** Pause after a failure; it doubles up to the longest. */
  pause: 5 * SECOND,
  longest: 15 * MINUTE,
  /** A message is tried so many times, so that one nobody can take does not hold up the others. */
  tries: 5,
  request: MINUTE,
  /** For the message in hand when Convoke stops. */
  grace: 10 * SECOND,
}

/** How far the first look goes back. */
const FIRST = 30 * DAY
const PAGE = 50

const page = z.object({
  value: z.array(z.object({ id: z.string().min(1), '@removed': z.unknown().optional() })),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
})
const head = z.object({
  receivedDateTime: z.string().optional(),
  internetMessageHeaders: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
})

/** The inbox cannot be read now. `after`: seconds, where Graph says so. */
class NotRead extends Error {
  readonly why: string
  readonly after: number | undefined
  constructor(why: string, after?: number) {
    super(why)
    this.why = why
    this.after = after
  }
}

export function pollInbox(
  { store, log, settings, clock }: ReadsMail,
  takeIn: TakeIn,
  { graph, clientId, pace: given, onLook, sorter: own }: GraphInboxOptions,
): MailboxReader {
  const pace = { ...PACE, ...given }
  const place = refOf(DOCUMENTS.inboxPlace, shortId(JSON.stringify(['graph', clientId])))
  const sorter = own ?? createSorter({ store, log, settings, clock }, takeIn, pace.tries)
  const over = new AbortController()
  let stopping = false
  let broken = false
  const nap = createNap()
  /** Messages of the page in hand that are dealt with: after a failure it is read again. */
  let done = new Set<string>()

  async function run(): Promise<void> {
    let pause = pace.pause
    while (!stopping) {
      let next = pace.look
      try {
        await readNew()
        onLook?.('read')
        if (broken) log.info('mailbox is read again')
        broken = false
        pause = pace.pause
      } catch (error) {
        onLook?.(error instanceof HeldUp ? 'held up' : 'not read')
        if (stopping) return
        if (error instanceof HeldUp) next = pace.pause
        // To see whether somebody has connected it costs nothing.
        else if (error instanceof NotRead && error.why === DISCONNECTED) next = pace.look
        else {
          next = Math.max(pause, (error instanceof NotRead ? (error.after ?? 0) : 0) * SECOND)
          pause = Math.min(2 * pause, pace.longest)
          complain(error)
        }
      }
      await nap.rest(next)
    }
  }

  /** Says once what is wrong. */
  function complain(error: unknown): void {
    const why = error instanceof NotRead ? error.why : error instanceof Error ? error.name : typeof error
    if (broken) return
    broken = true
    log.error(
      /^40[34]|AccessDenied/.test(why)
        ? 'The inbox of the connected mail account may not be read. See that the app has the permission Mail.ReadWrite and ' +
            'that the account has a mailbox. Convoke keeps trying.'
        : 'The inbox of the connected mail account cannot be read now. Convoke keeps trying.',
      { why },
    )
  }

  /** Asks, and throws where there is no answer that something can be done with. */
  async function get(path: string, expected: readonly number[], most?: number): Promise<Answered> {
    const answer = await graph.ask(path, {
      patience: pace.request,
      signal: over.signal,
      ...(most === undefined ? {} : { most }),
      headers: { prefer: `odata.maxpagesize=${PAGE}, IdType="ImmutableId"` },
    })
    if (answer.is === 'no access') throw new NotRead(answer.access.is === 'later' ? answer.access.why : DISCONNECTED)
    if (answer.is === 'lost') throw new NotRead(answer.why)
    if (!expected.includes(answer.status))
      throw new NotRead([answer.status, codeOf(answer)].filter(Boolean).join(' '), answer.after)
    return answer
  }

  async function readNew(): Promise<void> {
    let link = (await read(store, place))?.value.link ?? first()
    while (!stopping) {
      const answer = await get(link, [200, 410])
      // The link is too old or was given up: from the front. What was taken before is known by its bytes and Message-ID.
      if (answer.status === 410) {
        if (link === first()) throw new NotRead('410')
        link = first()
        continue
      }
      const found = page.safeParse(jsonOf(answer)).data
      const next = found?.['@odata.nextLink'] ?? found?.['@odata.deltaLink']
      if (!found || next === undefined) throw new NotRead('an answer that does not read')
      if (!graph.leadsHere(next)) throw new NotRead('a link that leads elsewhere')
      for (const { id, '@removed': removed } of found.value) {
        if (stopping) return
        if (removed !== undefined || done.has(id)) continue
        await look(id)
        done.add(id)
      }
      done = new Set()
      await upsert(store, place, stands => (stands?.link === next ? undefined : { link: next }))
      if (found['@odata.nextLink'] === undefined) return
      link = next
    }
  }

  const first = (): string => {
    const from = shift(clock.now(), -FIRST).slice(0, 10)
    const filter = encodeURIComponent(`receivedDateTime ge ${from}T00:00:00Z`)
    return `/me/mailFolders/inbox/messages/delta?changeType=created&$select=receivedDateTime&$filter=${filter}`
  }

  async function look(id: string): Promise<void> {
    const path = `/me/messages/${encodeURIComponent(id)}`
    const answer = await get(`${path}?$select=receivedDateTime,internetMessageHeaders`, [200, 404])
    // It was moved or deleted meanwhile.
    if (answer.status === 404) return
    const known = head.safeParse(jsonOf(answer)).data
    if (!known) throw new NotRead('a message that does not read')
    const whole: Lying['whole'] = async most => {
      const message = await get(`${path}/$value`, [200, 404], most)
      if (message.body === undefined) log.info('message in the mailbox skipped, it is too large')
      return message.status === 200 ? message.body : undefined
    }
    await sorter.sort({
      id,
      fields: fieldsFrom(known.internetMessageHeaders),
      came: known.receivedDateTime,
      whole,
      async markRead() {
        // Where the app may only read, it stays unread.
        const body = JSON.stringify({ isRead: true })
        const headers = { 'content-type': 'application/json', prefer: 'IdType="ImmutableId"' }
        await graph.ask(path, { method: 'PATCH', headers, body, patience: pace.request })
      },
    })
  }

  const running = run()
  return {
    async stop() {
      stopping = true
      nap.end()
      if (!sorter.isBusy()) over.abort()
      const late = setTimeout(() => over.abort(), pace.grace)
      await running
      clearTimeout(late)
    },
  }
}

/** The account has to be connected first, which it says itself. */
const DISCONNECTED = 'disconnected'

/** A head of these fields, each on one line. */
const fieldsFrom = (fields: readonly { name: string; value: string }[]): Uint8Array =>
  Buffer.from(fields.map(({ name, value }) => `${name}: ${value.replace(/\s*\r?\n\s*/g, ' ')}\r\n`).join(''))
