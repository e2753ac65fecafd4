/** Puts one machine's Convoke together from its parts, opens the door, and closes everything in the right order. */
import { Hono } from 'hono'
import { PATHS, WORKBENCH, withQuery } from '../domain/keep/paths.ts'
import { DAY, type Instant, shift } from '../domain/keep/time.ts'
import { oldZones } from '../domain/keep/zones.ts'
import type { MachineFacts } from '../functions/keep/machine/machine-facts.ts'
import type { Log, Schedule, World } from '../functions/keep/ports.ts'
import { passkeysLater } from '../identity/passkeys-later.ts'
import { createVoucherLater } from '../identity/voucher.ts'
import { createAccountPost } from './account/account-post.ts'
import { keptInFolder } from './account/kept-account.ts'
import { createMailAccount } from './account/mail-account.ts'
import { SERVICE_NAMES } from './account/providers.ts'
import { createBackground } from './background.ts'
import { chance } from './chance.ts'
import { checkClock, createClock } from './clock.ts'
import { openDatabase } from './database.ts'
import { readExamples } from './examples.ts'
import { createLists } from './lists/lists.ts'
import { createLog } from './log.ts'
import { createTakeIn, type TakeReply } from './mail/arrival.ts'
import { isLoopback } from './mail/loopback.ts'
import { openMailDoors } from './mail/mail-doors.ts'
import { createMailbox } from './mail/mailbox.ts'
import { createNames } from './mail/names.ts'
import { createOutbox } from './mail/outbox.ts'
import { createMachine } from './operate/machine.ts'
import { holdTroubles } from './operate/troubles.ts'
import { lookForPutBack, unsureOf } from './put-back.ts'
import { createRelay } from './relay/relay.ts'
import { readSecret } from './secret.ts'
import { askersOf } from './serve/askers.ts'
import { healthRoutes } from './serve/health.ts'
import { createLimits } from './serve/limits.ts'
import { closed, type Listener, listen, PATIENCE } from './serve/listener.ts'
import { countingPost, openMeasures, waitingIn } from './serve/measures.ts'
import { noteRequests } from './serve/requests.ts'
import { hurried, untilStopped } from './serve/stopping.ts'
import type { StartOptions } from './settings.ts'
import { createStore } from './store.ts'
import { createTimers } from './timers.ts'
import { createTimetable } from './timetable.ts'
import { DataError } from './trouble.ts'
import { keepKey, makeKey } from './workbench/key.ts'
import { createWorkbench, type WorkbenchNeeds } from './workbench/workbench.ts'

/** What the functions offer to this front door. */
export interface House {
  createApp: (world: World) => Hono
  onSchedule: (world: World, schedule: Schedule, until?: Instant) => Promise<unknown>
  sweep: (world: World) => Promise<void>
  takeReply: TakeReply
  /** A sign-in link that works once, for the terminal. */
  printSignIn: (world: World) => Promise<string>
  /** Loads what letters are composed of. */
  loadTemplates: () => Promise<unknown>
  workbench: (world: World) => Pick<WorkbenchNeeds, 'signIn' | 'sample' | 'answers' | 'signed' | 'list' | 'layout'>
}

export interface Running {
  url: string
  /** Where answers by mail are taken, or undefined where nobody listens. */
  smtpPort: number | undefined
  /** What opens the workbench, or undefined where there is none. */
  workbenchKey: string | undefined
  /** What to print first. */
  lines: string[]
  /** Takes no more work, finishes what is in hand, and closes the data folder. */
  stop(): Promise<void>
}

export async function start(
  wanted: StartOptions,
  house: House,
  given: Log = createLog(),
  patience: typeof PATIENCE = PATIENCE,
): Promise<Running> {
  const { log, troubles } = holdTroubles(given)
  const database = openDatabase(wanted.folder)
  let stopping = false
  const isStopping = () => stopping
  let web: Listener | undefined
  try {
    const store = createStore(database)
    checkClock(database, wanted.clockIsRight)
    const clock = createClock(database)
    const secret = readSecret(wanted.folder)
    const putBack = lookForPutBack(database, clock.now())
    await clock.remember()
    if ((wanted.relay || wanted.account) && clock.moved())
      throw new DataError(
        `The clock of the data folder ${wanted.folder} was moved ahead in the workbench, so its emails would be sent ` +
          'at wrong times. Start with another folder (--data DIR) to send real mail, or without CONVOKE_SMTP_URL and CONVOKE_MAIL.',
      )
    const timetable = createTimetable(database)
    const measures = await openMeasures(wanted.telemetry ?? {}, () => waitingIn(timetable, clock.now()), log)
    const outbox = createOutbox(database, clock)
    const mailbox = createMailbox(database, clock)
    const account =
      wanted.account &&
      createMailAccount({ kept: keptInFolder(wanted.folder, secret), service: wanted.account.service, log })
    const relay = wanted.relay
      ? createRelay(database, clock, wanted.relay)
      : wanted.account &&
        account &&
        createAccountPost(database, clock, { ...wanted.account, account, from: wanted.settings.from })
    const listener = await listen(wanted, patience)
    web = listener
    const port = (listener.server.address() as { port: number }).port
    const url = wanted.settings.url || `http://${shownHost(wanted.host)}:${port}`
    // Whatever comes for another name than this machine's came from elsewhere, even if a proxy says otherwise.
    const key = relay || !isLoopback(new URL(url).hostname) ? undefined : makeKey(wanted.folder, wanted.workbenchKey)
    const background = createBackground(log)
    const lists = createLists(wanted.folder, log)
    const world: World = {
      sample: readExamples(),
      voucher:
        wanted.openid && createVoucherLater(wanted.openid.settings, async () => wanted.openid?.secret ?? '', log),
      run: { id: chance.id(5), alone: true, isEnding: isStopping },
      passkeys: passkeysLater,
      store,
      post: countingPost(untilStopped(relay ?? outbox, isStopping), measures.letter),
      mailbox,
      names: createNames(),
      timetable,
      lists: lists.work,
      clock: hurried(clock, isStopping),
      chance,
      log,
      settings: {
        ...wanted.settings,
        rehearsal: relay === undefined,
        workbench: key !== undefined,
        url,
        secret,
        // In a rehearsal nothing leaves but by this folder itself.
        ...unsureOf(putBack, wanted.settings.restoredAt, relay !== undefined),
      },
      afterwards: background.go,
      machine: createMachine({ database, startedAt: clock.now(), carrier: carrierOf(wanted), troubles }),
    }
    const timers = createTimers({
      timetable,
      clock,
      log,
      release: async (schedule, until) => {
        await measures.pass(schedule, () => house.onSchedule(world, schedule, until))
      },
      async sweep() {
        await clock.remember()
        await putBack.goOn()
        await measures.sweep(() => house.sweep(world))
        await store.forget(shift(clock.now(), -DAY))
        mailbox.expire(clock.now())
      },
    })
    const door = new Hono({ strict: false })
    door.use(noteRequests(log, measures.request))
    const checks = {
      templates: () => house.loadTemplates().then(() => true),
      clock: () => clock.isRight(),
      database: () => clock.remember().then(() => true),
    }
    door.route('/', healthRoutes(checks, log, isStopping))
    if (key !== undefined) {
      // The printed link that signs in brings the key as well, so that a newcomer has the workbench a click away.
      door.use(`${PATHS.signIn.route}/*`, async (c, next) => {
        await next()
        keepKey(c, key)
      })
      const parts = { outbox, clock, timers, timetable, idle: background.idle, key }
      door.route(WORKBENCH.home.route, createWorkbench({ ...parts, ...house.workbench(world) }))
    }
    door.route('/', house.createApp(world))
    const signIn = await house.printSignIn(world)
    const takeReply: TakeReply = async (...of) => {
      const taken = await house.takeReply(...of)
      measures.reply(taken)
      return taken
    }
    const mail = await openMailDoors(world, createTakeIn(world, takeReply), wanted, account)
    const zones = oldZones()
    if (zones !== undefined) log.error('the time zone data are old', { tz: process.versions.tz ?? 'unknown' })
    const isNamed = wanted.isProxy ?? (() => false)
    listener.answerWith(door, askersOf({ isNamed, limits: createLimits(), secret, log }))
    timers.start()
    return {
      url,
      smtpPort: mail.port,
      workbenchKey: key,
      lines: [
        'Convoke is running.',
        `  Open       ${url}`,
        `  Sign in    ${withQuery(signIn, { key })}`,
        relay
          ? `  Mail       leaves through ${wayOut(wanted)}`
          : key === undefined
            ? '  Mail       is not sent until CONVOKE_SMTP_URL is set. The workbench, which shows it, is off: CONVOKE_URL is ' +
              'not this machine alone'
            : `  Workbench  ${withQuery(url + WORKBENCH.home(), { key })}   (emails stay here until CONVOKE_SMTP_URL is set)`,
        ...mail.lines.map((line, n) => `  ${n === 0 ? 'Answers' : '       '}    ${line}`),
        `  Data       ${wanted.folder}`,
        ...(putBack.isNew
          ? ['  Restored   these data are a copy that was put back: emails that were due before now ask their convener']
          : []),
        ...(zones === undefined ? [] : [`  Note       ${zones}`]),
      ],
      async stop() {
        stopping = true
        // What waits for one of its connections is due again; what is on one is finished.
        relay?.close()
        await Promise.all([closed(listener.server), timers.stop(), mail.stop()])
        await lists.stop()
        await background.idle()
        await measures.stop()
        // On a full disk too, what is open is closed.
        await clock
          .remember()
          .then(putBack.goOn)
          .catch(() => undefined)
        database.close()
      },
    }
  } catch (error) {
    web?.server.close()
    database.close()
    throw error
  }
}

const carrierOf = ({ relay, account }: StartOptions): MachineFacts['carrier'] =>
  relay
    ? { by: 'relay', host: new URL(relay.url).host }
    : account
      ? { by: 'account', service: SERVICE_NAMES[account.service.service] }
      : { by: 'nobody' }

const wayOut = ({ relay, account }: StartOptions): string =>
  account && !relay
    ? `the connected account at ${SERVICE_NAMES[account.service.service]}`
    : new URL(relay?.url ?? '').host

/** Names that people reach this machine by, where it listens on all of its addresses. */
const shownHost = (host: string): string =>
  ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host
