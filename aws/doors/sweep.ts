/** Called every few minutes: asks again for whatever is overdue, and counts what stays so. */
import { sweep } from '../../functions/sweep.ts'
import { openDoor } from '../door.ts'
import { overdue } from '../overdue.ts'
import { createPost } from '../post.ts'
import { createTimetable } from '../timetable.ts'

export const handler = openDoor('sweep', { createPost, createTimetable }, async ({ world, until, count }) => {
  await sweep(world, until)
  count('overdue', await overdue(world))
})
