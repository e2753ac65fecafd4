/**
 * Whose address was corrected on one list is known by the right one wherever their partnership keeps them: on its other
 * lists, in its action teams, and as whoever promised something. Safe to repeat, to race and to be cut off in the middle.
 */
import { type CampaignId, campaignIdFrom, invitationIdFrom, type PartnershipId } from '../../domain/keep/ids.ts'
import type { Invitation, Invitee } from '../../domain/keep/invitation.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { sameAddress } from '../../domain/keep/partnership.ts'
import { MINUTE, shift } from '../../domain/keep/time.ts'
import { type Correction, corrected, correctedOwner, isThey } from '../../domain/teams/corrected.ts'
import { all, campaignRef, change, invitationRef, read, readIfLegible, remove } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import type { Plans, Sends } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import type { CorrectionMark } from '../keep/shapes.ts'
import { alone } from '../keep/unreadable.ts'
import { correctHere } from '../list/correct.ts'
import { removeInvitee } from '../list/invite.ts'
import { correctionRef, noteCorrection } from '../list/known/corrected.ts'
import { indexKnown, knownAtRef, knownOn, noteGone, noteKnown } from '../list/known/known-at.ts'
import { changeCommitment, commitmentsOf } from './commitments.ts'
import { changeTeam, teamsOf } from './teams.ts'

/**
 * So long a correction may be on its way to the list after it was noted, and whoever has read the old address before may
 * take to write it somewhere. Nothing that begins within this time is missed.
 */
const PATIENCE = 20 * MINUTE

/** Finishes what corrections began: of one partnership, or of all. */
export async function followCorrections(world: Sends & Plans, partnership?: PartnershipId): Promise<void> {
  for await (const { value } of all(world.store, DOCUMENTS.correction))
    if (partnership === undefined || value.partnership === partnership)
      await alone(world.log, () => follow(world, value))
}

async function follow(world: Sends & Plans, { partnership, campaign, invitation }: CorrectionMark): Promise<void> {
  const ref = correctionRef(partnership, invitation)
  for (;;) {
    const marked = await read(world.store, ref)
    if (!marked) return
    const { was, by, at } = marked.value
    const stands = (await read(world.store, invitationRef(campaign, invitation)))?.value
    const is = stands?.forgottenAt === undefined ? stands?.invitee : undefined
    for (const each of is ? was.filter(({ email }) => !sameAddress(email, is.email)) : [])
      if (is) await correctAll(world, marked.value, { was: each, is: { name: is.name, email: is.email } })
    const now = (await read(world.store, invitationRef(campaign, invitation)))?.value.invitee
    // Corrected once more meanwhile, and whoever did that may have been done before this wrote.
    if (stands && is && now && !sameAddress(now.email, is.email)) await noteCorrection(world, partnership, stands, by)
    else if (at > shift(world.clock.now(), -PATIENCE)) return
    else if ((await remove(world.store, ref, marked.version)) === 'removed') return
  }
}

async function correctAll(world: Sends & Plans, mark: CorrectionMark, correction: Correction): Promise<void> {
  const { partnership, by } = mark
  await indexKnown(world, partnership)
  const places = (await readIfLegible(world.store, knownAtRef(partnership, correction.was.email)))?.value.at ?? {}
  // Lists first: as long as the team has the old address, its calls find whoever stood at it.
  for (const [campaign, id] of Object.entries(places))
    if (campaign !== mark.campaign) await correctOn(world, mark, correction, campaignIdFrom(campaign), id)
  for (const { id } of await teamsOf(world.store, partnership)) {
    const link = LINKS.times.idOf(id, correction.was.email)
    await changeTeam(world.store, partnership, id, team =>
      corrected(team, correction, { link, at: world.clock.now(), by }),
    )
  }
  for (const each of await commitmentsOf(world.store, partnership))
    if (correctedOwner(each, correction))
      await changeCommitment(world, partnership, each.id, stands => correctedOwner(stands, correction))
}

/** On another list of the partnership. No two on a list have one address. */
async function correctOn(
  world: Sends & Plans,
  mark: CorrectionMark,
  correction: Correction,
  campaign: CampaignId,
  id: string,
): Promise<void> {
  const { partnership, by } = mark
  const its = (await read(world.store, campaignRef(campaign)))?.value
  const invitation = invitationIdFrom(id)
  const stands = (await read(world.store, invitationRef(campaign, invitation)))?.value
  if (!its || !stands || !isThey(correction, stands.invitee) || stands.host || stands.forgottenAt !== undefined) return
  const { name, email } = correction.is
  const other = await knownOn(world.store, partnership, campaign, email)
  const second = (await read(world.store, invitationRef(campaign, other)))?.value
  const isSeated = second && second.removedAt === undefined && sameAddress(second.invitee.email, email)
  const as = (each: Invitee) => (isThey(correction, each) ? { ...each, name, email } : undefined)
  if (!isSeated)
    if (stands.removedAt === undefined) await correctHere(world, campaign, invitation, { email, as }, by)
    else await correctRemoved(world, mark, stands, { email, as })
  // On a team everybody has one seat, and so on the list of its call.
  else if (kindOf(its).followsTeam && isThey({ was: correction.is, is: correction.was }, second.invitee))
    await removeInvitee(world, campaign, invitation, by)
}

/** Whoever is off a list is known there all the same, should they come back; nothing leaves on account of it. */
async function correctRemoved(
  world: Sends & Plans,
  { partnership, by }: CorrectionMark,
  { campaign, id, invitee: before }: Invitation,
  { email, as }: { email: string; as: (stands: Invitee) => Invitee | undefined },
): Promise<void> {
  await noteKnown(world.store, partnership, email, { campaign, id })
  await change(world.store, invitationRef(campaign, id), stands => {
    const invitee = stands.removedAt === undefined ? undefined : as(stands.invitee)
    const event = { at: world.clock.now(), by, event: 'corrected' as const, fields: ['email' as const] }
    return invitee && { ...stands, invitee, history: [...stands.history, event] }
  })
  await noteGone(world.store, partnership, before.email, campaign)
}
