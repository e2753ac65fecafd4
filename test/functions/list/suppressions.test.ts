import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { partnershipIdFrom } from '../../../domain/keep/ids.ts'
import type { World } from '../../../functions/keep/ports.ts'
import { readSuppressions } from '../../../functions/list/read-suppressions.ts'
import {
  exportSuppressions,
  importSuppressions,
  liftSuppression,
  suppressionsOf,
} from '../../../functions/list/suppressions.ts'
import { makeWorld, type TestWorld } from '../../world.ts'

const PARTNERSHIP = 'p1'
const NOW = '2027-01-04T16:00:00.000Z'
let t: TestWorld
beforeEach(() => {
  t = makeWorld({ start: NOW })
})
afterEach(() => t.close())

const take = (text: string, world: World = t.world) => importSuppressions(world, partnershipIdFrom(PARTNERSHIP), text)
const held = async (partnership = PARTNERSHIP) =>
  (await suppressionsOf(t.world, partnershipIdFrom(partnership))).map(({ email, reason, at }) => [email, reason, at])
const reasonsOf = (text: string) => readSuppressions(text, NOW).entries.map(({ reason }) => reason)

describe('a list brought along', () => {
  test('makes a no of what was only a bounce, and never a bounce of a no', async () => {
    await take('bad@x.example,hard bounce')
    expect(await take('bad@x.example,opted out')).toMatchObject({ added: 0, stronger: 1, known: 0 })
    expect(await held()).toEqual([['bad@x.example', 'opted out', NOW]])
    expect(await take('Bad@X.example,hard bounce')).toMatchObject({ added: 0, stronger: 0, known: 1 })
    expect(await liftSuppression(t.world, partnershipIdFrom(PARTNERSHIP), 'bad@x.example', 'c')).toBe(
      'not yours to lift',
    )
    expect((await held()).map(([, reason]) => reason)).toEqual(['opted out'])
  })

  test('holds the strongest of several lines about one address, in either order', async () => {
    await take('a@x.example,bounced\na@x.example,complaint\nb@x.example,complaint\nb@x.example,bounced')
    expect((await held()).map(([email, reason]) => [email, reason])).toEqual([
      ['a@x.example', 'complained'],
      ['b@x.example', 'complained'],
    ])
  })

  test.each([
    ['nb@x.example,opted out, Invalid Corp', 'opted out'],
    ['nb@x.example,Invalid Corp', 'opted out'],
    ['nb@x.example,"Bounce Houses, Inc."', 'opted out'],
    ['Company,Email,Reason\nInvalid Corp,nb@x.example,Unsubscribed', 'opted out'],
    ['Company,Email,Reason\nInvalid Corp,nb@x.example,', 'opted out'],
    ['Company,Email,Reason\nSpam Filters Ltd,nb@x.example,550 5.1.1 user unknown', 'bounced'],
    ['email;bounce status;name\nnb@x.example;Hard bounce;Jane', 'bounced'],
    ['nb@x.example,bounced,opted out', 'opted out'],
    ['Jane Roe,nb@x.example,hard bounce', 'bounced'],
    ['nb@x.example\tbounced: mailbox not found', 'bounced'],
    ['nb@x.example,COMPLAINT', 'complained'],
    ['nb@x.example', 'opted out'],
  ])('reads why from the cell that says it and no other: %s', (text, reason) => {
    expect(reasonsOf(text)).toEqual([reason])
  })

  test('that is our own export comes back as it left, dates and odd addresses included', async () => {
    const was = [
      "'q@x.example,opted out,2026-03-01T10:00:00.000Z",
      '+plus@x.example,bounced,2026-05-02T11:30:00.000Z',
      '-dash@x.example,complained,2026-04-03T09:15:00.123Z',
      'a|=b@x.example,opted out,2026-04-04T09:15:00.000Z',
    ].join('\n')
    await take(was)
    const csv = exportSuppressions(await suppressionsOf(t.world, partnershipIdFrom(PARTNERSHIP)))
    expect(await importSuppressions(t.world, partnershipIdFrom('elsewhere'), csv)).toMatchObject({
      added: 4,
      wrongTotal: 0,
    })
    expect(await held('elsewhere')).toEqual(await held())
    expect((await held()).map(([, , at]) => at)).toContain('2026-04-03T09:15:00.123Z')
  })

  test('with a date that is none, or has not come yet, began today', async () => {
    const dates = ['tomorrow', '2027-02-01T00:00:00.000Z', '0000-00-00', '-000100-01-01T00:00:00Z', '1970-01-01T00:00Z']
    await take(`email,reason,at\n${dates.map((date, n) => `p${n}@x.example,opted out,${date}`).join('\n')}`)
    expect((await held()).map(([, , at]) => at)).toEqual(dates.map(() => NOW))
  })

  test('of a thousand is written side by side, fifty at most, and posted again costs no write', async () => {
    let under = 0
    let most = 0
    let writes = 0
    const { store } = t.world
    const watched: World = {
      ...t.world,
      store: {
        ...store,
        async put(...what) {
          writes++
          most = Math.max(most, ++under)
          await new Promise(resolve => setTimeout(resolve, 1))
          under--
          return store.put(...what)
        },
      },
    }
    const list = Array.from({ length: 1000 }, (_, n) => `p${n}@x.example,bounced`).join('\n')
    expect(await take(list, watched)).toMatchObject({ added: 1000, known: 0 })
    expect([most, writes]).toEqual([50, 1000])
    expect(await take(list, watched)).toMatchObject({ added: 0, known: 1000 })
    expect(writes).toBe(1000)
  })

  test('that was cut off in the middle is finished by the next try', async () => {
    let left = 120
    const { store } = t.world
    const failing: World = {
      ...t.world,
      store: {
        ...store,
        async put(...what) {
          if (left-- <= 0) throw new Error('out of time')
          return store.put(...what)
        },
      },
    }
    const list = Array.from({ length: 300 }, (_, n) => `p${n}@x.example`).join('\n')
    await expect(take(list, failing)).rejects.toThrow('out of time')
    expect(await take(list)).toMatchObject({ added: 180, known: 120 })
    expect(await held()).toHaveLength(300)
  })

  test('is read in time whatever stands in it', () => {
    const began = performance.now()
    for (const bad of [' ', '"', ',', ' "', 'a"', '\t', "'", '('])
      readSuppressions(`a@x.example,b${bad.repeat(1_500_000 / bad.length)}c\n${bad.repeat(10_000)}`, NOW)
    expect(performance.now() - began).toBeLessThan(10_000)
  }, 30_000)
})
