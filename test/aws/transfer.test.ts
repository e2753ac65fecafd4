import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createStore } from '../../aws/store.ts'
import { type AnswerRow, answersOf } from '../../functions/answers.ts'
import { releaseWave } from '../../functions/release-wave.ts'
import { openSession } from '../../functions/sign-in.ts'
import { sweep } from '../../functions/sweep.ts'
import { importDocuments, readExport } from '../../functions/transfer.ts'
import { exportFolder } from '../../local/export.ts'
import { CONVENER, IDS, signedCampaign } from '../functions/launch.ts'
import { makeWorld } from '../world.ts'
import { openTable, type TestTable } from './table.ts'

describe('moving from one machine to AWS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-move-'))
  let before: AnswerRow[] | undefined
  let table: TestTable
  let lines: string[] = []
  let said = ''
  beforeAll(async () => {
    const t = makeWorld({
      folder,
      start: '2027-01-04T16:00:00.000Z',
      release: async (world, schedule) => void (await releaseWave(world, schedule)),
      sweep,
    })
    await signedCampaign(t.world, { invitees: 30 })
    await t.timers.runUntil('2027-02-26T17:00:00.000Z')
    await openSession(t.world, CONVENER)
    before = await answersOf(t.world, IDS.campaign)
    t.close()
    table = await openTable()
    exportFolder(
      folder,
      line => lines.push(line.trimEnd()),
      line => {
        said += line
      },
      '2027-02-26T17:00:00.000Z',
    )
  }, 60_000)
  afterAll(async () => {
    await table.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('brings every document along, once however often it is run, and all of it says the same afterwards', async () => {
    const documents = readExport(lines.join('\n'))
    expect(documents.length).toBeGreaterThan(30)
    const store = createStore(table)
    expect(await importDocuments(store, documents)).toEqual({ written: documents.length, known: 0 })
    expect(await importDocuments(store, documents)).toEqual({ written: 0, known: documents.length })
    const there = makeWorld({ start: '2027-02-26T17:00:00.000Z', world: { store } })
    expect(await answersOf(there.world, IDS.campaign)).toEqual(before)
    there.close()
  })

  test('leaves sessions behind, and says that the secret has to come along', () => {
    expect(lines.some(line => line.includes('"session#'))).toBe(false)
    expect(said).toContain(join(folder, 'secret'))
  })

  test('refuses a table that holds something else, and an export that was changed', async () => {
    const store = createStore(table)
    const [first = ''] = lines.slice(1)
    const other = { ...JSON.parse(first), value: { another: 'value' } }
    await expect(importDocuments(store, [other])).rejects.toThrow('There are other documents in this table.')
    expect(() => readExport(lines.slice(0, -1).join('\n'))).toThrow('its last line does not read')
    expect(() => readExport(lines.filter((_, n) => n !== 3).join('\n'))).toThrow('changed or cut short')
    expect(() => readExport('nonsense')).toThrow('its first line does not read')
    lines = []
  })
})
