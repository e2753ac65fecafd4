/** Whoever comes in another's place and whom they stand for are one seat on every page that counts, and in every email that does. */
import Papa from 'papaparse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { change, create, invitationRef, partnershipOfRef, read } from '../../../functions/keep/documents.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { readOverview } from '../../../functions/keep/overview.ts'
import { inviteStandIn } from '../../../functions/list/invite.ts'
import { digestErrands } from '../../../functions/rounds/digest.ts'
import { CONVENER, IDS } from '../campaign/launch.ts'
import { guest, quarterlyTables, type Tables } from '../table/quarterly.ts'

const BOARD = `/campaigns/${IDS.campaign}`
const SAM = {
  name: 'Sam Lee',
  title: 'COO',
  company: 'A Sister of It',
  email: 'sam@company0.example',
  phone: '',
  publicPartner: false,
}
const idOf = (email: string) => invitationIdFrom(invitationIdOf(IDS.campaign, email))

let at: Tables
/** What each page says before the launch and after it. */
const pages: Record<string, string> = {}
let csv: Record<string, string>[]

beforeAll(async () => {
  at = await quarterlyTables(['2027-08-10'])
  const { world, timers } = at.t
  await create(world.store, partnershipOfRef(CONVENER, IDS.partnership), { id: IDS.partnership })
  await timers.runUntil('2027-02-26T18:00:00.000Z')
  const say = (email: string, answer: 'accepted' | 'delegated') =>
    takeAnswer(world, {
      campaign: IDS.campaign,
      invitation: idOf(email),
      answer,
      channel: 'link',
      note: '',
      needs: '',
      by: '',
      id: email,
      ...(answer === 'delegated' ? { delegate: SAM } : {}),
    })
  // Of four guests one comes, one sends Sam, who says yes as well, and two say nothing.
  await say(guest(0), 'delegated')
  const principal = (await read(world.store, invitationRef(IDS.campaign, idOf(guest(0)))))?.value
  if (principal) await inviteStandIn(world, principal, SAM, CONVENER)
  await say(guest(1), 'accepted')
  await timers.runUntil('2027-02-27T18:00:00.000Z')
  await say(SAM.email, 'accepted')
  await timers.runUntil('2027-03-01T14:00:00.000Z')
  const overview = await readOverview(world, IDS.partnership)
  pages.digest = JSON.stringify(overview ? await digestErrands(world, overview) : [])
  await timers.runUntil('2027-03-24T15:00:00.000Z')
  pages.home = await at.convener.text('/')
  pages.board = await at.convener.text(BOARD)
  pages.calls = await at.convener.text(`${BOARD}/calls`)
  const file = await (await at.convener.get(`${BOARD}/board.csv`)).text()
  csv = Papa.parse<Record<string, string>>(file.replace(/^\ufeff/, ''), { header: true, skipEmptyLines: true }).data
  pages.door = await at.convener.text(`${BOARD}/day`)
  await timers.runUntil('2027-03-31T13:30:00.000Z')
  for (const email of [SAM.email, guest(1)])
    await change(world.store, invitationRef(IDS.campaign, idOf(email)), each => ({
      ...each,
      came: { at: '2027-03-31T13:20:00.000Z', by: CONVENER },
    }))
  await timers.runUntil('2027-03-31T18:00:00.000Z')
  pages.homeAfter = await at.convener.text('/')
  pages.boardAfter = await at.convener.text(BOARD)
  pages.summary = await at.convener.text(`${BOARD}/summary`)
  await at.t.clock.moveTo('2027-08-11T00:00:00.000Z')
  pages.report = await at.convener.text(`/campaigns/${(await at.table(0)).id}/report/preview`)
})
afterAll(() => at.t.close())

test('on the home page and on the board, before it and after', () => {
  expect(pages.home).toContain('2 companies have not replied')
  expect(pages.home).not.toContain('Sam Lee')
  expect(pages.board).toContain('2 of 15 companies 13 to go. Leaders coming 1 Sending someone 1')
  expect(pages.board).toContain('1 coming 1 sending someone 0 undecided 0 not coming 2 no reply')
  expect(pages.board).toContain('Wed, Mar 24: 2 coming, 0 undecided, 0 not coming')
  expect(pages.boardAfter).toContain('2 companies of 2 expected People 2 of 2 expected')
})

test('in the digest', () => {
  expect(pages.digest).toContain('**2 companies coming** (goal: 15), no reply from 2 people')
})

test('on the call sheet: neither is called', () => {
  expect(pages.calls).toContain('2 people of 2 companies haven’t replied')
  for (const name of ['Guest 0', 'Sam Lee']) expect(pages.calls).not.toContain(name)
})

test('on the page of the day: one seat for the two, beside both champions', () => {
  expect(pages.door).toContain('Who is coming 4 businesses 4 people 1 in someone’s place')
})

test('in the table for a spreadsheet: a row of their own says whose seat they take', () => {
  expect(csv.map(each => [each.name, each.in_place_of])).toEqual([
    ['Guest 0', ''],
    ['Guest 1', ''],
    ['Guest 2', ''],
    ['Guest 3', ''],
    ['Sam Lee', 'Guest 0'],
  ])
  const coming = csv.filter(each => each.answer === 'accepted' || each.answer === 'delegated')
  expect(coming.filter(each => each.in_place_of === '')).toHaveLength(2)
})

test('in the summary and in the report of a later meeting', () => {
  expect(pages.summary).toContain('2 companies checked in')
  expect(pages.summary).toContain('**2 companies** sat down')
  expect(pages.summary).toContain('**Who was there**: A Sister of It, Company 1.')
  expect(pages.report).toContain('Companies at the table Launch, Mar 31 &nbsp; 2 companies')
})
