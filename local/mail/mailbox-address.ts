/** The address of an ordinary mailbox, `imaps://NAME:PASSWORD@HOST/INBOX`. */
import { isLoopback } from './loopback.ts'

export interface ImapServer {
  host: string
  port: number
  /** TLS from the first byte; otherwise by STARTTLS, and without any only on this machine. */
  secure: boolean
  /** The folder that is read. */
  folder: string
}

export interface MailboxAddress extends ImapServer {
  name: string
  password: string
}

const PORTS: Record<string, number> = { 'imaps:': 993, 'imap:': 143 }

/** The parts of the address, or undefined when it does not read. */
export function readMailboxAddress(text: string): MailboxAddress | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const port = url && PORTS[url.protocol]
  if (!url || port === undefined || !url.hostname || !url.username || !url.password) return undefined
  try {
    return {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || port),
      secure: url.protocol === 'imaps:',
      name: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      folder: decodeURIComponent(url.pathname.replace(/^\/|\/$/g, '')) || 'INBOX',
    }
  } catch {
    // A lone percent sign.
    return undefined
  }
}

/** Whether a password would cross a network in the clear unless STARTTLS is insisted on. */
export const needsStartTls = ({ secure, host }: ImapServer): boolean => !secure && !isLoopback(host)
