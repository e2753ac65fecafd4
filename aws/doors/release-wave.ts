/** Called by a schedule, of a wave or of a partnership's errands, which carries ids. */
import * as z from 'zod'
import { onSchedule } from '../../functions/rounds/on-schedule.ts'
import { openDoor } from '../door.ts'
import { createPost } from '../post.ts'
import { createTimetable } from '../timetable.ts'

const event = z.object({ campaign: z.string().min(1), wave: z.string().min(1) })

export const handler = openDoor(
  'release-wave',
  { createPost, createTimetable },
  async ({ world, until, count }, payload: unknown) => {
    const { campaign, wave } = event.parse(payload)
    const release = await onSchedule(world, { campaign, wave }, until)
    world.log.info('wave released', { campaign, wave, release })
    if (release === 'handed over') count('handedOver')
    if (release === 'asks') count('asks')
    return { release }
  },
)
