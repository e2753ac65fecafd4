/** Called by the HTTP API (payload format 2.0) for every request, straight or through CloudFront. */
import type { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { createGuestApp } from '../../functions/guests.ts'
import type { World } from '../../functions/keep/ports.ts'
import { passkeysLater } from '../../identity/passkeys-later.ts'
import { askedBy } from '../asked-by.ts'
import { openDoor } from '../door.ts'
import { createMailboxLater, createPostLater, createTimetableLater } from '../later.ts'
import { createLists } from '../lists.ts'
import { createNames } from '../names.ts'
import { type HttpEvent, throughFront } from '../through-front.ts'
import {
  basics,
  incoming,
  letterSettings,
  onMachine,
  outgoing,
  scheduling,
  withFrontKey,
  withSecret,
} from '../world.ts'

type Answer = ReturnType<typeof handle>

interface Ready extends World {
  front: { key: string } | undefined
  /** Who signs people in, read once the first of them may: no guest's page waits for it. */
  vouches(): Promise<Pick<World, 'voucher'>>
}

/** Guests' pages are loaded as the function starts, when Lambda gives it the most of a processor. */
const APPS: Record<'guests' | 'all', (world: Ready) => Promise<Hono>> = {
  guests: async world => createGuestApp(world),
  all: async world => (await import('../../functions/web.tsx')).createApp({ ...world, ...(await world.vouches()) }),
}

/** For whoever comes round what stands before the pages. */
const ROUND = { statusCode: 403, headers: { 'content-type': 'text/plain' }, body: 'Not here.', isBase64Encoded: false }

let opened: { world: Ready; answers: Partial<Record<keyof typeof APPS, Promise<Answer>>> } | undefined

export const handler = openDoor(
  'web',
  async (given): Promise<Ready> => {
    const { conveners, operators, dkim, mailFrom, releaseWaveArn } = given.told
    const settings = { ...letterSettings(given), conveners, operators, claimable: false, dkim, mailFrom }
    const basic = basics(given)
    return {
      ...basic,
      lists: createLists(basic.store),
      ...outgoing(given, createPostLater),
      ...scheduling(given, releaseWaveArn, createTimetableLater),
      ...incoming(given, createMailboxLater),
      vouches: async () =>
        given.told.oidcIssuer === undefined ? {} : (await import('../vouching.ts')).vouching(given),
      passkeys: passkeysLater,
      names: createNames(),
      ...onMachine(given),
      front: await withFrontKey(given),
      settings: await withSecret(given, settings),
    }
  },
  async ({ world, context }, came: HttpEvent) => {
    const event = world.front ? throughFront(came, world.front.key, world.settings.url) : came
    if (!event) return ROUND
    if (opened?.world !== world) opened = { world, answers: {} }
    const { answers } = opened
    // One app is enough: where all pages are loaded, those of guests are among them.
    const which = answers.all ? 'all' : askedBy(event.rawPath)
    answers[which] ??= APPS[which](world).then(app => handle(app))
    return (await answers[which])(event, context)
  },
)
