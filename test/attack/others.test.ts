/** A convener who reaches for what belongs to another partnership, or for what no form offers. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import { openLogin } from '../../functions/access/sign-in.ts'
import { createSample } from '../../functions/campaign/sample.ts'
import { campaignRef, change, invitationRef, partnershipRef, read } from '../../functions/keep/documents.ts'
import { matter } from '../domain/keep/campaigns.ts'
import { IDS } from '../functions/campaign/launch.ts'
import { openPlace, type Place } from './place.ts'

const MALLORY = 'mallory@conveners.example'
let place: Place
let own = ''
let cookie = ''
beforeEach(async () => {
  place = await openPlace()
  own = (await createSample(place.t.world, 'sent', MALLORY)).campaign
  cookie = `convoke_session=${await openLogin(place.t.world, MALLORY)}`
  await place.t.world.mailbox.keep('mail-1', new TextEncoder().encode('Subject: private\r\n\r\nprivate\r\n'))
  await change(
    place.t.world.store,
    invitationRef(IDS.campaign, invitationIdFrom(place.guests[0]?.id ?? '')),
    stands => ({
      ...stands,
      matters: [matter('private', { mail: 'mail-1' })],
    }),
  )
})
afterEach(() => place.t.close())

const headers = () => ({ cookie, origin: place.t.world.settings.url })

describe('an id of somebody else’s', () => {
  it('leads nowhere beneath a campaign of one’s own, by any route', async () => {
    const list = new FormData()
    list.set('pasted', 'Name,Company,Email\nKim Ray,Ray Tools,kim@ray.example\n')
    const read_ = await place.ask(`/campaigns/${IDS.campaign}/invitees/read`, {
      body: list,
      headers: { cookie: place.cookie, origin: place.t.world.settings.url },
    })
    const values: Record<string, string> = {
      ':cid': own,
      ':iid': place.guests[0]?.id ?? '',
      ':id': read_.headers.get('location')?.split('/').at(-1) ?? '',
      ':mid': 'matter-1',
      ':wave': 'invite',
      ':champion': IDS.ann,
    }
    const before = await place.kept()
    let asked = 0
    for (const { method, path } of place.app.routes) {
      const names: string[] = path.match(/:[a-z]+/gi) ?? []
      if (method === 'ALL' || !path.startsWith('/campaigns/:cid/') || names.length < 2) continue
      if (names.some(name => values[name] === undefined)) continue
      const url = path.replace(/:[a-z]+/gi, name => values[name] ?? '')
      const response = await place.ask(url, {
        headers: headers(),
        ...(method === 'POST' ? { body: new FormData() } : {}),
      })
      const text = await response.text()
      if (names.includes(':iid') || names.includes(':id')) expect([path, response.status]).toEqual([path, 404])
      for (const secret of ['private', 'Guest 0', 'kim@ray.example'])
        expect([path, text.includes(secret)]).toEqual([path, false])
      asked++
    }
    expect(asked).toBeGreaterThan(8)
    expect(await place.kept()).toBe(before)
  })

  it('leads nowhere as a campaign either, nor in a preview’s query', async () => {
    expect((await place.ask(`/campaigns/${IDS.campaign}`, { headers: headers() })).status).toBe(404)
    const html = await (
      await place.ask(`/campaigns/${own}/letters/letter/preview?invitee=${place.guests[0]?.id}`, { headers: headers() })
    ).text()
    expect(html).not.toContain('Guest 0')
  })
})

describe('a field that no form offers', () => {
  it('changes nothing: neither whose something is, nor who may, nor what has been signed or sent', async () => {
    const { store } = place.t.world
    const convener = { cookie: place.cookie, origin: place.t.world.settings.url }
    const taken = async () => {
      const campaign = (await read(store, campaignRef(IDS.campaign)))?.value
      const partnership = (await read(store, partnershipRef(IDS.partnership)))?.value
      return JSON.stringify([
        campaign?.id,
        campaign?.partnership,
        campaign?.status,
        campaign?.signatures,
        campaign?.left,
        campaign?.meeting?.uid,
        campaign?.meeting?.sequence,
        partnership?.id,
        partnership?.team,
        partnership?.champions.map(({ id }) => id),
      ])
    }
    const before = await taken()
    const reached = {
      id: 'm'.repeat(16),
      partnership: 'm'.repeat(16),
      status: 'draft',
      signatures: '[]',
      left: '{}',
      uid: 'm',
      sequence: '9',
      'meeting.sequence': '9',
      'team[0].email': MALLORY,
      team: MALLORY,
      role: 'convener',
      champion: IDS.bob,
      '__proto__.role': 'convener',
    }
    for (const step of ['partnership', 'meeting', 'letter', 'timing'])
      await place.ask(`/campaigns/${IDS.campaign}/${step}`, { body: new URLSearchParams(reached), headers: convener })
    expect(await taken()).toBe(before)
  })
})
