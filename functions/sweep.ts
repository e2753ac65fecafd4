/** Asks again for whatever is overdue: heals lost schedules, stale claims and thanks that a crash left unsent. */
import type { Campaign } from '../domain/campaign.ts'
import { endOf } from '../domain/meeting.ts'
import { plan } from '../domain/plan.ts'
import { DAY, shift } from '../domain/time.ts'
import { type Context, readContext } from './context.ts'
import { activeRef, campaignRef, change, invitationsOf, pointers, read, waveRef } from './documents.ts'
import type { World } from './ports.ts'
import { releaseWave } from './release-wave.ts'
import { sendRequests } from './request-signatures.ts'
import { dueAt, isOver, schedule, waveStates } from './schedules.ts'
import { sendThanks } from './take-answer.ts'

/** One round over every campaign that is under way. Safe to repeat and to run beside anything else. */
export async function sweep(world: World): Promise<void> {
  for (const id of await pointers(world.store, activeRef('').partition)) {
    const context = await readContext(world.store, id)
    if (!context) continue
    await schedule(world, id)
    await sendRequests(world, id)
    await releaseOverdue(world, context)
    await thankOverdue(world, context)
    await finish(world, context)
  }
}

async function releaseOverdue(world: World, { campaign }: Context): Promise<void> {
  for (const wave of plan(campaign)) {
    if (wave.off) continue
    const state = (await read(world.store, waveRef(campaign.id, wave.id)))?.value
    if (!isOver(state) && dueAt(wave.at, state) <= world.clock.now())
      await releaseWave(world, { campaign: campaign.id, wave: wave.id })
  }
}

async function thankOverdue(world: World, context: Context): Promise<void> {
  for await (const { value } of invitationsOf(world.store, context.campaign.id))
    if (
      Object.entries(value.sends).some(
        ([key, { status }]) => key.startsWith('thanks:') && /^(due|claimed)$/.test(status),
      )
    )
      await sendThanks(world, context, value)
}

/** A campaign whose meeting is over by a day and whose waves are settled needs the sweep no more. */
async function finish(world: World, context: Context): Promise<void> {
  const { campaign } = context
  if (!campaign.meeting || world.clock.now() < shift(endOf(campaign.meeting), DAY)) return
  const states = await waveStates(world, context)
  if (plan(campaign).some(wave => !wave.off && !isOver(states.get(wave.id)))) return
  await change(world.store, campaignRef(campaign.id), (stands): Campaign | undefined =>
    stands.status === 'running' || stands.status === 'scheduled' ? { ...stands, status: 'finished' } : undefined,
  )
  const active = await read(world.store, activeRef(campaign.id))
  if (active) await world.store.remove(activeRef('').partition, campaign.id, active.version)
}
