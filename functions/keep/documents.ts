/**
 * Every document Convoke keeps: where it lives, how it is read, and how it is changed. Rows are parsed as they are
 * read, so that inside the house types are true.
 */
import * as z from 'zod'
import { type Campaign, campaignShape } from '../../domain/keep/campaign.ts'
import type { Health } from '../../domain/keep/harm.ts'
import { type Invitation, invitationShape, type Suppression } from '../../domain/keep/invitation.ts'
import { canonicalAddress, type Partnership } from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import type { ReadOnlyStore, Store } from './ports.ts'

/** Where one document lives and what it must look like. */
export interface Ref<T> {
  partition: string
  key: string
  schema: z.ZodType<T>
}

const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const typed = z.record(z.string(), z.string())

const champion = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  company: z.string(),
  email: z.string(),
  signature: z.object({ type: z.enum(['image/png', 'image/jpeg']), base64: z.string() }).optional(),
})

const partnership: z.ZodType<Partnership> = z.object({
  id: z.string(),
  sector: z.string(),
  region: z.string(),
  why: z.string(),
  what: z.string(),
  how: z.string(),
  organisation: z.object({ name: z.string(), address: z.string(), phone: z.string() }),
  champions: z.array(champion),
  team: z.array(
    z.object({
      name: z.string(),
      email: z.string(),
      role: z.enum(['convener', 'co-convener', 'facilitator', 'support team']),
      organisation: z.string(),
    }),
  ),
  unfinished: z.record(z.string(), typed),
  createdAt: instant,
})

const campaign: z.ZodType<Campaign> = campaignShape()

const suppression: z.ZodType<Suppression> = z.object({
  email: z.string(),
  reason: z.enum(['opted out', 'bounced', 'complained']),
  at: instant,
})

const invitation: z.ZodType<Invitation> = invitationShape()

/** What became of a wave as a whole; that a wave is due follows from the campaign's plan. */
export interface WaveState {
  id: string
  campaign: string
  /** `asks`: found more than a day late, the convener decides. */
  state: 'running' | 'finished' | 'asks' | 'dropped'
  /** The convener released it (or somebody was added late): from then on it is due at that instant. */
  releasedAt?: Instant | undefined
  startedAt?: Instant | undefined
  finishedAt?: Instant | undefined
  counts: Record<string, number>
  /** Where a pass stopped near its time limit, so that the next one goes on from there. */
  handedOver?: HandedOver | undefined
  /** When a pass last said that it works at it, and whose run that was; undefined: none does. */
  workedAt?: Instant | undefined
  workedBy?: string | undefined
  /** Since when its carrier has put off every letter and taken none. */
  stuckSince?: Instant | undefined
  /** How it fared when it was last paused for its health. */
  alarmed?: Health | undefined
}

export interface HandedOver {
  at: Instant
  /** Key of the last invitation that was dealt with; undefined: none. */
  after?: string | undefined
  /** When the first pass began. */
  began: Instant
  /** When letters that are not settled are due again, as far as the passes so far found any. */
  again?: Instant | undefined
}

const wave: z.ZodType<WaveState> = z.object({
  id: z.string(),
  campaign: z.string(),
  state: z.enum(['running', 'finished', 'asks', 'dropped']),
  releasedAt: instant.optional(),
  startedAt: instant.optional(),
  finishedAt: instant.optional(),
  counts: z.record(z.string(), z.number()),
  handedOver: z
    .object({ at: instant, after: z.string().optional(), began: instant, again: instant.optional() })
    .optional(),
  workedAt: instant.optional(),
  workedBy: z.string().optional(),
  stuckSince: instant.optional(),
  alarmed: z.object({ handed: z.number(), bounced: z.number(), complained: z.number(), failed: z.number() }).optional(),
})

const pointer = z.object({ id: z.string() })

export const partnershipRef = (id: string): Ref<Partnership> => ({
  partition: `partnership#${id}`,
  key: 'partnership',
  schema: partnership,
})

export const campaignRef = (id: string): Ref<Campaign> => ({
  partition: `campaign#${id}`,
  key: 'campaign',
  schema: campaign,
})

export const invitationRef = (campaignId: string, id: string): Ref<Invitation> => ({
  partition: `campaign#${campaignId}`,
  key: `invitation#${id}`,
  schema: invitation,
})

export const waveRef = (campaignId: string, id: string): Ref<WaveState> => ({
  partition: `campaign#${campaignId}`,
  key: `wave#${id}`,
  schema: wave,
})

/** Opt-outs and dead addresses hold for all campaigns of a partnership. */
export const suppressionRef = (partnershipId: string, email: string): Ref<Suppression> => ({
  partition: `suppression#${partnershipId}`,
  key: canonicalAddress(email),
  schema: suppression,
})

/** A campaign of a partnership, for listing. */
export const campaignOfRef = (partnershipId: string, id: string): Ref<{ id: string }> => ({
  partition: `partnership#${partnershipId}`,
  key: `campaign#${id}`,
  schema: pointer,
})

/** A partnership somebody has a role in, for listing. The role itself stands in the partnership alone. */
export const partnershipOfRef = (email: string, id: string): Ref<{ id: string }> => ({
  partition: `person#${canonicalAddress(email)}`,
  key: `partnership#${id}`,
  schema: pointer,
})

/** Campaigns that the sweep looks after. */
export const activeRef = (id: string): Ref<{ id: string }> => ({ partition: 'active', key: id, schema: pointer })

/** A document as read, with the version a write must name. */
export interface Read<T> {
  value: T
  version: number
}

/** The document at `ref`, parsed, or undefined. Throws when what is stored is not of its shape: a broken invariant. */
export async function read<T>(store: ReadOnlyStore, ref: Ref<T>): Promise<Read<T> | undefined> {
  const stored = await store.get(ref.partition, ref.key)
  return stored && { value: ref.schema.parse(stored.value), version: stored.version }
}

/** Writes when nobody else wrote since; answers whether it did. */
export async function write<T>(
  store: Store,
  ref: Ref<T>,
  value: T,
  seen: number | undefined,
  expiresAt?: Instant,
): Promise<number | 'conflict'> {
  return store.put(ref.partition, ref.key, value, seen, expiresAt)
}

/** Creates the document unless one is there already; answers whether this call created it. */
export const create = async <T>(store: Store, ref: Ref<T>, value: T, expiresAt?: Instant): Promise<boolean> =>
  (await write(store, ref, value, undefined, expiresAt)) !== 'conflict'

/**
 * Reads, decides, writes; when another write came in between, all three again. `decide` answers the new value, or
 * undefined to leave the document as it is. Answers what now stands, or undefined when there is no document. A document
 * that was made to be forgotten needs `expiresAt` again, or it is kept for good.
 */
export async function change<T>(
  store: Store,
  ref: Ref<T>,
  decide: (value: T) => T | undefined,
  expiresAt?: Instant,
): Promise<T | undefined> {
  for (let tries = 0; tries < 50; tries++) {
    const found = await read(store, ref)
    if (!found) return undefined
    const next = decide(found.value)
    if (next === undefined) return found.value
    if ((await write(store, ref, next, found.version, expiresAt)) !== 'conflict') return next
  }
  throw new Error(`too many writers of ${ref.partition.split('#')[0]}`)
}

/** Every document of a partition whose key starts with `prefix`, page by page, never all at once. */
export async function* all<T>(
  store: ReadOnlyStore,
  partition: string,
  prefix: string,
  schema: z.ZodType<T>,
  limit = 200,
): AsyncGenerator<Read<T>> {
  let after: string | undefined
  do {
    const page = await store.list(partition, { prefix, limit, ...(after === undefined ? {} : { after }) })
    for (const stored of page.found) yield { value: schema.parse(stored.value), version: stored.version }
    after = page.after
  } while (after !== undefined)
}

/** The invitations of a campaign in id order. */
export const invitationsOf = (store: ReadOnlyStore, campaignId: string): AsyncGenerator<Read<Invitation>> =>
  all(store, `campaign#${campaignId}`, 'invitation#', invitation)

/** The ids of what a listing partition points to. */
export async function pointers(store: ReadOnlyStore, partition: string, prefix = ''): Promise<string[]> {
  const ids: string[] = []
  for await (const { value } of all(store, partition, prefix, pointer)) ids.push(value.id)
  return ids
}
