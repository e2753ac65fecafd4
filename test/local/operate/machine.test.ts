/** What one machine tells its operator of itself. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../../local/database.ts'
import { createMachine } from '../../../local/operate/machine.ts'
import { holdTroubles } from '../../../local/operate/troubles.ts'

const NOW = '2027-01-04T16:00:00.000Z'

describe('one machine', () => {
  let database: Database
  beforeEach(() => {
    database = openDatabase(mkdtempSync(join(tmpdir(), 'convoke-machine-')))
  })
  afterEach(() => {
    database.close()
    rmSync(database.folder, { recursive: true, force: true })
  })

  it('tells its versions, who sends, how large its data are and how much room is left', async () => {
    database.sql.prepare("INSERT INTO mailbox (id, at, bytes) VALUES ('a', ?, zeroblob(5000))").run(NOW)
    const machine = createMachine({ database, startedAt: NOW, carrier: { by: 'nobody' }, troubles: () => [] })
    const facts = await machine.facts()
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect(facts).toMatchObject({ convoke: version, node: process.versions.node, startedAt: NOW, troubles: [] })
    expect(facts.storage).toMatchObject({ folder: database.folder, mail: { messages: 1, bytes: 5000 } })
    if (facts.storage.on !== 'disk') throw new Error('it is not on a disk')
    expect(facts.storage.database).toBeGreaterThan(5000)
    expect(facts.storage.free).toBeGreaterThan(0)
    expect(facts.storage.backedUpAt).toBeUndefined()
  })

  it('holds its latest failures, the newest first, and logs them as before', () => {
    const logged: string[] = []
    const { log, troubles } = holdTroubles({ info: () => {}, error: event => void logged.push(event) }, () => NOW)
    for (let n = 0; n < 40; n++) log.error(`failure ${n}`, { n })
    expect(logged).toHaveLength(40)
    expect(troubles()).toHaveLength(30)
    expect(troubles()[0]).toEqual({ at: NOW, event: 'failure 39', facts: { n: 39 } })
  })
})
