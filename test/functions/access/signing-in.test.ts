/** Links to sign in, sessions and what they are worth: to the minute, and for whom. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Instant } from '../../../domain/keep/time.ts'
import { audit, auditBefore, auditEnds, auditEntryOf, auditRef } from '../../../functions/access/audit.ts'
import { isOperator, operatorsOf } from '../../../functions/access/operators.ts'
import { isRecent, mayHelp, siteOf } from '../../../functions/access/passkeys.ts'
import { derived, sealed, unsealed } from '../../../functions/access/sealed.ts'
import {
  claimantOf,
  closeLogin,
  endLogin,
  loginId,
  loginOf,
  lookAtLink,
  maySignIn,
  mayStart,
  openLogin,
  pathWithin,
  printSignIn,
  redeemSignIn,
  requestSignIn,
  welcomeGuest,
} from '../../../functions/access/sign-in.ts'
import { endAllLogins, endLogins, loginsOf } from '../../../functions/access/signed-in.ts'
import { create, partnershipOfRef, read } from '../../../functions/keep/documents.ts'
import type { Settings, World } from '../../../functions/keep/ports.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { IDS } from '../campaign/launch.ts'

const NOW = '2027-03-03T16:00:00.000Z'
const NAMED = 'convener@example.org'
const NEWCOMER = 'new@conveners.example'

let t: TestWorld
const world = (settings: Partial<Settings> = {}, over: Partial<World> = {}): World => ({
  ...t.world,
  ...over,
  settings: { ...t.world.settings, ...settings },
})
const tokenOf = (link: string) => link.split('/').at(-1) ?? ''
const mailed = () => t.outbox.list().filter(({ wave }) => wave === 'sign-in')
const later = (minutes: number): Instant => new Date(Date.parse(NOW) + minutes * 60_000).toISOString()
beforeEach(() => {
  t = makeWorld({ start: NOW })
})
afterEach(() => t.close())

describe('who may sign in', () => {
  test('whoever is named, of a domain that is, claimed the machine, or is on a team; only the named and claimants start', async () => {
    await create(t.world.store, partnershipOfRef('helper@edc.example', IDS.partnership), { id: IDS.partnership })
    const both = async (email: string, in_ = world()) => [await maySignIn(in_, email), await mayStart(in_, email)]
    expect(await both('Convener@Example.org')).toEqual([true, true])
    expect(await both(NEWCOMER)).toEqual([true, true])
    expect(await both('helper@edc.example')).toEqual([true, false])
    for (const stranger of ['x@example.org', 'x@evilconveners.example', 'conveners.example'])
      expect([stranger, ...(await both(stranger))]).toEqual([stranger, false, false])
    expect(await both('op@example.org', world({ operators: ['Op@example.org'] }))).toEqual([true, false])
  })

  test('a guest of a rehearsal starts partnerships there, on a machine that is to be claimed', async () => {
    const rehearsal = world({ rehearsal: true })
    await welcomeGuest(world({ rehearsal: true, claimable: false }), 'guest@x.example')
    expect(await mayStart(rehearsal, 'guest@x.example')).toBe(false)
    await welcomeGuest(world(), 'guest@x.example')
    expect(await mayStart(rehearsal, 'guest@x.example')).toBe(false)
    await welcomeGuest(rehearsal, 'guest@x.example')
    expect(await mayStart(rehearsal, 'Guest@x.example')).toBe(true)
    expect(await mayStart(world(), 'guest@x.example')).toBe(false)
  })

  test('operators are those who are set, or else the named in person and who claimed the machine', async () => {
    expect(await operatorsOf(world())).toEqual([NAMED])
    const link = await printSignIn(world({ conveners: [] }))
    await redeemSignIn(world({ conveners: [] }), tokenOf(link), 'First@x.example')
    expect(await claimantOf(world())).toBe('first@x.example')
    expect(await operatorsOf(world())).toEqual([NAMED, 'first@x.example'])
    expect(await operatorsOf(world({ operators: ['Op@x.example'] }))).toEqual(['op@x.example'])
    expect(await isOperator(world(), 'FIRST@x.example')).toBe(true)
    expect(await isOperator(world(), NEWCOMER)).toBe(false)
    expect([
      await maySignIn(world({ conveners: [] }), 'first@x.example'),
      await mayStart(world({ conveners: [] }), 'first@x.example'),
    ]).toEqual([true, true])
    for (const [email, helps] of [
      [NAMED, true],
      ['first@x.example', true],
      [NEWCOMER, false],
    ] as const)
      expect([email, await mayHelp(world(), email)]).toEqual([email, helps])
  })
})

describe('a link', () => {
  test('is mailed three times in a quarter of an hour to one address, and anew after it', async () => {
    for (let n = 0; n < 4; n++) await requestSignIn(t.world, 'Convener@example.org')
    expect(mailed()).toHaveLength(3)
    await t.clock.moveTo(later(14.99))
    await requestSignIn(t.world, NAMED)
    expect(mailed()).toHaveLength(3)
    await t.clock.moveTo(later(15))
    await requestSignIn(t.world, NAMED)
    expect(mailed()).toHaveLength(4)
    await requestSignIn(t.world, 'stranger@x.example')
    expect(mailed()).toHaveLength(4)
    expect(t.logged.filter(({ event }) => event === 'no sign-in link mailed').map(({ facts }) => facts.why)).toEqual([
      'too often',
      'too often',
      'not known',
    ])
  })

  test('is mailed to twenty newcomers of a domain in a while; whoever is known there is not kept out', async () => {
    for (let n = 0; n < 21; n++) await requestSignIn(t.world, `new${n}@conveners.example`)
    expect(mailed()).toHaveLength(20)
    await create(t.world.store, partnershipOfRef('known@conveners.example', IDS.partnership), { id: IDS.partnership })
    await requestSignIn(t.world, 'known@conveners.example')
    expect(mailed()).toHaveLength(21)
  })

  test('is mailed to nobody where all sign in by an identity provider', async () => {
    await requestSignIn(world({}, { voucher: { required: true } as never }), NAMED)
    expect(mailed()).toEqual([])
  })

  test('is good for fifteen minutes and once; looking at it uses nothing up', async () => {
    const token = tokenOf(await printSignIn(t.world))
    await t.clock.moveTo(later(14.99))
    for (let n = 0; n < 2; n++) expect(await lookAtLink(t.world, token)).toEqual({ signsIn: NAMED })
    expect(await redeemSignIn(t.world, token)).toEqual({ email: NAMED, by: 'machine', next: '/' })
    expect(await redeemSignIn(t.world, token)).toBeUndefined()
    expect(await lookAtLink(t.world, token)).toBe('over')
    const late = tokenOf(await printSignIn(t.world))
    await t.clock.moveTo(later(14.99 + 15))
    expect([await lookAtLink(t.world, late), await redeemSignIn(t.world, late)]).toEqual(['over', undefined])
    expect(await lookAtLink(t.world, 'none')).toBe('over')
  })

  test('that the machine prints signs its convener in, or makes the first who comes one, once', async () => {
    const open = world({ conveners: ['@conveners.example'] })
    expect(tokenOf(await printSignIn(open))).toBe('sign-in')
    expect(tokenOf(await printSignIn(world({ conveners: [], claimable: false })))).toBe('sign-in')
    const nobody = world({ conveners: [] })
    const [first, second] = [tokenOf(await printSignIn(nobody)), tokenOf(await printSignIn(nobody))]
    expect(await lookAtLink(nobody, first)).toBe('claim')
    expect(await redeemSignIn(nobody, first)).toBeUndefined()
    expect(await redeemSignIn(nobody, first, 'One@x.example')).toMatchObject({ email: 'one@x.example', by: 'machine' })
    expect(await redeemSignIn(nobody, second, 'two@x.example')).toBeUndefined()
    expect(await lookAtLink(nobody, tokenOf(await printSignIn(nobody)))).toEqual({ signsIn: 'one@x.example' })
  })

  test('by mail brings nobody in where all sign in by an identity provider; what the machine prints does', async () => {
    const vouched = world({}, { voucher: { required: true } as never })
    await requestSignIn(t.world, NAMED)
    const [, byMail = ''] =
      /sign-in\/([a-z2-7]+)/.exec(
        Buffer.from(t.outbox.bytes(mailed()[0]?.id ?? '') ?? [])
          .toString()
          .replace(/=\r\n/g, ''),
      ) ?? []
    expect(await lookAtLink(t.world, byMail)).toEqual({ signsIn: NAMED })
    expect([await lookAtLink(vouched, byMail), await redeemSignIn(vouched, byMail)]).toEqual(['over', undefined])
    expect(await redeemSignIn(vouched, tokenOf(await printSignIn(vouched)))).toMatchObject({ email: NAMED })
  })

  test.each([
    ['/campaigns/a', '/campaigns/a'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['campaigns', '/'],
    ['/a?b=c', '/'],
    [`/${'a'.repeat(300)}`, `/${'a'.repeat(300)}`],
    [`/${'a'.repeat(301)}`, '/'],
    [undefined, '/'],
  ])('leads on within the house alone: %j to %s', (next, path) => expect(pathWithin(next)).toBe(path))
})

describe('a session', () => {
  const DAY = 24 * 60
  const stays = async (token: string, minutes: number, in_ = t.world) => {
    await t.clock.moveTo(later(minutes))
    return loginOf(in_, token)
  }

  test('ends after a week, and after three days in which nobody came', async () => {
    const token = await openLogin(t.world, 'Convener@example.org')
    expect(await stays(token, 3 * DAY - 1)).toBe(NAMED)
    expect(await stays(token, 5 * DAY)).toBe(NAMED)
    expect(await stays(token, 7 * DAY - 1)).toBe(NAMED)
    expect(await stays(token, 7 * DAY)).toBeUndefined()
    const other = await openLogin(t.world, NAMED)
    expect(await stays(other, 10 * DAY)).toBeUndefined()
  })

  test('that an identity provider vouched for ends after twelve hours', async () => {
    const token = await openLogin(t.world, NAMED, 'oidc')
    expect(await stays(token, 12 * 60 - 1)).toBe(NAMED)
    expect(await stays(token, 12 * 60)).toBeUndefined()
  })

  test('by mail is worth nothing once all have to sign in by an identity provider', async () => {
    const vouched = world({}, { voucher: { required: true } as never })
    for (const [by, is] of [
      ['mail', undefined],
      ['oidc', NAMED],
      ['machine', NAMED],
    ] as const)
      expect([by, await loginOf(vouched, await openLogin(t.world, NAMED, by))]).toEqual([by, is])
  })

  test('of a rehearsal lasts for years there, and opens nothing elsewhere', async () => {
    const rehearsal = world({ rehearsal: true })
    const token = await openLogin(rehearsal, NAMED)
    expect(await loginOf(t.world, token)).toBeUndefined()
    expect(await stays(token, 900 * DAY, rehearsal)).toBe(NAMED)
  })

  test('is named by a token of ours alone', async () => {
    for (const token of [undefined, '', 'a', 'A'.repeat(52), `${'a'.repeat(52)};`, 'a'.repeat(81)])
      expect(await loginOf(t.world, token)).toBeUndefined()
  })

  test('is listed with the others of its address, the one used last first; each may be ended, others’ not', async () => {
    const first = await openLogin(t.world, NAMED)
    await t.clock.moveTo(later(10))
    const [second, third] = [await openLogin(t.world, NAMED), await openLogin(t.world, NAMED)]
    const foreign = await openLogin(t.world, NEWCOMER)
    await t.clock.moveTo(later(120))
    await loginOf(t.world, first)
    const listed = async () => (await loginsOf(t.world, 'CONVENER@example.org')).map(({ id }) => id)
    expect((await listed())[0]).toBe(loginId(first))
    expect(await listed()).toHaveLength(3)
    expect(await endLogins(t.world, NAMED, loginId(first), loginId(foreign))).toBe(0)
    expect(await endLogins(t.world, NAMED, loginId(first), loginId(second))).toBe(1)
    expect(await endLogins(t.world, NAMED, loginId(first), 'others')).toBe(1)
    expect(await listed()).toEqual([loginId(first)])
    expect(await loginOf(t.world, third)).toBeUndefined()
    expect(await loginOf(t.world, foreign)).toBe(NEWCOMER)
    await closeLogin(t.world, first)
    expect([await listed(), await endLogin(t.world, loginId(first))]).toEqual([[], undefined])
    await endAllLogins(t.world, NEWCOMER)
    expect(await loginOf(t.world, foreign)).toBeUndefined()
  })

  test('is recent for a quarter of an hour', async () => {
    const token = await openLogin(t.world, NAMED)
    await t.clock.moveTo(later(14.99))
    expect(await isRecent(t.world, token)).toBe(true)
    await t.clock.moveTo(later(15))
    expect([await isRecent(t.world, token), await isRecent(t.world, undefined), await isRecent(t.world, 'x')]).toEqual([
      false,
      false,
      false,
    ])
  })
})

describe('what a browser keeps under our seal', () => {
  test('counts for its purpose and its time, unchanged', async () => {
    const text = sealed(t.world, 'half', later(10), ['a', 'b'])
    const open = (held: unknown, purpose = 'half', in_ = t.world) => unsealed(in_, purpose, held)?.parts
    expect(open(text)).toEqual(['a', 'b'])
    expect(unsealed(t.world, 'half', text)?.until).toBe(later(10))
    const [millis, parts, seal] = text.split('.')
    for (const forged of [
      `${Number(millis) + 1}.${parts}.${seal}`,
      `${millis}.${Buffer.from('["c"]').toString('base64url')}.${seal}`,
      `${millis}.${parts}.${'A'.repeat(43)}`,
      `${text}x`,
      `x${text}`,
      7,
      undefined,
    ])
      expect(open(forged)).toBeUndefined()
    expect(open(text, 'showing')).toBeUndefined()
    expect(open(text, 'half', world({ secret: 'another secret that is long enough to be one' }))).toBeUndefined()
    expect(derived(t.world, 'half', 'a')).not.toBe(derived(t.world, 'half', 'b'))
    await t.clock.moveTo(later(9.99))
    expect(open(text)).toEqual(['a', 'b'])
    await t.clock.moveTo(later(10))
    expect(open(text)).toBeUndefined()
  })
})

test('passkeys are made for a site with a name, over TLS or on the machine itself', () => {
  const site = (url: string) => siteOf({ settings: { url }, passkeys: {} as never })?.domain
  expect(site('https://convoke.example')).toBe('convoke.example')
  expect(site('http://localhost:8080')).toBe('localhost')
  for (const url of ['http://convoke.example', 'https://192.168.0.7', 'https://[::1]'])
    expect(site(url)).toBeUndefined()
  expect(siteOf({ settings: { url: 'https://convoke.example' } })).toBeUndefined()
})

describe('an entry of the audit log', () => {
  test('says that it was asked for before, and what came of it after', async () => {
    const ref = auditRef(NOW, 'x')
    expect(ref.partition).toContain('2027-03')
    const asked = { deed: 'team changed', by: NAMED } as const
    expect(auditEntryOf(NOW, asked, 'done')).toMatchObject({
      at: NOW,
      outcome: 'done',
      deed: 'team changed',
      kind: 'rights',
    })
    expect(auditEnds({ at: NOW }) > NOW).toBe(true)
    const entries = async () => (await t.world.store.list(ref.partition, { limit: 10 })).found.map(({ value }) => value)
    const settle = await auditBefore(t.world, asked)
    expect(await entries()).toMatchObject([{ outcome: 'asked', by: NAMED, at: NOW }])
    await settle({ outcome: 'refused', status: 403 })
    expect(await entries()).toMatchObject([{ outcome: 'refused', status: 403 }])
    await t.clock.moveTo(later(1))
    await audit(t.world, asked)
    await audit(t.world, asked, 'refused')
    expect((await entries()).slice(0, 2)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ at: later(1), outcome: 'done' }),
        expect.objectContaining({ outcome: 'refused' }),
      ]),
    )
    expect(await read(t.world.store, ref)).toBeUndefined()
  })
})
