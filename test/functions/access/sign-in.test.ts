import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLogin, printSignIn } from '../../../functions/access/sign-in.ts'
import { change, create, partnershipOfRef, partnershipRef } from '../../../functions/keep/documents.ts'
import { createApp } from '../../../functions/web.tsx'
import { later, makeWorld, START, type TestWorld, type Wishes } from '../../world.ts'
import { CONVENER, draftCampaign, IDS } from '../campaign/launch.ts'
import { plain } from '../visitor.ts'

const MINUTE = 60_000
const COOKIE = /^convoke_session=([a-z2-7]{52}); Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/

let t: TestWorld
/** Where it is not alone, an answer waits for the mail. */
const ELSEWHERE = { world: { run: { id: 'tests', alone: false } } }
beforeEach(() => {
  t = makeWorld(ELSEWHERE)
})
afterEach(() => t.close())
/** Another world than the usual one. */
const begin = (wishes: Wishes) => {
  t.close()
  t = makeWorld({ ...ELSEWHERE, ...wishes })
}

const url = (path: string) => new URL(path, t.world.settings.url).href
const get = async (path: string, cookie = '') => createApp(t.world).request(url(path), { headers: { cookie } })
const post = async (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  createApp(t.world).request(url(path), {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: t.world.settings.url, ...headers },
  })

const mails = () => t.outbox.list()
const bodyOf = (id: string) => new TextDecoder().decode(t.outbox.bytes(id))

/** Asks for a link and reads it out of the mail. */
async function mailedLink(email = CONVENER, next = ''): Promise<string> {
  await post('/sign-in', { email, next })
  const last = mails().at(-1)
  const source = bodyOf(last?.id ?? '').replace(/=\r\n/g, '')
  return /\/sign-in\/[a-z2-7]{52}/.exec(source)?.[0] ?? ''
}

describe('signing in', () => {
  it('mails a link to an address that may, and the link signs in once', async () => {
    const link = await mailedLink()
    expect(mails()[0]).toMatchObject({ to: [CONVENER] })
    const first = await post(link)
    expect(first.status).toBe(303)
    expect(first.headers.get('location')).toBe('/')
    const cookie = COOKIE.exec(first.headers.get('set-cookie') ?? '')
    expect(cookie).not.toBeNull()
    expect(plain(await (await get('/', `convoke_session=${cookie?.[1]}`)).text())).toContain(CONVENER)

    const again = await post(link)
    expect(again.status).toBe(410)
    expect(again.headers.get('set-cookie')).toBeNull()
    expect(plain(await again.text())).toContain('This link is used up')
  })

  it('is not done by opening the link, however often a scanner does', async () => {
    const link = await mailedLink()
    for (let n = 0; n < 50; n++) expect((await get(link)).headers.get('set-cookie')).toBeNull()
    expect((await post(link)).status).toBe(303)
  })

  it('is done by one of many who press the button at the same time', async () => {
    const link = await mailedLink()
    const all = await Promise.all(Array.from({ length: 20 }, () => post(link)))
    expect(all.filter(({ status }) => status === 303)).toHaveLength(1)
  })

  it('ends after fifteen minutes', async () => {
    const link = await mailedLink()
    await t.clock.moveTo(later(START, 14 * MINUTE))
    expect((await get(link)).status).toBe(200)
    await t.clock.moveTo(later(START, 16 * MINUTE))
    expect((await get(link)).status).toBe(410)
    expect((await post(link)).status).toBe(410)
  })

  it('keeps nothing by which somebody who reads the data folder could sign in', async () => {
    const link = await mailedLink()
    const token = link.split('/').at(-1) ?? ''
    const session = await openLogin(t.world, CONVENER)
    const kept = allDocuments()
    expect(kept).toContain('sign-in#')
    expect(kept).not.toContain(token)
    expect(kept).not.toContain(session)
  })

  it('says the same whether an address may sign in or not, and takes as long', async () => {
    const times: string[] = []
    const answer = async (email: string) => {
      const before = t.world.clock.now()
      const response = await post('/sign-in', { email })
      times.push(String(Date.parse(t.world.clock.now()) - Date.parse(before)))
      return [response.status, (await response.text()).replaceAll(email, 'ADDRESS')]
    }
    const known = await answer(CONVENER)
    const sent = mails().length
    expect(await answer('stranger@nowhere.example')).toEqual(known)
    expect(mails()).toHaveLength(sent)
    expect(times[0]).toBe(times[1])
  })

  it('mails an address three links in a quarter of an hour, and no more', async () => {
    for (let n = 0; n < 6; n++) expect((await post('/sign-in', { email: CONVENER })).status).toBe(200)
    expect(mails()).toHaveLength(3)
    await t.clock.moveTo(later(START, 20 * MINUTE))
    await post('/sign-in', { email: CONVENER.toUpperCase() })
    expect(mails()).toHaveLength(4)
  })

  it('is open to a domain the operator names, and to those on a team', async () => {
    await post('/sign-in', { email: 'anyone@conveners.example' })
    expect(mails()).toHaveLength(1)
    await post('/sign-in', { email: 'anyone@evil-conveners.example' })
    expect(mails()).toHaveLength(1)
    await draftCampaign(t.world)
    await create(t.world.store, partnershipOfRef('fay@college.example', IDS.partnership), { id: IDS.partnership })
    await post('/sign-in', { email: 'Fay@College.example' })
    expect(mails()).toHaveLength(2)
  })

  it('leads back to the page that asked for it, and to no other site', async () => {
    await draftCampaign(t.world)
    const asked = await get(`/campaigns/${IDS.campaign}/letter`)
    expect(asked.status).toBe(303)
    expect(asked.headers.get('location')).toBe(
      `/sign-in?next=${encodeURIComponent(`/campaigns/${IDS.campaign}/letter`)}`,
    )
    const back = await post(await mailedLink(CONVENER, `/campaigns/${IDS.campaign}/letter`))
    expect(back.headers.get('location')).toBe(`/campaigns/${IDS.campaign}/letter`)
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      await t.clock.moveTo(later(t.world.clock.now(), 20 * MINUTE))
      expect((await post(await mailedLink(CONVENER, next))).headers.get('location')).toBe('/')
    }
  })

  it('names a mistyped address beside its field and keeps what was typed', async () => {
    const response = await post('/sign-in', { email: 'me at example', next: '/campaigns/x' })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('value="me at example"')
    expect(html).toContain('aria-describedby="email-error"')
    expect(html).toContain('value="/campaigns/x"')
  })
})

describe('a session', () => {
  it('ends when its person signs out, also for somebody who kept the cookie', async () => {
    const cookie = `convoke_session=${await openLogin(t.world, CONVENER)}`
    expect(plain(await (await get('/', cookie)).text())).toContain(CONVENER)
    const out = await post('/sign-out', {}, { cookie })
    expect(out.headers.get('set-cookie')).toMatch(/^convoke_session=; Max-Age=0/)
    expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"')
    expect(plain(await (await get('/', cookie)).text())).not.toContain(CONVENER)
  })

  it('ends after a week', async () => {
    const cookie = `convoke_session=${await openLogin(t.world, CONVENER)}`
    for (const day of [2, 4, 6, 6.9]) {
      await t.clock.moveTo(later(START, day * 24 * 60 * MINUTE))
      await get('/', cookie)
    }
    expect(plain(await (await get('/', cookie)).text())).toContain(CONVENER)
    await t.clock.moveTo(later(START, 7.1 * 24 * 60 * MINUTE))
    expect(plain(await (await get('/', cookie)).text())).not.toContain(CONVENER)
  })

  it('of a rehearsal opens nothing once mail really leaves', async () => {
    const rehearsal = { ...t.world, settings: { ...t.world.settings, rehearsal: true } }
    const cookie = `convoke_session=${await openLogin(rehearsal, CONVENER)}`
    await t.clock.moveTo(later(START, 60 * MINUTE))
    const seen = await createApp(rehearsal).request(url('/'), { headers: { cookie } })
    expect(plain(await seen.text())).toContain(CONVENER)
    expect(plain(await (await get('/', cookie)).text())).not.toContain(CONVENER)
  })

  it('ends after three days without use', async () => {
    const cookie = `convoke_session=${await openLogin(t.world, CONVENER)}`
    await t.clock.moveTo(later(START, 3.1 * 24 * 60 * MINUTE))
    expect(plain(await (await get('/', cookie)).text())).not.toContain(CONVENER)
  })

  it('goes over TLS alone where Convoke is reached by it', async () => {
    begin({ settings: { url: 'https://convoke.example' } })
    const response = await post(await mailedLink())
    // The prefix keeps other hosts of the domain, and whoever is on the way, from setting the cookie.
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-convoke_session=[a-z2-7]{52}; .*Path=\/.*; Secure/)
    expect(response.headers.get('set-cookie')).not.toContain('Domain')
    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
  })

  it('sees nothing of a partnership once its person is off the team', async () => {
    await draftCampaign(t.world)
    const cookie = `convoke_session=${await openLogin(t.world, CONVENER)}`
    expect((await get(`/campaigns/${IDS.campaign}`, cookie)).status).toBe(200)
    await change(t.world.store, partnershipRef(IDS.partnership), stands => ({ ...stands, team: [] }))
    expect((await get(`/campaigns/${IDS.campaign}`, cookie)).status).toBe(404)
  })
})

describe('the link that npm start prints', () => {
  const path = async () => new URL(await printSignIn(t.world)).pathname

  it('makes the first visitor the convener of a machine that has none', async () => {
    begin({ settings: { conveners: [] } })
    const [mine, other] = [await path(), await path()]
    expect(plain(await (await get(mine)).text())).toContain('You are the first here.')
    expect((await post(mine, { email: 'not an address' })).status).toBe(422)
    expect((await post(mine, { email: 'Dana@Front.example' })).status).toBe(303)
    // Another link that was printed before cannot take the machine away again.
    const late = await post(other, { email: 'mallory@evil.example' })
    expect(late.status).toBe(410)
    expect(late.headers.get('set-cookie')).toBeNull()

    await post('/sign-in', { email: 'dana@front.example' })
    await post('/sign-in', { email: 'mallory@evil.example' })
    expect(mails().map(({ to }) => to)).toEqual([['dana@front.example']])
    expect(plain(await (await get(await path())).text())).toContain('Welcome back')
  })

  it('signs the convener in whom the operator named', async () => {
    const response = await post(await path())
    const cookie = COOKIE.exec(response.headers.get('set-cookie') ?? '')?.[1]
    expect(plain(await (await get('/', `convoke_session=${cookie}`)).text())).toContain(CONVENER)
  })

  it('opens nothing on a machine that is not to be claimed', async () => {
    begin({ settings: { conveners: [], claimable: false } })
    expect(await printSignIn(t.world)).toBe('http://localhost:8080/sign-in')
  })
})

/** Everything the data folder holds, as text, the mails aside. */
function allDocuments(): string {
  const sql = new DatabaseSync(join(t.folder, 'convoke.db'), { readOnly: true })
  try {
    return JSON.stringify(sql.prepare('SELECT * FROM docs').all())
  } finally {
    sql.close()
  }
}
