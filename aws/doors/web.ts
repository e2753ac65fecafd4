/** Called by the HTTP API (payload format 2.0) for every request. */
import type { Hono } from 'hono'
import { handle, type LambdaEvent } from 'hono/aws-lambda'
import type { World } from '../../functions/keep/ports.ts'
import { askedBy } from '../asked-by.ts'
import { openDoor } from '../door.ts'
import { createMailboxLater, createPostLater, createTimetableLater } from '../later.ts'
import { createLists } from '../lists.ts'
import { createNames } from '../names.ts'
import { basics, incoming, letterSettings, outgoing, scheduling, withSecret } from '../world.ts'

type Answer = ReturnType<typeof handle>

const APPS: Record<'guests' | 'all', (world: World) => Promise<Hono>> = {
  guests: async world => (await import('../../functions/guests.ts')).createGuestApp(world),
  all: async world => (await import('../../functions/web.tsx')).createApp(world),
}

let opened: { world: World; answers: Partial<Record<keyof typeof APPS, Promise<Answer>>> } | undefined

export const handler = openDoor(
  'web',
  async (given): Promise<World> => {
    const { conveners, restoredAt, dkim, mailFrom, releaseWaveArn } = given.told
    const settings = { ...letterSettings(given), conveners, claimable: false, restoredAt, dkim, mailFrom }
    const basic = basics(given)
    return {
      ...basic,
      lists: createLists(basic.store),
      ...outgoing(given, createPostLater),
      ...scheduling(given, releaseWaveArn, createTimetableLater),
      ...incoming(given, createMailboxLater),
      names: createNames(),
      settings: await withSecret(given, settings),
    }
  },
  async ({ world, context }, event: LambdaEvent) => {
    if (opened?.world !== world) opened = { world, answers: {} }
    const { answers } = opened
    const path = 'rawPath' in event ? event.rawPath : ''
    // One app is enough: where all pages are loaded, those of guests are among them.
    const which = answers.all ? 'all' : askedBy(path)
    answers[which] ??= APPS[which](world).then(app => handle(app))
    return (await answers[which])(event, context)
  },
)
