/**
 * Everything Convoke knows as lines of JSON, for moving house: a head, a document a line, and a foot with their number
 * and the SHA-256 of their lines, so that what arrives can be held against what left.
 */
import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Store } from './ports.ts'
import { kindsIn } from './registry.ts'

export interface Moved {
  partition: string
  key: string
  value: unknown
  expiresAt?: string | undefined
}

const FORMAT = 1
const head = z.object({ convoke: z.literal(FORMAT), at: z.string() })
const moved = z.object({ partition: z.string(), key: z.string(), value: z.unknown(), expiresAt: z.string().optional() })
const foot = z.object({ documents: z.number().int(), sha256: z.string() })

/** What belongs to one machine or one sitting, and is made anew where it is missing. */
export const staysBehind = (partition: string): boolean => kindsIn(partition).some(({ stays }) => stays)

/** What makes the sweep take something up: it has to arrive after all that it points to. */
export const awakens = (partition: string): boolean => kindsIn(partition).some(each => each.awakens)

/** A document's value without what holds in this house alone. */
function moving({ partition, value }: Moved): unknown {
  const staying = kindsIn(partition).flatMap(kind => kind.staying ?? [])
  if (staying.length === 0 || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([field]) => !staying.includes(field)))
}

/** The lines of an export, without line breaks. */
export function* exportLines(documents: Iterable<Moved>, at: string): Generator<string> {
  yield JSON.stringify({ convoke: FORMAT, at })
  const hash = createHash('sha256')
  let count = 0
  for (const document of documents) {
    if (staysBehind(document.partition)) continue
    const line = JSON.stringify({ ...document, value: moving(document) })
    hash.update(`${line}\n`)
    count++
    yield line
  }
  yield JSON.stringify({ documents: count, sha256: hash.digest('hex') })
}

/** An export that cannot be read or does not fit where it should go; the message says what to do. */
export class TransferError extends Error {
  override name = 'TransferError'
}

/** The documents of an export, once all of it has been checked. */
export function readExport(text: string): Moved[] {
  const lines = text.split('\n').filter(line => line !== '')
  const parse = <T>(schema: z.ZodType<T>, line: string | undefined, what: string): T => {
    try {
      return schema.parse(JSON.parse(line ?? ''))
    } catch {
      throw new TransferError(
        `This is no whole export of Convoke: its ${what} does not read. Make it again with npm run export.`,
      )
    }
  }
  parse(head, lines[0], 'first line')
  const end = parse(foot, lines.at(-1), 'last line')
  const body = lines.slice(1, -1)
  const hash = createHash('sha256')
  for (const line of body) hash.update(`${line}\n`)
  if (body.length !== end.documents || hash.digest('hex') !== end.sha256)
    throw new TransferError('The export was changed or cut short after it was made. Make it again with npm run export.')
  return body.map((line, n) => parse(moved, line, `line ${n + 2}`))
}

/** Documents on their way at one time. */
const AT_ONCE = 20

/**
 * Writes the documents where nothing is yet, and reads each back. What is there already must be the same (so that an
 * import that was cut off can be run again); anything else throws before more is written.
 */
export async function importDocuments(
  store: Store,
  documents: readonly Moved[],
): Promise<{ written: number; known: number }> {
  let written = 0
  let known = 0
  const one = async ({ partition, key, value, expiresAt }: Moved) => {
    if ((await store.put(partition, key, value, undefined, expiresAt)) === 'conflict') known++
    else written++
    const stands = await store.get(partition, key)
    if (canonical(stands?.value) !== canonical(value))
      throw new TransferError('There are other documents in this table. Import into an empty one.')
  }
  for (let n = 0; n < documents.length; n += AT_ONCE) await Promise.all(documents.slice(n, n + AT_ONCE).map(one))
  return { written, known }
}

/** A value as text that does not depend on the order of its keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, held: unknown) =>
    held !== null && typeof held === 'object' && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  ) ?? ''
