/** A quarterly meeting whose hold is due, as it is written down, with a carrier that says what a test wants it to. */
import type { WaveState } from '../../../domain/send/wave-state.ts'
import { change, create, read, waveRef } from '../../../functions/keep/documents.ts'
import type { Outgoing, PostOutcome } from '../../../functions/keep/ports.ts'
import { makeWorld, type TestWorld, type Wishes } from '../../world.ts'
import { draftCampaign, IDS } from '../campaign/launch.ts'

/** The meeting is on Wednesday, March 31, 2027, in Denver; its hold is due six weeks before, at nine. */
export const DUE = '2027-02-17T16:00:00.000Z'
export const HOLD = { campaign: IDS.campaign, wave: 'hold' }

export interface Carrier {
  answer: (message: Outgoing) => PostOutcome
  /** What it says of an attempt whose outcome was lost. */
  fate: 'sent' | 'not sent' | 'unknown' | 'later'
  /** Whom it took letters for, in order. */
  taken: string[]
  /** What else happens while a letter is in its hands. */
  meanwhile: () => Promise<unknown>
}

export async function quarterlyDue(invitees: number, wishes: Wishes = {}): Promise<{ t: TestWorld; carrier: Carrier }> {
  const t = makeWorld({ start: DUE, ...wishes })
  const carrier: Carrier = {
    answer: () => ({ outcome: 'sent' }),
    fate: 'unknown',
    taken: [],
    meanwhile: async () => {},
  }
  t.world.post = {
    rate: async () => Number.POSITIVE_INFINITY,
    fateOf: async () => carrier.fate,
    async send(message) {
      const outcome = carrier.answer(message)
      if (outcome.outcome === 'sent') carrier.taken.push(`${message.wave ?? ''} ${message.to[0]}`)
      await carrier.meanwhile()
      return outcome
    },
  }
  await draftCampaign(t.world, {
    invitees,
    meeting: { kind: 'quarterly' },
    campaign: { status: 'scheduled', scheduledAt: '2027-01-04T16:00:00.000Z' },
  })
  return { t, carrier }
}

/** What is known of a wave, and what a test writes down of it. */
export function waveIn(world: () => TestWorld['world'], key = 'hold') {
  return {
    stands: async (): Promise<WaveState | undefined> => (await read(world().store, waveRef(IDS.campaign, key)))?.value,
    /** In the place of whatever was known. */
    async is(over: Partial<WaveState>): Promise<void> {
      const blank: WaveState = { id: key, campaign: IDS.campaign, state: 'running', counts: {} }
      if (!(await create(world().store, waveRef(IDS.campaign, key), { ...blank, ...over })))
        await change(world().store, waveRef(IDS.campaign, key), () => ({ ...blank, ...over }))
    },
  }
}
