import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type CampaignId, campaignIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { moveToSession } from '../../../functions/answer/move-session.ts'
import { sessionsView } from '../../../functions/answer/sessions-view.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { requestSignatures } from '../../../functions/campaign/request-signatures.ts'
import { sign } from '../../../functions/campaign/sign.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { campaignRef, change, invitationRef, invitationsOf, read } from '../../../functions/keep/documents.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { addSession, seatIn } from '../../../functions/list/sessions.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { awaken } from '../../../functions/send/awake.ts'
import { cancel } from '../../../functions/send/steer-campaign.ts'
import { checkOfSet } from '../../../functions/send/texts/signed-set.ts'
import { makeToken } from '../../../mail/token.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { calendarMail, deliverMail, writtenMail } from '../answer/replies.ts'
import { plain, type Visitor, visitor } from '../visitor.ts'
import { CONVENER, IDS, invitee, partnership, signedCampaign } from './launch.ts'

const HERE = IDS.campaign
const START = '2027-01-04T16:00:00.000Z'
/** Both letters have left: the launch of the tests is on 2027-03-30, the other session a week later. */
const LEFT = '2027-03-09T16:00:00.000Z'
const OTHER = {
  first: 'Longmont',
  name: 'Fort Collins',
  goal: 8,
  meeting: {
    date: '2027-04-06',
    start: '08:00',
    end: '09:30',
    zone: 'America/Denver',
    venue: { host: 'Poudre Tools', address: '5 Mill Rd, Fort Collins, CO', parking: '', access: '' },
  },
}

let t: TestWorld
let there: CampaignId
let someone: Visitor

const signSession = async (id: string) => {
  expect(await requestSignatures(t.world, campaignIdFrom(id), CONVENER)).toEqual({ ok: true })
  const context = await readContext(t.world.store, campaignIdFrom(id))
  const check = (context && checkOfSet(context)) ?? ''
  for (const { id: champion, name } of partnership().champions)
    await sign(t.world, { campaign: campaignIdFrom(id), champion, name, check })
}
const seat = async (session: string, email: string): Promise<Invitation | undefined> => {
  for await (const { value } of invitationsOf(t.world.store, campaignIdFrom(session)))
    if (value.invitee.email === email) return value
  return undefined
}
const on = async (session: string, email: string) => {
  const found = await seat(session, email)
  return found !== undefined && found.removedAt === undefined
}
const lettersTo = (email: string) =>
  t.outbox
    .list()
    .filter(({ to }) => to.includes(email))
    .map(({ wave }) => (wave.startsWith('thanks:') ? 'thanks' : wave))
const rsvp = async (session: string, email: string) =>
  `/rsvp/${makeToken(t.world.settings.secret, 'rsvp', session, (await seat(session, email))?.id ?? '')}`
const guest = (n: number) => invitee(n).email

beforeEach(async () => {
  t = makeWorld({ start: START, release: async (world, schedule) => void (await onSchedule(world, schedule)), sweep })
  someone = await visitor(t.world)
  await signedCampaign(t.world, { invitees: 3 })
  const context = await readContext(t.world.store, HERE)
  if (!context) throw new Error('no launch')
  const added = await addSession(t.world, context, OTHER, CONVENER)
  if (typeof added === 'string') throw new Error(added)
  there = added.campaign
})
afterEach(() => t.close())

describe('a session', () => {
  test('is a campaign of its own, with the same letter and a meeting of its own, and adding it twice is adding it once', async () => {
    const context = await readContext(t.world.store, HERE)
    const again = context && (await addSession(t.world, context, OTHER, CONVENER))
    expect(again).toEqual({ campaign: there })
    const here = context?.campaign
    const other = (await readContext(t.world.store, there))?.campaign
    expect(here?.session).toEqual({ group: HERE, name: 'Longmont' })
    expect(other).toMatchObject({
      status: 'draft',
      session: { group: HERE, name: 'Fort Collins' },
      letter: here?.letter,
      meeting: { date: '2027-04-06', kind: 'launch', sequence: 0 },
    })
    expect(other?.meeting?.uid).not.toBe(here?.meeting?.uid)
    expect((await sessionsView(t.world, context?.campaign ?? ({} as never)))?.each.map(({ name }) => name)).toEqual([
      'Longmont',
      'Fort Collins',
    ])
  })

  test('adding one leaves the signatures of the other as they are', async () => {
    expect((await readContext(t.world.store, HERE))?.campaign.status).toBe('scheduled')
  })

  test('asks nobody who is on the list of another: one letter, one list', async () => {
    await signSession(there)
    const added = await addInvitees(t.world, there, [invitee(0), invitee(7)], CONVENER, 'with the wave')
    expect(added).toMatchObject({ added: 1, elsewhere: [{ invitee: { email: guest(0) }, session: 'Longmont' }] })
    await t.timers.runUntil(LEFT)
    expect(lettersTo(guest(0)).filter(wave => wave === 'invite')).toHaveLength(1)
    expect(lettersTo(guest(7))).toEqual(['invite'])
  })
})

describe('who is put on another list by the convener', () => {
  test('before any letter has left gets that letter alone', async () => {
    await signSession(there)
    const from = { campaign: HERE, invitation: seatIn(HERE, guest(0)) }
    expect(await moveToSession(t.world, { ...from, to: there, by: CONVENER })).toBe('moved')
    expect([await on(HERE, guest(0)), await on(there, guest(0))]).toEqual([false, true])
    await t.timers.runUntil(LEFT)
    expect(lettersTo(guest(0))).toEqual(['invite'])
    expect(lettersTo(guest(1))[0]).toBe('invite')
  })

  test('who chooses it before its letter has left is told when it moves, as whoever holds a letter', async () => {
    await signSession(there)
    const chosen = { note: '', needs: '' }
    const id = (await seat(HERE, guest(0)))?.id ?? invitationIdFrom('')
    await moveToSession(t.world, { campaign: HERE, invitation: id, to: there, by: 'Dana', chosen })
    const moved = await editCampaign(t.world, there, CONVENER, { event: 'set up', part: 'meeting' }, stands =>
      stands.meeting ? { ...stands, meeting: { ...stands.meeting, start: '07:15' } } : stands,
    )
    expect(moved?.meeting?.sequence).toBe(1)
    await t.timers.runUntil('2027-01-08T16:00:00.000Z')
    expect(lettersTo(guest(0))).toEqual(['thanks', 'update-1'])
  })

  test('after the letter has left loses that entry, and is asked by the other letter', async () => {
    await signSession(there)
    await t.timers.runUntil(LEFT)
    const from = { campaign: HERE, invitation: seatIn(HERE, guest(0)) }
    await moveToSession(t.world, { ...from, to: there, by: CONVENER })
    await t.timers.runUntil('2027-03-09T18:00:00.000Z')
    expect(lettersTo(guest(0))).toEqual(['invite', 'withdrawn', 'invite'])
    const taken = t.outbox.list().find(({ wave }) => wave === 'withdrawn')
    const source = Buffer.from(t.outbox.bytes(taken?.id ?? '') ?? []).toString()
    expect(source).toContain('METHOD:CANCEL')
    expect(source.replace(/=\r?\n/g, '')).toContain('Tuesday, April 6, 2027')
  })

  test('goes back again as if nothing had been, and is asked once more', async () => {
    await signSession(there)
    const from = { campaign: HERE, invitation: seatIn(HERE, guest(0)) }
    await moveToSession(t.world, { ...from, to: there, by: CONVENER })
    const back = { campaign: there, invitation: seatIn(there, guest(0)) }
    expect(await moveToSession(t.world, { ...back, to: HERE, by: CONVENER })).toBe('moved')
    expect([await on(HERE, guest(0)), await on(there, guest(0))]).toEqual([true, false])
    await t.timers.runUntil(LEFT)
    expect(lettersTo(guest(0)).slice(0, 1)).toEqual(['invite'])
    expect(lettersTo(guest(0)).filter(wave => wave === 'invite')).toHaveLength(1)
  })

  test('takes nobody to a campaign that is none of this launch', async () => {
    const from = { campaign: HERE, invitation: seatIn(HERE, guest(0)) }
    expect(await moveToSession(t.world, { ...from, to: campaignIdFrom('a'.repeat(16)), by: CONVENER })).toBe('not open')
    expect(await moveToSession(t.world, { ...from, to: HERE, by: CONVENER })).toBe('not open')
    expect(await on(HERE, guest(0))).toBe(true)
  })
})

describe('an invitee', () => {
  beforeEach(async () => {
    await signSession(there)
    await t.timers.runUntil(LEFT)
  })

  test('chooses the other session behind the button: a yes there, no entry here, and no letter twice', async () => {
    const path = await rsvp(HERE, guest(0))
    expect(await someone.text(path)).toContain('I’d rather attend another session: Fort Collins')
    const fields = { answer: `session:${there}`, form: 'a', note: '', needs: 'No nuts', by: 'Dana' }
    const taken = await someone.post(path, fields)
    const target = taken.headers.get('location') ?? ''
    expect([taken.status, target]).toEqual([303, `${await rsvp(there, guest(0))}?done=1#answered`])
    expect(await someone.text(target)).toContain('You’re confirmed for')
    const arrived = await seat(there, guest(0))
    expect(arrived?.answers).toMatchObject([{ answer: 'accepted', needs: 'No nuts', by: 'Dana', channel: 'link' }])
    // The same form again, and the old letter's link, both end there.
    expect((await someone.post(path, fields)).headers.get('location')).toBe(await rsvp(there, guest(0)))
    expect((await someone.get(path)).headers.get('location')).toBe(await rsvp(there, guest(0)))
    await t.timers.runUntil('2027-04-30T16:00:00.000Z')
    expect(lettersTo(guest(0))).toEqual(['invite', 'thanks', 'withdrawn', 'reminder', 'after-meeting'])
    const thanks = t.outbox.list().find(({ to, wave }) => to.includes(guest(0)) && wave.startsWith('thanks:'))
    const source = Buffer.from(t.outbox.bytes(thanks?.id ?? '') ?? []).toString()
    expect(source).toContain(`UID:${there}`)
  })

  test('is not offered a session whose letter nobody has signed, or that has begun', async () => {
    await change(t.world.store, campaignRef(there), stands => ({ ...stands, status: 'awaiting signatures' as const }))
    const path = await rsvp(HERE, guest(0))
    expect(await someone.text(path)).not.toContain('Another session')
    const refusal = await someone.post(path, { answer: `session:${there}`, form: 'a', needs: 'No nuts' })
    const page = plain(await refusal.text())
    expect([refusal.status, page.includes('That session is closed')]).toEqual([422, true])
    expect(await on(HERE, guest(0))).toBe(true)
  })

  test('whose session is canceled, or over without them, is offered the others and no other answer', async () => {
    await cancel(t.world, HERE, CONVENER)
    const path = await rsvp(HERE, guest(0))
    const page = await someone.text(path)
    expect(page).toContain('This meeting is canceled You can attend another session instead.')
    expect(page).toContain('I’d rather attend another session: Fort Collins')
    expect(page).not.toContain('I’ll send someone in my place')
    expect((await someone.post(path, { answer: 'accepted', form: 'a' })).status).toBe(410)
    expect((await someone.post(path, { answer: `session:${there}`, form: 'b' })).status).toBe(303)
    await t.timers.runUntil('2027-04-01T16:00:00.000Z')
    expect((await seat(there, guest(0)))?.answers).toMatchObject([{ answer: 'accepted' }])
    expect(lettersTo(guest(0)).filter(wave => wave === 'withdrawn')).toEqual([])
  })

  test('who was at their session is offered no other', async () => {
    const id = seatIn(HERE, guest(1))
    const came = { at: '2027-03-31T14:00:00.000Z', by: 'Dana' }
    await change(t.world.store, invitationRef(HERE, id), stands => ({ ...stands, came }))
    await t.timers.runUntil('2027-03-31T20:00:00.000Z')
    expect((await someone.get(await rsvp(HERE, guest(1)))).status).toBe(410)
    const late = await someone.text(await rsvp(HERE, guest(2)))
    expect(late).toContain('The meeting has begun You can attend another session instead.')
  })

  test('who writes to the letter of the session they left answers the one they come to', async () => {
    const from = seatIn(HERE, guest(0))
    await moveToSession(t.world, { campaign: HERE, invitation: from, to: there, by: CONVENER })
    await t.timers.runUntil('2027-03-09T18:00:00.000Z')
    expect(await deliverMail(t, writtenMail('Yes, I will be there.'), from)).toEqual(['answered'])
    expect((await seat(there, guest(0)))?.answers).toMatchObject([{ answer: 'accepted', channel: 'written' }])
    // What a calendar says to the entry that was taken off comes too late for anything.
    expect(await deliverMail(t, calendarMail({ partstat: 'DECLINED', uid: 'uid-1@example.org' }), from)).toEqual([
      'set aside',
    ])
    expect((await seat(there, guest(0)))?.answers).toHaveLength(1)
  })

  test('who says the same on two tabs at once is on one list, once', async () => {
    const path = await rsvp(HERE, guest(0))
    const say = (form: string) => someone.post(path, { answer: `session:${there}`, form })
    const both = await Promise.all([say('a'), say('b')])
    for (const { status } of both) expect(status).toBe(303)
    expect([await on(HERE, guest(0)), await on(there, guest(0))]).toEqual([false, true])
    expect((await seat(there, guest(0)))?.answers).toHaveLength(1)
    expect((await seat(there, guest(0)))?.moves).toHaveLength(1)
  })

  test('whose move a crash cut short arrives with the next sweep', async () => {
    const id = seatIn(HERE, guest(0))
    await change(t.world.store, invitationRef(HERE, id), stands => ({
      ...stands,
      removedAt: t.world.clock.now(),
      movedTo: { id: 'm'.repeat(8), to: there, at: t.world.clock.now(), chosen: { note: '', needs: '' } },
    }))
    // The move itself does it before anything else.
    await awaken(t.world.store, HERE)
    await sweep(t.world)
    expect((await seat(there, guest(0)))?.answers).toMatchObject([{ answer: 'accepted' }])
    const arrived = (await read(t.world.store, invitationRef(HERE, id)))?.value.movedTo?.arrived
    expect(arrived).toBe(true)
    // Said again after they went back, the old move brings nobody anywhere.
    await moveToSession(t.world, { campaign: there, invitation: seatIn(there, guest(0)), to: HERE, by: CONVENER })
    await sweep(t.world)
    expect([await on(HERE, guest(0)), await on(there, guest(0))]).toEqual([true, false])
  })

  test('who had sent somebody else comes in person, and whoever stood in is let go', async () => {
    const principal = await seat(HERE, guest(0))
    await takeAnswer(t.world, {
      campaign: HERE,
      invitation: invitationIdFrom(principal?.id ?? ''),
      answer: 'delegated',
      channel: 'link',
      delegate: { name: 'Del Egate', title: '', email: 'del@company0.example' },
      note: '',
      needs: '',
      id: 'x',
    })
    const { inviteStandIn } = await import('../../../functions/list/invite.ts')
    const standIn = { ...invitee(0), name: 'Del Egate', email: 'del@company0.example' }
    if (principal) await inviteStandIn(t.world, principal, standIn, CONVENER)
    expect(await on(HERE, 'del@company0.example')).toBe(true)
    await someone.post(await rsvp(HERE, guest(0)), { answer: `session:${there}`, form: 'b' })
    expect(await on(HERE, 'del@company0.example')).toBe(false)
  })
})

describe('the board', () => {
  const say = (campaign: string, email: string) =>
    takeAnswer(t.world, {
      campaign: campaignIdFrom(campaign),
      invitation: seatIn(campaignIdFrom(campaign), email),
      answer: 'accepted',
      channel: 'convener',
      by: 'Dana',
      note: '',
      needs: '',
      id: email,
    })

  test('shows each session and all together, a company with people in both counted once', async () => {
    await signSession(there)
    const colleague = invitee(0, { name: 'Second', email: 'second@company0.example' })
    await addInvitees(t.world, there, [colleague, invitee(8)], CONVENER, 'with the wave')
    await t.timers.runUntil(LEFT)
    await say(HERE, guest(0))
    await say(there, 'second@company0.example')
    await say(there, guest(8))
    const here = (await readContext(t.world.store, HERE))?.campaign
    const view = here && (await sessionsView(t.world, here))
    expect(view?.each.map(({ mass }) => [mass.principals, mass.goal])).toEqual([
      [1, 15],
      [2, 8],
    ])
    expect([view?.together.principals, view?.together.goal]).toEqual([2, 15])
    const convener = await visitor(t.world, CONVENER)
    const board = await convener.text(`/campaigns/${there}`)
    expect(board).toContain('Sessions of this launch')
    expect(board).toMatch(/Together .* 2 of 15 companies/)
  })
})

describe('the page of the sessions', () => {
  test('adds one, and keeps what was typed beside what is wrong', async () => {
    const convener = await visitor(t.world, CONVENER)
    const page = `/campaigns/${HERE}/sessions`
    const typed = { name: 'Boulder', date: '2027-04-08', start: '08:00', end: '07:00', zone: 'America/Denver' }
    const wrong = await convener.post(page, { ...typed, host: 'Flat Irons', address: '', goal: '9' })
    const shown = await wrong.text()
    expect(wrong.status).toBe(422)
    expect(shown).toContain('The end must come after the start.')
    expect(shown).toContain('value="Flat Irons"')
    const right = { ...typed, end: '09:00', host: 'Flat Irons', address: '1 Pearl St', goal: '9' }
    const added = await convener.post(page, right)
    expect(added.status).toBe(303)
    expect(await convener.text(page)).toContain('Boulder')
    expect((await convener.get(added.headers.get('location') ?? '')).status).toBe(200)
  })

  test('a list that comes in, and an address that is corrected, leave people of another session where they are', async () => {
    const convener = await visitor(t.world, CONVENER)
    const list = `/campaigns/${there}/invitees`
    const pasted = `Name,Email,Company\nGuest 0,${guest(0)},Company 0\nNew One,new@one.example,One`
    const read = (await convener.post(`${list}/read`, { pasted })).headers.get('location') ?? ''
    expect(await convener.text(read)).toMatch(/1 new person.* 1 stay on the list of another session/)
    await convener.post(read, { do: 'import' })
    await vi.waitFor(async () => expect(await convener.text(read)).toContain('1 person added'))
    expect([await on(there, guest(0)), await on(there, 'new@one.example')]).toEqual([false, true])
    const typed = { name: 'New One', company: 'One', email: guest(0) }
    const corrected = await convener.post(`${list}/${seatIn(there, 'new@one.example')}`, typed)
    expect(await corrected.text()).toContain('This address is on the list of the session Longmont.')
    const added = await convener.post(list, { name: 'Guest 0', company: 'Company 0', email: guest(0) })
    expect(await convener.text(added.headers.get('location') ?? '')).toContain('is on the list of another session')
  })

  test('puts those who are ticked on another list, and nobody of another launch', async () => {
    const convener = await visitor(t.world, CONVENER)
    const page = `/campaigns/${HERE}/sessions`
    expect((await convener.post(`${page}/assign`, { to: there })).status).toBe(422)
    await convener.post(`${page}/assign`, { to: there, people: `${HERE}:${seatIn(HERE, guest(1))}` })
    expect([await on(HERE, guest(1)), await on(there, guest(1))]).toEqual([false, true])
    await convener.post(`${page}/assign`, { to: there, people: `${'z'.repeat(16)}:${seatIn(HERE, guest(0))}` })
    expect(await on(HERE, guest(0))).toBe(true)
    expect(await convener.text(`${page}?q=guest+1`)).toMatch(/Guest 1 Company 1 · Fort Collins/)
  })
})
