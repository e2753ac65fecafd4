/**
 * The pages for people who never sign in, by themselves: thousands follow a link from a letter within an hour, and need
 * none of a convener's pages for it. The whole web app has the same routes.
 */
import { Hono } from 'hono'
import { rsvpRoutes } from './answer/rsvp.routes.tsx'
import type { World } from './keep/ports.ts'
import { optOutRoutes } from './list/opt-out.routes.tsx'
import { assetRoutes } from './web/assets.routes.ts'
import { withMiddleware } from './web/middleware.tsx'

export const createGuestApp = (world: World): Hono =>
  new Hono().route('/', withMiddleware(world, [assetRoutes(), rsvpRoutes(world), optOutRoutes(world)]))
