/** Leaves the look at a wave to the sweep, from where nobody could pause a campaign or tell its convener. */
import * as z from 'zod'
import type { Instant } from '../../domain/keep/time.ts'
import { change, create, type Ref } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'

const mark = z.object({ campaign: z.string(), wave: z.string(), at: z.string() })

/** A wave that had bad news where nobody could act on it. */
export const markRef = (campaign: string, wave: string): Ref<{ campaign: string; wave: string; at: Instant }> => ({
  partition: 'watch',
  key: `${campaign}#${wave}`,
  schema: mark,
})

/** Marks a wave that had bad news. A mark that is there already is renewed, so that the sweep sees that more came. */
export async function markWave(world: World, campaign: string, wave: string): Promise<void> {
  const ref = markRef(campaign, wave)
  const news = { campaign, wave, at: world.clock.now() }
  if (!(await create(world.store, ref, news))) await change(world.store, ref, () => news)
}
