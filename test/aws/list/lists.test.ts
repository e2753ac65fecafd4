/** Taking an import back and knowing people again, over the table: many small writes side by side, each by itself. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStore } from '../../../aws/store.ts'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import {
  campaignOfRef,
  campaignRef,
  create,
  invitationsOf,
  partnershipOfRef,
  read,
} from '../../../functions/keep/documents.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { knownElsewhere } from '../../../functions/list/known/known-elsewhere.ts'
import { lookBack, noteTaken, takeListBack } from '../../../functions/list/take-back/take-back.ts'
import { campaign as blank, launch } from '../../domain/keep/campaigns.ts'
import { CONVENER, draftCampaign, IDS, invitee } from '../../functions/campaign/launch.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { openTable, type TestTable } from '../table.ts'

let table: TestTable
let t: TestWorld
beforeAll(async () => {
  table = await openTable()
  t = makeWorld({ world: { store: createStore({ table: table.table, connection: table.connection }) } })
})
afterAll(async () => {
  t?.close()
  await table?.close()
})

test('three hundred people are taken back, in presses of a hundred, and are known on the other list all along', async () => {
  const { world } = t
  await draftCampaign(world, { invitees: 3 })
  const before = campaignIdFrom('b'.repeat(16))
  await create(world.store, partnershipOfRef(CONVENER, IDS.partnership), { id: IDS.partnership })
  await create(
    world.store,
    campaignRef(before),
    blank({ id: before, partnership: IDS.partnership, meeting: launch({ uid: 'b@x' }) }),
  )
  await create(world.store, campaignOfRef(IDS.partnership, before), { id: before })
  const people = Array.from({ length: 300 }, (_, n) => invitee(n + 3, { email: `guest${n + 3}@many.example` }))
  await addInvitees(world, before, people.slice(0, 40), CONVENER, 'now')
  const list = { id: 'list', campaign: IDS.campaign, name: 'people.csv' }
  await noteTaken(world, list, CONVENER)
  // Two of the three who are there already get another title by it.
  const changed = [0, 1].map(n => invitee(n, { title: 'Owner' }))
  await addInvitees(world, IDS.campaign, [...people, ...changed], CONVENER, 'now', undefined, 'list')
  const here = (await read(world.store, campaignRef(IDS.campaign)))?.value
  if (!here) throw new Error('no campaign')
  const known = () =>
    knownElsewhere(
      world,
      CONVENER,
      here,
      people.slice(0, 50).map(({ email }) => email),
    )
  expect((await known()).size).toBe(40)
  expect(await lookBack(world, IDS.campaign, 'list')).toMatchObject({ remove: 300, restore: 2, stay: [] })
  const presses = []
  for (let more = true; more; ) {
    const did = await takeListBack(world, IDS.campaign, 'list', CONVENER, 100)
    if (typeof did === 'string') throw new Error(did)
    presses.push(did.removed + did.restored)
    more = did.more
  }
  expect(presses).toEqual([100, 100, 100, 2])
  const left = []
  for await (const { value } of invitationsOf(world.store, IDS.campaign)) left.push(value.invitee)
  expect(left.map(({ name, title }) => `${name}, ${title}`).sort()).toEqual([
    'Guest 0, CEO',
    'Guest 1, CEO',
    'Guest 2, CEO',
  ])
  expect((await known()).size).toBe(40)
}, 60_000)
