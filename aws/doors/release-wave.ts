/** Called by the schedule of a wave, which carries ids. */
import { z } from 'zod'
import { releaseWave } from '../../functions/release-wave.ts'
import { openDoor } from '../door.ts'
import { createPost } from '../post.ts'
import { createTimetable } from '../timetable.ts'

const event = z.object({ campaign: z.string().min(1), wave: z.string().min(1) })

export const handler = openDoor(
  'release-wave',
  { createPost, createTimetable },
  async ({ world, until, count }, payload: unknown) => {
    const { campaign, wave } = event.parse(payload)
    const release = await releaseWave(world, { campaign, wave }, until)
    world.log.info('wave released', { campaign, wave, release })
    if (release === 'unfinished' && world.clock.now() >= until) count('handedOver')
    if (release === 'asks') count('asks')
    return { release }
  },
)
