/** Says that something changed, so that the errands of a partnership are planned again at the next sweep. */
import * as z from 'zod'
import type { Instant } from '../../domain/keep/time.ts'
import { type Ref, read, write } from './documents.ts'
import type { World } from './ports.ts'

const tended = z.object({ id: z.string(), next: z.string() })

/** A partnership that has errands, and when to look at them next. */
export const tendedRef = (id: string): Ref<{ id: string; next: Instant }> => ({
  partition: 'tended',
  key: id,
  schema: tended,
})

/** Cheap where that was said a moment ago. */
export async function touch(world: World, partnershipId: string): Promise<void> {
  const ref = tendedRef(partnershipId)
  for (;;) {
    const now = world.clock.now()
    const found = await read(world.store, ref)
    if (found && found.value.next <= now) return
    if ((await write(world.store, ref, { id: partnershipId, next: now }, found?.version)) !== 'conflict') return
  }
}
