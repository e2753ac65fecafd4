/** What acts of quarterly tables refuse by themselves, whichever door they are called through. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { partnershipIdFrom, teamIdFrom } from '../../../domain/keep/ids.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { campaignsOf } from '../../../functions/keep/overview.ts'
import { cancel } from '../../../functions/send/steer-campaign.ts'
import { agendaOf } from '../../../functions/table/agenda.ts'
import {
  type AgendaEdit,
  editAgenda,
  type Hand,
  handOfMember,
  handOfTeam,
} from '../../../functions/table/edit-agenda.ts'
import { planDebrief, planSeries, planTeamCall } from '../../../functions/table/plan-meetings.ts'
import { askPulse, renew } from '../../../functions/table/renew.ts'
import { releaseReport, reportOf, writeReport } from '../../../functions/table/report.ts'
import { CONVENER, IDS } from '../campaign/launch.ts'
import { guest, quarterlyTables, type Tables } from './quarterly.ts'

let at: Tables
beforeEach(async () => {
  at = await quarterlyTables(['2027-08-10'])
})
afterEach(() => at.t.close())

const context = async (campaign = IDS.campaign) => {
  const found = await readContext(at.t.world.store, campaign)
  if (!found) throw new Error('no campaign')
  return found
}
const count = async () => (await campaignsOf(at.t.world, IDS.partnership)).length

describe('the agenda', () => {
  const hand = (n: number, over: Partial<Hand> = {}): Hand => ({
    person: { name: `Guest ${n}`, company: '', email: guest(n) },
    mayAdd: true,
    mayOrder: false,
    mayTakeOff: false,
    ...over,
  })
  const edit = async (whose: Hand, what: AgendaEdit, campaign?: Campaign) =>
    editAgenda(at.t.world, campaign ?? (await at.table(0)), whose, what)
  const items = async () => (await agendaOf(at.t.world, await at.table(0))).items

  test('is not changed by public partners, nor put in order by members or by who reads it for the team', async () => {
    const person = { name: 'Fay', title: '', company: 'College', email: 'fay@college.example', publicPartner: true }
    const partner = handOfMember({ ...(await context()), person, champion: false })
    expect(await edit(partner, { do: 'add', text: 'Our program' })).toBe('not theirs')
    await edit(hand(0), { do: 'add', text: 'Freight' })
    const [item] = await items()
    for (const how of ['up', 'first', 'later'] as const)
      expect(await edit(hand(0), { do: how, item: item?.id ?? '' })).toBe('not theirs')
    expect(await edit(hand(1), { do: 'take-back', item: item?.id ?? '' })).toBe('not theirs')
    expect(await edit(hand(1), { do: 'list' })).toBe('not theirs')
    const { partnership } = await context()
    const reader = handOfTeam(partnership, 'reader@example.org')
    expect(await edit(reader, { do: 'add', text: 'x' })).toBe('not theirs')
    expect(await items()).toHaveLength(1)
    expect(await edit(hand(0), { do: 'take-back', item: item?.id ?? '' })).toBe('done')
    expect(await edit(handOfTeam(partnership, CONVENER), { do: 'list' })).toBe('done')
  })

  test('takes five items of one person and twenty in all, also at the same moment', async () => {
    const five = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(n => edit(hand(0), { do: 'add', text: `No. ${n}` })))
    expect(five.filter(each => each === 'done')).toHaveLength(5)
    expect(five.filter(each => each === 'enough of one')).toHaveLength(2)
    for (let n = 1; n < 4; n++) for (let k = 0; k < 5; k++) await edit(hand(n), { do: 'add', text: `No. ${k}` })
    expect(await edit(hand(9), { do: 'add', text: 'One too many' })).toBe('full')
    expect(await items()).toHaveLength(20)
  })

  test('is closed once the table begins or is off, and a launch has none', async () => {
    const add = { do: 'add', text: 'Late' } as const
    expect(await edit(hand(0), add, (await context()).campaign)).toBe('closed')
    await at.t.clock.moveTo('2027-08-10T14:00:00.000Z')
    expect(await edit(hand(0), add)).toBe('closed')
    await cancel(at.t.world, (await at.table(0)).id, CONVENER)
    expect(await edit(hand(0), add)).toBe('closed')
    expect(await items()).toEqual([])
  })
})

describe('a meeting to come', () => {
  const venue = { host: 'Lee Forge', address: '', parking: '', access: '' }
  const wish = { start: '08:00', end: '09:00', zone: 'America/Denver', venue }
  const somebody = { members: [], others: [{ name: 'Eli', email: 'eli@shop.example' }] }
  const nobody = { members: ['stranger@knows.example'], others: [] }

  test('asks somebody, on a day that is still to come', async () => {
    const before = await count()
    const { partnership } = await context()
    const call = { ...wish, name: 'Housing', date: '2027-02-01' }
    const plan = (people: typeof somebody | typeof nobody) =>
      planTeamCall(at.t.world, partnership, call, people, CONVENER)
    expect(await plan(somebody)).toEqual({ refused: ['past'] })
    expect(await plan(nobody)).toEqual({ refused: ['past', 'nobody'] })
    expect(await count()).toBe(before)
  })

  test('comes in series of twenty at most, each on a day that is still to come', async () => {
    const before = await count()
    const { partnership } = await context()
    const series = (days: Parameters<typeof planSeries>[2], people: typeof somebody | typeof nobody = somebody) =>
      planSeries(at.t.world, partnership, days, wish, people, CONVENER)
    const rule = { ordinal: 2, weekday: 2, months: [2, 5] } as const
    expect(await series({ dates: ['2027-01-05', '2027-12-07'] })).toEqual({ refused: [{ past: ['2027-01-05'] }] })
    expect(await series({ rule, count: 21 })).toEqual({ refused: ['too many'] })
    const days = Array.from({ length: 21 }, (_, n) => `2028-01-${String(n + 1).padStart(2, '0')}`)
    expect(await series({ dates: days })).toEqual({ refused: ['too many'] })
    expect(await series({ rule, count: 2 }, nobody)).toEqual({ refused: ['nobody'] })
    expect(await count()).toBe(before)
  })

  test('debriefs a launch that has a date, for a quarter of an hour to four hours', async () => {
    const length = async (minutes: number) => {
      const planned = await planDebrief(at.t.world, await context(), minutes, CONVENER)
      if (planned === 'no launch') throw new Error(planned)
      return (await context(planned.campaign)).campaign.meeting?.end
    }
    expect(await length(9_999)).toBe('13:00')
    const { campaign, partnership } = await context()
    const undated = {
      campaign: { ...campaign, meeting: undefined },
      partnership: { ...partnership, id: partnershipIdFrom('none') },
    }
    expect(await planDebrief(at.t.world, undated, 45, CONVENER)).toBe('no launch')
  })
})

describe('after a table', () => {
  const words = { subject: 'Where we are', body: 'Dear {{first_name}}', missed: '' }

  test('the survey is asked of a table alone, and not taken back once its letter has left', async () => {
    const { campaign } = await context()
    expect(await askPulse(at.t.world, campaign, true, CONVENER)).toBe('not after this')
    const table = await at.table(0)
    const left = { ...table, left: { ...table.left, pulse: '2027-08-12T15:00:00.000Z' } }
    expect(await askPulse(at.t.world, left, false, CONVENER)).toBe('left')
    expect(await askPulse(at.t.world, table, false, CONVENER)).toBe('saved')
    expect((await at.table(0)).pulse).toBeUndefined()
  })

  test('priorities are renewed where there is something to renew', async () => {
    const { campaign, partnership } = await context((await at.table(0)).id)
    const say = (what: Parameters<typeof renew>[2]) => renew(at.t.world, { campaign, partnership }, what, CONVENER)
    expect(await say({ do: 'talk' })).toBe('no table')
    expect(await say({ do: 'close', team: teamIdFrom('none') })).toBe('no team')
    expect(await say({ do: 'found', name: ' ' })).toBe('no name')
    expect(await say({ do: 'found', name: 'Freight' })).toBe('done')
  })

  test('a report is written of a table alone, in fields that every letter has, and not after it was released', async () => {
    const table = await at.table(0)
    const write = (campaign: Campaign, text = words) => writeReport(at.t.world, campaign, text, CONVENER)
    expect(await write((await context()).campaign)).toBe('no report')
    expect(await write(table, { ...words, subject: '{{moon}}' })).toEqual({ unknown: { subject: ['{{moon}}'] } })
    expect(await reportOf(at.t.world, table.id)).toBeUndefined()
    expect(await write(table)).toBe('written')
    expect(await releaseReport(at.t.world, table.id, CONVENER)).toBe('not over')
    await at.t.clock.moveTo('2027-08-10T17:00:00.000Z')
    expect(await releaseReport(at.t.world, table.id, CONVENER)).toBe('released')
    expect(await write(table, { ...words, subject: 'Otherwise' })).toBe('released')
    expect((await reportOf(at.t.world, table.id))?.subject).toBe(words.subject)
  })
})
