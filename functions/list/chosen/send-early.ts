/** A follow-up that goes to one person ahead of its wave: it stands as due in their invitation, and the sweep heals a crash. */
import type { InvitationId } from '../../../domain/keep/ids.ts'
import { decideFor } from '../../../domain/send/decide.ts'
import { keyOf } from '../../../domain/send/plan.ts'
import type { Context } from '../../keep/context.ts'
import type { Sends } from '../../keep/ports.ts'
import { deliver } from '../../send/deliver.ts'
import { letterJob } from '../../send/letter-slot.ts'
import type { Pace } from '../../send/pace.ts'
import { type SetWave, setWave } from '../../send/set-wave.ts'
import { type Suppressed, suppressedOf } from '../../send/suppress.ts'

/** Waves as they were set last and who is not written to, for a run over several people. */
export interface EarlyRun {
  set: Map<string, SetWave>
  suppressed?: Suppressed
}

/** Sends it if it is still due so, its wave may leave, and nothing has come in since. */
export async function sendEarly(
  world: Sends,
  { campaign, partnership }: Context,
  id: InvitationId,
  wave: string,
  pace: Pace,
  run: EarlyRun = { set: new Map() },
): Promise<void> {
  const set = await setWave(world, campaign.id, wave, run.set.get(wave))
  if (!set) return
  run.set.set(wave, set)
  run.suppressed ??= await suppressedOf(world, partnership.id)
  const { suppressed } = run
  await deliver(world, {
    ...letterJob(campaign.id, id, keyOf(set.wave)),
    sequence: set.sequence,
    pace,
    decide: (stands, now) =>
      stands.sends[wave]?.early
        ? decideFor(set.context, { ...set.wave, at: now }, stands, suppressed(stands), now)
        : { do: 'wait', until: set.wave.at },
    compose: set.compose,
  })
}
