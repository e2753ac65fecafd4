/** One person at a time, by the convener's hand: put on the list, corrected. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import type { InvitationId } from '../../domain/keep/ids.ts'
import type { Invitee } from '../../domain/keep/invitation.ts'
import { canonicalAddress, sameAddress } from '../../domain/keep/partnership.ts'
import { hasInvited } from '../../domain/send/plan.ts'
import type { Waits } from '../../pages/list/invitee-fields.tsx'
import { invitationRef, invitationsOf, read } from '../keep/documents.ts'
import type { Logs, Plans } from '../keep/ports.ts'
import { editInvitee } from './correct.ts'
import { forgottenIn } from './forgotten.ts'
import { addInvitees } from './invite.ts'
import { seatedElsewhere } from './sessions.ts'

/** When somebody gets a letter that has left already: now, or when the convener lets it. */
export type When = 'now' | 'with the wave'

/**
 * `say when`: the letter has left, and nobody may guess whether it goes to newcomers at once. `sent`: it leaves now;
 * `unsigned`, `paused`: it would, and waits until champions have signed what it says by now, or the pause is over.
 * `known`: they were on the list. `forgotten`: they asked to be. `elsewhere`: they stay on the list of another session.
 */
export type Adding = 'say when' | 'added' | 'sent' | Waits | 'known' | 'elsewhere' | 'forgotten'

/** What keeps a letter that is to leave at once. */
export const waitingFor = ({ status }: Pick<Campaign, 'status'>): Waits | undefined =>
  status === 'awaiting signatures' ? 'unsigned' : status === 'paused' ? 'paused' : undefined

/** Puts somebody on the list; who is there already is brought up to date. */
export async function addByHand(
  world: Plans & Logs,
  campaign: Campaign,
  invitee: Invitee,
  when: When | undefined,
  by: string,
): Promise<Adding> {
  const letterLeft = hasInvited(campaign)
  if (letterLeft && when === undefined) return 'say when'
  const {
    added,
    forgotten,
    elsewhere = [],
  } = await addInvitees(world, campaign.id, [invitee], by, when ?? 'with the wave')
  if (elsewhere.length > 0) return 'elsewhere'
  if (forgotten > 0) return 'forgotten'
  if (added === 0) return 'known'
  if (!letterLeft || when !== 'now') return 'added'
  return waitingFor(campaign) ?? 'sent'
}

/** `invited`: somebody of that name has the address already. `seated`: it is on the list of another session. */
export type Correcting = 'saved' | 'not on the list' | 'forgotten' | { invited: string } | { seated: string }

/** Corrects somebody's name, company or address. No two on a list have one address, nor two lists of one launch. */
export async function correctInvitee(
  world: Plans,
  campaign: Campaign,
  id: InvitationId,
  invitee: Invitee,
  by: string,
): Promise<Correcting> {
  const own = (await read(world.store, invitationRef(campaign.id, id)))?.value
  if (!own || (own.removedAt ?? own.forgottenAt) !== undefined) return 'not on the list'
  const { email } = invitee
  if (!sameAddress(own.invitee.email, email)) {
    for await (const { value } of invitationsOf(world.store, campaign.id))
      if (value.id !== id && value.removedAt === undefined && sameAddress(value.invitee.email, email))
        return { invited: value.invitee.name }
    if ((await forgottenIn(world, campaign.partnership))(email)) return 'forgotten'
    const session = (await seatedElsewhere(world.store, campaign)).get(canonicalAddress(email))?.session
    if (session) return { seated: session.name }
  }
  const stands = await editInvitee(world, campaign.id, id, invitee, by)
  return stands && stands.removedAt === undefined ? 'saved' : 'not on the list'
}
