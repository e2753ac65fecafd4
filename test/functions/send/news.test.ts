/** What becomes of news of letters, of notices, of what a click made due, and of the sender: each act by itself. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Campaign, requestKey } from '../../../domain/keep/campaign.ts'
import type { Invitation, Send } from '../../../domain/keep/invitation.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import { DAY, HOUR, SECOND, shift } from '../../../domain/keep/time.ts'
import { WITHDRAWN } from '../../../domain/keep/wave-id.ts'
import { change, partnershipRef } from '../../../functions/keep/documents.ts'
import { lookedAfter } from '../../../functions/send/awake.ts'
import { entryMethod, entryOf, entryText, partstatOf } from '../../../functions/send/entries.ts'
import { entryTitle } from '../../../functions/send/entry-title.ts'
import { type Delivery, noteDelivery } from '../../../functions/send/note-delivery.ts'
import { noteUnlisted } from '../../../functions/send/note-unlisted.ts'
import { countCancellations, countLetters, countUpdates, plannedWave } from '../../../functions/send/set-wave.ts'
import { soon } from '../../../functions/send/soon.ts'
import { lift, suppress, suppressedOf } from '../../../functions/send/suppress.ts'
import { sendNotices, tellConvener } from '../../../functions/send/tell-convener.ts'
import { sendWithdrawn } from '../../../functions/send/withdraw.ts'
import { answered, campaign as blank, launch, sent } from '../../domain/keep/campaigns.ts'
import type { TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, partnership } from '../campaign/launch.ts'
import { launchIn } from '../campaign/written.ts'
import { type Carrier, DUE, quarterlyDue } from './written.ts'

let t: TestWorld
let carrier: Carrier
const { context, campaign, edit, guest, invitationOf, idOf } = launchIn(() => t.world)
beforeEach(async () => {
  ;({ t, carrier } = await quarterlyDue(3))
})
afterEach(() => t.close())

const stands = async (n = 0): Promise<Invitation> => {
  const found = await invitationOf(n)
  if (!found) throw new Error('nobody')
  return found
}
const _settings = (over: object) => Object.assign(t.world.settings, over)
const partners = (over: Partial<Partnership>) =>
  change(t.world.store, partnershipRef(IDS.partnership), each => ({ ...each, ...over }))
const AT_ONCE = { turn: async () => true, free: async () => true, learn: async () => {} }

describe('news of a letter', () => {
  let watched: string[]
  const news = (what: Delivery['what'], over: Partial<Delivery> = {}) =>
    noteDelivery(
      t.world,
      { campaign: IDS.campaign, invitation: idOf(0), attempt: 'a', what, detail: 'x', at: DUE, ...over },
      async (_, __, wave) => watched.push(wave),
    )
  const is = (over: Partial<Send> = {}) => guest(0, { suppressed: undefined, sends: { hold: sent(DUE, over) } })
  const status = async () => (await stands()).sends.hold?.status
  beforeEach(async () => {
    watched = []
    await is()
  })

  test.each<[Delivery['what'], Partial<Send>['status'], string]>([
    ['delivered', 'sent', 'delivered'],
    ['sent', 'delivered', 'delivered'],
    ['sent', 'claimed', 'sent'],
    ['sent', 'in doubt', 'sent'],
    ['bounced', 'delivered', 'bounced'],
    ['delivered', 'bounced', 'bounced'],
    ['complained', 'bounced', 'complained'],
    ['bounced', 'complained', 'complained'],
    ['rejected', 'sent', 'failed'],
    ['bounced', 'failed', 'failed'],
  ])('that it was %s makes what was %s %s', async (what, was, is_) => {
    await is({ status: was as Send['status'] })
    expect(await news(what)).toBe('noted')
    expect(await status()).toBe(is_)
    expect(watched).toEqual(is_ !== was && ['bounced', 'complained', 'rejected'].includes(what) ? ['hold'] : [])
  })

  test('is of the letter of that attempt; without one of the last that may have left; of neither it is of nobody', async () => {
    await guest(0, {
      sends: {
        hold: sent(DUE),
        invite: sent(shift(DUE, 1), { attempt: 'b' }),
        reminder: sent(shift(DUE, 2), { status: 'due', attempt: 'c' }),
      },
    })
    await news('delivered')
    await news('delivered', { attempt: undefined })
    expect((await stands()).sends).toMatchObject({
      hold: { status: 'delivered' },
      invite: { status: 'delivered' },
      reminder: { status: 'due' },
    })
    expect(await news('delivered', { attempt: 'none' })).toBe('unknown')
    expect(await news('delivered', { invitation: 'nobody' as never })).toBe('unknown')
  })

  test('silences whoever complained, or whose address is dead, in all of the partnership, and nobody else', async () => {
    const silenced = async () => [
      (await stands()).suppressed?.reason,
      (await suppressedOf(t.world, IDS.partnership))({ invitee: invitee(0) })?.reason,
    ]
    await news('bounced', { permanent: false, bounce: 'mailbox full' })
    expect(await silenced()).toEqual([undefined, undefined])
    await news('rejected')
    await news('delayed')
    expect(await silenced()).toEqual([undefined, undefined])
    await news('bounced', { permanent: true, bounce: 'no such address' })
    expect(await silenced()).toEqual(['bounced', 'bounced'])
    expect((await stands()).sends.hold).toMatchObject({ bounce: 'no such address' })
    await news('complained')
    expect(await silenced()).toEqual(['complained', 'complained'])
    await news('bounced', { permanent: true })
    expect(await silenced()).toEqual(['complained', 'complained'])
  })

  test('that it is late is kept while it is on its way, and gone once it arrived', async () => {
    await news('delayed')
    expect((await stands()).sends.hold).toMatchObject({ status: 'sent', why: 'delayed', detail: 'x' })
    await news('delivered', { messageId: '<m@ses>' })
    expect((await stands()).sends.hold).toMatchObject({ status: 'delivered', messageId: '<m@ses>' })
    expect((await stands()).sends.hold?.why).toBeUndefined()
    await news('delayed')
    expect((await stands()).sends.hold?.why).toBeUndefined()
  })

  test('that is bad stands in the history, once', async () => {
    for (let n = 0; n < 2; n++) await news('bounced')
    const told = (await stands()).history.filter(({ event }) => event === 'fared badly')
    expect(told).toMatchObject([{ wave: 'hold', how: 'bounced', detail: 'x', at: DUE }])
  })

  test('of the assistant’s copy says nothing of the invitee; written the same or in brackets it is that address', async () => {
    await guest(0, { invitee: { ...invitee(0), assistant: { name: 'Sam', email: 'sam@x.example' } } })
    for (const to of ['sam@x.example', 'Sam <SAM@x.example>'])
      expect(await news('bounced', { permanent: true, to })).toBe('noted')
    expect(await stands()).toMatchObject({
      matters: [{ kind: 'came back', remark: { is: 'copy came back', address: 'sam@x.example' } }],
    })
    expect([(await stands()).suppressed, await status()]).toEqual([undefined, 'sent'])
    await news('bounced', { permanent: true, to: invitee(0).email })
    expect(await status()).toBe('bounced')
  })

  test('of a request to sign stands with its champion, and silences a dead address; of others it is known as well', async () => {
    const key = requestKey({ id: IDS.ann, email: 'ann@lee.example' }, 'c')
    await edit({ requests: { [key]: { attempt: 'r', at: DUE, status: 'sent' } } })
    const unlisted = (over: object) =>
      noteUnlisted(t.world, {
        of: IDS.campaign,
        attempt: 'r',
        to: 'ann@lee.example',
        what: 'bounced',
        at: DUE,
        ...over,
      })
    expect(await unlisted({ permanent: false })).toBe('nothing')
    expect(await unlisted({ what: 'delivered' })).toBe('nothing')
    expect((await campaign()).requests[key]?.status).toBe('sent')
    for (let n = 0; n < 2; n++) expect(await unlisted({ permanent: true })).toBe('noted')
    expect((await campaign()).requests[key]?.status).toBe('bounced')
    expect((await campaign()).history.filter(({ event }) => event === 'request to sign came back')).toHaveLength(1)
    expect(await unlisted({ of: IDS.partnership, what: 'complained', to: 'sue@college.example' })).toBe('noted')
    const silent = await suppressedOf(t.world, IDS.partnership)
    expect(['ann@lee.example', 'sue@college.example'].map(email => silent({ invitee: { email } })?.reason)).toEqual([
      'bounced',
      'complained',
    ])
    expect(await unlisted({ of: 'x'.repeat(16), permanent: true })).toBe('unknown')
  })

  test('is taken back by whoever may: here, in every list, and only then', async () => {
    await news('bounced', { permanent: true })
    const dead = ({ reason }: { reason: string }) => reason === 'bounced'
    const lifting = (may = dead, email = invitee(0).email.toUpperCase()) =>
      lift(t.world, IDS.partnership, email, CONVENER, may)
    expect(await lifting(dead, 'x@x.example')).toBe('not there')
    expect(await lifting(() => false)).toBe('not yours to lift')
    expect((await stands()).suppressed?.reason).toBe('bounced')
    await guest(1, { suppressed: { email: invitee(1).email, reason: 'bounced', at: DUE } })
    expect(await lifting()).toBe('lifted')
    expect((await stands()).suppressed).toBeUndefined()
    expect((await stands()).history.at(-1)).toMatchObject({ event: 'may be written to again', by: CONVENER })
    expect((await stands(1)).suppressed?.reason).toBe('bounced')
    expect(await suppress(t.world, IDS.partnership, { email: invitee(0).email, reason: 'bounced', at: DUE })).toBe(
      'added',
    )
    expect(await suppress(t.world, IDS.partnership, { email: invitee(0).email, reason: 'opted out', at: DUE })).toBe(
      'stronger',
    )
    expect(await suppress(t.world, IDS.partnership, { email: invitee(0).email, reason: 'complained', at: DUE })).toBe(
      'known',
    )
  })
})

describe('a notice', () => {
  const tell = (key = 'k') => tellConvener(t.world, IDS.campaign, { key, text: 'notice-signed', fields: {} })
  const told = () => carrier.taken.map(each => each.split(' ')[1])
  test('goes to everyone who runs it, once for each occasion', async () => {
    const [cora] = partnership().team
    if (!cora) throw new Error('nobody')
    await partners({
      team: [
        cora,
        { ...cora, email: 'Co@x.example', role: 'co-convener' },
        { ...cora, email: 'fac@x.example', role: 'facilitator' },
      ],
    })
    for (let n = 0; n < 2; n++) await tell()
    expect(told()).toEqual([CONVENER, 'Co@x.example'])
    await tell('other')
    expect(told()).toHaveLength(4)
    await tellConvener(t.world, 'n'.repeat(16) as never, { key: 'k', text: 'notice-signed', fields: {} })
    expect(told()).toHaveLength(4)
  })

  test('that could not leave is left to the sweep, and lost on whoever is no longer of the team', async () => {
    carrier.answer = () => ({ outcome: 'later', detail: 'x' })
    await tell()
    expect((await lookedAfter(t.world)).map(({ id }) => id)).toEqual([IDS.campaign])
    expect(await sendNotices(t.world, await context(), AT_ONCE)).toBe('more to do')
    carrier.answer = () => ({ outcome: 'sent' })
    const [cora] = partnership().team
    await partners({ team: cora ? [{ ...cora, email: 'other@x.example' }] : [] })
    expect(await sendNotices(t.world, await context(), AT_ONCE)).toBe('nothing open')
    expect(told()).toEqual([])
    await partners({ team: partnership().team })
    expect(await sendNotices(t.world, await context(), AT_ONCE)).toBe('nothing open')
  })
})

describe('what a click made due', () => {
  const awake = async () => (await lookedAfter(t.world)).length > 0
  test('is sent by the process afterwards where it goes on, and else at once', async () => {
    const did: string[] = []
    const afterwards: (() => Promise<unknown>)[] = []
    const goesOn = { ...t.world, afterwards: (work: () => Promise<unknown>) => void afterwards.push(work) }
    await soon(goesOn, IDS.campaign, async () => did.push('sent'))
    expect(did).toEqual([])
    for (const work of afterwards) await work()
    await soon(t.world, IDS.campaign, async () => did.push('at once'))
    expect(did).toEqual(['sent', 'at once'])
    expect(await awake()).toBe(false)
  })

  test('is left to the sweep where it failed, found no turn, or was not taken', async () => {
    await soon(t.world, IDS.campaign, async () => Promise.reject(new Error('x')))
    expect(t.logged.at(-1)).toMatchObject({ level: 'error', event: 'a message is left to the sweep' })
    expect(await awake()).toBe(true)
  })

  test.each(['later', 'in doubt'] as const)('is left to the sweep where it was %s', async outcome => {
    await soon(t.world, IDS.campaign, async pace => pace.learn({ outcome: 'sent' }))
    expect(await awake()).toBe(false)
    await soon(t.world, IDS.campaign, async pace => pace.learn({ outcome, detail: 'x' }))
    expect(await awake()).toBe(true)
  })

  test('waits for a turn as long as its convener has patience, and a guest not at all', async () => {
    t.world.post = { ...t.world.post, rate: async () => 1 }
    const turns: boolean[] = []
    const takes = async (pace: { turn(): Promise<boolean> }) => turns.push(await pace.turn())
    await soon(t.world, IDS.campaign, takes)
    await soon(t.world, IDS.campaign, takes)
    expect([turns, await awake()]).toEqual([[true, false], true])
    await soon(t.world, IDS.campaign, takes, 3 * SECOND)
    expect(turns).toEqual([true, false, true])
  })
})

describe('a letter that takes the meeting off a calendar', () => {
  const due: Send = { status: 'due', at: DUE, attempt: '', attempts: 0, sequence: 0 }
  const sends = async (over: Partial<Invitation>, of: Partial<Campaign> = {}) => {
    await guest(0, {
      removedAt: DUE,
      sends: { hold: sent(DUE, { entry: true }), [WITHDRAWN]: due },
      suppressed: undefined,
      ...over,
    })
    await edit({ status: 'running', ...of })
    await sendWithdrawn(t.world, await context(), await stands(), AT_ONCE)
    const { status, why } = (await stands()).sends[WITHDRAWN] ?? {}
    return status === 'skipped' ? why : status
  }
  test('leaves to whoever is off the list, before the meeting, unless it is off or they want no emails', async () => {
    expect(await sends({ removedAt: undefined })).toBe('invited again')
    expect(await sends({}, { status: 'canceled' })).toBe('the meeting is canceled')
    expect(await sends({ suppressed: { email: 'x', reason: 'opted out', at: DUE } })).toBe('opted out')
    expect(await sends({})).toBe('sent')
    expect(await sends({ sends: { hold: sent(DUE) } })).toBeUndefined()
    await t.clock.moveTo('2027-03-31T13:30:00.000Z')
    expect(await sends({})).toBe('the meeting has begun')
  })
})

describe('an entry', () => {
  const of = (over: Partial<Campaign>, ...more: [Parameters<typeof entryOf>[1], Parameters<typeof entryOf>[2]?]) =>
    entryOf({ campaign: blank(over), partnership: partnership() }, ...more)
      .flatMap(({ pieces }) => pieces)
      .join('')
  test('is a hold until the invitation leaves, under a SEQUENCE that rises', async () => {
    const quarterly = { meeting: launch({ kind: 'quarterly', sequence: 1 }) }
    expect(of(quarterly, 'REQUEST')).toMatch(/SEQUENCE:2[\s\S]*/)
    expect(of(quarterly, 'REQUEST')).toContain('STATUS:TENTATIVE')
    const certain = { ...quarterly, left: { invite: DUE } }
    expect(of(certain, 'REQUEST')).toContain('SEQUENCE:3')
    expect(of(certain, 'REQUEST')).toContain('STATUS:CONFIRMED')
    expect(of(certain, 'CANCEL')).toContain('SEQUENCE:4')
    expect(of(certain, 'CANCEL', { raised: 2, withoutReader: true })).toContain('SEQUENCE:4')
    expect(of(certain, 'CANCEL', { withoutReader: true })).toContain('SEQUENCE:3')
    expect(of(certain, 'REQUEST', { raised: 2 })).toContain('SEQUENCE:5')
    expect(entryOf({ campaign: blank({ meeting: undefined }), partnership: partnership() }, 'REQUEST')).toEqual([])
    expect([entryTitle(blank(quarterly), 'P'), entryTitle(blank(certain), 'P')]).toEqual([
      'Hold: Quarterly meeting: P',
      'Quarterly meeting: P',
    ])
  })

  test('says who convenes, where to park and how to get in, where that is known', () => {
    const text = (venue: object) =>
      of(
        { meeting: launch({ venue: { host: 'M', address: 'A', parking: '', access: '', ...venue } }) },
        'REQUEST',
      ).replaceAll('\r\n ', '')
    expect(text({ parking: 'Lot B' })).toContain('Convened by Front Range Workforce\\nParking: Lot B')
    expect(text({ access: 'Gate' })).toContain('Convened by Front Range Workforce\\nAccess: Gate')
    expect(text({})).not.toMatch(/Parking|Access/)
  })

  test('in a calendar stands as it was answered, and asks anew where the answer is to the old time or is none of theirs', async () => {
    const says = async (answer: 'accepted' | 'tentative' | 'declined' | 'delegated', sequence = 0) => {
      await edit({
        meeting: launch({ kind: 'quarterly', sequence: 1 }),
        changes: [{ sequence: 1, at: shift(DUE, -HOUR), was: launch() }],
      })
      await guest(0, { answers: [answered({ answer, sequence, at: shift(DUE, -DAY) })] })
      return partstatOf(await context(), await stands())
    }
    expect([
      await says('accepted', 1),
      await says('tentative', 1),
      await says('declined', 1),
      await says('delegated', 1),
      await says('accepted'),
    ]).toEqual(['ACCEPTED', 'TENTATIVE', 'NEEDS-ACTION', 'NEEDS-ACTION', 'NEEDS-ACTION'])
    await says('declined', 1)
    expect(entryText(t.world, await context(), await stands())).toBeUndefined()
    await says('tentative', 1)
    expect(entryText(t.world, await context(), await stands())).toContain('PARTSTAT=TENTATIVE')
  })

  test('comes with the letter, or once somebody accepts where the convener wants it so; holders hear of changes', async () => {
    const method = async (
      kind: 'invite' | 'hold' | 'update' | 'reminder' | 'cancellation',
      over: Partial<Campaign> = {},
      own: Partial<Invitation> = {},
    ) => entryMethod({ kind } as never, { ...(await campaign()), ...over }, { ...(await stands()), ...own })
    const holds = { sends: { invite: sent(DUE, { entry: true }) } }
    expect(await method('invite')).toBe('REQUEST')
    expect(await method('invite', { calendar: 'once they accept' })).toBeUndefined()
    expect(await method('invite', { calendar: 'once they accept' }, holds)).toBe('REQUEST')
    expect(await method('cancellation', {}, holds)).toBe('CANCEL')
    expect(await method('cancellation')).toBeUndefined()
    expect(await method('reminder')).toBeUndefined()
  })
})

describe('how many emails', () => {
  test('tell of a change or of the end: those who know of the meeting, also once a pause is over', async () => {
    await edit({ status: 'running', left: { hold: DUE } })
    await guest(0, { sends: { hold: sent(DUE) } })
    await guest(1, { sends: { hold: sent(DUE) }, answers: [answered({ answer: 'declined' })] })
    const moved = async (over: Partial<Campaign> = {}) => ({
      ...(await context()),
      campaign: {
        ...(await campaign()),
        meeting: launch({ kind: 'quarterly', sequence: 1, date: '2027-04-01' }),
        changes: [{ sequence: 1, at: DUE, was: launch({ kind: 'quarterly' }) }],
        ...over,
      },
    })
    expect(await countUpdates(t.world, await moved())).toBe(2)
    expect(await countUpdates(t.world, await moved({ status: 'paused', pausedFrom: 'running' }))).toBe(2)
    expect(await countUpdates(t.world, await context())).toBe(0)
    expect(await countCancellations(t.world, await context())).toBe(2)
    expect(plannedWave(await context(), 'none')).toBeUndefined()
    expect(await countLetters(t.world, await context(), 'hold', [await stands(2)])).toBe(1)
    expect(await countLetters(t.world, await context(), 'none')).toBe(0)
    await t.clock.moveTo('2027-04-02T00:00:00.000Z')
    expect(await countCancellations(t.world, await context())).toBe(0)
  })
})
