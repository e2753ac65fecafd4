/** Several people of the list at once: reminded, sent to again, marked, assigned, removed. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Invitation, Send } from '../../../domain/keep/invitation.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { readContext } from '../../../functions/keep/context.ts'
import {
  campaignRef,
  change,
  invitationRef,
  invitationsOf,
  partnershipRef,
  read,
} from '../../../functions/keep/documents.ts'
import { remind } from '../../../functions/list/chosen/remind.ts'
import { optOut } from '../../../functions/list/opt-out.ts'
import { callsOf } from '../../../functions/prepare/call-sheet.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { pause } from '../../../functions/send/steer-campaign.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, partnership, signedCampaign } from '../campaign/launch.ts'
import { plain, type Visitor, visitor } from '../visitor.ts'

const LIST = `/campaigns/${IDS.campaign}/invitees`
const CHOSEN = `${LIST}/chosen`

let t: TestWorld
let convener: Visitor
beforeEach(async () => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
  await signedCampaign(t.world, { invitees: 5 })
  await t.clock.moveTo('2027-02-26T16:00:00.000Z')
  await releaseWave(t.world, { campaign: IDS.campaign, wave: 'invite' })
  await t.clock.moveTo('2027-03-05T16:00:00.000Z')
  convener = await visitor(t.world, CONVENER)
})
afterEach(() => t.close())

async function guests(): Promise<Invitation[]> {
  const found: Invitation[] = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) found.push(value)
  return found.sort((a, b) => (a.invitee.name < b.invitee.name ? -1 : 1))
}
const guest = async (n: number): Promise<Invitation> => (await guests())[n] as Invitation
const idsOf = (people: readonly Invitation[]) => people.map(({ id }) => id as string)
const edit = (id: Invitation['id'], fields: Partial<Invitation>) =>
  change(t.world.store, invitationRef(IDS.campaign, id), stands => ({ ...stands, ...fields }))
const send = (over: Partial<Send>): Send => ({
  status: 'sent',
  at: '2027-02-26T16:00:00.000Z',
  attempt: 'a',
  attempts: 1,
  sequence: 0,
  ...over,
})
const sentTo = async (wave: string) =>
  (await t.outbox.list())
    .filter(each => each.wave === wave)
    .map(({ to }) => [to].flat()[0])
    .sort()
const answered = async (id: Invitation['id']) =>
  takeAnswer(t.world, {
    campaign: IDS.campaign,
    invitation: id,
    answer: 'declined',
    channel: 'link',
    note: '',
    needs: '',
    id: 'x',
  })

/** What the page asks, as its form says it back. */
async function asked(
  fields: Record<string, string | string[]>,
): Promise<{ text: string; back: Record<string, string | string[]> }> {
  const html = await (await convener.post(CHOSEN, fields)).text()
  const person = [...html.matchAll(/name="person" value="([^"]*)"/g)].map(([, value = '']) => value)
  return { text: plain(html), back: { do: String(fields.do), sure: 'yes', person } }
}

describe('reminding people who were chosen', () => {
  test('says how many and who is left out and why, and sends nothing before it is pressed', async () => {
    const [a, b, c, d, e] = await guests()
    await answered((a as Invitation).id)
    await optOut(t.world, IDS.campaign, (b as Invitation).id)
    await edit((c as Invitation).id, { awayUntil: '2027-03-20T16:00:00.000Z' })
    const { text, back } = await asked({ do: 'remind', person: idsOf([a, b, c, d, e] as Invitation[]) })
    expect(text).toContain('Remind 2 people?')
    expect(text).toContain('Remind 2 people now')
    expect(text).toMatch(
      /Not included: 3 people .*Already answered Guest 0.*Asked for no more emails Guest 1.*Out of office Guest 2/,
    )
    expect(await sentTo('follow-up-1')).toEqual([])
    const done = plain(await (await convener.post(CHOSEN, back)).text())
    expect(done).toContain('2 people reminded.')
    expect(await sentTo('follow-up-1')).toEqual(['guest3@company3.example', 'guest4@company4.example'])
  })

  test('sends once however often it is pressed, and its wave passes them by', async () => {
    const { back } = await asked({ do: 'remind', person: idsOf([await guest(0)]) })
    await convener.post(CHOSEN, back)
    const again = plain(await (await convener.post(CHOSEN, back)).text())
    expect(again).toContain('No one reminded.')
    expect(again).toContain('Already reminded Guest 0')
    expect(await sentTo('follow-up-1')).toEqual(['guest0@company0.example'])
    await t.clock.moveTo('2027-03-17T15:00:00.000Z')
    await releaseWave(t.world, { campaign: IDS.campaign, wave: 'follow-up-1' })
    const all = await sentTo('follow-up-1')
    expect(all.filter(each => each === 'guest0@company0.example')).toHaveLength(1)
    expect(all).toHaveLength(5)
  })

  test('an answer or an opt-out between the page and the press counts', async () => {
    const [a, b, c] = await guests()
    const { back } = await asked({ do: 'remind', person: idsOf([a, b, c] as Invitation[]) })
    await answered((a as Invitation).id)
    await optOut(t.world, IDS.campaign, (b as Invitation).id)
    const done = plain(await (await convener.post(CHOSEN, back)).text())
    expect(done).toContain('Guest 2 reminded.')
    expect(done).toMatch(/Skipped: 2 people .*Already answered Guest 0.*Asked for no more emails Guest 1/)
    expect(await sentTo('follow-up-1')).toEqual(['guest2@company2.example'])
  })

  test('sends nothing that champions have not signed, and nothing while the campaign is paused', async () => {
    const { back } = await asked({ do: 'remind', person: idsOf([await guest(0)]) })
    await change(t.world.store, campaignRef(IDS.campaign), stands => ({
      ...stands,
      texts: { ...stands.texts, 'follow-up-1': { subject: 'New', body: 'Dear {{first_name}},\n\nNew words.' } },
    }))
    const unsigned = await asked({ do: 'remind', person: idsOf([await guest(0)]) })
    expect(unsigned.text).toContain('No one to remind')
    expect(unsigned.text).toContain('The follow-up is not signed yet')
    expect(plain(await (await convener.post(CHOSEN, back)).text())).toContain('No one reminded.')
    await pause(t.world, IDS.campaign, CONVENER)
    expect((await asked({ do: 'remind', person: idsOf([await guest(0)]) })).text).toContain('No one to remind')
    expect(await sentTo('follow-up-1')).toEqual([])
  })

  test('nobody is reminded within three days of an email', async () => {
    await convener.post(CHOSEN, (await asked({ do: 'remind', person: idsOf([await guest(0)]) })).back)
    expect((await asked({ do: 'remind', person: idsOf([await guest(0)]) })).text).toContain(
      'Had an email in the last 3 days',
    )
  })

  test('what a crash left due is sent by the sweep, once', async () => {
    const context = await readContext(t.world.store, IDS.campaign)
    if (!context) throw new Error('no campaign')
    const { id } = await guest(0)
    // The process ends right after it answered.
    await remind({ ...t.world, afterwards: () => {} }, context, [{ id, wave: 'follow-up-1' }], CONVENER)
    expect((await guest(0)).sends['follow-up-1']).toMatchObject({ status: 'due', early: true })
    expect(await sentTo('follow-up-1')).toEqual([])
    await sweep(t.world)
    await sweep(t.world)
    expect(await sentTo('follow-up-1')).toEqual(['guest0@company0.example'])
    // And one who answered in between is left in peace.
    const other = await guest(1)
    await remind({ ...t.world, afterwards: () => {} }, context, [{ id: other.id, wave: 'follow-up-1' }], CONVENER)
    await answered(other.id)
    await sweep(t.world)
    expect(await sentTo('follow-up-1')).toEqual(['guest0@company0.example'])
  })
})

describe('sending again to people who were chosen', () => {
  test('sends what came back or was held back, skips what may have arrived, and twice is once', async () => {
    const [a, b, c] = (await guests()) as [Invitation, Invitation, Invitation]
    await edit(a.id, { sends: { invite: send({ status: 'bounced', bounce: 'mailbox full' }) } })
    await edit(b.id, {
      sends: { invite: send({ status: 'skipped', attempt: '', attempts: 0, why: 'held back by the convener' }) },
    })
    await edit(c.id, { sends: { invite: send({ status: 'in doubt' }) } })
    const { text, back } = await asked({ do: 'again', all: 'shown', shown: idsOf(await guests()) })
    expect(text).toContain('Send again to 2 people?')
    expect(text).toContain('An email may have arrived: decide on their page Guest 2')
    expect(text).toMatch(/Nothing to send again Guest 3.*Guest 4/)
    expect(plain(await (await convener.post(CHOSEN, back)).text())).toContain('2 people sent their email again.')
    expect((await guest(0)).sends.invite?.status).toBe('due')
    await releaseWave(t.world, { campaign: IDS.campaign, wave: 'invite' })
    expect((await guest(0)).sends.invite?.status).toBe('sent')
    expect(plain(await (await convener.post(CHOSEN, back)).text())).toContain('No one sent their email again.')
  })
})

describe('setting things right for people who were chosen', () => {
  test('marks them as public partners and back, beside what a colleague changes', async () => {
    const chosen = idsOf((await guests()).slice(0, 2))
    expect(plain(await (await convener.post(CHOSEN, { do: 'partner', person: chosen })).text())).toContain(
      '2 people marked as public partner.',
    )
    expect((await guests()).map(({ invitee }) => invitee.publicPartner)).toEqual([true, true, false, false, false])
    expect(
      plain(
        await (
          await convener.post(CHOSEN, { do: 'partner', all: 'shown', shown: idsOf((await guests()).slice(0, 3)) })
        ).text(),
      ),
    ).toMatch(/Guest 2 marked as public partner\. Skipped: 2 people Nothing to change Guest 0/)
    await convener.post(CHOSEN, { do: 'business', all: 'found', q: '', show: 'public partners' })
    expect((await guests()).some(({ invitee }) => invitee.publicPartner)).toBe(false)
  })

  test('assigns who knows them, who is then proposed to call them; nobody from outside can be', async () => {
    const { id } = await guest(0)
    await convener.post(CHOSEN, { do: 'known', person: id, knower: 'bob@ruiz.example' })
    expect(await convener.text(LIST)).toContain('Known by Bob Ruiz')
    const context = await readContext(t.world.store, IDS.campaign)
    if (!context) throw new Error('no campaign')
    const { calls, callers } = await callsOf(t.world, context)
    const call = calls.find(({ person }) => person.invitation.id === id)
    expect(call?.knownBy).toBe('Bob Ruiz')
    expect(callers.find(caller => caller.id === call?.caller)?.name).toBe('Bob Ruiz')
    expect((await convener.post(CHOSEN, { do: 'known', person: id, knower: 'eve@else.example' })).status).toBe(400)
    await convener.post(CHOSEN, { do: 'known', person: id, knower: '' })
    expect((await guest(0)).knownBy).toBeUndefined()
  })

  test('removes them after it has said what that means', async () => {
    const { text, back } = await asked({ do: 'remove', person: idsOf((await guests()).slice(0, 2)) })
    expect(text).toContain('Remove 2 people?')
    expect((await guests()).filter(({ removedAt }) => removedAt)).toEqual([])
    await convener.post(CHOSEN, back)
    expect((await guests()).map(({ removedAt }) => removedAt !== undefined)).toEqual([true, true, false, false, false])
    // Pressed twice there is nobody left to remove.
    expect((await convener.post(CHOSEN, back)).headers.get('location')).toBe(LIST)
  })
})

describe('who is chosen', () => {
  test('is of this campaign, on its list, and chosen by whoever may edit it', async () => {
    const { id } = await guest(0)
    await edit(id, { removedAt: t.world.clock.now() })
    expect(
      (
        await convener.post(CHOSEN, { do: 'remove', sure: 'yes', person: [id, 'x'.repeat(16), '../campaign'] })
      ).headers.get('location'),
    ).toBe(LIST)
    const member = { name: 'Ray Fox', email: 'ray@board.example', role: 'support team' as const, organization: 'Board' }
    await change(t.world.store, partnershipRef(IDS.partnership), stands => ({
      ...stands,
      team: [...partnership().team, member],
    }))
    const reader = await visitor(t.world, 'ray@board.example')
    const other = await guest(1)
    expect((await reader.post(CHOSEN, { do: 'remove', sure: 'yes', person: other.id })).status).toBe(403)
    expect(await (await reader.get(LIST)).text()).not.toContain('type="checkbox"')
    const stranger = await visitor(t.world, 'stranger@conveners.example')
    expect((await stranger.post(CHOSEN, { do: 'remove', sure: 'yes', person: other.id })).status).toBe(404)
    expect((await read(t.world.store, invitationRef(IDS.campaign, other.id)))?.value.removedAt).toBeUndefined()
  })

  test('are at most 500 at a time, and at least one', async () => {
    const many = Array.from({ length: 501 }, (_, n) => `p${n}`)
    expect(plain(await (await convener.post(CHOSEN, { do: 'partner', person: many })).text())).toContain(
      'up to 500 people',
    )
    expect(plain(await (await convener.post(CHOSEN, { do: 'partner' })).text())).toContain('No one is chosen')
  })

  test('are found by what they said', async () => {
    await answered((await guest(0)).id)
    const text = await convener.text(`${LIST}?show=silent`)
    expect(text).toContain('4 people match')
    expect(text).not.toContain('Guest 0')
  })
})
