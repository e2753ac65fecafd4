/** An import that is taken back: as though it had not been, but for whom something happened to since. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HELD_BACK, type Invitation } from '../../../../domain/keep/invitation.ts'
import { readContext } from '../../../../functions/keep/context.ts'
import { change, invitationRef, invitationsOf, read } from '../../../../functions/keep/documents.ts'
import type { Store } from '../../../../functions/keep/ports.ts'
import { editInvitee } from '../../../../functions/list/correct.ts'
import { forgetEverywhere, heldOf } from '../../../../functions/list/forget.ts'
import { addInvitees, removeInvitee } from '../../../../functions/list/invite.ts'
import { lookBack, takeListBack } from '../../../../functions/list/take-back/take-back.ts'
import { releaseWave } from '../../../../functions/send/release-wave.ts'
import { makeWorld, type TestWorld } from '../../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee, signedCampaign } from '../../campaign/launch.ts'
import { type Visitor, visitor } from '../../visitor.ts'

const LIST = `/campaigns/${IDS.campaign}/invitees`
const HEADER = 'Name,Title,Company,Email'

let t: TestWorld
let convener: Visitor
beforeEach(async () => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
})
afterEach(() => t.close())

async function draft(invitees = 0): Promise<void> {
  await draftCampaign(t.world, { invitees })
  convener = await visitor(t.world, CONVENER)
}

/** Takes a list in as a convener does, and answers the id of the import. */
async function bring(...rows: string[]): Promise<string> {
  const path =
    (await convener.post(`${LIST}/read`, { pasted: [HEADER, ...rows].join('\n') })).headers.get('location') ?? ''
  await convener.post(path, { do: 'import', when: 'now' })
  return path.split('/').at(-1) ?? ''
}
const backOf = (id: string) => `${LIST}/import/${id}/take-back`

async function everybody(): Promise<Invitation[]> {
  const found: Invitation[] = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) found.push(value)
  return found
}
const names = async () =>
  (await everybody())
    .filter(({ removedAt }) => removedAt === undefined)
    .map(({ invitee: { name } }) => name)
    .sort()
const called = async (name: string): Promise<Invitation> => {
  const found = (await everybody()).find(each => each.invitee.name === name)
  if (!found) throw new Error(`nobody is called ${name}`)
  return found
}
const take = (id: string, most?: number) => takeListBack(t.world, IDS.campaign, id, CONVENER, most)

const JANE = 'Jane Roe,CEO,Roe,jane@roe.example'
const BOB = 'Bob Lee,CEO,Lee,bob@lee.example'

describe('an import that is taken back', () => {
  test('removes whom it added, and gives back to those it changed what stood there before', async () => {
    await draft()
    await bring(JANE)
    const second = await bring('Jane Roe,President,Roe Steel,jane@roe.example', BOB, 'Ann Ray,CEO,Ray,ann@ray.example')
    expect(await names()).toEqual(['Ann Ray', 'Bob Lee', 'Jane Roe'])
    const text = await convener.text(backOf(second))
    expect(text).toContain('2 people this list added are removed.')
    expect(text).toContain('1 person it changed gets back what was there before.')
    expect(await convener.text(LIST)).toContain('Take this import back')
    await convener.post(backOf(second))
    expect(await everybody()).toHaveLength(1)
    expect((await called('Jane Roe')).invitee).toMatchObject({ title: 'CEO', company: 'Roe' })
    const done = await convener.text(backOf(second))
    expect(done).toContain('2 people removed. 1 person as before.')
    // Pressed again it does nothing more, and says the same.
    await convener.post(backOf(second))
    expect(await convener.text(backOf(second))).toContain('2 people removed. 1 person as before.')
    expect(await names()).toEqual(['Jane Roe'])
  })

  test('can be taken in again, and taken back again', async () => {
    await draft()
    const id = await bring(JANE, BOB)
    await convener.post(backOf(id))
    expect(await names()).toEqual([])
    expect(await convener.text(`${LIST}/import/${id}`)).toContain('Import 2 people')
    await convener.post(`${LIST}/import/${id}`, { do: 'import' })
    expect(await names()).toEqual(['Bob Lee', 'Jane Roe'])
    await convener.post(backOf(id))
    expect(await names()).toEqual([])
    expect(await convener.text(backOf(id))).toContain('2 people removed.')
  })

  test('goes list by list: the later one first, and then the one before', async () => {
    await draft()
    const first = await bring(JANE)
    const second = await bring('Jane Roe,President,Roe,jane@roe.example')
    expect(await convener.text(backOf(first))).toContain('Jane Roe is on a later import, too.')
    await take(first)
    expect((await called('Jane Roe')).invitee.title).toBe('President')
    await take(second)
    expect((await called('Jane Roe')).invitee.title).toBe('CEO')
    await take(first)
    expect(await everybody()).toEqual([])
  })

  test('leaves whoever was edited since, and says by whom', async () => {
    await draft()
    const id = await bring(JANE, BOB)
    const { id: jane, invitee: was } = await called('Jane Roe')
    await editInvitee(t.world, IDS.campaign, jane, { ...was, title: 'Owner' }, 'dana@board.example')
    const text = await convener.text(backOf(id))
    expect(text).toContain('1 person stays on the list')
    expect(text).toContain('Jane Roe was changed since: changed title (dana@board.example')
    await convener.post(backOf(id))
    expect(await names()).toEqual(['Jane Roe'])
    expect((await called('Jane Roe')).invitee.title).toBe('Owner')
  })

  test('leaves whoever has had a letter since, or has answered', async () => {
    await signedCampaign(t.world, { invitees: 1 })
    convener = await visitor(t.world, CONVENER)
    const id = await bring(JANE, BOB)
    await t.clock.moveTo('2027-02-26T16:00:00.000Z')
    const { id: bob } = await called('Bob Lee')
    // Bob was added and nothing went to him: his letter is held back.
    await change(t.world.store, invitationRef(IDS.campaign, bob), stands => ({
      ...stands,
      sends: {
        invite: {
          status: 'skipped' as const,
          at: stands.addedAt,
          attempt: '',
          attempts: 0,
          why: HELD_BACK as typeof HELD_BACK,
          sequence: 0,
        },
      },
    }))
    await releaseWave(t.world, { campaign: IDS.campaign, wave: 'invite' })
    convener = await visitor(t.world, CONVENER)
    expect(await convener.text(backOf(id))).toContain('Jane Roe has been sent an email since.')
    await convener.post(backOf(id))
    expect(await names()).toEqual(['Guest 0', 'Jane Roe'])
  })

  test('puts back off the list whom it had put on it again', async () => {
    await draft()
    await bring(JANE)
    const { id: jane } = await called('Jane Roe')
    await removeInvitee(t.world, IDS.campaign, jane, CONVENER)
    const id = await bring('Jane Roe,Chair,Roe,jane@roe.example')
    expect(await names()).toEqual(['Jane Roe'])
    await take(id)
    expect(await names()).toEqual([])
    const after = (await read(t.world.store, invitationRef(IDS.campaign, jane)))?.value
    expect(after?.removedAt).toBeDefined()
    expect(after?.invitee.title).toBe('CEO')
  })

  test('is finished by the next press, where it was cut off', async () => {
    await draft()
    const id = await bring(
      ...Array.from({ length: 9 }, (_, n) => `Guest Number${'abcdefghi'[n]},CEO,C${n},g${n}@c${n}.example`),
    )
    expect(await take(id, 4)).toEqual({ removed: 4, restored: 0, more: true })
    expect(await everybody()).toHaveLength(5)
    // The store goes away in the middle.
    let writes = 0
    const failing: Store = {
      ...t.world.store,
      remove: async (...what) => {
        if (what[1].startsWith('invitation#') && ++writes > 2) throw new Error('the store is gone')
        return t.world.store.remove(...what)
      },
    }
    await expect(takeListBack({ ...t.world, store: failing }, IDS.campaign, id, CONVENER)).rejects.toThrow('gone')
    expect(await everybody()).toHaveLength(3)
    expect(await convener.text(backOf(id))).toContain('It is not finished yet. 3 people this list added are removed.')
    await convener.post(backOf(id))
    expect(await everybody()).toEqual([])
    expect(await convener.text(backOf(id))).toContain('9 people removed.')
  })

  test('loses nothing to a wave or to a colleague who comes first', async () => {
    await signedCampaign(t.world, { invitees: 0 })
    convener = await visitor(t.world, CONVENER)
    const id = await bring(JANE, BOB)
    const { id: jane, invitee: was } = await called('Jane Roe')
    const { id: bob } = await called('Bob Lee')
    const between = new Set([jane, bob])
    // Just before each is removed, somebody else is there first: a letter to Bob, an edit of Jane.
    const racing: Store = {
      ...t.world.store,
      remove: async (partition, key, seen) => {
        const who = [jane, bob].find(each => key.endsWith(each))
        if (who && between.delete(who)) {
          if (who === jane)
            await editInvitee(t.world, IDS.campaign, jane, { ...was, title: 'Owner' }, 'dana@board.example')
          else {
            await t.clock.moveTo('2027-02-26T16:00:00.000Z')
            await releaseWave(t.world, { campaign: IDS.campaign, wave: 'invite' })
          }
        }
        return t.world.store.remove(partition, key, seen)
      },
    }
    await takeListBack({ ...t.world, store: racing }, IDS.campaign, id, CONVENER)
    expect(await names()).toEqual(['Bob Lee', 'Jane Roe'])
    expect((await called('Jane Roe')).invitee.title).toBe('Owner')
    expect((await called('Bob Lee')).sends.invite?.status).toBe('sent')
  })

  test('leaves whoever is on a later list as well, changed by it or not, and whoever that list brings at that very moment', async () => {
    await draft()
    const first = await bring(JANE, BOB)
    const second = await bring(JANE)
    await take(first)
    expect(await names()).toEqual(['Jane Roe'])
    await take(second)
    expect(await names()).toEqual(['Jane Roe'])
    await take(first)
    expect(await names()).toEqual([])
    const third = await bring(JANE)
    let isFirst = true
    const racing: Store = {
      ...t.world.store,
      put: async (partition, key, value, seen, expires) => {
        if (isFirst && key.startsWith('invitation#')) {
          isFirst = false
          await take(third)
          expect(await names()).toEqual([])
        }
        return t.world.store.put(partition, key, value, seen, expires)
      },
    }
    const jane = invitee(1, { name: 'Jane Roe', title: 'Chair', email: 'jane@roe.example' })
    await addInvitees({ ...t.world, store: racing }, IDS.campaign, [jane], CONVENER, 'now')
    expect(isFirst).toBe(false)
    expect((await called('Jane Roe')).invitee.title).toBe('Chair')
  })

  test('tells a colleague whose save comes too late, and does not say it was saved', async () => {
    await draft()
    const id = await bring(JANE)
    const { id: jane } = await called('Jane Roe')
    await take(id)
    const response = await convener.post(`${LIST}/${jane}`, {
      name: 'Jane Roe',
      email: 'jane@roe.example',
      title: 'Owner',
    })
    expect(response.status).toBe(404)
  })

  test('keeps nothing of somebody who is forgotten, not even who they were before the list', async () => {
    await draft()
    await bring('Jane Formerly,Former Title,Former Works,jane@roe.example')
    const id = await bring('Jane Roe,CEO,Roe,jane@roe.example')
    const jane = await called('Jane Roe')
    const context = await readContext(t.world.store, IDS.campaign)
    if (!context) throw new Error('no campaign')
    expect((await heldOf(t.world, context, jane)).map(({ text }) => text)).toContain('Jane Formerly')
    await forgetEverywhere(t.world, context, jane, CONVENER)
    const after = JSON.stringify((await t.world.store.get(`campaign#${IDS.campaign}`, `invitation#${jane.id}`))?.value)
    expect(after).not.toMatch(/Formerly|Former Title|Jane|roe\.example/)
    // It goes on for the others, and does not bring them back.
    expect(await take(id)).toEqual({ removed: 0, restored: 0, more: false })
  })

  test('is there for those who may edit this campaign, and nobody else', async () => {
    await draft()
    const id = await bring(JANE)
    const stranger = await visitor(t.world, 'stranger@conveners.example')
    expect((await stranger.get(backOf(id))).status).toBe(404)
    expect((await stranger.post(backOf(id))).status).toBe(404)
    expect((await convener.get(backOf('nothing'))).status).toBe(404)
    expect(await names()).toEqual(['Jane Roe'])
    expect((await lookBack(t.world, IDS.campaign, id))?.remove).toBe(1)
  })
})
