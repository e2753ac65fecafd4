import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { agendaOf } from '../../../functions/table/agenda.ts'
import { pulseResult } from '../../../functions/table/pulse.ts'
import { foundTeams } from '../../../functions/teams/action-team.ts'
import { teamsOf } from '../../../functions/teams/teams.ts'
import { CONVENER, IDS } from '../campaign/launch.ts'
import { ANN, guest, quarterlyTables, type Tables } from './quarterly.ts'

let at: Tables
let id: string
let team: string
beforeEach(async () => {
  at = await quarterlyTables(['2027-11-09', '2028-02-08'])
  const found = await foundTeams(
    at.t.world,
    { id: IDS.campaign, partnership: IDS.partnership },
    [{ name: 'Housing' }],
    CONVENER,
  )
  team = found[0] ?? ''
  id = (await at.table(0)).id
})
afterEach(() => at.t.close())

const answer = (over: Record<string, string> = {}) => ({
  value: '5',
  led: '4',
  home: '2',
  [`priority-${team}`]: 'reached',
  missing: '',
  words: '',
  ...over,
})
const say = (n: number, over: Record<string, string> = {}) =>
  at.somebody.post(at.link('pulse', id, guest(n)), answer(over))
const result = async () => pulseResult(at.t.world, await at.table(0))
const LETTER = '2027-11-16T20:00:00.000Z'

describe('the pulse of a partnership', () => {
  test('is asked once a year, a week after the last table of the year, with a link of each member’s own', async () => {
    await at.t.timers.runUntil('2028-03-01T00:00:00.000Z')
    const letters = await at.letters(guest(0), 'pulse')
    // Each table here is the last of its calendar year.
    expect(letters.map(({ at }) => at.slice(0, 10))).toEqual(['2027-11-16', '2028-02-15'])
    expect(letters[0]?.text).toContain(at.link('pulse', id, guest(0)))
  })

  test('is asked once more two weeks later, of those alone who have said nothing', async () => {
    await at.t.timers.runUntil(LETTER)
    await say(0)
    await say(1)
    await at.t.timers.runUntil('2027-12-06T00:00:00.000Z')
    expect(await at.letters(guest(0), 'pulse-again')).toEqual([])
    expect(await at.letters(guest(1), 'pulse-again')).toEqual([])
    const [again, ...more] = await at.letters(guest(2), 'pulse-again')
    expect(more).toEqual([])
    expect(again?.at.slice(0, 10)).toBe('2027-11-30')
    expect(again?.text).toContain('your answer is still missing')
    expect(again?.text).toContain(at.link('pulse', id, guest(2)))
  })

  test('wanted only long after the meeting, is asked at once, and once more two weeks after that', async () => {
    const path = `/campaigns/${id}/progress`
    await at.convener.post(`/campaigns/${id}/pulse`, { do: 'off' })
    await at.t.timers.runUntil('2028-01-10T18:00:00.000Z')
    expect(await at.convener.text(path)).toContain('Send the survey now')
    await at.convener.post(`/campaigns/${id}/pulse`, { do: 'on' })
    expect(await at.convener.text(path)).toContain('Members get the survey on January 10, 2028.')
    await at.t.timers.runUntil('2028-01-25T00:00:00.000Z')
    const told = async (wave: string) => (await at.letters(guest(0), wave)).map(({ at: left }) => left.slice(0, 10))
    expect(await told('pulse')).toEqual(['2028-01-10'])
    expect(await told('pulse-again')).toEqual(['2028-01-24'])
    expect(await at.convener.text(path)).toContain('None of the 6 members asked has answered yet.')
  })

  test('takes one answer of each member, the newer one instead of the older, and none by looking', async () => {
    await at.t.timers.runUntil(LETTER)
    expect((await at.somebody.get(at.link('pulse', id, guest(0)))).status).toBe(200)
    expect((await result()).answers).toBe(0)
    await say(0)
    await say(0, { value: '1' })
    expect(await result()).toMatchObject({ answers: 1, value: { counts: [1, 0, 0, 0, 0], mean: 1 } })
    const refused = await say(1, { led: '', words: 'Keep this' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Keep this')
    await say(1, { value: '6' })
    expect((await result()).answers).toBe(1)
  })

  test('tells the convener nothing before three have answered, then numbers and words without names', async () => {
    await at.t.timers.runUntil(LETTER)
    const page = `/campaigns/${id}/progress`
    await say(0, { words: 'Zebra: fewer slides' })
    await say(1)
    expect(await at.convener.text(page)).not.toContain('fewer slides')
    await say(2, { words: 'Aardvark: more time' })
    const shown = await at.convener.text(page)
    expect(shown).toContain('100 % agree')
    expect(shown.indexOf('Aardvark')).toBeLessThan(shown.indexOf('Zebra'))
    expect(shown).not.toContain('Guest 0')
  })

  test('shows members the numbers when it is over, and never the words; late answers are not taken', async () => {
    await at.t.timers.runUntil(LETTER)
    for (const n of [0, 1, 2]) await say(n, { words: `Secret ${n}` })
    const link = at.link('pulse', id, guest(3))
    expect(await at.somebody.text(link)).not.toContain('% agree')
    await at.t.timers.runUntil('2027-12-08T00:00:00.000Z')
    const over = await at.somebody.text(link)
    expect(over).toContain('3 of 6 members answered')
    expect(over).toContain('0 % agree')
    expect(over).not.toContain('Secret')
    await say(3)
    expect((await result()).answers).toBe(3)
    // Those who lead hear of it, once, and a champion's link shows the numbers.
    const [told, ...more] = await at.letters(ANN, 'pulse-results')
    expect(more).toEqual([])
    expect(told?.text).toContain('3 of 6 members answered')
    expect(await at.somebody.text(at.championLink('pulse', id, IDS.ann))).toContain('0 % agree')
    expect(await at.letters(CONVENER, 'pulse-results')).toHaveLength(1)
  })

  test('before the meeting is over nobody answers, and the convener can leave it out', async () => {
    await say(0)
    expect((await result()).answers).toBe(0)
    await at.convener.post(`/campaigns/${id}/pulse`, { do: 'off' })
    await at.t.timers.runUntil('2027-12-08T00:00:00.000Z')
    expect(await at.letters(guest(0), 'pulse')).toEqual([])
    expect((await at.somebody.get(at.link('pulse', id, guest(0)))).status).toBe(404)
  })

  test('renews the priorities: onto the next agenda, reached teams closed, missing ones started', async () => {
    await at.t.timers.runUntil(LETTER)
    for (const n of [0, 1, 2]) await say(n, { missing: n === 0 ? 'Child care' : '' })
    const page = await at.convener.text(`/campaigns/${id}/progress`)
    expect(page).toContain('Close the team “Housing”')
    const renewal = `/campaigns/${id}/renewal`
    await at.convener.post(renewal, { do: 'talk' })
    await at.convener.post(renewal, { do: 'talk' })
    expect((await agendaOf(at.t.world, await at.table(1))).items).toHaveLength(1)
    await at.convener.post(renewal, { do: 'close', team })
    await at.convener.post(renewal, { do: 'found', name: 'Child care' })
    const teams = await teamsOf(at.t.world.store, IDS.partnership)
    expect(teams.map(({ name, closedAt }) => [name, closedAt !== undefined])).toEqual([
      ['Housing', true],
      ['Child care', false],
    ])
    // The numbers of the survey still tell of the team that was closed after it.
    expect((await result()).priorities).toMatchObject([{ name: 'Housing', reached: 3 }])
  })

  test('goes into the report of the next table as numbers', async () => {
    await at.t.timers.runUntil(LETTER)
    for (const n of [0, 1, 2]) await say(n, { words: 'Secret' })
    await at.t.timers.runUntil('2028-02-09T16:00:00.000Z')
    const next = (await at.table(1)).id
    await at.convener.post(`/campaigns/${next}/report`, { do: 'anew' })
    await at.convener.post(`/campaigns/${next}/report`, { do: 'release' })
    const told = await at.somebody.text(at.link('report', next, ANN))
    expect(told).toContain('What members say')
    expect(told).not.toContain('Secret')
  })
})
