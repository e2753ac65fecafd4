/**
 * The pages for people who never sign in, by themselves: thousands follow a link from a letter within an hour, and need
 * none of a convener's pages for it. The whole web app has the same routes.
 */
import { Hono } from 'hono'
import type { World } from './ports.ts'
import { assetRoutes } from './web/assets.ts'
import { optOutRoutes } from './web/opt-out.tsx'
import { rsvpRoutes } from './web/rsvp.tsx'
import { walls } from './web/walls.tsx'

export const createGuestApp = (world: World): Hono =>
  new Hono().route('/', walls(world, [assetRoutes(), rsvpRoutes(world), optOutRoutes(world)]))
