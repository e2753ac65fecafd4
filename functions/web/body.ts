/**
 * The bodies of forms. None is read before a route asks for it, and a route asks once it knows whose form it is; so of
 * whoever is let in nowhere nothing is taken in, however it comes. What is read has a limit by its page, and all that are
 * in hand together have one too.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { campaignIn, PATHS, PERSONAL } from '../../domain/keep/paths.ts'
import { MOST_FILE_BYTES } from '../../domain/list/list-import.ts'
import { boundaryOf, cutParts, NoForm } from './cut-parts.ts'
import type { RefusedBody, WebEnv } from './env.ts'
import { refused } from './refusals.tsx'

const KB = 1024
const MB = 1024 * KB

interface Limit {
  /** Bytes that are kept of a form; one that has more is refused. */
  kept: number
  /** Bytes that are kept of each of its parts; what a part has beyond is passed over, and the page says so at its field. */
  part?: number
  /** Bytes that are received, where that is more. */
  received?: number
}

/** An address, or a click. */
const WORD: Limit = { kept: 16 * KB }
/** What people type who have a link of their own. */
const FORM: Limit = { kept: 256 * KB }
/** What people type who are signed in, and what their form was filled from. */
const LONG_FORM: Limit = { kept: MB }
/** A list as a file, as a text, or both. */
const LIST: Limit = { kept: 2 * MOST_FILE_BYTES + 256 * KB, part: MOST_FILE_BYTES, received: 100 * MB }
/** Pictures as cameras make them; one that is too large is said beside its field. */
const PICTURES: Limit = { kept: 24 * MB, part: MB, received: 100 * MB }

/** All bodies in hand. A form that comes when that is full is asked to come again. */
const TOGETHER = { bodies: 400, bytes: 128 * MB }

class BodyRefused extends Error {
  override name = 'BodyRefused'
}

function limitOf(path: string): Limit {
  const campaign = campaignIn(path)
  if (campaign === undefined) {
    const isWord = path.startsWith(PATHS.signIn()) || path === PATHS.signOut() || path.startsWith(PERSONAL.optOut(''))
    return isWord ? WORD : FORM
  }
  if (path === PATHS.readInvitees(campaign) || path === PATHS.suppressions(campaign)) return LIST
  return path === PATHS.champions(campaign) || path === PATHS.partnership(campaign) ? PICTURES : LONG_FORM
}

/** Lets each route read its body within these limits, and when it wants to. */
export function withBodies(together = TOGETHER): MiddlewareHandler<WebEnv> {
  const inHand = { bodies: 0, bytes: 0 }
  return async (c, next) => {
    if (!/^(?:POST|PUT|PATCH|DELETE)$/.test(c.req.method)) return next()
    const { raw } = c.req
    const limit = limitOf(c.req.path)
    const boundary = limit.part === undefined ? undefined : boundaryOf(c.req.header('content-type'))
    const parts = boundary === undefined ? undefined : cutParts(boundary, limit.part ?? 0)
    let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
    let received = 0
    let kept = 0

    const refuse = (why: RefusedBody): never => {
      c.set('refusedBody', why)
      throw new BodyRefused(why)
    }
    const begin = (): ReadableStreamDefaultReader<Uint8Array> | undefined => {
      if (inHand.bodies >= together.bodies) refuse('too many')
      if (Number(c.req.header('content-length') ?? 0) > mostReceived(limit, parts)) refuse('too large')
      inHand.bodies++
      // Only now: who asks for the platform's body has it begin to read.
      return raw.body?.getReader()
    }
    const piece = async (): Promise<Uint8Array | undefined> => {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
      if (done || value === undefined) return undefined
      received += value.length
      if (received > mostReceived(limit, parts)) refuse('too large')
      return parts ? parts.take(value) : value
    }
    const hold = (bytes: Uint8Array): Uint8Array => {
      if (kept + bytes.length > limit.kept) refuse('too large')
      if (inHand.bytes + bytes.length > together.bytes) refuse('too many')
      kept += bytes.length
      inHand.bytes += bytes.length
      return bytes
    }

    let begun = false
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          try {
            if (!begun) {
              reader = begin()
              begun = true
            }
            // Of a part that is cut nothing is left over for a while.
            for (;;) {
              const next = await piece()
              const bytes = hold(next ?? parts?.end() ?? new Uint8Array())
              if (bytes.length > 0) controller.enqueue(bytes)
              if (next === undefined) return controller.close()
              if (bytes.length > 0) return
            }
          } catch (error) {
            if (error instanceof NoForm) c.set('refusedBody', 'no form')
            void reader?.cancel().catch(() => undefined)
            controller.error(error)
          }
        },
        cancel: () => reader?.cancel(),
      },
      { highWaterMark: 0 },
    )
    const lazy: RequestInit & { duplex: 'half' } = { method: c.req.method, headers: raw.headers, body, duplex: 'half' }
    c.req.raw = new Request(raw.url, lazy)
    try {
      await next()
    } finally {
      if (begun) inHand.bodies--
      inHand.bytes -= kept
    }
  }
}

const mostReceived = ({ kept, received = kept }: Limit, parts: unknown): number => (parts ? received : kept)

const size = (bytes: number): string => (bytes < MB ? `${Math.floor(bytes / KB)} KB` : `${Math.floor(bytes / MB)} MB`)

/** What is said to whoever sent a body that was not read to its end; undefined where none was refused. */
export function refusedBody(c: Context<WebEnv>): Response | Promise<Response> | undefined {
  const why = c.get('refusedBody')
  if (why === undefined) return undefined
  // Whoever goes on sending is not listened to.
  c.header('Connection', 'close')
  if (why === 'no form')
    return refused(c, 400, 'That form could not be read', 'It arrived damaged. Go back and send it again.')
  if (why === 'too many') {
    c.header('Retry-After', '10')
    return refused(
      c,
      503,
      'Too much at once',
      'Convoke is receiving too many forms right now. Go back, where your entries are, and send yours again in a moment.',
    )
  }
  const { kept, part = kept } = limitOf(c.req.path)
  return refused(
    c,
    413,
    'That is too large',
    `This form takes up to ${size(part)}. Go back, where your entries are, and shorten them.`,
  )
}
