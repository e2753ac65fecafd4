/**
 * Parts of a door's world, out of the ports on AWS. A door names the parts that it has; each part names what it has to be
 * told, and the compiler sees to it that the environment tells the door that much, and that its acts ask for no more.
 */
import { MINUTE, toMillis } from '../domain/keep/time.ts'
import type { OnMachine } from '../functions/keep/machine/machine-facts.ts'
import type { MessageStore, Plans, Post, Sends, Timetable, World } from '../functions/keep/ports.ts'
import { chance } from './chance.ts'
import { clock } from './clock.ts'
import { type Door, type Environment, type EnvironmentOf, readEnvironment } from './environment.ts'
import type { MailboxOptions } from './mailbox.ts'
import type { PostOptions, SesPost } from './post.ts'
import { readSecret } from './secret.ts'
import { createStore } from './store.ts'
import type { Telemetry } from './telemetry.ts'
import type { TimetableOptions } from './timetable.ts'

/** What a part of a world is made of, where it has to be told these settings. */
interface Given<S extends keyof Environment> {
  told: Pick<Environment, S>
  env: Readonly<Record<string, string | undefined>>
  telemetry: Telemetry
  /** ARN of the function that runs. */
  own: string
  /** Is done whenever an invocation begins: connections from before it may be dead, and the secret another one. */
  eachTime(task: () => void | Promise<void>): void
}

/** What the world of a door is made of: all that its environment tells it. */
export type GivenTo<D extends Door> = Given<keyof EnvironmentOf<D>>

/** A door's world, and what is to be called whenever an invocation begins. */
export async function openWorld<D extends Door, W>(
  door: D,
  { env, telemetry, own }: Omit<Given<never>, 'told' | 'eachTime'>,
  make: (given: GivenTo<D>) => W | Promise<W>,
): Promise<{ world: W; refresh(): Promise<void> }> {
  const told = readEnvironment(door, env)
  telemetry.setLevel(told.logLevel)
  const tasks: (() => void | Promise<void>)[] = []
  const world = await make({ told, env, telemetry, own, eachTime: task => void tasks.push(task) })
  return {
    world,
    async refresh() {
      for (const task of tasks) await task()
    },
  }
}

/** What every door has. */
export const basics = ({
  told,
  telemetry: { log },
}: Given<'table'>): Pick<World, 'run' | 'store' | 'clock' | 'chance' | 'log'> => ({
  run: { id: chance.id(5), alone: false },
  store: createStore({ table: told.table }),
  clock,
  chance,
  log,
})

const millis = () => toMillis(clock.now())

/** What runs here is told to its operator; the code of it is loaded then. */
export const onMachine = ({ told: { table, mailBucket: bucket }, own }: Given<'table' | 'mailBucket'>): OnMachine => {
  const startedAt = clock.now()
  // The ARN of a function says its region in fourth place.
  const region = own.split(':')[3] ?? ''
  return {
    machine: { facts: async () => (await import('./machine.ts')).machineFacts({ table, bucket, region, startedAt }) },
  }
}

/** Letters leave. */
export function outgoing(
  { told: { configurationSet }, telemetry, eachTime }: Given<'configurationSet'>,
  createPost: (options: PostOptions) => SesPost,
): { post: Post } {
  const post = createPost({ configurationSet, millis })
  eachTime(() => post.refresh())
  return { post: counted(post, telemetry) }
}

/** Schedules are set, which call `target`. */
export const scheduling = (
  { told }: Given<'scheduleGroup' | 'schedulerRoleArn' | 'deadLetterArn'>,
  target: string,
  createTimetable: (options: TimetableOptions) => Timetable,
): Pick<Plans, 'timetable'> => {
  const { scheduleGroup: group, schedulerRoleArn: role, deadLetterArn: deadLetters } = told
  return { timetable: createTimetable({ group, role, deadLetters, target, clock }) }
}

/** Mail that came in is read. */
export const incoming = (
  { told }: Given<'mailBucket' | 'mailPrefix'>,
  createMailbox: (options: MailboxOptions) => MessageStore,
): { mailbox: MessageStore } => ({ mailbox: createMailbox({ bucket: told.mailBucket, prefix: told.mailPrefix }) })

/** What letters are composed with. SES sends from its own bounce domain, and tells of bounces by events. */
export const letterSettings = ({
  told: { url, from, replyDomain, restoredAt },
}: Given<'url' | 'from' | 'replyDomain' | 'restoredAt'>): Omit<Sends['settings'], 'secret'> => ({
  url,
  from,
  replyDomain,
  bounces: 'to the sender',
  restoredAt,
})

/** An operator who moves here puts the old secret in place of the new: functions that are running follow. */
const SECRET_LASTS = 5 * MINUTE

/** A secret as it is at the time: read again now and then, and kept where it cannot be. */
async function followed(arn: string, { env, telemetry, eachTime }: Given<never>): Promise<() => string> {
  let secret = await readSecret(arn, env)
  let until = millis() + SECRET_LASTS
  eachTime(async () => {
    if (millis() < until) return
    until = millis() + SECRET_LASTS
    try {
      secret = await readSecret(arn, env)
    } catch {
      telemetry.log.error('the secret could not be read again')
    }
  })
  return () => secret
}

/** Settings with the secret beside them, as it is at the time. */
export async function withSecret<S>(given: Given<'secretArn'>, settings: S): Promise<S & { readonly secret: string }> {
  const secret = await followed(given.told.secretArn, given)
  return {
    ...settings,
    get secret() {
      return secret()
    },
  }
}

/** What CloudFront shows with each request, where it stands before the pages. */
export async function withFrontKey(given: Given<'frontKeyArn'>): Promise<{ readonly key: string } | undefined> {
  const { frontKeyArn } = given.told
  if (frontKeyArn === undefined) return undefined
  const key = await followed(frontKeyArn, given)
  return {
    get key() {
      return key()
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
  async fateOf(attempt) {
    const fate = await post.fateOf(attempt)
    if (fate === 'unknown') count('inDoubt')
    return fate
  },
})
