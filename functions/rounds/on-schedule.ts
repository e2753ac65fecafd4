/** What a schedule sets off: a wave of a campaign, or the errands of a partnership. */
import type { Instant } from '../../domain/keep/time.ts'
import type { Knows, Plans, Schedule, Sends } from '../keep/ports.ts'
import { alone } from '../keep/unreadable.ts'
import { type Release, releaseWave } from '../send/release-wave.ts'
import { runErrands } from './errands.ts'

/**
 * Safe to repeat: a schedule is a hint, and the documents say what is due. Where they cannot be read nothing is; once they
 * can, the sweep plans it again.
 */
export async function onSchedule(
  world: Sends & Plans & Knows<'restoredAt'>,
  schedule: Schedule,
  until?: Instant,
): Promise<Release | 'tended'> {
  if (schedule.of === 'wave')
    return (await alone(world.log, () => releaseWave(world, schedule, until))) ?? 'not planned'
  await alone(world.log, () => runErrands(world, schedule.partnership))
  return 'tended'
}
