/** What search engines may read: the front page, and nothing that a link opens (RFC 9309). */
import { Hono } from 'hono'
import { PATHS } from '../../domain/keep/paths.ts'
import type { WebEnv } from './env.ts'

/** Styles and fonts, which a page is not readable without. */
const ASSETS = PATHS.font.route.slice(0, PATHS.font.route.indexOf(':'))
const RULES = ['User-agent: *', `Allow: ${PATHS.home()}$`, `Allow: ${ASSETS}`, 'Disallow: /', ''].join('\n')

export const robotsRoutes = (): Hono<WebEnv> => new Hono<WebEnv>().get(PATHS.robots.route, c => c.text(RULES))
