/** Called every few minutes: asks again for whatever is overdue, and counts what stays so. */
import { SECOND, shift } from '../../domain/keep/time.ts'
import { oldZones } from '../../domain/keep/zones.ts'
import { sweep } from '../../functions/rounds/sweep.ts'
import { openDoor } from '../door.ts'
import { overdue } from '../overdue.ts'
import { createPost } from '../post.ts'
import { createTimetable } from '../timetable.ts'
import { basics, letterSettings, outgoing, scheduling, withSecret } from '../world.ts'

let told = false

export const handler = openDoor(
  'sweep',
  async given => ({
    ...basics(given),
    ...outgoing(given, createPost),
    ...scheduling(given, given.told.releaseWaveArn, createTimetable),
    settings: await withSecret(given, {
      ...letterSettings(given),
      spreads: given.told.spread === 'on',
    }),
  }),
  async ({ world, until, count }) => {
    // Once a process: its data do not change while it runs.
    if (!told && oldZones() !== undefined)
      world.log.error('the time zone data are old', { tz: process.versions.tz ?? '' })
    told = true
    await sweep(world, until)
    // What is left of the limit after that is for the count, which has to be told.
    count('overdue', await overdue(world, shift(until, 30 * SECOND)))
  },
)
