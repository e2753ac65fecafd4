/** What whoever starts Convoke asks for: flags and environment, read once, with words for what does not read. */

import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type * as z from 'zod'
import { WORKBENCH } from '../domain/keep/paths.ts'
import type { Settings } from '../functions/keep/ports.ts'
import { OPENID_NAMES } from '../identity/openid-names.ts'
import { type OpenIdSettings, readOpenId } from '../identity/openid-settings.ts'
import { accountRate, type MailService } from './account/providers.ts'
import { readMailService } from './account/wanted-account.ts'
import type { LogFormat } from './log.ts'
import { isLoopback } from './mail/loopback.ts'
import type { MailboxAddress } from './mail/mailbox-address.ts'
import type { MeasuresSettings } from './serve/measures.ts'
import type { NamedProxies } from './serve/proxies.ts'
import { SettingsError } from './settings-error.ts'
import { VALUES } from './settings-values.ts'

export interface StartOptions {
  folder: string
  /** The machine's clock was wrong when the folder was last used, and is right now. */
  clockIsRight?: boolean
  host: string
  port: number
  /** Where mail really leaves; without it and an account, it goes to the outbox. */
  relay?: { url: string; rate: number; connections: number }
  /** The account at Microsoft or Google that sends and is read, but for what `relay` and `imap` do instead. */
  account?: { service: MailService; rate: number }
  /** Where answers by mail are taken; without it, nobody listens. `asked`: it is wanted and not merely the default. */
  smtp?: { host: string; port: number; asked: boolean; tls?: { cert: string; key: string } }
  /** Whose forwarded headers count; without it, nobody's. */
  isProxy?: NamedProxies
  /** How the log is written, where the operator chose it. */
  log?: LogFormat
  /** What is measured, and where it is told. */
  telemetry?: MeasuresSettings
  /** What opens the workbench, where the operator chose it. */
  workbenchKey?: string
  /** The ordinary mailbox that answers by mail are read from. */
  imap?: MailboxAddress
  /** By whom people are signed in with their organization's account, and the secret that is ours there. */
  openid?: { settings: OpenIdSettings; secret: string }
  /** All settings but the secret, which lives in the data folder. `url` is empty where it follows from the port. */
  settings: Omit<Settings, 'secret'>
}

export const HELP = `Convoke launches and sustains sector partnerships by email and calendar.

  npm start                       on this machine, with the data in ./data
  npm start -- --port 9000        options come after the two dashes

Options
  --data DIR     folder that holds everything Convoke knows (default ./data)
  --port N       port to listen on (default 8080)
  --host HOST    address to listen on (default 127.0.0.1: this machine only)
  --smtp-port N  port on which answers by mail are taken (default 2525; off: none)
  --smtp-host HOST
                 address on which they are taken (default 127.0.0.1)
  --smtp-cert FILE, --smtp-key FILE
                 certificate and key (PEM) to offer STARTTLS with
  --clock-is-right
                 the clock was wrong when this folder was last used, and is right now
  --help         shows this

Environment
  CONVOKE_URL           where people reach this Convoke (default http://localhost:PORT)
  CONVOKE_CONVENERS     who may sign in: addresses or @domains, with commas between
                        (default: the first visitor with the printed link)
  CONVOKE_OPERATORS     who runs this Convoke, and sees the operator's page and the audit log: addresses, with commas
                        between (default: the addresses in CONVOKE_CONVENERS, or the first visitor)
  CONVOKE_OIDC_ISSUER   OpenID Connect: who signs people in with your organization’s accounts; with it CONVOKE_OIDC_CLIENT_ID
                        and CONVOKE_OIDC_CLIENT_SECRET (default: links by mail only; docs/sign-in.md has every setting)
  CONVOKE_SIGN_IN       oidc: nobody signs in by a link in a mail (default: both)
  CONVOKE_FROM          address that emails come from (default invitations@example.org)
  CONVOKE_REPLY_DOMAIN  domain that answers by mail go to (default: that of CONVOKE_FROM)
  CONVOKE_SMTP_URL      relay that really sends mail, smtps://NAME:PASSWORD@HOST
                        (default: none, mail goes to the outbox at ${WORKBENCH.home()})
  CONVOKE_MAIL          microsoft or google: sends and reads by an account there that lets programs in without a password
                        (npm run connect connects it; docs/mail.md leads there step by step)
  CONVOKE_MAIL_CLIENT   id of the app that is registered there; for Google also CONVOKE_MAIL_SECRET, its client secret
  CONVOKE_MAIL_TENANT   Microsoft: the directory (tenant) id or its domain (default: organizations)
  CONVOKE_RATE          messages a second the relay may be given (default 10; an account: what its service allows)
  CONVOKE_CONNECTIONS   connections to the relay at one time, opened as they are needed (default 20)
  CONVOKE_SPREAD        off: invitations from a new domain leave at once; otherwise they leave over an hour in its first two
                        weeks, so that mail services get to know it (default: on)
  CONVOKE_DKIM          selectors the relay signs with, for the page that checks your domain (default: none known)
  CONVOKE_IMAP_URL      ordinary mailbox to read answers from, imaps://NAME:PASSWORD@HOST/INBOX
                        (default: none; docs/mail.md says how to set one up)
  CONVOKE_RESTORED_AT   when the data was brought back from a backup, 2026-12-01T08:00:00Z: emails that were due
                        before it ask their convener, for they may have been sent already (default: it never was)
  CONVOKE_PROXIES       addresses or ranges of the proxies in front, 127.0.0.1 or 10.0.0.0/8, with commas between: what they say of
                        who asks (X-Forwarded-For, X-Forwarded-Proto) is believed, and of nobody else (default: none)
  CONVOKE_LOG           json or plain: how the log on standard error is written (default: plain on a terminal, else json)
  OTEL_EXPORTER_OTLP_ENDPOINT
                        where metrics and traces go, http://collector:4318 (default: nowhere; docs/server.md)
  CONVOKE_WORKBENCH_KEY what opens the workbench, for scripts (default: a new key at each start, in the printed link and
                        in the data folder as workbench-key)
`

/** The settings of these arguments and this environment, or 'help'. Throws a SettingsError. */
export function readSettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): StartOptions | 'help' {
  const flags = readFlags(args)
  if (flags.help) return 'help'
  const host = flags.host ?? '127.0.0.1'
  const port = check('--port', flags.port ?? '8080', VALUES.port)
  // A variable that is set to nothing is one that is not set.
  const value = (name: string) => env[name]?.trim() || undefined
  const given = <T>(name: string, schema: z.ZodType<T, string>): T | undefined => {
    const text = value(name)
    return text === undefined ? undefined : check(name, text, schema)
  }
  const smtp = readSmtp(flags)
  const imap = given('CONVOKE_IMAP_URL', VALUES.mailbox)
  const relayUrl = given('CONVOKE_SMTP_URL', VALUES.smtpUrl)
  const service = readMailService(value)
  const rate = given('CONVOKE_RATE', VALUES.rate)
  const connections = given('CONVOKE_CONNECTIONS', VALUES.connections)
  const url = given('CONVOKE_URL', VALUES.webUrl)
  const from = given('CONVOKE_FROM', VALUES.address)
  const workbenchKey = given('CONVOKE_WORKBENCH_KEY', VALUES.key)
  const spread = given('CONVOKE_SPREAD', VALUES.onOrOff)
  const openid = readOrganization(value)
  const isProxy = given('CONVOKE_PROXIES', VALUES.proxies)
  const log = given('CONVOKE_LOG', VALUES.logFormat)
  const otel = Object.entries(env).filter(([name]) => name.startsWith('OTEL_'))
  // Letters that leave this machine need an address people can answer to and links they can open.
  const leaves = relayUrl === undefined ? service !== undefined : isReal(relayUrl)
  if (leaves) {
    need('CONVOKE_FROM', from, 'the address that emails come from, such as invitations@partnerships.example.org')
    need('CONVOKE_URL', url, 'where guests reach this Convoke, such as https://convoke.example.org')
  }
  const sender = from ?? 'invitations@example.org'
  const conveners = given('CONVOKE_CONVENERS', VALUES.addresses) ?? []
  const operators = given('CONVOKE_OPERATORS', VALUES.people)
  return {
    folder: resolve(flags.data ?? 'data'),
    ...(flags['clock-is-right'] ? { clockIsRight: true } : {}),
    host,
    port,
    ...(relayUrl === undefined ? {} : { relay: { url: relayUrl, rate: rate ?? 10, connections: connections ?? 20 } }),
    ...(service === undefined ? {} : { account: { service, rate: accountRate(service, rate) } }),
    ...(otel.length === 0 ? {} : { telemetry: Object.fromEntries(otel) }),
    ...(isProxy === undefined ? {} : { isProxy }),
    ...(log === undefined ? {} : { log }),
    ...(workbenchKey === undefined ? {} : { workbenchKey }),
    ...(openid === undefined ? {} : { openid }),
    ...(smtp === undefined ? {} : { smtp }),
    ...(imap === undefined ? {} : { imap }),
    settings: {
      url: url ?? '',
      from: sender,
      replyDomain: given('CONVOKE_REPLY_DOMAIN', VALUES.domain) ?? sender.slice(sender.lastIndexOf('@') + 1),
      // Only the sender's address is sure to end in that one mailbox.
      bounces: imap === undefined && service === undefined ? 'by token' : 'to the sender',
      dkim: given('CONVOKE_DKIM', VALUES.selectors),
      // A relay on this machine is somebody's who tries it.
      ...(leaves && spread !== 'off' ? { spreads: true } : {}),
      restoredAt: given('CONVOKE_RESTORED_AT', VALUES.moment),
      conveners,
      ...(operators === undefined ? {} : { operators }),
      claimable: conveners.length === 0,
    },
  }
}

function readOrganization(value: (name: string) => string | undefined): StartOptions['openid'] {
  const read = readOpenId(Object.fromEntries(Object.entries(OPENID_NAMES).map(([key, name]) => [key, value(name)])))
  if ('wrong' in read) throw new SettingsError(`${read.name} ${read.wrong}.`)
  const secret = value('CONVOKE_OIDC_CLIENT_SECRET')
  if (read.settings === undefined) return undefined
  if (secret === undefined)
    throw new SettingsError('CONVOKE_OIDC_CLIENT_SECRET is missing; the provider shows it once, when it makes it.')
  return { settings: read.settings, secret }
}

/** Whether letters leave this machine. */
const isReal = (relayUrl: string): boolean => !isLoopback(new URL(relayUrl).hostname)

function readFlags(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const
    return parseArgs({
      args: [...args],
      options: {
        data: text,
        port: text,
        host: text,
        'smtp-port': text,
        'smtp-host': text,
        'smtp-cert': text,
        'smtp-key': text,
        'clock-is-right': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    const [what = ''] = (error as Error).message.split(/\. |\n/)
    throw new SettingsError(`${what.replace(/\.$/, '')}. See "npm start -- --help" for the options there are.`)
  }
}

/** Where the SMTP listener is wanted, or undefined where it is switched off. */
function readSmtp(flags: ReturnType<typeof readFlags>): StartOptions['smtp'] | undefined {
  const asked = flags['smtp-port']
  const { 'smtp-cert': cert, 'smtp-key': key } = flags
  if ((cert === undefined) !== (key === undefined))
    throw new SettingsError('--smtp-cert and --smtp-key belong together: a certificate is of use only with its key.')
  if (asked === 'off') return undefined
  return {
    host: flags['smtp-host'] ?? '127.0.0.1',
    port: asked === undefined ? SMTP_PORT : check('--smtp-port', asked, VALUES.port),
    asked: asked !== undefined || flags['smtp-host'] !== undefined,
    ...(cert === undefined || key === undefined ? {} : { tls: { cert: resolve(cert), key: resolve(key) } }),
  }
}

const SMTP_PORT = 2525

function check<T>(name: string, text: string, schema: z.ZodType<T, string>): T {
  const result = schema.safeParse(text)
  if (result.success) return result.data
  // A key, or the address of a relay or a mailbox, which may hold a password, belongs on no screen.
  const shown = ['CONVOKE_SMTP_URL', 'CONVOKE_IMAP_URL', 'CONVOKE_WORKBENCH_KEY'].includes(name) ? '' : ` "${text}"`
  throw new SettingsError(`${name}${shown} ${result.error.issues[0]?.message}.`)
}

function need(name: string, value: string | undefined, what: string): void {
  if (value === undefined)
    throw new SettingsError(
      `${name} is missing. Mail really leaves (CONVOKE_SMTP_URL or CONVOKE_MAIL), so set it to ${what}.`,
    )
}
