import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PATHS } from '../../../domain/keep/paths.ts'
import { shift } from '../../../domain/keep/time.ts'
import { campaignRef, invitationsOf, read } from '../../../functions/keep/documents.ts'
import type { PostOutcome } from '../../../functions/keep/ports.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signedCampaign } from '../campaign/launch.ts'
import { visitor } from '../visitor.ts'

const LEFT = '2027-02-26T17:00:00.000Z'
const MINUTES = 60_000
let t: TestWorld

beforeEach(() => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z', release: releaseWaves, sweep })
})
afterEach(() => t.close())

/** What the carrier says of letters of the wave, until it is let go. */
function carrier(outcome: (n: number) => PostOutcome): { over: () => void } {
  const original = t.world.post.send
  let tried = 0
  t.world.post.send = async message =>
    message.wave === 'invite' ? outcome(tried++) : original.call(t.world.post, message)
  return {
    over: () => {
      t.world.post.send = original
    },
  }
}
const invited = () => t.outbox.list().filter(({ wave }) => wave === 'invite').length
const told = (subject: string) => t.outbox.list().filter(each => each.subject === subject && each.to.includes(CONVENER))
const WAITING = 'Emails are waiting for the mail service'

describe('a carrier that waits for somebody', () => {
  test('holds the wave, says why on the board and once by mail, and the wave goes on by itself', async () => {
    await signedCampaign(t.world, { invitees: 20 })
    const held = carrier(() => ({ outcome: 'later', detail: 'SendingPausedException (400)', waitsFor: 'pause' }))
    await t.timers.runUntil(shift(LEFT, 60 * MINUTES))
    expect(invited()).toBe(0)
    expect(told(WAITING)).toHaveLength(1)
    const convener = await visitor(t.world, CONVENER)
    expect(await convener.text(PATHS.board(IDS.campaign))).toContain('The mail service has paused sending')
    held.over()
    await t.timers.runUntil(shift(LEFT, 70 * MINUTES))
    expect(invited()).toBe(20)
    expect(await convener.text(PATHS.board(IDS.campaign))).not.toContain('The mail service has paused sending')
    expect((await read(t.world.store, campaignRef(IDS.campaign)))?.value.status).toBe('running')
  })

  test('in a sandbox those who are verified get theirs meanwhile', async () => {
    await signedCampaign(t.world, { invitees: 6 })
    const held = carrier(n =>
      n % 3 === 0
        ? { outcome: 'sent' }
        : { outcome: 'later', detail: 'MessageRejected (400)', waitsFor: 'verification' },
    )
    await t.timers.runUntil(LEFT)
    held.over()
    const statuses: string[] = []
    for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
      statuses.push(value.sends.invite?.status ?? '')
    expect(statuses.filter(status => status === 'sent').length).toBeGreaterThan(0)
    expect(statuses.filter(status => status === 'failed')).toEqual([])
    await t.timers.runUntil(shift(LEFT, 10 * MINUTES))
    for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
      expect(value.sends.invite?.status).toBe('sent')
  })
})

describe('letters that did not get through', () => {
  test('are sent again together once that is mended, reason by reason, and nobody gets one twice', async () => {
    await signedCampaign(t.world, { invitees: 60 })
    const refusals: PostOutcome[] = [
      { outcome: 'refused', because: 'other', bounce: 'not authenticated', detail: '550 5.7.26 DMARC' },
      { outcome: 'refused', because: 'other', bounce: 'mailbox full', detail: '552 5.2.2 mailbox full' },
      { outcome: 'refused', because: 'address', bounce: 'no such address', detail: '550 5.1.1 user unknown' },
    ]
    const original = t.world.post.send
    let tried = 0
    t.world.post.send = async message => {
      const outcome = message.wave === 'invite' ? refusals[tried++] : undefined
      return outcome ?? original.call(t.world.post, message)
    }
    await t.timers.runUntil(shift(LEFT, 10 * MINUTES))
    expect(invited()).toBe(57)
    const convener = await visitor(t.world, CONVENER)
    const board = PATHS.board(IDS.campaign)
    expect(await convener.text(board)).toContain('1 email wasn’t delivered.')
    expect(told('Emails refused: the problem is on our side')).toHaveLength(1)
    const again = PATHS.sendUnsent(IDS.campaign)
    await convener.post(again, { why: 'no such address' })
    for (const _ of [1, 2]) expect((await convener.post(again, { why: 'not authenticated' })).status).toBe(303)
    await t.timers.runUntil(shift(LEFT, 20 * MINUTES))
    expect(invited()).toBe(58)
    await convener.post(again, { why: 'mailbox full' })
    await t.timers.runUntil(shift(LEFT, 30 * MINUTES))
    expect(invited()).toBe(59)
    expect(await convener.text(board)).not.toContain('wasn’t delivered')
    const suppressed: string[] = []
    for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
      if (value.suppressed) suppressed.push(value.suppressed.reason)
    expect(suppressed).toEqual(['bounced'])
  })
})
