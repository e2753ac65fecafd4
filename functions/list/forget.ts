/**
 * Forgets somebody of a partnership, in every document by the registry: what is theirs goes, what counts people stays.
 * Safe to repeat and to be cut off: the invitations come last, so until all else is done the person's page is there to
 * do it again.
 */

import { type Aside, asideShape } from '../../domain/answer/aside.ts'
import type { CampaignId, PartnershipId } from '../../domain/keep/ids.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import { hasBegun } from '../../domain/keep/meeting.ts'
import { canonicalAddress, mayEdit, type Partnership, roleOf, sameAddress } from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { type Forgotten, forgottenOf, heldAbout, namer, withoutThem } from '../../domain/list/forget.ts'
import type { Forgetting } from '../../domain/list/forgetting.ts'
import { personKey } from '../../domain/list/person-name.ts'
import { tokensIn } from '../../mail/reply-address.ts'
import { isTokenOf } from '../../mail/token.ts'
import { dropPasskeys } from '../access/passkeys.ts'
import { maySignIn } from '../access/sign-in.ts'
import { type Context, readContext } from '../keep/context.ts'
import {
  campaignIdsOf,
  change,
  invitationRef,
  invitationsOf,
  open,
  partnershipIdsOf,
  partnershipRef,
  read,
  refOf,
  rowsIn,
  shapeOf,
  UnreadableRow,
  upsert,
} from '../keep/documents.ts'
import { placesOf, removeRow } from '../keep/places.ts'
import type { Keeps, Knows, ReadOnlyStore, Reads, Store, Stored, Timed, World } from '../keep/ports.ts'
import { DOCUMENTS, type DocumentKind, kindAt } from '../keep/registry.ts'
import { forgettingRef, hashOf } from './forgotten.ts'
import { dropImports } from './import-list.ts'

/** Why somebody cannot be forgotten now. */
export type ForgetRefusal = 'has a role'

export type Forget = Keeps & Timed & Knows<'conveners' | 'secret' | 'replyDomain'> & Pick<World, 'mailbox'>

/** What stands in one row of somebody: their own invitation, or a text of others that names them. */
export interface Held {
  kind: string
  path: string
  text: string
}

interface Theirs {
  who: Forgotten
  partnership: Partnership
  own: Invitation[]
  remains: Forgetting['remains']
}

/** Why this one cannot be forgotten yet; undefined: they can. */
export function refusalOf(
  { champions, team }: Partnership,
  { invitee: { email } }: Invitation,
): ForgetRefusal | undefined {
  return [...champions, ...team].some(each => sameAddress(each.email, email)) ? 'has a role' : undefined
}

/** Everybody's invitations are read: by address theirs, by name those of others who are called the same. */
async function theirsOf(
  world: Reads,
  { partnership }: Pick<Context, 'partnership'>,
  { invitee }: Invitation,
): Promise<Theirs> {
  const address = canonicalAddress(invitee.email)
  const own: Invitation[] = []
  let alone = ![...partnership.champions, ...partnership.team].some(
    ({ name }) => personKey(name) === personKey(invitee.name),
  )
  for (const campaign of await campaignIdsOf(world.store, partnership.id))
    for await (const { value } of invitationsOf(world.store, campaign))
      if (canonicalAddress(value.invitee.email) === address) own.push(value)
      else if (personKey(value.invitee.name) === personKey(invitee.name)) alone = false
  const id = hashOf(address).slice(0, 16)
  const who = forgottenOf(id, invitee, alone)
  const unsearched = who.names.length > 0 ? [] : [alone ? ('one name' as const) : ('name of another' as const)]
  return { who, partnership, own, remains: ['hash', ...unsearched] }
}

/** Their own invitation, and what was set aside beside it. */
const isOwn = ({ who, own }: Theirs, kind: DocumentKind<unknown>, value: unknown): boolean =>
  kind.name === DOCUMENTS.aside.name
    ? own.some(({ id }) => id === (value as Aside).invitation)
    : kind.name === DOCUMENTS.invitation.name &&
      who.addresses.includes(canonicalAddress((value as Invitation).invitee.email))

/** Where something of a partnership's people is kept: its own places, and what was written to Convoke itself. */
const searched = async (store: ReadOnlyStore, partnership: PartnershipId): Promise<string[]> => [
  ...(await placesOf(store, partnership)),
  DOCUMENTS.desk.partition,
]

/** What is held about somebody, everywhere. */
export async function heldOf(world: Reads, context: Context, invitation: Invitation): Promise<Held[]> {
  const theirs = await theirsOf(world, context, invitation)
  const held: Held[] = []
  for (const partition of await searched(world.store, theirs.partnership.id))
    for await (const row of rowsIn(world.store, partition, '')) {
      const kind = kindAt(partition, row.key)
      if (!kind || kind.name === DOCUMENTS.forgetting.name) continue
      const found = open(kind, partition, row)
      const legible = !(found instanceof UnreadableRow)
      const texts = legible
        ? heldAbout(kind.shape(), found.value, theirs.who, isOwn(theirs, kind, found.value))
        : heldAbout(undefined, row.value, theirs.who)
      held.push(...texts.map(each => ({ kind: kind.name, ...each })))
    }
  return held
}

/**
 * Does it in every partnership that `by` convenes, for somebody may be named where no list has them, and answers the
 * receipt of this one. In another they may have a role: there they stay.
 */
export async function forgetEverywhere(
  world: Forget,
  context: Pick<Context, 'partnership'>,
  invitation: Invitation,
  by: string,
): Promise<Forgetting | ForgetRefusal> {
  const refusal = refusalOf(context.partnership, invitation)
  if (refusal) return refusal
  for (const id of await partnershipIdsOf(world.store, by)) {
    if (id === context.partnership.id) continue
    const partnership = (await read(world.store, partnershipRef(id)))?.value
    if (partnership && mayEdit(roleOf(partnership, by)) && !refusalOf(partnership, invitation))
      await forgetPerson(world, partnership, invitation, by)
  }
  // Whoever has convened here once, and may sign in no more.
  const { email } = invitation.invitee
  if (!(await maySignIn(world, email))) await dropPasskeys(world, email)
  return forgetPerson(world, context.partnership, invitation, by)
}

/** Does it in one partnership, and answers the receipt. */
async function forgetPerson(
  world: Forget,
  partnership: Partnership,
  invitation: Invitation,
  by: string,
): Promise<Forgetting> {
  const theirs = await theirsOf(world, { partnership }, invitation)
  const { remains } = theirs
  const hash = hashOf(invitation.invitee.email)
  const ref = forgettingRef(partnership.id, hash)
  const at = world.clock.now()
  // First of all, so that nobody writes to them or takes them in from now on.
  await upsert(world.store, ref, (stands = { hash, at, by, documents: {}, messages: 0, remains }) => ({
    ...stands,
    remains,
  }))
  const counts: Record<string, number> = {}
  // Lists as they were brought are kept for a day: they go whole, and can be brought again.
  for (const campaign of await campaignIdsOf(world.store, partnership.id)) {
    const rows = await dropImports(world, campaign)
    if (rows > 0) counts.listImport = (counts.listImport ?? 0) + rows
  }
  for (const partition of await searched(world.store, partnership.id))
    for await (const row of rowsIn(world.store, partition, ''))
      if (await takeOut(world.store, theirs, partition, row)) count(counts, kindAt(partition, row.key)?.name ?? 'other')
  const messages = await world.mailbox.forget(speaksOf(world, theirs))
  for (const { campaign, id } of theirs.own) {
    await forgetInvitation(world, theirs, campaign, id, at)
    count(counts, DOCUMENTS.invitation.name)
  }
  // What was overwritten just now goes as well.
  await world.mailbox.forget(() => false)
  const receipt = await change(world.store, ref, stands => ({
    ...stands,
    doneAt: world.clock.now(),
    documents: added(stands.documents, counts),
    messages: stands.messages + messages,
  }))
  if (!receipt) throw new Error('a receipt is gone')
  return receipt
}

const count = (counts: Record<string, number>, kind: string): void => {
  counts[kind] = (counts[kind] ?? 0) + 1
}

const added = (before: Record<string, number>, now: Record<string, number>): Record<string, number> =>
  Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(now)])].map(kind => [
      kind,
      (before[kind] ?? 0) + (now[kind] ?? 0),
    ]),
  )

/** So often a row is taken anew because somebody else wrote in between. */
const TRIES = 20

/** One row without them; answers whether anything of theirs was in it. Their own invitations come later. */
async function takeOut(store: Store, theirs: Theirs, partition: string, seen: Stored): Promise<boolean> {
  const kind = kindAt(partition, seen.key)
  if (kind?.name === DOCUMENTS.forgetting.name) return false
  let row: Stored | undefined = seen
  for (let tries = 0; row && tries < TRIES; tries++) {
    const next = withoutRow(theirs, kind, partition, row)
    if (next === row.value) return false
    const done: 'removed' | 'conflict' | number =
      next === undefined
        ? await store.remove(partition, row.key, row.version)
        : await store.put(partition, row.key, next, row.version, row.expiresAt)
    if (done !== 'conflict') return true
    row = await store.get(partition, seen.key)
  }
  return false
}

/** What is to stand there; undefined where its very place is their address. */
function withoutRow(
  theirs: Theirs,
  kind: DocumentKind<unknown> | undefined,
  partition: string,
  { key, value, version }: Stored,
): unknown {
  const { who } = theirs
  // A kind of a later version: whatever it is, it names them no more.
  if (!kind) return withoutThem(undefined, value, who)
  if (kind.addressed === 'key' && who.addresses.some(address => key === address || key.endsWith(`#${address}`)))
    return undefined
  const found = open(kind, partition, { key, value, version })
  if (found instanceof UnreadableRow) return withoutThem(undefined, value, who)
  if (isOwn(theirs, kind, found.value)) return value
  if (kind.name === DOCUMENTS.aside.name || kind.name === DOCUMENTS.desk.name)
    return withoutMessages(theirs, kind, found.value as Aside, value)
  const without = withoutThem(kind.shape(), found.value, who)
  return without === found.value ? value : { ...(without as object), shape: shapeOf(kind) }
}

/** A list of messages without those that are from them or name them. */
function withoutMessages({ who }: Theirs, kind: DocumentKind<unknown>, list: Aside, stored: unknown): unknown {
  const messages = list.messages.filter(each => heldAbout(asideShape(), { messages: [each] }, who).length === 0)
  return messages.length === list.messages.length ? stored : { ...list, messages, shape: shapeOf(kind) }
}

/** Their invitation counts on, as somebody's; before the meeting it leaves the list. */
async function forgetInvitation(
  world: Keeps & Timed,
  { who }: Theirs,
  campaignId: CampaignId,
  id: Invitation['id'],
  at: Instant,
): Promise<void> {
  const aside = refOf(DOCUMENTS.aside, campaignId, id)
  await removeRow(world.store, aside.partition, aside.key)
  const meeting = (await readContext(world.store, campaignId))?.campaign.meeting
  const isAhead = !meeting || !hasBegun(meeting, at)
  await change(world.store, invitationRef(campaignId, id), stands => {
    const own: Forgotten = { ...who, id: stands.id }
    const without = withoutThem(DOCUMENTS.invitation.shape(), stands, own, true)
    const { assistant: _, facts: __, greeting: ___, ...invitee } = without.invitee
    return {
      ...without,
      invitee,
      // Who they were before a list came, and who knows them.
      lists: undefined,
      knownBy: undefined,
      matters: [],
      // Nobody takes them into another list from here.
      suppressed: { email: invitee.email, reason: 'opted out' as const, at },
      forgottenAt: at,
      ...(isAhead && !stands.removedAt ? { removedAt: at } : {}),
    }
  })
}

/** Whether a raw message is theirs or names them, as far as its bytes say. */
function speaksOf(world: Knows<'secret' | 'replyDomain'>, { who, own }: Theirs): (bytes: Uint8Array) => boolean {
  const { isIn } = namer(who)
  const { secret, replyDomain } = world.settings
  const isOwnToken = (token: string) =>
    own.some(each => isTokenOf(secret, 'rsvp', token, { campaign: each.campaign, id: each.id }))
  return bytes => {
    const raw = Buffer.from(bytes)
    // Quoted-printable puts soft breaks anywhere (RFC 2045 section 6.7).
    const text = raw.toString('utf8').replace(/=\r?\n/g, '')
    const head = text.slice(0, Math.max(0, text.search(/\r?\n\r?\n/)))
    return isIn(text) || tokensIn(head, replyDomain).some(isOwnToken)
  }
}
