/** Whether Convoke runs, and whether it can do its work: for load balancers, Docker and whatever else watches. Strangers learn no more. */
import { type Context, Hono } from 'hono'
import { HEALTH } from '../../domain/keep/paths.ts'
import { failureOf } from '../../functions/keep/failure.ts'
import type { Log } from '../../functions/keep/ports.ts'

/** What has to hold, by its name for the operator's log. A check that throws, or takes too long, does not hold. */
export type Checks = Readonly<Record<string, () => boolean | Promise<boolean>>>

/** A look costs a write, so strangers who knock get the last one's result for so many milliseconds. */
const FRESH = 2000
const LONGEST = 5000

/**
 * `/healthz`: the process runs and its event loop turns. `/readyz`: every check holds. Both say `200 ok` or `503`, to anybody; why
 * it is not ready stands in the log, once for each change.
 */
export function healthRoutes(checks: Checks, log: Log, isStopping: () => boolean): Hono {
  let last: { at: number; result: Promise<boolean> } | undefined
  let said = ''

  async function look(): Promise<boolean> {
    const failed: string[] = []
    for (const [name, check] of Object.entries(checks)) {
      const why = await holds(check)
      if (why !== undefined) failed.push(why === '' ? name : `${name} (${why})`)
    }
    const now = failed.join(', ')
    if (now !== said) {
      if (now !== '') log.error('not ready', { why: now })
      else log.info('ready again')
    }
    said = now
    return failed.length === 0
  }
  function isReady(): Promise<boolean> {
    const at = performance.now()
    if (last === undefined || at - last.at > FRESH) last = { at, result: look() }
    return last.result
  }
  const say = (c: Context, isWell: boolean) =>
    c.text(isWell ? 'ok\n' : 'not ready\n', isWell ? 200 : 503, {
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
    })

  return new Hono()
    .get(HEALTH.live.route, async c => {
      await new Promise(done => setImmediate(done))
      return say(c, true)
    })
    .get(HEALTH.ready.route, async c => say(c, !isStopping() && (await isReady()) && !isStopping()))
}

/** Why a check does not hold; undefined where it does. */
async function holds(check: Checks[string]): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>(done => {
    timer = setTimeout(() => done('too slow'), LONGEST)
  })
  try {
    return await Promise.race([late, Promise.resolve(check()).then(fine => (fine ? undefined : ''))])
  } catch (error) {
    return failureOf(error).kind
  } finally {
    clearTimeout(timer)
  }
}
