/** What stands in the calendar feed of one person, of meetings as they are written down. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import { feedLink, feedOf, renewFeed } from '../../../functions/answer/feed.ts'
import { campaignOfRef, create, invitationRef } from '../../../functions/keep/documents.ts'
import { createCampaign } from '../../../functions/keep/reply-to.ts'
import { seatIn } from '../../../functions/list/sessions.ts'
import { answered, campaign as blank, invitation, launch } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { IDS, invitee } from '../campaign/launch.ts'
import { launchIn, sentLaunch } from '../campaign/written.ts'

const NOW = '2027-03-03T16:00:00.000Z'

let t: TestWorld
const { guest, invitationOf, edit } = launchIn(() => t.world)
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await sentLaunch(t.world, 2)
})
afterEach(() => t.close())

const tokenOf = async (n = 0) =>
  new URL(await feedLink(t.world, IDS.partnership, invitee(n).email)).pathname.split('/').at(-1)
const feed = async (n = 0) => feedOf(t.world, (await tokenOf(n))?.replace(/\.ics$/, '') ?? '')
const valuesOf = (text: string | undefined, name: string) =>
  (text ?? '')
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .filter(line => line.startsWith(name))
    .map(line => line.slice(line.indexOf(':') + 1))

/** A quarterly meeting of the partnership to which the first guest is asked. */
async function quarterly(letter: string, date: string, over: Partial<Campaign> = {}) {
  const id = campaignIdFrom(letter.repeat(16))
  const meeting = launch({ kind: 'quarterly', date, uid: `${letter}@example.org` })
  await createCampaign(t.world.store, blank({ id, meeting, ...over }))
  await create(t.world.store, campaignOfRef(IDS.partnership, id), { id })
  const guestOf = { id: seatIn(id, invitee(0).email), campaign: id, invitee: invitee(0) }
  await create(t.world.store, invitationRef(id, guestOf.id), invitation(guestOf))
}

describe('the feed', () => {
  test('is in the order of days, whatever the ids of the meetings are', async () => {
    await quarterly('a', '2027-11-09')
    await quarterly('d', '2027-02-09')
    const starts = valuesOf(await feed(), 'DTSTART')
    expect(starts).toHaveLength(3)
    expect(starts).toEqual([...starts].sort())
  })

  test('has the launch once its letter has left to them, or they have answered it', async () => {
    await guest(0, { sends: {} })
    expect(valuesOf(await feed(), 'UID')).toEqual([])
    await guest(0, { answers: [answered()] })
    expect(valuesOf(await feed(), 'UID')).toEqual(['uid-1@example.org'])
    await quarterly('d', '2027-02-09')
    await guest(0, { answers: [] })
    expect(valuesOf(await feed(), 'UID')).toEqual(['d@example.org'])
  })

  test('says who convenes, where to park and how to get in, each on a line and only where it is known', async () => {
    const describes = async () => valuesOf(await feed(), 'DESCRIPTION')
    expect(await describes()).toEqual(['Convened by Front Range Workforce\\nParking: Lot B'])
    const venue = { host: 'Mill', address: '', parking: '', access: 'Gate 4' }
    await edit({ meeting: launch({ venue }) })
    expect(await describes()).toEqual(['Convened by Front Range Workforce\\nAccess: Gate 4'])
    await edit({ meeting: launch({ venue: { ...venue, access: '' } }) })
    expect(await describes()).toEqual(['Convened by Front Range Workforce'])
  })

  test('says of a meeting that is off that it is, above the entry it revokes', async () => {
    const [before] = valuesOf(await feed(), 'SEQUENCE')
    await edit({ status: 'canceled', canceledAt: NOW })
    const text = await feed()
    expect(valuesOf(text, 'STATUS')).toEqual(['CANCELLED'])
    expect(Number(valuesOf(text, 'SEQUENCE')[0])).toBe(Number(before) + 1)
    expect(valuesOf(text, 'DTSTAMP')).toEqual(['20270303T160000Z'])
  })

  test('bears the time of the latest of what happened to a meeting', async () => {
    const stamp = async (over: Partial<Campaign>) => {
      await edit({
        createdAt: '2027-01-01T00:00:00.000Z',
        scheduledAt: '2027-01-02T00:00:00.000Z',
        left: {},
        history: [],
        changes: [],
        ...over,
      })
      return valuesOf(await feed(), 'DTSTAMP')[0]
    }
    const at = '2027-02-01T00:00:00.000Z'
    expect(await stamp({})).toBe('20270102T000000Z')
    expect(await stamp({ left: { invite: at } })).toBe('20270201T000000Z')
    expect(await stamp({ canceledAt: at })).toBe('20270201T000000Z')
    expect(await stamp({ changes: [{ sequence: 1, at, was: launch() }] })).toBe('20270201T000000Z')
  })

  test('blocks nobody’s time: the entry that is answered does', async () => {
    const text = await feed()
    expect(valuesOf(text, 'TRANSP')).toEqual(['TRANSPARENT'])
  })

  test('of whoever was taken off the list has nothing, and a new link ends the one before', async () => {
    const token = (await tokenOf())?.replace(/\.ics$/, '') ?? ''
    const person = await invitationOf(0)
    if (!person) throw new Error('nobody')
    await renewFeed(t.world, IDS.partnership, person, 'Cora')
    expect(await feedOf(t.world, token)).toBeUndefined()
    await renewFeed(t.world, IDS.partnership, person, 'Cora')
    expect((await invitationOf(0))?.history.filter(({ event }) => event === 'made a new feed')).toHaveLength(2)
    await guest(0, { removedAt: NOW })
    expect(valuesOf(await feed(), 'UID')).toEqual([])
    expect(await feedOf(t.world, 'no token')).toBeUndefined()
  })
})
