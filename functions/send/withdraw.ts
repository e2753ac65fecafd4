/** The letter to somebody who was taken off the list while the meeting stands in their calendar: it takes it off. */

import type { Invitation } from '../../domain/keep/invitation.ts'
import { hasBegun } from '../../domain/keep/meeting.ts'
import { WITHDRAWN } from '../../domain/keep/wave-id.ts'
import type { Context } from '../keep/context.ts'
import type { Sends } from '../keep/ports.ts'
import { lazyWithdrawalComposer } from './composers.ts'
import { deliver } from './deliver.ts'
import { isOpen, letterJob } from './letter-slot.ts'
import type { Pace } from './pace.ts'
import { suppressionOf } from './suppress.ts'

/** Sends the letter if it is due. The sweep calls it too, which heals a crash between the removal and the letter. */
export async function sendWithdrawn(world: Sends, context: Context, invitation: Invitation, pace: Pace): Promise<void> {
  const { campaign } = context
  const { meeting } = campaign
  if (!meeting || !isOpen(world, invitation, WITHDRAWN)) return
  // They may have said so on another list of the partnership.
  const elsewhere = await suppressionOf(world, campaign.partnership, invitation.invitee.email)
  await deliver(world, {
    ...letterJob(campaign.id, invitation.id, WITHDRAWN),
    sequence: meeting.sequence,
    pace,
    decide: (stands, now) => {
      if (stands.sends[WITHDRAWN]?.status !== 'due') return { do: 'skip', reason: 'already sent' }
      if (stands.removedAt === undefined) return { do: 'skip', reason: 'invited again' }
      if (campaign.status === 'canceled') return { do: 'skip', reason: 'the meeting is canceled' }
      const barred = stands.suppressed ?? elsewhere
      if (barred) return { do: 'skip', reason: barred.reason }
      return hasBegun(meeting, now) ? { do: 'skip', reason: 'the meeting has begun' } : { do: 'send' }
    },
    compose: lazyWithdrawalComposer(world, context),
  })
}
