/** The letter that confirms an answer. It stands as due with the answer, so that neither is without the other. */
import type { Invitation, Send } from '../../domain/keep/invitation.ts'
import { standing } from '../../domain/keep/standing.ts'
import { isThanks, thanksFor } from '../../domain/keep/wave-id.ts'
import { type Context, readContext } from '../keep/context.ts'
import type { Reads, Sends } from '../keep/ports.ts'
import { lazyThanksComposer } from '../send/composers.ts'
import { deliver } from '../send/deliver.ts'
import { isOpen, letterJob } from '../send/letter-slot.ts'
import type { Pace } from '../send/pace.ts'

/** Sends the thank-you that is due, if one is. The sweep calls it too, which heals a crash between answer and thanks. */
export async function sendThanks(world: Sends, context: Context, invitation: Invitation, pace: Pace): Promise<void> {
  for (const [wave, send] of Object.entries(invitation.sends)) {
    if (!isThanks(wave) || !isOpen(world, invitation, wave)) continue
    const { campaign, partnership } = await asAnswered(world, context, send)
    const { meeting } = campaign
    if (!meeting) return
    await deliver(world, {
      ...letterJob(campaign.id, invitation.id, wave),
      sequence: send.sequence,
      pace,
      decide: stands => {
        if (stands.sends[wave]?.status !== 'due') return { do: 'skip', reason: 'already sent' }
        if (stands.removedAt !== undefined) return { do: 'skip', reason: 'no longer invited' }
        if (stands.suppressed) return { do: 'skip', reason: stands.suppressed.reason }
        return thanksFor(standing(stands, meeting.sequence)?.id ?? '') === wave
          ? { do: 'send' }
          : { do: 'skip', reason: 'a later answer came' }
      },
      compose: lazyThanksComposer(world, { campaign, partnership }),
    })
  }
}

/**
 * A sweep takes its time, and may have read the campaign before the meeting moved and somebody answered to the new time:
 * thanks that told them the old one would be the last they hear.
 */
async function asAnswered({ store }: Reads, context: Context, { sequence }: Send): Promise<Context> {
  const { meeting, id } = context.campaign
  const isOlder = meeting !== undefined && sequence > meeting.sequence
  return (isOlder ? await readContext(store, id) : undefined) ?? context
}
