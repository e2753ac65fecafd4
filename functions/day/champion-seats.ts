/**
 * Champions at the launch they host. No letter asks them, so they stand on no list; like everybody they have a seat, are
 * checked in, vote for their company and get the summary. Whoever is invited too has that seat and no other.
 */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { HELD_BACK, type Invitation, type Send } from '../../domain/keep/invitation.ts'
import { kindOf, rowsBefore } from '../../domain/keep/kinds.ts'
import type { Champion } from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { rowKey } from '../../domain/keep/wave-id.ts'
import { create, invitationRef, partnershipRef, read } from '../keep/documents.ts'
import type { Keeps, Reads, Timed } from '../keep/ports.ts'
import { seatIn } from '../list/sessions.ts'

/** The seats of a launch's champions, as they would be written; there or not. */
async function championSeats(world: Reads & Timed, campaign: Campaign): Promise<Invitation[]> {
  const partnership = await read(world.store, partnershipRef(campaign.partnership))
  return seatsOf(campaign, partnership?.value.champions ?? [], world.clock.now())
}

export const seatsOf = (campaign: Campaign, champions: readonly Champion[], at: Instant): Invitation[] =>
  kindOf(campaign).signed ? champions.map(champion => seatOf(campaign, champion, at)) : []

function seatOf(campaign: Campaign, { name, title, company, email }: Champion, at: Instant): Invitation {
  const held: Send = { status: 'skipped', at, attempt: '', attempts: 0, why: HELD_BACK, sequence: 0 }
  return {
    id: seatIn(campaign.id, email),
    campaign: campaign.id,
    invitee: { name, title, company, email, phone: '', publicPartner: false },
    addedAt: at,
    // What asks people to come passes by who hosts them; what follows the meeting does not.
    sends: Object.fromEntries(rowsBefore(kindOf(campaign)).map(({ id }) => [rowKey(id), held])),
    answers: [],
    matters: [],
    host: true,
    history: [],
  }
}

/** Writes the seats that are not there yet; with `only`, that one alone. Safe to repeat. */
export async function seatChampions(world: Keeps & Timed, campaign: Campaign, only?: string): Promise<void> {
  for (const seat of await championSeats(world, campaign))
    if (only === undefined || seat.id === only) await create(world.store, invitationRef(campaign.id, seat.id), seat)
}
