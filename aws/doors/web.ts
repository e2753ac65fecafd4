/** Called by the HTTP API (payload format 2.0) for every request. */
import { handle, type LambdaEvent } from 'hono/aws-lambda'
import { createApp } from '../../functions/web.tsx'
import { openDoor } from '../door.ts'
import { createMailbox } from '../mailbox.ts'
import { createPost } from '../post.ts'
import { createTimetable } from '../timetable.ts'
import type { AwsWorld } from '../world.ts'

type Answer = ReturnType<typeof handle>

let opened: { world: AwsWorld; answer: Answer } | undefined

export const handler = openDoor(
  'web',
  { createMailbox, createPost, createTimetable },
  async ({ world, context }, event: LambdaEvent) => {
    if (opened?.world !== world) opened = { world, answer: handle(createApp(world)) }
    return opened.answer(event, context)
  },
)
