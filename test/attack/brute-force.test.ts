/** Guessing by the thousand: links, sessions, sign-in links; and asking for more mail than anybody needs. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import { addWalkIn } from '../../functions/day/check-in.ts'
import { create, invitationRef } from '../../functions/keep/documents.ts'
import { chance } from '../../local/chance.ts'
import { readToken, shortId } from '../../mail/token.ts'
import { CONVENER, IDS } from '../functions/campaign/launch.ts'
import { later, START } from '../world.ts'
import { openPlace, type Place } from './place.ts'

let place: Place
beforeEach(async () => {
  // Where it is not alone, an answer waits for the mail.
  place = await openPlace({ world: { run: { id: 'tests', alone: false } } })
})
afterEach(() => place.t.close())

const MINUTE = 60_000
const mails = () => place.t.outbox.list().filter(({ wave }) => wave === 'sign-in')
const askFor = (email: string) =>
  place.ask('/sign-in', { body: new URLSearchParams({ email }), headers: { origin: place.t.world.settings.url } })

describe('guessing', () => {
  it('a link of 130 bits by the thousand opens nothing, and no character of it is found out by itself', async () => {
    const id = place.guests[0]?.id ?? ''
    const own = place.token('rsvp')
    const { secret } = place.t.world.settings
    let opened = 0
    for (let n = 0; n < 20_000; n++)
      if (readToken(secret, 'rsvp', IDS.campaign + id + chance.id(17).slice(0, 26))) opened++
    expect(opened).toBe(0)
    // No character of the seal is worth more than another, so that none can be found out by itself.
    for (let at = 32; at < 58; at++) {
      const near = own.slice(0, at) + (own[at] === 'a' ? 'b' : 'a') + own.slice(at + 1)
      expect((await place.ask(`/rsvp/${near}`)).status).toBe(404)
    }
  })

  it('a session or a sign-in link opens nothing, whatever stands in the cookie', async () => {
    const board = `/campaigns/${IDS.campaign}`
    const own = place.cookie.split('=')[1] ?? ''
    const guesses = [
      '',
      'a'.repeat(52),
      own.slice(0, -1),
      `${own}a`,
      own.toUpperCase(),
      "' OR 1=1 --",
      '%',
      '__proto__',
    ]
    for (const guess of [...guesses, ...Array.from({ length: 300 }, () => chance.id(32))])
      expect((await place.ask(board, { headers: { cookie: `convoke_session=${guess}` } })).status).toBe(303)
    for (let n = 0; n < 300; n++) expect((await place.ask(`/sign-in/${chance.id(32)}`)).status).toBe(410)
  })
})

describe('asking for sign-in links', () => {
  it('again and again in somebody’s name brings them three, which all work, and locks nobody out', async () => {
    for (let n = 0; n < 10; n++) await askFor(CONVENER)
    expect(mails()).toHaveLength(3)
    for (const { id } of mails()) {
      const source = new TextDecoder().decode(place.t.outbox.bytes(id)).replace(/=\r\n/g, '')
      const link = /\/sign-in\/[a-z2-7]{52}/.exec(source)?.[0] ?? ''
      const headers = { origin: place.t.world.settings.url }
      expect((await place.ask(link, { body: new URLSearchParams(), headers })).status).toBe(303)
    }
    await place.t.clock.moveTo(later(START, 16 * MINUTE))
    await askFor(CONVENER)
    expect(mails()).toHaveLength(4)
  })

  it('for people made up at an allowed domain brings the domain twenty, and those who are known still theirs', async () => {
    for (let n = 0; n < 40; n++) await askFor(`made-up-${n}@conveners.example`)
    expect(mails()).toHaveLength(20)
    await askFor(CONVENER)
    expect(mails()).toHaveLength(21)
    const refused = place.t.logged.filter(({ event }) => event === 'no sign-in link mailed')
    expect(refused.map(({ facts }) => facts.why)).toEqual(Array(20).fill('too often'))
  })
})

describe('somebody who got hold of one link', () => {
  const post = (path: string, fields: Record<string, string>) => place.ask(path, { body: new URLSearchParams(fields) })

  it('can change the answer as often as they like, and its person gets ten letters of it a day', async () => {
    const path = `/rsvp/${place.token('rsvp')}`
    for (let n = 0; n < 150; n++)
      expect((await post(path, { answer: n % 2 ? 'accepted' : 'declined', note: `${n}` })).status).toBe(303)
    expect(place.t.outbox.list().filter(({ wave }) => wave.startsWith('thanks:'))).toHaveLength(10)
    for (let n = 0; n < 200; n++) await post(`${path}/calendar`, {})
    const { found } = await place.t.world.store.list(`campaign#${IDS.campaign}`, { prefix: 'invitation#', limit: 10 })
    for (const { value } of found) expect(JSON.stringify(value).length).toBeLessThan(60_000)
    // The last word counts, and is shown.
    expect(await (await place.ask(`${path}?change=1`)).text()).toContain('149')
    await place.t.clock.moveTo(later(START, 25 * 60 * MINUTE))
    await post(path, { answer: 'declined', note: 'the next day' })
    expect(place.t.outbox.list().filter(({ wave }) => wave.startsWith('thanks:'))).toHaveLength(11)
  })

  it('of the day can add five hundred people who were on no list, and no more', async () => {
    const { store } = place.t.world
    const [guest] = place.guests
    if (!guest) throw new Error('no guest')
    for (let n = 0; n < 499; n++) {
      const name = `Walker ${n}`
      const id = shortId(name)
      const invitee = { ...guest.invitee, name, company: name, email: `${id}@walk.example` }
      await create(store, invitationRef(IDS.campaign, invitationIdFrom(id)), {
        ...guest,
        id: invitationIdFrom(id),
        invitee,
        walkIn: true,
      })
    }
    await place.t.clock.moveTo('2027-03-31T14:00:00.000Z')
    const walkIn = (name: string) => ({ name, title: '', company: name, email: '', publicPartner: false })
    const add = (name: string) => addWalkIn(place.t.world, IDS.campaign, walkIn(name), { by: 'Mallory' })
    expect(await add('The last')).toMatchObject({ walkIn: true })
    expect(await add('One too many')).toBe('full')
    // Whoever is on the list still gets in.
    expect(await add('The last')).toMatchObject({ came: { by: 'Mallory' } })
  })

  it('of a champion can ask for twenty changes a day, and no more', async () => {
    const path = `/sign/${place.token('sign', IDS.ann)}`
    const check = /name="check" value="([0-9a-f]{64})"/.exec(await (await place.ask(path)).text())?.[1] ?? ''
    const statuses = []
    for (let n = 0; n < 25; n++) statuses.push((await post(path, { do: 'change', check, comment: `No. ${n}` })).status)
    expect(statuses).toEqual([...Array(20).fill(303), ...Array(5).fill(429)])
  })
})
