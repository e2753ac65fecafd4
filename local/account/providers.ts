/** The two mail services that Convoke gets into without a password, and where each is asked. */
import type { ImapServer } from '../mail/mailbox-address.ts'

export interface Microsoft {
  service: 'microsoft'
  /** The application (client) id of the app registration. */
  clientId: string
  /** Where a device code is asked for (RFC 8628). */
  deviceCode: string
  token: string
  /** Microsoft Graph, with its version and without a slash at the end. */
  graph: string
  /** What is asked for, where it is not what the world's own cloud calls it. */
  scopes?: string
}

export interface Google {
  service: 'google'
  clientId: string
  /** Of a desktop app. Google says it is no secret there, and asks for it all the same. */
  clientSecret: string
  /** The page on which a person consents. */
  consent: string
  token: string
  /** The relay, `smtps://HOST:PORT`. */
  smtp: string
  imap: ImapServer
}

export type MailService = Microsoft | Google

export const SERVICE_NAMES: Record<MailService['service'], string> = { microsoft: 'Microsoft', google: 'Google' }

/**
 * Microsoft's clouds. `us-government` is that of agencies with GCC High or DoD; those with GCC are in the world's own.
 * https://learn.microsoft.com/graph/deployments
 */
const CLOUDS = {
  world: { login: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com' },
  'us-government': { login: 'https://login.microsoftonline.us', graph: 'https://graph.microsoft.us' },
} as const
type CloudName = keyof typeof CLOUDS
/** One by its name, or another by its addresses. */
type MicrosoftCloud = CloudName | { login: string; graph: string }
export const isMicrosoftCloud = (text: string): text is CloudName => Object.hasOwn(CLOUDS, text)

const microsoftScopes = (graph: string): string =>
  `${graph}/Mail.Send ${graph}/Mail.ReadWrite offline_access openid profile email`

/** `tenant`: the directory's id or domain, or `organizations` for any. */
export const microsoft = (clientId: string, tenant: string, cloud: MicrosoftCloud = 'world'): Microsoft => {
  const { login, graph } = typeof cloud === 'string' ? CLOUDS[cloud] : cloud
  return {
    service: 'microsoft',
    clientId,
    deviceCode: `${login}/${tenant}/oauth2/v2.0/devicecode`,
    token: `${login}/${tenant}/oauth2/v2.0/token`,
    graph: `${graph}/v1.0`,
    scopes: microsoftScopes(graph),
  }
}

export const google = (clientId: string, clientSecret: string): Google => ({
  service: 'google',
  clientId,
  clientSecret,
  consent: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: 'https://oauth2.googleapis.com/token',
  smtp: 'smtps://smtp.gmail.com:465',
  imap: { host: 'imap.gmail.com', port: 993, secure: true, folder: 'INBOX' },
})

/**
 * What is asked for: to send, to read what comes back and mark it as read, to go on while nobody is there (a refresh
 * token), and to know whose account it is.
 */
export const SCOPES: Record<MailService['service'], string> = {
  microsoft: microsoftScopes(CLOUDS.world.graph),
  google: 'https://mail.google.com/ openid email',
}

/**
 * What each lets one mailbox send. Exchange Online: 30 messages a minute and 10,000 recipients a day; Google Workspace:
 * 2,000 messages a day, and it names no rate. A little less is used, so that whoever owns the mailbox can write too.
 */
const LIMITS: Record<MailService['service'], { rate: number; recipientsADay: number }> = {
  // One less than thirty, so that no minute, wherever it begins, holds more than thirty.
  microsoft: { rate: 29 / 60, recipientsADay: 9500 },
  google: { rate: 1, recipientsADay: 1900 },
}

/** Messages a second: what the service allows, or less where less is `wanted`. */
export const accountRate = ({ service }: MailService, wanted?: number): number =>
  Math.min(wanted ?? Number.POSITIVE_INFINITY, LIMITS[service].rate)

export const recipientsADay = ({ service }: MailService): number => LIMITS[service].recipientsADay
