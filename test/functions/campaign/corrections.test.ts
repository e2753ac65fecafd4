import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { championIdFrom } from '../../../domain/keep/ids.ts'
import { openMatters } from '../../../domain/keep/matter.ts'
import { answersOf } from '../../../functions/answer/answers.ts'
import { settleMatter } from '../../../functions/answer/settle-matter.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { change, invitationsOf, partnershipRef } from '../../../functions/keep/documents.ts'
import { editInvitee } from '../../../functions/list/correct.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signAll, signedCampaign } from './launch.ts'

let t: TestWorld
/** The launch is on March 31, 2027; its letter has left by then. */
const LEFT = '2027-02-26T17:00:00.000Z'

beforeEach(async () => {
  t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: releaseWaves,
    sweep,
  })
  await signedCampaign(t.world, { invitees: 4 })
  await t.timers.runUntil(LEFT)
})
afterEach(() => t.close())

const guest = async (n: number) => {
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
    if (value.invitee.name === invitee(n).name) return value
  throw new Error('no guest')
}
const letters = (wave: string, to: string) =>
  t.outbox
    .list()
    .filter(each => each.wave === wave && each.to[0] === to)
    .map(({ id }) =>
      Buffer.from(t.outbox.bytes(id) ?? [])
        .toString('utf8')
        .replace(/=\r\n/g, ''),
    )
let forms = 0
const say = async (
  n: number,
  answer: 'accepted' | 'declined' | 'delegated',
  delegate?: { name: string; email: string },
) =>
  takeAnswer(t.world, {
    campaign: IDS.campaign,
    invitation: (await guest(n)).id,
    answer,
    channel: 'link',
    note: '',
    needs: '',
    id: `form-${forms++}`,
    ...(delegate ? { delegate: { title: '', ...delegate } } : {}),
  })
const move = () =>
  editCampaign(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'meeting' }, stands =>
    stands.meeting ? { ...stands, meeting: { ...stands.meeting, start: '10:00', end: '11:30' } } : stands,
  )

describe('a meeting that moves', () => {
  test('asks those again who had said yes, tells the others what their answer is worth, and names no champion', async () => {
    await say(0, 'accepted')
    await say(1, 'declined')
    await change(t.world.store, partnershipRef(IDS.partnership), each => ({
      ...each,
      champions: [
        ...each.champions,
        {
          id: championIdFrom('n'.repeat(16)),
          name: 'Never Signed',
          title: 'CEO',
          company: 'Nope Inc',
          email: 'never@nope.example',
        },
      ],
    }))
    await move()
    await t.timers.runUntil('2027-02-26T18:00:00.000Z')
    const [yes] = letters('update-1', invitee(0).email)
    expect(yes).toContain('Does the new one work for you?')
    expect(letters('update-1', invitee(1).email)[0]).toContain('You told us that you can')
    expect(letters('update-1', invitee(2).email)[0]).toContain('Will you be there?')
    for (const { id } of t.outbox.list().filter(({ wave }) => wave === 'update-1')) {
      const text = Buffer.from(t.outbox.bytes(id) ?? []).toString('utf8')
      expect(text).not.toContain('Never Signed')
    }
    expect(await answersOf(t.world, IDS.campaign)).toContainEqual(
      expect.objectContaining({ email: invitee(0).email, answer: 'accepted', status: 'answered for the old time' }),
    )
    // No champion has signed thanks.
    await say(3, 'accepted')
    const [thanks] = t.outbox.list().slice(-1)
    const words = Buffer.from(t.outbox.bytes(thanks?.id ?? '') ?? []).toString()
    for (const name of ['Never Signed', 'Ann Lee', 'Bob Ruiz']) expect(words).not.toContain(name)
  })

  test('is asked about in the follow-up too, in words of its own', async () => {
    await say(0, 'accepted')
    await move()
    await signAll(t.world)
    await t.timers.runUntil('2027-03-20T00:00:00.000Z')
    expect(letters('follow-up-1', invitee(0).email)[0]).toContain('Does your answer still hold?')
    expect(letters('follow-up-1', invitee(2).email)[0]).toContain('the short version')
  })
})

test('a letter that went to a wrong address leaves for the right one, and follow-ups come after it', async () => {
  const right = { ...invitee(0), email: 'right@address.example' }
  await editInvitee(t.world, IDS.campaign, (await guest(0)).id, right, CONVENER)
  await editInvitee(t.world, IDS.campaign, (await guest(0)).id, right, CONVENER)
  await t.timers.runUntil('2027-02-26T18:00:00.000Z')
  expect(letters('invite', 'right@address.example')).toHaveLength(1)
  expect(letters('invite', invitee(0).email)).toHaveLength(1)
  await t.timers.runUntil('2027-03-20T00:00:00.000Z')
  expect(letters('follow-up-1', 'right@address.example')).toHaveLength(1)
  // Who has answered needs no second letter.
  await say(1, 'accepted')
  await editInvitee(t.world, IDS.campaign, (await guest(1)).id, { ...invitee(1), email: 'new@one.example' }, CONVENER)
  await addInvitees(t.world, IDS.campaign, [invitee(30)], CONVENER, 'now')
  await t.timers.runUntil('2027-03-20T18:00:00.000Z')
  expect(letters('invite', 'new@one.example')).toEqual([])
})

describe('somebody who sends another', () => {
  const SUB = { name: 'Sub One', email: 'sub@one.example' }
  const open = async (n: number) => openMatters((await guest(n)).matters).map(({ kind }) => kind)

  test('is asked for one word, the last one, and for none when they come themselves', async () => {
    await say(0, 'delegated', { name: 'Sub One', email: '' })
    await say(0, 'delegated', SUB)
    expect(await open(0)).toEqual(['delegate'])
    await say(0, 'accepted')
    expect(await open(0)).toEqual([])
  })

  test('and comes after all when the other was invited already, leaves it to the convener; reminded is who comes', async () => {
    await say(0, 'delegated', SUB)
    const [matter] = openMatters((await guest(0)).matters)
    await settleMatter(t.world, IDS.campaign, (await guest(0)).id, matter?.id ?? '', 'approve', CONVENER)
    await say(1, 'delegated', { name: 'Sub Two', email: 'sub@two.example' })
    await say(0, 'accepted')
    expect(await open(0)).toEqual(['comes after all'])
    await t.timers.runUntil('2027-03-31T00:00:00.000Z')
    expect(letters('reminder', invitee(0).email)).toHaveLength(1)
    expect(letters('reminder', invitee(1).email)).toEqual([])
  })
})
