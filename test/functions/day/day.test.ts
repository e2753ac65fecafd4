import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attendanceOf } from '../../../domain/day/attendance.ts'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { addWalkIn, checkIn, whoKeeps } from '../../../functions/day/check-in.ts'
import { guestsIn, writeDayPlan } from '../../../functions/day/run-sheet.ts'
import {
  campaignRef,
  change,
  invitationRef,
  invitationsOf,
  partnershipRef,
  read,
} from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { editInvitee } from '../../../functions/list/correct.ts'
import { removeInvitee } from '../../../functions/list/invite.ts'
import { setDayRoles } from '../../../functions/prepare/readiness-record.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { releaseNow } from '../../../functions/send/steer-campaign.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, partnership, signedCampaign } from '../campaign/launch.ts'

/** The meeting is on Wednesday, March 31, 2027, 7:30 to 9:00 in Denver, which is 13:30 to 15:00. */
const DAY_BEFORE = '2027-03-30T19:00:00.000Z'
const DOORS = '2027-03-31T13:10:00.000Z'

let t: TestWorld
const mails = (wave: string) => t.outbox.list().filter(each => each.wave === wave)
const source = (id = '') =>
  Buffer.from(t.outbox.bytes(id) ?? [])
    .toString()
    .replace(/=\r\n/g, '')
const campaign = async () => {
  const found = await read(t.world.store, campaignRef(IDS.campaign))
  if (!found) throw new Error('no campaign')
  return found.value
}
const partnershipNow = async () => {
  const found = await read(t.world.store, partnershipRef(IDS.partnership))
  if (!found) throw new Error('no partnership')
  return found.value
}
const guests = async () => guestsIn(t.world, await campaign())
const invitations = async () => {
  const found = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) found.push(value)
  return found.sort((a, b) => (a.invitee.name < b.invitee.name ? -1 : 1))
}
const stands = async (id: string) =>
  (await read(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(id))))?.value
const say = async (n: number, answer: 'accepted' | 'declined' | 'delegated', needs = '') => {
  const id = (await invitations())[n]?.id ?? ''
  const delegate = answer === 'delegated' ? { name: 'Dana Cole', title: 'COO', email: '' } : undefined
  await takeAnswer(t.world, {
    campaign: IDS.campaign,
    invitation: invitationIdFrom(id),
    answer,
    channel: 'link',
    note: '',
    needs,
    delegate,
    id: `${n}`,
  })
  return id
}

beforeEach(async () => {
  t = makeWorld({
    start: '2027-02-01T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep: world => sweep(world),
  })
  await signedCampaign(t.world, { invitees: 5 })
  await change(t.world.store, partnershipRef(IDS.partnership), stands => ({
    ...stands,
    team: [
      ...partnership().team,
      { name: 'Fay Cole', email: 'fay@guide.example', role: 'facilitator' as const, organization: 'Guide' },
      { name: 'Sue Park', email: 'sue@college.example', role: 'support team' as const, organization: 'College' },
    ],
  }))
})
afterEach(() => t.close())

describe('the run sheet', () => {
  it('leaves the day before to champions, facilitator and team, with who comes, who does what and when', async () => {
    await t.timers.runUntil('2027-03-20T16:00:00.000Z')
    await say(0, 'accepted', 'No nuts, please')
    await say(1, 'delegated')
    await say(2, 'declined')
    await writeDayPlan(t.world, await campaign(), { order: '7:30 AM  Coffee with *everybody*' })
    await t.timers.runUntil('2027-03-30T18:59:00.000Z')
    expect(mails('run-sheet')).toEqual([])
    await t.timers.runUntil('2027-03-31T13:00:00.000Z')
    expect(mails('run-sheet').map(({ to, at }) => [to[0], at.slice(0, 16)])).toEqual(
      [CONVENER, 'fay@guide.example', 'sue@college.example', 'ann@lee.example', 'bob@ruiz.example'].map(to => [
        to,
        DAY_BEFORE.slice(0, 16),
      ]),
    )
    const [convener, , , champion] = mails('run-sheet')
    expect(convener?.subject).toBe('Tomorrow at Ridgeline Machining: run sheet, 4 businesses coming')
    const mail = source(convener?.id)
    for (const words of ['Coffee with *everybody*', 'Dana Cole', 'in place of Guest 1', 'No nuts, please', '/day/'])
      expect(mail).toContain(words)
    expect(mail).not.toContain('Guest 2')
    // What somebody eats is for those who see to it, and the door is the team's.
    const sheet = source(champion?.id)
    expect(sheet).toContain('Guest 0')
    expect(sheet).not.toContain('No nuts')
    expect(sheet).not.toContain('/day/')
  })

  it('tells each their own part, as it was agreed for this day', async () => {
    const sue = 'sue@college.example'
    await setDayRoles(t.world, await partnershipNow(), { welcomes: [IDS.ann], facilitates: [sue], listens: [] })
    await t.timers.runUntil('2027-03-30T20:00:00.000Z')
    const told = (to: string) => source(mails('run-sheet').find(mail => mail.to[0] === to)?.id)
    expect(told(sue)).toContain('you guide the conversation')
    expect(told('fay@guide.example')).not.toContain('you guide the conversation')
    expect(told('ann@lee.example')).toContain('you welcome everyone')
    expect(told('bob@ruiz.example')).not.toContain('you welcome everyone')
  })

  it('leaves anew when the meeting has moved, and not at all when it is canceled', async () => {
    await t.timers.runUntil('2027-03-30T20:00:00.000Z')
    expect(mails('run-sheet')).toHaveLength(5)
    await change(t.world.store, campaignRef(IDS.campaign), stands => ({
      ...stands,
      meeting: stands.meeting && { ...stands.meeting, date: '2027-04-07', sequence: 1 },
    }))
    await t.timers.runUntil('2027-04-06T20:00:00.000Z')
    expect(mails('run-sheet')).toHaveLength(10)
    await change(t.world.store, campaignRef(IDS.campaign), stands => ({
      ...stands,
      status: 'canceled' as const,
      meeting: stands.meeting && { ...stands.meeting, date: '2027-04-14', sequence: 2 },
    }))
    await t.timers.runUntil('2027-04-14T13:00:00.000Z')
    expect(mails('run-sheet')).toHaveLength(10)
  })
})

describe('check-in', () => {
  const tap = (came: boolean, at?: string) => ({ came, at, by: 'Sue Park' })

  beforeEach(async () => {
    await t.timers.runUntil('2027-03-20T16:00:00.000Z')
    await say(0, 'accepted')
    await t.timers.runUntil(DOORS)
  })

  it('said twice is said once, with the time at which the phone says it was', async () => {
    const [one] = await invitations()
    const early = '2027-03-31T13:05:30.000Z'
    await checkIn(t.world, IDS.campaign, invitationIdFrom(one?.id ?? ''), tap(true, early))
    await checkIn(t.world, IDS.campaign, invitationIdFrom(one?.id ?? ''), tap(true, DOORS))
    const then = await stands(one?.id ?? '')
    expect(then?.came).toEqual({ at: early, by: 'Sue Park' })
    expect(then?.history.filter(({ event }) => event === 'was there')).toHaveLength(1)
  })

  it('by many at once loses nobody', async () => {
    const all = await invitations()
    await Promise.all([...all, ...all].map(({ id }) => checkIn(t.world, IDS.campaign, id, tap(true))))
    expect(attendanceOf(await guests()).people).toHaveLength(5)
  })

  it('taken back is taken back, but an old tap that comes late undoes nothing newer', async () => {
    const [one] = await invitations()
    const id = one?.id ?? ''
    await checkIn(t.world, IDS.campaign, invitationIdFrom(id), tap(true, '2027-03-31T13:05:00.000Z'))
    await checkIn(t.world, IDS.campaign, invitationIdFrom(id), tap(false, '2027-03-31T13:01:00.000Z'))
    expect((await stands(id))?.came).toBeDefined()
    await checkIn(t.world, IDS.campaign, invitationIdFrom(id), tap(false, '2027-03-31T13:06:00.000Z'))
    expect((await stands(id))?.came).toBeUndefined()
  })

  it('does not believe a phone whose clock is ahead, or a day behind', async () => {
    const [one, two] = await invitations()
    await checkIn(t.world, IDS.campaign, invitationIdFrom(one?.id ?? ''), tap(true, '2027-03-31T18:00:00.000Z'))
    await checkIn(t.world, IDS.campaign, invitationIdFrom(two?.id ?? ''), tap(true, '2027-03-29T13:00:00.000Z'))
    const now = t.clock.now().slice(0, 16)
    expect((await stands(one?.id ?? ''))?.came?.at.slice(0, 16)).toBe(now)
    expect((await stands(two?.id ?? ''))?.came?.at.slice(0, 16)).toBe(now)
  })

  it('opens to the team alone, as long as they belong to it', async () => {
    const token = (email: string) => LINKS.day.to(t.world.settings, IDS.campaign, email).split('/').at(-1) ?? ''
    expect((await whoKeeps(t.world, token('SUE@college.example')))?.member.name).toBe('Sue Park')
    expect(await whoKeeps(t.world, token('ann@lee.example'))).toBeUndefined()
    await change(t.world.store, partnershipRef(IDS.partnership), stands => ({ ...stands, team: [] }))
    expect(await whoKeeps(t.world, token('sue@college.example'))).toBeUndefined()
  })

  describe('of somebody who was not on the list', () => {
    const walkIn = { name: 'Kim Ray', title: 'Owner', company: 'Ray Tools', email: '', publicPartner: false }
    const by = { by: 'Sue Park' }
    const walksIn = async (who: typeof walkIn) => {
      const added = await addWalkIn(t.world, IDS.campaign, who, by)
      return typeof added === 'string' ? undefined : added
    }

    it('adds them once, counted for their company; no letter of the meeting goes to them but the thanks for coming', async () => {
      await addWalkIn(t.world, IDS.campaign, { ...walkIn, email: 'kim@ray.example' }, by)
      await addWalkIn(t.world, IDS.campaign, { ...walkIn, email: 'KIM@ray.example' }, by)
      const { people, walkIns, companies } = attendanceOf(await guests())
      expect([people.length, walkIns.map(({ name }) => name), companies]).toEqual([1, ['Kim Ray'], ['Ray Tools']])
      // Even when the convener lets the letter go to newcomers a minute later.
      await releaseNow(t.world, IDS.campaign, 'invite', CONVENER)
      await t.timers.runUntil('2027-04-02T16:00:00.000Z')
      const got = t.outbox.list().filter(({ to }) => /ray/i.test(to[0] ?? ''))
      expect(got.map(({ wave }) => wave)).toEqual(['after-meeting'])
    })

    it('without an address writes to nobody until there is one', async () => {
      const added = await walksIn(walkIn)
      const again = await walksIn({ ...walkIn, name: 'kim  ray', company: 'Ray Tools, Inc.' })
      expect(again?.id).toBe(added?.id)
      expect(added?.suppressed?.reason).toBe('bounced')
      expect(added?.invitee.email).toMatch(/@no-address\.invalid$/)
      const known = { ...(added?.invitee ?? walkIn), phone: '', email: 'kim@ray.example' }
      expect(
        (await editInvitee(t.world, IDS.campaign, invitationIdFrom(added?.id ?? ''), known, CONVENER))?.suppressed,
      ).toBeUndefined()
    })

    it('who is on it after all is checked in and nothing else', async () => {
      const [one] = await invitations()
      const { name, company } = one?.invitee ?? walkIn
      await addWalkIn(t.world, IDS.campaign, { ...walkIn, name: name.toUpperCase(), company }, by)
      expect(await invitations()).toHaveLength(5)
      expect(await stands(one?.id ?? '')).toMatchObject({ came: { by: 'Sue Park' } })
      expect((await stands(one?.id ?? ''))?.walkIn).toBeUndefined()
    })

    it('brings back who was taken off the list', async () => {
      const [one] = await invitations()
      await removeInvitee(t.world, IDS.campaign, invitationIdFrom(one?.id ?? ''), CONVENER)
      await addWalkIn(t.world, IDS.campaign, { ...walkIn, email: one?.invitee.email ?? '' }, by)
      const back = await stands(one?.id ?? '')
      expect(back).toMatchObject({ walkIn: true, came: { by: 'Sue Park' } })
      expect(back?.removedAt).toBeUndefined()
    })
  })
})
