/**
 * Takes a list in: adds its people, and updates those who are invited. Taking it in twice, or again after a crash, is
 * taking it in once.
 */
import type { Invitation } from '../../domain/keep/invitation.ts'
import { askingLetter, hasInvited } from '../../domain/send/plan.ts'
import { campaignRef, read } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { releaseNow } from '../send/steer-campaign.ts'
import { changeImport, type ListImport } from './import-list.ts'
import { addInvitees } from './invite.ts'
import { lookAt } from './look-at.ts'

/**
 * Begins to take the list in, or goes on where an earlier run died. Answers once that is written down; `running` ends
 * when everybody is in, and need not be waited for: progress stands in the import.
 */
export async function takeIn(
  world: World,
  list: ListImport,
  existing: readonly Invitation[],
  by: string,
  when: ListImport['when'],
): Promise<{ total: number; running: Promise<void> }> {
  const resumed = list.state === 'running'
  const { invitees, rows, add, update, same } = await lookAt(world, list, existing)
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

async function releaseIfLeft(world: World, campaign: string, by: string): Promise<void> {
  const stands = (await read(world.store, campaignRef(campaign)))?.value
  const letter = stands && hasInvited(stands) ? askingLetter(stands) : undefined
  if (letter !== undefined) await releaseNow(world, campaign, letter, by)
}
