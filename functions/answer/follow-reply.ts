/** What follows from a message that came in, where letters may leave from. */
import type { Sends } from '../keep/ports.ts'
import { soon } from '../send/soon.ts'
import { watchWave } from '../send/watch-wave.ts'
import { sendEntryAgain } from './incoming/entry-again.ts'
import type { Follow } from './reply-case.ts'
import { sendThanks } from './thanks.ts'

export const AT_ONCE: Follow<Sends> = {
  thank: (world, context, invitation) =>
    soon(world, context.campaign.id, pace => sendThanks(world, context, invitation, pace)),
  resend: (world, context, invitation) =>
    soon(world, context.campaign.id, pace => sendEntryAgain(world, context, invitation, pace)),
  watch: watchWave,
}
