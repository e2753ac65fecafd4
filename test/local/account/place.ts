/** A data folder with a connected account, and the services on loopback that it is connected to. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../../../functions/keep/ports.ts'
import { type KeptAccount, keepAccount, keptInFolder } from '../../../local/account/kept-account.ts'
import { createMailAccount, type MailAccount } from '../../../local/account/mail-account.ts'
import type { Google, MailService, Microsoft } from '../../../local/account/providers.ts'
import { type Database, openDatabase } from '../../../local/database.ts'
import { type LoginServer, startLoginServer } from './login-server.ts'

export const SECRET = 'a secret of thirty-two bytes or more than that'
export const CLOCK = { now: () => '2026-01-05T16:00:00.000Z' }

export interface AccountPlace {
  folder: string
  database: Database
  login: LoginServer
  logged: { event: string; facts: unknown }[]
  log: Log
  /** Connects the account (again), with the refresh token that is good now. */
  connect(account: Partial<KeptAccount> & Pick<KeptAccount, 'service'>): void
  open(service: MailService, now?: () => number): MailAccount
  close(): Promise<void>
}

export const googleAt = (login: string, smtp = '', imapPort = 1): Google => ({
  service: 'google',
  clientId: 'client',
  clientSecret: 'not so secret',
  consent: `${login}/consent`,
  token: `${login}/google/token`,
  smtp,
  imap: { host: '127.0.0.1', port: imapPort, secure: false, folder: 'INBOX' },
})

export const microsoftAt = (login: string, graph = ''): Microsoft => ({
  service: 'microsoft',
  clientId: 'client',
  deviceCode: `${login}/devicecode`,
  token: `${login}/microsoft/token`,
  graph: `${graph}/v1.0`,
})

export async function accountPlace(): Promise<AccountPlace> {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-account-'))
  const database = openDatabase(folder)
  const login = await startLoginServer()
  const logged: AccountPlace['logged'] = []
  const log: Log = {
    info: (event, facts) => logged.push({ event, facts }),
    error: (event, facts) => logged.push({ event, facts }),
  }
  return {
    folder,
    database,
    login,
    logged,
    log,
    connect: account => {
      const refreshToken = login.refreshToken()
      keepAccount(folder, SECRET, { clientId: 'client', address: 'rsvp@example.org', refreshToken, ...account })
    },
    open: (service, now) =>
      createMailAccount({ kept: keptInFolder(folder, SECRET), service, log, ...(now ? { now } : {}) }),
    async close() {
      await login.close()
      database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
