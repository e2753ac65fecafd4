/** A carrier that reports every letter it took, and reports none: what is done about letters nobody heard of. */

import { afterEach, beforeEach, expect, test } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { type Matter, raise } from '../../../domain/keep/matter.ts'
import { DAY, shift } from '../../../domain/keep/time.ts'
import { setAway } from '../../../functions/answer/away.ts'
import type { Given } from '../../../functions/answer/record-answer.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { change, invitationRef, invitationsOf, read } from '../../../functions/keep/documents.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signedCampaign } from '../campaign/launch.ts'

let t: TestWorld
/** How often each letter left, by its key. */
let left: Map<string, number>
let id: string

beforeEach(async () => {
  left = new Map()
  t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: releaseWaves,
    sweep,
    world: {
      post: {
        reports: true,
        send: async ({ invitation, wave }) => {
          if (invitation !== undefined) left.set(wave, (left.get(wave) ?? 0) + 1)
          return { outcome: 'in doubt', detail: 'no answer came' }
        },
        fateOf: async () => 'unknown',
        rate: async () => Number.POSITIVE_INFINITY,
      },
    },
  })
  const reminder = { date: '2027-03-08' }
  await signedCampaign(t.world, { invitees: 1, campaign: { timing: { waves: { reminder }, holidays: [] } } })
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) id = value.id
})
afterEach(() => t.close())

test('a letter leaves at most twice, whatever is answered and noted in between', async () => {
  const about = {
    campaign: IDS.campaign,
    invitation: invitationIdFrom(id),
    channel: 'link',
    note: '',
    needs: '',
  } as const
  for (let day = 0; day < 12; day++) {
    await t.timers.runUntil(shift('2027-03-07T18:00:00.000Z', day * DAY))
    for (let n = 0; n < 36; n++) {
      const answer = n % 2 === 0 ? 'tentative' : 'accepted'
      const given: Given = { ...about, answer, id: `${day} ${n}`, confirm: n === 0 }
      expect(await takeAnswer(t.world, given)).toBe('taken')
    }
    await setAway(t.world, IDS.campaign, invitationIdFrom(id), '2027-03-29', CONVENER)
    await setAway(t.world, IDS.campaign, invitationIdFrom(id), undefined, CONVENER)
    const matter: Matter = {
      id: `${day}`,
      kind: 'question',
      at: t.clock.now(),
      from: { name: '', email: '' },
      subject: '',
      text: 'Is there parking?',
    }
    await change(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(id)), stands => ({
      ...stands,
      matters: raise(stands.matters, matter),
    }))
  }
  expect(left.get('reminder')).toBe(2)
  expect(Math.max(...left.values())).toBe(2)
  const stands = await read(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(id)))
  expect(stands?.value.sends.reminder).toMatchObject({ status: 'in doubt', doubt: true, again: true })
})
