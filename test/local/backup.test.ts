import { type ChildProcess, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUp, restore } from '../../local/backup.ts'
import { openDatabase } from '../../local/database.ts'
import { lastBackup } from '../../local/operate/command-entry.ts'
import { readSecret } from '../../local/secret.ts'

const NOW = '2027-01-04T16:00:00.000Z'

describe('A backup', () => {
  let place: string
  let folder: string
  let file: string
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'convoke-backup-'))
    folder = join(place, 'data')
    file = join(place, 'copy.db')
  })
  afterEach(() => rmSync(place, { recursive: true, force: true }))

  /** A folder that is in use, with so many documents. */
  async function inUse(documents = 3) {
    const database = openDatabase(folder)
    const secret = readSecret(folder)
    const put = database.sql.prepare('INSERT INTO docs (partition, key, value, version) VALUES (?, ?, ?, 1)')
    for (let n = 0; n < documents; n++)
      await database.commits.run(() => put.run('p', `k${n}`, JSON.stringify({ n, text: 'x'.repeat(200) })))
    return { database, secret }
  }
  const keysIn = (path: string): number => {
    const sql = new DatabaseSync(path)
    const { count } = sql.prepare("SELECT count(*) AS count FROM docs WHERE partition NOT LIKE 'audit#%'").get() as {
      count: number
    }
    sql.close()
    return count
  }

  it('is made while Convoke writes, holds all of one moment and the secret, and is for its owner alone', async () => {
    const { database, secret } = await inUse(500)
    let stop = false
    const writes = (async () => {
      const put = database.sql.prepare('INSERT INTO docs (partition, key, value, version) VALUES (?, ?, ?, 1)')
      for (let n = 0; !stop; n++) await database.commits.run(() => put.run('later', `k${n}`, '{}'))
    })()
    expect(await backUp(folder, file, NOW)).toMatch(/^Backed up \d+ documents .* and checked them/)
    stop = true
    await writes
    database.close()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(place).sort()).toEqual(['copy.db', 'data'])
    rmSync(folder, { recursive: true })
    expect(restore(file, folder, NOW)).toContain('as it was on 2027-01-04 16:00 UTC')
    expect(readSecret(folder)).toBe(secret)
    expect(keysIn(join(folder, 'convoke.db'))).toBeGreaterThanOrEqual(500)
    // A thief of the database finds no secret in it.
    expect(readFileSync(join(folder, 'convoke.db')).includes(secret)).toBe(false)
  })

  it('put back keeps what was there before aside, and is not put into a folder in use', async () => {
    const { database } = await inUse()
    await backUp(folder, file, NOW)
    expect(() => restore(file, folder, NOW)).toThrow(/Another Convoke is already running/)
    database.close()
    const later = openDatabase(folder)
    later.sql.exec('DELETE FROM docs')
    later.close()
    expect(restore(file, folder, NOW)).toContain('is kept in')
    expect(keysIn(join(folder, 'convoke.db'))).toBe(3)
    expect(keysIn(join(folder, 'replaced-2027-01-04T16-00-00-000Z', 'convoke.db'))).toBe(0)
  })

  it('leaves an entry in the audit log where it was made, and where it was put back; the folder knows when it was', async () => {
    const { database } = await inUse()
    const deedsIn = (path: string): unknown[] => {
      const sql = new DatabaseSync(path)
      const rows = sql.prepare("SELECT value FROM docs WHERE partition = 'audit#2027-01'").all() as { value: string }[]
      sql.close()
      return rows.map(({ value }) => JSON.parse(value))
    }
    expect(lastBackup(folder)).toBeUndefined()
    await backUp(folder, file, NOW)
    expect(lastBackup(folder)).toBe(NOW)
    database.close()
    const made = { at: NOW, deed: 'backup made', kind: 'export', outcome: 'done', count: 3 }
    expect(deedsIn(join(folder, 'convoke.db'))).toMatchObject([made])
    restore(file, folder, NOW)
    expect(deedsIn(join(folder, 'convoke.db'))).toMatchObject([{ at: NOW, deed: 'backup restored', outcome: 'done' }])
  })

  it('is not made over another file, of a folder without data or a secret, or of damaged data', async () => {
    await expect(backUp(folder, file, NOW)).rejects.toThrow(/There is no data of Convoke in .*--data DIR/)
    const { database } = await inUse(2000)
    writeFileSync(file, 'mine')
    await expect(backUp(folder, file, NOW)).rejects.toThrow(/already a file/)
    expect(readFileSync(file, 'utf8')).toBe('mine')
    rmSync(file)
    database.close()
    const at = join(folder, 'convoke.db')
    const bytes = readFileSync(at)
    writeFileSync(at, bytes.fill(7, 12_000, bytes.length - 12_000))
    await expect(backUp(folder, file, NOW)).rejects.toThrow(/is damaged.*npm run restore/)
    expect(existsSync(file)).toBe(false)
    expect(() => openDatabase(folder)).toThrow(/is damaged\. Nothing was sent\. .*npm run restore -- FILE/)
    writeFileSync(join(folder, 'secret'), 'short')
    await expect(backUp(folder, file, NOW)).rejects.toThrow(/missing or cut short/)
  })

  it('that is cut short, of another kind, or a bare database is refused, and changes nothing', async () => {
    const { database } = await inUse(2000)
    await backUp(folder, file, NOW)
    database.close()
    const whole = readFileSync(file)
    const before = readFileSync(join(folder, 'convoke.db'))
    const refused = (why: RegExp) => {
      expect(() => restore(file, folder, NOW)).toThrow(why)
      expect(readdirSync(folder).filter(name => name.startsWith('replaced'))).toEqual([])
      expect(readFileSync(join(folder, 'convoke.db')).equals(before)).toBe(true)
    }
    truncateSync(file, Math.floor(whole.length / 2))
    refused(/copy\.db .*Nothing was changed/)
    writeFileSync(file, Buffer.from(whole).fill(7, 12_000, 40_000))
    refused(/copy\.db .*Nothing was changed/)
    writeFileSync(file, 'a letter to somebody')
    refused(/is not a whole backup of Convoke/)
    cpSync(join(folder, 'convoke.db'), file)
    refused(/no backup that npm run backup made/)
    rmSync(file)
    refused(/is not there/)
  })

  it('is made and put back by its commands, which say what is wrong in words', async () => {
    const { database } = await inUse()
    database.close()
    const run = (...args: string[]): Promise<{ code: number; said: string }> =>
      new Promise(done => {
        const child: ChildProcess = spawn('npm', ['run', '-s', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
        let said = ''
        for (const stream of [child.stdout, child.stderr])
          stream?.on('data', text => {
            said += text
          })
        child.once('close', code => done({ code: code ?? -1, said }))
      })
    const made = await run('backup', '--', file, '--data', folder)
    expect(made).toEqual({ code: 0, said: expect.stringContaining('Backed up 3 documents') })
    const back = await run('restore', '--', file, '--data', folder)
    expect(back).toEqual({ code: 0, said: expect.stringContaining('Put back') })
    expect(await run('backup')).toEqual({
      code: 1,
      said: expect.stringMatching(/^Name one file: npm run backup -- FILE/),
    })
    expect(await run('restore', '--', 'nothing.db', '--data', folder)).toEqual({
      code: 1,
      said: expect.stringMatching(/nothing\.db is not there\. Nothing was changed\.\n$/),
    })
  })
})
