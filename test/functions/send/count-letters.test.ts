/** What a page says of how many emails leave is what then leaves. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Invitee } from '../../../domain/keep/invitation.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { campaignRef, read } from '../../../functions/keep/documents.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { addInvitees, countNewcomers, removeInvitee } from '../../../functions/list/invite.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { pause, resume } from '../../../functions/send/steer-campaign.ts'
import { suppress } from '../../../functions/send/suppress.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, partnership, signedCampaign } from '../campaign/launch.ts'
import { type Visitor, visitor } from '../visitor.ts'

const AT = `/campaigns/${IDS.campaign}`

let t: TestWorld
let convener: Visitor
beforeEach(async () => {
  t = makeWorld({
    start: '2027-02-01T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep: world => sweep(world),
  })
  await signedCampaign(t.world, { invitees: 6 })
  await t.timers.runUntil('2027-03-01T18:00:00.000Z')
  convener = await visitor(t.world, CONVENER)
})
afterEach(() => t.close())

const idOf = (n: number) => invitationIdOf(IDS.campaign, invitee(n).email)
const says = (n: number, answer: 'accepted' | 'declined') =>
  takeAnswer(t.world, {
    campaign: IDS.campaign,
    invitation: idOf(n),
    answer,
    channel: 'link',
    note: '',
    needs: '',
    id: `${answer} ${n}`,
  })
const campaign = async () => {
  const found = (await read(t.world.store, campaignRef(IDS.campaign)))?.value
  if (!found) throw new Error('no campaign')
  return found
}
/** How many emails of a wave leave while something is done and for an hour after. */
async function leaving(wave: string, act: () => Promise<unknown>): Promise<number> {
  const count = () => t.outbox.list().filter(each => each.wave === wave).length
  const before = count()
  await act()
  const now = new Date(t.world.clock.now()).getTime()
  await t.timers.runUntil(new Date(now + 3_600_000).toISOString())
  return count() - before
}
const figure = (page: string, around: RegExp): number => Number(around.exec(page)?.[1])

describe('before emails leave, the page says how many', () => {
  test('for people who are added late: none for who is known, stopped, a champion or forgotten', async () => {
    await suppress(t.world, IDS.partnership, {
      email: 'stopped@new.example',
      reason: 'opted out',
      at: t.world.clock.now(),
    })
    await removeInvitee(t.world, IDS.campaign, idOf(5), CONVENER)
    const fresh = (email: string): Invitee => ({ ...invitee(0), name: email, email })
    const people = [
      invitee(0),
      invitee(5),
      ...['a@new.example', 'b@new.example', 'A@new.example', 'stopped@new.example', 'ann@lee.example'].map(fresh),
    ]
    const counted = await countNewcomers(t.world, { campaign: await campaign(), partnership: partnership() }, people)
    expect(await leaving('invite', () => addInvitees(t.world, IDS.campaign, people, CONVENER, 'now'))).toBe(counted)
    // Two who are new, and one who was taken off and is asked again.
    expect(counted).toBe(3)
  })

  test('on the form for one person and before a list comes in', async () => {
    expect(await convener.text(`${AT}/invitees`)).toContain('Send the letter now (1 email)')
    const pasted =
      'Name,Company,Email\nPat New,New Co,pat@new.example\nGuest 0,Company 0,guest0@company0.example\nLee New,Other Co,lee@new.example'
    const at = (await convener.post(`${AT}/invitees/read`, { pasted })).headers.get('location') ?? ''
    const page = await convener.text(at)
    const said = figure(page, /Send the letter now \((\d+) emails?\)/)
    expect(said).toBeGreaterThan(1)
    expect(await leaving('invite', () => convener.post(at, { do: 'import', when: 'now' }))).toBe(said)
  })

  test('when the meeting moves: whoever holds the letter, answered or not', async () => {
    await says(0, 'accepted')
    await says(1, 'declined')
    await removeInvitee(t.world, IDS.campaign, idOf(2), CONVENER)
    const { meeting } = await campaign()
    if (!meeting) throw new Error('no meeting')
    const { venue } = meeting
    const moved = { ...meeting, ...venue, date: '2027-04-14' }
    const typed = Object.fromEntries(
      Object.entries(moved).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    )
    const asked = await (await convener.post(`${AT}/meeting`, typed)).text()
    const said = figure(asked, /Saving sends (\d+) emails about the change: date from/)
    expect(said).toBe(5)
    expect(await leaving('update-1', () => convener.post(`${AT}/meeting`, { ...typed, confirmed: 'yes' }))).toBe(said)
  })

  test('when a wave that is late is released', async () => {
    await says(0, 'accepted')
    await t.timers.runUntil('2027-03-16T18:00:00.000Z')
    await pause(t.world, IDS.campaign, CONVENER)
    await t.timers.runUntil('2027-03-19T18:00:00.000Z')
    await resume(t.world, IDS.campaign, CONVENER)
    await t.timers.runUntil('2027-03-19T20:00:00.000Z')
    convener = await visitor(t.world, CONVENER)
    const said = figure(await convener.text(AT), /Send it now \((\d+) emails?\)/)
    expect(said).toBe(5)
    expect(await leaving('follow-up-1', () => convener.post(`${AT}/waves/follow-up-1/release`))).toBe(said)
  })

  test('when the meeting is canceled', async () => {
    await says(1, 'declined')
    await removeInvitee(t.world, IDS.campaign, idOf(2), CONVENER)
    const said = figure(await convener.text(`${AT}/review`), /Cancel the meeting and send (\d+) emails/)
    expect(await leaving('cancellation', () => convener.post(`${AT}/cancel`, { reason: '' }))).toBe(said)
    expect(said).toBe(5)
  })
})
