/** Links of people who are no longer there: taken off every list, forgotten, off the team, the champions or their lead. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  campaignIdFrom,
  championIdFrom,
  commitmentIdFrom,
  partnershipIdFrom,
  teamIdFrom,
} from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { feedLink } from '../../../functions/answer/feed.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { change, invitationsOf, partnershipRef, read } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { readOverview } from '../../../functions/keep/overview.ts'
import { forgetEverywhere } from '../../../functions/list/forget.ts'
import { removeInvitee } from '../../../functions/list/invite.ts'
import { commitmentErrands } from '../../../functions/teams/commitment-errands.ts'
import { commitmentsOf } from '../../../functions/teams/commitments.ts'
import { teamRef } from '../../../functions/teams/teams.ts'
import { createApp } from '../../../functions/web.tsx'
import { changedBetween, type Kept, keptOf } from '../../attack/twins.ts'
import { IDS, midYear } from '../../samples/mid-year.ts'
import type { TestWorld } from '../../world.ts'

/** How somebody goes. */
type Going = 'off every list' | 'forgotten' | 'off the team' | 'off the champions' | 'not the lead'
/**
 * What their link does then. `dead`: it opens nothing and changes nothing. `stops emails`: it opens, and can do nothing but
 * stop what nobody sends. `empty`: a calendar without meetings.
 */
type Then = 'dead' | 'stops emails' | 'empty'

/** Every kind of link, with what becomes of it. A new kind has to say here whom it outlasts. */
const AFTER: Record<keyof typeof LINKS | 'feed', Partial<Record<Going, Then>> | 'names nobody'> = {
  rsvp: { 'off every list': 'dead', forgotten: 'dead' },
  'opt-out': { 'off every list': 'stops emails', forgotten: 'dead' },
  join: { 'off every list': 'dead', forgotten: 'dead', 'off the champions': 'dead' },
  agenda: { 'off every list': 'dead', forgotten: 'dead', 'off the champions': 'dead' },
  pulse: { 'off every list': 'dead', forgotten: 'dead', 'off the champions': 'dead' },
  report: { 'off every list': 'dead', forgotten: 'dead', 'off the champions': 'dead' },
  commitment: { 'off every list': 'dead', forgotten: 'dead' },
  feed: { 'off every list': 'empty', forgotten: 'empty' },
  sign: { 'off the champions': 'dead' },
  approve: { 'off the champions': 'dead' },
  call: { 'off the team': 'dead', 'off the champions': 'dead' },
  day: { 'off the team': 'dead' },
  notes: { 'off the team': 'dead' },
  team: { 'off the team': 'dead' },
  joinAsSupporter: { 'off the team': 'dead' },
  times: { 'not the lead': 'dead' },
  // A world of its own for an hour, in which nothing that is done is kept.
  preview: 'names nobody',
}
type Kind = keyof typeof AFTER
interface Given {
  kind: Kind
  url: string
}

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

const PARTNERSHIP = partnershipIdFrom(IDS.partnership)
const CAMPAIGNS = Object.values(IDS.campaigns).map(campaignIdFrom)
const WORDS = ['accepted', 'declined', 'join', 'lead', 'leave', 'add', 'up', 'approve', 'sign', 'kept', 'yes', 'undo']
const SAID = { text: 'Not mine', value: '5', heard: 'x', name: 'x', came: 'yes', team: 'x', note: 'x' }

/** What a link answers when it is opened, and what changes when each of its forms is sent. */
async function tried({ kind, url }: Given): Promise<{ kind: Kind; opened: number; shown: string; changed: string[] }> {
  const before = kept.read()
  const app = createApp(t.world)
  const opened = await app.request(url)
  for (const word of kind === 'feed' ? [] : WORDS) {
    const body = new URLSearchParams({ ...SAID, do: word, answer: word })
    await app.request(url, { method: 'POST', headers: { origin: t.world.settings.url }, body })
  }
  return { kind, opened: opened.status, shown: await opened.text(), changed: changedBetween(before, kept.read()) }
}

/** Whether a link does no more than it may once its reader has gone so. */
const IS: Record<Then, (found: Awaited<ReturnType<typeof tried>>) => boolean> = {
  dead: ({ opened, changed }) => [404, 410].includes(opened) && changed.length === 0,
  'stops emails': ({ changed }) => changed.every(place => /^doc suppression|^doc campaign#\w+ invitation#/.test(place)),
  empty: ({ opened, shown, changed }) =>
    [200, 404].includes(opened) && !shown.includes('BEGIN:VEVENT') && changed.length === 0,
}

/** Before somebody goes each kind opens at least once; afterwards every one of them is what `AFTER` says. */
async function end(going: Going, links: readonly Given[], go: () => Promise<unknown>): Promise<void> {
  const app = createApp(t.world)
  const alive = new Set<Kind>()
  for (const { kind, url } of links) if ((await app.request(url)).status === 200) alive.add(kind)
  const kinds = Object.entries(AFTER).flatMap(([kind, row]) => (typeof row === 'object' && row[going] ? [kind] : []))
  expect([...alive].sort()).toEqual(kinds.sort())
  await go()
  const wrong = []
  for (const link of links) {
    const row = AFTER[link.kind]
    const found = await tried(link)
    const then = typeof row === 'object' ? row[going] : undefined
    if (!then || !IS[then](found)) wrong.push([link.kind, then, found.opened, found.changed])
  }
  expect(wrong).toEqual([])
}

/** Everybody on lists of the partnership by address, with where they stand; who has a role and who is in a team left out. */
async function guests(): Promise<Map<string, Invitation[]>> {
  const found = new Map<string, Invitation[]>()
  for (const campaign of CAMPAIGNS)
    for await (const { value } of invitationsOf(t.world.store, campaign))
      if (value.removedAt === undefined && value.forgottenAt === undefined)
        found.set(value.invitee.email, [...(found.get(value.invitee.email) ?? []), value])
  return found
}

/** A guest of many meetings, and one who promised something: between them they hold a link of every kind. */
async function twoGuests(): Promise<{ email: string; invitations: Invitation[]; links: Given[] }[]> {
  const all = await guests()
  const promises = await commitmentsOf(t.world.store, PARTNERSHIP)
  const holds = (email: string) => promises.filter(({ owner }) => owner.email === email)
  const often = IDS.people.accepted?.email ?? ''
  return Promise.all(
    [often, 'alicia.freeman@freemancomposites.example'].map(async email => {
      const invitations = all.get(email) ?? []
      const links: Given[] = invitations.flatMap(({ campaign, id }) =>
        (['rsvp', 'opt-out', 'join', 'agenda', 'pulse', 'report'] as const).map(kind => ({
          kind,
          url: LINKS[kind].to(t.world.settings, campaign, id),
        })),
      )
      for (const { id } of holds(email))
        links.push({
          kind: 'commitment',
          url: LINKS.commitment.to(t.world.settings, PARTNERSHIP, commitmentIdFrom(id)),
        })
      links.push({ kind: 'feed', url: await feedLink(t.world, PARTNERSHIP, email) })
      return { email, invitations, links }
    }),
  )
}

describe('a link of somebody who has gone', () => {
  test('is spoken of here, whatever its kind', () => {
    expect(Object.keys(AFTER).sort()).toEqual([...Object.keys(LINKS), 'feed'].sort())
  })

  test('off every list is dead, or does nothing but stop emails', async () => {
    const both = await twoGuests()
    await end(
      'off every list',
      both.flatMap(({ links }) => links),
      async () => {
        for (const { campaign, id } of both.flatMap(({ invitations }) => invitations))
          await removeInvitee(t.world, campaign, id, IDS.convener)
      },
    )
    const overview = await readOverview(t.world, PARTNERSHIP)
    const asked = overview && (await commitmentErrands(t.world, overview)).map(({ to }) => to.email)
    expect(asked).toContain('anil.deshmukh@whitfield-aero.example')
    expect(asked).not.toContain('alicia.freeman@freemancomposites.example')
  })

  test('off one list, but on another, still opens what is not of that list', async () => {
    const [, { invitations, links } = { invitations: [], links: [] }] = await twoGuests()
    expect(invitations.length).toBeGreaterThan(1)
    for (const { campaign, id } of invitations.slice(1)) await removeInvitee(t.world, campaign, id, IDS.convener)
    const promise = links.find(({ kind }) => kind === 'commitment')
    expect((await createApp(t.world).request(promise?.url ?? '')).status).toBe(200)
  })

  test('forgotten is dead', async () => {
    const both = await twoGuests()
    await end(
      'forgotten',
      both.flatMap(({ links }) => links),
      async () => {
        for (const { invitations } of both) {
          const context = await readContext(
            t.world.store,
            invitations[0]?.campaign ?? CAMPAIGNS[0] ?? campaignIdFrom(''),
          )
          if (context && invitations[0]) await forgetEverywhere(t.world, context, invitations[0], IDS.convener)
        }
      },
    )
  })

  test('off the team is dead', async () => {
    const email = 'denise.archuleta@workforce-board.example'
    const { settings } = t.world
    const links: Given[] = [
      { kind: 'team', url: LINKS.team.to(settings, PARTNERSHIP, email) },
      ...CAMPAIGNS.flatMap(id =>
        (['call', 'day', 'notes', 'joinAsSupporter'] as const).map(kind => ({
          kind,
          url: LINKS[kind].to(settings, id, email),
        })),
      ),
    ]
    await end('off the team', links, () =>
      change(t.world.store, partnershipRef(PARTNERSHIP), stands => ({
        ...stands,
        team: stands.team.filter(each => each.email !== email),
      })),
    )
  })

  test('off the champions is dead', async () => {
    const { id, email } = IDS.champions.stays
    const { settings } = t.world
    const asked = campaignIdFrom(IDS.others['waits for signatures, with a concern']?.campaign ?? '')
    const theirs = (await readContext(t.world.store, asked))?.partnership
    const signer = theirs?.champions.find(each => each.email === email)?.id ?? championIdFrom('')
    const links: Given[] = [
      { kind: 'sign', url: LINKS.sign.to(settings, asked, signer) },
      ...CAMPAIGNS.flatMap(campaign => [
        ...(['sign', 'approve', 'join', 'agenda', 'pulse', 'report'] as const).map(kind => ({
          kind,
          url: LINKS[kind].to(settings, campaign, championIdFrom(id)),
        })),
        { kind: 'call' as const, url: LINKS.call.to(settings, campaign, email) },
      ]),
    ]
    await end('off the champions', links, async () => {
      for (const partnership of [PARTNERSHIP, theirs?.id ?? PARTNERSHIP])
        await change(t.world.store, partnershipRef(partnership), stands => ({
          ...stands,
          champions: stands.champions.filter(each => each.email !== email),
        }))
    })
  })

  test('who led a team and does no more, or whose team is closed, sets no times', async () => {
    const { settings } = t.world
    const id = teamIdFrom('keq44bkhatdce4tx')
    const team = (await read(t.world.store, teamRef(PARTNERSHIP, id)))?.value
    const another = team?.members.find(({ email }) => email !== team.lead)?.email
    const links: Given[] = [{ kind: 'times', url: LINKS.times.to(settings, PARTNERSHIP, id, team?.lead ?? '') }]
    const lead = (over: { lead?: string | undefined; closedAt?: string | undefined }) =>
      change(t.world.store, teamRef(PARTNERSHIP, id), stands => ({ ...stands, ...over }))
    await end('not the lead', links, () => lead({ lead: another }))
    await lead({ lead: team?.lead })
    await end('not the lead', links, () => lead({ closedAt: t.world.clock.now() }))
  })
})
