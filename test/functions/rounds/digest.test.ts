import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { requestSignatures } from '../../../functions/campaign/request-signatures.ts'
import { addWalkIn } from '../../../functions/day/check-in.ts'
import { change, invitationRef, partnershipRef } from '../../../functions/keep/documents.ts'
import { replanErrands } from '../../../functions/keep/replan.ts'
import { seatIn } from '../../../functions/list/sessions.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { pause } from '../../../functions/send/steer-campaign.ts'
import { addCommitment, changeCommitment } from '../../../functions/teams/commitments.ts'
import { matter } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee, signedCampaign } from '../campaign/launch.ts'

/** The letter leaves on Friday 2027-02-26 at 09:00 in Denver; a digest leaves at 07:30, which is 14:30 UTC. */
let t: TestWorld
beforeEach(() => {
  t = makeWorld({
    start: '2027-02-01T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep,
  })
})
afterEach(() => t.close())

const digests = (to = CONVENER) =>
  t.outbox
    .list()
    .filter(kept => kept.wave === 'digest' && kept.to.includes(to))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
const days = () => digests().map(({ at }) => at.slice(0, 16))
const text = (n: number): string => {
  const source = Buffer.from(t.outbox.bytes(digests().at(n)?.id ?? '') ?? []).toString()
  const part = /Content-Type: text\/plain.*?\r\n\r\n(.*?)\r\n--/s.exec(source)?.[1] ?? ''
  return decoded(part)
    .replace(/\s+/g, ' ')
    .replace(/ \(http[^)]*\)/g, '')
}
const links = (n: number): string => decoded(Buffer.from(t.outbox.bytes(digests().at(n)?.id ?? '') ?? []).toString())
const decoded = (quoted: string): string =>
  Buffer.from(
    quoted
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
const answer = (n: number, said: 'accepted' | 'declined' = 'accepted', note = '') =>
  takeAnswer(t.world, {
    campaign: IDS.campaign,
    invitation: seatIn(IDS.campaign, invitee(n).email),
    answer: said,
    channel: 'link',
    note,
    needs: '',
    id: `${n} ${said}`,
  })
const until = (at: string) => t.timers.runUntil(at)

describe('the digest', () => {
  test('says on the morning of a letter that it goes out, and to how many, and nothing on mornings without anything', async () => {
    await signedCampaign(t.world)
    await until('2027-03-05T20:00:00.000Z')
    expect(days()).toEqual(['2027-02-26T14:30'])
    expect(digests()[0]?.subject).toBe('Friday, February 26: 3 emails go out')
    expect(text(0)).toContain('9:00 AM: Letter of invitation, Launch: 3 emails')
  })

  test('brings the answers since the last one on the next working morning, once', async () => {
    await signedCampaign(t.world)
    await until('2027-02-26T18:00:00.000Z')
    await answer(0, 'accepted', 'Glad to *come* {{first_name}}')
    await until('2027-02-27T18:00:00.000Z')
    await answer(1, 'declined')
    await until('2027-03-03T20:00:00.000Z')
    // Over the weekend nobody is written to.
    expect(days()).toEqual(['2027-02-26T14:30', '2027-03-01T14:30'])
    expect(digests()[1]?.subject).toBe('Monday, March 1: 2 new answers')
    expect(text(1)).toContain('Guest 0, Company 0: coming “Glad to *come* {{first_name}}”')
    expect(text(1)).toContain('Guest 1, Company 1: can’t make it')
    expect(text(1)).toContain('Launch: 1 company coming (goal: 15), no reply from 1 person')
    expect(links(1)).toContain(`/campaigns/${IDS.campaign}/people/${seatIn(IDS.campaign, invitee(0).email)}`)
  })

  test('tells what needs the convener when it is new, and again once a week while it does', async () => {
    await signedCampaign(t.world)
    await until('2027-03-02T20:00:00.000Z')
    const asks = matter('Is there parking for a truck?', { at: t.world.clock.now() })
    await change(t.world.store, invitationRef(IDS.campaign, seatIn(IDS.campaign, invitee(0).email)), stands => ({
      ...stands,
      matters: [asks],
    }))
    await replanErrands(t.world, IDS.partnership)
    await until('2027-03-09T20:00:00.000Z')
    expect(days().slice(1)).toEqual(['2027-03-03T14:30', '2027-03-08T14:30'])
    expect(digests()[1]?.subject).toBe('Wednesday, March 3: 1 needs your attention')
    expect(text(1)).toContain('Is there parking for a truck?')
    await change(t.world.store, invitationRef(IDS.campaign, seatIn(IDS.campaign, invitee(0).email)), stands => ({
      ...stands,
      matters: [{ ...asks, settled: { at: t.world.clock.now(), by: CONVENER, how: 'dismiss' as const } }],
    }))
    await replanErrands(t.world, IDS.partnership)
    await until('2027-03-15T20:00:00.000Z')
    expect(days()).toHaveLength(3)
  })

  test('names the champion who has not signed within two working days', async () => {
    await draftCampaign(t.world)
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    await until('2027-02-05T20:00:00.000Z')
    expect(days()).toEqual(['2027-02-04T14:30'])
    expect(digests()[0]?.subject).toBe('Thursday, February 4: 2 overdue items')
    expect(text(0)).toContain('Ann Lee has not signed yet: a call may help')
  })

  test('names a commitment whose day passed without a word, until there is one', async () => {
    await signedCampaign(t.world)
    const owner = { name: 'Ann Lee', email: 'ann@lee.example', company: 'Lee Forge' }
    const made = { campaign: IDS.campaign, what: 'Call the college', owner, due: '2027-02-10' }
    const { id } = await addCommitment(t.world, IDS.partnership, made)
    await until('2027-02-12T20:00:00.000Z')
    expect(days()).toEqual(['2027-02-11T14:30'])
    expect(text(0)).toContain('Ann Lee was to do this by Wednesday, February 10, 2027: Call the college')
    await changeCommitment(t.world, IDS.partnership, id, stands => ({ ...stands, state: 'kept' }))
    await until('2027-02-16T20:00:00.000Z')
    expect(days()).toHaveLength(1)
  })

  test('names what somebody without an address promised, for nobody can remind them; no letter of theirs came back', async () => {
    await signedCampaign(t.world, { invitees: 1 })
    await until('2027-03-31T14:00:00.000Z')
    const kim = { name: 'Kim Ray', title: '', company: 'Ray Tools', email: '', publicPartner: false }
    const came = await addWalkIn(t.world, IDS.campaign, kim, { by: 'Sue Park' })
    if (typeof came === 'string') throw new Error(came)
    const owner = { name: 'Kim Ray', email: came.invitee.email, company: 'Ray Tools' }
    await addCommitment(t.world, IDS.partnership, {
      campaign: IDS.campaign,
      what: 'Lend a van',
      owner,
      due: '2027-04-20',
    })
    await until('2027-04-30T00:00:00.000Z')
    const told = digests().map((_, n) => text(n))
    expect(told.some(each => each.includes('Kim Ray gave no email address'))).toBe(true)
    expect(told.some(each => each.includes('Kim Ray was to do this by Tuesday, April 20, 2027'))).toBe(true)
    expect(told.some(each => each.includes('the email came back'))).toBe(false)
    expect(t.outbox.list().filter(({ to }) => to.some(email => email.endsWith('.invalid')))).toEqual([])
  })

  test('says that the campaign is paused, and no letter leaves then', async () => {
    await signedCampaign(t.world)
    await until('2027-02-25T20:00:00.000Z')
    await pause(t.world, IDS.campaign, CONVENER, { told: 'The host fell ill.' })
    await replanErrands(t.world, IDS.partnership)
    await until('2027-02-26T20:00:00.000Z')
    expect(digests()[0]?.subject).toBe('Friday, February 26: 1 needs your attention')
    expect(text(0)).toContain('Launch is paused: nothing is sent. The host fell ill.')
  })

  test('goes to conveners and co-conveners, and to nobody else', async () => {
    await signedCampaign(t.world)
    await change(t.world.store, partnershipRef(IDS.partnership), stands => ({
      ...stands,
      team: [
        ...stands.team,
        { name: 'Cole', email: 'cole@board.example', role: 'co-convener' as const, organization: '' },
        { name: 'Fay', email: 'fay@guide.example', role: 'facilitator' as const, organization: '' },
      ],
    }))
    await until('2027-02-26T20:00:00.000Z')
    expect([digests().length, digests('cole@board.example').length, digests('fay@guide.example').length]).toEqual([
      1, 1, 0,
    ])
  })

  test('that was missed in the morning comes during the day, and not in the evening', async () => {
    await signedCampaign(t.world)
    await t.clock.moveTo('2027-02-26T15:30:00.000Z')
    await sweep(t.world)
    expect(days()).toEqual(['2027-02-26T15:30'])
    await sweep(t.world)
    expect(days()).toHaveLength(1)
    await answer(0)
    await t.clock.moveTo('2027-03-02T02:00:00.000Z')
    await sweep(t.world)
    expect(days()).toHaveLength(1)
    // What fell into the morning that was missed is told the next.
    await until('2027-03-02T20:00:00.000Z')
    expect(text(1)).toContain('Guest 0, Company 0: coming')
  })
})
