/** How ready a partnership's launch is, read; and the links by which its team sees the same. */

import { remembering } from '../../domain/answer/remembering.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import { hasBegun } from '../../domain/keep/meeting.ts'
import type { Partnership, TeamMember } from '../../domain/keep/partnership.ts'
import { daysBetween, type Instant, wallOf } from '../../domain/keep/time.ts'
import { type Proposal, waiting } from '../../domain/prepare/proposal.ts'
import { readinessOf } from '../../domain/prepare/readiness.ts'
import type { ReadinessRecord } from '../../domain/prepare/readiness-record.ts'
import { countList, type ReadinessStage } from '../../domain/prepare/ready-item.ts'
import type { Context } from '../keep/context.ts'
import { partnershipRef, read } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import { campaignsOf } from '../keep/overview.ts'
import type { Knows, Reads, Timed } from '../keep/ports.ts'
import { wholeList } from '../list/whole/whole-list.ts'
import { signatures } from '../send/texts/signed-set.ts'
import { proposalsOf } from './proposals.ts'
import { readinessRecordOf } from './readiness-record.ts'

/** Who follows a link to the team's page; whoever is not of the team any more has none. */
export async function whoIsOfTeam(
  world: Reads & Knows<'secret' | 'url'>,
  token: string,
): Promise<{ partnership: Partnership; member: TeamMember } | undefined> {
  const ids = LINKS.team.read(world.settings, token)
  const partnership = ids && (await read(world.store, partnershipRef(ids.under)))?.value
  const member = partnership?.team.find(({ email }) => LINKS.team.idOf(email) === ids?.id)
  return partnership && member && { partnership, member }
}

const isLaunch = (campaign: Campaign): boolean => kindOf(campaign).readiness === true && campaign.status !== 'canceled'

/** The launch a partnership works toward: the next one, else the last that was; `campaigns` by date. */
export function launchAmong(campaigns: readonly Campaign[], now: Instant): Campaign | undefined {
  const launches = campaigns.filter(isLaunch)
  return launches.find(({ meeting }) => meeting && !hasBegun(meeting, now)) ?? launches.at(-1)
}

export interface ReadinessRead {
  campaign: Campaign
  partnership: Partnership
  readinessRecord: ReadinessRecord
  stages: ReadinessStage[]
  proposals: Proposal[]
  /** Those on the lists of the launch and of its other sessions. */
  invitations: readonly Listed[]
  /** Ids of the launch and its sessions. */
  lists: string[]
}

const invitedOn = remembering((people: readonly Listed[]): readonly Listed[] =>
  people.filter(({ removedAt, standsInFor }) => removedAt === undefined && !standsInFor),
)

/** Everything the page of readiness shows of one launch. */
export async function readReadiness(world: Reads & Timed, context: Context): Promise<ReadinessRead> {
  const { campaign, partnership } = context
  const { group } = campaign.session ?? {}
  const others =
    group === undefined
      ? []
      : (await campaignsOf(world, partnership.id)).filter(
          each => each.session?.group === group && isLaunch(each) && each.id !== campaign.id,
        )
  const lists = [campaign, ...others].map(({ id }) => id)
  const there: (readonly Listed[])[] = []
  for (const id of lists) there.push(invitedOn((await wholeList(world.store, id)).people))
  const invitations = there.length === 1 ? (there[0] ?? []) : there.flat()
  const readinessRecord = await readinessRecordOf(world.store, partnership.id)
  const proposals = await proposalsOf(world.store, partnership.id)
  const { signed, missing } = signatures(context)
  const stages = readinessOf({
    partnership,
    campaign,
    readinessRecord,
    listed: countList(invitations, campaign.meeting?.sequence ?? 0),
    waiting: waiting(proposals).length,
    signed,
    unsigned: missing,
    now: world.clock.now(),
  })
  return { campaign, partnership, readinessRecord, stages, proposals, invitations, lists }
}

/** "29 days to the launch"; empty without a date. */
export function untilLaunch({ campaign: { meeting } }: Pick<ReadinessRead, 'campaign'>, now: Instant): string {
  if (!meeting) return ''
  if (hasBegun(meeting, now)) return 'The launch has been'
  const days = daysBetween(wallOf(now, meeting.zone).day, meeting.date)
  return days === 0 ? 'The launch is today' : days === 1 ? 'One day to the launch' : `${days} days to the launch`
}
