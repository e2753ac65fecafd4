/** Everything that opens by a personal link, or to everybody: nobody signs in here. */
import { Hono } from 'hono'
import type { World } from '../ports.ts'
import { agendaRoutes } from './agenda.tsx'
import { approveRoutes } from './approve.tsx'
import { callRoutes } from './call.tsx'
import type { WebEnv } from './caller.ts'
import { linkedCaptureRoutes } from './capture.tsx'
import { checkInRoutes } from './day.tsx'
import { joinRoutes } from './join.tsx'
import { letterRoutes } from './letters.tsx'
import { linkedNotesRoutes } from './notes.tsx'
import { optOutRoutes } from './opt-out.tsx'
import { pulseRoutes } from './pulse.tsx'
import { rsvpRoutes } from './rsvp.tsx'
import { signRoutes } from './sign.tsx'
import { teamRoutes } from './team.tsx'
import { timesRoutes } from './times.tsx'

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
