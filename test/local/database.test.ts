import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../local/database.ts'
import { createStore } from '../../local/store.ts'

/** Opens the folder in a process of its own, says "open" or the error, and stays. */
const HOLDER = `
  import { openDatabase } from '${resolve('local/database.ts')}'
  import { createStore } from '${resolve('local/store.ts')}'
  try {
    const store = createStore(openDatabase(process.argv.at(-1)))
    if ((await store.get('p', 'k')) === undefined) await store.put('p', 'k', 'kept', undefined)
    console.log('open')
    setInterval(() => {}, 1000)
  } catch (error) { console.log(error.name + ': ' + error.message); process.exit(1) }`
const ARGS = (folder: string) => ['--import', 'tsx', '--input-type=module', '-e', HOLDER, folder]

describe('the data folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'convoke-db-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is made when it is missing, and opened again with its data', async () => {
    const deep = join(folder, 'not', 'yet', 'there')
    const first = openDatabase(deep)
    await createStore(first).put('p', 'k', 'kept', undefined)
    first.close()
    const second = openDatabase(deep)
    expect((await createStore(second).get('p', 'k'))?.value).toBe('kept')
    second.close()
  })

  it('belongs to one process; kill -9 frees it and loses nothing that was answered', async () => {
    const holder = spawn(process.execPath, ARGS(folder), { stdio: ['ignore', 'pipe', 'inherit'] })
    const said = await new Promise(done => holder.stdout.once('data', text => done(String(text).trim())))
    const gone = new Promise(done => holder.once('exit', done))
    try {
      expect(said).toBe('open')
      expect(() => openDatabase(folder)).toThrow(/Another Convoke is already running on the data folder .*--data DIR/)
    } finally {
      holder.kill('SIGKILL')
      await gone
    }
    const database = openDatabase(folder)
    expect((await createStore(database).get('p', 'k'))?.value).toBe('kept')
    database.close()
  })

  it('cannot be opened twice by one process either', () => {
    const database = openDatabase(folder)
    expect(() => openDatabase(folder)).toThrow(/already running/)
    database.close()
    openDatabase(folder).close()
  })

  it('that may not be written is named, with what to do', () => {
    writeFileSync(join(folder, 'file'), 'not a folder')
    expect(() => openDatabase(join(folder, 'file'))).toThrow(/cannot write to the data folder .*file.*--data DIR/)
    expect(() => openDatabase(join(folder, 'file', 'below'))).toThrow(/cannot write to the data folder/)
    // Somebody who owns nothing here; the superuser may write everywhere, so it steps down first.
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    const tried = spawnSync(process.execPath, ARGS('/'), { ...nobody, encoding: 'utf8' })
    expect(tried.stdout).toMatch(/DataError: Convoke cannot write to the data folder \//)
  })

  it('on a full disk says so to the one who wrote, and goes on when there is room', async () => {
    const database = openDatabase(folder)
    const store = createStore(database)
    await store.put('p', 'before', 1, undefined)
    const { page_count: pages } = database.sql.prepare('PRAGMA page_count').get() as { page_count: number }
    database.sql.exec(`PRAGMA max_page_count = ${pages}`)
    const big = store.put('p', 'big', 'x'.repeat(100_000), undefined)
    await expect(big).rejects.toThrow(/disk that holds .* is full.*Free some space/)
    expect(await store.get('p', 'big')).toBeUndefined()
    database.sql.exec('PRAGMA max_page_count = 100000')
    expect(await store.put('p', 'big', 'x'.repeat(100_000), undefined)).toBe(1)
    database.close()
  })

  it('of a newer Convoke is left alone', () => {
    const database = openDatabase(folder)
    database.sql.exec('PRAGMA user_version = 999')
    database.close()
    expect(() => openDatabase(folder)).toThrow(/written by a newer Convoke/)
  })

  it('with a damaged database is called damaged', () => {
    writeFileSync(join(folder, 'convoke.db'), 'this is no database, whatever its name says'.repeat(100))
    expect(() => openDatabase(folder)).toThrow(/is damaged.*backup/)
  })
})
