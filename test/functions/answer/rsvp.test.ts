import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answersOf } from '../../../functions/answer/answers.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { requestSignatures } from '../../../functions/campaign/request-signatures.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { invitationsOf, read, suppressionRef, write } from '../../../functions/keep/documents.ts'
import { editInvitee } from '../../../functions/list/correct.ts'
import { removeInvitee } from '../../../functions/list/invite.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { cancel } from '../../../functions/send/steer-campaign.ts'
import { checkOfLetter, checkOfSet } from '../../../functions/send/texts/signed-set.ts'
import { createApp } from '../../../functions/web.tsx'
import { makeToken, type Purpose } from '../../../mail/token.ts'
import { launch } from '../../domain/keep/campaigns.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee, signedCampaign } from '../campaign/launch.ts'

let t: TestWorld
let app: ReturnType<typeof createApp>
beforeEach(() => {
  t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: releaseWaves,
    sweep,
  })
  app = createApp(t.world)
})
afterEach(() => t.close())

const guest = async () => {
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
    if (value.invitee.email === invitee(0).email) return value.id
  throw new Error('no guest')
}
const link = async (path: string, purpose: Purpose, id?: string) =>
  `/${path}/${makeToken(t.world.settings.secret, purpose, IDS.campaign, id ?? (await guest()))}`
const get = async (path: string) => {
  const response = await app.request(path)
  return { status: response.status, text: await response.text() }
}
const post = async (path: string, fields: Record<string, string>) => {
  const response = await app.request(path, { method: 'POST', body: new URLSearchParams(fields) })
  return { status: response.status, text: await response.text(), location: response.headers.get('location') }
}
const sent = async () => {
  await signedCampaign(t.world)
  await t.timers.runUntil('2027-02-26T16:00:00.000Z')
}
const row = async () => (await answersOf(t.world, IDS.campaign))?.find(({ email }) => email === invitee(0).email)
/** Every document of the campaign with its version. */
const documents = async () =>
  (await t.world.store.list(`campaign#${IDS.campaign}`, { limit: 1000 })).found.map(
    ({ key, version }) => `${key} ${version}`,
  )

describe('an answer by link', () => {
  test('shows whose invitation it is and takes the answer on the button alone', async () => {
    await sent()
    const path = await link('rsvp', 'rsvp')
    const shown = await get(`${path}?answer=accepted`)
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('This invitation is for Guest 0, Company 0')
    expect(shown.text).toMatch(/value="accepted" checked/)
    expect((await row())?.answer).toBe(null)
    expect(await post(path, { answer: 'accepted', form: 'a', note: 'Glad to' })).toMatchObject({
      status: 303,
      location: `${path}?done=1#answered`,
    })
    expect(await row()).toMatchObject({ answer: 'accepted', channel: 'link', note: 'Glad to' })
    expect((await get(`${path}?done=1`)).text).toContain('You’re confirmed for Wed, Mar 31, 7:30 AM')
  })

  test('is not changed by a thousand scanners that open every link', async () => {
    await sent()
    const path = await link('rsvp', 'rsvp')
    const optOut = await link('opt-out', 'opt-out')
    const before = await documents()
    for (let n = 0; n < 500; n++) {
      await app.request(`${path}?answer=${n % 2 ? 'accepted' : 'declined'}`, { method: n % 3 ? 'GET' : 'HEAD' })
      await app.request(optOut, { method: n % 3 ? 'GET' : 'HEAD' })
    }
    expect(await documents()).toEqual(before)
    expect(t.outbox.list().filter(({ wave }) => wave.startsWith('thanks'))).toEqual([])
  })

  test('sent twice is one answer, and can be changed until the meeting starts', async () => {
    await sent()
    const path = await link('rsvp', 'rsvp')
    await post(path, { answer: 'accepted', form: 'a' })
    await post(path, { answer: 'accepted', form: 'a' })
    expect(t.outbox.list().filter(({ wave }) => wave.startsWith('thanks'))).toHaveLength(1)
    await post(path, { answer: 'declined', form: 'b' })
    // The way back in a browser: the very form that came first, sent again, is an answer of its own.
    await post(path, { answer: 'accepted', form: 'a' })
    expect((await row())?.answer).toBe('accepted')
    await t.timers.runUntil('2027-03-31T13:29:59.000Z')
    expect((await post(path, { answer: 'declined', form: 'b' })).status).toBe(303)
    expect((await row())?.answer).toBe('declined')
    await t.timers.runUntil('2027-03-31T13:30:00.000Z')
    expect(await post(path, { answer: 'accepted', form: 'c' })).toMatchObject({ status: 410 })
    expect((await get(path)).text).toContain('The meeting has begun')
    expect((await row())?.answer).toBe('declined')
  })

  test('sends someone in one’s place, and keeps what was typed when something is missing', async () => {
    await sent()
    const path = await link('rsvp', 'rsvp')
    const wrong = await post(path, {
      answer: 'delegated',
      delegate_title: 'COO',
      delegate_email: 'nonsense',
      note: 'Sorry <b>',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Enter the name of the person coming in your place.')
    expect(wrong.text).toContain('value="COO"')
    expect(wrong.text).toContain('Sorry &lt;b&gt;')
    await post(path, {
      answer: 'delegated',
      delegate_name: 'Dana Cole',
      delegate_email: 'dana@cole.example',
      by: 'Sam, assistant',
    })
    expect(await row()).toMatchObject({
      answer: 'delegated',
      answeredBy: 'Sam, assistant',
      delegate: { name: 'Dana Cole' },
    })
  })

  test('an answer to the old time is asked for again', async () => {
    await sent()
    const path = await link('rsvp', 'rsvp')
    await post(path, { answer: 'accepted', form: 'a' })
    await editCampaign(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'meeting' }, c => ({
      ...c,
      meeting: launch({ date: '2027-04-28' }),
    }))
    const shown = await get(path)
    expect(shown.text).toContain('The meeting has changed since you answered')
    expect(shown.text).not.toMatch(/value="accepted" checked/)
  })

  test('a link that is forged, cut short or made for something else opens nothing', async () => {
    await sent()
    const path = await link('rsvp', 'rsvp')
    const flipped = path.slice(0, -1) + (path.endsWith('a') ? 'b' : 'a')
    for (const dead of [
      flipped,
      path.slice(0, -3),
      await link('rsvp', 'opt-out'),
      await link('sign', 'rsvp'),
      '/rsvp/x',
    ]) {
      expect((await get(dead)).status).toBe(404)
      expect((await post(dead, { answer: 'accepted' })).status).toBe(404)
    }
    expect((await row())?.answer).toBe(null)
  })

  test('names cannot bring markup into the page', async () => {
    await sent()
    await editInvitee(t.world, IDS.campaign, await guest(), invitee(0, { name: '<script>alert(1)</script>' }), CONVENER)
    expect((await get(await link('rsvp', 'rsvp'))).text).not.toContain('<script>alert')
  })

  test('a canceled meeting and a withdrawn invitation say so', async () => {
    await sent()
    const path = await link('rsvp', 'rsvp')
    await removeInvitee(t.world, IDS.campaign, await guest(), CONVENER)
    expect((await get(path)).text).toContain('This invitation has been withdrawn')
    expect((await post(path, { answer: 'accepted' })).status).toBe(410)
    await cancel(t.world, IDS.campaign, CONVENER)
    expect((await get(path)).text).toContain('This meeting is canceled')
  })
})

describe('stopping the letters', () => {
  test('takes a button, or the one click of a mail program without cookie or origin', async () => {
    await sent()
    const path = await link('opt-out', 'opt-out')
    expect((await get(path)).text).toContain('Stop these emails?')
    expect(await read(t.world.store, suppressionRef(IDS.partnership, invitee(0).email))).toBeUndefined()
    expect(await post(path, { 'List-Unsubscribe': 'One-Click' })).toMatchObject({ status: 200 })
    expect((await read(t.world.store, suppressionRef(IDS.partnership, invitee(0).email)))?.value.reason).toBe(
      'opted out',
    )
  })

  test('is taken back by whoever asked for it, and by nobody who only opens the page', async () => {
    await sent()
    const path = await link('opt-out', 'opt-out')
    const suppressed = () => read(t.world.store, suppressionRef(IDS.partnership, invitee(0).email))
    await post(path, { 'List-Unsubscribe': 'One-Click' })
    const shown = await get(path)
    expect(shown.text).toContain('Undo: keep emailing me')
    expect(await suppressed()).toBeDefined()
    expect((await post(path, { do: 'undo' })).text).toContain('We’ll keep emailing you')
    expect(await suppressed()).toBeUndefined()
    expect((await row())?.status).not.toBe('opted out')
    // And once more, as often as it is asked for.
    await post(path, {})
    expect((await suppressed())?.value.reason).toBe('opted out')
  })

  test('takes back no mark as spam, and no dead address', async () => {
    await sent()
    const path = await link('opt-out', 'opt-out')
    const ref = suppressionRef(IDS.partnership, invitee(0).email)
    for (const reason of ['complained', 'bounced'] as const) {
      const found = await read(t.world.store, ref)
      await write(t.world.store, ref, { email: invitee(0).email, reason, at: t.world.clock.now() }, found?.version)
      await post(path, { do: 'undo' })
      expect((await read(t.world.store, ref))?.value.reason).toBe(reason)
    }
  })
})

describe('a champion', () => {
  const opened = async () => {
    await draftCampaign(t.world)
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    const context = await readContext(t.world.store, IDS.campaign)
    const letter = (context && checkOfLetter(context)) ?? ''
    return { path: await link('sign', 'sign', IDS.ann), check: (context && checkOfSet(context)) ?? '', letter }
  }

  test('reads the exact letter and signs it', async () => {
    const { path, check, letter } = await opened()
    const shown = await get(path)
    expect(shown.text).toContain('Ann Lee, please review and sign')
    expect(shown.text).toContain(check)
    // It is shown as somebody of the list reads it.
    expect((await get(`${path}/letter?check=${letter}`)).text).toMatch(/Dear Guest/)
    for (const says of ['will read it. Everyone else', 'Dear Guest', 'Re: Guest', 'See you on'])
      expect(shown.text).toContain(says)
    expect(shown.text).not.toContain('{{')
    expect(shown.text).not.toContain('<iframe')
    expect((await get(`${path}/letter?check=${'0'.repeat(64)}`)).status).toBe(409)
    expect((await post(path, { do: 'sign', check, name: '' })).status).toBe(422)
    expect((await post(path, { do: 'sign', check, name: 'Ann B. Lee' })).status).toBe(303)
    expect((await get(path)).text).toContain('You have signed')
    expect((await get(`/letters/${IDS.campaign}/${letter}`)).text).toContain('Ann B. Lee')
    expect((await get(`/letters/${IDS.campaign}/${'0'.repeat(64)}`)).status).toBe(404)
  })

  test('does not sign a letter that changed while they read', async () => {
    const { path, check } = await opened()
    await editCampaign(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'letter' }, c => ({
      ...c,
      letter: { subject: 'New', body: 'New words' },
    }))
    const late = await post(path, { do: 'sign', check, name: 'Ann Lee' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('The letter has changed since you opened it')
    expect((await readContext(t.world.store, IDS.campaign))?.campaign.signatures).toEqual([])
  })

  test('asks for a change with a comment', async () => {
    const { path, check } = await opened()
    expect((await post(path, { do: 'change', check, comment: 'Shorter, please' })).status).toBe(303)
    expect((await get(path)).text).toContain('Shorter, please')
  })
})
