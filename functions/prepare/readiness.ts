/** How ready a partnership's launch is, read; and the links by which its team sees the same. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import { hasBegun } from '../../domain/keep/meeting.ts'
import type { Partnership, TeamMember } from '../../domain/keep/partnership.ts'
import { daysBetween, type Instant, wallOf } from '../../domain/keep/time.ts'
import { type Proposal, waiting } from '../../domain/prepare/proposal.ts'
import { readinessOf } from '../../domain/prepare/readiness.ts'
import type { ReadinessRecord } from '../../domain/prepare/readiness-record.ts'
import {
  allLists,
  countList,
  countTurns,
  type ListCounts,
  type ReadinessStage,
} from '../../domain/prepare/ready-item.ts'
import type { Context } from '../keep/context.ts'
import { partnershipRef, read } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import { campaignsOf } from '../keep/overview.ts'
import type { Knows, Reads } from '../keep/ports.ts'
import { inTurns, type Turns } from '../list/whole/in-turns.ts'
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
  /** Whether anybody is on the lists of the launch and of its other sessions. */
  hasList: boolean
  /** Those who are. */
  invitations(): Listed[]
  /** Ids of the launch and its sessions. */
  lists: string[]
}

const invitedOn = (people: readonly Listed[]): Listed[] =>
  people.filter(({ removedAt, standsInFor }) => removedAt === undefined && !standsInFor)

/** Everything the page of readiness shows of one launch. */
export async function readReadiness(
  world: Reads & { clock: NonNullable<Turns> },
  context: Context,
): Promise<ReadinessRead> {
  const { campaign, partnership } = context
  const { group } = campaign.session ?? {}
  const others =
    group === undefined
      ? []
      : (await campaignsOf(world, partnership.id)).filter(
          each => each.session?.group === group && isLaunch(each) && each.id !== campaign.id,
        )
  const lists = [campaign, ...others].map(({ id }) => id)
  const sequence = campaign.meeting?.sequence ?? 0
  const counts: ListCounts[] = []
  const there: (readonly Listed[])[] = []
  for (const id of lists) {
    const { people } = await wholeList(world.store, id)
    await inTurns(world.clock, ...countTurns(people, sequence))
    counts.push(countList(people, sequence))
    there.push(people)
  }
  const listed = counts.length === 1 && counts[0] ? counts[0] : allLists(counts)
  const readinessRecord = await readinessRecordOf(world.store, partnership.id)
  const proposals = await proposalsOf(world.store, partnership.id)
  const { signed, missing } = signatures(context)
  const stages = readinessOf({
    partnership,
    campaign,
    readinessRecord,
    listed,
    waiting: waiting(proposals).length,
    signed,
    unsigned: missing,
    now: world.clock.now(),
  })
  return {
    campaign,
    partnership,
    readinessRecord,
    stages,
    proposals,
    hasList: listed.leaders + listed.publicPartners > 0,
    invitations: () => there.flatMap(invitedOn),
    lists,
  }
}

/** "29 days to the launch"; empty without a date. */
export function untilLaunch({ campaign: { meeting } }: Pick<ReadinessRead, 'campaign'>, now: Instant): string {
  if (!meeting) return ''
  if (hasBegun(meeting, now)) return 'The launch has been'
  const days = daysBetween(wallOf(now, meeting.zone).day, meeting.date)
  return days === 0 ? 'The launch is today' : days === 1 ? 'One day to the launch' : `${days} days to the launch`
}
