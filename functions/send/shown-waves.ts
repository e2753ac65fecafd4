/** The waves of a campaign as the board shows them: what left and to how many, what leaves next, what asks. */

import { counting } from '../../domain/answer/folds.ts'
import { mayHaveArrived } from '../../domain/keep/invitation.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import { type Instant, readable } from '../../domain/keep/time.ts'
import { nameOfWave } from '../../domain/keep/wave-id.ts'
import type { Audience } from '../../domain/keep/wave-kinds.ts'
import { forecast, keyOf, plan, type Wave } from '../../domain/send/plan.ts'
import type { ShownWave } from '../../pages/send/wave-line.tsx'
import { waitWords } from '../../pages/web/bounce-words.ts'
import type { Context } from '../keep/context.ts'
import type { Reads, Timed } from '../keep/ports.ts'
import { dueAt, isOver, type KnownWave, waveStates } from './schedules.ts'
import { countLetters } from './set-wave.ts'

const AUDIENCES: Record<Audience, string> = {
  everyone: 'everyone on the list',
  'the silent': 'those who haven’t replied',
  coming: 'those who said yes',
  'coming or undecided': 'those coming or undecided',
  'not declined': 'everyone who hasn’t said no',
  businesses: 'everyone from business',
  holders: 'everyone who was invited',
  'who came': 'those who came, or who said yes if no one is checked in',
}

export async function shownWaves(
  world: Reads & Timed,
  context: Context,
  people: readonly Listed[],
): Promise<ShownWave[]> {
  const { campaign } = context
  const { meeting } = campaign
  if (!meeting) return []
  const planned = plan(campaign)
  // Before the champions have signed nothing is planned; what would be is worth seeing all the same.
  const waves =
    planned.length > 0 || campaign.status === 'canceled'
      ? planned
      : forecast(campaign, meeting, campaign.scheduledAt ?? world.clock.now(), campaign.timing.holidays)
  const states = await waveStates(world, context)
  const now = world.clock.now()
  const counts = lettersOf(people)
  const shown = waves.map((wave): ShownWave => {
    const key = keyOf(wave)
    const state = states.get(key)
    const at = campaign.left[key] ?? dueAt(wave.at, state)
    return {
      id: key,
      title: nameOfWave(wave.id),
      state: wordOf(wave, state, at, now),
      when: readable(at, meeting.zone),
      audience: AUDIENCES[wave.audience],
      off: wave.off,
      waits: state?.waitsFor && state.state === 'running' ? waitWords(state.waitsFor) : undefined,
      spread: state?.spreadFrom !== undefined && state.state === 'running',
      stuck: state?.stuckSince && readable(state.stuckSince, meeting.zone),
      ...countOf(key, counts),
    }
  })
  // One that cannot be read says so and is not released.
  for (const wave of shown) if (wave.state === 'asks') wave.emails = await countLetters(world, context, wave.id)
  const next = shown.find(({ state }) => state === 'planned')
  return shown.map(wave => ({
    ...wave,
    state: wave === next && planned.length > 0 ? 'next' : wave.state,
    progress:
      wave.state === 'leaving'
        ? { done: wave.sent + wave.skipped + wave.trouble, total: counts.get('people') ?? 0 }
        : undefined,
  }))
}

function wordOf(wave: Wave, state: KnownWave | undefined, at: Instant, now: Instant): ShownWave['state'] {
  if (state?.unreadable) return 'unreadable'
  if (state?.state === 'asks') return 'asks'
  if (state?.state === 'dropped') return 'dropped'
  if (state?.state === 'finished' && isOver(state)) return 'left'
  if (state?.state === 'running' && state.startedAt !== undefined) return 'leaving'
  if (wave.off) return 'off'
  return at <= now && state !== undefined ? 'leaving' : 'planned'
}

interface Counted {
  sent: number
  skipped: number
  trouble: number
}

/** Counted from the invitations themselves, which are the truth while a wave leaves: `invite sent`; and `people`, all on the board. */
export const lettersOf = counting((each: Listed, count) => {
  if (each.removedAt !== undefined || each.host) return
  count('people')
  for (const [wave, send] of Object.entries(each.sends)) {
    if (send.status === 'skipped') count(`${wave} skipped`)
    else if (send.status === 'bounced' || send.status === 'failed' || send.status === 'in doubt')
      count(`${wave} trouble`)
    else if (mayHaveArrived(send)) count(`${wave} sent`)
  }
})

const countOf = (wave: string, counts: ReadonlyMap<string, number>): Counted => ({
  sent: counts.get(`${wave} sent`) ?? 0,
  skipped: counts.get(`${wave} skipped`) ?? 0,
  trouble: counts.get(`${wave} trouble`) ?? 0,
})
