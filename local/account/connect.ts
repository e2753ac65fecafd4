/** `npm run connect`: lets Convoke into the mail account of CONVOKE_MAIL, also while Convoke runs. */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as rest } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readSecretBeside } from '../secret.ts'
import { SettingsError } from '../settings-error.ts'
import { ConnectError } from './connect-error.ts'
import { byDeviceCode, type Waiting } from './device-code.ts'
import { type KeptAccount, keepAccount } from './kept-account.ts'
import { type MailService, SERVICE_NAMES } from './providers.ts'
import { byRedirect, type Redirect } from './redirect.ts'
import { readMailService } from './wanted-account.ts'

const HELP = `Lets Convoke into the mail account that CONVOKE_MAIL names; docs/mail.md has the steps before it.

  npm run connect -- --data DIR       for the data folder DIR (default ./data)
  npm run -s connect -- --file FILE   into a file, for a secret on AWS (docs/operator.md)

Options
  --data DIR     the folder that Convoke is started with, also while it runs
  --file FILE    keeps the account in this new file instead of a folder, readable by you alone; delete it afterwards
  --port N       Google: port of this machine that the browser comes back to (default: any that is free)
  --help         shows this

Environment, as for npm start
  CONVOKE_MAIL, CONVOKE_MAIL_CLIENT, CONVOKE_MAIL_SECRET (Google), CONVOKE_MAIL_TENANT and
  CONVOKE_MAIL_CLOUD (Microsoft), CONVOKE_FROM
`

/** Milliseconds until nobody is waited for any more. */
const PATIENCE = 15 * 60_000

/** Connects the account and has it kept. `from`: the sender's address, where it is set. */
export async function connect(
  service: MailService,
  keep: (account: KeptAccount) => void,
  from: string | undefined,
  hands: Waiting & Redirect,
): Promise<void> {
  const granted =
    service.service === 'microsoft' ? await byDeviceCode(service, hands) : await byRedirect(service, hands)
  const name = SERVICE_NAMES[service.service]
  if (granted.refreshToken === undefined)
    throw new ConnectError(
      `${name} gave access for an hour only. Take Convoke’s access away there and run the command again.`,
    )
  const { address, refreshToken } = granted
  if (address === undefined) throw new ConnectError(`${name} didn’t say whose account this is. Run the command again.`)
  keep({ service: service.service, clientId: service.clientId, address, refreshToken })
  hands.say(`Connected: ${address}. A Convoke that is running uses it within a minute, others when they start.`)
  if (from !== undefined && from.toLowerCase() !== address)
    hands.say(
      `Note: CONVOKE_FROM is ${from}. ${name} sends in that name only if it is an address of this mailbox, and answers are ` +
        'read only if they arrive in it.',
    )
}

/** In a data folder, encrypted. */
export const inFolder =
  (folder: string) =>
  (account: KeptAccount): void =>
    void keepAccount(folder, readSecretBeside(folder), account)

/** As the secret on AWS holds it. */
const inFile = (file: string) => (account: KeptAccount) => {
  try {
    writeFileSync(file, `${JSON.stringify(account)}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw new ConnectError(
      `${file} could not be made (${(error as NodeJS.ErrnoException).code}). Name a file that is not there.`,
    )
  }
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: { data: text, file: text, port: text, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    process.stdout.write(HELP)
    return
  }
  const port = Number(values.port ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new SettingsError('--port is not a port; give a number from 1 to 65535.')
  const service = readMailService(name => process.env[name]?.trim() || undefined)
  if (!service)
    throw new SettingsError('CONVOKE_MAIL is missing. Set it to microsoft or google; docs/mail.md has the steps.')
  const lines = createInterface({ input: process.stdin })
  try {
    await connect(
      service,
      values.file === undefined ? inFolder(resolve(values.data ?? 'data')) : inFile(values.file),
      process.env.CONVOKE_FROM?.trim() || undefined,
      {
        port,
        patience: PATIENCE,
        say: line => process.stdout.write(`${line}\n`),
        rest: millis => rest(millis),
        onLine: take => lines.on('line', take),
      },
    )
  } finally {
    lines.close()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  main().catch((error: Error) => {
    const known = ['ConnectError', 'SettingsError', 'DataError', 'TypeError'].includes(error.name)
    process.stderr.write(`${known ? error.message : error.stack}\n`)
    process.exitCode = 1
  })
