/**
 * A campaign through the real handlers over the real store, with a meter at the table: what each wave asks of it, and
 * what is asked when SES tells that its letters were sent and delivered. The clock goes on by itself.
 */

import { createStore } from '../../aws/store.ts'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import { fromMillis, toMillis } from '../../domain/keep/time.ts'
import { keyOf, plan } from '../../domain/send/plan.ts'
import { editCampaign } from '../../functions/campaign/edit-campaign.ts'
import { readContext } from '../../functions/keep/context.ts'
import type { Clock, Outgoing } from '../../functions/keep/ports.ts'
import { markWave } from '../../functions/send/mark-wave.ts'
import { noteDelivery } from '../../functions/send/note-delivery.ts'
import { releaseWave } from '../../functions/send/release-wave.ts'
import { CONVENER, IDS, signAll, signedCampaign } from '../functions/campaign/launch.ts'
import { makeWorld } from '../world.ts'
import { openMeter, type Reading } from './meter.ts'
import { openTable } from './table.ts'

export interface Counted {
  wave: string
  letters: number
  /** Of the pass that sent them. */
  sending: Reading
  /** Of the news that each was sent, and that it was delivered. */
  news: Reading
}

export interface Counting {
  invitees: number
  /** Letters a second that the account may send. */
  rate: number
  /** How many letters each gets. */
  letters: number
}

/** The letters that a launch has for whoever does not answer, beside news of the meeting. */
const PLANNED = 3

/**
 * So many waves of a launch to which nobody answers. The meeting changes as often as it takes for that many letters,
 * for everybody gets news of a change.
 */
export async function countLetters({ invitees, rate, letters }: Counting): Promise<Counted[]> {
  const table = await openTable()
  const meter = openMeter(table)
  const left: Outgoing[] = []
  let now = toMillis('2027-01-04T16:00:00.000Z')
  const clock: Clock = {
    now: () => fromMillis(now),
    rest: async millis => {
      now += Math.max(0, millis)
      await new Promise(setImmediate)
    },
  }
  const t = makeWorld({
    world: {
      clock,
      store: createStore({ table: table.table, connection: meter.connection }),
      run: { id: 'count', alone: false },
      post: {
        reports: true,
        async send(message) {
          left.push(message)
          return { outcome: 'sent' }
        },
        fateOf: async () => 'unknown',
        rate: async () => rate,
      },
    },
  })
  const { world } = t
  const counted: Counted[] = []

  async function leave(wave: string): Promise<void> {
    left.length = 0
    meter.since()
    const release = await releaseWave(world, { campaign: IDS.campaign, wave })
    if (release !== 'finished') throw new Error(`${wave} ended as ${release}`)
    const sending = meter.since()
    const about = left.map(({ attempt, invitation = '' }) => ({
      attempt,
      invitation: invitationIdFrom(invitation),
      campaign: IDS.campaign,
    }))
    for (const what of ['sent', 'delivered'] as const)
      await inParallel(about, each => noteDelivery(world, { ...each, what, detail: '', at: clock.now() }, markWave))
    counted.push({ wave, letters: left.length, sending, news: meter.since() })
  }

  const next = async () => {
    const context = await readContext(world.store, IDS.campaign)
    const done = new Set(counted.map(({ wave }) => wave))
    return context && plan(context.campaign).find(wave => !wave.off && !done.has(keyOf(wave)))
  }

  try {
    await signedCampaign(world, { invitees })
    for (let changes = 0; ; changes++) {
      const wave = await next()
      if (!wave || counted.length === letters) return counted
      now = Math.max(now, toMillis(wave.at))
      await leave(keyOf(wave))
      if (changes >= letters - PLANNED) continue
      await editCampaign(world, IDS.campaign, CONVENER, { event: 'set up', part: 'meeting' }, campaign => ({
        ...campaign,
        meeting: campaign.meeting && { ...campaign.meeting, start: `08:0${changes + 1}` },
      }))
      await signAll(world)
    }
  } finally {
    t.close()
    await table.close()
  }
}

async function inParallel<T>(items: readonly T[], task: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = [...items]
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await task(item)
    }),
  )
}
