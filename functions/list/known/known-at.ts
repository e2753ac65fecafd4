/**
 * Who stands on which lists of a partnership, by address: one small document for each address, kept up by whoever puts
 * somebody on a list, so that finding them takes one read. It only points: what is so stands in the invitation.
 */
import { type CampaignId, type InvitationId, invitationIdFrom, type PartnershipId } from '../../../domain/keep/ids.ts'
import { canonicalAddress, sameAddress } from '../../../domain/keep/partnership.ts'
import { isReachable } from '../../../domain/list/mailbox.ts'
import {
  campaignIdsOf,
  change,
  create,
  invitationRef,
  invitationsOf,
  look,
  type Ref,
  read,
  readIfLegible,
  refOf,
  UnreadableRow,
  upsert,
} from '../../keep/documents.ts'
import { invitationIdOf } from '../../keep/new-ids.ts'
import type { Keeps, ReadOnlyStore, Store, Timed } from '../../keep/ports.ts'
import { DOCUMENTS } from '../../keep/registry.ts'
import type { KnownAt } from '../../keep/shapes.ts'
import { sideBySide } from '../../keep/side-by-side.ts'

export const knownAtRef = (partnership: PartnershipId, email: string): Ref<KnownAt> =>
  refOf(DOCUMENTS.knownAt, partnership, canonicalAddress(email))

const indexedRef = (partnership: PartnershipId) => refOf(DOCUMENTS.knownIndexed, partnership)

/** Somebody is about to stand on a list. The pointer comes first: one to nobody is passed over. */
export async function noteKnown(
  store: Store,
  partnership: PartnershipId,
  email: string,
  { campaign, id }: { campaign: CampaignId; id: InvitationId },
): Promise<void> {
  if (!isReachable(canonicalAddress(email))) return
  const ref = knownAtRef(partnership, email)
  const found = await look(store, ref)
  // One that cannot be read costs itself alone: it only points.
  if (found instanceof UnreadableRow || found?.value.at[campaign] === id) return
  await upsert(store, ref, stands => ({ ...stands, at: { ...stands?.at, [campaign]: id } }))
}

/** Somebody does not stand there any more, or not at that address: of an address on no list nothing is kept. */
export async function noteGone(
  store: Store,
  partnership: PartnershipId,
  email: string,
  campaign: CampaignId,
): Promise<void> {
  const ref = knownAtRef(partnership, email)
  for (
    let found = await readIfLegible(store, ref);
    found?.value.at[campaign];
    found = await readIfLegible(store, ref)
  ) {
    const { [campaign]: _, ...at } = found.value.at
    if (Object.keys(at).length > 0) {
      await change(store, ref, stands => {
        const { [campaign]: gone, ...others } = stands.at
        return gone === undefined ? undefined : { ...stands, at: others }
      })
      return
    }
    if ((await store.remove(ref.partition, ref.key, found.version)) === 'removed') return
  }
}

/** The invitation to a meeting of whoever is at an address by now, or was first: their address may have been corrected since they were invited. */
export async function knownOn(
  store: ReadOnlyStore,
  partnership: PartnershipId,
  campaign: CampaignId,
  email: string,
): Promise<InvitationId> {
  const pointed = (await readIfLegible(store, knownAtRef(partnership, email)))?.value.at[campaign]
  const stands = pointed && (await read(store, invitationRef(campaign, invitationIdFrom(pointed))))?.value
  return stands && sameAddress(stands.invitee.email, email) ? stands.id : invitationIdOf(campaign, email)
}

/** A campaign is deleted: nothing points to it any more. Safe to repeat. */
export async function forgetCampaign(store: Store, partnership: PartnershipId, campaign: CampaignId): Promise<void> {
  const theirs: string[] = []
  const { partition } = knownAtRef(partnership, '')
  let after: string | undefined
  do {
    const page = await store.list(partition, { limit: 1000, ...(after === undefined ? {} : { after }) })
    for (const { key, value } of page.found) if (campaign in ((value as Partial<KnownAt>).at ?? {})) theirs.push(key)
    after = page.after
  } while (after !== undefined)
  for (const email of theirs) await noteGone(store, partnership, email, campaign)
}

/** Once for a partnership of before there were pointers: everybody on its lists is noted. Safe to repeat and to race. */
export async function indexKnown(world: Keeps & Timed, partnership: PartnershipId): Promise<void> {
  if (await read(world.store, indexedRef(partnership))) return
  for (const campaign of await campaignIdsOf(world.store, partnership)) {
    await sideBySide(invitationsOf(world.store, campaign), async ({ value: { id, invitee, host, forgottenAt } }) => {
      if (!host && forgottenAt === undefined) await noteKnown(world.store, partnership, invitee.email, { campaign, id })
    })
  }
  await create(world.store, indexedRef(partnership), { at: world.clock.now() })
}
