/** Who said no, who is known from elsewhere, and who is forgotten, on a launch that is written down. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import {
  campaignOfRef,
  change,
  create,
  partnershipOfRef,
  partnershipRef,
  read,
  suppressionRef,
} from '../../../functions/keep/documents.ts'
import { createCampaign } from '../../../functions/keep/reply-to.ts'
import { forgetEverywhere, refusalOf } from '../../../functions/list/forget.ts'
import { forgettings, forgottenIn, hashOf } from '../../../functions/list/forgotten.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { knownElsewhere } from '../../../functions/list/known/known-elsewhere.ts'
import { optIn, optOut } from '../../../functions/list/opt-out.ts'
import { importSuppressions, liftSuppression, suppressionsOf } from '../../../functions/list/suppressions.ts'
import { suppress } from '../../../functions/send/suppress.ts'
import { campaign as blank, launch } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, partnership } from '../campaign/launch.ts'
import { launchIn, sentLaunch } from '../campaign/written.ts'

const NOW = '2027-03-03T16:00:00.000Z'
const ELSEWHERE = campaignIdFrom('e'.repeat(16))

let t: TestWorld
const { context, campaign, invitationOf } = launchIn(() => t.world)
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await sentLaunch(t.world, 3)
})
afterEach(() => t.close())

const stands = async (n = 0): Promise<Invitation> => {
  const found = await invitationOf(n)
  if (!found) throw new Error('nobody')
  return found
}

describe('a no', () => {
  test('by one’s link holds for the person and the address, and only its owner takes it back', async () => {
    const { id } = await stands()
    for (let n = 0; n < 2; n++) await optOut(t.world, IDS.campaign, id)
    expect((await stands()).history.filter(({ event }) => event === 'asked for no more letters')).toHaveLength(1)
    expect(await suppressionsOf(t.world, IDS.partnership)).toMatchObject([
      { email: invitee(0).email, reason: 'opted out' },
    ])
    expect(await liftSuppression(t.world, IDS.partnership, invitee(0).email, CONVENER)).toBe('not yours to lift')
    await optIn(t.world, IDS.campaign, id)
    expect([(await stands()).suppressed, await suppressionsOf(t.world, IDS.partnership)]).toEqual([undefined, []])
    await suppress(t.world, IDS.partnership, { email: invitee(0).email, reason: 'complained', at: NOW })
    await optIn(t.world, IDS.campaign, id)
    expect(await suppressionsOf(t.world, IDS.partnership)).toHaveLength(1)
  })

  test('of a list is added, made stronger, or known', async () => {
    await suppress(t.world, IDS.partnership, { email: 'a@x.example', reason: 'bounced', at: NOW })
    await suppress(t.world, IDS.partnership, { email: 'b@x.example', reason: 'opted out', at: NOW })
    const text = 'email,reason\nA@x.example,opted out\nb@x.example,bounced\nc@x.example,spam\nc@x.example,spam\nnobody'
    expect(await importSuppressions(t.world, IDS.partnership, text)).toMatchObject({
      added: 1,
      stronger: 1,
      known: 2,
      wrongTotal: 1,
    })
    expect(await importSuppressions(t.world, IDS.partnership, 'x'.repeat(2_000_001))).toBe('too long')
    expect((await read(t.world.store, suppressionRef(IDS.partnership, 'a@x.example')))?.value.reason).toBe('opted out')
  })
})

describe('who is known from elsewhere', () => {
  const known = async (by = CONVENER, email = invitee(0).email) =>
    (await knownElsewhere(t.world, by, await campaign(), [email.toUpperCase(), ''])).get(email as never)
  const other = async (partnershipId = IDS.partnership) => {
    await createCampaign(
      t.world.store,
      blank({
        id: ELSEWHERE,
        partnership: partnershipId,
        meeting: launch({ kind: 'quarterly', date: '2027-01-12' }),
        left: { invite: NOW },
      }),
    )
    await create(t.world.store, campaignOfRef(partnershipId, ELSEWHERE), { id: ELSEWHERE })
    await addInvitees(t.world, ELSEWHERE, [invitee(0)], CONVENER, 'with the wave')
  }
  beforeEach(() => create(t.world.store, partnershipOfRef(CONVENER, IDS.partnership), { id: IDS.partnership }))
  test('is named with the meeting and what they said there, not with this one', async () => {
    expect(await known()).toBeUndefined()
    await other()
    expect(await known()).toMatchObject([
      {
        there: {
          campaign: ELSEWHERE,
          meeting: expect.stringContaining('January 12, 2027'),
          said: 'not sent',
          came: false,
        },
      },
    ])
    expect((await known())?.[0]?.partnership).toBeUndefined()
    expect(await known('stranger@x.example')).toBeUndefined()
  })
  test('of another partnership is known where one has a role in it, with the no that was said there', async () => {
    const id = partnershipIdFrom('q'.repeat(16))
    await create(t.world.store, partnershipRef(id), partnership({ id, region: 'High Plains', team: [] }))
    await create(t.world.store, partnershipOfRef(CONVENER, id), { id })
    await other(id)
    await suppress(t.world, id, { email: invitee(0).email, reason: 'opted out', at: NOW })
    expect(await known()).toBeUndefined()
    await change(t.world.store, partnershipRef(id), each => ({ ...each, team: partnership().team }))
    expect(await known()).toMatchObject([{ partnership: 'High Plains Manufacturing', optedOut: 'opted out' }])
    expect(await known(CONVENER, invitee(1).email)).toBeUndefined()
  })
})

describe('whoever is forgotten', () => {
  test('has no role, leaves every list, and comes by no list again', async () => {
    const its = await context()
    expect(
      refusalOf(partnership(), { ...(await stands()), invitee: { ...invitee(0), email: 'ANN@lee.example' } }),
    ).toBe('has a role')
    expect(refusalOf(partnership(), await stands())).toBeUndefined()
    const receipt = await forgetEverywhere(t.world, its, await stands(), CONVENER)
    expect(receipt).toMatchObject({ by: CONVENER, at: NOW, doneAt: NOW, documents: { invitation: 1 } })
    expect(await stands()).toMatchObject({ forgottenAt: NOW, removedAt: NOW, matters: [] })
    expect((await stands()).invitee.name).not.toBe('Guest 0')
    expect((await stands(1)).invitee.name).toBe('Guest 1')
    expect((await forgottenIn(t.world, IDS.partnership))(invitee(0).email.toUpperCase())).toBe(true)
    expect((await forgottenIn(t.world, IDS.partnership))(invitee(1).email)).toBe(false)
    expect((await forgettings(t.world, IDS.partnership)).map(({ hash }) => hash)).toEqual([hashOf(invitee(0).email)])
    expect(await addInvitees(t.world, IDS.campaign, [invitee(0), invitee(9)], CONVENER, 'now')).toMatchObject({
      added: 1,
      forgotten: 1,
    })
  })
  test('is forgotten in every partnership that whoever does it convenes, but where they have a role', async () => {
    const [with_, without] = ['q', 'r'].map(letter => partnershipIdFrom(letter.repeat(16)))
    for (const id of [with_, without])
      if (id) {
        const champions = id === with_ ? [{ ...partnership().champions[0], email: invitee(0).email }] : []
        await create(t.world.store, partnershipRef(id), partnership({ id, champions } as Partial<Partnership>))
        await create(t.world.store, partnershipOfRef(CONVENER, id), { id })
      }
    await forgetEverywhere(t.world, await context(), await stands(), CONVENER)
    const isForgotten = async (id = IDS.partnership) => (await forgottenIn(t.world, id))(invitee(0).email)
    expect([await isForgotten(), await isForgotten(with_), await isForgotten(without)]).toEqual([true, false, true])
  })
  test('after the meeting counts on as somebody who was on the list', async () => {
    await t.clock.moveTo('2027-04-01T00:00:00.000Z')
    await forgetEverywhere(t.world, await context(), await stands(), CONVENER)
    expect((await stands()).removedAt).toBeUndefined()
    expect((await stands()).forgottenAt).toBe('2027-04-01T00:00:00.000Z')
  })
})
