/** Takes an answer and lets its thank-you leave, for which nobody waits. */
import type { Sends } from '../keep/ports.ts'
import { soon } from '../send/soon.ts'
import { type Given, recordAnswer, type Taking } from './record-answer.ts'
import { sendThanks } from './thanks.ts'

export async function takeAnswer(world: Sends, given: Given): Promise<Taking> {
  const recorded = await recordAnswer(world, given)
  if (recorded.taking === 'taken')
    await soon(world, given.campaign, pace => sendThanks(world, recorded.context, recorded.invitation, pace))
  return recorded.taking
}
