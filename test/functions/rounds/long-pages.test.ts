/** Pages of whoever has much: partnerships and calls come fifty at a time, and nothing of the other pages is lost. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { partnershipIdFrom } from '../../../domain/keep/ids.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { create, partnershipOfRef, partnershipRef, refOf } from '../../../functions/keep/documents.ts'
import { DOCUMENTS } from '../../../functions/keep/registry.ts'
import { callSheetOf, callsOf } from '../../../functions/prepare/call-sheet.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, partnership, signedCampaign } from '../campaign/launch.ts'
import { formsOf } from '../forms.ts'
import { plain, type Visitor, visitor } from '../visitor.ts'

let t: TestWorld
let convener: Visitor
beforeEach(async () => {
  t = makeWorld({
    start: '2027-02-01T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
  })
  convener = await visitor(t.world, CONVENER)
})
afterEach(() => t.close())

describe('the first page of somebody with many partnerships', () => {
  const names = (text: string) => [...text.matchAll(/Industry (\d+)/g)].map(([, n]) => Number(n))
  beforeEach(async () => {
    await signedCampaign(t.world, { invitees: 1 })
    for (let n = 1; n <= 60; n++) {
      const id = partnershipIdFrom(`p${String(n).padStart(15, '0')}`)
      const industry = `Industry ${String(n).padStart(2, '0')}`
      await create(t.world.store, partnershipRef(id), partnership({ id, name: industry }))
      await create(t.world.store, partnershipOfRef(CONVENER, id), { id })
      await create(t.world.store, refOf(DOCUMENTS.campaignOf, id, IDS.campaign), { id: IDS.campaign })
    }
  })

  it('shows fifty of them by name, and leads to the others', async () => {
    const first = await convener.text('/')
    expect(names(first)).toEqual(expect.arrayContaining([1, 49]))
    expect(new Set(names(first)).size).toBeLessThanOrEqual(50)
    expect(first).toContain('60 partnerships, by name, page 1 of 2')
    const second = names(await convener.text('/?page=2'))
    expect(new Set([...names(first), ...second]).size).toBe(60)
  })

  it('finds a part of a name in whatever case, says when none has it, and keeps what was typed', async () => {
    const found = await convener.text('/?q=iNDUSTRY 17')
    expect(new Set(names(found))).toEqual(new Set([17]))
    expect(found).toContain('1 partnership, by name')
    const html = await (await convener.get('/?q=%22%3Eno')).text()
    expect(plain(html)).toContain('None has that in its name.')
    expect(html).toContain('value="&quot;&gt;no"')
  })
})

describe('the call sheet of a long list', () => {
  const CALLS = `/campaigns/${IDS.campaign}/calls`
  const shared = async () => Object.keys((await callSheetOf(t.world.store, IDS.campaign)).shares).length
  const press = async (path: string, more: Record<string, string> = {}) => {
    const html = await (await convener.get(path)).text()
    const form = formsOf(html).find(({ action }) => action.startsWith(CALLS))
    if (!form) throw new Error('no form to assign calls')
    const { all: _, ...fields } = form.fields
    return convener.post(form.action, { ...fields, ...more })
  }
  beforeEach(async () => {
    await signedCampaign(t.world, { invitees: 60 })
    await t.timers.runUntil('2027-03-18T15:00:00.000Z')
    convener = await visitor(t.world, CONVENER)
  })

  it('comes fifty at a time, with what stands for all of them above', async () => {
    const first = await convener.text(CALLS)
    expect(first).toContain('60 people of 25 companies')
    expect(first).toContain('Assign these 50')
    expect(first).toContain('Assign these and the 10 on other pages, as proposed')
    const html = await (await convener.get(`${CALLS}?page=2`)).text()
    expect(html.match(/<select/g)).toHaveLength(10)
  })

  it('assigns those of one page alone, and keeps them when another page is assigned', async () => {
    expect((await press(`${CALLS}?page=2`)).status).toBe(303)
    expect(await shared()).toBe(10)
    expect((await press(CALLS)).status).toBe(303)
    expect(await shared()).toBe(60)
  })

  it('assigns the others as they were proposed where the convener says so, and changes none that somebody has', async () => {
    const found = await readContext(t.world.store, IDS.campaign)
    if (!found) throw new Error('no campaign')
    const { calls } = await callsOf(t.world, found)
    const last = calls.at(-1)?.person.invitation.id ?? ''
    await press(`${CALLS}?page=2`, { [`caller-${last}`]: '' })
    await press(CALLS, { all: 'yes' })
    const { shares } = await callSheetOf(t.world.store, IDS.campaign)
    expect(Object.keys(shares)).toHaveLength(60)
    expect(shares[last]).toBe('')
    for (const { person, caller } of calls.slice(0, -1)) expect(shares[person.invitation.id]).toBe(caller)
  })
})
