/**
 * How documents are found, read and changed. Rows are checked as they are read, so that inside the house types are true:
 * what a reader does not know of one stays in it (the tolerant reader), and one that cannot be read costs itself alone.
 * Writes are optimistic: each names the version it saw, and is tried again when another came first (compare-and-set).
 */

import type { Campaign } from '../../domain/keep/campaign.ts'
import {
  type CampaignId,
  campaignIdFrom,
  type InvitationId,
  type PartnershipId,
  partnershipIdFrom,
} from '../../domain/keep/ids.ts'
import type { Invitation, Suppression } from '../../domain/keep/invitation.ts'
import { canonicalAddress, type Partnership } from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import type { WaveState } from '../../domain/send/wave-state.ts'
import type { ReadOnlyStore, Store, Stored } from './ports.ts'
import { DOCUMENTS, type DocumentKind } from './registry.ts'
import type { Fields } from './upgrade.ts'

/** One document: what kind it is, and where it lives. */
export interface Ref<T> {
  kind: DocumentKind<T>
  partition: string
  key: string
}

/** The id that follows in a place which ends with `#`. */
type IdIn<Place extends string> = Place extends `${string}#` | '' ? [id: string] : []

/** Where the document of a kind is that has these ids: that of its partition, and that of its key, where they have one. */
export function refOf<T, P extends string, K extends string>(
  kind: DocumentKind<T, P, K>,
  ...ids: [...IdIn<P>, ...IdIn<K>]
): Ref<T> {
  const left: string[] = [...ids]
  const placed = (place: string) => (place === '' || place.endsWith('#') ? place + (left.shift() ?? '') : place)
  return { kind, partition: placed(kind.partition), key: placed(kind.key) }
}

export const partnershipRef = (id: PartnershipId): Ref<Partnership> => refOf(DOCUMENTS.partnership, id)
export const campaignRef = (id: CampaignId): Ref<Campaign> => refOf(DOCUMENTS.campaign, id)
export const invitationRef = (campaign: CampaignId, id: InvitationId): Ref<Invitation> =>
  refOf(DOCUMENTS.invitation, campaign, id)
export const waveRef = (campaign: CampaignId, id: string): Ref<WaveState> => refOf(DOCUMENTS.wave, campaign, id)
export const suppressionRef = (partnership: PartnershipId, email: string): Ref<Suppression> =>
  refOf(DOCUMENTS.suppression, partnership, canonicalAddress(email))
export const campaignOfRef = (partnership: PartnershipId, id: CampaignId): Ref<{ id: string }> =>
  refOf(DOCUMENTS.campaignOf, partnership, id)
export const partnershipOfRef = (email: string, id: PartnershipId): Ref<{ id: string }> =>
  refOf(DOCUMENTS.partnershipOf, canonicalAddress(email), id)
export const partnershipHereRef = (id: PartnershipId): Ref<{ id: string }> => refOf(DOCUMENTS.partnershipHere, id)

/** A document as read, with the version a write must name. */
export interface Read<T> {
  value: T
  version: number
}

/** A document that is there and cannot be read, because of what stands in these fields (`sends.invite.status`). */
export class UnreadableRow extends Error {
  override name = 'UnreadableRow'
  constructor(
    readonly place: { kind: string; partition: string; key: string; version: number },
    readonly fields: readonly string[],
  ) {
    // Never what stands there: a message may come into a log.
    super(`a document of the kind ${place.kind} cannot be read: ${fields.join(', ')}`)
  }
}

/** The version of a kind's shape that this code knows. */
export const shapeOf = ({ upgrades }: Pick<DocumentKind<unknown>, 'upgrades'>): number => upgrades.length + 1

/** What was made of documents that a store remembers: nobody can change those, so it holds for as long as they do. */
const opened = new WeakMap<Stored, { kind: DocumentKind<unknown>; as: Read<unknown> | UnreadableRow }>()

/** What was stored, brought up to the shape that this code knows, or that it cannot be read. */
export function open<T>(kind: DocumentKind<T>, partition: string, stored: Stored): Read<T> | UnreadableRow {
  if (!Object.isFrozen(stored)) return opening(kind, partition, stored)
  const before = opened.get(stored)
  if (before?.kind === kind) return before.as as Read<T> | UnreadableRow
  const as = opening(kind, partition, stored)
  if (!(as instanceof UnreadableRow)) {
    Object.freeze(as)
    Object.freeze(as.value)
  }
  opened.set(stored, { kind, as })
  return as
}

function opening<T>(
  kind: DocumentKind<T>,
  partition: string,
  { key, value, version }: Stored,
): Read<T> | UnreadableRow {
  const refuse = (fields: readonly string[]) =>
    new UnreadableRow({ kind: kind.name, partition, key, version }, fields.length > 0 ? fields : ['all of it'])
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse([])
  const { shape, ...stored } = value as Fields
  let fields: Fields = stored
  try {
    for (const upgrade of kind.upgrades.slice(Math.max(1, Number(shape) || 1) - 1)) fields = upgrade(fields)
  } catch {
    return refuse([])
  }
  const { success, error } = kind.shape().safeParse(fields)
  // What was checked is handed on, not what the check would make of it: fields that it does not know stay.
  return success
    ? { value: fields as T, version }
    : refuse(error.issues.slice(0, 5).map(({ path }) => path.map(String).join('.')))
}

/** What stands at `ref`, or undefined where there is nothing. */
export async function look<T>(store: ReadOnlyStore, ref: Ref<T>): Promise<Read<T> | UnreadableRow | undefined> {
  const stored = await store.get(ref.partition, ref.key)
  return stored && open(ref.kind, ref.partition, stored)
}

/** The document at `ref`, or undefined where there is none. Throws `UnreadableRow` where it cannot be read. */
export async function read<T>(store: ReadOnlyStore, ref: Ref<T>): Promise<Read<T> | undefined> {
  const found = await look(store, ref)
  if (found instanceof UnreadableRow) throw found
  return found
}

/** The document at `ref`, or undefined where there is none, or none that can be read: for whoever passes over that. */
export async function readIfLegible<T>(store: ReadOnlyStore, ref: Ref<T>): Promise<Read<T> | undefined> {
  const found = await look(store, ref)
  return found instanceof UnreadableRow ? undefined : found
}

/** Writes when nobody else wrote since, with the version of the shape; answers the new version, or that somebody did. */
export const write = <T>(
  store: Store,
  { kind, partition, key }: Ref<T>,
  value: T,
  seen: number | undefined,
  expiresAt?: Instant,
): Promise<number | 'conflict'> => store.put(partition, key, { ...value, shape: shapeOf(kind) }, seen, expiresAt)

/** Creates the document unless one is there already; answers whether this call created it. */
export const create = async <T>(store: Store, ref: Ref<T>, value: T, expiresAt?: Instant): Promise<boolean> =>
  (await write(store, ref, value, undefined, expiresAt)) !== 'conflict'

/** So often a change is decided anew because somebody else wrote in between. */
const TRIES = 50

/**
 * Reads, decides, writes; when another write came in between, all three again. `decide` is given undefined where there is
 * no document, and answers what is to stand there, or undefined to leave it as it is. Answers what now stands. A document
 * that was made to be forgotten needs `expiresAt` again, or it is kept for good. Throws when others always come first.
 */
export async function upsert<T>(
  store: Store,
  ref: Ref<T>,
  decide: (value: T | undefined) => T | undefined,
  expiresAt?: Instant,
): Promise<T | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const found = await read(store, ref)
    const next = decide(found?.value)
    if (next === undefined) return found?.value
    if ((await write(store, ref, next, found?.version, expiresAt)) !== 'conflict') return next
  }
  throw new Error(`too many writers of a document of the kind ${ref.kind.name}`)
}

/** Like `upsert`, where there is a document; answers undefined where there is none. */
export const change = <T>(
  store: Store,
  ref: Ref<T>,
  decide: (value: T) => T | undefined,
  expiresAt?: Instant,
): Promise<T | undefined> => upsert(store, ref, value => value && decide(value), expiresAt)

/** Takes a document away, unless somebody wrote it since that version. */
export const remove = (store: Store, { partition, key }: Ref<unknown>, seen: number): Promise<'removed' | 'conflict'> =>
  store.remove(partition, key, seen)

/** Whose documents of a kind: the id in their partition, where it has one. */
type OwnerIn<Place extends string> = Place extends `${string}#` ? [owner: string] : []

/** Every document of a kind in one partition in the order of keys, page by page, those that cannot be read among them. */
export async function* everyOne<T, P extends string>(
  store: ReadOnlyStore,
  kind: DocumentKind<T, P>,
  ...[owner = '']: OwnerIn<P>
): AsyncGenerator<Read<T> | UnreadableRow> {
  const partition = kind.partition + owner
  for await (const stored of rowsIn(store, partition, kind.key, kind.page)) yield open(kind, partition, stored)
}

/** Every document of a kind in one partition that can be read. */
export async function* all<T, P extends string>(
  store: ReadOnlyStore,
  kind: DocumentKind<T, P>,
  ...owner: OwnerIn<P>
): AsyncGenerator<Read<T>> {
  for await (const found of everyOne(store, kind, ...owner)) if (!(found instanceof UnreadableRow)) yield found
}

/** The invitations of a campaign in id order. */
export const invitationsOf = (store: ReadOnlyStore, campaignId: CampaignId): AsyncGenerator<Read<Invitation>> =>
  all(store, DOCUMENTS.invitation, campaignId)

/** The ids in the keys of a kind's documents in one partition. Whatever stands in the documents themselves, the keys say it. */
export async function idsOf<P extends string>(
  store: ReadOnlyStore,
  kind: DocumentKind<unknown, P>,
  ...[owner = '']: OwnerIn<P>
): Promise<string[]> {
  const ids: string[] = []
  for await (const { key } of rowsIn(store, kind.partition + owner, kind.key, kind.page))
    ids.push(key.slice(kind.key.length))
  return ids
}

/** Whether there is any document of a kind in one partition, be it one that cannot be read. */
export const hasAny = async <P extends string>(
  store: ReadOnlyStore,
  kind: DocumentKind<unknown, P>,
  ...[owner = '']: OwnerIn<P>
): Promise<boolean> => (await store.list(kind.partition + owner, { prefix: kind.key, limit: 1 })).found.length > 0

/** The campaigns of a partnership. */
export const campaignIdsOf = async (store: ReadOnlyStore, partnership: PartnershipId): Promise<CampaignId[]> =>
  (await idsOf(store, DOCUMENTS.campaignOf, partnership)).map(campaignIdFrom)

/** The partnerships somebody has a role in. */
export const partnershipIdsOf = async (store: ReadOnlyStore, email: string): Promise<PartnershipId[]> =>
  (await idsOf(store, DOCUMENTS.partnershipOf, email)).map(partnershipIdFrom)

/** Rows as they are stored, never all of them at once; `passing`: whoever asks keeps what they need of them. */
export async function* rowsIn(
  store: ReadOnlyStore,
  partition: string,
  prefix: string,
  limit = 200,
  passing = false,
): AsyncGenerator<Stored> {
  let after: string | undefined
  do {
    const page = await store.list(partition, { prefix, limit, passing, ...(after === undefined ? {} : { after }) })
    yield* page.found
    after = page.after
  } while (after !== undefined)
}
