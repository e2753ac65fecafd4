/** What of sending waits for a person, over the campaigns that run: a bounded look, by the documents of waves alone. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import { campaignIdFrom } from '../../domain/keep/ids.ts'
import { meetingTitle } from '../../domain/keep/kinds.ts'
import { nameOf, roleOf } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { titleOf } from '../../domain/keep/wave-id.ts'
import type { WaveState } from '../../domain/send/wave-state.ts'
import type { SendingLine } from '../../pages/operate/sending-part.tsx'
import { type Context, readContext } from '../keep/context.ts'
import { everyOne, UnreadableRow } from '../keep/documents.ts'
import type { Logs, Reads } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { alone, noteUnreadable } from '../keep/unreadable.ts'

/** So many campaigns are looked at. */
const CAMPAIGNS = 50

export interface SendingState {
  lines: SendingLine[]
  /** Letters by what became of them, over the waves that were looked at. */
  counts: { failed: number; inDoubt: number }
  campaigns: number
  /** There are more campaigns than were looked at. */
  isMore: boolean
}

/** `email`: links lead where they have a role. */
export async function sendingState(world: Reads & Logs, email: string): Promise<SendingState> {
  const { partition } = DOCUMENTS.active
  const { found, after } = await world.store.list(partition, { limit: CAMPAIGNS })
  const state: SendingState = {
    lines: [],
    counts: { failed: 0, inDoubt: 0 },
    campaigns: found.length,
    isMore: after !== undefined,
  }
  for (const { key } of found)
    await alone(world.log, async () => {
      const context = await readContext(world.store, campaignIdFrom(key))
      if (context) await look(world, context, email, state)
    })
  return state
}

async function look(world: Reads & Logs, context: Context, email: string, state: SendingState): Promise<void> {
  const { campaign, partnership } = context
  const line = (what: SendingLine['what'], wave?: string, more: Partial<SendingLine> = {}) =>
    state.lines.push({
      what,
      partnership: nameOf(partnership),
      meeting: meetingTitle(campaign),
      email: wave === undefined ? undefined : titleOf(wave),
      path: roleOf(partnership, email) ? PATHS.board(campaign.id) : undefined,
      ...more,
    })
  if (campaign.status === 'paused') line('paused')
  for await (const found of everyOne(world.store, DOCUMENTS.wave, campaign.id)) {
    if (found instanceof UnreadableRow) {
      noteUnreadable(world.log, found)
      line('unreadable')
      continue
    }
    const wave = found.value
    const failed = wave.counts.failed ?? 0
    const inDoubt = wave.counts['in doubt'] ?? 0
    state.counts.failed += failed
    state.counts.inDoubt += inDoubt
    if (failed + inDoubt > 0) line('trouble', wave.id, { failed, inDoubt })
    const waits = waitOf(campaign, wave)
    if (waits) line(waits.what, wave.id, waits)
  }
}

function waitOf({ status }: Campaign, wave: WaveState): Pick<SendingLine, 'what' | 'waitsFor' | 'since'> | undefined {
  if (wave.state === 'asks' && status !== 'canceled') return { what: 'asks' }
  if (wave.state !== 'running' || status === 'canceled') return undefined
  if (wave.waitsFor !== undefined) return { what: 'waits', waitsFor: wave.waitsFor, since: wave.stuckSince }
  return wave.stuckSince === undefined ? undefined : { what: 'stuck', since: wave.stuckSince }
}
