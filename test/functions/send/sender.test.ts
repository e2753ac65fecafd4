/** The domain that letters come from, the letter that Convoke writes to itself, and letters as they are seen before they leave. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import { DAY, shift } from '../../../domain/keep/time.ts'
import type { WaveState } from '../../../domain/send/wave-state.ts'
import { holdUnsigned, noteWhole } from '../../../functions/send/hold-unsigned.ts'
import { EXAMPLE, preview, sendTest, viewText } from '../../../functions/send/preview.ts'
import { isSpread, lookUpSender, senderProblems } from '../../../functions/send/sender/look-up-sender.ts'
import { isProbe, noteProbe, OF_A_PROBE, probeOf } from '../../../functions/send/sender/note-probe.ts'
import { sendProbe } from '../../../functions/send/sender/send-probe.ts'
import { plannedWave } from '../../../functions/send/set-wave.ts'
import { checkOfLetter, textsToSign } from '../../../functions/send/texts/signed-set.ts'
import { launch } from '../../domain/keep/campaigns.ts'
import type { TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, partnership } from '../campaign/launch.ts'
import { launchIn } from '../campaign/written.ts'
import { type Carrier, DUE, quarterlyDue, waveIn } from './written.ts'

let t: TestWorld
let carrier: Carrier
const { context, campaign, edit, guest, idOf } = launchIn(() => t.world)
beforeEach(async () => {
  ;({ t, carrier } = await quarterlyDue(2))
})
afterEach(() => t.close())
const settings = (over: object) => Object.assign(t.world.settings, over)

describe('the domain that letters come from', () => {
  test('is asked for its own records, those of its keys, and where replies and returns go', async () => {
    const asked: string[] = []
    const known = (kind: string) => async (name: string) => {
      asked.push(`${kind} ${name}`)
      return [name] as never
    }
    t.world.names = { txt: known('txt'), mx: known('mx'), addresses: known('a') } as never
    settings({ dkim: ['s1', 's2'] })
    const found = await lookUpSender(t.world)
    expect(asked.sort()).toEqual([
      'mx reply.example.org',
      'txt _dmarc.example.org',
      'txt example.org',
      'txt s1._domainkey.example.org',
      'txt s2._domainkey.example.org',
    ])
    expect(found).toMatchObject({
      domain: 'example.org',
      txt: ['example.org'],
      dmarc: ['_dmarc.example.org'],
      mx: ['reply.example.org'],
    })
    expect([...found.dkim]).toEqual([
      ['s1', ['s1._domainkey.example.org']],
      ['s2', ['s2._domainkey.example.org']],
    ])
    expect(found.envelope).toBeUndefined()
    settings({ mailFrom: 'bounce.example.org' })
    expect(await lookUpSender(t.world)).toMatchObject({
      txt: ['bounce.example.org'],
      envelope: { domain: 'bounce.example.org', mx: ['bounce.example.org'] },
    })
  })

  test('has problems where a record is missing or wrong, none where nobody could ask, and none in a rehearsal', async () => {
    expect(await senderProblems(t.world)).toEqual([])
    t.world.names = { txt: async () => [], mx: async () => [], addresses: async () => [] } as never
    expect((await senderProblems(t.world)).length).toBeGreaterThan(0)
    settings({ rehearsal: true })
    expect(await senderProblems(t.world)).toEqual([])
  })

  test('is new for two weeks from the first wave that asks anybody, where letters are spread at all', async () => {
    const wave = (kind: string) => ({ kind }) as Parameters<typeof isSpread>[1]
    expect(await isSpread(t.world, wave('hold'))).toBe(false)
    settings({ spreads: true })
    expect(await isSpread(t.world, wave('reminder'))).toBe(false)
    expect(await isSpread(t.world, wave('hold'))).toBe(true)
    await t.clock.moveTo(shift(DUE, 14 * DAY - 1))
    expect(await isSpread(t.world, wave('invite'))).toBe(true)
    expect(await isSpread(t.world, wave('follow-up'))).toBe(false)
    await t.clock.moveTo(shift(DUE, 14 * DAY))
    expect(await isSpread(t.world, wave('invite'))).toBe(false)
  })
})

describe('the letter that Convoke writes to itself', () => {
  const bytes = (head = '') => new TextEncoder().encode(`${head}Subject: x\r\n\r\nx`)
  const looked = { spf: 'pass', dkim: 'gray', dmarc: 'fail' } as const
  const back = async (id: string, verdicts: typeof looked | undefined = looked, at = DUE) => {
    await noteProbe(t.world, { campaign: OF_A_PROBE, id }, { bytes: bytes(), verdicts, at })
    return (await probeOf(t.world))?.back
  }
  test('leaves to our own reply address, and says how it left', async () => {
    await sendProbe(t.world)
    expect(carrier.taken).toEqual([expect.stringMatching(/^probe rsvp\+.*@reply\.example\.org$/)])
    expect(await probeOf(t.world)).toMatchObject({ left: 'sent', detail: '', at: DUE })
    carrier.answer = () => ({ outcome: 'refused', because: 'other', detail: 'x'.repeat(600) })
    const before = (await probeOf(t.world))?.id
    await sendProbe(t.world)
    const after = await probeOf(t.world)
    expect([after?.left, after?.detail.length, after?.id === before]).toEqual(['refused', 500, false])
  })

  test('came back once, of the last one alone, with what was found on the way', async () => {
    await sendProbe(t.world)
    const id = (await probeOf(t.world))?.id ?? ''
    expect(await back('another')).toBeUndefined()
    expect(await back(id)).toEqual({
      at: DUE,
      looked: { server: 'Amazon SES', spf: 'pass', dkim: 'fail', dmarc: 'fail' },
    })
    expect((await back(id, looked, shift(DUE, 1)))?.at).toBe(DUE)
    expect([isProbe({ campaign: OF_A_PROBE, id }), isProbe({ campaign: IDS.campaign, id })]).toEqual([true, false])
  })

  test('says nothing of what nobody found', async () => {
    await sendProbe(t.world)
    const id = (await probeOf(t.world))?.id ?? ''
    await noteProbe(t.world, { campaign: OF_A_PROBE, id }, { bytes: bytes(), verdicts: undefined, at: DUE })
    expect((await probeOf(t.world))?.back).toEqual({ at: DUE })
  })
})

describe('a letter before it leaves', () => {
  const text = async (over: Parameters<typeof preview>[2]) => (await preview(t.world, IDS.campaign, over))?.text ?? ''
  test('is read as an example, as somebody of the list, and as it is being typed', async () => {
    expect(await text({ text: 'letter' })).toContain('Jordan')
    expect(await text({ text: 'letter', invitation: idOf(0) })).toContain('Dear Guest')
    const typed = { subject: 'New', body: 'Hello {{name}}' }
    expect(await text({ text: 'letter', typed, invitation: idOf(1) })).toContain('Hello Guest 1')
    expect(await text({ text: 'reminder', typed })).toContain('Hello Jordan Reyes')
    expect(await text({ text: 'letter' })).not.toContain('Hello')
    expect(await preview(t.world, IDS.campaign, { text: 'none' })).toBeUndefined()
    expect(await preview(t.world, campaignIdFrom('n'.repeat(16)), { text: 'letter' })).toBeUndefined()
  })

  test('of a stand-in says in whose place they are asked, an update what changed', async () => {
    await guest(0, { standsInFor: { invitation: idOf(1), name: 'Guest 1' } })
    expect(await text({ text: 'stand-in', invitation: idOf(0) })).toContain('Guest 1')
    // Before anything has changed: it was to be a week later.
    expect(await text({ text: 'change-silent' })).toContain('April 7')
  })

  test('of the summary is there once it is written, with its words for whoever was not there', async () => {
    expect(await preview(t.world, IDS.campaign, { text: 'summary' })).toBeUndefined()
    const summary = { subject: 'What we said', body: 'We agreed.', missed: 'We missed you.', at: DUE, champions: [] }
    expect(await text({ text: 'summary', summary })).toContain('We agreed.')
    expect(await text({ text: 'summary', summary })).not.toContain('We missed you.')
    expect(await text({ text: 'summary', summary, missed: true })).toContain('We missed you.')
  })

  test('has links that lead nowhere, or to a preview that keeps nothing, of its reader or an example', async () => {
    const values = async (over: object) =>
      (await viewText(t.world, IDS.campaign, { text: 'letter', ...over }))?.values ?? {}
    const nowhere = await values({})
    for (const name of ['answer_link', 'calendar_link', 'opt_out_link', 'action_link'])
      expect(nowhere[name as 'answer_link']).toBe('http://localhost:8080/')
    const safe = { secret: 'another secret that is long enough to count', url: 'https://x.example' }
    const [one, example] = [await values({ safe, invitation: idOf(0) }), await values({ safe })]
    expect(one.answer_link).toMatch(/^https:\/\/x\.example\/rsvp\//)
    expect(one.answer_link).not.toBe(example.answer_link)
    expect([one.email, example.email]).toEqual([invitee(0).email, 'jordan.reyes@example.com'])
    expect(EXAMPLE).toHaveLength(16)
    expect((await viewText(t.world, IDS.campaign, { text: 'agenda', safe }))?.values.action_link).toMatch(
      /^https:\/\/x\.example\/.+/,
    )
  })

  test('goes as a test to one convener alone, marked as one, with replies to them', async () => {
    let source = ''
    carrier.answer = ({ bytes }) => {
      source = Buffer.from(bytes).toString()
      return { outcome: 'sent' }
    }
    const seen = await viewText(t.world, IDS.campaign, { text: 'letter' })
    expect(await sendTest(t.world, IDS.campaign, seen, CONVENER)).toBe('sent')
    expect(carrier.taken).toEqual([`test ${CONVENER}`])
    expect(source).toMatch(/Subject: Test: Join us/)
    expect(source).toMatch(new RegExp(`Reply-To: <?${CONVENER}`))
    expect(await sendTest(t.world, IDS.campaign, undefined, CONVENER)).toBe('not sent')
    carrier.answer = () => ({ outcome: 'later', detail: 'x' })
    expect(await sendTest(t.world, IDS.campaign, seen, CONVENER)).toBe('not sent')
  })
})

describe('a wave whose words not every champion has signed', () => {
  const state = (over: Partial<WaveState> = {}): WaveState => ({
    id: 'x',
    campaign: IDS.campaign,
    state: 'running',
    counts: {},
    ...over,
  })
  const holds = async (key: string, of?: WaveState) => {
    const wave = plannedWave(await context(), key)
    if (!wave) throw new Error('not planned')
    return holdUnsigned(t.world, await context(), wave, of)
  }
  const signed = async (...texts: string[]) => {
    const checks = textsToSign(await context()).filter(({ text }) => texts.includes(text))
    const signatures = partnership().champions.flatMap(({ id, name }) =>
      checks.map(({ check }) => ({ champion: id, name, at: DUE, check })),
    )
    await edit({ signatures })
  }
  beforeEach(() => edit({ meeting: launch(), status: 'running', left: {} }))

  test('does not leave: what asks is signed anew', async () => {
    expect(await holds('invite')).toBe(true)
    expect((await campaign()).status).toBe('awaiting signatures')
    await edit({ status: 'running' })
    await signed('letter')
    expect(checkOfLetter(await context())).toBeDefined()
    expect(await holds('invite')).toBe(false)
    expect((await campaign()).status).toBe('running')
  })

  test('that was cut short is signed anew for those who have not had it, until the meeting begins', async () => {
    await signed('letter')
    expect(await holds('follow-up-1')).toBe(true)
    expect((await campaign()).cutShort).toBeUndefined()
    for (let n = 0; n < 2; n++) expect(await holds('follow-up-1', state({ startedAt: DUE }))).toBe(true)
    expect(await campaign()).toMatchObject({ cutShort: ['follow-up-1'], status: 'running' })
    await noteWhole(t.world, await context(), 'follow-up-2')
    expect((await campaign()).cutShort).toEqual(['follow-up-1'])
    await noteWhole(t.world, await context(), 'follow-up-1')
    expect((await campaign()).cutShort).toEqual([])
    await t.clock.moveTo('2027-03-31T13:30:00.000Z')
    expect(await holds('follow-up-1', state({ startedAt: DUE }))).toBe(false)
  })

  test('that has left to its end is over', async () => {
    await edit({ left: { 'follow-up-1': DUE } })
    expect(await holds('follow-up-1', state({ startedAt: DUE, finishedAt: DUE, state: 'finished' }))).toBe(true)
    expect(await waveIn(() => t.world, 'follow-up-1').stands()).toMatchObject({ state: 'finished', finishedAt: DUE })
  })
})
