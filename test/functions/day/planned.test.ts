/** What is mailed around the day of a launch, to whom and when, and what the run sheet says. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { Instant } from '../../../domain/keep/time.ts'
import type { Errand } from '../../../domain/send/errand.ts'
import { whoKeeps } from '../../../functions/day/check-in.ts'
import { noteErrands, notesOf, whoNotes, writeNote } from '../../../functions/day/notes.ts'
import { guestsIn, partsOf, runSheetErrands, writeDayPlan } from '../../../functions/day/run-sheet.ts'
import { approve, askChampions, checkOfSummary, whoApproves, writeSummary } from '../../../functions/day/summary.ts'
import { summaryErrands } from '../../../functions/day/summary-errands.ts'
import { change, invitationRef, partnershipRef } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { type Planner, readOverview } from '../../../functions/keep/overview.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { answered } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee } from '../campaign/launch.ts'
import { launchIn } from '../campaign/written.ts'

/** The launch is on Wednesday, March 31, 2027, 7:30 to 9:00 in Denver, which is 13:30 to 15:00. */
const DAY_BEFORE = '2027-03-30T19:00:00.000Z'
const STARTS = '2027-03-31T13:30:00.000Z'
const OVER = '2027-03-31T15:00:00.000Z'
const helper = (name: string, role: 'co-convener' | 'facilitator' | 'support team') => ({
  name,
  email: `${name.toLowerCase()}@guide.example`,
  role,
  organization: 'Guide',
})
const DAN = helper('Dan', 'co-convener')
const SUE = helper('Sue', 'support team')
const CHAMPIONS = ['ann@lee.example', 'bob@ruiz.example']
const WORDS = { subject: 'What we decided', body: 'Apprenticeships first.', missed: '' }

let t: TestWorld
const { context, edit } = launchIn(() => t.world)
const errands = async (planner: Planner, at?: Instant) => {
  if (at !== undefined) await t.clock.moveTo(at)
  const overview = await readOverview(t.world, IDS.partnership)
  return overview ? planner(t.world, overview) : []
}
const told = async (planner: Planner, at?: Instant) =>
  (await errands(planner, at)).map(each => [each.text, each.to.email, each.at, each.until])

const dataOf = (errand: Errand | undefined, field: string): string => {
  const value = errand?.fields[field]
  return typeof value === 'object' ? value.data : ''
}

beforeEach(async () => {
  t = makeWorld({ start: '2027-03-20T16:00:00.000Z' })
  const running = { status: 'running', scheduledAt: '2027-01-04T16:00:00.000Z' } as const
  await draftCampaign(t.world, { invitees: 0, campaign: running })
  const team = [DAN, helper('Fay', 'facilitator'), SUE]
  await change(t.world.store, partnershipRef(IDS.partnership), each => ({ ...each, team: [...each.team, ...team] }))
})
afterEach(() => t.close())

describe('the run sheet', () => {
  const guest = async (n: number, over: Partial<Invitation>, who: Partial<Invitation['invitee']> = {}) => {
    const invited = invitee(n, who)
    await addInvitees(t.world, IDS.campaign, [invited], CONVENER, 'now')
    const id = invitationIdOf(IDS.campaign, invited.email)
    await change(t.world.store, invitationRef(IDS.campaign, id), each => ({ ...each, ...over }))
    return id
  }
  const sheetOf = async (email: string) => {
    const found = (await errands(runSheetErrands)).find(({ to }) => to.email === email)
    return dataOf(found, 'run_sheet')
  }

  test('goes to the team and the champions at one o’clock the day before, until it begins; the team’s leads to the door', async () => {
    const readers = [CONVENER, DAN.email, 'fay@guide.example', SUE.email, ...CHAMPIONS]
    for (const at of [undefined, DAY_BEFORE])
      expect(await told(runSheetErrands, at)).toEqual(readers.map(each => ['run-sheet', each, DAY_BEFORE, STARTS]))
    for (const { to, link } of await errands(runSheetErrands))
      expect(link).toBe(
        CHAMPIONS.includes(to.email) ? undefined : LINKS.day.to(t.world.settings, IDS.campaign, to.email),
      )
    // Who is on the team and a champion reads one, with the link.
    const both = { ...SUE, email: 'ANN@lee.example' }
    await change(t.world.store, partnershipRef(IDS.partnership), each => ({ ...each, team: [...each.team, both] }))
    expect((await told(runSheetErrands)).map(([, email]) => email?.toLowerCase())).toEqual([
      ...readers.slice(0, 4),
      ...CHAMPIONS,
    ])
  })

  test.each([
    ['not scheduled', { status: 'awaiting signatures' as const }],
    ['off', { status: 'canceled' as const }],
    ['without a date', { meeting: undefined }],
  ])('goes to nobody of a launch that is %s', async (_, over) => {
    await edit(over)
    expect(await told(runSheetErrands, DAY_BEFORE)).toEqual([])
  })

  test('goes to nobody of a meeting that has begun, or of a kind that has none', async () => {
    expect(await told(runSheetErrands, '2027-03-31T13:29:59.000Z')).toHaveLength(6)
    expect(await told(runSheetErrands, STARTS)).toEqual([])
    const { campaign } = await context()
    await edit({ meeting: campaign.meeting && { ...campaign.meeting, date: '2027-04-30', kind: 'debrief' } })
    expect(await told(runSheetErrands)).toEqual([])
  })

  test('says today or tomorrow, and counts businesses once, partners and the undecided beside them', async () => {
    const said = async () => {
      const found = (await errands(runSheetErrands)).find(({ to }) => to.email === DAN.email)
      return [found?.fields.day, found?.fields.businesses, dataOf(found, 'coming')]
    }
    await t.clock.moveTo(DAY_BEFORE)
    // The champions come, who host it.
    expect(await said()).toEqual(['Tomorrow', '2 businesses', '**2 businesses** coming'])
    await guest(0, { answers: [answered()] })
    await guest(1, { answers: [answered()] }, { company: 'Company 0', email: 'second@company0.example' })
    await guest(2, { answers: [answered()] }, { publicPartner: true })
    await guest(3, { answers: [answered({ answer: 'tentative' })] })
    await guest(4, { answers: [answered({ answer: 'declined' })] })
    expect(await said()).toEqual([
      'Tomorrow',
      '3 businesses',
      '**3 businesses** and **1 public partner** coming, 1 person undecided',
    ])
    const partner = await guest(5, { answers: [answered()] }, { publicPartner: true })
    // Whom they had sent and themselves: one seat.
    const inTheirPlace = { standsInFor: { invitation: partner, name: 'Guest 5' } }
    await guest(7, { answers: [answered()], ...inTheirPlace }, { publicPartner: true })
    await guest(6, { answers: [answered({ answer: 'tentative' })] })
    await t.clock.moveTo('2027-03-31T06:00:00.000Z')
    expect(await said()).toEqual([
      'Today',
      '3 businesses',
      '**3 businesses** and **2 public partners** coming, 2 people undecided',
    ])
  })

  test('counts a stand-in and whom they stand for as one seat', async () => {
    const principal = await guest(0, { answers: [answered({ answer: 'delegated' })] })
    await guest(1, { answers: [answered()], standsInFor: { invitation: principal, name: 'Guest 0' } })
    await change(t.world.store, partnershipRef(IDS.partnership), each => ({ ...each, champions: [] }))
    await t.clock.moveTo(DAY_BEFORE)
    const [found] = await errands(runSheetErrands)
    expect(dataOf(found, 'coming')).toBe('**1 business** coming')
  })

  test('names people letter by letter, by company, each in their part; needs are for those at the door', async () => {
    await t.clock.moveTo(DAY_BEFORE)
    const zed = { name: 'Zed *x*', title: 'CEO _y_', company: 'Alpha *z*' }
    const answers = [answered({ needs: 'No *nuts*' })]
    const principal = await guest(9, { answers: [answered({ answer: 'delegated' })] }, { name: 'Old *boss*' })
    await guest(0, { answers, standsInFor: { invitation: principal, name: 'Old *boss*' } }, zed)
    await guest(2, { answers: [answered({ needs: ' ' })] }, { name: 'Pat *p*', publicPartner: true, title: '' })
    await guest(3, { answers: [answered({ answer: 'tentative' })] }, { name: 'May *m*' })
    await writeDayPlan(t.world, (await context()).campaign, { order: '8:00 *Hello*\n\n9:00 End' })
    const sheet = await sheetOf(DAN.email)
    expect(sheet).toContain('- **Zed \\*x\\***, CEO \\_y\\_, Alpha \\*z\\*, in place of Old \\*boss\\*')
    expect(sheet).toContain('## Agenda\n\n- 8\\:00 \\*Hello\\*\n- 9\\:00 End')
    expect(sheet).toContain('## Public partners, who listen\n\n- **Pat \\*p\\***, Company 2')
    expect(sheet).toContain('## Undecided\n\n- **May \\*m\\***, CEO, Company 3')
    expect(sheet).toContain('## Dietary and access needs\n\n- Zed \\*x\\*: No \\*nuts\\*')
    expect(sheet.indexOf('Alpha')).toBeLessThan(sheet.indexOf('**Ann Lee**'))
    expect(sheet).toContain('## Coming: 3 businesses')
    expect(sheet.split('\n\n')[0]?.split('\n')).toHaveLength(4)
    const champions = await sheetOf(CHAMPIONS[0] ?? '')
    expect(champions).not.toContain('nuts')
    expect(champions).toContain('Zed')
  })

  test('tells everybody what their part is', async () => {
    const { partnership } = await context()
    const parts = partsOf(partnership, { day: {} } as Parameters<typeof partsOf>[1])
    expect(Object.fromEntries(parts.map(({ part, who }) => [part, who]))).toMatchObject({
      'Facilitates, neutrally': ['Fay'],
      Coordinates: ['Cora Day', 'Dan'],
      'Listens, and debriefs afterwards': ['Sue'],
    })
    await t.clock.moveTo(DAY_BEFORE)
    const said = Object.fromEntries(
      (await errands(runSheetErrands)).map(({ to, fields }) => [to.name, String(fields.part).slice(0, 12)]),
    )
    expect(new Set(Object.values(said)).size).toBeGreaterThan(3)
    expect([said.Fay, said.Dan, said.Sue]).toEqual(['you guide th', 'you coordina', 'you help at '])
    expect(said.Dan).toBe(said['Cora Day'])
    const alone = { champions: [], team: [] }
    expect(partsOf(alone, { day: {} } as Parameters<typeof partsOf>[1])).toEqual([])
  })

  test('has each champion once, also who is invited as well', async () => {
    await guest(0, {}, { name: 'Ann Lee', email: 'ann@lee.example', company: 'Lee Forge' })
    const guests = await guestsIn(t.world, (await context()).campaign)
    expect(guests.map(({ name }) => name).sort()).toEqual(['Ann Lee', 'Bob Ruiz'])
    expect(guests.find(({ name }) => name === 'Ann Lee')).toMatchObject({ host: false })
    expect(guests.find(({ name }) => name === 'Bob Ruiz')).toMatchObject({ host: true })
  })
})

describe('notes', () => {
  const NOTE = { heard: 'x', offer: '', wait: '' }
  const who = async (email: string) => {
    const link = LINKS.notes.to(t.world.settings, IDS.campaign, email)
    return whoNotes(t.world, link.split('/').at(-1) ?? '')
  }
  const readers = [CONVENER, DAN.email, 'fay@guide.example', SUE.email]

  test('are asked of the team when the launch is over, and a day later of whoever has written none, for two weeks', async () => {
    const until = '2027-04-14T15:00:00.000Z'
    const asked = (emails: string[]) =>
      emails.flatMap(each => [
        ['notes', each, OVER, until],
        ['notes-again', each, '2027-04-01T15:00:00.000Z', until],
      ])
    expect(await told(noteErrands, OVER)).toEqual(asked(readers))
    const sue = await who(SUE.email)
    if (sue) await writeNote(t.world, sue, NOTE)
    expect(await told(noteErrands, until)).toEqual(asked(readers.slice(0, 3)))
    expect(await told(noteErrands, '2027-04-14T15:00:00.001Z')).toEqual([])
  })

  test.each([
    ['that was called off', { status: 'canceled' as const }],
    ['whose letters never left', { scheduledAt: undefined }],
    ['without a date', { meeting: undefined }],
  ])('are asked of nobody after a launch %s', async (_, over) => {
    await edit(over)
    expect(await told(noteErrands, OVER)).toEqual([])
  })

  test('are their writer’s, changed as often as they like, and listed in the order in which they came', async () => {
    for (const [n, email] of [SUE.email, DAN.email, SUE.email].entries()) {
      await t.clock.moveTo(`2027-04-01T1${n}:00:00.000Z`)
      const writer = await who(email)
      if (writer) await writeNote(t.world, writer, { ...NOTE, heard: `No. ${n}` })
    }
    const notes = await notesOf(t.world.store, IDS.campaign)
    expect(notes.map(({ by, heard, organization, at }) => [by, heard, organization, at])).toEqual([
      ['Sue', 'No. 2', 'Guide', '2027-04-01T10:00:00.000Z'],
      ['Dan', 'No. 1', 'Guide', '2027-04-01T11:00:00.000Z'],
    ])
  })

  test('and the door are closed to whoever left the team, and to strangers', async () => {
    const keeps = async (email: string) => {
      const link = LINKS.day.to(t.world.settings, IDS.campaign, email)
      return whoKeeps(t.world, link.split('/').at(-1) ?? '')
    }
    expect((await who(SUE.email))?.member.name).toBe('Sue')
    expect((await keeps(SUE.email))?.member.name).toBe('Sue')
    await change(t.world.store, partnershipRef(IDS.partnership), each => ({
      ...each,
      team: each.team.filter(({ email }) => email !== SUE.email),
    }))
    for (const email of [SUE.email, 'stranger@knows.example']) {
      expect(await who(email)).toBeUndefined()
      expect(await keeps(email)).toBeUndefined()
    }
    expect(await whoNotes(t.world, 'no token')).toBeUndefined()
  })
})

describe('the executive summary', () => {
  const until = '2027-04-30T15:00:00.000Z'
  const reminders = (emails: string[]) =>
    emails.flatMap(each => [
      ['summary-soon', each, '2027-03-31T16:00:00.000Z', until],
      ['summary-due', each, '2027-04-01T15:00:00.000Z', until],
      ['summary-late', each, '2027-04-02T15:00:00.000Z', until],
    ])
  const progress = async () => (await errands(summaryErrands)).find(({ to }) => to.email === DAN.email)?.fields.progress

  test('is asked for of those who run the partnership alone, and approval of champions who have not answered', async () => {
    const conveners = reminders([CONVENER, DAN.email])
    await t.clock.moveTo(OVER)
    expect(await told(summaryErrands)).toEqual(conveners)
    const first = await progress()
    await writeSummary(t.world, await context(), WORDS, CONVENER)
    expect(await told(summaryErrands)).toEqual(conveners)
    const second = await progress()
    await askChampions(t.world, await context())
    const third = await progress()
    expect(new Set([first, second, third]).size).toBe(3)
    const asks = (emails: string[]) =>
      emails.flatMap(each => [
        ['approve', each, OVER, until],
        ['approve-again', each, '2027-04-01T15:00:00.000Z', until],
      ])
    expect(await told(summaryErrands)).toEqual([...asks(CHAMPIONS), ...conveners])
    const token = LINKS.approve.to(t.world.settings, IDS.campaign, IDS.ann).split('/').at(-1) ?? ''
    const ann = await whoApproves(t.world, token)
    if (!ann) throw new Error('nobody approves')
    await approve(t.world, ann, checkOfSummary(WORDS))
    expect(await told(summaryErrands)).toEqual([...asks(['bob@ruiz.example']), ...conveners])
    // Other words are asked for anew, by the convener.
    await writeSummary(t.world, await context(), { ...WORDS, subject: 'Otherwise' }, CONVENER)
    expect(await told(summaryErrands)).toEqual(conveners)
    expect(await progress()).toBe(second)
  })

  test('is asked for of nobody once it was released, given up or called off', async () => {
    expect(await told(summaryErrands, until)).toHaveLength(6)
    await edit({ status: 'canceled' })
    expect(await told(summaryErrands)).toEqual([])
    await edit({ status: 'running' })
    expect(await told(summaryErrands, '2027-04-30T15:00:00.001Z')).toEqual([])
  })

  test('is approved by the link of a champion alone, once champions were asked', async () => {
    const who = (id: typeof IDS.ann) =>
      whoApproves(t.world, LINKS.approve.to(t.world.settings, IDS.campaign, id).split('/').at(-1) ?? '')
    await t.clock.moveTo(OVER)
    expect(await who(IDS.ann)).toBeUndefined()
    await writeSummary(t.world, await context(), WORDS, CONVENER)
    expect(await who(IDS.ann)).toBeUndefined()
    await askChampions(t.world, await context())
    expect((await who(IDS.ann))?.champion.name).toBe('Ann Lee')
    await change(t.world.store, partnershipRef(IDS.partnership), each => ({
      ...each,
      champions: each.champions.filter(({ id }) => id !== IDS.ann),
    }))
    expect(await who(IDS.ann)).toBeUndefined()
  })
})
