/** Convoke as `npm start` runs it, on a folder of its own, and pages of the one browser that look at it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import type { Sample, SampleStage } from '../../functions/campaign/sample.ts'
import type { Names } from '../../functions/keep/ports.ts'
import { house } from '../../local/house.ts'
import { readSettings, type StartOptions } from '../../local/settings.ts'
import { type Running, start } from '../../local/start.ts'
import { AS_SCRIPT, WORKBENCH_KEY } from '../as-script.ts'

const QUIET = { info: () => undefined, error: () => undefined }
export const CONVENER = 'convener@example.org'
/** No test asks the world's name servers: this one knows half of what it should. */
const NAMES: Names = {
  txt: async name => (name.startsWith('_dmarc') ? [] : ['v=spf1 -all']),
  mx: async () => 'unknown',
  addresses: async () => 'unknown',
}
/** A desk, and a phone of the narrow kind. */
export const DESK = { width: 1280, height: 800 }
export const PHONE = { width: 375, height: 700 }
/** The narrowest that pages fit (WCAG 2.2, 1.4.10). */
export const NARROW = { width: 320, height: 640 }

/** Why there is no browser, if so. Where every change is tested there has to be one, so there tests fail instead. */
export const skipped = process.env.CI ? undefined : inject('browser').missing

interface Visitor {
  page: Page
  /** What the page complained of, or asked of others, since it was opened. */
  complaints: string[]
}

export interface Place {
  browser: Browser
  running: Running
  url: string
  /** The routes of the app, as the house made it: `GET /campaigns/:cid`. */
  routes: () => string[]
  sample: (stage: SampleStage) => Promise<Sample>
  /** The workbench's JSON. */
  ask: <T>(path: string, body?: unknown) => Promise<T>
  /** The source of the newest message of a wave, and the first link in it that begins so. */
  linkIn: (wave: string, path: string) => Promise<string>
  /** What keys every link, so that a test can make one that no letter brought yet. */
  secret: string
  /** A new page, signed in as that address or as nobody. */
  visit: (as?: string, wishes?: BrowserContextOptions) => Promise<Visitor>
  close: () => Promise<void>
}

/** Opens the house. With `conveners: ''` nobody may sign in until somebody claims it. */
export async function open({ conveners = CONVENER }: { conveners?: string } = {}): Promise<Place> {
  const { endpoint, missing } = inject('browser')
  if (endpoint === undefined) throw new Error(missing)
  const browser = await chromium.connect(endpoint)
  const folder = mkdtempSync(join(tmpdir(), 'convoke-browser-'))
  const settings = readSettings(['--data', folder, '--port', '0', '--smtp-port', 'off'], {
    CONVOKE_CONVENERS: conveners,
    CONVOKE_WORKBENCH_KEY: WORKBENCH_KEY,
    // Nobody listens there: its pages say so.
    CONVOKE_OIDC_ISSUER: 'http://127.0.0.1:9',
    CONVOKE_OIDC_CLIENT_ID: 'convoke',
    CONVOKE_OIDC_CLIENT_SECRET: 'a secret of the tests',
    CONVOKE_OIDC_NAME: 'Example Org',
  }) as StartOptions
  let routes: string[] = []
  const watched: typeof house = {
    ...house,
    createApp(world) {
      const app = house.createApp({ ...world, names: NAMES })
      routes = app.routes.map(({ method, path }) => `${method} ${path}`)
      return app
    },
  }
  const running = await start(settings, watched, QUIET)
  const { url } = running

  async function ask<T>(path: string, body?: unknown): Promise<T> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const response = await fetch(new URL(path, url), {
      ...init,
      headers: { origin: url, ...AS_SCRIPT, 'content-type': 'application/json' },
    })
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
    return (await response.json()) as T
  }

  async function linkIn(wave: string, path: string): Promise<string> {
    const mails = await ask<{ id: string; wave: string }[]>('/_local/outbox.json')
    // Not everybody's letter has every link: what champions have not signed shows no page of signatures.
    for (const { id } of mails.filter(each => each.wave === wave).reverse()) {
      const source = await (await fetch(new URL(`/_local/outbox/${id}.eml`, url), { headers: AS_SCRIPT })).text()
      const found = source.replace(/=\r\n/g, '').match(new RegExp(`${url}${path}[a-z0-9/]+`))
      if (found) return found[0]
    }
    throw new Error(`no ${path} in any ${wave}`)
  }

  const contexts: BrowserContext[] = []
  async function visit(as?: string, wishes: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ viewport: DESK, baseURL: url, ...wishes })
    contexts.push(context)
    // As a browser that has followed the printed link.
    await context.request.get(`/_local?key=${WORKBENCH_KEY}`)
    if (as !== undefined) {
      const { cookie } = await ask<{ cookie: string }>('/_local/sign-in', { email: as })
      const [name = '', value = ''] = cookie.split('=')
      await context.addCookies([{ name, value, url }])
    }
    context.setDefaultTimeout(30_000)
    const page = await context.newPage()
    return { page, complaints: listen(page, url) }
  }

  return {
    browser,
    running,
    url,
    routes: () => routes,
    sample: stage => ask('/_local/sample', { stage }),
    ask,
    linkIn,
    secret: readFileSync(join(folder, 'secret'), 'utf8').trim(),
    visit,
    async close() {
      for (const context of contexts) await context.close()
      await browser.close()
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Notes what a page complains of: errors in its console, broken policies, and requests to anywhere else. */
function listen(page: Page, url: string): string[] {
  const complaints: string[] = []
  page.on('console', message => {
    // A page that says 404, 422 or 503 is noted as such by the browser; that is what it should say.
    const itself = message.location().url === page.url() && /status of (?:4\d\d|503)/.test(message.text())
    if (message.type() === 'error' && !itself) complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', error => complaints.push(`${page.url()}: ${error.message}`))
  page.on('request', request => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith('data:'))
      complaints.push(`${page.url()} asked for ${request.url()}`)
  })
  page.on('requestfailed', request => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED')
      complaints.push(`${page.url()}: ${request.url()} failed, ${request.failure()?.errorText}`)
  })
  return complaints
}
