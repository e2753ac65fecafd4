/**
 * Who may see the workbench: whoever has its key, in a browser or a script of this machine, and no page of another site inside
 * them. A proxy on this machine may look like the machine itself, with nothing that says so; it has no key.
 */
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import { WORKBENCH } from '../../domain/keep/paths.ts'
import { holds, keepKey } from './key.ts'

/** `localhost`, `127.0.0.1` or `[::1]`, with any port: what a rebound name of somebody else's never is. */
const HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i
const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/i
/** Set by whatever passes requests on from elsewhere. */
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/** The address a request came from, as the socket knows it. */
export type RemoteAddress = (context: Context) => string | undefined

const ofSocket: RemoteAddress = context => {
  try {
    return getConnInfo(context).remote.address
  } catch {
    return undefined
  }
}

/**
 * Lets through what comes from this machine, was meant for this machine, brings the key, and, when it acts, was asked by its own
 * page. A browser without the key sees `locked`.
 */
export function doorkeeper(
  key: string,
  locked: () => string | Promise<string>,
  remote: RemoteAddress = ofSocket,
): MiddlewareHandler {
  return async (context, next) => {
    const refuse = (why: string) => context.json({ error: why }, 403)
    const host = context.req.header('host') ?? ''
    if (!LOOPBACK.test(remote(context) ?? '') || PASSED_ON.some(name => context.req.header(name) !== undefined))
      return refuse('The workbench answers only on the machine that Convoke runs on.')
    if (!HOST.test(host)) return refuse('The workbench answers only at localhost, 127.0.0.1 or [::1].')
    if (context.req.path === WORKBENCH.home() && keepKey(context, key)) return context.redirect(WORKBENCH.home(), 303)
    if (!holds(context, key))
      return context.req.header('accept')?.includes('text/html')
        ? context.html(await locked(), 403)
        : refuse(
            'The workbench needs its key as the header x-workbench-key. `npm start` prints it in the link to the workbench, ' +
              'and it lies in the data folder as workbench-key.',
          )
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
      const origin = context.req.header('origin')
      const site = context.req.header('sec-fetch-site')
      const foreign = origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`
      if (foreign || (site !== undefined && site !== 'same-origin' && site !== 'none'))
        return refuse('The workbench takes no orders from pages of other sites.')
    }
    await next()
    return undefined
  }
}
