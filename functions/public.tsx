/** Everything that opens by a personal link, or to everyone: nobody signs in here. */
import { Hono } from 'hono'
import { rsvpRoutes } from './answer/rsvp.routes.tsx'
import { letterRoutes } from './campaign/letters.routes.tsx'
import { signRoutes } from './campaign/sign.routes.tsx'
import { approveRoutes } from './day/approve.routes.tsx'
import { linkedCaptureRoutes } from './day/capture.routes.tsx'
import { checkInRoutes } from './day/day.routes.tsx'
import { linkedNotesRoutes } from './day/notes.routes.tsx'
import type { World } from './keep/ports.ts'
import { optOutRoutes } from './list/opt-out.routes.tsx'
import { callRoutes } from './prepare/call.routes.tsx'
import { teamRoutes } from './prepare/team.routes.tsx'
import { agendaRoutes } from './table/agenda.routes.tsx'
import { pulseRoutes } from './table/pulse.routes.tsx'
import { joinRoutes } from './teams/join.routes.tsx'
import { timesRoutes } from './teams/times.routes.tsx'
import type { WebEnv } from './web/env.ts'

export const publicRoutes = (world: World): Hono<WebEnv> =>
  new Hono<WebEnv>()
    .route('/', rsvpRoutes(world))
    .route('/', signRoutes(world))
    .route('/', optOutRoutes(world))
    .route('/', letterRoutes(world))
    .route('/', callRoutes(world))
    .route('/', checkInRoutes(world))
    .route('/', linkedCaptureRoutes(world))
    .route('/', linkedNotesRoutes(world))
    .route('/', approveRoutes(world))
    .route('/', joinRoutes(world))
    .route('/', teamRoutes(world))
    .route('/', timesRoutes(world))
    .route('/', agendaRoutes(world))
    .route('/', pulseRoutes(world))
