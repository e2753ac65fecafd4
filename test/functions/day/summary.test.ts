import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { championIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import { checkIn } from '../../../functions/day/check-in.ts'
import { noteErrands, notesOf, whoNotes, writeNote } from '../../../functions/day/notes.ts'
import {
  approve,
  askChampions,
  checkOfSummary,
  summaryOf,
  whoApproves,
  writeSummary,
} from '../../../functions/day/summary.ts'
import { campaignRef, change, invitationsOf, partnershipRef, read, refOf } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { DOCUMENTS } from '../../../functions/keep/registry.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { addCommitment } from '../../../functions/teams/commitments.ts'
import { ballotsOf, namePriority, prioritiesOf, rewordPriority, vote } from '../../../functions/teams/record.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signedCampaign } from '../campaign/launch.ts'
import { visitor } from '../visitor.ts'

/** The launch is on Wednesday, March 31, 2027, 7:30 to 9:00 in Denver, which ends at 15:00. */
const OVER = '2027-03-31T16:00:00.000Z'
const WORDS = {
  subject: 'What we decided',
  body: 'Dear {{first_name}},\n\nApprenticeships first.',
  missed: 'We missed you.',
}
const ANN = IDS.ann
const BOB = IDS.bob

let t: TestWorld
const mails = (wave: string) => t.outbox.list().filter(each => each.wave === wave)
const textOf = (id = '') =>
  Buffer.from(t.outbox.bytes(id) ?? [])
    .toString()
    .replace(/=\r\n/g, '')
const context = async () => {
  const campaign = (await read(t.world.store, campaignRef(IDS.campaign)))?.value
  const partnership = (await read(t.world.store, partnershipRef(IDS.partnership)))?.value
  if (!campaign || !partnership) throw new Error('nothing there')
  return { campaign, partnership }
}
const stands = async () => {
  const found = await summaryOf(t.world, IDS.campaign)
  if (!found) throw new Error('no summary')
  return found
}
const token = (link: string) => link.split('/').at(-1) ?? ''
const says = async (champion: string, check: string, objection?: string) => {
  const asked = await whoApproves(
    t.world,
    token(LINKS.approve.to(t.world.settings, IDS.campaign, championIdFrom(champion))),
  )
  return asked ? approve(t.world, asked, check, objection) : 'nobody'
}

beforeEach(async () => {
  t = makeWorld({
    start: '2027-02-01T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep,
  })
  await signedCampaign(t.world, { invitees: 4 })
  await t.timers.runUntil(OVER)
})
afterEach(() => t.close())

describe('the executive summary', () => {
  test('leaves when two champions have approved its very words: to all businesses, and to who missed it with the invitation to join', async () => {
    const [first] = await collected()
    await checkIn(t.world, IDS.campaign, invitationIdFrom(first?.id ?? ''), { came: true, by: 'Fay' })
    await writeSummary(t.world, await context(), WORDS, CONVENER)
    expect(await askChampions(t.world, await context())).toBe('asked')
    await t.timers.runUntil('2027-03-31T17:00:00.000Z')
    expect(mails('approve').map(({ to }) => to[0])).toHaveLength(2)
    const check = checkOfSummary(WORDS)
    expect(await says(ANN, check)).toBe('noted')
    await t.timers.runUntil('2027-03-31T18:00:00.000Z')
    expect(mails('summary')).toEqual([])
    expect(await says(BOB, check)).toBe('noted')
    await t.timers.runUntil('2027-03-31T20:00:00.000Z')
    const sent = mails('summary')
    // Four guests, and the champions who host them: those are not told that they were missed.
    expect(sent).toHaveLength(6)
    const missed = sent.filter(({ id }) => textOf(id).includes('We missed you.'))
    expect(missed).toHaveLength(3)
    expect(
      missed.flatMap(({ to }) => to).filter(email => ['ann@lee.example', 'bob@ruiz.example'].includes(email)),
    ).toEqual([])
    expect(textOf(sent[0]?.id)).toMatch(/\/join\/[a-z2-7]{58}/)
    // Champions approved it, but did not sign it.
    expect(textOf(sent[0]?.id)).not.toContain('Ann Lee')
    await t.timers.runUntil('2027-04-10T20:00:00.000Z')
    expect(mails('summary')).toHaveLength(6)
  })

  test('waits when a champion asks for a change, and an edit asks both anew', async () => {
    await writeSummary(t.world, await context(), WORDS, CONVENER)
    await askChampions(t.world, await context())
    await t.timers.runUntil('2027-03-31T17:00:00.000Z')
    const check = checkOfSummary(WORDS)
    await says(ANN, check)
    await says(BOB, check, 'Name the freight idea first.')
    expect((await stands()).released).toBeUndefined()
    const edited = { ...WORDS, body: 'Dear {{first_name}},\n\nFreight first.' }
    await writeSummary(t.world, await context(), edited, CONVENER)
    expect(await says(ANN, check)).toBe('changed')
    await askChampions(t.world, await context())
    await t.timers.runUntil('2027-03-31T20:00:00.000Z')
    expect(mails('approve')).toHaveLength(4)
    for (const champion of [ANN, BOB]) await says(champion, checkOfSummary(edited))
    expect((await stands()).released?.champions).toEqual([ANN, BOB])
    // What has left stands.
    await writeSummary(t.world, await context(), WORDS, CONVENER)
    expect((await stands()).body).toContain('Freight first.')
  })

  test('never leaves against the last word of a champion, however often they have changed their mind', async () => {
    await writeSummary(t.world, await context(), WORDS, CONVENER)
    await askChampions(t.world, await context())
    const check = checkOfSummary(WORDS)
    for (let n = 0; n < 25; n++) {
      await says(ANN, check)
      await says(ANN, check, `Not yet (${n}).`)
    }
    await says(BOB, check)
    const { approvals, objections, released } = await stands()
    expect(released).toBeUndefined()
    expect(approvals.map(({ champion }) => champion)).toEqual([BOB])
    expect(objections.map(({ comment }) => comment)).toEqual(['Not yet (24).'])
    // A yes to these words that was taken back does not return with them.
    const others = { ...WORDS, subject: 'Something else' }
    await writeSummary(t.world, await context(), others, CONVENER)
    await says(ANN, checkOfSummary(others), 'Nor this.')
    await writeSummary(t.world, await context(), WORDS, CONVENER)
    await t.timers.runUntil('2027-03-31T20:00:00.000Z')
    expect((await stands()).released).toBeUndefined()
  })

  test('is drafted short enough to be saved, however much was promised', async () => {
    const owner = { name: 'Ann Lee', email: 'ann@lee.example', company: 'Lee Forge' }
    for (let n = 0; n < 40; n++)
      await addCommitment(t.world, IDS.partnership, {
        campaign: IDS.campaign,
        what: `${n} ${'*'.repeat(290)}`,
        owner,
        due: '2027-06-01',
      })
    const convener = await visitor(t.world, CONVENER)
    const path = `/campaigns/${IDS.campaign}/summary`
    expect((await convener.post(path, { do: 'anew' })).status).toBe(303)
    const { subject, body, missed } = await stands()
    expect(body).toMatch(/And \d+ commitments more/)
    expect((await convener.post(path, { do: 'save', subject, body, missed })).status).toBe(303)
  })

  test('left by a crash between approval and release, it leaves at the next look', async () => {
    await writeSummary(t.world, await context(), WORDS, CONVENER)
    await askChampions(t.world, await context())
    const check = checkOfSummary(WORDS)
    const at = t.world.clock.now()
    await change(t.world.store, refOf(DOCUMENTS.executiveSummary, IDS.campaign), each => ({
      ...each,
      approvals: [ANN, BOB].map(champion => ({ champion, at, check })),
    }))
    await t.timers.runUntil('2027-03-31T20:00:00.000Z')
    expect(mails('summary').length).toBeGreaterThan(0)
  })

  test('is asked for: the convener hears an hour after, the next morning, and when two days have gone by', async () => {
    await t.timers.runUntil('2027-04-03T00:00:00.000Z')
    const due = mails('summary-due').filter(({ to }) => to.includes(CONVENER))
    expect(due.map(({ at }) => at.slice(0, 13))).toEqual(['2027-03-31T16', '2027-04-01T15', '2027-04-02T15'])
  })

  test('cannot be put before champions while the launch is still to come', async () => {
    await change(t.world.store, campaignRef(IDS.campaign), each => ({
      ...each,
      meeting: each.meeting && { ...each.meeting, date: '2027-04-30' },
    }))
    await writeSummary(t.world, await context(), WORDS, CONVENER)
    expect(await askChampions(t.world, await context())).toBe('not over')
  })
})

async function collected() {
  const found = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) found.push(value)
  return found
}

describe('the record of a meeting', () => {
  const company = (name: string) => ({ key: name.toLowerCase(), name })

  test('puts priorities in the order of the businesses behind them, each company with one ballot of three votes', async () => {
    const ids: string[] = []
    for (const text of ['Housing', 'Freight', 'Apprentices', 'Night buses']) {
      const named = await namePriority(t.world, IDS.campaign, text)
      if (named !== 'too many') ids.push(named.id)
    }
    await namePriority(t.world, IDS.campaign, ' housing ')
    const [housing = '', freight = '', apprentices = '', buses = ''] = ids
    await Promise.all([
      vote(t.world, IDS.campaign, company('Acme'), [apprentices], 'Fay'),
      vote(t.world, IDS.campaign, company('Bolt'), [apprentices, freight], 'Fay'),
    ])
    expect(
      await vote(
        t.world,
        IDS.campaign,
        company('Acme'),
        [apprentices, apprentices, 'x', housing, freight, buses],
        'Fay',
      ),
    ).toEqual([apprentices, housing, freight])
    const ranking = await prioritiesOf(t.world.store, IDS.campaign)
    expect(ranking.map(({ text, votes }) => [text, votes])).toEqual([
      ['Freight', 2],
      ['Apprentices', 2],
      ['Housing', 1],
      ['Night buses', 0],
    ])
    expect(ranking[1]?.companies).toEqual(['Acme', 'Bolt'])
    expect(await ballotsOf(t.world.store, IDS.campaign)).toHaveLength(2)
    await rewordPriority(t.world, IDS.campaign, freight, 'Shared freight')
    await rewordPriority(t.world, IDS.campaign, housing, '')
    expect((await prioritiesOf(t.world.store, IDS.campaign)).map(({ text, votes }) => [text, votes])).toEqual([
      ['Shared freight', 2],
      ['Apprentices', 2],
      ['Night buses', 0],
    ])
  })
})

describe('debrief notes', () => {
  test('are asked of the support team as soon as the launch is over, once more of the silent, and stay with the team', async () => {
    const asked = mails('notes')
    const { partnership } = await context()
    expect(asked.map(({ to }) => to[0]).sort()).toEqual(partnership.team.map(({ email }) => email).sort())
    expect(asked[0]?.at).toBe('2027-03-31T15:00:00.000Z')
    const [member] = partnership.team
    const writer = await whoNotes(t.world, token(LINKS.notes.to(t.world.settings, IDS.campaign, member?.email ?? '')))
    if (!writer) throw new Error('nobody writes')
    await writeNote(t.world, writer, { heard: 'PRIVATE words', offer: '', wait: '' })
    await writeNote(t.world, writer, { heard: 'PRIVATE words', offer: 'labs', wait: '' })
    expect(await notesOf(t.world.store, IDS.campaign)).toHaveLength(1)
    await t.timers.runUntil('2027-04-05T00:00:00.000Z')
    expect(mails('notes').filter(({ to }) => to.includes(member?.email ?? ''))).toHaveLength(1)
    for (const { id } of t.outbox.list()) expect(textOf(id)).not.toContain('PRIVATE')
  })

  test('two of one name are two: each is asked, and each reads the other', async () => {
    const twin = { name: 'Sam Ito', organization: 'Front Range College', role: 'support team' as const }
    await change(t.world.store, partnershipRef(IDS.partnership), each => ({
      ...each,
      team: [...each.team, { ...twin, email: 'sam@college.example' }, { ...twin, email: 'sam@board.example' }],
    }))
    const [one, other] = ['sam@college.example', 'sam@board.example'].map(
      email => `/notes/${token(LINKS.notes.to(t.world.settings, IDS.campaign, email))}`,
    )
    const anybody = await visitor(t.world)
    await anybody.post(one ?? '', { heard: 'Night shifts', offer: '', wait: '' })
    const board = await (await visitor(t.world, CONVENER)).text(`/campaigns/${IDS.campaign}/notes`)
    expect(board).toContain('Nothing yet from Cora Day, Sam Ito.')
    await anybody.post(other ?? '', { heard: 'Child care', offer: '', wait: '' })
    expect(await anybody.text(one ?? '')).toContain('Child care')
  })

  test('whoever left the team has no link to them any more', async () => {
    const { partnership } = await context()
    const email = partnership.team.at(-1)?.email ?? ''
    const link = token(LINKS.notes.to(t.world.settings, IDS.campaign, email))
    expect(await whoNotes(t.world, link)).toBeDefined()
    await change(t.world.store, partnershipRef(IDS.partnership), each => ({ ...each, team: each.team.slice(0, -1) }))
    expect(await whoNotes(t.world, link)).toBeUndefined()
    const overview = { ...(await context()), campaigns: [(await context()).campaign], now: t.world.clock.now() }
    expect((await noteErrands(t.world, overview)).some(({ to }) => to.email === email)).toBe(false)
  })
})
