/** How many emails something would send, said before it is done: by the same decision that sends them. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import { WAVES } from '../../domain/keep/wave-kinds.ts'
import { decideFor } from '../../domain/send/decide.ts'
import { keyOf, plan, type Wave } from '../../domain/send/plan.ts'
import type { Context } from '../keep/context.ts'
import { everyOne, UnreadableRow } from '../keep/documents.ts'
import type { Reads, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { suppressedOf } from './suppress.ts'
import { mayLeave } from './texts/signed-set.ts'

/**
 * How many people a wave of the plan would go to if it were released now; with `people`, of them and nobody else. Nobody
 * while its words wait for signatures.
 */
export async function countLetters(
  world: Reads & Timed,
  context: Context,
  key: string,
  people?: readonly Invitation[],
): Promise<number> {
  const wave = plan(context.campaign).find(each => keyOf(each) === key && !each.off)
  if (!wave || !mayLeave(context, wave)) return 0
  const now = world.clock.now()
  const suppressed = await suppressedOf(world, context.partnership.id)
  const released: Wave = { ...wave, at: now }
  const goes = (invitation: Invitation) =>
    decideFor(context, released, invitation, suppressed(invitation), now).do === 'send'
  if (people) return people.filter(goes).length
  let count = 0
  for await (const row of everyOne(world.store, DOCUMENTS.invitation, context.campaign.id))
    if (!(row instanceof UnreadableRow) && goes(row.value)) count++
  return count
}

/** How many people would be told if the meeting were canceled now. */
export const countCancellations = (world: Reads & Timed, { campaign, partnership }: Context): Promise<number> => {
  const canceled: Campaign = { ...campaign, status: 'canceled', canceledAt: world.clock.now() }
  const [wave] = plan(canceled)
  return wave ? countLetters(world, { campaign: canceled, partnership }, keyOf(wave)) : Promise.resolve(0)
}

/** How many people would get the update that tells how the meeting changed, once the campaign is as it would be and no longer paused. */
export const countUpdates = (world: Reads & Timed, { campaign, partnership }: Context): Promise<number> => {
  const running: Campaign = { ...campaign, status: campaign.status === 'paused' ? 'running' : campaign.status }
  const wave = plan(running).findLast(({ kind }) => WAVES[kind].tellsChange)
  return wave ? countLetters(world, { campaign: running, partnership }, keyOf(wave)) : Promise.resolve(0)
}
