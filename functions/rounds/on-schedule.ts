/** What a schedule sets off: a wave of a campaign, the errands of a partnership, or a list that is taken in. */
import type { Instant } from '../../domain/keep/time.ts'
import type { Knows, LooksAtLists, Plans, Schedule, Sends } from '../keep/ports.ts'
import { alone } from '../keep/unreadable.ts'
import { type Release, releaseWave } from '../send/release-wave.ts'
import { runErrands } from './errands.ts'

/**
 * Safe to repeat: a schedule is a hint, and the documents say what is due. Where they cannot be read nothing is; once they
 * can, the sweep plans it again.
 */
export async function onSchedule(
  world: Sends & Plans & LooksAtLists & Knows<'restoredAt' | 'stoodStill'>,
  schedule: Schedule,
  until?: Instant,
): Promise<Release | 'tended'> {
  if (schedule.of === 'wave')
    return (await alone(world.log, () => releaseWave(world, schedule, until))) ?? 'not planned'
  if (schedule.of === 'errands') await alone(world.log, () => runErrands(world, schedule.partnership, until))
  else
    await alone(world.log, async () => {
      // Only now: what judges lists is no small part of a function's start.
      const { goOn } = await import('../list/take-in.ts')
      await goOn(world, schedule.campaign, schedule.list)
    })
  return 'tended'
}
