/** How work under way ends once Convoke is told to stop: what a carrier has in hand is finished and written down, and nothing more begins. */
import type { Clock, Post } from '../../functions/keep/ports.ts'

/** While Convoke stops, a wave under way ends at once: what was not yet submitted stays due. */
export const untilStopped = (post: Post, isStopping: () => boolean): Post => ({
  ...post,
  send: async message => (isStopping() ? { outcome: 'later', detail: 'Convoke is stopping' } : post.send(message)),
})

/** Whoever waits for their turn does not wait any more. */
export const hurried = (clock: Clock, isStopping: () => boolean): Clock => ({
  now: () => clock.now(),
  rest: async millis => (isStopping() ? undefined : clock.rest(millis)),
})
