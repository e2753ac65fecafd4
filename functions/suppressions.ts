/** Addresses that a partnership writes to no more: listed, brought along from elsewhere, and let go of where that is right. */
import type { Suppression, SuppressionReason } from '../domain/invitation.ts'
import { readMailbox } from '../domain/mailbox.ts'
import { canonicalAddress } from '../domain/partnership.ts'
import {
  all,
  campaignOfRef,
  change,
  create,
  invitationRef,
  invitationsOf,
  pointers,
  read,
  suppressionRef,
} from './documents.ts'
import type { World } from './ports.ts'
import { writeCsv } from './write-csv.ts'

/** Every suppression of a partnership, by address. */
export async function suppressionsOf(world: World, partnershipId: string): Promise<Suppression[]> {
  const { partition, schema } = suppressionRef(partnershipId, '')
  const found: Suppression[] = []
  for await (const { value } of all(world.store, partition, '', schema, 1000)) found.push(value)
  return found
}

/** Only an address that did not work may work again; nobody but its owner takes back a no. */
export const mayLift = ({ reason }: Suppression): boolean => reason === 'bounced'

/** Lets an address be written to again, in every campaign of the partnership. */
export async function liftSuppression(
  world: World,
  partnershipId: string,
  email: string,
  by: string,
): Promise<'lifted' | 'not there' | 'not yours to lift'> {
  const ref = suppressionRef(partnershipId, email)
  const found = await read(world.store, ref)
  if (!found) return 'not there'
  if (!mayLift(found.value)) return 'not yours to lift'
  const at = world.clock.now()
  for (const campaign of await pointers(world.store, campaignOfRef(partnershipId, '').partition, 'campaign#'))
    for await (const { value } of invitationsOf(world.store, campaign)) {
      if (canonicalAddress(value.invitee.email) !== canonicalAddress(email)) continue
      await change(world.store, invitationRef(campaign, value.id), stands =>
        stands.suppressed && mayLift(stands.suppressed)
          ? {
              ...stands,
              suppressed: undefined,
              history: [...stands.history, { at, by, what: 'may be written to again' }],
            }
          : undefined,
      )
    }
  return (await world.store.remove(ref.partition, ref.key, found.version)) === 'removed' ? 'lifted' : 'not there'
}

/** Lines of one upload, at most. */
export const MOST_LINES = 20_000

export interface Imported {
  added: number
  known: number
  /** Lines without an address, by number, the first few. */
  wrong: { line: number; text: string }[]
  wrongTotal: number
}

const SHOWN = 20

/** What a line says of why; an address without a word of reason asked to be left alone, which is the safe reading. */
function reasonIn(line: string): SuppressionReason {
  if (/bounce|invalid|undeliver|unknown user|no such/i.test(line)) return 'bounced'
  return /complain|spam|abuse/i.test(line) ? 'complained' : 'opted out'
}

/** Takes a list from another tool: one address a line, with the reason beside it if it has one. Twice is once. */
export async function importSuppressions(world: World, partnershipId: string, text: string): Promise<Imported> {
  const imported: Imported = { added: 0, known: 0, wrong: [], wrongTotal: 0 }
  const lines = text.split(/\r?\n/).slice(0, MOST_LINES)
  const at = world.clock.now()
  for (const [n, line] of lines.entries()) {
    if (line.trim() === '') continue
    const cells = line.split(/[,;\t]/).map(cell => cell.replace(/^\s*"?|"?\s*$/g, ''))
    const email = cells.map(cell => readMailbox(cell)?.email).find(each => each !== undefined)
    if (email === undefined) {
      // A first line without an address names the columns.
      if (n === 0) continue
      imported.wrongTotal++
      if (imported.wrong.length < SHOWN) imported.wrong.push({ line: n + 1, text: line.slice(0, 80) })
      continue
    }
    const reason = reasonIn(cells.filter(cell => !cell.includes('@')).join(' '))
    const added = await create(world.store, suppressionRef(partnershipId, email), { email, reason, at })
    imported[added ? 'added' : 'known']++
  }
  return imported
}

export const exportSuppressions = (suppressions: readonly Suppression[]): string =>
  writeCsv(
    ['email', 'reason', 'at'],
    suppressions.map(({ email, reason, at }) => [email, reason, at]),
  )
