/** A test's links: they open what a reader would see, change nothing, and open nothing else. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, shift } from '../../domain/keep/time.ts'
import { LINKS } from '../../functions/keep/links.ts'
import { safeSettings } from '../../functions/keep/safe-preview.ts'
import { makeToken } from '../../mail/token.ts'
import { CONVENER, IDS } from '../functions/campaign/launch.ts'
import { openPlace, type Place } from './place.ts'

describe('a preview', () => {
  let place: Place
  beforeEach(async () => {
    place = await openPlace()
  })
  afterEach(() => place.t.close())

  const safe = () => safeSettings(place.t.world.settings, IDS.campaign, place.t.clock.now())
  const path = (url: string) => new URL(url).pathname
  const guest = () => {
    const [first] = place.guests
    if (!first) throw new Error('Nobody is invited')
    return first
  }
  const rsvp = () => path(LINKS.rsvp.to(safe(), IDS.campaign, guest().id))
  const form = (said: Record<string, string>) => ({ body: new URLSearchParams(said) })
  const mails = () => place.t.outbox.list().length

  it('shows the page of its reader under a bar, and what an answer would bring, and keeps nothing', async () => {
    const [before, sent] = [await place.kept(), mails()]
    const opened = await place.ask(`${rsvp()}?answer=accepted`)
    const html = await opened.text()
    expect([opened.status, html]).toEqual([200, expect.stringContaining('nothing is stored')])
    expect(html).toContain(`action="${rsvp()}"`)
    const answered = await place.ask(rsvp(), form({ answer: 'accepted', note: 'Hello', form: 'a' }))
    const said = await answered.text()
    expect([answered.status, said]).toEqual([200, expect.stringContaining('Nothing was stored')])
    expect(said).toContain('confirmed')
    expect(await place.kept()).toBe(before)
    expect(mails()).toBe(sent)
  })

  it('stops no emails, by its button or by the one click of a mail program', async () => {
    const before = await place.kept()
    const out = path(LINKS['opt-out'].to(safe(), IDS.campaign, guest().id))
    expect(await (await place.ask(out)).text()).toContain('nothing is stored')
    for (const said of [{ do: 'out' }, { 'List-Unsubscribe': 'One-Click' }])
      expect((await place.ask(out, form(said))).status).toBe(200)
    expect(await place.kept()).toBe(before)
  })

  it('signs nothing and records no call, check-in or note', async () => {
    const before = await place.kept()
    const { world } = place.t
    const pages = [
      LINKS.sign.to(safe(), IDS.campaign, IDS.ann),
      LINKS.call.to(safe(), IDS.campaign, CONVENER),
      LINKS.day.to(safe(), IDS.campaign, CONVENER),
      LINKS.notes.to(safe(), IDS.campaign, CONVENER),
      LINKS.team.to(safe(), IDS.partnership, CONVENER),
      LINKS.join.to(safe(), IDS.campaign, guest().id),
    ]
    for (const url of pages) {
      const response = await place.ask(
        path(url),
        form({ name: 'Ann', heard: 'x', came: 'yes', answer: 'yes', do: 'sign' }),
      )
      expect(response.status).toBeLessThan(500)
    }
    expect(await place.kept()).toBe(before)
    expect(world.settings.secret).not.toBe(safe().secret)
  })

  it('has no link on it that opens anything outside', async () => {
    const html = await (await place.ask(rsvp(), form({ answer: 'accepted', form: 'b' }))).text()
    const real = LINKS.rsvp.token(place.t.world.settings, IDS.campaign, guest().id)
    expect(html).not.toContain(real)
    const tokens = new Set([...html.matchAll(/[a-z2-7]{58}/g)].map(([token]) => token))
    expect(tokens.size).toBeGreaterThan(1)
    for (const token of tokens)
      for (const page of [
        'rsvp',
        'opt-out',
        'sign',
        'join',
        'agenda',
        'pulse',
        'report',
        'call',
        'day',
        'notes',
        'team',
      ])
        expect([page, (await place.ask(`/${page}/${token}`)).status]).toEqual([page, 404])
  })

  it('opens by no link of ours, none of another preview, and none that is over', async () => {
    const { settings } = place.t.world
    const base = path(safe().url)
    const dead = async (at: string) => expect([at, (await place.ask(at)).status]).toEqual([at, 404])
    await dead(`${base}/rsvp/${LINKS.rsvp.token(settings, IDS.campaign, guest().id)}`)
    const later = safeSettings(settings, IDS.campaign, shift(place.t.clock.now(), 2 * DAY))
    await dead(`${base}/rsvp/${LINKS.rsvp.token(later, IDS.campaign, guest().id)}`)
    const elsewhere = makeToken('another secret of thirty-two bytes', 'preview', IDS.campaign, 'jjjjjjjjjjaaaaaa')
    await dead(`/preview/${elsewhere}/rsvp/${LINKS.rsvp.token(safe(), IDS.campaign, guest().id)}`)
    const once = rsvp()
    expect((await place.ask(once)).status).toBe(200)
    await place.t.clock.moveTo(shift(place.t.clock.now(), 4 * DAY))
    await dead(once)
  })

  it('leads a convener to their own page, where they sign in, and to no other place', async () => {
    const base = path(safe().url)
    const board = await place.ask(`${base}/campaigns/${IDS.campaign}`)
    expect([board.status, board.headers.get('location')]).toEqual([303, `/campaigns/${IDS.campaign}`])
    expect((await place.ask(`${base}/campaigns/${IDS.campaign}/cancel`, form({ confirmed: 'yes' }))).status).toBe(400)
    for (const at of ['/', '/sign-in', '//evil.example/', '/_local/outbox.json', `${base}/rsvp/x`])
      expect([at, (await place.ask(`${base}${at}`)).status]).toEqual([at, 404])
  })
})
