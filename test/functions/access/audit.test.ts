/** The audit log: what is recorded, when, and what is not. */
import { isDeepStrictEqual } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import type { AuditEntry } from '../../../domain/access/audit-entry.ts'
import { PATHS } from '../../../domain/keep/paths.ts'
import { AUDITED } from '../../../functions/access/audited.ts'
import { openLogin, printSignIn } from '../../../functions/access/sign-in.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { rowsIn } from '../../../functions/keep/documents.ts'
import { createApp } from '../../../functions/web.tsx'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS } from '../campaign/launch.ts'
import { CAMPAIGN, closePlaces, place } from '../walked-place.ts'

afterEach(closePlaces)

/** All entries, but for those whose keys are known. */
async function entriesOf({ world }: Pick<TestWorld, 'world'>, known?: ReadonlySet<string>): Promise<AuditEntry[]> {
  const found: AuditEntry[] = []
  for await (const { key, value } of rowsIn(world.store, `audit#${world.clock.now().slice(0, 7)}`, ''))
    if (!known?.has(key)) found.push(value as AuditEntry)
  return found
}

/** Somebody who fills forms, and reads what was recorded of it. */
async function visit(email = CONVENER) {
  const { t, fill } = await place()
  const app = createApp(t.world)
  const cookie = `convoke_session=${await openLogin(t.world, email)}`
  const { url } = t.world.settings
  const post = (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    app.request(new URL(fill(path), url).href, {
      method: 'POST',
      headers: { cookie, origin: url, ...headers },
      body: new URLSearchParams(fields),
    })
  const get = (path: string) => app.request(new URL(fill(path), url).href, { headers: { cookie } })
  const known = new Set<string>()
  for await (const { key } of rowsIn(t.world.store, `audit#${t.world.clock.now().slice(0, 7)}`, '')) known.add(key)
  const recorded = () => entriesOf(t, known)
  return { t, app, post, get, recorded, fill }
}

/** What is no deed to give account of, and why. */
const TYPED =
  'What is typed for a meeting, a text or a team stands in the history of its campaign, and nothing is sent.'
const SIGNING = 'Recorded where a session is opened or closed, and not by the route.'
const TO_SELF = 'A test goes to whoever asks for it alone, and holds nobody else’s answers.'
const OWN = 'Somebody’s own entry or report, by their own link.'
const EXCEPTIONS = new Map<string, string>([
  ['POST /sign-in', 'Whoever asks for a link is not known yet; the log holds it.'],
  ['POST /sign-in/:token', SIGNING],
  ['POST /sign-out', SIGNING],
  ['POST /passkey', SIGNING],
  ...['partnership', 'meeting', 'champions', 'letter', 'timing', 'letters/:text', 'letters/:text/default'].map(
    (step): [string, string] => [`POST ${CAMPAIGN}/${step}`, TYPED],
  ),
  ...['sessions', 'sessions/assign', 'day', 'capture', 'readiness', 'teams/found', 'teams/:tid', 'commitments'].map(
    (step): [string, string] => [`POST ${CAMPAIGN}/${step}`, TYPED],
  ),
  ...['commitments/:promise', 'renewal', 'meetings/debrief', 'meetings/action-team', 'meetings/quarterly'].map(
    (step): [string, string] => [`POST ${CAMPAIGN}/${step}`, TYPED],
  ),
  ...['invitees', 'invitees/:iid', 'invitees/read'].map((step): [string, string] => [
    `POST ${CAMPAIGN}/${step}`,
    'One person added or corrected stands in their history; a list is recorded when it is imported.',
  ]),
  ...['people/:iid/answer', 'people/:iid/away', 'people/:iid/matters/:mid', 'likely-answers', 'set-aside'].map(
    (step): [string, string] => [
      `POST ${CAMPAIGN}/${step}`,
      'What a convener notes of somebody stands in that person’s history, with who noted it.',
    ],
  ),
  ...['letter/test', 'letters/:text/test', 'letters/:text/preview'].map((step): [string, string] => [
    `POST ${CAMPAIGN}/${step}`,
    TO_SELF,
  ]),
  ['GET /rsvp/:token/meeting.ics', OWN],
  ['GET /report/:token/report.pdf', OWN],
])

/** A personal link: what its person does stands in the history of their invitation, team or campaign. */
const isPersonal = (route: string): boolean =>
  /^POST \/(?:rsvp|sign|opt-out|team|call|day|notes|approve|join|times|commitment|agenda|pulse|preview)\/:token/.test(
    route,
  )
/** A route that changes something, or whose answer is a file. */
const isOfInterest = (route: string): boolean =>
  !route.includes('/assets/') && (route.startsWith('POST') || /\.(?:csv|ndjson|pdf|json|eml|ics)$/.test(route))

describe('every route that changes something or hands out a file', () => {
  it('is in the table of what is recorded, or in a list of those that are not, with the reason', async () => {
    const { t } = await place()
    const there = createApp(t.world)
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`)
    const untold = there.filter(
      route => isOfInterest(route) && !Object.hasOwn(AUDITED, route) && !EXCEPTIONS.has(route) && !isPersonal(route),
    )
    expect([...new Set(untold)]).toEqual([])
    const unknown = [...Object.keys(AUDITED), ...EXCEPTIONS.keys()].filter(route => !there.includes(route))
    expect(unknown).toEqual([])
    expect([...EXCEPTIONS.keys()].filter(route => Object.hasOwn(AUDITED, route))).toEqual([])
  })

  it('leaves its entry, with who, where and what came of it', async () => {
    const { post, get, recorded } = await visit()
    const deedsOf = (row: (typeof AUDITED)[string]) => (typeof row === 'string' ? [{ deed: row, when: {} }] : row)
    const rows = Object.entries(AUDITED).flatMap(([route, row]) => deedsOf(row).map(each => ({ route, ...each })))
    // What takes somebody away comes last.
    const takesAway = ({ deed }: { deed: string }) => /forgotten|removed|deleted/.test(deed)
    for (const { route, deed, when = {} } of [...rows.filter(each => !takesAway(each)), ...rows.filter(takesAway)]) {
      const [method = '', path = ''] = route.replace(':passkey', 'one').split(' ')
      const query = new URLSearchParams(when).toString()
      const before = await recorded()
      const response = method === 'POST' ? await post(path, when) : await get(query === '' ? path : `${path}?${query}`)
      const outcome = response.status >= 400 ? 'refused' : 'done'
      const isNew = (entry: AuditEntry) => entry.deed === deed && !before.some(each => isDeepStrictEqual(each, entry))
      const entries = await recorded()
      expect([route, deed, entries.length]).toEqual([route, deed, before.length + 1])
      const same = (each: AuditEntry[]) => each.filter(entry => entry.deed === deed && entry.outcome === outcome).length
      expect([route, deed, outcome, same(entries)]).toEqual([route, deed, outcome, same(before) + 1])
      expect(entries.filter(isNew).every(({ by }) => by === CONVENER)).toBe(true)
      if (path.startsWith(CAMPAIGN) && deed !== 'partnership started again')
        expect(entries.filter(isNew).every(({ partnership }) => partnership?.id === IDS.partnership)).toBe(true)
    }
  })
})

describe('an entry', () => {
  it('stands before the deed is done, and goes on saying that nobody knows where Convoke stops in between', async () => {
    const { t, post, recorded } = await visit()
    const { store } = t.world
    let stopped = false
    t.world.store = {
      ...store,
      put: async (partition, key, ...rest) => {
        if (stopped) throw new Error('the power is gone')
        const written = await store.put(partition, key, ...rest)
        // The first write of the request is the entry.
        if (partition.startsWith('audit#')) stopped = true
        return written
      },
    }
    await post(`${CAMPAIGN}/pause`)
    t.world.store = store
    const [entry] = await recorded()
    expect(entry).toMatchObject({ deed: 'paused', outcome: 'asked', by: CONVENER })
    expect((await readContext(store, IDS.campaign))?.campaign.status).toBe('running')
  })

  it('is none, and nothing is done, where it cannot be written', async () => {
    const { t, post } = await visit()
    const { store } = t.world
    t.world.store = {
      ...store,
      put: async (partition, ...rest) => {
        if (partition.startsWith('audit#')) throw new Error('the disk is full')
        return store.put(partition, ...rest)
      },
    }
    const response = await post(`${CAMPAIGN}/pause`)
    t.world.store = store
    expect(response.status).toBe(500)
    expect((await readContext(store, IDS.campaign))?.campaign.status).toBe('running')
  })

  it('is written for nobody who may not do it', async () => {
    const { post, recorded } = await visit('sue@college.example')
    expect((await post(`${CAMPAIGN}/pause`)).status).toBe(403)
    expect((await post(`${CAMPAIGN}/pause`, {}, { origin: 'https://evil.example' })).status).toBe(403)
    expect(await recorded()).toEqual([])
  })

  it('of an erasure says which receipt and not who', async () => {
    const { t, post, recorded } = await visit()
    const response = await post(`${CAMPAIGN}/people/:iid/forget`, { sure: 'yes' })
    expect(response.status).toBe(303)
    const receipt = new URL(response.headers.get('location') ?? '', t.world.settings.url).searchParams.get('done')
    const [entry] = await recorded()
    expect(entry).toMatchObject({ deed: 'person forgotten', outcome: 'done', reference: receipt })
    expect(JSON.stringify(entry)).not.toMatch(/guest0|company0/i)
  })

  it('of a saved team says who got which right, and who lost one', async () => {
    const { post, get, recorded } = await visit()
    const html = await (await get(`${CAMPAIGN}/team`)).text()
    const was = /name="was" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('&quot;', '"').replaceAll('&amp;', '&') ?? ''
    const members = [
      ['Maria', CONVENER, 'convener'],
      ['Cole', 'cole@board.example', 'support team'],
      ['Nora', 'nora@new.example', 'co-convener'],
    ]
    const fields = Object.fromEntries(
      members.flatMap(([name = '', email = '', role = ''], n) => [
        [`name_${n}`, name],
        [`email_${n}`, email],
        [`role_${n}`, role],
      ]),
    )
    const response = await post(`${CAMPAIGN}/team`, { ...fields, was })
    expect(response.status).toBe(303)
    const [entry] = await recorded()
    expect(entry?.deed).toBe('team changed')
    expect(entry?.rights).toEqual(
      expect.arrayContaining([
        { email: 'cole@board.example', was: 'co-convener', now: 'support team' },
        { email: 'nora@new.example', now: 'co-convener' },
        { email: 'fay@guide.example', was: 'facilitator' },
      ]),
    )
    expect((entry?.rights ?? []).length).toBe(4)
  })

  it('of a partnership that begins names it, and whose it is', async () => {
    const { post, recorded } = await visit()
    await post(PATHS.partnerships())
    const [entry] = await recorded()
    expect(entry).toMatchObject({
      deed: 'partnership started',
      partnership: { id: expect.stringMatching(/^[a-z2-7]{16}$/) },
      rights: [{ email: CONVENER, now: 'convener' }],
    })
  })

  it('holds no token, link or word of a letter, whatever is done', async () => {
    const { t, post, get } = await visit()
    await post(`${CAMPAIGN}/cancel`, { reason: 'The mill burned down.' })
    await post(`${CAMPAIGN}/people/:iid/feed`)
    await post(`${CAMPAIGN}/report`, { subject: 'Secret words', opening: 'More secret words' })
    await get(`${CAMPAIGN}/board.csv`)
    const text = JSON.stringify(await entriesOf(t))
    expect(text).not.toMatch(/mill burned|secret words|https?:|\/rsvp\/|\/calendar\/|[a-z2-7]{40,}/i)
  })
})

describe('signing in and out', () => {
  it('is recorded: by the link, by claiming the machine, and out again', async () => {
    const t = makeWorld({ settings: { conveners: [], claimable: true } })
    const { url } = t.world.settings
    const app = createApp(t.world)
    const link = await printSignIn(t.world)
    const body = new URLSearchParams({ email: 'ana@example.org' })
    const claimed = await app.request(link, { method: 'POST', headers: { origin: url }, body })
    const cookie = claimed.headers.get('set-cookie')?.split(';')[0] ?? ''
    await app.request(`${url}/sign-out`, { method: 'POST', headers: { origin: url, cookie }, body: new FormData() })
    const deeds = (await entriesOf(t)).map(({ deed, by, how }) => [deed, by, how])
    t.close()
    expect(deeds).toHaveLength(3)
    expect(deeds).toEqual(
      expect.arrayContaining([
        ['machine claimed', 'ana@example.org', undefined],
        ['signed in', 'ana@example.org', 'machine'],
        ['signed out', 'ana@example.org', undefined],
      ]),
    )
  })
})
