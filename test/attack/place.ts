/** A campaign under way, as an attacker finds it: letters have left, links are out, a convener is signed in. */
import { readFileSync } from 'node:fs'
import type { Hono } from 'hono'
import type { Invitation } from '../../domain/keep/invitation.ts'
import { openLogin } from '../../functions/access/sign-in.ts'
import { create, invitationsOf, partnershipOfRef } from '../../functions/keep/documents.ts'
import { releaseWave } from '../../functions/send/release-wave.ts'
import { releaseNow } from '../../functions/send/steer-campaign.ts'
import { createApp } from '../../functions/web.tsx'
import { makeToken, type Purpose } from '../../mail/token.ts'
import { CONVENER, IDS, signedCampaign } from '../functions/campaign/launch.ts'
import { makeWorld, type TestWorld, type Wishes } from '../world.ts'

export interface Place {
  t: TestWorld
  app: Hono
  guests: Invitation[]
  /** The session cookie of the convener. */
  cookie: string
  /** Asks as nobody, or with the headers given; a body makes it a POST. */
  ask(path: string, options?: Asking): Promise<Response>
  token(purpose: Purpose, id?: string): string
  /** Everything kept about the campaign and its partnership. */
  kept(): Promise<string>
}

interface Asking {
  method?: string
  body?: URLSearchParams | FormData | string | ReadableStream
  headers?: Record<string, string>
}

export async function openPlace(wishes: Wishes = {}, invitees = 2): Promise<Place> {
  const t = makeWorld(wishes)
  const { world } = t
  await signedCampaign(world, { invitees })
  await create(world.store, partnershipOfRef(CONVENER, IDS.partnership), { id: IDS.partnership })
  await releaseNow(world, IDS.campaign, 'invite', CONVENER)
  await releaseWave(world, { campaign: IDS.campaign, wave: 'invite' })
  const guests: Invitation[] = []
  for await (const { value } of invitationsOf(world.store, IDS.campaign)) guests.push(value)
  const app = createApp(world)
  return {
    t,
    app,
    guests,
    cookie: `convoke_session=${await openLogin(world, CONVENER)}`,
    ask: async (path, { body, headers = {}, method = body === undefined ? 'GET' : 'POST' } = {}) => {
      const init: RequestInit & { duplex?: 'half' } = { method, headers, duplex: 'half' }
      return app.request(new URL(path, world.settings.url).href, body === undefined ? init : { ...init, body })
    },
    token: (purpose, id = guests[0]?.id ?? '') => makeToken(world.settings.secret, purpose, IDS.campaign, id),
    async kept() {
      const partitions = [
        `campaign#${IDS.campaign}`,
        `partnership#${IDS.partnership}`,
        `suppression#${IDS.partnership}`,
      ]
      const found = await Promise.all(partitions.map(each => world.store.list(each, { limit: 1000 })))
      return JSON.stringify(found.map(each => each.found))
    },
  }
}

/** The app's own routes that take somebody's token, apart from those of signing in. */
export const tokenRoutes = (app: Hono): { method: string; path: string }[] => {
  const found = app.routes.filter(
    ({ method, path }) => method !== 'ALL' && /:token\b/.test(path) && !path.startsWith('/sign-in/'),
  )
  return [...new Map(found.map(({ method, path }) => [`${method} ${path}`, { method, path }])).values()]
}

/** Every purpose that a token can have, as the code names them. */
export const PURPOSES = [
  ...readFileSync('mail/token.ts', 'utf8')
    .slice(0, 1500)
    .matchAll(/^ {2}\| '([a-z-]+)'/gm),
].map(([, name]) => name as Purpose)
