import { inflateSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom, commitmentIdFrom, teamIdFrom } from '../../../domain/keep/ids.ts'
import { settleCommitment } from '../../../domain/teams/commitment.ts'
import { campaignRef, change, invitationRef, partnershipRef, read } from '../../../functions/keep/documents.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { figuresOf } from '../../../functions/table/report.ts'
import { foundTeams, joinTeam, makeLead } from '../../../functions/teams/action-team.ts'
import { addCommitment, changeCommitment } from '../../../functions/teams/commitments.ts'
import { CONVENER, IDS } from '../campaign/launch.ts'
import { ANN, checkedIn, guest, quarterlyTables, type Tables } from './quarterly.ts'

let at: Tables
let id: string
beforeEach(async () => {
  at = await quarterlyTables(['2027-08-10', '2027-11-09'])
  id = (await at.table(0)).id
})
afterEach(() => at.t.close())

const came = (campaign: string, email: string) =>
  change(
    at.t.world.store,
    invitationRef(campaignIdFrom(campaign), invitationIdOf(campaignIdFrom(campaign), email)),
    each => ({
      ...each,
      came: checkedIn,
    }),
  )
const figures = async () => figuresOf(at.t.world, await at.table(0))
const PATH = () => `/campaigns/${id}/report`

/** A team of Ann's, with one commitment kept, one overdue and one still open. */
async function work() {
  const { world } = at.t
  const launch = { id: IDS.campaign, partnership: IDS.partnership }
  const [team = teamIdFrom('')] = await foundTeams(world, launch, [{ name: 'Housing <b>' }], CONVENER)
  const partnership = (await read(world.store, partnershipRef(IDS.partnership)))?.value
  const campaign = (await read(world.store, campaignRef(IDS.campaign)))?.value
  const where = { partnership: IDS.partnership, team, by: CONVENER }
  const ann = { name: 'Ann Lee', title: 'CEO', company: 'Lee Forge', email: ANN, publicPartner: false }
  if (partnership) await makeLead(world, partnership, campaign, where, ann)
  const dee = { name: 'Dee', title: '', company: 'College', email: 'dee@college.example', publicPartner: true }
  await joinTeam(world, where, dee)
  const promise = (what: string, due: string) =>
    addCommitment(world, IDS.partnership, { campaign: IDS.campaign, team, what, owner: ann, due })
  const kept = await promise('Find ten flats', '2027-06-01')
  await promise('Call the mayor', '2027-07-01')
  await promise('Write a plan', '2027-12-01')
  return { kept: kept.id }
}
const keep = (promise: string) =>
  changeCommitment(at.t.world, IDS.partnership, commitmentIdFrom(promise), each =>
    settleCommitment(each, 'kept', '', at.t.world.clock.now(), 'Ann Lee'),
  )

describe('the report of a quarterly table', () => {
  test('counts companies that came, each once, and says so where only answers are known', async () => {
    await at.t.clock.moveTo('2027-07-01T00:00:00.000Z')
    await at.somebody.post(at.link('rsvp', id, ANN), { answer: 'accepted' })
    expect((await figures()).gatherings.map(each => [each.date, each.companies, each.counted])).toEqual([
      ['2027-03-31', 2, 'said yes'],
      ['2027-08-10', 1, 'said yes'],
    ])
    for (const email of [guest(0), guest(1), guest(2)]) await came(id, email)
    await at.t.clock.moveTo('2027-08-11T00:00:00.000Z')
    const { gatherings, companies } = await figures()
    expect(gatherings.at(-1)).toMatchObject({ companies: 3, people: 3, counted: 'came' })
    // Nobody was checked in at the launch: who said yes to it is not said to have been there.
    expect(companies).toBe(3)
    // The meeting after it is not told of yet.
    expect(gatherings).toHaveLength(2)
  })

  test('tells what was kept since the meeting before, what is late, and where each team stands', async () => {
    const { kept } = await work()
    // Kept before the launch: the report of the launch told of it.
    const owner = { name: 'Ann Lee', email: ANN, company: 'Lee Forge' }
    const early = { campaign: IDS.campaign, what: 'Book a room', owner, due: '2027-03-01' }
    await keep((await addCommitment(at.t.world, IDS.partnership, early)).id)
    await at.t.clock.moveTo('2027-06-01T16:00:00.000Z')
    await keep(kept)
    await at.t.clock.moveTo('2027-08-11T00:00:00.000Z')
    const told = await figures()
    expect(told.kept).toEqual([{ what: 'Find ten flats', name: 'Ann Lee', company: 'Lee Forge' }])
    expect(told.overdue.map(({ what }) => what)).toEqual(['Call the mayor'])
    expect(told.stand).toEqual({ open: 1, moved: 0, overdue: 1, kept: 2, broken: 0 })
    expect(told.teams).toMatchObject([
      { name: 'Housing <b>', lead: { name: 'Ann Lee' }, businesses: 1, publicPartners: 1, closed: false },
    ])
  })

  test('is drafted, edited and released once as a letter with bars, with other first words for those who were not there', async () => {
    await work()
    await came(id, guest(0))
    await at.t.timers.runUntil('2027-08-09T20:00:00.000Z')
    const page = await (await at.convener.get(PATH())).text()
    expect(page).toContain('**Action teams**')
    expect((await at.convener.post(PATH(), { do: 'save', subject: '', body: 'x', missed: '' })).status).toBe(422)
    const words = { do: 'save', subject: 'What came of it', body: 'Dear {{first_name}},\n\nAll is well.', missed: '' }
    expect((await at.convener.post(PATH(), words)).status).toBe(303)
    // Not before the meeting is over.
    expect((await at.convener.post(PATH(), { do: 'release' })).status).toBe(400)
    await at.t.timers.runUntil('2027-08-11T16:00:00.000Z')
    // The convener was reminded the morning after.
    expect((await at.letters(CONVENER, 'report-due')).map(({ at }) => at)).toEqual(['2027-08-11T15:00:00.000Z'])
    await at.convener.post(PATH(), { ...words, missed: '**We missed you.**' })
    await at.convener.post(PATH(), { do: 'release' })
    await at.convener.post(PATH(), { do: 'release' })
    await at.t.timers.runUntil('2027-08-12T16:00:00.000Z')
    const [there, ...more] = await at.letters(guest(0), 'summary')
    expect(more).toEqual([])
    expect(there?.subject).toBe('What came of it')
    expect(there?.text).not.toContain('missed you')
    expect(there?.text).toMatch(/COMPANIES AT THE TABLE\n.*Quarterly table, Aug 10: 1 company {2}=+/s)
    // What somebody typed is text in the letter's tables.
    expect(there?.html).toContain('Housing &lt;b&gt;')
    expect(there?.html).toMatch(/<td class="bar" width="100%" bgcolor="#14506b"/)
    const [away] = await at.letters(guest(1), 'summary')
    expect(away?.text).toContain('We missed you.')
    expect(there?.text).toContain(at.link('report', id, guest(0)))
  })

  test('stands as it was told, whatever happens later, on a page and on one printed page', async () => {
    const { kept } = await work()
    await at.t.clock.moveTo('2027-08-11T16:00:00.000Z')
    const link = at.link('report', id, guest(0))
    expect((await at.somebody.get(link)).status).toBe(404)
    await at.convener.post(PATH(), { do: 'anew' })
    await at.convener.post(PATH(), { do: 'release' })
    const before = await at.somebody.text(link)
    expect(before).toContain('Call the mayor')
    await keep(kept)
    await at.convener.post(PATH(), { do: 'release' })
    expect(await at.somebody.text(link)).toBe(before)
    const printed = await at.somebody.get(`${link}/report.pdf`)
    expect(printed.headers.get('content-type')).toBe('application/pdf')
    const bytes = Buffer.from(await printed.arrayBuffer())
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(bytes.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
    // Something is drawn on it.
    const stream = /stream\r?\n([\s\S]*?)\r?\nendstream/.exec(bytes.toString('latin1'))?.[1] ?? ''
    expect(inflateSync(Buffer.from(stream, 'latin1')).length).toBeGreaterThan(500)
  })

  test('stays on one page, however many teams, promises and meetings there are', async () => {
    const { world } = at.t
    const names = Array.from({ length: 30 }, (_, n) => ({ name: `Team ${n} ${'Åsgård '.repeat(9)}` }))
    await foundTeams(world, { id: IDS.campaign, partnership: IDS.partnership }, names, CONVENER)
    for (let n = 0; n < 40; n++)
      await addCommitment(world, IDS.partnership, {
        campaign: IDS.campaign,
        what: `Promise ${n} ${'long '.repeat(40)}`,
        owner: { name: 'Ann Lee', email: ANN, company: 'Lee Forge' },
        due: '2027-03-01',
      })
    await at.t.clock.moveTo('2027-08-11T16:00:00.000Z')
    const printed = await at.convener.get(`/campaigns/${id}/report.pdf`)
    const bytes = Buffer.from(await printed.arrayBuffer()).toString('latin1')
    expect(bytes.match(/\/Type \/Page\b/g)).toHaveLength(1)
  })
})
