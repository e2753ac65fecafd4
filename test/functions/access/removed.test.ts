/** Links of people who are no longer there: taken off a list, off the team or off the champions. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom, championIdFrom, invitationIdFrom, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import { feedLink } from '../../../functions/answer/feed.ts'
import { change, partnershipRef } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { removeInvitee } from '../../../functions/list/invite.ts'
import { createApp } from '../../../functions/web.tsx'
import { changedBetween, type Kept, keptOf } from '../../attack/twins.ts'
import { IDS, midYear } from '../../samples/mid-year.ts'
import type { TestWorld } from '../../world.ts'

let t: TestWorld
let kept: Kept
beforeEach(async () => {
  t = await midYear()
  kept = keptOf(t.folder)
})
afterEach(() => {
  kept.close()
  t.close()
})

const MEETINGS = ['launch', 'quarterly to come', 'quarterly held, reported, pulse answered'].map(name =>
  campaignIdFrom(IDS.campaigns[name] ?? ''),
)
const SAID = {
  answer: 'accepted',
  do: 'add',
  text: 'Not mine',
  value: '5',
  heard: 'x',
  name: 'x',
  came: 'yes',
  team: 'x',
}

/** What a link answers when it is opened and when each of its forms is sent, and what changed by it. */
async function tried(url: string): Promise<{ opened: number; changed: string[] }> {
  const before = kept.read()
  const app = createApp(t.world)
  const opened = await app.request(url)
  for (const word of [
    'accepted',
    'declined',
    'join',
    'lead',
    'add',
    'up',
    'approve',
    'sign',
    'kept',
    'yes',
    'no',
    'undo',
  ]) {
    const body = new URLSearchParams({ ...SAID, do: word, answer: word })
    await app.request(url, { method: 'POST', headers: { origin: t.world.settings.url }, body })
  }
  return { opened: opened.status, changed: changedBetween(before, kept.read()) }
}

async function areDead(links: readonly string[]): Promise<void> {
  const found = []
  for (const url of links) {
    const { opened, changed } = await tried(url)
    if (changed.length > 0 || ![404, 410].includes(opened)) found.push([new URL(url).pathname, opened, changed])
  }
  expect(found).toEqual([])
}

describe('once somebody is taken off', () => {
  test('a list, the links of their emails are dead or say so, and change nothing', async () => {
    const { settings } = t.world
    for (const campaign of MEETINGS) {
      const { value } = await firstOf(campaign)
      await removeInvitee(t.world, campaign, invitationIdFrom(value), IDS.convener)
      const links = (['rsvp', 'join', 'agenda', 'pulse', 'report'] as const).map(purpose =>
        LINKS[purpose].to(settings, campaign, invitationIdFrom(value)),
      )
      await areDead(links)
    }
  })

  test('the team, nobody opens the day, the calls, the notes or the groundwork by their link', async () => {
    const { settings } = t.world
    const partnership = partnershipIdFrom(IDS.partnership)
    const email = 'denise.archuleta@workforce-board.example'
    const links = [
      LINKS.team.to(settings, partnership, email),
      ...MEETINGS.flatMap(id => [
        ...(['call', 'day', 'notes'] as const).map(purpose => LINKS[purpose].to(settings, id, email)),
        LINKS.joinAsSupporter.to(settings, id, email),
      ]),
    ]
    const app = createApp(t.world)
    const alive = await Promise.all(links.map(async url => (await app.request(url)).status))
    expect(alive.filter(status => status === 200).length).toBeGreaterThan(3)
    await change(t.world.store, partnershipRef(partnership), stands => ({
      ...stands,
      team: stands.team.filter(each => each.email !== email),
    }))
    await areDead(links)
  })

  test('the champions, they sign, approve, order and call no more', async () => {
    const { settings } = t.world
    const partnership = partnershipIdFrom(IDS.partnership)
    const { id, email } = IDS.champions.stays
    const links = MEETINGS.flatMap(campaign => [
      ...(['sign', 'approve', 'join', 'agenda', 'pulse', 'report'] as const).map(purpose =>
        LINKS[purpose].to(settings, campaign, championIdFrom(id)),
      ),
      LINKS.call.to(settings, campaign, email),
    ])
    const app = createApp(t.world)
    const alive = await Promise.all(links.map(async url => (await app.request(url)).status))
    expect(alive.filter(status => status === 200).length).toBeGreaterThan(3)
    await change(t.world.store, partnershipRef(partnership), stands => ({
      ...stands,
      champions: stands.champions.filter(each => each.id !== id),
    }))
    await areDead(links)
  })

  test('every list, their calendar shows no meeting that is to come', async () => {
    const { email = '' } = IDS.people.accepted ?? {}
    const feed = await feedLink(t.world, partnershipIdFrom(IDS.partnership), email)
    for (const campaign of Object.values(IDS.campaigns).map(campaignIdFrom)) {
      const found = await idOf(campaign, email)
      if (found) await removeInvitee(t.world, campaign, invitationIdFrom(found), IDS.convener)
    }
    const response = await createApp(t.world).request(feed)
    const text = await response.text()
    expect(text.match(/STATUS:(CONFIRMED|TENTATIVE)/g) ?? []).toEqual([])
  })
})

async function invitations(campaign: string) {
  const { found } = await t.world.store.list(`campaign#${campaign}`, { prefix: 'invitation#', limit: 1000 })
  return found as unknown as { key: string; value: { id: string; invitee: { email: string }; removedAt?: string } }[]
}
async function firstOf(campaign: string): Promise<{ value: string }> {
  const found = (await invitations(campaign)).find(({ value }) => value.removedAt === undefined)
  return { value: found?.value.id ?? '' }
}
const idOf = async (campaign: string, email: string): Promise<string | undefined> =>
  (await invitations(campaign)).find(({ value }) => value.invitee.email === email && value.removedAt === undefined)
    ?.value.id
