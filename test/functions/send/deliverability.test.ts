import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { editPartnership } from '../../../functions/campaign/edit-campaign.ts'
import { requestSignatures } from '../../../functions/campaign/request-signatures.ts'
import {
  campaignRef,
  create,
  invitationRef,
  invitationsOf,
  read,
  suppressionRef,
} from '../../../functions/keep/documents.ts'
import { editInvitee } from '../../../functions/list/correct.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { suppressionsOf } from '../../../functions/list/suppressions.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { type Delivery, noteDelivery } from '../../../functions/send/note-delivery.ts'
import { noteUnlisted } from '../../../functions/send/note-unlisted.ts'
import { resume } from '../../../functions/send/steer-campaign.ts'
import { watchWave } from '../../../functions/send/watch-wave.ts'
import { pauseWords } from '../../../pages/web/harm-words.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee, signedCampaign } from '../campaign/launch.ts'
import { type Visitor, visitor } from '../visitor.ts'

let t: TestWorld
let guests: Map<string, string>
const LEFT = '2027-02-26T17:00:00.000Z'

beforeEach(async () => {
  t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: releaseWaves,
    sweep,
  })
  await signedCampaign(t.world, { invitees: 50 })
  await t.timers.runUntil(LEFT)
  guests = new Map()
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) guests.set(value.invitee.name, value.id)
})
afterEach(() => t.close())

const guest = async (n: number) => {
  const found = await read(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(guests.get(`Guest ${n}`) ?? '')))
  if (!found) throw new Error('no guest')
  return found.value
}
const news = async (n: number, over: Partial<Delivery>) =>
  noteDelivery(
    t.world,
    {
      campaign: IDS.campaign,
      invitation: (await guest(n)).id,
      attempt: (await guest(n)).sends.invite?.attempt,
      what: 'delivered',
      detail: '',
      at: LEFT,
      ...over,
    },
    watchWave,
  )
const whyPaused = (stands: Campaign | undefined) => stands?.pausedWhy && pauseWords(stands.pausedWhy)
const campaign = async () => (await read(t.world.store, campaignRef(IDS.campaign)))?.value

describe('news of a letter', () => {
  test('takes a send forward and never back, in any order and any number of times', async () => {
    await news(0, { what: 'delivered' })
    await news(0, { what: 'sent' })
    await news(0, { what: 'delayed', detail: 'greylisted' })
    expect((await guest(0)).sends.invite?.status).toBe('delivered')
    await news(0, { what: 'complained' })
    await news(0, { what: 'complained' })
    await news(0, { what: 'delivered' })
    expect(await guest(0)).toMatchObject({
      sends: { invite: { status: 'complained' } },
      suppressed: { reason: 'complained' },
    })
    expect(
      (await guest(0)).history.filter(each => each.event === 'fared badly' && each.how === 'complained'),
    ).toHaveLength(1)
  })

  test('of an attempt that was given up, or of nobody, changes nothing', async () => {
    const before = await guest(0)
    expect(await news(0, { attempt: 'another', what: 'bounced', permanent: false })).toBe('unknown')
    expect(await guest(0)).toEqual(before)
  })

  test('of a complaint outranks that of a dead address: another address lifts only the latter', async () => {
    await news(2, { what: 'bounced', permanent: true })
    await news(2, { what: 'complained' })
    const { id, invitee: before } = await guest(2)
    expect((await guest(2)).suppressed).toMatchObject({ reason: 'complained' })
    await editInvitee(t.world, IDS.campaign, id, { ...before, email: 'other@company2.example' }, CONVENER)
    expect((await guest(2)).suppressed).toMatchObject({ reason: 'complained' })
    const stored = await read(t.world.store, suppressionRef(IDS.partnership, before.email))
    expect(stored?.value.reason).toBe('complained')
  })

  test('of a dead address suppresses it in every campaign; one that is only full stays', async () => {
    await news(0, { what: 'bounced', permanent: true, detail: 'no such user' })
    await news(1, { what: 'bounced', permanent: false, detail: 'mailbox full' })
    expect((await read(t.world.store, suppressionRef(IDS.partnership, invitee(0).email)))?.value.reason).toBe('bounced')
    expect((await guest(1)).suppressed).toBeUndefined()
  })

  test('of the assistant’s copy says nothing of the invitee, and a person looks', async () => {
    const { id, invitee: before } = await guest(3)
    const assistant = { name: 'Pat Lee', email: 'pat@company3.example' }
    await editInvitee(t.world, IDS.campaign, id, { ...before, assistant }, CONVENER)
    await news(3, { what: 'bounced', permanent: true, bounce: 'no such address', to: 'Pat@company3.example' })
    expect((await guest(3)).suppressed).toBeUndefined()
    expect((await guest(3)).sends.invite?.status).toBe('sent')
    expect((await guest(3)).matters).toMatchObject([{ kind: 'came back', remark: { is: 'copy came back' } }])
  })

  test('that our own domain is refused is told as ours, once, to the convener and the log, and strikes nobody off', async () => {
    const told = () => t.outbox.list().filter(({ subject }) => subject === 'Emails refused: the problem is on our side')
    for (const n of [0, 1]) await news(n, { what: 'bounced', permanent: false, bounce: 'not authenticated' })
    expect(told()).toHaveLength(1)
    expect((await campaign())?.status).toBe('running')
    await news(2, { what: 'bounced', permanent: false, bounce: 'not authenticated' })
    expect(whyPaused(await campaign())).toContain('because of a problem on our side')
    for (const n of [0, 1, 2]) expect((await guest(n)).suppressed).toBeUndefined()
  })
})

describe('a wave that does harm', () => {
  test('pauses when more than one in twenty letters come back, says why, and goes on when the convener says so', async () => {
    for (const n of [0, 1]) await news(n, { what: 'bounced', permanent: true })
    expect((await campaign())?.status).toBe('running')
    await news(2, { what: 'bounced', permanent: true })
    expect(await campaign()).toMatchObject({
      status: 'paused',
      pausedWhy: { wave: 'invite', harm: 'bounces', health: { handed: 50, bounced: 3, complained: 0, failed: 0 } },
    })
    expect(t.outbox.list().at(-1)).toMatchObject({
      to: [CONVENER],
      subject: 'Paused: something is wrong with the emails',
    })
    await news(2, { what: 'bounced', permanent: true })
    await resume(t.world, IDS.campaign, CONVENER)
    await news(2, { what: 'bounced', permanent: true })
    expect((await campaign())?.status).toBe('running')
  })

  test('goes on to its end once the convener has heard of it, and pauses again only for more of it', async () => {
    for (const n of [0, 1, 2]) await news(n, { what: 'bounced', permanent: true })
    await resume(t.world, IDS.campaign, CONVENER)
    await addInvitees(t.world, IDS.campaign, [invitee(70), invitee(71)], CONVENER, 'now')
    await t.timers.runUntil('2027-02-26T18:00:00.000Z')
    expect((await campaign())?.status).toBe('running')
    const to = t.outbox.list().filter(({ wave }) => wave === 'invite')
    expect(to).toHaveLength(52)
    for (const n of [3, 4]) await news(n, { what: 'bounced', permanent: true })
    expect((await campaign())?.status).toBe('running')
    await news(5, { what: 'bounced', permanent: true })
    expect(whyPaused(await campaign())).toContain('6 of 52 emails came back (12 %)')
  })

  test('pauses when somebody marks it as spam', async () => {
    await news(0, { what: 'complained' })
    expect(whyPaused(await campaign())).toContain('One person of 50 marked the email as spam')
  })

  test('pauses when nothing can be handed over', async () => {
    const failing = makeWorld({
      start: '2027-01-04T16:00:00.000Z',
      release: releaseWaves,
      sweep,
      world: {
        post: {
          send: async ({ wave }) =>
            wave === 'invite' ? { outcome: 'refused', because: 'other', detail: 'no' } : { outcome: 'sent' },
          fateOf: async () => 'not sent',
          rate: async () => Number.POSITIVE_INFINITY,
        },
      },
    })
    try {
      await signedCampaign(failing.world, { invitees: 300 })
      await failing.timers.runUntil(LEFT)
      const stands = (await read(failing.world.store, campaignRef(IDS.campaign)))?.value
      expect(stands?.status).toBe('paused')
      expect(whyPaused(stands)).toContain('could not be sent')
      let tried = 0
      for await (const { value } of invitationsOf(failing.world.store, IDS.campaign)) if (value.sends.invite) tried++
      expect(tried).toBeLessThan(300)
    } finally {
      failing.close()
    }
  })
})

describe('the page of addresses that are not written to', () => {
  let convener: Visitor
  const PAGE = `/campaigns/${IDS.campaign}/not-written-to`
  beforeEach(async () => {
    convener = await visitor(t.world, CONVENER)
  })

  test('takes a list from another tool with its reasons, says which lines it could not read, and honors it', async () => {
    const list =
      'Email,Status\nguest3@company3.example,Unsubscribed\nguest4@company4.example;hard bounce\nno address here\n'
    const answer = await convener.post(PAGE, { list })
    expect(await answer.text()).toContain('Line 4: “no address here” holds no address.')
    await convener.post(PAGE, { list })
    expect((await suppressionsOf(t.world, IDS.partnership)).map(({ email, reason }) => [email, reason])).toEqual([
      ['guest3@company3.example', 'opted out'],
      ['guest4@company4.example', 'bounced'],
    ])
    await t.timers.runUntil('2027-03-18T00:00:00.000Z')
    expect((await guest(3)).sends['follow-up-1']).toMatchObject({ status: 'skipped', why: 'opted out' })
    const csv = await (await visitor(t.world, CONVENER)).text(`${PAGE}.csv`)
    expect(csv).toContain('guest3@company3.example,opted out,')
  })

  test('takes twenty thousand addresses below a heading in one go, and says how many it can where there are more', async () => {
    const list = `email,reason,at\n${Array.from({ length: 20_000 }, (_, n) => `p${n}@x.example,bounced,${LEFT}`).join('\n')}\n`
    const took = await convener.post(PAGE, { list })
    expect(await took.text()).toContain('20000 added.')
    const refused = await convener.post(PAGE, { list: `${list}one@more.example` })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('at most 20,000 addresses at a time')
  }, 60_000)

  test('lets go of an address that did not work, and of nobody who said no', async () => {
    await news(5, { what: 'bounced', permanent: true })
    await create(t.world.store, suppressionRef(IDS.partnership, 'no@more.example'), {
      email: 'no@more.example',
      reason: 'opted out',
      at: LEFT,
    })
    expect((await convener.post(`${PAGE}/lift`, { email: invitee(5).email })).status).toBe(303)
    expect((await guest(5)).suppressed).toBeUndefined()
    const refused = await convener.post(`${PAGE}/lift`, { email: 'no@more.example' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Only an address that bounced can be removed')
    expect((await suppressionsOf(t.world, IDS.partnership)).map(({ email }) => email)).toEqual(['no@more.example'])
  })
})

describe('news of a letter to somebody outside any list', () => {
  let u: TestWorld
  beforeEach(async () => {
    u = makeWorld({ start: '2027-01-04T16:00:00.000Z', sweep })
    await draftCampaign(u.world, {})
    await requestSignatures(u.world, IDS.campaign, CONVENER)
  })
  afterEach(() => u.close())

  const asked = () => u.outbox.list().filter(({ wave }) => wave === 'signature-request')
  const attemptOf = async (to: string) => {
    const campaign = (await read(u.world.store, campaignRef(IDS.campaign)))?.value
    return Object.entries(campaign?.requests ?? {}).find(([key]) => key.endsWith(to))?.[1].attempt ?? ''
  }

  test('a request to sign that came back stands with its champion, and the right address is asked', async () => {
    const to = asked()[0]?.to[0] ?? ''
    const back = { of: IDS.campaign, attempt: await attemptOf(to), to, what: 'bounced', at: u.clock.now() } as const
    expect(await noteUnlisted(u.world, { ...back, permanent: false })).toBe('nothing')
    expect(await noteUnlisted(u.world, { ...back, permanent: true })).toBe('noted')
    expect(await noteUnlisted(u.world, { ...back, permanent: true })).toBe('noted')
    const review = await (await visitor(u.world, CONVENER)).text(`/campaigns/${IDS.campaign}/review`)
    expect(review).toContain('The request bounced. Check their address')
    await sweep(u.world)
    expect(asked()).toHaveLength(2)
    await editPartnership(u.world, IDS.campaign, CONVENER, { event: 'set up', part: 'champions' }, each => ({
      ...each,
      champions: each.champions.map(champion =>
        champion.email === to ? { ...champion, email: 'right@address.example' } : champion,
      ),
    }))
    await sweep(u.world)
    await sweep(u.world)
    expect(asked().map(({ to }) => to[0])).toHaveLength(3)
    expect(asked().at(-1)?.to).toEqual(['right@address.example'])
  })

  test('a complaint about an errand ends all letters of the partnership to that address', async () => {
    const news = { attempt: 'abc', to: 'who@ever.example', what: 'complained', at: u.clock.now() } as const
    expect(await noteUnlisted(u.world, { ...news, of: IDS.partnership })).toBe('noted')
    expect(await noteUnlisted(u.world, { ...news, of: 'nobody' })).toBe('unknown')
    const barred = await read(u.world.store, suppressionRef(IDS.partnership, 'who@ever.example'))
    expect(barred?.value.reason).toBe('complained')
  })
})
