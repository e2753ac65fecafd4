import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignRef, read } from '../../../functions/keep/documents.ts'
import { cancel } from '../../../functions/send/steer-campaign.ts'
import { agendaOf } from '../../../functions/table/agenda.ts'
import { CONVENER, IDS } from '../campaign/launch.ts'
import { ANN, guest, quarterlyTables, type Tables } from './quarterly.ts'

let at: Tables
beforeEach(async () => {
  at = await quarterlyTables(['2027-08-10', '2027-11-09'])
})
afterEach(() => at.t.close())

const texts = async (n = 0) => (await agendaOf(at.t.world, await at.table(n))).items.map(({ text }) => text)
const put = async (email: string, text: string, n = 0) =>
  at.somebody.post(at.link('agenda', (await at.table(n)).id, email), { do: 'add', text })
const idOf = async (text: string, n = 0) => {
  const { items, later } = await agendaOf(at.t.world, await at.table(n))
  return [...items, ...later].find(each => each.text === text)?.id ?? ''
}

describe('the agenda of a quarterly table', () => {
  test('is asked of members by letter, filled by their links, and goes out with the invitation in the champions’ order', async () => {
    await at.t.timers.runUntil('2027-07-21T00:00:00.000Z')
    const [asked] = await at.letters(guest(0), 'agenda')
    const { id } = await at.table(0)
    const link = at.link('agenda', id, guest(0))
    expect(asked?.text).toContain(link)
    expect((await put(guest(0), 'Housing for *apprentices* [x](http://evil.example)')).status).toBe(303)
    await put(guest(1), 'One safety training for all')
    await put(guest(2), 'Freight by rail')
    // Twice the same is once.
    await put(guest(2), 'Freight by rail ')
    expect(await texts()).toEqual([
      'Housing for *apprentices* [x](http://evil.example)',
      'One safety training for all',
      'Freight by rail',
    ])
    // Two working days before the invitation leaves, each champion is asked to put it in order, once.
    await at.t.timers.runUntil('2027-07-26T00:00:00.000Z')
    const order = at.championLink('agenda', id, IDS.ann)
    const [mail, ...more] = await at.letters(ANN, 'agenda-order')
    expect(more).toEqual([])
    expect(mail?.at).toBe('2027-07-23T15:00:00.000Z')
    expect(mail?.text).toContain(order)
    await at.somebody.post(order, { do: 'up', item: await idOf('Freight by rail') })
    await at.somebody.post(order, {
      do: 'later',
      item: await idOf('Housing for *apprentices* [x](http://evil.example)'),
    })
    expect(await texts()).toEqual(['Freight by rail', 'One safety training for all'])
    await at.t.timers.runUntil('2027-07-28T00:00:00.000Z')
    const invited = (await at.letters(guest(3), 'invite')).at(-1)
    expect(invited?.text).toMatch(/1\. Freight by rail \(.*\)\s+2\. One safety training for all/)
    expect(invited?.html).not.toContain('evil.example')
    // What came in since then is in the follow-up to the silent, and in the reminder of those who come.
    await put(guest(3), 'Night buses')
    const yes = { form: 'accepted', answer: 'accepted', note: '', needs: '', by: '' }
    expect((await at.somebody.post(at.link('rsvp', id, guest(2)), yes)).status).toBe(303)
    await at.t.timers.runUntil('2027-08-08T00:00:00.000Z')
    expect((await at.letters(guest(3), 'follow-up-1')).at(-1)?.text).toMatch(/3\. Night buses \(/)
    expect((await at.letters(guest(2), 'reminder')).at(-1)?.text).toMatch(/3\. Night buses \(/)
    expect(await at.letters(guest(3), 'reminder')).toEqual([])
  })

  test('brings what was set aside to the next table, and everything of one that is called off', async () => {
    await put(guest(0), 'Housing')
    await put(guest(1), 'Freight')
    await at.convener.post(`/campaigns/${(await at.table(0)).id}/agenda`, { do: 'later', item: await idOf('Housing') })
    expect(await texts(1)).toEqual([])
    await put(guest(2), 'Child care', 1)
    await at.t.timers.runUntil('2027-08-11T00:00:00.000Z')
    expect(await texts(0)).toEqual(['Freight'])
    expect(await texts(1)).toEqual(['Housing', 'Child care'])
    // When the table comes near, the sweep brings it into the invitation as well.
    await at.t.timers.runUntil('2027-10-15T00:00:00.000Z')
    expect((await at.table(1)).agenda).toContain('Housing')
  })

  test('of a table that is called off is not lost', async () => {
    await put(guest(0), 'Housing')
    await cancel(at.t.world, (await at.table(0)).id, CONVENER)
    expect(await texts(1)).toEqual(['Housing'])
    // Taken off there, it does not come back.
    const second = `/campaigns/${(await at.table(1)).id}/agenda`
    await at.convener.post(second, { do: 'take-back', item: await idOf('Housing', 1) })
    expect(await texts(1)).toEqual([])
  })

  test('never overwrites an agenda that the convener wrote by hand, unless they ask for it', async () => {
    const { id, letter } = await at.table(0)
    const agenda = async () => (await read(at.t.world.store, campaignRef(id)))?.value.agenda
    await put(guest(0), 'Housing')
    expect(await agenda()).toContain('Housing')
    await at.convener.post(`/campaigns/${id}/letter`, { ...letter, agenda: 'In our own words' })
    await put(guest(1), 'Freight')
    expect(await agenda()).toBe('In our own words')
    expect(await at.convener.text(`/campaigns/${id}/progress`)).toContain('written by hand')
    await at.convener.post(`/campaigns/${id}/agenda`, { do: 'list' })
    expect(await agenda()).toContain('Freight')
    // From here on the list is followed again.
    await put(guest(2), 'Child care')
    expect(await agenda()).toContain('Child care')
  })

  test('holds every item when all members put one there at the same moment', async () => {
    await Promise.all([0, 1, 2, 3].map(n => put(guest(n), `Item of ${n}`)))
    expect((await texts()).sort()).toEqual([0, 1, 2, 3].map(n => `Item of ${n}`))
    const { agenda } = await at.table(0)
    for (const n of [0, 1, 2, 3]) expect(agenda).toContain(`Item of ${n}`)
  })

  test('lets members take back what is theirs and order nothing; opening a page changes nothing', async () => {
    await put(guest(0), 'Housing')
    await put(guest(1), 'Freight')
    const { id } = await at.table(0)
    const other = at.link('agenda', id, guest(1))
    await at.somebody.get(other)
    await at.somebody.post(other, { do: 'take-back', item: await idOf('Housing') })
    await at.somebody.post(other, { do: 'up', item: await idOf('Freight') })
    expect(await texts()).toEqual(['Housing', 'Freight'])
    await at.somebody.post(at.link('agenda', id, guest(0)), { do: 'take-back', item: await idOf('Housing') })
    expect(await texts()).toEqual(['Freight'])
    // A link for another purpose, or of another meeting, opens nothing here.
    expect((await at.somebody.get(other.replace('/agenda/', '/pulse/'))).status).toBe(404)
  })

  test('keeps what was typed where it cannot be taken, and takes nothing once the meeting has begun', async () => {
    const long = 'x'.repeat(300)
    const refused = await put(guest(0), long)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain(long)
    for (let n = 0; n < 6; n++) await put(guest(0), `Item ${n}`)
    expect(await texts()).toHaveLength(5)
    await at.t.timers.runUntil('2027-08-10T15:00:00.000Z')
    await put(guest(1), 'Too late')
    expect(await texts()).not.toContain('Too late')
  })

  test('is not filled without end by one link, whatever is put there and taken back', async () => {
    const { id } = await at.table(0)
    const size = async () => JSON.stringify(await read(at.t.world.store, campaignRef(id))).length
    const before = await size()
    const link = at.link('agenda', id, guest(0))
    for (let n = 0; n < 30; n++) {
      await put(guest(0), `Item ${n}`)
      await at.somebody.post(link, { do: 'take-back', item: await idOf(`Item ${n}`) })
    }
    expect(await texts()).toEqual([])
    expect(await size()).toBeLessThan(before + 100)
  })

  test('that is empty is brought before the convener in time', async () => {
    await at.t.timers.runUntil('2027-07-28T00:00:00.000Z')
    expect((await at.letters(CONVENER, 'agenda-empty')).map(({ at }) => at)).toEqual(['2027-07-23T15:00:00.000Z'])
    expect(await at.letters(ANN, 'agenda-order')).toEqual([])
  })
})
