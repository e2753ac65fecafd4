import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkOfContext, readContext } from '../../../functions/context.ts'
import { campaignRef, change, invitationRef, invitationsOf, read } from '../../../functions/documents.ts'
import { editCampaign } from '../../../functions/edit-campaign.ts'
import { editInvitee, removeInvitee } from '../../../functions/invite.ts'
import { requestSignatures } from '../../../functions/request-signatures.ts'
import { cancel } from '../../../functions/steer-campaign.ts'
import { createApp } from '../../../functions/web.tsx'
import { makeToken, type Purpose } from '../../../mail/token.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee, signedCampaign } from '../launch.ts'
import { plain, type Visitor, visitor } from './visitor.ts'

let t: TestWorld
let guest: Visitor
beforeEach(async () => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
  guest = await visitor(t.world)
})
afterEach(() => t.close())

const token = (purpose: Purpose, id: string) => makeToken(t.world.settings.secret, purpose, IDS.campaign, id)

async function firstGuest() {
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
    if (value.invitee.email === invitee(0).email) return value
  throw new Error('nobody is invited')
}
const rsvp = async () => `/rsvp/${token('rsvp', (await firstGuest()).id)}`
const answers = async () => (await firstGuest()).answers
const thanks = () => t.outbox.list().filter(({ wave }) => wave.startsWith('thanks:')).length
const check = async () => {
  const context = await readContext(t.world.store, IDS.campaign)
  return (context && checkOfContext(context)) ?? ''
}

/** Every document there is of the campaign, with its version. */
async function versions(): Promise<string[]> {
  const found: string[] = []
  for (const partition of [
    `campaign#${IDS.campaign}`,
    `partnership#${IDS.partnership}`,
    `suppression#${IDS.partnership}`,
  ])
    for (const { key, version } of (await t.world.store.list(partition, { limit: 500 })).found)
      found.push(`${partition} ${key} ${version}`)
  return found
}

/** The text of what a form answers after its redirect. */
async function send(path: string, fields: Record<string, string>): Promise<string> {
  const response = await guest.post(path, fields)
  expect(response.status).toBe(303)
  return guest.text(response.headers.get('location') ?? '')
}

const nobodysEdit = { ...invitee(0), name: '<script>alert(1)</script>', company: '"><img src=x onerror=alert(1)>' }

describe('the page of an invitation', () => {
  it('says whose it is, to what they are asked, and has chosen what the button in the letter said', async () => {
    await signedCampaign(t.world)
    const response = await guest.get(`${await rsvp()}?answer=tentative`)
    expect(response.status).toBe(200)
    const html = await response.text()
    expect(plain(html)).toContain('Invitation for Guest 0, Company 0')
    expect(plain(html)).toContain('If you are not Guest 0, this letter was forwarded to you')
    expect(plain(html)).toContain('Wednesday, March 31, 2027')
    expect(plain(html)).toContain('Ridgeline Machining')
    expect(html).toMatch(/value="tentative" checked/)
  })

  it('changes nothing, however often and however it is fetched', async () => {
    await signedCampaign(t.world)
    const before = await versions()
    const mailed = t.outbox.list().length
    const app = createApp(t.world)
    const { id } = await firstGuest()
    const paths = [
      `/rsvp/${token('rsvp', id)}?answer=accepted`,
      `/rsvp/${token('rsvp', id)}?answer=declined&done=1`,
      `/opt-out/${token('opt-out', id)}`,
      `/sign/${token('sign', IDS.ann)}?done=signed`,
    ]
    for (let n = 0; n < 1000; n++) {
      const path = paths[n < 900 ? 0 : n % paths.length] ?? ''
      for (const method of ['GET', 'HEAD'])
        expect((await app.request(`http://localhost:8080${path}`, { method })).status).toBe(200)
    }
    expect(await versions()).toEqual(before)
    expect(t.outbox.list()).toHaveLength(mailed)
  })

  it('writes names as text, whatever is in them', async () => {
    await signedCampaign(t.world)
    await editInvitee(t.world, IDS.campaign, (await firstGuest()).id, nobodysEdit, CONVENER)
    const html = await (await guest.get(await rsvp())).text()
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img src=x')
    expect(html).toContain('&lt;script&gt;')
  })

  it('opens with its own token alone', async () => {
    await signedCampaign(t.world)
    const { id } = await firstGuest()
    const own = token('rsvp', id)
    const forged = own.slice(0, -1) + (own.endsWith('a') ? 'b' : 'a')
    const nobody = token('rsvp', 'z'.repeat(16))
    for (const other of [token('opt-out', id), token('sign', id), forged, nobody, 'x', own.slice(0, 40)]) {
      for (const response of [
        await guest.get(`/rsvp/${other}`),
        await guest.post(`/rsvp/${other}`, { answer: 'accepted' }),
      ]) {
        expect(response.status).toBe(404)
        expect(await response.text()).not.toMatch(/Guest|Front Range|Ridgeline/)
      }
    }
    expect(await answers()).toEqual([])
    for (const path of [`/opt-out/${own}`, `/sign/${own}`, `/sign/${own}/letter`, `/sign/${token('sign', id)}`])
      expect((await guest.get(path)).status).toBe(404)
  })
})

describe('an answer', () => {
  it('is noted, confirmed by mail, and can be changed and changed back', async () => {
    await signedCampaign(t.world)
    const path = await rsvp()
    const one = { form: 'formone', answer: 'accepted', note: '', needs: 'No nuts' }
    expect(await send(path, one)).toContain('We noted that Guest 0 will come')
    expect(thanks()).toBe(1)
    expect(await guest.text(path)).toContain('Change your answer')
    expect(await send(path, { ...one, answer: 'declined' })).toContain('cannot come')
    // The way back in the browser: the very form that came first, sent again after another answer.
    expect(await send(path, one)).toContain('will come')
    expect((await answers()).map(({ answer }) => answer).sort()).toEqual(['accepted', 'accepted', 'declined'])
    expect(thanks()).toBe(3)
  })

  it('is one answer when its form arrives twice, even at once', async () => {
    await signedCampaign(t.world)
    const path = await rsvp()
    const form = { form: 'formone', answer: 'tentative', note: 'We will see.\r\nSoon.' }
    await Promise.all([guest.post(path, form), guest.post(path, form)])
    await send(path, form)
    expect((await answers()).map(({ note }) => note)).toEqual(['We will see.\nSoon.'])
    expect(thanks()).toBe(1)
  })

  it('names who gave it for another, and who comes in whose place', async () => {
    await signedCampaign(t.world)
    const fields = {
      form: 'f',
      answer: 'delegated',
      delegate_name: 'Mo Park',
      delegate_email: 'mo@park.example',
      by: 'Al',
    }
    expect(await send(await rsvp(), fields)).toContain('Mo Park comes in place of Guest 0')
    const [answer] = await answers()
    expect(answer).toMatchObject({ answer: 'delegated', by: 'Al', channel: 'link' })
    expect(answer?.delegate).toEqual({ name: 'Mo Park', title: '', email: 'mo@park.example' })
    expect(await guest.text(await rsvp())).toContain('as Al told us')
  })

  it('keeps what was typed beside what is wrong with it', async () => {
    await signedCampaign(t.world)
    const fields = { form: 'f', answer: 'delegated', delegate_title: 'COO', delegate_email: 'not one', note: 'Hello' }
    const response = await guest.post(await rsvp(), fields)
    expect(response.status).toBe(422)
    const html = await response.text()
    for (const kept of ['value="COO"', 'value="not one"', 'Hello</textarea>', 'value="delegated" checked', 'value="f"'])
      expect(html).toContain(kept)
    expect(html).toContain('id="delegate_name-error"')
    expect(html).toContain('id="delegate_email-error"')
    expect((await guest.post(await rsvp(), { form: 'f', note: 'x'.repeat(1001) })).status).toBe(422)
    // A browser sends a line break as two characters and counts it as one.
    const lines = `${'x\r\n'.repeat(499)}xx`
    expect((await guest.post(await rsvp(), { form: 'f', answer: 'accepted', note: lines })).status).toBe(303)
    expect(await answers()).toHaveLength(1)
  })

  it('is asked for again when the meeting has moved', async () => {
    await signedCampaign(t.world)
    await send(await rsvp(), { form: 'f', answer: 'accepted' })
    await change(t.world.store, campaignRef(IDS.campaign), campaign => ({
      ...campaign,
      meeting: campaign.meeting && { ...campaign.meeting, date: '2027-04-07', sequence: 1 },
    }))
    const html = await (await guest.get(await rsvp())).text()
    expect(plain(html)).toContain('please answer again')
    expect(html).not.toMatch(/value="accepted" checked/)
    await send(await rsvp(), { form: 'f', answer: 'accepted' })
    expect((await answers()).map(({ sequence }) => sequence).sort()).toEqual([0, 1])
  })

  it('comes too late once the meeting has started, and not a millisecond before', async () => {
    await signedCampaign(t.world)
    const path = await rsvp()
    t.clock.moveTo('2027-03-31T13:29:59.999Z')
    await send(path, { form: 'f', answer: 'declined' })
    t.clock.moveTo('2027-03-31T13:30:00.000Z')
    const late = await guest.post(path, { form: 'g', answer: 'accepted' })
    expect(late.status).toBe(409)
    expect(plain(await late.text())).toContain('The meeting has begun')
    expect(await guest.text(path)).toContain('The meeting has begun')
    expect((await answers()).map(({ answer }) => answer)).toEqual(['declined'])
  })

  it('is not taken for a cancelled meeting, nor from somebody taken off the list', async () => {
    await signedCampaign(t.world)
    const path = await rsvp()
    await removeInvitee(t.world, IDS.campaign, (await firstGuest()).id, CONVENER)
    expect((await guest.post(path, { form: 'f', answer: 'accepted' })).status).toBe(409)
    expect(await guest.text(path)).toContain('This invitation is not open')
    await cancel(t.world, IDS.campaign, CONVENER)
    expect((await guest.post(path, { form: 'f', answer: 'accepted' })).status).toBe(409)
    expect(await guest.text(path)).toContain('The meeting is cancelled')
    expect(await answers()).toEqual([])
  })
})

describe('asking for no more letters', () => {
  it('works with one click of a mail program, from whatever origin', async () => {
    await signedCampaign(t.world)
    const { id } = await firstGuest()
    const response = await createApp(t.world).request(`http://localhost:8080/opt-out/${token('opt-out', id)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://mail.example' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/plain')
    const stands = (await read(t.world.store, invitationRef(IDS.campaign, id)))?.value
    expect(stands?.suppressed?.reason).toBe('opted out')
  })

  it('asks once by hand, and tells nothing but who wrote', async () => {
    await signedCampaign(t.world)
    const path = `/opt-out/${token('opt-out', (await firstGuest()).id)}`
    const asked = await guest.text(path)
    expect(asked).toContain('Front Range Manufacturing Partnership')
    expect(asked).not.toMatch(/Guest|company0/)
    expect((await firstGuest()).suppressed).toBeUndefined()
    const response = await guest.post(path)
    expect(plain(await response.text())).toContain('has stopped writing to you')
    expect((await firstGuest()).suppressed?.reason).toBe('opted out')
    expect(await send(await rsvp(), { form: 'f', answer: 'declined' })).not.toContain('A mail confirms')
  })
})

describe('signing', () => {
  const path = (id: string) => `/sign/${token('sign', id)}`
  const asked = async () => {
    await draftCampaign(t.world)
    await requestSignatures(t.world, IDS.campaign, CONVENER)
  }

  it('shows the exact letter, and keeps the name typed under it', async () => {
    await asked()
    const html = await (await guest.get(path(IDS.ann))).text()
    expect(plain(html)).toContain(await check())
    const letter = await guest.get(`${path(IDS.ann)}/letter?check=${await check()}`)
    expect(letter.headers.get('content-security-policy')).toContain('sandbox')
    expect(await letter.text()).toContain('Dear {{first_name}}')
    expect((await guest.post(path(IDS.ann), { do: 'sign', name: ' ', check: await check() })).status).toBe(422)
    const said = await send(path(IDS.ann), { do: 'sign', name: 'Ann B. Lee', check: await check() })
    expect(said).toContain('your signature is noted')
    expect(said).toContain('Still to sign: Bob Ruiz')
    expect(await send(path(IDS.bob), { do: 'sign', name: 'Bob', check: await check() })).toContain('all is done')
    const campaign = (await read(t.world.store, campaignRef(IDS.campaign)))?.value
    expect(campaign?.status).toBe('scheduled')
    expect(campaign?.signatures.map(({ name }) => name)).toEqual(['Ann B. Lee', 'Bob'])
  })

  it('takes no signature for a letter that has changed meanwhile, and shows the new one', async () => {
    await asked()
    const read = await check()
    await editCampaign(t.world, IDS.campaign, CONVENER, 'changed the letter', campaign => ({
      ...campaign,
      letter: { subject: 'Another subject', body: 'Another letter' },
    }))
    expect((await guest.get(`${path(IDS.ann)}/letter?check=${read}`)).status).toBe(409)
    for (const fields of [
      { do: 'sign', name: 'Ann Lee' },
      { do: 'change', comment: 'Shorter' },
    ]) {
      const response = await guest.post(path(IDS.ann), { ...fields, check: read })
      expect(response.status).toBe(409)
      const text = plain(await response.text())
      expect(text).toContain('The letter has changed since you opened it')
      expect(text).toContain('Another subject')
    }
    const context = await readContext(t.world.store, IDS.campaign)
    expect(context?.campaign.signatures).toEqual([])
    expect(context?.campaign.concerns).toEqual([])
  })

  it('can be a wish for a change instead, which takes the signature back', async () => {
    await asked()
    await send(path(IDS.ann), { do: 'sign', name: 'Ann Lee', check: await check() })
    expect((await guest.post(path(IDS.ann), { do: 'change', comment: '', check: await check() })).status).toBe(422)
    const said = await send(path(IDS.ann), { do: 'change', comment: 'Name the <b>host</b>', check: await check() })
    expect(said).toContain('Your comment is with the convener')
    const context = await readContext(t.world.store, IDS.campaign)
    expect(context?.campaign.signatures).toEqual([])
    expect(context?.campaign.concerns.map(({ comment }) => comment)).toEqual(['Name the <b>host</b>'])
  })

  it('does not say that it is done because an address says so', async () => {
    await asked()
    expect(await guest.text(`${path(IDS.ann)}?done=signed`)).not.toContain('your signature is noted')
  })

  it('is not asked for before the letter is ready, nor after the meeting was cancelled', async () => {
    await draftCampaign(t.world)
    expect(await guest.text(path(IDS.ann))).toContain('still being written')
    expect((await guest.get(`${path(IDS.ann)}/letter?check=${await check()}`)).status).toBe(404)
    await cancel(t.world, IDS.campaign, CONVENER)
    expect((await guest.post(path(IDS.ann), { do: 'sign', name: 'A', check: await check() })).status).toBe(409)
  })
})

describe('the page of a check value', () => {
  it('says who signed the letter and when, and its facts while it stands', async () => {
    await signedCampaign(t.world)
    const path = `/letters/${IDS.campaign}/${await check()}`
    const text = await guest.text(path)
    expect(text).toContain('Ann Lee')
    expect(text).toContain('President, Ruiz Castings')
    expect(text).toContain('Jan 4, 2027, 9:00 AM, Mountain Time')
    expect(text).toContain('Ridgeline Machining')
    await editCampaign(t.world, IDS.campaign, CONVENER, 'changed the letter', campaign => ({
      ...campaign,
      letter: { subject: 'Another', body: 'Another letter' },
    }))
    const old = await guest.text(path)
    expect(old).toContain('This is not the letter that stands now')
    expect(old).toContain('Ann Lee')
    expect(old).not.toContain('Ridgeline Machining')
    expect((await guest.get(`/letters/${IDS.campaign}/${await check()}`)).status).toBe(404)
    expect((await guest.get(`/letters/${IDS.campaign}/${'0'.repeat(64)}`)).status).toBe(404)
    expect((await guest.get(`/letters/nobody/${'0'.repeat(64)}`)).status).toBe(404)
  })
})
