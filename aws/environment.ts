/**
 * What the functions on AWS are told by their environment, by name and by door. The stack writes it and the doors read
 * it, both from here, so that the two cannot drift. Nothing here imports a library of AWS.
 */
import * as z from 'zod'
import { type Shaped, shape } from '../domain/keep/shape.ts'
import { OPENID_NAMES } from '../identity/openid-names.ts'
import { entries, instantIn, like, listLike, oneOf, type SettingRead } from './start/read-setting.ts'

/** One Lambda function each, `aws/doors/DOOR.ts`, which exports `handler`. */
export const DOORS = ['web', 'release-wave', 'take-reply', 'read-mailbox', 'note-delivery', 'sweep'] as const
export type Door = (typeof DOORS)[number]

/** Where `tsx aws/build/built.ts` leaves the bundles: `BUNDLES/DOOR/index.mjs` with its source map beside it. */
export const BUNDLES = 'aws/built'
/** The step of a deployment that looks after SES's active receipt rules: `aws/steps/STEP.ts`, bundled like a door. */
export const RECEIPT_RULES = 'receipt-rules'
/** The Lambda handler of every bundle. */
export const HANDLER = 'index.handler'

/** What each setting is called in a function's environment. */
export const ENVIRONMENT = {
  /** Name of the table: string keys `partition` (hash) and `key` (range), time to live in `expiresAt`. */
  table: 'CONVOKE_TABLE',
  /**
   * ARN of the secret that keys links and reply addresses: a plain string of at least 32 characters. It is read through
   * the AWS Parameters and Secrets extension, a layer that every function with this variable needs.
   */
  secretArn: 'CONVOKE_SECRET_ARN',
  /** Where people reach this Convoke: https, no slash at the end. */
  url: 'CONVOKE_URL',
  /** ARN of the secret that CloudFront shows with each request; missing where nothing stands before the pages. */
  frontKeyArn: 'CONVOKE_FRONT_KEY_ARN',
  /** The address letters come from. */
  from: 'CONVOKE_FROM',
  /** The domain of `rsvp+TOKEN@…`. */
  replyDomain: 'CONVOKE_REPLY_DOMAIN',
  /** Addresses or @domains that may sign in, with commas between. */
  conveners: 'CONVOKE_CONVENERS',
  /** Addresses of who runs this Convoke, with commas between; missing: the addresses among the conveners. */
  operators: 'CONVOKE_OPERATORS',
  /** SES configuration set whose events reach `note-delivery`. */
  configurationSet: 'CONVOKE_CONFIGURATION_SET',
  /** EventBridge Scheduler group that holds all of our schedules and no others. */
  scheduleGroup: 'CONVOKE_SCHEDULE_GROUP',
  /** Role that the scheduler takes on to call `release-wave`. */
  schedulerRoleArn: 'CONVOKE_SCHEDULER_ROLE_ARN',
  /** ARN of the function `release-wave`. That function itself is not told: it knows by its invocation. */
  releaseWaveArn: 'CONVOKE_RELEASE_WAVE_ARN',
  /** Queue for schedules that could not be delivered. */
  deadLetterArn: 'CONVOKE_DEAD_LETTER_ARN',
  /**
   * Bucket that mail comes in to, and the prefix under which the receipt rule puts it (`incoming/`). Who reads from it
   * must also be allowed to list it, or S3 calls mail that is not there forbidden.
   */
  mailBucket: 'CONVOKE_MAIL_BUCKET',
  mailPrefix: 'CONVOKE_MAIL_PREFIX',
  /** Which mailbox answers are read from, where SES takes no mail in (`answersMailbox`, as JSON), and the ARN of the secret that lets in. */
  mailbox: 'CONVOKE_MAILBOX',
  mailboxSecretArn: 'CONVOKE_MAILBOX_SECRET_ARN',
  /** DKIM selectors that SES signs with, with commas between, and the MAIL FROM domain: for the page that checks them. */
  dkim: 'CONVOKE_DKIM',
  mailFrom: 'CONVOKE_MAIL_FROM',
  /** When the table was brought back from a backup, as an instant; missing where it never was. */
  restoredAt: 'CONVOKE_RESTORED_AT',
  /** `off`: letters of a new domain leave as fast as they may, and not over an hour. */
  spread: 'CONVOKE_SPREAD',
  /** Who signs people in with their organization's accounts, in the words of `identity/openid-settings.ts`; all missing: nobody. */
  ...OPENID_NAMES,
  /** ARN of the secret that is ours at that provider: a plain string, read as the other one is. */
  oidcSecretArn: 'CONVOKE_OIDC_CLIENT_SECRET_ARN',
  /** DEBUG, INFO, WARN or ERROR; INFO when it is missing. */
  logLevel: 'CONVOKE_LOG_LEVEL',
} as const

/** What CloudFront, where it stands before the pages, adds to each request: its key, and the address of who asks. */
export const FRONT_HEADERS = { key: 'x-convoke-front', viewer: 'x-convoke-viewer' } as const

export type EnvironmentName = keyof typeof ENVIRONMENT

const LETTERS = ['table', 'secretArn', 'url', 'from', 'replyDomain'] as const
const LEAVING = ['configurationSet', 'scheduleGroup', 'schedulerRoleArn', 'deadLetterArn'] as const
const INCOMING = ['mailBucket', 'mailPrefix'] as const
const OPENID = [
  'signIn',
  'oidcIssuer',
  'oidcClientId',
  'oidcSecretArn',
  'oidcName',
  'oidcTenant',
  'oidcDomains',
  'oidcAddress',
] as const

/** What each door has to be told; the level of logs may be told to any. A door gets no permission beyond these. */
export const NEEDS = {
  web: [
    ...LETTERS,
    ...LEAVING,
    ...INCOMING,
    ...OPENID,
    'conveners',
    'operators',
    'releaseWaveArn',
    'dkim',
    'mailFrom',
    'restoredAt',
    'frontKeyArn',
  ],
  'release-wave': [...LETTERS, ...LEAVING, 'restoredAt', 'spread'],
  'take-reply': ['table', 'secretArn', 'replyDomain', 'from', ...INCOMING],
  'read-mailbox': ['table', 'secretArn', 'replyDomain', 'from', ...INCOMING, 'mailbox', 'mailboxSecretArn'],
  'note-delivery': ['table'],
  sweep: [...LETTERS, ...LEAVING, 'releaseWaveArn', 'restoredAt', 'spread'],
} as const satisfies Record<Door, readonly EnvironmentName[]>

/** Of every log line and metric: the Powertools service (a dimension of each metric) and the metrics' namespace. */
export const SERVICE = 'convoke'
export const NAMESPACE = 'Convoke'

/** The metrics there are, each a count with `service` as its only dimension. */
export const METRICS = {
  /** Letters that SES took. */
  sent: 'LettersSent',
  /** Letters that SES will never take, for the address or otherwise. */
  refused: 'LettersRefused',
  /** Letters that SES could not take now. */
  later: 'LettersPutOff',
  /** Letters of which nobody knows yet whether SES took them. */
  inDoubt: 'LettersInDoubt',
  bounced: 'LettersBounced',
  complained: 'LettersComplained',
  /** Passes of a wave that ended near the function's time limit and go on in another. */
  handedOver: 'WavesHandedOver',
  /** Waves found more than a day late, which wait for the convener. */
  asks: 'WavesAsking',
  /** Counted by every sweep, 0 included: waves that should have been over for an hour. Missing: the sweep is down. */
  overdue: 'WavesOverdue',
  /** Mail that came in and could be read. */
  replies: 'RepliesTaken',
} as const

/** A mailbox that answers are read from in place of SES. What lets in stands in a secret. */
export const answersMailbox = shape(() => {
  const host = z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, 'is not the name of a server')
  const client = z.string({ error: 'is missing' }).regex(/^[\w.~-]{1,200}$/, 'is not the id of an app registration')
  const https = z.url({ protocol: /^https?$/, error: 'is not an address' })
  return z.discriminatedUnion(
    'by',
    [
      z.strictObject({
        by: z.literal('imap'),
        host,
        port: z.int().min(1).max(65_535).default(993),
        folder: z.string().min(1).max(200).default('INBOX'),
      }),
      z.strictObject({
        by: z.literal('microsoft'),
        clientId: client,
        tenant: z
          .string()
          .regex(/^[a-z0-9][a-z0-9.-]{0,100}$/i, 'is no directory')
          .default('organizations'),
        cloud: z
          .union([z.enum(['world', 'us-government']), z.strictObject({ login: https, graph: https })])
          .default('world'),
      }),
      z.strictObject({ by: z.literal('google'), clientId: client, clientSecret: client }),
    ],
    { error: 'is no mailbox; "by" has to be imap, microsoft or google' },
  )
})
export type AnswersMailbox = Shaped<typeof answersMailbox>

function mailboxIn(text: string): SettingRead<AnswersMailbox> {
  let told: unknown
  try {
    told = JSON.parse(text)
  } catch {
    return { wrong: 'is not JSON' }
  }
  const { success, data, error } = answersMailbox().safeParse(told)
  return success ? { value: data } : { wrong: error.issues[0]?.message ?? 'is no mailbox' }
}

const ADDRESS = /^[^\s@<>"(),;:]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i

const arn = like(/^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:\d*:.+$/, 'is not an ARN')
const some = like(/./s, 'is empty')
const domain = like(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'is not a domain in small letters')

const READERS = {
  table: some,
  secretArn: arn,
  url: like(/^https?:\/\/[^\s?#]+[^\s?#/]$/, 'is not a web address without a slash at its end'),
  frontKeyArn: arn,
  from: like(ADDRESS, 'is not a plain address'),
  replyDomain: domain,
  conveners: entries(
    entry => ADDRESS.test(entry) || ADDRESS.test(`x${entry}`),
    1,
    'must list at least one address or @domain and nothing else',
  ),
  operators: entries(entry => ADDRESS.test(entry), 0, 'must list addresses and nothing else'),
  configurationSet: like(/^[A-Za-z0-9_-]{1,64}$/, 'is not the name of a configuration set'),
  scheduleGroup: like(/^[0-9A-Za-z_.-]{1,64}$/, 'is not the name of a schedule group'),
  schedulerRoleArn: arn,
  releaseWaveArn: arn,
  deadLetterArn: arn,
  mailBucket: like(/^[a-z0-9.-]{3,63}$/, 'is not the name of a bucket'),
  mailPrefix: like(/^([A-Za-z0-9_-]+\/)+$/, 'is not a prefix of letters and digits that ends in a slash'),
  mailbox: mailboxIn,
  mailboxSecretArn: arn,
  dkim: listLike(/^[a-z0-9]+(,[a-z0-9]+)*$/, 'is no list of selectors'),
  mailFrom: domain,
  restoredAt: instantIn,
  spread: oneOf(['on', 'off'] as const, 'is neither on nor off'),
  signIn: some,
  oidcIssuer: some,
  oidcClientId: some,
  oidcName: some,
  oidcTenant: some,
  oidcDomains: some,
  oidcAddress: some,
  oidcSecretArn: arn,
  logLevel: oneOf(['DEBUG', 'INFO', 'WARN', 'ERROR'] as const, 'is not one of DEBUG, INFO, WARN, ERROR'),
} satisfies Record<EnvironmentName, (text: string) => SettingRead<unknown>>

/** What a door may do without. */
const OPTIONAL = [
  'operators',
  ...OPENID,
  'frontKeyArn',
  'dkim',
  'mailFrom',
  'restoredAt',
  'spread',
] as const satisfies readonly EnvironmentName[]
type Optional = (typeof OPTIONAL)[number]
const isOptional = (setting: EnvironmentName): boolean => OPTIONAL.some(each => each === setting)

type Value<S extends EnvironmentName> = Extract<ReturnType<(typeof READERS)[S]>, { value: unknown }>['value']

/** Every setting as the functions use it. */
export type Environment = { [S in EnvironmentName]: Value<S> | (S extends Optional ? undefined : never) }
/** What one door knows. */
export type EnvironmentOf<D extends Door> = Pick<Environment, (typeof NEEDS)[D][number] | 'logLevel'>

/** An environment that does not read: a fault of the deployment. Its message names every variable that is wrong. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError'
}

/** What a door was told. Throws an EnvironmentError that names all that is missing or wrong, and no values. */
export function readEnvironment<D extends Door>(
  door: D,
  env: Readonly<Record<string, string | undefined>>,
): EnvironmentOf<D> {
  const wrong: string[] = []
  const read: Partial<Record<EnvironmentName, unknown>> = {}
  for (const setting of [...NEEDS[door], 'logLevel'] as EnvironmentName[]) {
    const name = ENVIRONMENT[setting]
    const text = env[name] ?? (setting === 'logLevel' ? 'INFO' : undefined)
    const found = text === undefined ? undefined : READERS[setting](text)
    if (found === undefined) {
      read[setting] = undefined
      if (!isOptional(setting)) wrong.push(`${name} is missing`)
    } else if ('wrong' in found) wrong.push(`${name} ${found.wrong}`)
    else read[setting] = found.value
  }
  if (wrong.length > 0) throw new EnvironmentError(`The function ${door} cannot start: ${wrong.join('; ')}.`)
  return read as EnvironmentOf<D>
}
