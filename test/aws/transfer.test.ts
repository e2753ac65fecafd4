import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importInto } from '../../aws/import.ts'
import { createStore } from '../../aws/store.ts'
import { openLogin } from '../../functions/access/sign-in.ts'
import { type AnswerRow, answersOf } from '../../functions/answer/answers.ts'
import type { Schedule } from '../../functions/keep/ports.ts'
import { importDocuments, readExport, staysBehind } from '../../functions/keep/transfer.ts'
import { sweep } from '../../functions/rounds/sweep.ts'
import { lookedAfter } from '../../functions/send/awake.ts'
import { exportFolder } from '../../local/export.ts'
import { CONVENER, IDS, signedCampaign } from '../functions/campaign/launch.ts'
import { makeWorld, releaseWaves } from '../world.ts'
import { openTable, type TestTable } from './table.ts'

const NOW = '2027-02-26T17:00:00.000Z'

describe('moving from one machine to AWS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-move-'))
  let before: AnswerRow[] | undefined
  let table: TestTable
  const lines: string[] = []
  let said = ''
  let planned: Schedule[] = []
  let rested = false
  const exportTo = (into: string[], from = folder) =>
    exportFolder(
      from,
      line => into.push(line.trimEnd()),
      line => {
        said += line
      },
      NOW,
    )
  beforeAll(async () => {
    const t = makeWorld({
      folder,
      start: '2027-01-04T16:00:00.000Z',
      release: releaseWaves,
      sweep,
    })
    await signedCampaign(t.world, { invitees: 30 })
    await t.timers.runUntil(NOW)
    await openLogin(t.world, CONVENER)
    before = await answersOf(t.world, IDS.campaign)
    planned = await t.timetable.list(IDS.campaign)
    rested = (await lookedAfter(t.world)).every(({ isResting }) => isResting)
    expect(() => exportTo([])).toThrow('already')
    t.close()
    table = await openTable()
    exportTo(lines)
  }, 60_000)
  afterAll(async () => {
    await table.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('brings every document along, once however often it is run, and all of it says the same afterwards', async () => {
    const documents = readExport(lines.join('\n'))
    expect(documents.length).toBeGreaterThan(30)
    expect(await importInto(table, documents.slice(0, 20))).toEqual({ written: 20, known: 0 })
    expect(await importInto(table, documents)).toEqual({ written: documents.length - 20, known: 20 })
    expect(await importInto(table, documents)).toEqual({ written: 0, known: documents.length })
    const run = { id: 'there', alone: false }
    const there = makeWorld({ start: NOW, world: { store: createStore(table), run } })
    expect(await answersOf(there.world, IDS.campaign)).toEqual(before)
    await sweep(there.world)
    expect(planned.length).toBeGreaterThan(0)
    expect(await there.timetable.list(IDS.campaign)).toEqual(planned)
    expect(there.outbox.count()).toBe(0)
    there.close()
  })

  test('lets the sweep see campaigns only when everything else is there', async () => {
    const other = await openTable()
    try {
      const documents = readExport(lines.join('\n'))
      const broken = documents.map(each => (each.key.startsWith('invitation#') ? { ...each, key: '' } : each))
      await expect(importInto(other, broken)).rejects.toThrow()
      expect((await createStore(other).list('active', { limit: 10 })).found).toEqual([])
      await importInto(other, documents)
      expect((await createStore(other).list('active', { limit: 10 })).found).toHaveLength(1)
    } finally {
      await other.close()
    }
  })

  test('leaves sessions behind, and that a campaign rests, and says that the secret has to come along', () => {
    expect(lines.some(line => line.includes('"session#'))).toBe(false)
    expect(rested).toBe(true)
    expect(lines.find(line => line.includes('"active"'))).not.toContain('rests')
    expect(['session#x', 'pace', 'sign-in#x', 'mailbox'].every(staysBehind)).toBe(true)
    expect(['campaign#x', 'partnership#x', 'active', 'suppression#x', 'person#x'].some(staysBehind)).toBe(false)
    expect(said).toContain(join(folder, 'secret'))
  })

  test('refuses a table that holds something else before it writes, one that is not there, and none at all', async () => {
    const other = await openTable()
    try {
      const store = createStore(other)
      const documents = readExport(lines.join('\n'))
      await store.put('session#abc', 'session', { email: CONVENER }, undefined)
      await store.put('campaign#another', 'campaign', { id: 'another' }, undefined)
      await expect(importInto(other, documents)).rejects.toThrow('holds 1 documents that are not of this export')
      expect(await store.get(`campaign#${IDS.campaign}`, 'campaign')).toBeUndefined()
      await expect(importInto({ ...other, table: 'elsewhere' }, documents)).rejects.toThrow(
        'There is no table elsewhere here.',
      )
    } finally {
      await other.close()
    }
  })

  test('refuses a document that has changed since, and an export that was changed or cut short', async () => {
    const [first = ''] = lines.slice(1)
    const other = { ...JSON.parse(first), value: { another: 'value' } }
    await expect(importDocuments(createStore(table), [other])).rejects.toThrow(
      'There are other documents in this table.',
    )
    expect(() => readExport(lines.slice(0, -1).join('\n'))).toThrow('its last line does not read')
    expect(() => readExport(lines.filter((_, n) => n !== 3).join('\n'))).toThrow('changed or cut short')
    expect(() => readExport(lines.map(line => line.replace('Guest', 'Guesd')).join('\n'))).toThrow(
      'changed or cut short',
    )
    expect(() => readExport('nonsense')).toThrow('its first line does not read')
  })

  test('makes no empty export of a folder that was mistyped', () => {
    const mistyped = join(folder, 'not-here')
    expect(() => exportTo([], mistyped)).toThrow('There is no data of Convoke in')
    expect(existsSync(mistyped)).toBe(false)
  })
})
