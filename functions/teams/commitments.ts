/** The commitments of a partnership: written down, listed and changed. */
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import type { Commitment } from '../../domain/teams/commitment.ts'
import { shortId } from '../../mail/token.ts'
import { all, change, create, read, refOf } from '../keep/documents.ts'
import type { ReadOnlyStore, World } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { touch } from '../keep/touch.ts'

export const commitmentRef = (partnership: string, id: string) => refOf(DOCUMENTS.commitment, partnership, id)

/** Every commitment of a partnership, by date. */
export async function commitmentsOf(store: ReadOnlyStore, partnershipId: string): Promise<Commitment[]> {
  const found: Commitment[] = []
  for await (const { value } of all(store, DOCUMENTS.commitment, partnershipId)) found.push(value)
  return found.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
}

/** Writes one down. Its id follows from what was said at which meeting, so that saying it twice is saying it once. */
export async function addCommitment(
  world: World,
  partnershipId: string,
  made: Pick<Commitment, 'campaign' | 'team' | 'what' | 'owner' | 'due'>,
): Promise<Commitment> {
  const said = [made.campaign, canonicalAddress(made.owner.email), made.owner.name.trim(), made.what.trim()]
  const id = shortId(JSON.stringify(said))
  const ref = commitmentRef(partnershipId, id)
  const fresh: Commitment = { ...made, id, madeAt: world.clock.now(), state: 'open', note: '', moved: [] }
  await create(world.store, ref, fresh)
  await touch(world, partnershipId)
  return (await read(world.store, ref))?.value ?? fresh
}

/** Changes one; `decide` answers undefined to leave it. Answers what then stands. */
export async function changeCommitment(
  world: World,
  partnershipId: string,
  id: string,
  decide: (commitment: Commitment) => Commitment | undefined,
): Promise<Commitment | undefined> {
  const stands = await change(world.store, commitmentRef(partnershipId, id), decide)
  await touch(world, partnershipId)
  return stands
}
