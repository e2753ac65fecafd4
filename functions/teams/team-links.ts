/** Links to the pages of action teams, and whose a link is. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import { canonicalAddress, type Partnership } from '../../domain/keep/partnership.ts'
import type { ActionTeam, Joining } from '../../domain/teams/team.ts'
import { makeToken, readToken, shortId } from '../../mail/token.ts'
import { readContext } from '../keep/context.ts'
import { invitationRef, partnershipRef, read } from '../keep/documents.ts'
import type { Settings, World } from '../keep/ports.ts'
import { teamsOf } from './teams.ts'

/** Those of the support team are on no list; their links name their address. */
const supporterId = (email: string): string => shortId(`team:${canonicalAddress(email)}`)

/** The page of teams and commitments for somebody: by their invitation to the launch, or by their champion's id. */
export const joinPage = (settings: Settings, campaign: string, id: string): string =>
  `${settings.url}/join/${makeToken(settings.secret, 'join', campaign, id)}`

export const supporterPage = (settings: Settings, campaign: string, email: string): string =>
  joinPage(settings, campaign, supporterId(email))

/** The lead's link ends when somebody else leads. */
const leadId = (team: string, lead: string): string => shortId(`lead:${team}:${canonicalAddress(lead)}`)

export const leadPage = (settings: Settings, partnership: string, team: string, lead: string): string =>
  `${settings.url}/times/${makeToken(settings.secret, 'times', partnership, leadId(team, lead))}`

export const commitmentPage = (settings: Settings, partnership: string, id: string): string =>
  `${settings.url}/commitment/${makeToken(settings.secret, 'commitment', partnership, id)}`

/** Whoever follows a join link. Champions of the partnership and invited businesses join; partners offer. */
export interface Visiting {
  campaign: Campaign
  partnership: Partnership
  person: Joining
  champion: boolean
}

export async function whoJoins(world: World, token: string): Promise<Visiting | undefined> {
  const ids = readToken(world.settings.secret, 'join', token)
  const context = ids && (await readContext(world.store, ids.campaign))
  if (!ids || !context) return undefined
  const { campaign, partnership } = context
  const champion = partnership.champions.find(({ id }) => id === ids.id)
  if (champion) {
    const { name, title, company, email } = champion
    return { campaign, partnership, person: { name, title, company, email, publicPartner: false }, champion: true }
  }
  const invitation = (await read(world.store, invitationRef(ids.campaign, ids.id)))?.value
  if (invitation) {
    // Whoever went to another session of the launch is at the same table.
    const gone = invitation.removedAt !== undefined && invitation.movedTo === undefined
    if (gone) return undefined
    const { name, title, company, email, publicPartner } = invitation.invitee
    return { campaign, partnership, person: { name, title, company, email, publicPartner }, champion: false }
  }
  const supporter = partnership.team.find(({ email }) => supporterId(email) === ids.id)
  if (!supporter) return undefined
  const { name, email, role: title, organisation: company } = supporter
  return { campaign, partnership, person: { name, title, company, email, publicPartner: true }, champion: false }
}

/** The team whose lead follows a link. */
export async function whoLeads(
  world: World,
  token: string,
): Promise<{ partnership: Partnership; team: ActionTeam; lead: string } | undefined> {
  const ids = readToken(world.settings.secret, 'times', token)
  const partnership = ids && (await read(world.store, partnershipRef(ids.campaign)))?.value
  if (!ids || !partnership) return undefined
  const teams = await teamsOf(world.store, partnership.id)
  const team = teams.find(({ id, lead }) => lead !== undefined && leadId(id, lead) === ids.id)
  return team?.lead === undefined ? undefined : { partnership, team, lead: team.lead }
}
