/** Somebody with a browser, as far as a test needs one: a session, the app's own origin, forms. */

import { openLogin } from '../../functions/access/sign-in.ts'
import type { World } from '../../functions/keep/ports.ts'
import { createApp } from '../../functions/web.tsx'

export interface Visitor {
  get(path: string, asking?: Record<string, string>): Promise<Response>
  /** Posts a form; redirects are answered, not followed. */
  post(path: string, fields?: Record<string, string | string[] | File>): Promise<Response>
  /** The text of a page, without its markup. */
  text(path: string): Promise<string>
}

/** The front door of each world: its table of a few hundred routes is made with the first request. */
const apps = new WeakMap<World, ReturnType<typeof createApp>>()

export function appOf(world: World): ReturnType<typeof createApp> {
  const app = apps.get(world) ?? createApp(world)
  apps.set(world, app)
  return app
}

export async function visitor(world: World, email?: string): Promise<Visitor> {
  const app = appOf(world)
  const headers: Record<string, string> = { origin: world.settings.url }
  if (email !== undefined) headers.cookie = `convoke_session=${await openLogin(world, email)}`
  const url = (path: string) => new URL(path, world.settings.url).href
  return {
    get: async (path, asking = {}) => app.request(url(path), { headers: { ...headers, ...asking } }),
    post: async (path, fields = {}) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each)
      return app.request(url(path), { method: 'POST', headers, body })
    },
    text: async path => plain(await (await app.request(url(path), { headers })).text()),
  }
}

/** What a reader sees of a page. */
export const plain = (html: string): string =>
  html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
