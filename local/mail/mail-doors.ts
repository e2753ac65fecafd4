/** Where answers by mail come in on one machine: the SMTP listener, an ordinary mailbox, both or none; and how to say so. */
import { readFileSync } from 'node:fs'
import type { World } from '../../functions/keep/ports.ts'
import { createGraph } from '../account/graph.ts'
import { pollInbox } from '../account/graph-inbox.ts'
import type { MailAccount } from '../account/mail-account.ts'
import { type MailService, SERVICE_NAMES } from '../account/providers.ts'
import type { StartOptions } from '../settings.ts'
import { SettingsError } from '../settings-error.ts'
import type { TakeIn } from './arrival.ts'
import { type MailboxReader, pollMailbox } from './imap.ts'
import { type MailListener, openListener } from './listener.ts'

export interface MailDoors {
  /** The SMTP listener's port, where there is one. */
  port: number | undefined
  /** Where answers by mail are taken, for whoever started Convoke. */
  lines: string[]
  stop(): Promise<void>
}

/** Opens what is wanted. Throws a SettingsError when a listener was asked for and cannot be had. */
export async function openMailDoors(
  world: World,
  takeIn: TakeIn,
  { smtp, imap, account: wanted }: Pick<StartOptions, 'smtp' | 'imap' | 'account'>,
  account?: MailAccount,
): Promise<MailDoors> {
  const lines: string[] = []
  const addresses = `rsvp+…@${world.settings.replyDomain}`
  const listener = smtp && (await listen(world, takeIn, smtp, lines))
  if (listener) lines.push(`by mail to ${addresses} are taken by SMTP at ${shown(smtp.host)}:${listener.port}`)
  const mailbox = imap && pollMailbox(world, takeIn, { address: imap })
  if (mailbox) lines.push(`by mail are read from the folder ${imap.folder} of the mailbox at ${imap.host}`)
  const service = wanted?.service
  const inbox = imap || !service || !account ? undefined : readAccount(world, takeIn, service, account)
  if (inbox && service)
    lines.push(`by mail are read from the inbox of the connected account at ${SERVICE_NAMES[service.service]}`)
  if (lines.length === 0) lines.push('by mail are not taken (--smtp-port off); those by link are')
  return {
    port: listener?.port,
    lines,
    async stop() {
      await Promise.all([listener?.stop(), mailbox?.stop(), inbox?.stop()])
    },
  }
}

function readAccount(world: World, takeIn: TakeIn, service: MailService, account: MailAccount): MailboxReader {
  if (service.service === 'google') return pollMailbox(world, takeIn, { address: { ...service.imap, account } })
  return pollInbox(world, takeIn, { graph: createGraph(service, account, 1), clientId: service.clientId })
}

async function listen(
  world: World,
  takeIn: TakeIn,
  { asked, ...where }: NonNullable<StartOptions['smtp']>,
  lines: string[],
): Promise<MailListener | undefined> {
  const { host, port } = where
  const tls = where.tls && { cert: readPem('--smtp-cert', where.tls.cert), key: readPem('--smtp-key', where.tls.key) }
  try {
    return await openListener(world, takeIn, { host, port, tls })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const taken = code === 'EADDRINUSE'
    if (taken && !asked) {
      lines.push(`by mail are not taken by SMTP: port ${port} is in use. Choose another with --smtp-port N`)
      return undefined
    }
    throw inWords(error as NodeJS.ErrnoException, host, port)
  }
}

function inWords(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new SettingsError(
        `Port ${port} on ${host}, wanted for answers by mail, is already in use. ` +
          'Stop the program that uses it, or choose another port with --smtp-port N.',
      )
    case 'EACCES':
      return new SettingsError(
        `Port ${port} may not be used by your account. Choose one above 1023 with --smtp-port N, and let your mail ` +
          'server pass mail on to it.',
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SettingsError(`This machine has no address ${host}. Leave out --smtp-host to use 127.0.0.1.`)
    default:
      return error.code?.startsWith('ERR_OSSL') || error.code?.startsWith('ERR_TLS')
        ? new SettingsError('The files of --smtp-cert and --smtp-key do not hold a certificate and its key (PEM).')
        : error
  }
}

function readPem(flag: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    throw new SettingsError(`${flag} ${path} cannot be read. Name a file (PEM) that your account may read.`)
  }
}

const shown = (host: string): string => (host.includes(':') ? `[${host}]` : host)
