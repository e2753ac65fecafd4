/** The key of every link and reply address: made on the first start, kept in the data folder for its owner alone. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chance } from './chance.ts'
import { openDatabase } from './database.ts'
import { DataError, inWords } from './trouble.ts'

const BYTES = 32

/** The secret of a data folder. Call it while the folder's lock is held, or where there is a secret already. */
export function readSecret(folder: string): string {
  const path = join(folder, 'secret')
  try {
    const secret = existing(path) ?? make(path)
    if (isSecret(secret)) return secret
  } catch (error) {
    throw inWords(error, folder)
  }
  throw new DataError(
    `The file ${path} is cut short. It keys every link that was ever sent, so put it back from a backup; ` +
      'or delete it to have a new one made, after which links in emails already sent no longer work.',
  )
}

/** The same secret for a command that runs beside Convoke: a folder that has none is not in use yet, and gets one. */
export function readSecretBeside(folder: string): string {
  if (existsSync(join(folder, 'secret'))) return readSecret(folder)
  const database = openDatabase(folder)
  try {
    return readSecret(folder)
  } finally {
    database.close()
  }
}

function existing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function make(path: string): string {
  const secret = chance.id(BYTES)
  writeOwn(path, secret)
  return secret
}

/** Whether it is whole. */
export const isSecret = (secret: string | null | undefined): secret is string => (secret?.length ?? 0) >= BYTES

/** A file for its owner alone: a line, or bytes, written beside and renamed, so that a power cut leaves all of it or what was there before. */
export function writeOwn(path: string, content: string | Uint8Array): void {
  const file = openSync(`${path}.new`, 'w', 0o600)
  try {
    writeFileSync(file, typeof content === 'string' ? `${content}\n` : content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(`${path}.new`, path)
}
