/** After a meeting: who came is thanked the same day, the board leads with them, and what was sent stays as it was. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { addWalkIn, checkIn } from '../../../functions/day/check-in.ts'
import { campaignRef, invitationRef, read } from '../../../functions/keep/documents.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'
import { visitor } from '../visitor.ts'

/** The launch is on Wednesday, March 31, 2027, 7:30 to 9:00 in Denver, which is 13:30 to 15:00. */
const DOORS = '2027-03-31T13:20:00.000Z'
const NOON = '2027-03-31T18:00:00.000Z'
const BOARD = `/campaigns/${IDS.campaign}`

let t: TestWorld
beforeEach(async () => {
  t = makeWorld({
    start: '2027-02-01T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep: world => sweep(world),
  })
  await signedCampaign(t.world, { invitees: 6 })
  await t.timers.runUntil('2027-03-20T16:00:00.000Z')
  for (const n of [0, 1, 2]) await yes(n)
})
afterEach(() => t.close())

const idOf = (n: number) => invitationIdOf(IDS.campaign, invitee(n).email)
const yes = (n: number) =>
  takeAnswer(t.world, {
    campaign: IDS.campaign,
    invitation: idOf(n),
    answer: 'accepted',
    channel: 'link',
    note: '',
    needs: '',
    id: `yes ${n}`,
  })
const page = async (path: string) => (await visitor(t.world, CONVENER)).text(path)
const thanked = () => t.outbox.list().filter(({ wave }) => wave === 'after-meeting')
const textOf = (id = '') =>
  Buffer.from(t.outbox.bytes(id) ?? [])
    .toString()
    .replace(/=\r\n/g, '')
const campaign = async () => (await read(t.world.store, campaignRef(IDS.campaign)))?.value

/** The first guest and a champion come, and somebody who was not on the list. */
async function doors(): Promise<void> {
  await t.timers.runUntil(DOORS)
  const ann = invitationIdOf(IDS.campaign, 'ann@lee.example')
  for (const id of [idOf(0), ann]) await checkIn(t.world, IDS.campaign, id, { came: true, by: 'Fay' })
  const dana = { name: 'Dana West', title: '', company: 'West Tools', email: 'dana@west.example', publicPartner: false }
  await addWalkIn(t.world, IDS.campaign, dana, { by: 'Fay' })
}

describe('the thank-you of the same day', () => {
  test('goes to everybody who came, once, in the organization’s name, and to nobody who was not seen', async () => {
    await doors()
    await t.timers.runUntil('2027-03-31T16:59:00.000Z')
    expect(thanked()).toEqual([])
    await t.timers.runUntil('2027-04-02T18:00:00.000Z')
    expect(thanked().map(({ to, at }) => [to[0], at.slice(0, 13)])).toEqual(
      expect.arrayContaining(
        [invitee(0).email, 'ann@lee.example', 'dana@west.example'].map(to => [to, '2027-03-31T17']),
      ),
    )
    expect(thanked()).toHaveLength(3)
    const text = textOf(thanked()[0]?.id)
    expect(text).toContain('Thank you for coming')
    for (const words of ['Bob Ruiz', 'Check value', 'has signed']) expect(text).not.toContain(words)
    expect(
      (await read(t.world.store, invitationRef(IDS.campaign, idOf(1))))?.value.sends['after-meeting'],
    ).toMatchObject({ status: 'skipped', why: 'was not seen there' })
  })

  test('goes to who said yes where nobody was checked in, in words that are true either way', async () => {
    await t.timers.runUntil('2027-04-02T18:00:00.000Z')
    expect(
      thanked()
        .map(({ to }) => to[0])
        .sort(),
    ).toEqual([0, 1, 2].map(n => invitee(n).email))
    const text = textOf(thanked()[0]?.id)
    expect(text).toContain('Thank you for saying yes')
    expect(text).not.toContain('Thank you for coming')
  })

  test('can be read, written and switched off', async () => {
    const convener = await visitor(t.world, CONVENER)
    for (const id of ['after-meeting', 'after-meeting-unseen'])
      expect((await convener.get(`${BOARD}/letters/${id}`)).status).toBe(200)
    const own = { subject: 'Thanks!', body: 'Dear {{first_name}},\n\nThat was a morning.' }
    expect((await convener.post(`${BOARD}/letters/after-meeting`, own)).status).toBe(303)
    expect((await campaign())?.status).toBe('running')
    await doors()
    await t.timers.runUntil(NOON)
    expect(textOf(thanked()[0]?.id)).toContain('That was a morning.')
  })

  test('does not go where the convener switched it off', async () => {
    const rows = ['follow-up-1', 'follow-up-2', 'reminder'].map(row => [`on_${row}`, 'yes'])
    const convener = await visitor(t.world, CONVENER)
    const timing = { goal: '15', holidays: '', ...Object.fromEntries(rows) }
    expect((await convener.post(`${BOARD}/timing`, timing)).status).toBe(303)
    expect((await campaign())?.timing.waves).toEqual({ 'after-meeting': { off: true } })
    await t.timers.runUntil('2027-04-02T18:00:00.000Z')
    expect(thanked()).toEqual([])
  })
})

describe('once a meeting was held', () => {
  test('its board says when, and leads with who came, of those who were expected', async () => {
    expect(await page(BOARD)).toContain('Critical mass')
    await doors()
    await t.timers.runUntil(NOON)
    for (const at of [NOON, '2027-04-05T18:00:00.000Z']) {
      await t.timers.runUntil(at)
      const board = await page(BOARD)
      expect(board).toContain('Held on Wednesday, March 31, 2027.')
      expect(board).toMatch(/Who came 3 companies of 4 expected People 3 of 4 expected Walked in 1 Public partners 0/)
      for (const words of ['Critical mass', 'Call the silent', 'Follow-up calls']) expect(board).not.toContain(words)
      expect(await page(`${BOARD}/review`)).toContain('Held on Wednesday, March 31, 2027')
    }
  })

  test('its board claims nothing where nobody was checked in', async () => {
    await t.timers.runUntil(NOON)
    const board = await page(BOARD)
    expect(board).toContain('Who was expected 3 companies')
    expect(board).toContain('attendance isn’t known')
    expect(board).not.toContain('Who came')
  })

  test('what was sent says when, and is no form any more', async () => {
    const convener = await visitor(t.world, CONVENER)
    const html = async (path: string) => (await convener.get(`${BOARD}/${path}`)).text()
    const before = await campaign()
    expect(await html('timing')).not.toContain('name="date_follow-up-1"')
    expect(await page(`${BOARD}/timing`)).toMatch(
      /First follow-up To those who haven’t replied Sent Mar 17, 2027, 9:00 AM/,
    )
    for (const row of ['follow-up-2', 'reminder', 'after-meeting'])
      expect(await html('timing')).toContain(`name="date_${row}"`)
    const text = await html('letters/follow-up-1')
    expect(text).toContain('It was sent on')
    expect(text).not.toContain('<textarea')
    expect(await html('letters/follow-up-2')).toContain('<textarea')
    const own = { subject: 'Again', body: 'Dear {{first_name}},' }
    expect((await convener.post(`${BOARD}/letters/follow-up-1`, own)).status).toBe(400)
    expect((await campaign())?.texts).toEqual(before?.texts)
    // Public partners have a text for each follow-up, too.
    expect(await html('letters/partner-follow-up')).not.toContain('<textarea')
    expect(await html('letters/partner-follow-up-last')).toContain('<textarea')
    expect(await html('letters/letter')).toContain('<textarea')
    await t.timers.runUntil(NOON)
    for (const id of [
      'letter',
      'partner-letter',
      'partner-follow-up',
      'reminder',
      'partner-reminder',
      'partner-follow-up-last',
      'follow-up-again',
      'follow-up-again-last',
    ])
      expect(await html(`letters/${id}`), id).not.toContain('<textarea')
    expect(await html('timing')).not.toMatch(/name="date_(?!goal)/)
  })
})
