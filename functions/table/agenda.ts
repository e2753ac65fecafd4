/** Where the agenda of a quarterly table is kept, and how it comes into the invitation. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { type CampaignId, type InvitationId, invitationIdFrom } from '../../domain/keep/ids.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { hasBegun, type Meeting, startOf } from '../../domain/keep/meeting.ts'
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import { DAY, type Instant, shift } from '../../domain/keep/time.ts'
import { type AgendaItem, carried, leftOver, NO_AGENDA, type TableAgenda } from '../../domain/table/agenda.ts'
import { asWords } from '../../mail/merge.ts'
import { type Context, readContext } from '../keep/context.ts'
import { campaignRef, change, create, invitationRef, read, refOf } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import { campaignsOf } from '../keep/overview.ts'
import type { Keeps, Knows, Reads, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { replanErrands } from '../keep/replan.ts'

const agendaRef = (campaign: CampaignId) => refOf(DOCUMENTS.tableAgenda, campaign)

/** The agenda as it stands, with what earlier meetings left over. */
export async function agendaOf(
  world: Reads & Timed,
  campaign: Campaign,
  /** Those of the partnership by date, where they were read already. */
  campaigns?: readonly Campaign[],
): Promise<TableAgenda> {
  const own = (await read(world.store, agendaRef(campaign.id)))?.value ?? NO_AGENDA
  return carried(own, await leftOverBefore(world, campaign, campaigns))
}

/** Whether members of a meeting put items on its agenda. */
export const hasAgenda = <T extends Pick<Campaign, 'meeting'>>(campaign: T): campaign is T & { meeting: Meeting } =>
  campaign.meeting !== undefined && kindOf(campaign).membersAgenda === true

/** How long before a table the sweep looks whether its invitation bears the agenda. */
const NEAR = 30 * DAY

export const isNear = (campaign: Pick<Campaign, 'meeting'>, now: Instant): boolean =>
  hasAgenda(campaign) && !hasBegun(campaign.meeting, now) && startOf(campaign.meeting) <= shift(now, NEAR)

async function leftOverBefore(
  world: Reads & Timed,
  campaign: Campaign,
  known?: readonly Campaign[],
): Promise<AgendaItem[]> {
  if (!hasAgenda(campaign)) return []
  const { id, partnership, meeting } = campaign
  const now = world.clock.now()
  const over: AgendaItem[] = []
  for (const before of known ?? (await campaignsOf(world, partnership))) {
    if (before.id === id || !hasAgenda(before) || before.meeting.date >= meeting.date) continue
    const calledOff = before.status === 'canceled'
    if (!calledOff && !hasBegun(before.meeting, now)) continue
    const agenda = (await read(world.store, agendaRef(before.id)))?.value
    // What was talked about at a later meeting is not left over any more.
    const here = over.filter(each => !agenda?.items.some(({ id }) => id === each.id) && !agenda?.gone.includes(each.id))
    over.splice(0, over.length, ...here, ...(agenda ? leftOver(agenda, calledOff) : []))
  }
  return [...new Map(over.map(each => [each.id, each])).values()]
}

/** The agenda as the invitation shows it: Markdown, one line for each item, with who put it there. */
const agendaWords = ({ items }: Pick<TableAgenda, 'items'>): string =>
  items
    .map(({ text, name, company }, n) => {
      const who = [name, company].filter(part => part.trim() !== '').join(', ')
      return `${n + 1}. ${asWords(text)}${who === '' ? '' : ` (${asWords(who)})`}`
    })
    .join('\n')

/** Whether the convener wrote the agenda of the invitation in words of their own, which nothing overwrites. */
export const isHandWritten = ({ agenda = '', listed = '' }: Pick<Campaign, 'agenda' | 'listed'>): boolean =>
  agenda.trim() !== '' && agenda.trim() !== listed.trim()

/** Changes the agenda, and the invitation with it. `decide` answers undefined to leave it. Answers what then stands. */
export async function changeAgenda(
  world: Keeps & Timed,
  campaignId: CampaignId,
  decide: (agenda: TableAgenda) => TableAgenda | undefined,
): Promise<TableAgenda | undefined> {
  const context = await readContext(world.store, campaignId)
  if (!context || !hasAgenda(context.campaign)) return undefined
  const over = await leftOverBefore(world, context.campaign)
  await create(world.store, agendaRef(campaignId), NO_AGENDA)
  await change(world.store, agendaRef(campaignId), agenda => decide(carried(agenda, over)))
  await followAgenda(world, campaignId)
  await replanErrands(world, context.partnership.id)
  return agendaOf(world, context.campaign)
}

/**
 * Brings the agenda into the invitation, unless the convener wrote that by hand. The sweep calls it too, which heals a
 * crash, and brings in what an earlier meeting left over. `overHand` puts the list in the place of other words.
 */
export async function followAgenda(world: Keeps & Timed, campaignId: CampaignId, overHand = false): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    const campaign = (await read(world.store, campaignRef(campaignId)))?.value
    if (!campaign || !hasAgenda(campaign) || hasBegun(campaign.meeting, world.clock.now())) return
    const words = agendaWords(await agendaOf(world, campaign))
    const stands = !overHand && isHandWritten(campaign)
    // Somebody may have changed the agenda while its words were written: they are looked at again.
    if (stands || ((campaign.agenda ?? '') === words && (campaign.listed ?? '') === words)) return
    // Who put what on it stands with the items: members could fill the campaign's history by the thousand.
    await change(world.store, campaignRef(campaignId), each =>
      !overHand && isHandWritten(each)
        ? undefined
        : { ...each, agenda: words || undefined, listed: words || undefined },
    )
  }
}

/** Whoever follows a link to a page about a meeting: by their invitation, or by their champion's id. */
export interface AtTable extends Context {
  person: { name: string; title: string; company: string; email: string; publicPartner: boolean }
  /** The invitation, where they are on the list. */
  invitation?: InvitationId | undefined
  champion: boolean
}

export async function whoIsAtTable(
  world: Reads & Knows<'secret' | 'url'>,
  purpose: 'agenda' | 'pulse' | 'report',
  token: string,
): Promise<AtTable | undefined> {
  const ids = LINKS[purpose].read(world.settings, token)
  const context = ids && (await readContext(world.store, ids.under))
  if (!ids || !context) return undefined
  const { champions } = context.partnership
  const known = champions.find(({ id }) => id === ids.id)
  if (known) return { ...context, person: { ...known, publicPartner: false }, champion: true }
  const invitation = (await read(world.store, invitationRef(ids.under, invitationIdFrom(ids.id))))?.value
  if (!invitation || (invitation.removedAt ?? invitation.forgottenAt) !== undefined) return undefined
  const { name, title, company, email, publicPartner } = invitation.invitee
  const champion = champions.some(each => canonicalAddress(each.email) === canonicalAddress(email))
  const person = { name, title, company, email, publicPartner }
  return { ...context, person, invitation: invitation.id, champion }
}
