/** The commitments of a partnership: written down, listed and changed. */
import {
  type CampaignId,
  type CommitmentId,
  commitmentIdFrom,
  type PartnershipId,
  type TeamId,
} from '../../domain/keep/ids.ts'
import { canonicalAddress, sameAddress } from '../../domain/keep/partnership.ts'
import { type Day, wallOf } from '../../domain/keep/time.ts'
import { type Commitment, MOST_MOVES, move, settleCommitment } from '../../domain/teams/commitment.ts'
import { shortId } from '../../mail/token.ts'
import { all, campaignRef, change, create, read, refOf } from '../keep/documents.ts'
import type { Keeps, ReadOnlyStore, Reads, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { replanErrands } from '../keep/replan.ts'

export const commitmentRef = (partnership: PartnershipId, id: CommitmentId) =>
  refOf(DOCUMENTS.commitment, partnership, id)

/** Every commitment of a partnership, by date. */
export async function commitmentsOf(store: ReadOnlyStore, partnershipId: PartnershipId): Promise<Commitment[]> {
  const found: Commitment[] = []
  for await (const { value } of all(store, DOCUMENTS.commitment, partnershipId)) found.push(value)
  return found.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
}

/** Writes one down. Its id follows from what was said at which meeting, so that saying it twice is saying it once. */
export async function addCommitment(
  world: Keeps & Timed,
  partnershipId: PartnershipId,
  made: Pick<Commitment, 'campaign' | 'team' | 'what' | 'owner' | 'due'>,
): Promise<Commitment> {
  const said = [made.campaign, canonicalAddress(made.owner.email), made.owner.name.trim(), made.what.trim()]
  const id = commitmentIdFrom(shortId(JSON.stringify(said)))
  const ref = commitmentRef(partnershipId, id)
  const fresh: Commitment = { ...made, id, madeAt: world.clock.now(), state: 'open', note: '', moved: [] }
  await create(world.store, ref, fresh)
  await replanErrands(world, partnershipId)
  return (await read(world.store, ref))?.value ?? fresh
}

/** Something that somebody is to have promised, as a form names it. */
export interface Promised {
  campaign: CampaignId
  team?: TeamId | undefined
  what: string
  /** Their address. */
  owner: string
  due: Day
}

/** `nobody`: not one of those who can promise something here. */
export type Promising = 'noted' | 'nobody' | 'past' | 'too many'

/** So many promises one meeting can hold, and one team: whoever got hold of a link could add them without end. */
const MOST_OF_A_MEETING = 200
const MOST_OF_A_TEAM = 100

/** Writes down what one of `people` promised for a day after `after`. Said twice it is said once. */
export async function promise(
  world: Keeps & Timed,
  partnershipId: PartnershipId,
  { owner: email, due, ...said }: Promised,
  { people, after }: { people: readonly Commitment['owner'][]; after: Day },
): Promise<Promising> {
  const owner = people.find(each => sameAddress(each.email, email))
  if (!owner) return 'nobody'
  if (due <= after) return 'past'
  const all = await commitmentsOf(world.store, partnershipId)
  const { campaign, team } = said
  const full = team
    ? all.filter(each => each.team === team).length >= MOST_OF_A_TEAM
    : all.filter(each => each.campaign === campaign).length >= MOST_OF_A_MEETING
  if (full) return 'too many'
  const { name, email: address, company } = owner
  await addCommitment(world, partnershipId, { ...said, due, owner: { name, email: address, company } })
  return 'noted'
}

/** How it goes, in the owner's words or the convener's for them. */
export type CommitmentWord = { do: 'kept' | 'broken'; note: string } | { do: 'move'; to: Day; why: string }

/** `moved often`: what had as many dates is no promise any more. */
export type Telling = 'noted' | 'not there' | 'past' | 'too far' | 'moved often'

/** A date far off is no promise. */
export const LATEST_YEARS = 3
const isNear = (to: Day, today: Day): boolean => Number(to.slice(0, 4)) <= Number(today.slice(0, 4)) + LATEST_YEARS

/** Notes how a commitment goes: kept, broken, or moved to another day in the open. */
export async function tellCommitment(
  world: Keeps & Timed,
  partnershipId: PartnershipId,
  id: CommitmentId,
  word: CommitmentWord,
  by: string,
): Promise<Telling> {
  const found = (await read(world.store, commitmentRef(partnershipId, id)))?.value
  if (!found) return 'not there'
  const now = world.clock.now()
  if (word.do === 'move') {
    const today = wallOf(now, await zoneOfCommitment(world, found)).day
    if (found.moved.length >= MOST_MOVES) return 'moved often'
    if (word.to <= today) return 'past'
    if (!isNear(word.to, today)) return 'too far'
  }
  let telling: Telling = 'noted'
  await changeCommitment(world, partnershipId, id, stands => {
    telling = word.do === 'move' && stands.moved.length >= MOST_MOVES ? 'moved often' : 'noted'
    if (telling !== 'noted') return undefined
    return word.do === 'move'
      ? move(stands, word.to, word.why, now, by)
      : settleCommitment(stands, word.do, word.note, now, by)
  })
  return telling
}

/** Where the meeting took place at which it was made. */
export const zoneOfCommitment = async (world: Reads, { campaign }: Commitment): Promise<string> =>
  (await read(world.store, campaignRef(campaign)))?.value.meeting?.zone ?? 'UTC'

/** Changes one; `decide` answers undefined to leave it. Answers what then stands. */
export async function changeCommitment(
  world: Keeps & Timed,
  partnershipId: PartnershipId,
  id: CommitmentId,
  decide: (commitment: Commitment) => Commitment | undefined,
): Promise<Commitment | undefined> {
  const stands = await change(world.store, commitmentRef(partnershipId, id), decide)
  await replanErrands(world, partnershipId)
  return stands
}
