/** An invitee wants no more letters: honored from this instant, in every campaign of the partnership. */
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import type { Suppression } from '../../domain/keep/invitation.ts'
import { readContext } from '../keep/context.ts'
import { change, invitationRef, read } from '../keep/documents.ts'
import type { Keeps, Timed } from '../keep/ports.ts'
import { lift, suppress } from '../send/suppress.ts'

export async function optOut(world: Keeps & Timed, campaignId: CampaignId, invitationId: InvitationId): Promise<void> {
  const context = await readContext(world.store, campaignId)
  const ref = invitationRef(campaignId, invitationId)
  const invitation = await read(world.store, ref)
  if (!context || !invitation) return
  const { email, name } = invitation.value.invitee
  const suppressed: Suppression = { email, reason: 'opted out', at: world.clock.now() }
  // On the invitation itself, so that a claim for the next letter conflicts with it; and by address, for other campaigns.
  const stands = await change(world.store, ref, stands =>
    stands.suppressed?.reason === 'opted out'
      ? undefined
      : {
          ...stands,
          suppressed,
          history: [...stands.history, { at: suppressed.at, by: name, event: 'asked for no more letters' as const }],
        },
  )
  // Their address may have been corrected in between.
  await suppress(world, context.partnership.id, { ...suppressed, email: stands?.invitee.email ?? email })
}

/**
 * Takes back one's own no, which may have been a slip or a mail program's: only what was asked for by the link, and only
 * by it. What was not sent meanwhile stays unsent.
 */
export async function optIn(world: Keeps & Timed, campaignId: CampaignId, invitationId: InvitationId): Promise<void> {
  const context = await readContext(world.store, campaignId)
  const invitation = await read(world.store, invitationRef(campaignId, invitationId))
  if (!context || !invitation) return
  const { email, name } = invitation.value.invitee
  await lift(world, context.partnership.id, email, name, ({ reason }) => reason === 'opted out')
}
