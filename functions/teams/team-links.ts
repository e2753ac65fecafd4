/** Links to the pages of action teams, and whose a link is. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import type { Partnership } from '../../domain/keep/partnership.ts'
import { type ActionTeam, type Joining, leadOf } from '../../domain/teams/team.ts'
import { readContext } from '../keep/context.ts'
import { invitationRef, partnershipRef, read } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import type { Knows, Reads } from '../keep/ports.ts'
import { teamsOf } from './teams.ts'

/** Whoever follows a join link. Champions of the partnership and invited businesses join; partners offer. */
export interface Visiting {
  campaign: Campaign
  partnership: Partnership
  person: Joining
  champion: boolean
}

export async function whoJoins(world: Reads & Knows<'secret' | 'url'>, token: string): Promise<Visiting | undefined> {
  const ids = LINKS.join.read(world.settings, token)
  const context = ids && (await readContext(world.store, ids.under))
  if (!ids || !context) return undefined
  const { campaign, partnership } = context
  const champion = partnership.champions.find(({ id }) => id === ids.id)
  if (champion) {
    const { name, title, company, email } = champion
    return { campaign, partnership, person: { name, title, company, email, publicPartner: false }, champion: true }
  }
  const invitation = (await read(world.store, invitationRef(ids.under, invitationIdFrom(ids.id))))?.value
  if (invitation) {
    // Whoever went to another session of the launch is at the same table.
    const gone = invitation.removedAt !== undefined && invitation.movedTo === undefined
    if (gone || invitation.forgottenAt !== undefined) return undefined
    const { name, title, company, email, publicPartner } = invitation.invitee
    return { campaign, partnership, person: { name, title, company, email, publicPartner }, champion: false }
  }
  const supporter = partnership.team.find(({ email }) => LINKS.joinAsSupporter.idOf(email) === ids.id)
  if (!supporter) return undefined
  const { name, email, role: title, organization: company } = supporter
  return { campaign, partnership, person: { name, title, company, email, publicPartner: true }, champion: false }
}

/** The team whose lead follows a link. */
export async function whoLeads(
  world: Reads & Knows<'secret' | 'url'>,
  token: string,
): Promise<{ partnership: Partnership; team: ActionTeam; lead: string } | undefined> {
  const ids = LINKS.times.read(world.settings, token)
  const partnership = ids && (await read(world.store, partnershipRef(ids.under)))?.value
  if (!ids || !partnership) return undefined
  const teams = await teamsOf(world.store, partnership.id)
  const team = teams.find(
    each =>
      each.lead !== undefined &&
      (LINKS.times.idOf(each.id, each.lead) === ids.id || leadOf(each)?.leadLinks?.includes(ids.id)),
  )
  return team?.lead === undefined ? undefined : { partnership, team, lead: team.lead }
}
