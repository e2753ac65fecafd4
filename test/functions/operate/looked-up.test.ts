/** What whoever runs this Convoke looks up: the audit log within bounds, what of sending waits, and who is signed in. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuditDeed } from '../../../domain/access/audit.ts'
import { partnershipIdFrom } from '../../../domain/keep/ids.ts'
import { DAY, type Instant, shift } from '../../../domain/keep/time.ts'
import type { WaveState } from '../../../domain/send/wave-state.ts'
import { audit, auditEntryOf, auditRef } from '../../../functions/access/audit.ts'
import { openLogin } from '../../../functions/access/sign-in.ts'
import { endAllLogins } from '../../../functions/access/signed-in.ts'
import { change, create, partnershipHereRef, partnershipRef, waveRef } from '../../../functions/keep/documents.ts'
import { auditLines, auditTable } from '../../../functions/operate/export-audit.ts'
import { isPlace, latestOf, searchAudit } from '../../../functions/operate/search-audit.ts'
import { sendingState } from '../../../functions/operate/sending-state.ts'
import { signedInNow } from '../../../functions/operate/signed-in-now.ts'
import { admitted, teamsFrom } from '../../../functions/operate/who-may-sign-in.ts'
import { awaken } from '../../../functions/send/awake.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, partnership } from '../campaign/launch.ts'
import { launchIn, sentLaunch } from '../campaign/written.ts'

const NOW = '2027-03-03T16:00:00.000Z'
const MONTH = '2027-03'

let t: TestWorld
beforeEach(() => {
  t = makeWorld({ start: NOW })
})
afterEach(() => t.close())

const settings = (over: object) => Object.assign(t.world.settings, over)
/** Something that was done at an instant, under an id that tells it from others. */
const did = (id: string, at: Instant, deed: AuditDeed = 'paused', by = CONVENER) => {
  const entry = auditEntryOf(at, { deed, by, wave: id }, 'done')
  return create(t.world.store, auditRef(at, id), entry)
}
const many = async (count: number, deed?: AuditDeed) => {
  for (let n = 0; n < count; n++) await did(`e${String.fromCharCode(97 + n)}`, shift(NOW, -n), deed)
}

describe('the audit log', () => {
  const search = async (bounds: Parameters<typeof searchAudit>[3], of = {}) => {
    const { entries, after, looked } = await searchAudit(t.world, MONTH, of, bounds)
    return { ids: entries.map(({ wave }) => wave).join(), looked, after }
  }
  test('is read from the newest, as many as are wanted, and says where to go on from while there is more', async () => {
    await many(5)
    const first = await search({ most: 2, look: 10 })
    expect(first).toMatchObject({ ids: 'ea,eb', looked: 2 })
    expect(isPlace(first.after)).toBe(true)
    expect(await search({ most: 3, look: 10, after: first.after })).toEqual({
      ids: 'ec,ed,ee',
      looked: 3,
      after: undefined,
    })
    expect(await search({ most: 9, look: 10 })).toEqual({ ids: 'ea,eb,ec,ed,ee', looked: 5, after: undefined })
  })

  test('is read no further than a bound, however little of it is sought', async () => {
    await many(5)
    const none = await search({ most: 2, look: 3 }, { kind: 'export' })
    expect(none).toMatchObject({ ids: '', looked: 3 })
    expect(isPlace(none.after)).toBe(true)
    expect(await search({ most: 2, look: 3, after: none.after }, { kind: 'send' })).toEqual({
      ids: 'ed,ee',
      looked: 2,
      after: undefined,
    })
  })

  test('passes over an entry that cannot be read, and says so in the log', async () => {
    await many(2)
    const { partition, key } = auditRef(NOW, 'ea')
    const { version } = (await t.world.store.get(partition, key)) ?? {}
    await t.world.store.put(partition, key, { shape: 1, spoiled: true }, version)
    expect(await search({ most: 5, look: 10 })).toMatchObject({ ids: 'eb', looked: 2 })
    expect(t.logged.filter(({ level }) => level === 'error')).toHaveLength(1)
  })

  test('goes on in the month before, and no further', async () => {
    await did('ea', NOW)
    await did('eb', '2027-02-03T16:00:00.000Z')
    await did('ec', '2027-01-03T16:00:00.000Z')
    const latest = async (bounds: Parameters<typeof latestOf>[3]) => {
      const { entries, looked } = await latestOf(t.world, [MONTH, '2027-02', '2027-01'], {}, bounds)
      return [entries.map(({ wave }) => wave).join(), looked]
    }
    expect(await latest({ most: 5, look: 5 })).toEqual(['ea,eb', 2])
    expect(await latest({ most: 1, look: 5 })).toEqual(['ea', 1])
    expect(await latest({ most: 5, look: 1 })).toEqual(['ea', 1])
    await did('ed', shift(NOW, -1))
    expect(await latest({ most: 3, look: 3 })).toEqual(['ea,ed,eb', 3])
    expect(await latest({ most: 5, look: 2 })).toEqual(['ea,ed', 2])
  })

  test('has places that we write, and nothing else is one', () => {
    const place = `${'1'.repeat(16)}#abc234`
    expect(isPlace(place)).toBe(true)
    for (const text of [
      undefined,
      '',
      `x${place}`,
      `${place}!`,
      `${place}#x`,
      '1#abc',
      `${'1'.repeat(16)}#`,
      `${'1'.repeat(16)}#${'a'.repeat(41)}`,
    ])
      expect(isPlace(text)).toBe(false)
  })

  test('is a table for people and lines for programs, with a cell for each fact and an empty one for what there is not', () => {
    const bare = auditEntryOf(NOW, { deed: 'paused' }, 'done')
    const full = auditEntryOf(
      NOW,
      {
        ...{
          deed: 'team changed',
          by: 'a@x.example',
          how: 'passkey',
          partnership: { id: 'p', name: 'P' },
          campaign: { id: 'c', name: 'C' },
        },
        ...{ wave: 'invite', count: 0, reference: 'R-1', whose: 'b@x.example' },
        rights: [
          { email: 'd@x.example', now: 'convener' },
          { email: 'e@x.example', was: 'facilitator' },
        ],
      },
      'done',
    )
    const rows = auditTable([bare, full])
      .trim()
      .split('\r\n')
      .map(row => row.split(','))
    expect(rows[0]?.slice(0, 3)).toEqual(['When (UTC)', 'Who', 'What'].map(name => expect.stringContaining(name)))
    expect(rows[1]?.filter(cell => cell !== '' && cell !== '""').length).toBe(4)
    expect(rows[2]?.join()).toMatch(
      /a@x\.example.*P.*p.*C.*c.*invite.*0.*R-1.*b@x\.example.*d@x\.example.*e@x\.example/,
    )
    expect(
      auditLines([bare, full])
        .trim()
        .split('\n')
        .map(line => JSON.parse(line)),
    ).toEqual([bare, full])
  })
})

describe('what of sending waits for a person', () => {
  const { edit } = launchIn(() => t.world)
  const lines = async (email = CONVENER) => (await sendingState(t.world, email)).lines
  const wave = async (over: Partial<WaveState>) => {
    const ref = waveRef(IDS.campaign, 'invite')
    const blank: WaveState = { id: 'invite', campaign: IDS.campaign, state: 'running', counts: {} }
    if (!(await create(t.world.store, ref, { ...blank, ...over })))
      await change(t.world.store, ref, () => ({ ...blank, ...over }))
    return (await lines()).map(({ what }) => what)
  }
  beforeEach(async () => {
    await sentLaunch(t.world, 1)
    await awaken(t.world.store, IDS.campaign)
  })

  test('is what asks, waits, stands still or is in trouble, and a campaign that is paused; of one that is off nothing of it', async () => {
    expect(await wave({})).toEqual([])
    expect(await wave({ state: 'asks' })).toEqual(['asks'])
    expect(await wave({ waitsFor: 'daily limit', stuckSince: NOW })).toEqual(['waits'])
    expect(await lines()).toMatchObject([{ waitsFor: 'daily limit', since: NOW, email: 'Letter of invitation' }])
    expect(await wave({ stuckSince: NOW })).toEqual(['stuck'])
    expect(await wave({ state: 'finished', stuckSince: NOW, waitsFor: 'daily limit' })).toEqual([])
    expect(await wave({ state: 'finished', counts: { sent: 9, failed: 2, 'in doubt': 1 } })).toEqual(['trouble'])
    expect(await lines()).toMatchObject([{ failed: 2, inDoubt: 1 }])
    expect((await sendingState(t.world, CONVENER)).counts).toEqual({ failed: 2, inDoubt: 1 })
    await edit({ status: 'canceled' })
    expect([await wave({ state: 'asks' }), await wave({ stuckSince: NOW })]).toEqual([[], []])
    await edit({ status: 'paused' })
    expect(await wave({})).toEqual(['paused'])
  })

  test('leads to the board where they have a role in it, names whose it is, and counts what was looked at', async () => {
    await wave({ state: 'asks' })
    expect(await lines()).toMatchObject([
      { partnership: 'Front Range Manufacturing Partnership', meeting: 'Launch', path: `/campaigns/${IDS.campaign}` },
    ])
    expect((await lines('ops@agency.example'))[0]?.path).toBeUndefined()
    expect(await sendingState(t.world, CONVENER)).toMatchObject({ campaigns: 1, isMore: false })
  })

  test('says of a wave that cannot be read that it cannot, and goes on with the others', async () => {
    await wave({})
    const { partition, key } = waveRef(IDS.campaign, 'invite')
    const { version } = (await t.world.store.get(partition, key)) ?? {}
    await t.world.store.put(partition, key, { shape: 1, spoiled: true }, version)
    await create(t.world.store, waveRef(IDS.campaign, 'reminder'), {
      id: 'reminder',
      campaign: IDS.campaign,
      state: 'asks',
      counts: {},
    })
    expect((await lines()).map(({ what }) => what)).toEqual(['unreadable', 'asks'])
  })
})

describe('who is signed in', () => {
  const people = async () => (await signedInNow(t.world)).people.map(({ email, how }) => [email, how])
  test('is everybody with a session, each once and by the way they last came, the latest first', async () => {
    await openLogin(t.world, 'a@x.example')
    await t.clock.moveTo(shift(NOW, 1000))
    await openLogin(t.world, 'b@x.example')
    await t.clock.moveTo(shift(NOW, 2000))
    await openLogin(t.world, 'a@x.example', 'passkey')
    expect(await people()).toEqual([
      ['a@x.example', 'passkey'],
      ['b@x.example', 'mail'],
    ])
    const { latest, isMore, people: found } = await signedInNow(t.world)
    expect([latest.length, isMore, found[0]?.logins.length]).toEqual([3, false, 2])
    await endAllLogins(t.world, 'a@x.example')
    expect(await people()).toEqual([['b@x.example', 'mail']])
  })

  test('is nobody whose sign-in is older than any session lasts, but in a rehearsal, whose clock is turned', async () => {
    await openLogin(t.world, 'a@x.example')
    // A sign-in that came to nothing names nobody.
    await audit(t.world, { deed: 'not signed in', by: 'c@x.example' })
    await t.clock.moveTo(shift(NOW, 7 * DAY))
    expect((await signedInNow(t.world)).latest).toHaveLength(2)
    await t.clock.moveTo(shift(NOW, 7 * DAY + 1))
    expect(await people()).toEqual([])
    settings({ rehearsal: true })
    t.close()
    t = makeWorld({ start: NOW, settings: { rehearsal: true } })
    await openLogin(t.world, 'a@x.example')
    await t.clock.moveTo(shift(NOW, 20 * DAY))
    expect(await people()).toEqual([['a@x.example', 'mail']])
  })

  test('are forty at most, and it says where there are more', async () => {
    for (let n = 0; n < 41; n++) await openLogin(t.world, `p${n}@x.example`)
    const { people: found, isMore, latest } = await signedInNow(t.world)
    expect([found.length, isMore, latest.length]).toEqual([40, true, 8])
  })
})

test('who may sign in: whom the operator named, their domains, who claimed the machine, and the teams of partnerships', async () => {
  settings({ conveners: ['ann@x.example', '@agency.example'], operators: [] })
  expect(await admitted(t.world)).toEqual({
    operators: ['ann@x.example'],
    addresses: ['ann@x.example'],
    domains: ['@agency.example'],
    claimed: undefined,
  })
  await sentLaunch(t.world, 0)
  const hidden = partnershipIdFrom('q'.repeat(16))
  await create(t.world.store, partnershipRef(hidden), partnership({ id: hidden, region: 'Hidden', team: [] }))
  for (const id of [IDS.partnership, hidden, partnershipIdFrom('n'.repeat(16))])
    await create(t.world.store, partnershipHereRef(id), { id })
  const { partnerships, after } = await teamsFrom(t.world, CONVENER, undefined)
  expect(partnerships.map(({ name, path, team }) => [name, path, team.map(({ email }) => email)])).toEqual([
    ['Front Range Manufacturing Partnership', `/campaigns/${IDS.campaign}/team`, [CONVENER]],
    ['Hidden Manufacturing Partnership', undefined, []],
  ])
  expect(after).toBeUndefined()
  expect((await teamsFrom(t.world, CONVENER, IDS.partnership)).partnerships.map(({ id }) => id)).toEqual([hidden])
})
