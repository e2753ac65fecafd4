/** What a wave reads does not grow faster than its list. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Post, Store } from '../../../functions/keep/ports.ts'
import { DOCUMENTS } from '../../../functions/keep/registry.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { suppress } from '../../../functions/send/suppress.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { IDS, signedCampaign } from '../campaign/launch.ts'

const DUE = '2027-02-26T16:00:00.000Z'
const PEOPLE = 1000
const MINUTE = 60_000

let t: TestWorld
afterEach(() => t.close())

/** A wave over a list; `refuses` says which letters the carrier refuses, by their number. Answers how many rows it read, by kind. */
async function wave(refuses: (n: number) => boolean, everyLetter: () => void = () => {}) {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
  await signedCampaign(t.world, { invitees: PEOPLE })
  await suppress(t.world, IDS.partnership, { email: 'somebody@else.example', reason: 'opted out', at: DUE })
  await t.clock.moveTo(DUE)
  let rows = 0
  let suppressions = 0
  const store: Store = {
    ...t.world.store,
    async list(partition, options) {
      const page = await t.world.store.list(partition, options)
      if (options.prefix === DOCUMENTS.invitation.key) rows += page.found.length
      if (partition.startsWith(DOCUMENTS.suppression.partition) && options.prefix === DOCUMENTS.suppression.key)
        suppressions++
      return page
    },
  }
  let n = 0
  const post: Post = {
    async send() {
      everyLetter()
      return refuses(n++)
        ? { outcome: 'refused', because: 'address', bounce: 'no such address', detail: '550 5.1.1' }
        : { outcome: 'sent' }
    },
    fateOf: async () => 'unknown',
    rate: async () => Number.POSITIVE_INFINITY,
  }
  const release = await releaseWave({ ...t.world, store, post }, { campaign: IDS.campaign, wave: 'invite' })
  return { release, rows, suppressions }
}

describe('a wave', () => {
  it('of which two in a hundred letters are refused reads its list a few times, not once for each page of it', async () => {
    const { release, rows } = await wave(n => n % 50 === 3)
    expect(release).toBe('finished')
    // Once to send, and again at the first refused letter, the second, the fourth, the eighth and the sixteenth.
    expect(rows).toBeLessThanOrEqual(6 * PEOPLE)
  })

  it('still stops where so many are refused that something is wrong', async () => {
    expect((await wave(n => n % 5 === 3)).release).toBe('stopped')
  })

  it('lists those who are left in peace once a minute, and not for each page of its list', async () => {
    expect((await wave(() => false)).suppressions).toBe(1)
    t.close()
    let sent = 0
    // A slow carrier: ten minutes in all.
    const slow = await wave(
      () => false,
      () => {
        if (++sent % 100 === 0) void t.clock.moveTo(new Date(Date.parse(t.clock.now()) + MINUTE).toISOString())
      },
    )
    expect(slow.suppressions).toBeGreaterThanOrEqual(8)
  })
})
