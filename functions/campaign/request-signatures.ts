/** Asks each champion to sign the letter that stands: once for each champion and each exact text. */
import { type Campaign, isLive, requestKey, SIGNATURES_NEEDED } from '../../domain/keep/campaign.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { startOf } from '../../domain/keep/meeting.ts'
import type { Champion } from '../../domain/keep/partnership.ts'
import type { CampaignPage } from '../../domain/keep/paths.ts'
import { unknownFields } from '../../mail/merge.ts'
import { type Context, readContext } from '../keep/context.ts'
import { activeRef, campaignRef, change, create } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { handOver } from '../keep/submit.ts'
import { touch } from '../keep/touch.ts'
import { signatureRequest } from '../send/composers.ts'
import { schedule } from '../send/schedules.ts'
import { checkOfSet, signatures } from '../send/signed-set.ts'
import { STEP_IDS } from './steps/step.ts'

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
  for (const step of STEP_IDS.filter(id => Object.hasOwn({ ...partnership.unfinished, ...campaign.unfinished }, id)))
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
          history: [...campaign.history, { at: world.clock.now(), by, what: 'asked the champions to sign' }],
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
    const history = [...campaign.history, { at: now, by, what: 'let the letters leave' }]
    return campaign.status === 'draft' ? { ...campaign, status: 'scheduled', scheduledAt: now, history } : undefined
  })
  await schedule(world, campaignId)
  await touch(world, context.partnership.id)
  return { ok: true }
}

/** The check value of what champions are asked to sign now; undefined while there is nothing to ask. */
export function checkToSign({ campaign, partnership }: Context, now: string): string | undefined {
  const { status, meeting } = campaign
  const asks = status === 'awaiting signatures' || isLive(campaign)
  // Letters of a meeting that has begun have left: nobody has to sign them any more.
  return asks && meeting && startOf(meeting) > now ? checkOfSet({ campaign, partnership }) : undefined
}

/** Mails every champion who has not signed and was not asked yet. The sweep calls it too, which heals a crash here. */
export async function sendRequests(world: World, campaignId: string): Promise<void> {
  const context = await readContext(world.store, campaignId)
  const check = context && checkToSign(context, world.clock.now())
  if (!context || !check) return
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
    const entry = { at: now, by: 'Convoke', what: `asked ${champion.name} to sign the letter` }
    return { ...campaign, requests, history: settled ? [...campaign.history, entry] : campaign.history }
  })
}
