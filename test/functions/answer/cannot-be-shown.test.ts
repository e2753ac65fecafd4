/** What of a campaign cannot be read: it is listed, and taken away where that does no harm. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { missingOf, takeAway } from '../../../functions/answer/cannot-be-shown.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { invitationRef, suppressionRef, waveRef } from '../../../functions/keep/documents.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { draftCampaign, IDS, invitee } from '../campaign/launch.ts'

let t: TestWorld
const context = async () => {
  const found = await readContext(t.world.store, IDS.campaign)
  if (!found) throw new Error('no campaign')
  return found
}
const GUEST = invitationRef(IDS.campaign, invitationIdOf(IDS.campaign, invitee(0).email))
const WAVE = waveRef(IDS.campaign, 'invite')
const OPTED_OUT = suppressionRef(IDS.partnership, 'x@x.example')
const spoil = async ({ partition, key }: { partition: string; key: string }) => {
  const stands = await t.world.store.get(partition, key)
  await t.world.store.put(partition, key, { shape: 1, spoiled: true }, stands?.version)
}
beforeEach(async () => {
  t = makeWorld()
  await draftCampaign(t.world, { invitees: 2 })
})
afterEach(() => t.close())

test('nothing is missing where everything can be read', async () => {
  expect(await missingOf(t.world.store, await context())).toEqual([])
})

test('rows of a campaign and of its partnership that cannot be read are listed, with what stands in them', async () => {
  for (const ref of [GUEST, WAVE, OPTED_OUT]) await spoil(ref)
  const missing = await missingOf(t.world.store, await context())
  expect(missing.map(({ row, removable }) => [row.place.kind, row.place.key, removable])).toEqual(
    expect.arrayContaining([
      ['invitation', GUEST.key, true],
      ['wave', WAVE.key, true],
      ['suppression', OPTED_OUT.key, false],
    ]),
  )
  expect(missing).toHaveLength(3)
  expect(new Set(missing.map(({ id }) => id)).size).toBe(3)
  for (const { value } of missing) expect(value).toMatchObject({ spoiled: true })
})

test('a row is taken away as it was looked at, once, and only where that does no harm', async () => {
  await spoil(WAVE)
  const [wave] = await missingOf(t.world.store, await context())
  if (!wave) throw new Error('nothing is missing')
  const take = async (id: string, version: number) => takeAway(t.world, await context(), id, version)
  expect(await take('none', 1)).toBe('changed')
  expect(await take(wave.id, wave.row.place.version + 1)).toBe('changed')
  expect(await take(wave.id, wave.row.place.version)).toBe('taken away')
  expect(await t.world.store.get(WAVE.partition, WAVE.key)).toBeUndefined()
  expect(await take(wave.id, wave.row.place.version)).toBe('changed')
  expect(t.logged.filter(({ event }) => event.includes('taken away'))).toHaveLength(1)
  // Who opted out would be written to again.
  await spoil(OPTED_OUT)
  const [left] = await missingOf(t.world.store, await context())
  expect(await take(left?.id ?? '', left?.row.place.version ?? 0)).toBe('not removable')
})
