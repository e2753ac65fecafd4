/** An address that a server does not know at the door is as dead as one of which a report comes back: for the whole partnership. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { change, invitationsOf, partnershipRef } from '../../../functions/keep/documents.ts'
import { resolveSend } from '../../../functions/list/send-again.ts'
import { suppressionsOf } from '../../../functions/list/suppressions.ts'
import { askRoles } from '../../../functions/prepare/readiness-record.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'
import { quarterlyTables } from '../table/quarterly.ts'

const DEAD = invitee(0).email
const HELPER = 'sue@college.example'
const ANN = 'ann@lee.example'

let t: TestWorld
/** Whom their server does not know. */
let unknown: string[]
/** Who was written to about what, once for each letter that was handed over. */
let tried: { to: string; campaign: string }[]
beforeEach(() => {
  unknown = [DEAD, HELPER, ANN]
  tried = []
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z', release: releaseWaves, sweep })
  refuse()
})
afterEach(() => t.close())

function refuse(): void {
  const { send } = t.world.post
  t.world.post.send = async message => {
    const [to = ''] = message.to
    tried.push({ to, campaign: message.campaign })
    return unknown.includes(to)
      ? { outcome: 'refused', because: 'address', bounce: 'no such address', detail: '550 5.1.1 User unknown' }
      : send.call(t.world.post, message)
  }
}

const silenced = async () => (await suppressionsOf(t.world, IDS.partnership)).map(({ email }) => email).sort()
async function guest(campaign = IDS.campaign): Promise<Invitation> {
  for await (const { value } of invitationsOf(t.world.store, campaign)) if (value.invitee.email === DEAD) return value
  throw new Error('not invited')
}
test('it is silenced in all campaigns, whichever letter it was', async () => {
  await signedCampaign(t.world)
  expect(await silenced()).toEqual([ANN])
  await change(t.world.store, partnershipRef(IDS.partnership), each => ({
    ...each,
    team: [...each.team, { name: 'Sue Park', email: HELPER, role: 'support team' as const, organization: 'College' }],
  }))
  await askRoles(t.world, IDS.partnership)
  await t.timers.runUntil('2027-01-08T16:00:00.000Z')
  expect(await silenced()).toEqual([ANN, HELPER])
  await t.timers.runUntil('2027-02-26T18:00:00.000Z')
  expect(await silenced()).toEqual([ANN, DEAD, HELPER])
  expect((await guest()).sends.invite?.status).toBe('bounced')
})

test('nobody is written to there about another meeting', async () => {
  t.close()
  const { t: year, table } = await quarterlyTables(['2027-08-10'])
  t = year
  refuse()
  const { id } = await table(0)
  await t.timers.runUntil('2027-08-09T16:00:00.000Z')
  const about = (to: string) => tried.filter(each => each.to === to).map(({ campaign }) => campaign)
  expect(about(DEAD)).toEqual([IDS.campaign])
  expect(about(invitee(1).email)).toContain(id)
})

test('it is known even where the machine stops before it is written to the letter', async () => {
  await signedCampaign(t.world)
  const { put } = t.world.store
  t.world.store.put = async (partition, key, value, ...rest) => {
    if (JSON.stringify(value).includes('"bounced","at"') && key.startsWith('invitation#')) throw new Error('stopped')
    return put.call(t.world.store, partition, key, value, ...rest)
  }
  await t.timers.runUntil('2027-02-26T18:00:00.000Z').catch(() => undefined)
  t.world.store.put = put
  expect(await silenced()).toContain(DEAD)
  expect(tried.filter(({ to }) => to === DEAD)).toHaveLength(1)
  expect((await guest()).sends.invite).toMatchObject({ status: 'skipped', why: 'bounced' })
})

test('it is written to again everywhere once the convener sends that letter again', async () => {
  await signedCampaign(t.world)
  await t.timers.runUntil('2027-02-26T18:00:00.000Z')
  unknown = []
  const { id, sends } = await guest()
  await resolveSend(t.world, IDS.campaign, id, 'invite', 'send again', CONVENER, 'an older attempt')
  expect(await silenced()).toContain(DEAD)
  await resolveSend(t.world, IDS.campaign, id, 'invite', 'send again', CONVENER, sends.invite?.attempt)
  await t.timers.runUntil('2027-02-27T18:00:00.000Z')
  expect(await silenced()).not.toContain(DEAD)
  expect((await guest()).sends.invite?.status).toBe('sent')
})
