import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PATHS } from '../../../domain/keep/paths.ts'
import { shift, toMillis } from '../../../domain/keep/time.ts'
import { invitationsOf } from '../../../functions/keep/documents.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { createGraph } from '../../../local/account/graph.ts'
import { createGraphPost } from '../../../local/account/graph-post.ts'
import { accountRate } from '../../../local/account/providers.ts'
import { messageIdOf } from '../../../mail/headers.ts'
import { CONVENER, IDS, signedCampaign } from '../../functions/campaign/launch.ts'
import { visitor } from '../../functions/visitor.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { type GraphServer, graphError, startGraphServer } from './graph-server.ts'
import { type AccountPlace, accountPlace, microsoftAt } from './place.ts'

const LEFT = '2027-02-26T17:00:00.000Z'
const MINUTE = 60_000
let t: TestWorld
let account: AccountPlace
let graph: GraphServer
/** When letters of the wave were handed over, and to whom. */
let handed: { at: number; to: string }[]
/** What happens with the nth letter. */
let mishaps: Record<number, () => void>

beforeEach(async () => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z', release: releaseWaves, sweep })
  account = await accountPlace()
  account.connect({ service: 'microsoft' })
  graph = await startGraphServer()
  graph.manners.good = token => account.login.good.has(token)
  const service = microsoftAt(account.login.url, graph.url)
  handed = []
  mishaps = {}
  const post = createGraphPost(account.database, t.clock, {
    graph: createGraph(service, account.open(service), 3),
    rate: accountRate(service),
    recipientsADay: 9500,
    from: t.world.settings.from,
    patience: { request: 2000, looks: [5, 5] },
  })
  t.world.post = {
    ...post,
    async send(message) {
      const isWave = message.wave === 'invite'
      if (isWave) mishaps[handed.length]?.()
      if (isWave) handed.push({ at: toMillis(t.clock.now()), to: message.to[0] ?? '' })
      return post.send(message)
    },
  }
})
afterEach(async () => {
  await graph.close()
  await account.close()
  t.close()
})

const statuses = async () => {
  const all: string[] = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) all.push(value.sends.invite?.status ?? '')
  return all
}
const copies = (who: { to: string }[]) => new Set(who.map(({ to }) => graph.arrived.get(to)?.length ?? 0))

describe('a wave through Microsoft Graph', () => {
  test('that is throttled, refused, cut off and shut out on its way gives everybody their letter once', async () => {
    await signedCampaign(t.world, { invitees: 40 })
    mishaps = {
      5: () => graph.manners.send.push({ reply: graphError(429, 'ApplicationThrottled', { 'retry-after': '20' }) }),
      12: () => account.login.good.clear(),
      16: () => graph.manners.send.push({ takes: true, reply: 'cut' }),
      22() {
        account.login.good.clear()
        account.login.manners.revoked = true
      },
    }
    await t.timers.runUntil(shift(LEFT, 20 * MINUTE))
    const waiting = (await statuses()).filter(status => status === 'due').length
    expect(waiting).toBeGreaterThan(10)
    expect((await statuses()).filter(status => status !== 'due' && status !== 'sent')).toEqual([])
    const convener = await visitor(t.world, CONVENER)
    expect(await convener.text(PATHS.board(IDS.campaign))).toContain('Convoke can no longer get into the mail account')
    account.login.manners.revoked = false
    account.connect({ service: 'microsoft' })
    await t.timers.runUntil(shift(LEFT, 60 * MINUTE))
    expect(new Set(await statuses())).toEqual(new Set(['sent']))
    expect(new Set(handed.map(({ to }) => to)).size).toBe(40)
    expect(copies(handed)).toEqual(new Set([1]))
    expect(await convener.text(PATHS.board(IDS.campaign))).not.toContain('can no longer get into')
    expect(JSON.stringify([t.logged, account.logged])).not.toMatch(/access-|refresh-|@/)
  })

  test('keeps to thirty letters a minute', async () => {
    await signedCampaign(t.world, { invitees: 90 })
    await t.timers.runUntil(shift(LEFT, 10 * MINUTE))
    expect(handed).toHaveLength(90)
    // Time leaps here as soon as somebody waits for it: the first ones in hand, who wait together, are handed over together.
    const times = handed.map(({ at }) => at).slice(5)
    expect(
      Math.max(...times.map(from => times.filter(at => at >= from && at <= from + MINUTE).length)),
    ).toBeLessThanOrEqual(30)
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(3.3 * MINUTE)
  })

  test('settles a letter in doubt later, once its copy is in Sent Items', async () => {
    await signedCampaign(t.world, { invitees: 6 })
    mishaps = { 3: () => graph.manners.send.push({ takes: true, keeps: false, reply: 'cut' }) }
    await t.timers.runUntil(shift(LEFT, MINUTE))
    expect((await statuses()).filter(status => status === 'in doubt')).toHaveLength(1)
    await t.timers.runUntil(shift(LEFT, 20 * MINUTE))
    expect((await statuses()).filter(status => status === 'in doubt')).toHaveLength(1)
    for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
      graph.sent.add(messageIdOf(value.sends.invite?.attempt ?? '', t.world.settings.from))
    await t.timers.runUntil(shift(LEFT, 40 * MINUTE))
    expect(new Set(await statuses())).toEqual(new Set(['sent']))
    expect(handed).toHaveLength(6)
    expect(copies(handed)).toEqual(new Set([1]))
  })
})
