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

/** `tenant`: the directory's id or domain, or `organizations` for any. */
export const microsoft = (clientId: string, tenant: string): Microsoft => ({
  service: 'microsoft',
  clientId,
  deviceCode: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/devicecode`,
  token: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
  graph: 'https://graph.microsoft.com/v1.0',
})

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
  microsoft:
    'https://graph.microsoft.com/Mail.Send https://graph.microsoft.com/Mail.ReadWrite offline_access openid profile email',
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
