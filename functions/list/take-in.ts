/** Takes a list in that was looked through: everybody on it is invited, or brought up to date. Twice is once. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { ListImport } from '../../domain/list/list-import.ts'
import { askingLetter, hasInvited } from '../../domain/send/plan.ts'
import { campaignRef, read } from '../keep/documents.ts'
import type { Logs, Plans } from '../keep/ports.ts'
import { releaseNow } from '../send/steer-campaign.ts'
import type { When } from './by-hand.ts'
import { changeImport, isAtWork } from './import-list.ts'
import { addInvitees } from './invite.ts'
import { lookAt } from './look-at.ts'

/**
 * `at work`: another run is at it. `say when`: the letter has left, and nobody may guess whether it goes to newcomers at
 * once. Otherwise it has begun; `running` ends when everybody is in, and need not be waited for: progress stands in the
 * import.
 */
export type TakingIn = 'at work' | 'say when' | { total: number; running: Promise<void> }

/** Begins to take the list in, or goes on where an earlier run died, which said when already. */
export async function takeIn(
  world: Plans & Logs,
  campaign: Campaign,
  list: ListImport,
  wish: When | undefined,
  by: string,
): Promise<TakingIn> {
  if (isAtWork(world, list)) return 'at work'
  const resumed = list.state === 'running'
  if (hasInvited(campaign) && !resumed && wish === undefined) return 'say when'
  const when = wish ?? list.when
  const { invitees, rows, add, update, same } = await lookAt(world, list)
  const total = add + update + same
  await changeImport(world, list.id, stands => ({ ...stands, state: 'running', when, total, done: same }))
  const run = async () => {
    const { added, updated } = await addInvitees(world, list.campaign, invitees, by, when, async done => {
      await changeImport(world, list.id, stands => ({ ...stands, done: same + done }))
    })
    // Where the run before died after its last person and before the letters were released, they are released here.
    if (resumed && when === 'now') await releaseIfLeft(world, list.campaign, by)
    const bad = rows.filter(({ state }) => state === 'cannot' || state === 'left out').length
    const result = { added, updated, same, bad }
    await changeImport(world, list.id, stands => ({ ...stands, state: 'done', done: total, result }))
  }
  return { total, running: run() }
}

async function releaseIfLeft(world: Plans, campaign: CampaignId, by: string): Promise<void> {
  const stands = (await read(world.store, campaignRef(campaign)))?.value
  const letter = stands && hasInvited(stands) ? askingLetter(stands) : undefined
  if (letter !== undefined) await releaseNow(world, campaign, letter, by)
}
