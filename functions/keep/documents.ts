/**
 * Every document Convoke keeps: where it lives, how it is read, and how it is changed. Rows are parsed as they are
 * read, so that inside the house types are true.
 */
import * as z from 'zod'
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { Invitation, Suppression } from '../../domain/keep/invitation.ts'
import { isMeetingKind, type MeetingKind } from '../../domain/keep/kinds.ts'
import type { Matter } from '../../domain/keep/matter.ts'
import { canonicalAddress, type Partnership } from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import type { Health } from '../../domain/send/health.ts'
import type { Store } from './ports.ts'

/** Where one document lives and what it must look like. */
export interface Ref<T> {
  partition: string
  key: string
  schema: z.ZodType<T>
}

const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const typed = z.record(z.string(), z.string())
const entry = z.object({ at: instant, by: z.string(), what: z.string() })

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

const meeting = z.object({
  kind: z.custom<MeetingKind>(isMeetingKind, 'no kind of meeting'),
  uid: z.string(),
  sequence: z.number().int(),
  date: z.string(),
  start: z.string(),
  end: z.string(),
  zone: z.string(),
  venue: z.object({ host: z.string(), address: z.string(), parking: z.string(), access: z.string() }),
})

const status = z.enum(['draft', 'awaiting signatures', 'scheduled', 'running', 'paused', 'finished', 'cancelled'])

const campaign: z.ZodType<Campaign> = z.object({
  id: z.string(),
  partnership: z.string(),
  status,
  pausedFrom: status.optional(),
  pausedWhy: z.string().optional(),
  name: z.string().optional(),
  lead: z.string().optional(),
  agenda: z.string().optional(),
  listed: z.string().optional(),
  meeting: meeting.optional(),
  letter: z.object({ subject: z.string(), body: z.string() }).optional(),
  timing: z.object({
    waves: z.record(
      z.string(),
      z.object({
        off: z.boolean().optional(),
        date: z.string().optional(),
        hour: z.string().optional(),
        tone: z.enum(['warm', 'brief']).optional(),
      }),
    ),
    holidays: z.array(z.string()),
  }),
  summary: z
    .object({
      subject: z.string(),
      body: z.string(),
      missed: z.string(),
      charts: z
        .array(
          z.object({
            title: z.string(),
            rows: z.array(z.object({ label: z.string(), share: z.number(), words: z.string() })),
          }),
        )
        .optional(),
      at: instant,
      champions: z.array(z.string()),
    })
    .optional(),
  pulse: instant.optional(),
  session: z.object({ group: z.string(), name: z.string() }).optional(),
  calendar: z.enum(['with the letter', 'once they accept']).optional(),
  showsCompanies: z.boolean().optional(),
  goal: z.number().int(),
  signatures: z.array(z.object({ champion: z.string(), name: z.string(), at: instant, check: z.string() })),
  concerns: z.array(z.object({ champion: z.string(), comment: z.string(), at: instant, check: z.string() })),
  requests: z.record(
    z.string(),
    z.object({ attempt: z.string(), at: instant, status: z.enum(['claimed', 'sent', 'in doubt', 'bounced']) }),
  ),
  scheduledAt: instant.optional(),
  cancelledAt: instant.optional(),
  left: z.record(z.string(), instant),
  rounds: z.record(z.string(), z.number().int()),
  changes: z.array(z.object({ sequence: z.number().int(), at: instant, was: meeting })),
  unfinished: z.record(z.string(), typed),
  history: z.array(entry),
  createdAt: instant,
})

const suppression: z.ZodType<Suppression> = z.object({
  email: z.string(),
  reason: z.enum(['opted out', 'bounced', 'complained']),
  at: instant,
})

const person = z.object({ name: z.string(), email: z.string() })
const delegate = z.object({ name: z.string(), title: z.string(), email: z.string() })

const matter: z.ZodType<Matter> = z.object({
  id: z.string(),
  kind: z.enum([
    'question',
    'unclear',
    'suggestion',
    'delegate',
    'away',
    'came back',
    'not sure who',
    'unreadable',
    'too late',
    'comes after all',
  ]),
  at: instant,
  from: person,
  subject: z.string(),
  text: z.string(),
  mail: z.string().optional(),
  proposed: z.object({ start: instant, end: instant.optional() }).optional(),
  person: delegate.optional(),
  settled: z.object({ at: instant, by: z.string(), how: z.string() }).optional(),
})

const invitation: z.ZodType<Invitation> = z.object({
  id: z.string(),
  campaign: z.string(),
  invitee: z.object({
    name: z.string(),
    title: z.string(),
    company: z.string(),
    email: z.string(),
    phone: z.string(),
    greeting: z.string().optional(),
    assistant: person.optional(),
    facts: z.record(z.string(), z.string()).optional(),
    publicPartner: z.boolean(),
  }),
  addedAt: instant,
  removedAt: instant.optional(),
  sends: z.record(
    z.string(),
    z.object({
      status: z.enum(['due', 'claimed', 'sent', 'delivered', 'bounced', 'complained', 'skipped', 'in doubt', 'failed']),
      at: instant,
      attempt: z.string(),
      attempts: z.number().int(),
      reason: z.string().optional(),
      sequence: z.number().int(),
      entry: z.boolean().optional(),
      doubt: z.literal(true).optional(),
    }),
  ),
  answers: z.array(
    z.object({
      id: z.string(),
      answer: z.enum(['accepted', 'declined', 'tentative', 'delegated']),
      channel: z.enum(['link', 'calendar', 'written', 'convener']),
      at: instant,
      sequence: z.number().int(),
      receivedAt: instant.optional(),
      by: z.string().optional(),
      delegate: delegate.optional(),
      note: z.string(),
      needs: z.string(),
    }),
  ),
  suppressed: suppression.optional(),
  awayUntil: instant.optional(),
  matters: z.array(matter).default([]),
  standsInFor: z.object({ invitation: z.string(), name: z.string() }).optional(),
  came: z.object({ at: instant, by: z.string() }).optional(),
  surveyed: z.literal(true).optional(),
  walkIn: z.literal(true).optional(),
  host: z.literal(true).optional(),
  movedTo: z
    .object({
      id: z.string(),
      to: z.string(),
      at: instant,
      chosen: z.object({ by: z.string().optional(), note: z.string(), needs: z.string() }).optional(),
      arrived: z.literal(true).optional(),
    })
    .optional(),
  moves: z.array(z.string()).optional(),
  history: z.array(entry),
})

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
export async function read<T>(store: Store, ref: Ref<T>): Promise<Read<T> | undefined> {
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
  store: Store,
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
export const invitationsOf = (store: Store, campaignId: string): AsyncGenerator<Read<Invitation>> =>
  all(store, `campaign#${campaignId}`, 'invitation#', invitation)

/** The ids of what a listing partition points to. */
export async function pointers(store: Store, partition: string, prefix = ''): Promise<string[]> {
  const ids: string[] = []
  for await (const { value } of all(store, partition, prefix, pointer)) ids.push(value.id)
  return ids
}
