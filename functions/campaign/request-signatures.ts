/** Asks each champion to sign the letter that stands: once for each champion and each exact text. */
import { type Campaign, requestKey, SIGNATURES_NEEDED } from '../../domain/keep/campaign.ts'
import { CONVOKE, SETUP_PARTS } from '../../domain/keep/history.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { startOf } from '../../domain/keep/meeting.ts'
import type { Champion } from '../../domain/keep/partnership.ts'
import type { CampaignPage } from '../../domain/keep/paths.ts'
import { unknownFields } from '../../mail/merge.ts'
import { type Context, checkOfContext, readContext, signatures } from '../keep/context.ts'
import { activeRef, campaignRef, change, create } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { handOver } from '../keep/submit.ts'
import { touch } from '../keep/touch.ts'
import { signatureRequest } from '../send/composers.ts'
import { schedule } from '../send/schedules.ts'

/** Something that keeps a campaign from being signed, in words for the convener, and the step that mends it. */
export interface Obstacle {
  step: CampaignPage
  message: string
}

/** Everything that keeps a campaign from being signed; empty when nothing does. */
export function obstacles({ campaign, partnership }: Context, now: string): Obstacle[] {
  const found: Obstacle[] = []
  const add = (step: CampaignPage, message: string) => found.push({ step, message })
  if (!partnership.sector || !partnership.region)
    add('partnership', 'Name the industry and the region of the partnership.')
  if (!partnership.organization.name || !partnership.organization.address)
    add('partnership', 'Give the convening organization and its postal address: every letter has to show it.')
  if (!campaign.meeting) add('meeting', 'Give the meeting a date, a time and a place.')
  else if (startOf(campaign.meeting) <= now) add('meeting', 'The meeting is in the past: give it a new date.')
  const { signed } = kindOf(campaign)
  if (signed && partnership.champions.length < SIGNATURES_NEEDED)
    add('champions', `Name at least two champions: ${partnership.champions.length} so far.`)
  if (!campaign.letter?.body.trim() || !campaign.letter.subject.trim())
    add('letter', 'Read the letter, change what you like, and save it.')
  else {
    const unknown = unknownFields(`${campaign.letter.subject}\n${campaign.letter.body}`)
    if (unknown.length > 0) add('letter', `The letter uses fields that Convoke does not know: ${unknown.join(', ')}.`)
  }
  for (const step of SETUP_PARTS.filter(id => Object.hasOwn({ ...partnership.unfinished, ...campaign.unfinished }, id)))
    add(step, 'What was typed here last does not read yet.')
  return found
}

/** Puts the campaign before its champions. Repeating it asks only those who were not asked for this text. */
export async function requestSignatures(
  world: World,
  campaignId: string,
  by: string,
): Promise<{ ok: true } | { ok: false; problems: string[] }> {
  const context = await readContext(world.store, campaignId)
  if (!context) return { ok: false, problems: ['This campaign does not exist any more.'] }
  const problems = obstacles(context, world.clock.now())
  if (problems.length > 0) return { ok: false, problems: problems.map(({ message }) => message) }
  // From here on the sweep looks after it, so that a crash before the last request is healed.
  await create(world.store, activeRef(campaignId), { id: campaignId })
  await change(world.store, campaignRef(campaignId), (campaign): Campaign | undefined =>
    campaign.status === 'draft'
      ? {
          ...campaign,
          status: 'awaiting signatures',
          history: [...campaign.history, { at: world.clock.now(), by, event: 'signatures asked for' }],
        }
      : undefined,
  )
  await sendRequests(world, campaignId)
  await touch(world, context.partnership.id)
  return { ok: true }
}

/** Lets the letters of a meeting that nobody has to sign leave as planned. Repeating it changes nothing. */
export async function startSending(
  world: World,
  campaignId: string,
  by: string,
): Promise<{ ok: true } | { ok: false; problems: string[] }> {
  const context = await readContext(world.store, campaignId)
  if (!context || kindOf(context.campaign).signed)
    return { ok: false, problems: ['This letter has to be signed first.'] }
  const problems = obstacles(context, world.clock.now())
  if (problems.length > 0) return { ok: false, problems: problems.map(({ message }) => message) }
  await create(world.store, activeRef(campaignId), { id: campaignId })
  await change(world.store, campaignRef(campaignId), (campaign): Campaign | undefined => {
    const now = world.clock.now()
    const history = [...campaign.history, { at: now, by, event: 'letters let leave' as const }]
    return campaign.status === 'draft' ? { ...campaign, status: 'scheduled', scheduledAt: now, history } : undefined
  })
  await schedule(world, campaignId)
  await touch(world, context.partnership.id)
  return { ok: true }
}

/** Mails every champion who has not signed and was not asked yet. The sweep calls it too, which heals a crash here. */
export async function sendRequests(world: World, campaignId: string): Promise<void> {
  const context = await readContext(world.store, campaignId)
  const check = context && checkOfContext(context)
  if (!context || !check || context.campaign.status !== 'awaiting signatures') return
  for (const champion of signatures(context).missing) await sendRequest(world, context, champion, check)
}

async function sendRequest(world: World, context: Context, champion: Champion, check: string): Promise<void> {
  const ref = campaignRef(context.campaign.id)
  const key = requestKey(champion, check)
  const attempt = world.run.id + world.chance.id(10)
  const now = world.clock.now()
  const dead = (other: string) => world.run.alone && !other.startsWith(world.run.id)
  const before = context.campaign.requests[key]
  if (before?.status === 'claimed' && dead(before.attempt)) {
    const fate = await world.post.settle(before.attempt)
    await change(world.store, ref, campaign => {
      if (campaign.requests[key]?.attempt !== before.attempt) return undefined
      const requests = { ...campaign.requests }
      if (fate === 'not sent') delete requests[key]
      else requests[key] = { ...before, status: fate === 'sent' ? 'sent' : 'in doubt' }
      return { ...campaign, requests }
    })
    if (fate !== 'not sent') return
  }
  const claimed = await change(world.store, ref, (campaign): Campaign | undefined =>
    campaign.requests[key]
      ? undefined
      : { ...campaign, requests: { ...campaign.requests, [key]: { attempt, at: now, status: 'claimed' } } },
  )
  if (claimed?.requests[key]?.attempt !== attempt) return
  const message = await signatureRequest(world, context, champion, attempt)
  const about = { attempt, wave: 'signature-request', campaign: context.campaign.id }
  const outcome = await handOver(world, message, about)
  await change(world.store, ref, campaign => {
    const requests = { ...campaign.requests }
    const settled = outcome.outcome === 'sent' || outcome.outcome === 'in doubt'
    if (settled) requests[key] = { attempt, at: now, status: outcome.outcome === 'sent' ? 'sent' : 'in doubt' }
    else delete requests[key]
    const asked = { at: now, by: CONVOKE, event: 'signature asked for', champion: champion.name } as const
    return { ...campaign, requests, history: settled ? [...campaign.history, asked] : campaign.history }
  })
}
