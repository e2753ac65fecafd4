/** Called by a schedule, of a wave or of a partnership's errands, which carries ids. */
import * as z from 'zod'
import { readSchedule, writtenSchedule } from '../../functions/keep/schedule.ts'
import { onSchedule } from '../../functions/rounds/on-schedule.ts'
import { openDoor } from '../door.ts'
import { createLooks } from '../looks.ts'
import { createPost } from '../post.ts'
import { createTimetable } from '../timetable.ts'
import { basics, letterSettings, outgoing, scheduling, withSecret } from '../world.ts'

/** What is released is said by two ids. How the schedule was called, and for when, is looked up in the documents anyway. */
const fired = writtenSchedule.extend({ name: z.string().catch(''), at: z.string().catch('') })

export const handler = openDoor(
  'release-wave',
  async given => {
    const basic = basics(given)
    return {
      ...basic,
      lists: createLooks(basic.store),
      ...outgoing(given, createPost),
      ...scheduling(given, given.own, createTimetable),
      settings: await withSecret(given, {
        ...letterSettings(given),
        spreads: given.told.spread === 'on',
      }),
    }
  },
  async ({ world, until, count }, payload: unknown) => {
    const written = fired.parse(payload)
    const { campaign, wave } = written
    const release = await onSchedule(world, readSchedule(written), until)
    world.log.info('wave released', { campaign, wave, release })
    if (release === 'handed over') count('handedOver')
    if (release === 'asks') count('asks')
    return { release }
  },
)
