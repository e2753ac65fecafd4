/** Routes of passkeys: the second step of signing in, one's own to add, name and remove, and those somebody has lost. */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { canonicalAddress, sameAddress } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { NoSecondStepPage, PasskeysLostPage, ShowPasskeyPage } from '../../pages/access/passkey.tsx'
import { page } from '../../pages/web/layout.tsx'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { clearKept, cookieOf, HALF, keptOf, setLogin } from '../web/login-cookie.ts'
import { refused } from '../web/refusals.tsx'
import { requireCaller } from './caller.ts'
import {
  addPasskey,
  forgetPasskeys,
  isRecent,
  MOST_NAME,
  MOST_PASSKEYS,
  mayHelp,
  type NotAdded,
  removePasskey,
  renamePasskey,
  siteOf,
} from './passkeys.ts'
import { askToShow, halfOf, type NotShown, showPasskey } from './second-step.ts'
import { pathWithin } from './sign-in.ts'
import { showSignedIn } from './signed-in.routes.tsx'
import { endAllLogins } from './signed-in.ts'

const NOT_ADDED: Record<NotAdded, string> = {
  over: 'That took too long. Try again.',
  wrong: 'The browser’s answer was not a new passkey. Try again; it needs JavaScript.',
  many: `You have ${MOST_PASSKEYS} passkeys. Remove one first.`,
}
const NOT_SHOWN: Record<NotShown, string> = {
  over: 'That took too long. Try again.',
  wrong: 'That was not one of your passkeys. Try again; it needs JavaScript.',
  copied:
    'This passkey counts its uses, and it counted fewer than before. Someone may have copied it. Use another passkey, and tell the people who run this Convoke.',
}

const address = z.email().max(254)
/** What the script puts into the form; anything else is an answer that does not hold. */
function answerIn(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}
const nameIn = (text: unknown): string => String(text ?? '').trim()

const notYours = (c: Context<WebEnv>) =>
  refused(
    c,
    403,
    'You cannot do this',
    'Only people whom the operator of this Convoke named by address can remove someone else’s passkeys.',
  )

export function passkeyRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  /** The page that asks for a passkey, or what to do where none can be asked for. */
  async function askForOne(c: Context<WebEnv>, error?: string) {
    const site = siteOf(world)
    const half = halfOf(world, keptOf(world, c, HALF))
    const ask = site && half && (await askToShow(world, site, half))
    if (!half || !ask) return c.html(page('Start again', <NoSecondStepPage site={site !== undefined} />), 400)
    const view = { email: half.email, ask, error }
    return c.html(page('Now your passkey', <ShowPasskeyPage {...view} />), error === undefined ? 200 : 422)
  }

  app.get(PATHS.passkey.route, c => askForOne(c))

  app.post(PATHS.passkey.route, async c => {
    const site = siteOf(world)
    const half = halfOf(world, keptOf(world, c, HALF))
    if (!site || !half) return askForOne(c)
    const { answer, asked } = await c.req.parseBody()
    const shown = await showPasskey(world, site, half, { answer: answerIn(answer), asked })
    if (typeof shown === 'string') return askForOne(c, NOT_SHOWN[shown])
    clearKept(c, world, HALF)
    setLogin(c, world, shown.login)
    return c.redirect(pathWithin(half.next), 303)
  })

  app.post(PATHS.passkeys.route, requireCaller(world), async c => {
    const site = siteOf(world)
    const login = cookieOf(world, c) ?? ''
    const email = c.get('email')
    if (!site || world.voucher?.required || !(await isRecent(world, login))) return showSignedIn(c, world)
    const fields = await c.req.parseBody()
    const name = nameIn(fields.name)
    const refuse = (error: string) => showSignedIn(c, world, { error, name: name.slice(0, MOST_NAME) })
    if (name === '' || name.length > MOST_NAME) return refuse(`Give it a name of up to ${MOST_NAME} characters.`)
    const made = { answer: answerIn(fields.answer), asked: fields.asked, name }
    const added = await addPasskey(world, site, email, login, made)
    return added === 'added'
      ? c.redirect(withQuery(PATHS.signedIn(), { said: 'added' }), 303)
      : refuse(NOT_ADDED[added])
  })

  app.post(PATHS.ownPasskey.route, requireCaller(world), async c => {
    if (!(await isRecent(world, cookieOf(world, c)))) return showSignedIn(c, world)
    const email = c.get('email')
    const id = c.req.param('passkey')
    const fields = await c.req.parseBody()
    const name = nameIn(fields.name)
    if (fields.do === 'remove') {
      await removePasskey(world, email, id)
      return c.redirect(withQuery(PATHS.signedIn(), { said: 'removed' }), 303)
    }
    if (name === '' || name.length > MOST_NAME)
      return showSignedIn(c, world, { error: `Give it a name of up to ${MOST_NAME} characters.` })
    await renamePasskey(world, email, id, name)
    return c.redirect(withQuery(PATHS.signedIn(), { said: 'renamed' }), 303)
  })

  app.get(PATHS.passkeysLost.route, requireCaller(world), async c => {
    const email = c.get('email')
    if (!(await mayHelp(world, email))) return notYours(c)
    const signInAgain = !(await isRecent(world, cookieOf(world, c)))
    return c.html(page('Someone lost their passkeys', <PasskeysLostPage signInAgain={signInAgain} />, { email }))
  })

  app.post(PATHS.passkeysLost.route, requireCaller(world), async c => {
    const email = c.get('email')
    if (!(await mayHelp(world, email))) return notYours(c)
    const signInAgain = !(await isRecent(world, cookieOf(world, c)))
    const typed = nameIn((await c.req.parseBody()).email)
    const show = (view: { error?: string; removed?: { email: string; count: number } }, status: 200 | 403 | 422) =>
      c.html(
        page('Someone lost their passkeys', <PasskeysLostPage {...view} typed={typed} signInAgain={signInAgain} />, {
          email,
        }),
        status,
      )
    if (signInAgain) return show({}, 403)
    if (!address.safeParse(typed).success)
      return show({ error: 'Enter an email address such as name@example.org.' }, 422)
    if (sameAddress(typed, email))
      return show({ error: 'That is your own address. Remove your passkeys on the page “How you sign in”.' }, 422)
    const count = await forgetPasskeys(world, typed, email)
    await endAllLogins(world, typed)
    c.set('audited', { whose: canonicalAddress(typed), count })
    return show({ removed: { email: typed, count } }, 200)
  })

  return app
}
