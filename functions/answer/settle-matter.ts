/** The convener's word on something that came in. What it brings about is done first, so that a crash repeats it. */
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import type { Invitation, Invitee } from '../../domain/keep/invitation.ts'
import type { Matter, SETTLED_BY_HAND } from '../../domain/keep/matter.ts'
import { isAddress } from '../../domain/list/mailbox.ts'
import { change, invitationRef, read } from '../keep/documents.ts'
import type { Plans, Sends } from '../keep/ports.ts'
import { addInvitees, inviteStandIn } from '../list/invite.ts'
import { optOut } from '../list/opt-out.ts'
import { takeAnswer } from './take-answer.ts'

/** A person's word on a matter. */
export type Word = (typeof SETTLED_BY_HAND)[number]

export type Settling = 'settled' | 'not found' | 'no address' | 'too late'

/** Settles one matter. `no address`: somebody is to be written to whose address is not known. */
export async function settleMatter(
  world: Sends & Plans,
  campaign: CampaignId,
  invitationId: InvitationId,
  matterId: string,
  word: Word,
  by: string,
): Promise<Settling> {
  const ref = invitationRef(campaign, invitationId)
  const invitation = (await read(world.store, ref))?.value
  const matter = invitation?.matters.find(({ id }) => id === matterId)
  if (!invitation || !matter) return 'not found'
  if (matter.settled) return 'settled'
  const done = await act(world, invitation, matter, word, by)
  if (done !== 'settled') return done
  const at = world.clock.now()
  await change(world.store, ref, stands => ({
    ...stands,
    matters: stands.matters.map(each =>
      each.id === matterId && !each.settled ? { ...each, settled: { at, by, how: word } } : each,
    ),
  }))
  return 'settled'
}

async function act(
  world: Sends & Plans,
  invitation: Invitation,
  matter: Matter,
  word: Word,
  by: string,
): Promise<Settling> {
  const { campaign, invitee } = invitation
  if (word === 'dismiss') return 'settled'
  if (word === 'opt out') {
    await optOut(world, campaign, invitation.id)
    return 'settled'
  }
  if (word === 'approve' || word === 'invite') {
    const { person } = matter
    if (!person || !isAddress(person.email)) return 'no address'
    const somebody: Invitee = {
      name: person.name || person.email,
      title: person.title,
      company: invitee.company,
      email: person.email,
      phone: '',
      publicPartner: invitee.publicPartner,
    }
    if (word === 'approve') await inviteStandIn(world, invitation, somebody, by)
    else await addInvitees(world, campaign, [somebody], by, 'now')
    return 'settled'
  }
  const taking = await takeAnswer(world, {
    campaign,
    invitation: invitation.id,
    answer: word,
    channel: 'convener',
    by: { person: matter.from.name || matter.from.email, was: 'read', by },
    note: '',
    needs: '',
    ...(word === 'delegated' ? { delegate: matter.person ?? { name: '', title: '', email: '' } } : {}),
    id: `matter:${matter.id}:${word}`,
  })
  return taking === 'taken' ? 'settled' : 'too late'
}
