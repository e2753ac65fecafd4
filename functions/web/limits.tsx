/**
 * What one address may ask for only so often: what costs (links to sign in, files, pages as a PDF), what anybody can send who was written to, and
 * what can be guessed. Who counts, and how many, is for the front door: one that counts nothing limits nothing.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { campaignIn, isAt, PATHS, PERSONAL } from '../../domain/keep/paths.ts'
import type { Limited, WebEnv } from './env.ts'
import { refused } from './refusals.tsx'

const UPLOADS = [PATHS.readInvitees, PATHS.champions, PATHS.partnership, PATHS.suppressions]
const beginningOf = ({ route }: { readonly route: string }): string => route.slice(0, route.indexOf(':'))
const WITH_TOKEN = [...new Set([PATHS.signInLink, ...Object.values(PERSONAL)].map(beginningOf))]

const hasToken = (path: string): boolean => WITH_TOKEN.some(beginning => path.startsWith(beginning))

/** Every address of a PDF ends so (`test/local/serve/limits`). */
const isPrinted = (path: string): boolean => path.endsWith('.pdf')

function kindOf(path: string, asks: boolean): Limited | undefined {
  if (asks) return isPrinted(path) ? 'print' : undefined
  if (path === PATHS.signIn()) return 'sign-in'
  if (hasToken(path)) return 'link'
  return campaignIn(path) !== undefined && UPLOADS.some(page => isAt(page, path)) ? 'upload' : undefined
}

/** Refuses what comes too often from one address, with the time after which it may come again (RFC 6585 section 4). */
export const limitByAddress: MiddlewareHandler<WebEnv> = async (c, next) => {
  // A test, or a door that counts nothing, brings no environment.
  const came = (c.env as WebEnv['Bindings'] | undefined)?.came
  const { path, method } = c.req
  const asks = method === 'GET' || method === 'HEAD'
  const kind = kindOf(path, asks)
  const guesses = hasToken(path)
  const seconds = (guesses ? came?.wait?.('dead link') : undefined) ?? (kind && came?.take?.(kind))
  if (seconds !== undefined) return tooOften(c, seconds)
  await next()
  if (guesses && (c.res.status === 404 || c.res.status === 410)) came?.take?.('dead link')
  return undefined
}

function tooOften(c: Context<WebEnv>, seconds: number) {
  c.header('Retry-After', String(seconds))
  // Nobody reads a body that may still be on its way.
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') c.header('Connection', 'close')
  return refused(
    c,
    429,
    'Too many at once',
    `Too many requests came from your network within a minute, so this one was not taken. Wait ${waitOf(seconds)}, then go back, ` +
      'where your entries are, and try again.',
  )
}

const waitOf = (seconds: number): string => (seconds === 1 ? 'a second' : `${seconds} seconds`)
