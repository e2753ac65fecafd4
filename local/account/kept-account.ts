/**
 * The account that was connected, in a file of the data folder: encrypted by AES-256-GCM under a key that is derived from
 * the folder's secret (HKDF, RFC 5869), so that the file alone lets nobody in. A file of its own, because the command that
 * connects an account runs beside a Convoke that holds the database.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { inWords } from '../trouble.ts'

export const keptAccount = z.object({
  service: z.enum(['microsoft', 'google']),
  clientId: z.string(),
  /** The mailbox's address, as its service names it. */
  address: z.string(),
  refreshToken: z.string().min(1),
})
export type KeptAccount = z.output<typeof keptAccount>

/** Where the account is kept. */
export interface AccountKeeper {
  /** What is kept, or undefined where it cannot be read; `mark` changes with it, and is empty where none was ever connected. */
  look(): Promise<{ mark: string; account: KeptAccount | undefined }>
  /** Keeps it in place of what is there; answers its mark. */
  keep(account: KeptAccount): Promise<string>
}

const CIPHER = 'aes-256-gcm'
const NONCE = 12
const TAG = 16
/** Says what the key is for, and with which version of the file: another purpose has another key. */
const PURPOSE = 'convoke mail account 1'

const pathOf = (folder: string) => join(folder, 'mail-account')
const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, 32))

/** The file as it is, by which a change is noticed; empty where no account was ever connected. */
export function sealedAccount(folder: string): string {
  try {
    return readFileSync(pathOf(folder), 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw inWords(error, folder)
  }
}

/** What the file holds, or undefined where it was altered, is of another folder or of none. */
export function unseal(sealed: string, secret: string): KeptAccount | undefined {
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.length <= NONCE + TAG) return undefined
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(secret), bytes.subarray(0, NONCE), { authTagLength: TAG })
    decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString()
    return keptAccount.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Writes it beside and renames it, so that a power cut leaves one of the two whole; answers the file as it now is. */
export function keepAccount(folder: string, secret: string, account: KeptAccount): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, keyOf(secret), nonce, { authTagLength: TAG })
  const text = Buffer.concat([cipher.update(JSON.stringify(account)), cipher.final()])
  const sealed = Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64')
  const path = pathOf(folder)
  // Two processes may write: each has a file of its own beside.
  const beside = `${path}.${process.pid}.new`
  try {
    const file = openSync(beside, 'w', 0o600)
    try {
      writeSync(file, `${sealed}\n`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(beside, path)
  } catch (error) {
    throw inWords(error, folder)
  }
  return sealed
}

/** In the data folder, encrypted under its secret. */
export const keptInFolder = (folder: string, secret: string): AccountKeeper => ({
  async look() {
    const mark = sealedAccount(folder)
    return { mark, account: unseal(mark, secret) }
  },
  keep: async account => keepAccount(folder, secret, account),
})
