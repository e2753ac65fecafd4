/** The workbench: outbox, clock and what is scheduled, as JSON for scripts and as pages for people. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html as asHtml, raw } from 'hono/html'
import * as z from 'zod'
import { WORKBENCH, withQuery } from '../../domain/keep/paths.ts'
import { DAY, type Instant, instantOf, isDay, isHour, MINUTE, parseInstant, shift } from '../../domain/keep/time.ts'
import type { ListRows } from '../../domain/list/list-import.ts'
import { messageName } from '../../domain/send/messages.ts'
import type { AnswerRow } from '../../functions/answer/answers.ts'
import type { Sample, SampleStage } from '../../functions/campaign/sample.ts'
import { writeSchedule } from '../../functions/keep/schedule.ts'
import type { SignedRow } from '../../functions/send/texts/signed-words.ts'
import { withPictures } from '../../mail/picture.ts'
import type { LocalClock } from '../clock.ts'
import type { Kept, Outbox } from '../mail/outbox.ts'
import { nextThing, type Timers } from '../timers.ts'
import type { LocalTimetable } from '../timetable.ts'
import { doorkeeper, type RemoteAddress } from './doorkeeper.ts'
import { type Layout, lockedPage, messagePage, workbenchPage, type Zoned } from './workbench-pages.ts'

export interface WorkbenchNeeds {
  outbox: Outbox
  clock: LocalClock
  timers: Timers
  timetable: LocalTimetable
  /** Comes back when what answers have set off is done, so that whoever looks sees it. */
  idle: () => Promise<void>
  /** The Set-Cookie value of a new session of that convener; undefined when the address may not sign in. */
  signIn: (email: string) => Promise<string | undefined>
  /** A fresh copy of the sample partnership, brought to a stage. */
  sample: (stage: SampleStage) => Promise<Sample>
  /** A row for each invitee; undefined when there is no such campaign. */
  answers: (campaign: string) => Promise<AnswerRow[] | undefined>
  /** Every text that champions signed, and those that stand to be signed; undefined when there is no such campaign. */
  signed: (campaign: string) => Promise<SignedRow[] | undefined>
  /** What the import page would show of a file. */
  list: (bytes: Uint8Array, name: string) => Promise<ListRows>
  /** The house's page around a body. */
  layout: Layout
  /** Where a request came from; a test may say. */
  remote?: RemoteAddress
  /** What opens it. */
  key: string
}

/** Nobody rehearses further ahead; a slip of the finger in a year's digits would end the data folder's use. */
const FURTHEST_YEARS = 30
const PAGE = 100

const PAGES =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; form-action 'self'; " +
  "frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
/** A letter is shown as a mail reader shows it: no script, nothing loaded from anywhere; its links open elsewhere. */
const LETTERS =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; " +
  "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"

type Home = (typeof WORKBENCH)['home']['route']

const clockBody = z.object({ to: z.string() })
const signInBody = z.object({ email: z.email().max(320) })
const sampleBody = z.object({ stage: z.enum(['draft', 'signed', 'sent']) })
const listBody = z.object({ name: z.string().max(300), base64: z.base64() })
/** A file of four megabytes in base64, and the JSON around it. */
const MOST_OF_A_LIST = 6 * 1024 * 1024

/** A route of the workbench, seen from where it is mounted. */
const beneath = <Route extends string>({ route }: { route: `${Home}${Route}` }): Route =>
  route.slice(WORKBENCH.home.route.length) as Route

/** The sub-app to be mounted at `WORKBENCH.home`, only where mail stays in the outbox. */
export function createWorkbench(needs: WorkbenchNeeds): Hono {
  const { outbox, clock, timers, timetable, layout } = needs
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
  const zoned: Zoned = { zone }
  const app = new Hono()

  app.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Referrer-Policy', 'same-origin')
    if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', PAGES)
  })
  app.use(doorkeeper(needs.key, async () => String(await lockedPage(layout)), needs.remote))
  const atMost = (maxSize: number) => bodyLimit({ maxSize, onError: c => c.json({ error: 'That is too much.' }, 413) })
  const [few, many] = [atMost(65_536), atMost(MOST_OF_A_LIST)]
  app.use((c, next) => (c.req.path === WORKBENCH.list() ? many : few)(c, next))
  app.use(async (_, next) => {
    await needs.idle()
    await next()
  })
  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json({ error: error.message }, error.status)
    return c.json({ error: `That went wrong: ${error.message}` }, 500)
  })
  app.notFound(c => c.json({ error: 'The workbench has no such page.' }, 404))

  const listedSchedules = () =>
    timetable
      .all()
      .map(writeSchedule)
      .map(({ wave, campaign, at }) => ({ wave, campaign, at }))
  const reading = () => {
    const now = clock.now()
    return { now, next: nextThing(timetable.all().filter(({ at }) => at > now))?.at ?? null }
  }

  app.get(beneath(WORKBENCH.clock), c => c.json(reading()))
  app.post(beneath(WORKBENCH.clock), async c => {
    const fromPage = isForm(c)
    const { to } = fromPage ? await formTarget(c, zone) : await json(c, clockBody)
    const moved = to === 'next' ? await timers.runNext() : await goTo(to)
    return fromPage ? c.redirect(WORKBENCH.home(), 303) : c.json({ ...reading(), happened: moved ?? null })
  })

  async function goTo(to: string): Promise<Instant> {
    const instant = parseInstant(to)
    if (instant === undefined)
      throw new Refusal('"to" must be an instant such as 2027-03-31T15:00:00Z, or the word next.')
    const now = clock.now()
    // A script that goes to the instant it has just read comes some milliseconds late; that is no way back.
    if (instant < shift(now, -MINUTE)) throw new Refusal(`The clock never goes back: it shows ${now}.`, 409)
    if (instant > shift(now, FURTHEST_YEARS * 366 * DAY))
      throw new Refusal(`The clock goes no further ahead than ${FURTHEST_YEARS} years.`)
    await timers.runUntil(instant)
    return instant
  }

  app.get(beneath(WORKBENCH.schedules), c => c.json(listedSchedules()))
  app.get(beneath(WORKBENCH.outbox), c => c.json(outbox.list().map(listed)))

  app.get(beneath(WORKBENCH.download), c => {
    const id = c.req.param('file').slice(0, -'.eml'.length)
    const bytes = outbox.bytes(id)
    if (!bytes) throw new Refusal('The outbox has no such message.', 404)
    c.header('Content-Type', 'message/rfc822')
    c.header('Content-Disposition', `attachment; filename="message-${id}.eml"`)
    return c.body(new Uint8Array(bytes))
  })

  app.get(beneath(WORKBENCH.rendered), async c => {
    const { html, text } = await read(c.req.param('id'))
    c.header('Content-Security-Policy', LETTERS)
    // Links of a letter open in a tab of their own, as they do from a mail reader.
    return c.html(asHtml`<base target="_blank">${html ? raw(html) : asHtml`<pre>${text}</pre>`}`)
  })

  app.get(beneath(WORKBENCH.message), async c => {
    const id = c.req.param('id')
    const { kept, text } = await read(id)
    const source = Buffer.from(outbox.bytes(id) ?? []).toString('utf8')
    return c.html(await messagePage(layout, zoned, { kept, text, source }))
  })

  async function read(id: string): Promise<{ kept: Kept; html: string; text: string }> {
    const kept = outbox.find(id)
    const bytes = outbox.bytes(id)
    if (!kept || !bytes) throw new Refusal('The outbox has no such message.', 404)
    const { default: PostalMime } = await import('postal-mime')
    const { html = '', text = '', attachments } = await PostalMime.parse(bytes, { attachmentEncoding: 'base64' })
    // Pictures that travel inside the message become a part of its page, so that nothing needs to be fetched.
    const pictures = attachments.flatMap(({ contentId, mimeType, content }) =>
      contentId && /^image\/(?:png|jpeg|gif)$/.test(mimeType)
        ? [{ cid: contentId.replace(/^<|>$/g, ''), type: mimeType, base64: String(content) }]
        : [],
    )
    return { kept, html: withPictures(html, pictures), text }
  }

  app.post(beneath(WORKBENCH.signIn), async c => {
    const { email } = await json(c, signInBody)
    const cookie = await needs.signIn(email)
    if (cookie === undefined) throw new Refusal('That address may not sign in to this Convoke.', 403)
    c.header('Set-Cookie', cookie)
    return c.json({ email, cookie: cookie.split(';', 1)[0] })
  })

  app.post(beneath(WORKBENCH.sample), async c => c.json(await needs.sample((await json(c, sampleBody)).stage)))

  app.get(beneath(WORKBENCH.answers), async c => c.json(await ofCampaign(c, WORKBENCH.answers(), needs.answers)))

  app.get(beneath(WORKBENCH.signed), async c => c.json(await ofCampaign(c, WORKBENCH.signed(), needs.signed)))

  app.post(beneath(WORKBENCH.list), async c => {
    const { name, base64 } = await json(c, listBody)
    const list = await needs.list(new Uint8Array(Buffer.from(base64, 'base64')), name)
    return list.rows.length === 0 && list.problems.length > 0
      ? c.json({ error: list.problems.join(' '), ...list }, 422)
      : c.json(list)
  })

  app.get('/', async c => {
    const before = c.req.query('before')
    const kept = outbox.latest({ limit: PAGE + 1, ...(before === undefined ? {} : { before }) })
    const older = kept.length > PAGE ? kept[PAGE - 1]?.id : undefined
    const state = {
      ...reading(),
      schedules: listedSchedules(),
      kept: kept.slice(0, PAGE),
      older,
      count: outbox.count(),
    }
    return c.html(await workbenchPage(layout, zoned, state))
  })

  return app
}

const listed = ({ id, to, from, subject, wave, at, campaign, part, answers }: Kept) => {
  const names = { kind: messageName(wave), audience: part, inReplyTo: answers }
  return { id, to, from, subject, wave, at, campaign, ...names }
}

/** The rows of the campaign that a request names. */
async function ofCampaign<T>(c: Context, path: string, rows: (campaign: string) => Promise<T | undefined>): Promise<T> {
  const campaign = c.req.query('campaign')
  if (!campaign) throw new Refusal(`Say which campaign: ${withQuery(path, { campaign: 'ID' })}.`)
  const found = await rows(campaign)
  if (!found) throw new Refusal('There is no such campaign.', 404)
  return found
}

/** What a request is refused with, in words for whoever sent it. */
class Refusal extends Error {
  readonly status: 400 | 403 | 404 | 409 | 415
  constructor(message: string, status: Refusal['status'] = 400) {
    super(message)
    this.status = status
  }
}

async function json<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
    throw new Refusal('Send JSON, with the header Content-Type: application/json.', 415)
  const body: unknown = await c.req.json().catch(() => {
    throw new Refusal('That is not JSON.')
  })
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw new Refusal(z.prettifyError(result.error))
}

const isForm = (c: Context): boolean =>
  /^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '')

/** The page asks for a date and an hour as the clock on this machine's wall would show them. */
async function formTarget(c: Context, zone: string): Promise<{ to: string }> {
  const { to, wall } = await c.req.parseBody()
  if (to === 'next') return { to: 'next' }
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(typeof wall === 'string' ? wall : '')
  if (!found?.[1] || !found[2]) throw new Refusal('Give a date and a time.')
  if (!isDay(found[1]) || !isHour(found[2])) throw new Refusal('There is no such date and time.')
  return { to: instantOf(found[1], found[2], zone) }
}
