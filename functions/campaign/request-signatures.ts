/** Asks each champion to sign the letter that stands: once for each champion and each exact text. */
import { askedOf, mayAskAgain, reminderAt } from '../../domain/campaign/asking.ts'
import { type Campaign, isLive, requestKey, SIGNATURES_NEEDED } from '../../domain/keep/campaign.ts'
import { CONVOKE, SETUP_PARTS } from '../../domain/keep/history.ts'
import type { CampaignId, ChampionId } from '../../domain/keep/ids.ts'
import { isSettled } from '../../domain/keep/invitation.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { hasBegun } from '../../domain/keep/meeting.ts'
import type { Champion } from '../../domain/keep/partnership.ts'
import type { CampaignPage } from '../../domain/keep/paths.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { unknownFields } from '../../mail/merge.ts'
import { type Context, readContext } from '../keep/context.ts'
import { campaignRef, change } from '../keep/documents.ts'
import type { Plans, Sends } from '../keep/ports.ts'
import { replanErrands } from '../keep/replan.ts'
import { awaken, type Looked } from '../send/awake.ts'
import { deliver, type SendSlot } from '../send/deliver.ts'
import type { Pace } from '../send/pace.ts'
import { schedule } from '../send/schedules.ts'
import { CONVENERS_PATIENCE, soon } from '../send/soon.ts'
import { checkOfSet, signatures } from '../send/texts/signed-set.ts'
import { withShown } from './shown-texts.ts'

/** Something that keeps a campaign from being signed, in words for the convener, and the step that fixes it. */
export interface Obstacle {
  step: CampaignPage
  message: string
}

/** Everything that keeps a campaign from being signed; empty when nothing does. */
export function obstacles({ campaign, partnership }: Context, now: string): Obstacle[] {
  const found: Obstacle[] = []
  const add = (step: CampaignPage, message: string) => found.push({ step, message })
  if (!partnership.sector || !partnership.region) add('partnership', 'Enter the industry and the region.')
  if (!partnership.organization.name || !partnership.organization.address)
    add('partnership', 'Enter the convening organization and its postal address: every email has to show them.')
  if (!campaign.meeting) add('meeting', 'Enter a date, a time and a place.')
  else if (hasBegun(campaign.meeting, now)) add('meeting', 'The meeting is in the past. Choose a new date.')
  const { signed } = kindOf(campaign)
  if (signed && partnership.champions.length < SIGNATURES_NEEDED)
    add('champions', `Name at least two champions: ${partnership.champions.length} so far.`)
  if (signed && partnership.team.some(({ name }) => name === ''))
    add('team', 'Enter your name: champions want to know who is asking.')
  if (!campaign.letter?.body.trim() || !campaign.letter.subject.trim())
    add('letter', 'Read the letter, change anything you like, and save it.')
  else {
    const unknown = unknownFields(`${campaign.letter.subject}\n${campaign.letter.body}`)
    if (unknown.length > 0) add('letter', `The letter uses fields that Convoke does not know: ${unknown.join(', ')}.`)
  }
  for (const step of SETUP_PARTS.filter(id => Object.hasOwn({ ...partnership.unfinished, ...campaign.unfinished }, id)))
    add(step, 'Something here needs fixing before it counts.')
  return found
}

/** Puts the campaign before its champions. Repeating it asks only those who were not asked for this text. */
export async function requestSignatures(
  world: Sends,
  campaignId: CampaignId,
  by: string,
): Promise<{ ok: true } | { ok: false; problems: string[] }> {
  const context = await readContext(world.store, campaignId)
  if (!context) return { ok: false, problems: ['This campaign does not exist any more.'] }
  const problems = obstacles(context, world.clock.now())
  if (problems.length > 0) return { ok: false, problems: problems.map(({ message }) => message) }
  // From here on the sweep looks after it, so that a crash before the last request is healed.
  await awaken(world.store, campaignId)
  await change(world.store, campaignRef(campaignId), (campaign): Campaign | undefined =>
    campaign.status === 'draft'
      ? {
          ...campaign,
          status: 'awaiting signatures',
          history: [...campaign.history, { at: world.clock.now(), by, event: 'signatures asked for' }],
        }
      : undefined,
  )
  await soon(world, campaignId, pace => sendRequests(world, campaignId, pace), CONVENERS_PATIENCE)
  await replanErrands(world, context.partnership.id)
  return { ok: true }
}

/** Lets the letters of a meeting that nobody has to sign leave as planned. Repeating it changes nothing. */
export async function startSending(
  world: Plans,
  campaignId: CampaignId,
  by: string,
): Promise<{ ok: true } | { ok: false; problems: string[] }> {
  const context = await readContext(world.store, campaignId)
  if (!context || kindOf(context.campaign).signed)
    return { ok: false, problems: ['This letter has to be signed first.'] }
  const problems = obstacles(context, world.clock.now())
  if (problems.length > 0) return { ok: false, problems: problems.map(({ message }) => message) }
  await awaken(world.store, campaignId)
  await change(world.store, campaignRef(campaignId), (campaign): Campaign | undefined => {
    const now = world.clock.now()
    const history = [...campaign.history, { at: now, by, event: 'letters let leave' as const }]
    return campaign.status === 'draft' ? { ...campaign, status: 'scheduled', scheduledAt: now, history } : undefined
  })
  await schedule(world, campaignId)
  await replanErrands(world, context.partnership.id)
  return { ok: true }
}

/** The check value of what champions are asked to sign now; undefined while there is nothing to ask. */
export function checkToSign({ campaign, partnership }: Context, now: string): string | undefined {
  const { status, meeting } = campaign
  const asks = status === 'awaiting signatures' || isLive(campaign)
  // Letters of a meeting that has begun have left: nobody has to sign them any more.
  return asks && meeting && !hasBegun(meeting, now) ? checkOfSet({ campaign, partnership }) : undefined
}

/** What asks champions to sign is loaded with the first who is asked. */
const load = () => import('./signature-request.ts')

/** Mails every champion who has not signed what is due to them by what stands now. */
export async function sendRequests(world: Sends, campaignId: CampaignId, pace: Pace): Promise<Looked> {
  const found = await readContext(world.store, campaignId)
  return found ? sendRequestsOf(world, found, pace) : 'nothing open'
}

/**
 * The same of a campaign that was read a moment ago: the first request for these words, what the convener asked for again, and
 * one reminder. The sweep calls it too, which heals a crash here and lets reminders leave in time.
 */
export async function sendRequestsOf(world: Sends, found: Context, pace: Pace): Promise<Looked> {
  const { partnership, campaign } = found
  const campaignId = campaign.id
  const check = checkToSign(found, world.clock.now())
  if (!check) return 'nothing open'
  let left = false
  if (withShown(found, '') && signatures(found).missing.length > 0)
    await change(world.store, campaignRef(campaignId), campaign =>
      withShown({ campaign, partnership }, world.clock.now()),
    )
  for (const champion of signatures(found).missing)
    for (const occasion of [
      undefined,
      ...(found.campaign.askedAgain?.[requestKey(champion, check)] ?? []).map((_, n) => ({ again: n + 1 })),
      'reminded',
    ] as const) {
      const slot = requestSlot(campaignId, champion, check, occasion)
      const known = slot.read(found.campaign)
      if (known && isSettled(known)) continue
      const delivered = await deliver(world, {
        kind: 'signature-request',
        slot,
        about: { campaign: campaignId },
        sequence: 0,
        pace,
        decide(campaign, now) {
          const context = { campaign, partnership }
          const isAsked = checkToSign(context, now) === check && signatures(context).missing.includes(champion)
          if (!isAsked) return { do: 'skip', reason: 'no longer asked' }
          const due = occasion === 'reminded' ? reminderAt(campaign, champion, check) : now
          if (due === undefined) return { do: 'skip', reason: 'no longer asked' }
          return due <= now ? { do: 'send' } : { do: 'wait', until: due }
        },
        compose: async (campaign, attempt) =>
          (await load()).signatureRequest(world, { campaign, partnership }, champion, attempt, occasion !== undefined),
      })
      left ||= delivered === 'later'
    }
  return left ? 'more to do' : 'nothing open'
}

/** When champions who have been asked and say nothing are reminded, as far as that is still to come. */
export function remindersAhead({ campaign, partnership }: Context, now: Instant): Instant[] {
  const check = checkToSign({ campaign, partnership }, now)
  if (check === undefined) return []
  return signatures({ campaign, partnership }).missing.flatMap(champion => {
    const at = askedOf(campaign, champion, check).reminder ? undefined : reminderAt(campaign, champion, check)
    return at !== undefined && at > now ? [at] : []
  })
}

/** `too soon`: they were asked minutes ago. `not asked`: there is nothing that they have to sign, or nobody was asked yet. */
export type AskingAgain = 'asked' | 'too soon' | 'not asked'

/** Asks one champion again, by the convener's hand. Two clicks at once are one request. */
export async function askAgain(world: Sends, campaignId: CampaignId, championId: ChampionId): Promise<AskingAgain> {
  const context = await readContext(world.store, campaignId)
  const champion = context && signatures(context).missing.find(({ id }) => id === championId)
  if (!champion) return 'not asked'
  let asking = 'not asked' as AskingAgain
  await change(world.store, campaignRef(campaignId), (campaign): Campaign | undefined => {
    const now = world.clock.now()
    const check = checkToSign({ ...context, campaign }, now)
    const { sent, wanted, last } = askedOf(campaign, champion, check ?? '')
    asking = 'not asked'
    if (check === undefined || sent.length === 0) return undefined
    asking = mayAskAgain(last, now) ? 'asked' : 'too soon'
    if (asking !== 'asked') return undefined
    return { ...campaign, askedAgain: { ...campaign.askedAgain, [requestKey(champion, check)]: [...wanted, now] } }
  })
  if (asking === 'asked')
    await soon(world, campaignId, pace => sendRequests(world, campaignId, pace), CONVENERS_PATIENCE)
  return asking
}

/** A request stands in its campaign, by champion, letter and address; one that is due does not stand there. */
function requestSlot(
  campaignId: CampaignId,
  champion: Champion,
  check: string,
  occasion: Parameters<typeof requestKey>[2],
): SendSlot<Campaign> {
  const key = requestKey(champion, check, occasion)
  const event = occasion === 'reminded' ? ('reminded to sign' as const) : ('signature asked for' as const)
  return {
    ref: campaignRef(campaignId),
    read({ requests }) {
      const request = requests[key]
      return request && { ...request, attempts: 1, sequence: 0 }
    },
    write(campaign, { status, at, attempt }) {
      const { [key]: before, ...others } = campaign.requests
      switch (status) {
        case 'due':
          return { ...campaign, requests: others }
        case 'claimed':
          return { ...campaign, requests: { ...others, [key]: { ...before, attempt, at, status } } }
        case 'sent':
        case 'in doubt': {
          const asked = { at, by: CONVOKE, event, champion: champion.name }
          const requests = { ...others, [key]: { ...before, attempt, at, status } }
          return { ...campaign, requests, history: [...campaign.history, asked] }
        }
        case 'failed':
        case 'bounced':
          return { ...campaign, requests: { ...others, [key]: { ...before, attempt, at, status: 'bounced' } } }
        default:
          return campaign
      }
    },
  }
}
