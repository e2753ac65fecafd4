/** Leaves the look at a wave to the sweep, from where nobody could pause a campaign or tell its convener. */
import { change, create, watchRef } from './documents.ts'
import type { World } from './ports.ts'

/** Marks a wave that had bad news. A mark that is there already is renewed, so that the sweep sees that more came. */
export async function markWave(world: World, campaign: string, wave: string): Promise<void> {
  const ref = watchRef(campaign, wave)
  const mark = { campaign, wave, at: world.clock.now() }
  if (!(await create(world.store, ref, mark))) await change(world.store, ref, () => mark)
}
