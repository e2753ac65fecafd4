import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCommits } from '../../local/commits.ts'
import { createJournal } from '../../local/journal.ts'

let folder: string
let sql: DatabaseSync
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'convoke-commits-'))
  sql = new DatabaseSync(join(folder, 'some.db'))
  sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (n INTEGER) STRICT')
})
afterEach(() => {
  if (sql.isOpen) sql.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A disk that is as slow as a test wants. */
function slowDisk() {
  const waiting: { resolve: () => void; reject: (why: Error) => void }[] = []
  const sync = () => new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }))
  return { waiting, commits: createCommits(sql, folder, { sync }) }
}
const rows = () => sql.prepare('SELECT count(*) AS count FROM t').get()?.count
const turns = async () => {
  for (let n = 0; n < 5; n++) await turn()
}

describe('A write', () => {
  it('is answered once the disk has it, and everything else goes on meanwhile', async () => {
    const { waiting, commits } = slowDisk()
    const insert = sql.prepare('INSERT INTO t VALUES (1)')
    let answered = 0
    for (let n = 0; n < 3; n++) void commits.run(() => insert.run()).then(() => answered++)
    await turns()
    expect({ answered, waiting: waiting.length, rows: rows() }).toEqual({ answered: 0, waiting: 1, rows: 3 })
    // What comes while the disk is at work shares the next transaction.
    for (let n = 0; n < 4; n++) void commits.run(() => insert.run()).then(() => answered++)
    await turns()
    expect({ answered, waiting: waiting.length, rows: rows() }).toEqual({ answered: 0, waiting: 1, rows: 3 })
    waiting[0]?.resolve()
    await turns()
    expect({ answered, waiting: waiting.length, rows: rows() }).toEqual({ answered: 3, waiting: 2, rows: 7 })
    waiting[1]?.resolve()
    await turns()
    expect(answered).toBe(7)
  })

  it('that the disk did not take is told to whoever wrote it, and the next is tried', async () => {
    const { waiting, commits } = slowDisk()
    const insert = sql.prepare('INSERT INTO t VALUES (1)')
    const first = commits.run(() => insert.run())
    await turns()
    waiting[0]?.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
    await expect(first).rejects.toThrow(/disk that holds .* is full/)
    const second = commits.run(() => insert.run())
    await turns()
    waiting[1]?.resolve()
    await expect(second).resolves.toMatchObject({ changes: 1 })
  })

  it('is safe when the data is closed, whatever was on its way', async () => {
    const journal = createJournal(join(folder, 'some.db'))
    const commits = createCommits(sql, folder, journal)
    const insert = sql.prepare('INSERT INTO t VALUES (1)')
    const first = commits.run(() => insert.run())
    await turn()
    const second = commits.run(() => insert.run())
    commits.flush()
    journal.close()
    sql.close()
    await Promise.all([first, second])
    sql = new DatabaseSync(join(folder, 'some.db'))
    expect(rows()).toBe(2)
    await expect(commits.run(() => insert.run())).rejects.toThrow()
  })

  it('beside the transactions waits for the disk as ever', async () => {
    const commits = createCommits(sql, folder, createJournal(join(folder, 'some.db')))
    await commits.run(() => sql.prepare('INSERT INTO t VALUES (1)').run())
    expect(sql.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
  })
})
