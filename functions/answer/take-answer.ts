/** Takes an answer and lets its thank-you leave, for which nobody waits. */
import type { World } from '../keep/ports.ts'
import { soon } from '../send/soon.ts'
import { type Given, recordAnswer, type Taking } from './record-answer.ts'
import { sendThanks } from './thanks.ts'

export async function takeAnswer(world: World, given: Given): Promise<Taking> {
  const recorded = await recordAnswer(world, given)
  if (recorded.taking === 'taken')
    await soon(world, pace => sendThanks(world, recorded.context, recorded.invitation, pace))
  return recorded.taking
}
