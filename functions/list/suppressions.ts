/** Addresses that a partnership writes to no more: listed, brought along from elsewhere, and let go of where that is right. */
import type { Actor } from '../../domain/keep/history.ts'
import type { PartnershipId } from '../../domain/keep/ids.ts'
import type { Suppression } from '../../domain/keep/invitation.ts'
import { type CanonicalAddress, canonicalAddress } from '../../domain/keep/partnership.ts'
import { isOverrun, type Overrun, type ReadSuppressions } from '../../domain/list/list-import.ts'
import { all } from '../keep/documents.ts'
import type { Keeps, Reads, ReadsLists, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { sideBySide } from '../keep/side-by-side.ts'
import { type Lifting, lift, outranks, suppress } from '../send/suppress.ts'
import { countLines, HEADINGS } from './read-suppressions.ts'
import { writeCsv } from './write-csv.ts'

/** Every suppression of a partnership, by address. */
export async function suppressionsOf(world: Reads, partnershipId: PartnershipId): Promise<Suppression[]> {
  const found: Suppression[] = []
  for await (const { value } of all(world.store, DOCUMENTS.suppression, partnershipId)) found.push(value)
  return found
}

/** Only an address that did not work may work again; nobody but its owner takes back a no. */
export const mayLift = ({ reason }: Suppression): boolean => reason === 'bounced'

/** Lets an address that did not work be written to again, in every campaign of the partnership. */
export const liftSuppression = (
  world: Keeps & Timed,
  partnershipId: PartnershipId,
  email: string,
  by: Actor,
): Promise<Lifting> => lift(world, partnershipId, email, by, mayLift)

/** Addresses of one upload, at most, and its characters. */
export const MOST_ADDRESSES = 20_000
const LONGEST = 2_000_000
/** The line above a list that names its columns. */
const HEADING = 1

export interface Imported {
  added: number
  /** Known as an address that did not work, and now as somebody's no. */
  stronger: number
  known: number
  wrong: ReadSuppressions['wrong']
  wrongTotal: number
}

/**
 * Takes a list from another tool or our own export. Twice is once, and a list that was cut off is finished by the next
 * try: what is known costs no write, and a no never becomes less than a no.
 */
export async function importSuppressions(
  world: Keeps & Timed & ReadsLists,
  partnershipId: PartnershipId,
  text: string,
): Promise<Imported | 'nothing' | 'too long' | { overrun: Overrun }> {
  if (text.trim() === '') return 'nothing'
  if (text.length > LONGEST || countLines(text) > MOST_ADDRESSES + HEADING) return 'too long'
  const found = await world.lists.suppressions(text, world.clock.now())
  if (isOverrun(found)) return { overrun: found }
  const { entries, repeated, wrong, wrongTotal } = found
  const imported: Imported = { added: 0, stronger: 0, known: repeated, wrong, wrongTotal }
  const stands = new Map<CanonicalAddress, Suppression>()
  for (const each of await suppressionsOf(world, partnershipId)) stands.set(canonicalAddress(each.email), each)
  const news = entries.filter(entry => {
    const known = stands.get(canonicalAddress(entry.email))
    return !known || outranks(entry, known)
  })
  imported.known += entries.length - news.length
  await sideBySide(news, async entry => {
    imported[await suppress(world, partnershipId, entry)]++
  })
  return imported
}

export const exportSuppressions = (suppressions: readonly Suppression[]): string =>
  writeCsv(
    HEADINGS,
    suppressions.map(({ email, reason, at }) => [email, reason, at]),
  )
