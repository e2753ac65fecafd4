/**
 * `npm run backup -- FILE` while Convoke runs, and `npm run restore -- FILE` while it does not: all of a data folder in one file, its
 * secret among it.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { backup as copyOnline, DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { AuditDeed } from '../domain/access/audit.ts'
import type { Instant } from '../domain/keep/time.ts'
import { MARK, SCHEMA_VERSION, takeLock } from './database.ts'
import { noteBackup, noteCommand } from './operate/command-entry.ts'
import { isSecret, writeOwn } from './secret.ts'
import { DataError, inWords } from './trouble.ts'

const DATABASE = 'convoke.db'
/** What belongs to a database, and must not outlive it beside another. */
const PARTS = [DATABASE, `${DATABASE}-wal`, `${DATABASE}-shm`, 'secret', 'mark']
/** All at once: a wave that writes meanwhile does not wait, and does not make it begin again. */
const ALL_PAGES = 2 ** 30

/** Copies a data folder into a file that is not there yet, whether or not Convoke runs on it, and checks the copy. Says what it did. */
export async function backUp(folder: string, file: string, now: Instant): Promise<string> {
  if (!existsSync(join(folder, DATABASE)))
    throw new DataError(`There is no data of Convoke in ${folder}. Name its folder: npm run backup -- FILE --data DIR`)
  if (existsSync(file)) throw new DataError(`There is already a file ${file}. Nothing was changed; give another name.`)
  const secret = secretIn(folder)
  const unfinished = `${file}.new`
  try {
    // Made first, so that nobody else can read it at any time.
    writeFileSync(unfinished, '', { mode: 0o600 })
    chmodSync(unfinished, 0o600)
    const source = new DatabaseSync(join(folder, DATABASE), { timeout: 5000 })
    try {
      await copyOnline(source, unfinished, { rate: ALL_PAGES })
    } finally {
      source.close()
    }
    const copy = new DatabaseSync(unfinished)
    try {
      copy.exec(`PRAGMA journal_mode = DELETE; ${MARK}`)
      copy.exec('INSERT OR IGNORE INTO mark (one, turns) VALUES (1, 0)')
      copy.prepare('UPDATE mark SET copied_at = ?, secret = ? WHERE one = 1').run(now, secret)
      if (!isWhole(copy))
        throw new DataError(
          `The database in ${folder} is damaged, so that a copy of it is worth nothing; none was kept. Stop Convoke and put ` +
            'back the last backup: npm run restore -- FILE',
        )
      const { documents } = copy.prepare('SELECT count(*) AS documents FROM docs').get() as { documents: number }
      copy.close()
      renameSync(unfinished, file)
      noteBackup(folder, now)
      noteInFolder(folder, 'backup made', now, documents)
      return (
        `Backed up ${documents} documents from ${folder} to ${file}, and checked them. The secret that keys every link is in it: ` +
        'keep the file as safe as the data folder, and on another machine.'
      )
    } finally {
      if (copy.isOpen) copy.close()
    }
  } catch (error) {
    throw inWords(error, folder)
  } finally {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(unfinished + end, { force: true })
  }
}

/** Puts a backup in the place of what is in the folder, which is kept aside. Says what it did; refuses what is not whole. */
export function restore(file: string, folder: string, now: Instant): string {
  const { at, secret } = readBackup(file)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = takeLock(folder)
  try {
    const ready = join(folder, `${DATABASE}.new`)
    writeOwn(ready, readFileSync(file))
    const copy = new DatabaseSync(ready)
    // The secret stands in the database on the way alone.
    copy.exec('PRAGMA journal_mode = DELETE; PRAGMA secure_delete = ON; UPDATE mark SET secret = NULL WHERE one = 1')
    copy.close()
    const aside = join(folder, `replaced-${now.replace(/[:.]/g, '-')}`)
    const there = PARTS.filter(part => existsSync(join(folder, part)))
    if (there.length > 0) mkdirSync(aside, { mode: 0o700 })
    for (const part of there) renameSync(join(folder, part), join(aside, part))
    writeOwn(join(folder, 'secret'), secret)
    renameSync(ready, join(folder, DATABASE))
    noteInFolder(folder, 'backup restored', now)
    return (
      `Put back ${folder} as it was on ${at.slice(0, 16).replace('T', ' ')} UTC. ` +
      (there.length > 0 ? `What was there before is kept in ${aside}. ` : '') +
      'What has happened since is not in it. When Convoke starts, emails that were due before now ask their convener: they may ' +
      'have been sent already.'
    )
  } catch (error) {
    throw inWords(error, folder)
  } finally {
    lock.close()
  }
}

/** Adds an entry to the audit log of a folder. What was done is done, whether or not it can be added. */
function noteInFolder(folder: string, deed: AuditDeed, now: Instant, count?: number): void {
  const sql = new DatabaseSync(join(folder, DATABASE), { timeout: 5000 })
  try {
    noteCommand(sql, deed, now, count)
  } finally {
    sql.close()
  }
}

/** When a backup was made, and the secret in it; throws in plain words for what is no whole backup. */
function readBackup(file: string): { at: Instant; secret: string } {
  const refuse = (why: string) => new DataError(`${file} ${why}. Nothing was changed.`)
  if (!existsSync(file)) throw refuse('is not there')
  let copy: DatabaseSync | undefined
  try {
    copy = new DatabaseSync(file, { readOnly: true })
    const { user_version: version } = copy.prepare('PRAGMA user_version').get() as { user_version: number }
    if (version > SCHEMA_VERSION) throw refuse('was made by a newer Convoke; restore it with that one')
    if (!isWhole(copy)) throw refuse('is damaged; take another backup')
    const found = copy.prepare('SELECT copied_at AS at, secret FROM mark WHERE one = 1').get()
    const { at, secret } = (found ?? {}) as { at?: Instant | null; secret?: string | null }
    if (!at || !isSecret(secret)) throw refuse('is a database of Convoke, but no backup that npm run backup made')
    return { at, secret }
  } catch (error) {
    if (error instanceof DataError) throw error
    throw refuse('is not a whole backup of Convoke; it may be cut short, or another kind of file')
  } finally {
    copy?.close()
  }
}

function isWhole(sql: DatabaseSync): boolean {
  const { integrity_check: found } = sql.prepare('PRAGMA integrity_check(1)').get() as { integrity_check: string }
  return found === 'ok'
}

function secretIn(folder: string): string {
  const path = join(folder, 'secret')
  const secret = existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined
  if (isSecret(secret)) return secret
  throw new DataError(
    `${path} is missing or cut short: without it every link that was sent is dead, and a backup not whole.`,
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , does = '', ...args] = process.argv
  const now = new Date().toISOString() as Instant
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { data: { type: 'string' } } })
    const [file, more] = positionals
    if (!file || more !== undefined)
      throw new DataError(`Name one file: npm run ${does} -- FILE, and --data DIR for another folder.`)
    const folder = resolve(values.data ?? 'data')
    console.log(does === 'restore' ? restore(resolve(file), folder, now) : await backUp(folder, resolve(file), now))
  } catch (error) {
    if (!(error instanceof DataError) && (error as { code?: string }).code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
      throw error
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
