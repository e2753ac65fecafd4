/** Puts a function's world together from the ports on AWS. A door gets what it was told of, and nothing else. */
import { MINUTE, toMillis } from '../domain/keep/time.ts'
import type { Log, Mailbox, Post, Settings, Timetable, World } from '../functions/keep/ports.ts'
import { chance } from './chance.ts'
import { clock } from './clock.ts'
import { type Door, type Environment, readEnvironment } from './environment.ts'
import type { createMailbox } from './mailbox.ts'
import { createNames } from './names.ts'
import type { createPost } from './post.ts'
import { readSecret } from './secret.ts'
import { createStore } from './store.ts'
import type { Telemetry } from './telemetry.ts'
import type { createTimetable } from './timetable.ts'

export interface AwsWorld extends World {
  /** To be called when an invocation begins: connections from before it may be dead, and the secret another one. */
  refresh(): Promise<void>
}

/** What a door may do beside its work on documents. A door brings only what it needs, so that no other code is loaded. */
export interface Means {
  createPost?: typeof createPost
  createTimetable?: typeof createTimetable
  createMailbox?: typeof createMailbox
}

/** `own` is the ARN of the function that runs; `release-wave` schedules itself by it. */
export async function createWorld(
  door: Door,
  env: Readonly<Record<string, string | undefined>>,
  telemetry: Telemetry,
  own: string,
  means: Means,
): Promise<AwsWorld> {
  const told: Partial<Environment> & Pick<Environment, 'logLevel'> = readEnvironment(door, env)
  telemetry.logger.setLogLevel(told.logLevel)
  const { configurationSet } = told
  const post =
    configurationSet === undefined
      ? undefined
      : means.createPost?.({ configurationSet, millis: () => toMillis(clock.now()) })
  return {
    run: { id: chance.id(5), alone: false },
    store: createStore({ table: told.table ?? missing('table') }),
    post: post ? counted(post, telemetry) : QUIET_POST,
    mailbox: mailboxOf(told, means),
    names: createNames(),
    timetable: timetableOf(told, own, means),
    clock,
    chance,
    log: telemetry.log,
    ...(await settingsOf(told, env, post, telemetry.log)),
  }
}

const missing = (what: string): never => {
  throw new Error(`this function was not told its ${what}`)
}

/** A door that may not send leaves its letters due: the next sweep sends them. */
const QUIET_POST: Post = {
  send: async () => ({ outcome: 'later', detail: 'left to the sweep' }),
  settle: async () => 'unknown',
  rate: async () => Number.POSITIVE_INFINITY,
}

/** A door that may not schedule leaves schedules as they are: hints, which the documents overrule. */
const QUIET_TIMETABLE: Timetable = { set: async () => {}, remove: async () => {}, list: async () => [] }

const NO_MAILBOX: Mailbox = { keep: async () => missing('mailbox'), read: async () => missing('mailbox') }

const mailboxOf = ({ mailBucket, mailPrefix }: Partial<Environment>, { createMailbox }: Means): Mailbox =>
  createMailbox && mailBucket !== undefined && mailPrefix !== undefined
    ? createMailbox({ bucket: mailBucket, prefix: mailPrefix })
    : NO_MAILBOX

function timetableOf(told: Partial<Environment>, own: string, { createTimetable }: Means): Timetable {
  const { scheduleGroup: group, schedulerRoleArn: role, deadLetterArn: deadLetters, releaseWaveArn } = told
  if (!createTimetable || group === undefined || role === undefined || deadLetters === undefined) return QUIET_TIMETABLE
  return createTimetable({ group, role, deadLetters, target: releaseWaveArn ?? own, clock })
}

/** An operator who moves here puts the old secret in place of the new: functions that are running follow. */
const SECRET_LASTS = 5 * MINUTE

/** What a door was not told stands for nothing: reading it is a fault of ours, and says so. */
async function settingsOf(
  told: Partial<Environment>,
  env: Readonly<Record<string, string | undefined>>,
  post: { refresh(): void } | undefined,
  log: Log,
): Promise<Pick<AwsWorld, 'settings' | 'refresh'>> {
  const millis = () => toMillis(clock.now())
  const look = async () => (told.secretArn === undefined ? undefined : await readSecret(told.secretArn, env))
  let secret = await look()
  let until = millis() + SECRET_LASTS
  const settings: Settings = {
    get url() {
      return told.url ?? missing('address')
    },
    get from() {
      return told.from ?? missing('sender')
    },
    get replyDomain() {
      return told.replyDomain ?? missing('reply domain')
    },
    get secret() {
      return secret ?? missing('secret')
    },
    // SES sends from its own bounce domain and tells of bounces by events.
    bounces: 'to the sender',
    conveners: told.conveners ?? [],
    claimable: false,
    restoredAt: told.restoredAt,
    dkim: told.dkim,
    mailFrom: told.mailFrom,
  }
  return {
    settings,
    async refresh() {
      post?.refresh()
      if (millis() < until) return
      until = millis() + SECRET_LASTS
      try {
        secret = await look()
      } catch {
        log.error('the secret could not be read again')
      }
    },
  }
}

const METRIC = { sent: 'sent', refused: 'refused', later: 'later', 'in doubt': 'inDoubt' } as const

const counted = (post: Post, { count }: Telemetry): Post => ({
  ...post,
  async send(message) {
    const outcome = await post.send(message)
    count(METRIC[outcome.outcome])
    return outcome
  },
  // A claim that a dead function left behind becomes in doubt when nobody knows what became of it.
  async settle(attempt) {
    const fate = await post.settle(attempt)
    if (fate === 'unknown') count('inDoubt')
    return fate
  },
})
