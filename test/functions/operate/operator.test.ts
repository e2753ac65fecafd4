/** The operator's pages: who sees them, what they show and do, and how the audit log is searched and exported. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, shift } from '../../../domain/keep/time.ts'
import { audit, auditEnds, auditEntryOf, auditRef } from '../../../functions/access/audit.ts'
import { loginOf, openLogin, requestSignIn } from '../../../functions/access/sign-in.ts'
import { openPartnership } from '../../../functions/campaign/start-partnership.ts'
import { change, create, partnershipOfRef, waveRef } from '../../../functions/keep/documents.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { releaseNow } from '../../../functions/send/steer-campaign.ts'
import { createApp } from '../../../functions/web.tsx'
import { makeWorld, START, type TestWorld, type Wishes } from '../../world.ts'
import { CONVENER, IDS, signedCampaign } from '../campaign/launch.ts'

let t: TestWorld
beforeEach(() => {
  t = makeWorld()
})
afterEach(() => t.close())

/** Somebody who is signed in, before the app. */
async function visitor(email: string, of: TestWorld = t) {
  const { url } = of.world.settings
  const token = await openLogin(of.world, email)
  const app = createApp(of.world)
  const cookie = `convoke_session=${token}`
  return {
    token,
    get: (path: string) => app.request(url + path, { headers: { cookie } }),
    html: async (path: string) => (await app.request(url + path, { headers: { cookie } })).text(),
    post: (path: string, fields: Record<string, string>, origin = url) =>
      app.request(url + path, { method: 'POST', headers: { cookie, origin }, body: new URLSearchParams(fields) }),
  }
}

/** Another world in place of the first. */
function another(wishes: Wishes): void {
  t.close()
  t = makeWorld(wishes)
}

describe('whoever runs this Convoke', () => {
  it('is who was set, and then no convener is', async () => {
    another({ settings: { operators: ['Ops@Agency.example'] } })
    expect((await (await visitor('ops@agency.example')).get('/operator')).status).toBe(200)
    expect((await (await visitor(CONVENER)).get('/operator')).status).toBe(404)
  })

  it('signs in by a link like everybody, and starts no partnerships because of it', async () => {
    another({ settings: { operators: ['ops@agency.example'] } })
    await requestSignIn(t.world, 'ops@agency.example')
    expect(t.outbox.list().map(({ to }) => to)).toEqual([['ops@agency.example']])
    const operator = await visitor('ops@agency.example')
    expect((await operator.get('/sending')).status).toBe(200)
    expect((await operator.post('/partnerships', {})).status).toBe(403)
    expect(await operator.html('/')).toContain('href="/operator"')
  })

  it('is a convener named in person or who claimed the machine, where nobody was set, and nobody of a domain', async () => {
    expect((await (await visitor(CONVENER)).get('/operator')).status).toBe(200)
    expect((await (await visitor('other@conveners.example')).get('/operator')).status).toBe(404)
    another({ settings: { conveners: [] } })
    await t.world.store.put('claim', 'convener', { email: 'ana@example.org' }, undefined)
    expect((await (await visitor('ana@example.org')).get('/operator')).status).toBe(200)
    expect((await (await visitor('ben@example.org')).get('/operator')).status).toBe(404)
  })

  it('finds the way there on the first page, which shows it to nobody else', async () => {
    expect(await (await visitor(CONVENER)).html('/')).toContain('href="/operator"')
    expect(await (await visitor('other@conveners.example')).html('/')).not.toContain('/operator')
  })
})

describe('the operator’s page', () => {
  it('shows who is signed in, and signs one browser of theirs out, or all; it is recorded with whose it was', async () => {
    const operator = await visitor(CONVENER)
    const tokens: string[] = []
    for (let n = 0; n < 3; n++) tokens.push(await openLogin(t.world, 'mia@conveners.example'))
    const html = await operator.html('/operator')
    expect(html.match(/mia@conveners\.example/g)?.length).toBeGreaterThanOrEqual(3)
    expect(html).toContain('This browser')
    const ids = [...html.matchAll(/name="end" value="([0-9a-f]{64})"/g)].map(([, id]) => id ?? '')
    expect(ids).toHaveLength(3)
    const open = async () => {
      const whose = await Promise.all(tokens.map(token => loginOf(t.world, token)))
      return whose.filter(Boolean).length
    }
    await operator.post('/operator/sessions', { email: 'mia@conveners.example', end: ids[0] ?? '' })
    expect(await open()).toBe(2)
    await operator.post('/operator/sessions', { email: 'mia@conveners.example', end: 'all' })
    expect(await open()).toBe(0)
    // Their own stays, by whichever button.
    await operator.post('/operator/sessions', { email: CONVENER, end: 'all' })
    expect((await operator.get('/operator')).status).toBe(200)
    const log = await operator.html('/operator/audit?kind=sign-in')
    expect(log).toContain('Ended someone’s sessions')
    expect(log).toContain('mia@conveners.example')
  })

  it('ends nothing for a form of another site', async () => {
    const operator = await visitor(CONVENER)
    const token = await openLogin(t.world, 'mia@conveners.example')
    const fields = { email: 'mia@conveners.example', end: 'all' }
    expect((await operator.post('/operator/sessions', fields, 'https://evil.example')).status).toBe(403)
    expect(await loginOf(t.world, token)).toBe('mia@conveners.example')
  })

  it('says what of sending waits for whom, with a link where the operator has a role', async () => {
    await signedCampaign(t.world, { invitees: 2 })
    await releaseNow(t.world, IDS.campaign, 'invite', CONVENER)
    await releaseWave(t.world, { campaign: IDS.campaign, wave: 'invite' })
    await change(t.world.store, waveRef(IDS.campaign, 'invite'), stands => ({
      ...stands,
      state: 'running' as const,
      waitsFor: 'pause' as const,
      stuckSince: START,
      counts: { ...stands.counts, failed: 2, 'in doubt': 1 },
    }))
    const html = await (await visitor(CONVENER)).html('/operator')
    expect(html).toContain('The mail service has paused sending for this account. Look at')
    expect(html).toMatch(/2 not accepted, 1 may or may not have been sent/)
    expect(html).toContain(`href="/campaigns/${IDS.campaign}"`)
  })

  it('says what the machine tells of itself, and does without where there is none', async () => {
    expect(await (await visitor(CONVENER)).html('/operator')).toContain('Failures are in the log.')
    const storage = {
      on: 'disk' as const,
      folder: '/srv/convoke',
      database: 3_500_000,
      free: 500_000_000,
      mail: { messages: 12, bytes: 2048 },
      backedUpAt: undefined,
    }
    t.world.machine = {
      facts: async () => ({
        convoke: '9.8.7',
        node: '24.1.0',
        zoneData: '2026a',
        schema: 5,
        startedAt: START,
        carrier: { by: 'relay', host: 'mail.example.org:587' },
        storage,
        troubles: [{ at: START, event: 'a document cannot be read', facts: { kind: 'note', id: 'x1' } }],
        logs: 'in the journal',
      }),
    }
    const html = await (await visitor(CONVENER)).html('/operator')
    for (const words of ['9.8.7', '24.1.0', '2026a', 'the relay mail.example.org:587', '/srv/convoke', '3.3 MB'])
      expect(html).toContain(words)
    expect(html).toContain('The disk is nearly full')
    expect(html).toContain('none that this folder knows of')
    expect(html).toContain('kind: note, id: x1')
  })

  it('lists the teams of all partnerships, page by page, of before there was a listing too', async () => {
    for (let n = 0; n < 27; n++) await openPartnership(t.world, CONVENER)
    // One of the first version is in no listing until somebody of its team signs in.
    await signedCampaign(t.world, { invitees: 1 })
    await create(t.world.store, partnershipOfRef(CONVENER, IDS.partnership), { id: IDS.partnership })
    expect(await t.world.store.get('partnerships', IDS.partnership)).toBeUndefined()
    const operator = await visitor(CONVENER)
    const first = await operator.html('/operator/people')
    const more = /href="(\/operator\/people\?after=[a-z2-7]{16})"/.exec(first)?.[1] ?? ''
    const second = await operator.html(more)
    const count = (html: string) => html.match(/<tr class="company">/g)?.length ?? 0
    expect(count(first)).toBe(25)
    expect(count(second)).toBe(3)
    expect(first + second).toContain('Front Range')
    expect(first).toContain('everyone at')
    expect(first).toContain('conveners.example')
  })

  it('reads a bounded part, however much there is', async () => {
    for (let n = 0; n < 60; n++) {
      const id = `aaaaaaaaaaaaaa${'abcdefghij'[n % 10]}${'abcdefghij'[Math.floor(n / 10)]}`
      await t.world.store.put('active', id, { id }, undefined)
      await audit(t.world, { deed: 'people exported', by: CONVENER })
    }
    const operator = await visitor(CONVENER)
    let read = 0
    const { store } = t.world
    t.world.store = {
      ...store,
      get: (...place) => {
        read++
        return store.get(...place)
      },
      list: async (partition, options) => {
        const page = await store.list(partition, options)
        read += page.found.length
        return page
      },
    }
    await operator.html('/operator')
    expect(read).toBeLessThan(400)
  })
})

describe('the audit log', () => {
  /** So many exports of somebody, each a second after the one before. */
  async function exports(count: number, by: string, from = START): Promise<void> {
    for (let n = 0; n < count; n++) {
      const entry = auditEntryOf(
        shift(from, n * 1000),
        { deed: 'people exported', by, partnership: { id: 'p'.repeat(16), name: 'River Valley' }, count: n },
        'done',
      )
      await create(
        t.world.store,
        auditRef(entry.at, `a${String(n).replace(/[0189]/g, 'z')}${'abcdefghij'[n % 10]}`),
        entry,
        auditEnds(entry),
      )
    }
  }

  it('is shown the latest first and page by page, and found by person, partnership, kind and month', async () => {
    const operator = await visitor(CONVENER)
    await exports(60, 'ana@board.example', shift(START, -60_000))
    await exports(3, 'ben@board.example', shift(START, -40 * DAY))
    const first = await operator.html('/operator/audit?person=ana@board')
    const stamps = [...first.matchAll(/<time datetime="([^"]+)"/g)].map(([, at]) => at ?? '')
    expect(stamps).toHaveLength(50)
    expect(stamps).toEqual([...stamps].sort().reverse())
    const next = /href="(\/operator\/audit\?[^"]*after=[^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const second = await operator.html(next)
    expect([...second.matchAll(/<time datetime=/g)]).toHaveLength(10)
    expect(await operator.html('/operator/audit?person=ben@board')).toContain('Nothing found.')
    expect(await operator.html('/operator/audit?person=BEN@board&month=2025-11')).toContain('ben@board.example')
    expect(await operator.html('/operator/audit?partnership=river')).toContain('River Valley')
    expect(await operator.html('/operator/audit?partnership=hill')).toContain('Nothing found.')
    expect(await operator.html('/operator/audit?kind=sign-in')).not.toContain('ana@board.example')
    expect((await operator.get('/operator/audit?month=1999-01&after=%27--&kind=nonsense')).status).toBe(200)
  })

  it('looks at no more than a part at once where little fits, and says how to go on', async () => {
    const operator = await visitor(CONVENER)
    await exports(2100, 'ana@board.example', shift(START, -3_000_000))
    const html = await operator.html('/operator/audit?person=nobody')
    expect(html).toContain('Nothing among the 2,000 latest entries looked at.')
    expect(html).toContain('Look further back')
  })

  it('is exported as CSV in which no cell is a formula, and as NDJSON; the export is an entry of its own', async () => {
    const operator = await visitor(CONVENER)
    const evil = { id: 'p'.repeat(16), name: '=HYPERLINK("https://evil.example")' }
    await audit(t.world, { deed: 'reminded', by: 'ana@board.example', partnership: evil, count: 4 })
    const csv = await (await operator.get('/operator/audit.csv?kind=send')).text()
    expect(csv).toContain(`"'=HYPERLINK`)
    expect(csv).toContain('Sent reminders')
    const response = await operator.get('/operator/audit.ndjson?kind=send')
    expect(response.headers.get('content-type')).toContain('application/x-ndjson')
    const lines = (await response.text()).trimEnd().split('\n')
    expect(lines.map(line => JSON.parse(line))).toMatchObject([{ deed: 'reminded', count: 4, partnership: evil }])
    const log = await operator.html('/operator/audit?kind=export')
    expect(log.match(/Exported the audit log/g)).toHaveLength(2)
    expect(log).toContain('1 entry')
  })

  it('says of what Convoke stopped in the middle of that nobody knows, and shows what it cannot name as it is', async () => {
    const operator = await visitor(CONVENER)
    const asked = auditEntryOf(START, { deed: 'paused', by: CONVENER }, 'asked')
    await create(t.world.store, auditRef(START, 'aaaa'), asked)
    await create(t.world.store, auditRef(START, 'bbbb'), { ...asked, deed: 'something of next year', kind: 'later' })
    const html = await operator.html('/operator/audit')
    expect(html).toContain('Not known whether it was done')
    expect(html).toContain('something of next year')
  })

  it('passes over an entry that cannot be read, and tells of it once', async () => {
    const operator = await visitor(CONVENER)
    const ref = auditRef(START, 'cccc')
    await t.world.store.put(ref.partition, ref.key, { at: 7 }, undefined)
    expect((await operator.get('/operator/audit')).status).toBe(200)
    await operator.get('/operator/audit')
    expect(t.logged.filter(({ event }) => event === 'a document cannot be read')).toHaveLength(1)
  })

  it('keeps an entry for two years and lets it go then', async () => {
    await audit(t.world, { deed: 'people exported', by: CONVENER })
    const rows = await t.world.store.list(`audit#${START.slice(0, 7)}`, { limit: 5 })
    expect(rows.found.map(({ expiresAt }) => expiresAt)).toEqual([shift(START, 731 * DAY)])
  })
})
