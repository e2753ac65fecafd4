/** Data of the first version: today's code reads all of it, loses nothing of it, and goes on with it. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isLive } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import { kindOf } from '../../../domain/keep/kinds.ts'
import { loginId } from '../../../functions/access/sign-in.ts'
import { loginsOf } from '../../../functions/access/signed-in.ts'
import { sign } from '../../../functions/campaign/sign.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { all, open, read, refOf, UnreadableRow, write } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { DOCUMENTS, kindAt } from '../../../functions/keep/registry.ts'
import { UPGRADES } from '../../../functions/keep/upgrade.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { checkOfSet, isSigned, signedSet } from '../../../functions/send/texts/signed-set.ts'
import { createApp } from '../../../functions/web.tsx'
import { IDS, midYear, rowsOfMidYear } from '../../samples/mid-year.ts'
import type { TestWorld } from '../../world.ts'
import { visitor } from '../visitor.ts'

let t: TestWorld
beforeEach(async () => {
  t = await midYear()
})
afterEach(() => t.close())

type Fields = Record<string, unknown>

/** Names that are spelled otherwise since. */
const SPELLED: Record<string, string> = {
  organisation: 'organization',
  cancelledAt: 'canceledAt',
  cancelled: 'canceled',
}

/** Every field and every value in it, by what it is called; the order and the place of things are left out. */
function leaves(value: unknown, name = ''): string[] {
  if (Array.isArray(value)) return value.flatMap(each => leaves(each, name))
  if (typeof value !== 'object' || value === null) return [`${name}: ${SPELLED[String(value)] ?? String(value)}`]
  return Object.entries(value).flatMap(([key, held]) => {
    const called = SPELLED[key] ?? key.replace(/^organisation_/, 'organization_')
    return [called, ...leaves(held, called)]
  })
}

/** A row without what stood as sentences, and what follows from it by now: `upgrade-prose.test.ts` compares those. */
function withoutProse(value: Fields): Fields {
  const { history, pausedWhy, pausedAt, unasked, invitedAgainAt, ...rest } = value
  if (!Array.isArray(history)) return value
  const each = (rows: unknown, edit: (row: Fields) => Fields) => (Array.isArray(rows) ? rows.map(edit) : undefined)
  const sends = Object.entries((value.sends ?? {}) as Record<string, Fields>).map(
    ([key, { reason, why, detail, ...send }]) => [key, send],
  )
  return {
    ...rest,
    sends: Object.fromEntries(sends),
    answers: each(value.answers, ({ by, ...answer }) => answer),
    matters: each(value.matters, ({ settled, ...matter }) => ({ ...matter, at: (settled as Fields | undefined)?.at })),
    members: each(value.members, ({ joins, wouldLead, ...member }) => member),
  }
}

describe('each row of the first version', () => {
  test('is there for every kind that it knew', () => {
    const kinds = new Set(rowsOfMidYear().map(({ partition, key }) => kindAt(partition, key)?.name))
    expect(Object.keys(DOCUMENTS).filter(name => !kinds.has(name))).toEqual([
      'forgetting',
      'knownAt',
      'knownIndexed',
      'correction',
      'aside',
      'signedWords',
      'shortReplies',
      'importOf',
      'listTaken',
      'partnershipHere',
      'loginOf',
      'usedOnce',
      'passkey',
      'audit',
      'probe',
      'sender',
      'desk',
      'inboxPlace',
    ])
  })

  test('reads, is written back, and reads the same; nothing of it is lost', async () => {
    const rows = rowsOfMidYear()
    expect(rows.length).toBeGreaterThan(600)
    for (const { partition, key, value } of rows) {
      const kind = kindAt(partition, key)
      if (!kind) throw new Error(`${partition} ${key} is of no kind`)
      const ref = { kind, partition, key }
      const first = await read(t.world.store, ref)
      await write(t.world.store, ref, first?.value, first?.version)
      const again = await read(t.world.store, ref)
      expect(again?.value, `${partition} ${key}`).toEqual(first?.value)
      const { shape, ...stored } = ((await t.world.store.get(partition, key))?.value ?? {}) as Record<string, unknown>
      expect(shape).toBe(kind.upgrades.length + 1)
      expect(leaves(withoutProse(stored)).sort(), `${partition} ${key}`).toEqual(leaves(withoutProse(value)).sort())
    }
  })

  test('is spelled as Americans spell', async () => {
    const partnership = await read(t.world.store, refOf(DOCUMENTS.partnership, IDS.partnership))
    expect(partnership?.value.organization.name).not.toBe('')
    expect(partnership?.value.team.map(({ organization }) => organization)).toContain('Workforce board')
    const canceled = await read(t.world.store, refOf(DOCUMENTS.campaign, IDS.campaigns['action-team cancelled'] ?? ''))
    expect(canceled?.value.status).toBe('canceled')
    expect(canceled?.value.canceledAt).toBeDefined()
  })

  test('may be brought up twice, and partly by code that knows less', () => {
    for (const { partition, key, value } of rowsOfMidYear()) {
      const kind = kindAt(partition, key)
      const up = (fields: Record<string, unknown>) =>
        (kind?.upgrades ?? []).reduce((before, step) => step(before), fields)
      expect(up(up(value)), `${partition} ${key}`).toEqual(up(value))
    }
    expect(Object.keys(UPGRADES).filter(name => !Object.hasOwn(DOCUMENTS, name))).toEqual([])
  })

  test('written by the first version after the second is brought up again: what stands under its old name is the later word', () => {
    const note = rowsOfMidYear().find(({ partition, key }) => kindAt(partition, key) === DOCUMENTS.note)
    const { organisation, ...rest } = note?.value ?? {}
    const both = { ...rest, organisation: 'Board of today', organization: organisation }
    const found = open(DOCUMENTS.note, 'campaign#x', { key: 'note#x', value: both, version: 2 })
    if (found instanceof UnreadableRow) throw found
    expect(found.value.organization).toBe('Board of today')
    expect(found.value).not.toHaveProperty('organisation')
  })
})

describe('over the data of the first version', () => {
  test('every letter that champions signed is signed still', async () => {
    let signed = 0
    for (const id of await idsOfCampaigns()) {
      const context = await readContext(t.world.store, campaignIdFrom(id))
      if (!context || !kindOf(context.campaign).signed || !isLive(context.campaign)) continue
      const [letter] = signedSet(context)
      expect(letter && isSigned(context, letter), id).toBe(true)
      signed++
    }
    expect(signed).toBeGreaterThan(1)
  })

  test('every page of every meeting opens for its convener', async () => {
    const paths = createApp(t.world)
      .routes.filter(({ method, path }) => method === 'GET' && path.startsWith('/campaigns/:cid'))
      .map(({ path }) => path)
      .filter(path => !path.replace('/:cid', '').includes(':') && !path.endsWith('.pdf'))
    const convener = await visitor(t.world, IDS.convener)
    expect(await convener.text('/')).not.toContain('cannot be shown')
    for (const id of Object.values(IDS.campaigns))
      for (const path of new Set(paths)) {
        const { status } = await convener.get(path.replace(':cid', id))
        expect([200, 303, 404], `${path} of ${id} answers ${status}`).toContain(status)
      }
    expect(t.logged.filter(({ level }) => level === 'error')).toEqual([])
  }, 60_000)

  test('the board counts who said what, the list has its people, and each has a page', async () => {
    const convener = await visitor(t.world, IDS.convener)
    const { launch = '' } = IDS.campaigns
    expect(await convener.text(`/campaigns/${launch}`)).toMatch(/\d+ coming/)
    for (const [who, { campaign, invitation, name }] of Object.entries(IDS.people)) {
      const seen = await (await convener.get(`/campaigns/${campaign}/people/${invitation}`)).text()
      if (seen.includes('Page not found')) continue
      expect(seen, who).toContain(name.replace(/'/g, '&#39;'))
    }
  })

  test('links of letters that are out lead where they led', async () => {
    const guest = await visitor(t.world)
    const settings = t.world.settings
    for (const who of ['accepted', 'declined', 'silent', 'bounced']) {
      const { campaign = '', invitation = '' } = IDS.people[who] ?? {}
      const { pathname } = new URL(LINKS.rsvp.to(settings, campaignIdFrom(campaign), invitationIdFrom(invitation)))
      expect((await guest.get(pathname)).status, who).toBeLessThan(500)
    }
    const { launch = '' } = IDS.campaigns
    const context = await readContext(t.world.store, campaignIdFrom(launch))
    const check = context?.campaign.signatures[0]?.check ?? ''
    const letter = await guest.get(`/letters/${launch}/${check}`)
    expect(letter.status).toBe(200)
    expect(await letter.text()).toContain(context?.partnership.champions[0]?.name ?? '')
  })

  test('who was signed in still is, sees where, and can end it', async () => {
    const logins = await Promise.all(
      rowsOfMidYear()
        .filter(({ partition }) => partition.startsWith('session#'))
        .map(({ partition }) => read(t.world.store, refOf(DOCUMENTS.login, partition.slice('session#'.length)))),
    )
    expect(logins.every(login => login !== undefined)).toBe(true)
    const email = logins[0]?.value.email ?? ''
    await t.clock.moveTo(IDS.now)
    expect((await loginsOf(t.world, email)).length).toBeGreaterThan(0)
    expect(loginId('x')).toHaveLength(64)
    const { launch = '' } = IDS.campaigns
    const sessions = []
    for await (const { value } of all(t.world.store, DOCUMENTS.sessionOf, launch)) sessions.push(value.id)
    expect(sessions.sort()).toEqual([launch, IDS.campaigns['second session']].sort())
  })

  test('the sweep goes round, waves leave, and digests go out, week after week', async () => {
    await sweep(t.world)
    // The first version asked nobody to sign what follows a letter: champions are asked now, and sign it.
    expect(t.outbox.list().filter(({ wave }) => wave === 'signature-request').length).toBeGreaterThan(0)
    for (const id of await idsOfCampaigns()) {
      const context = await readContext(t.world.store, campaignIdFrom(id))
      const check = context && checkOfSet(context)
      if (context && check && isLive(context.campaign))
        for (const { id: champion, name } of context.partnership.champions)
          await sign(t.world, { campaign: campaignIdFrom(id), champion, name, check })
    }
    const before = t.outbox.list().length
    await t.timers.runUntil('2027-10-20T12:00:00.000Z')
    const left = t.outbox.list().slice(before)
    expect(new Set(left.map(({ wave }) => wave))).toContain('digest')
    expect(left.filter(({ wave }) => wave === 'reminder').length).toBeGreaterThan(5)
    // What had left under the first version does not leave again.
    const sent = rowsOfMidYear()
      .filter(({ key }) => key.startsWith('invitation#'))
      .flatMap(({ value }) => sendsIn(value))
    expect(sent.length).toBeGreaterThan(500)
    expect(
      left.map(({ campaign, wave, to }) => `${campaign} ${wave} ${to[0]}`).filter(each => sent.includes(each)),
    ).toEqual([])
    expect(t.logged.filter(({ level }) => level === 'error')).toEqual([])
  }, 120_000)
})

/** The letters that one person had: campaign, letter and address. */
function sendsIn(value: Record<string, unknown>): string[] {
  const { campaign, invitee, sends } = value as {
    campaign: string
    invitee: { email: string }
    sends: Record<string, { status: string }>
  }
  return Object.entries(sends)
    .filter(([, { status }]) => ['sent', 'delivered', 'bounced', 'complained'].includes(status))
    .map(([wave]) => `${campaign} ${wave} ${invitee.email}`)
}

async function idsOfCampaigns(): Promise<string[]> {
  return rowsOfMidYear()
    .filter(({ partition, key }) => partition.startsWith('campaign#') && key === 'campaign')
    .map(({ partition }) => partition.slice('campaign#'.length))
}
