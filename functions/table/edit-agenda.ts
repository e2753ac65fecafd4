/** What people do with the agenda of a table: members put items on it, champions and the convener put them in order. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import { hasBegun } from '../../domain/keep/meeting.ts'
import { canonicalAddress, mayEdit, type Partnership, sameAddress } from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { itemOf, type Ordering, order, put, refusal, type TooMany, takeBack } from '../../domain/table/agenda.ts'
import { shortId } from '../../mail/token.ts'
import type { Keeps, Timed } from '../keep/ports.ts'
import { type AtTable, agendaOf, changeAgenda, followAgenda, hasAgenda } from './agenda.ts'

/** Who changes an agenda, and how far. */
export interface Hand {
  person: { name: string; company: string; email: string }
  mayAdd: boolean
  mayOrder: boolean
  mayTakeOff: boolean
}

/** A member's hand by their link. Public partners put nothing on the agenda of a table that business leads. */
export const handOfMember = ({ person, champion }: AtTable): Hand => ({
  person,
  mayAdd: !person.publicPartner,
  mayOrder: champion && !person.publicPartner,
  mayTakeOff: false,
})

/** The hand of somebody who signed in. */
export function handOfTeam({ team }: Partnership, email: string): Hand {
  const own = team.find(each => sameAddress(each.email, email))
  const edits = mayEdit(own?.role)
  const person = { name: own?.name ?? email, company: own?.organization ?? '', email }
  return { person, mayAdd: edits, mayOrder: edits, mayTakeOff: edits }
}

/** Whether its agenda can still be changed: until the meeting begins, unless it is off. */
export const isAgendaOpen = (campaign: Campaign, now: Instant): boolean =>
  hasAgenda(campaign) && campaign.status !== 'canceled' && !hasBegun(campaign.meeting, now)

export type AgendaEdit =
  | { do: 'add'; text: string }
  | { do: Ordering | 'take-back'; item: string }
  /** The list takes the place of what the convener wrote into the invitation. */
  | { do: 'list' }

/** `closed`: there is no agenda to change, or not any more. `not theirs`: whose hand it is may not do that. */
export type EditingAgenda = 'done' | 'closed' | 'not theirs' | TooMany

/** Does what `hand` may do. Said twice it is done once; what somebody else did in between stays. */
export async function editAgenda(
  world: Keeps & Timed,
  campaign: Campaign,
  hand: Hand,
  edit: AgendaEdit,
): Promise<EditingAgenda> {
  const now = world.clock.now()
  if (!isAgendaOpen(campaign, now)) return 'closed'
  const { person } = hand
  switch (edit.do) {
    case 'add':
      return hand.mayAdd ? addItem(world, campaign.id, person, edit.text) : 'not theirs'
    case 'list':
      if (!hand.mayTakeOff) return 'not theirs'
      await followAgenda(world, campaign.id, true)
      return 'done'
    case 'take-back': {
      const item = itemOf(await agendaOf(world, campaign), edit.item)
      if (!hand.mayTakeOff && !(item && sameAddress(item.email, person.email))) return 'not theirs'
      await changeAgenda(world, campaign.id, stands => takeBack(stands, edit.item))
      return 'done'
    }
    default: {
      if (!hand.mayOrder) return 'not theirs'
      const { do: how, item } = edit
      await changeAgenda(world, campaign.id, stands => order(stands, item, how, now, person.name))
      return 'done'
    }
  }
}

/** Puts something on the agenda; the same words of the same person twice are one item. */
async function addItem(
  world: Keeps & Timed,
  campaignId: CampaignId,
  { name, company, email }: Hand['person'],
  text: string,
): Promise<'done' | TooMany> {
  const address = canonicalAddress(email)
  const id = shortId(`agenda:${campaignId}:${address}:${text.trim().toLowerCase()}`)
  const fresh = { id, text: text.trim(), name, company, email: address, at: world.clock.now() }
  let adding: 'done' | TooMany = 'done'
  await changeAgenda(world, campaignId, agenda => {
    adding = itemOf(agenda, id) ? 'done' : (refusal(agenda, address) ?? 'done')
    return put(agenda, fresh)
  })
  return adding
}
