/** Keeps the words that champions signed, once they have and once they leave; and lists them with those to be signed now. */

import type { CampaignId } from '../../../domain/keep/ids.ts'
import type { Instant } from '../../../domain/keep/time.ts'
import type { SignedWords } from '../../../domain/send/signed-words.ts'
import { canonicalLetter, sharedValues } from '../../../mail/canonical.ts'
import { type Context, readContext } from '../../keep/context.ts'
import { all, type Ref, read, readIfLegible, refOf, upsert } from '../../keep/documents.ts'
import type { Keeps, Reads } from '../../keep/ports.ts'
import { DOCUMENTS } from '../../keep/registry.ts'
import { type SignedText, signedSet } from './signed-set.ts'

const wordsRef = (campaign: CampaignId, check: string): Ref<SignedWords> =>
  refOf(DOCUMENTS.signedWords, campaign, check)

/** A text of the signed set as it stands, with whoever has signed it by now. */
async function wordsOf({ campaign, partnership }: Context, signed: SignedText): Promise<SignedWords | undefined> {
  const { meeting } = campaign
  if (!meeting) return undefined
  const { text, title, rows, check, letter } = signed
  // What reads Markdown is loaded where a letter is set.
  const { bodyAsText } = await import('../../../mail/markdown.ts')
  return {
    text,
    title,
    waves: rows.map(({ id }) => id),
    check,
    canonical: canonicalLetter(partnership, meeting, letter),
    body: bodyAsText(letter.body, sharedValues(partnership, meeting)),
    required: partnership.champions.map(({ id, name }) => ({ id, name })),
    signatures: campaign.signatures
      .filter(each => each.check === check)
      .map(({ champion, name, at }) => ({
        id: champion,
        name: partnership.champions.find(({ id }) => id === champion)?.name ?? name,
        at,
      })),
  }
}

/** Keeps what champions have signed of the set by now, so that an edit does not lose it. Safe to repeat. */
export async function keepSigned(world: Keeps, context: Context): Promise<void> {
  for (const signed of signedSet(context)) {
    const words = await wordsOf(context, signed)
    if (words && words.signatures.length > 0) await keep(world, context.campaign.id, words)
  }
}

/** Keeps what is about to leave, as it leaves: who had to sign it, and who did when. Safe to repeat. */
export async function keepLeaving(world: Keeps, context: Context, signed: SignedText, at: Instant): Promise<void> {
  const kept = await readIfLegible(world.store, wordsRef(context.campaign.id, signed.check))
  if (kept?.value.leftAt !== undefined) return
  const words = await wordsOf(context, signed)
  if (words) await keep(world, context.campaign.id, { ...words, leftAt: at })
}

const keep = (world: Keeps, campaign: CampaignId, words: SignedWords): Promise<SignedWords | undefined> =>
  upsert(world.store, wordsRef(campaign, words.check), kept => {
    if (kept?.leftAt !== undefined) return undefined
    const next = {
      ...kept,
      ...words,
      required: overKnown(kept?.required, words.required),
      signatures: overKnown(kept?.signatures, words.signatures),
    }
    return JSON.stringify(kept) === JSON.stringify(next) ? undefined : next
  })

/** Rows over those of the same id: what only a later version knows of one stays. */
const overKnown = <T extends { id: string }>(known: readonly T[] = [], rows: readonly T[]): T[] =>
  rows.map(row => ({ ...known.find(({ id }) => id === row.id), ...row }))

/** The words of a check value, as they were signed; undefined where nobody kept them. */
export const signedWords = async (
  world: Reads,
  campaign: CampaignId,
  check: string,
): Promise<SignedWords | undefined> => (await read(world.store, wordsRef(campaign, check)))?.value

/** A row for scripts: a text that was signed, or that is to be. */
export interface SignedRow {
  text: string
  waves: string[]
  check: string
  body: string
  required: string[]
  signatures: { champion: string; at: Instant }[]
}

/** All that was kept of a campaign's signed texts, and the set as it stands now. Undefined: there is no such campaign. */
export async function signedRows(world: Reads, campaign: CampaignId): Promise<SignedRow[] | undefined> {
  const context = await readContext(world.store, campaign)
  if (!context) return undefined
  const found: SignedWords[] = []
  for await (const { value } of all(world.store, DOCUMENTS.signedWords, campaign)) found.push(value)
  const now = (await Promise.all(signedSet(context).map(each => wordsOf(context, each)))).filter(
    words => words !== undefined,
  )
  const checks = new Set(now.map(({ check }) => check))
  // What has left stands as it left, beside what is asked for it today; what has not stands as it is today alone.
  const before = found.filter(({ leftAt, check }) => leftAt !== undefined || !checks.has(check))
  const rows = new Map([...before, ...now].map(words => [JSON.stringify([words.check, words.required]), rowOf(words)]))
  return [...rows.values()]
}

const rowOf = ({ text, waves, check, body, required, signatures }: SignedWords): SignedRow => ({
  text,
  waves,
  check,
  body,
  required: required.map(({ name }) => name),
  signatures: signatures.map(({ name, at }) => ({ champion: name, at })),
})
