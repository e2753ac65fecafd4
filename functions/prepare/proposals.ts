/** Names that the support team proposes for the list: kept, listed, taken up or not. */
import type { CampaignId, InvitationId, PartnershipId } from '../../domain/keep/ids.ts'
import { correctedAs, type Invitee } from '../../domain/keep/invitation.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { canonicalAddress, type Partnership, sameAddress, type TeamMember } from '../../domain/keep/partnership.ts'
import { MOST_OF_ONE, MOST_WAITING, type Proposal, waiting } from '../../domain/prepare/proposal.ts'
import { decidersOf } from '../../domain/prepare/readiness-record.ts'
import { shortId } from '../../mail/token.ts'
import { all, change, create, invitationRef, read, refOf } from '../keep/documents.ts'
import { invitationIdOf } from '../keep/new-ids.ts'
import { campaignsOf } from '../keep/overview.ts'
import type { Keeps, Logs, Plans, ReadOnlyStore, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { replanErrands } from '../keep/replan.ts'
import { type Added, addInvitees } from '../list/invite.ts'

const proposalRef = (partnership: PartnershipId, id: string) => refOf(DOCUMENTS.proposal, partnership, id)

/** Every name that was proposed, the first one first. */
export async function proposalsOf(store: ReadOnlyStore, partnershipId: PartnershipId): Promise<Proposal[]> {
  const found: Proposal[] = []
  for await (const { value } of all(store, DOCUMENTS.proposal, partnershipId)) found.push(value)
  return found.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1))
}

/** `not asked`: neutral members propose nobody. `no company`: a name counts by the company they decide for. */
export type Proposing =
  | 'proposed'
  | 'not asked'
  | 'no company'
  | 'on the list already'
  | 'proposed already'
  | 'too many'

/** Puts a name before the convener, unless they stand on the list of a launch already. */
export async function proposeInvitee(
  world: Keeps & Timed,
  partnership: Partnership,
  { invitee, why }: Pick<Proposal, 'invitee' | 'why'>,
  { name, email }: TeamMember,
): Promise<Proposing> {
  if (!decidersOf(partnership).some(each => sameAddress(each.email, email))) return 'not asked'
  if (invitee.company.trim() === '') return 'no company'
  const partnershipId = partnership.id
  for (const campaign of await campaignsOf(world, partnershipId)) {
    if (!kindOf(campaign).readiness) continue
    const invited = await read(world.store, invitationRef(campaign.id, invitationId(campaign.id, invitee)))
    if (invited && invited.value.removedAt === undefined) return 'on the list already'
  }
  const open = waiting(await proposalsOf(world.store, partnershipId))
  const own = open.filter(({ by }) => sameAddress(by.email, email))
  const id = shortId(`proposal:${canonicalAddress(invitee.email)}`)
  if (own.some(each => each.id === id)) return 'proposed'
  if (open.some(each => each.id === id)) return 'proposed already'
  if (own.length >= MOST_OF_ONE || open.length >= MOST_WAITING) return 'too many'
  const fresh: Proposal = { id, invitee, why, by: { name, email }, at: world.clock.now() }
  const ref = proposalRef(partnershipId, id)
  // Somebody to whom the answer was "not now" may be put forward again.
  if (!(await create(world.store, ref, fresh)))
    await change(world.store, ref, stands =>
      stands.settled
        ? { ...stands, settled: undefined, ...fresh, invitee: correctedAs(stands.invitee, invitee) }
        : undefined,
    )
  await replanErrands(world, partnershipId)
  return 'proposed'
}

const invitationId = (campaign: CampaignId, { email }: Invitee): InvitationId => invitationIdOf(campaign, email)

/** The convener's word on a name: on the list, or not now. Answers what the list made of it. */
export async function settleProposal(
  world: Plans & Logs,
  { id: campaign, partnership }: { id: CampaignId; partnership: PartnershipId },
  id: string,
  how: 'on the list' | 'not now',
  when: 'now' | 'with the wave',
  by: string,
): Promise<{ proposal: Proposal; added?: Added } | undefined> {
  const ref = proposalRef(partnership, id)
  const found = (await read(world.store, ref))?.value
  if (!found || found.settled) return undefined
  const named = { person: found.by.name, was: 'proposed', by } as const
  const added = how === 'on the list' ? await addInvitees(world, campaign, [found.invitee], named, when) : undefined
  await change(world.store, ref, stands =>
    stands.settled ? undefined : { ...stands, settled: { at: world.clock.now(), by, how } },
  )
  await replanErrands(world, partnership)
  return added ? { proposal: found, added } : { proposal: found }
}
