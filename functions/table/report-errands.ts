/** After a quarterly table the convener is reminded of its report; when a survey is over, those who lead hear what it says. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { type Kind, kindOf } from '../../domain/keep/kinds.ts'
import { endOf } from '../../domain/keep/meeting.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import {
  addDays,
  DAY,
  type Instant,
  instantOf,
  longDate,
  MORNING,
  nextWorkingMoment,
  shift,
  wallOf,
} from '../../domain/keep/time.ts'
import type { Errand } from '../../domain/send/errand.ts'
import { isTold } from '../../domain/table/pulse.ts'
import { absolute, LINKS } from '../keep/links.ts'
import type { Overview, Planner } from '../keep/overview.ts'
import type { Knows, Reads } from '../keep/ports.ts'
import { saying } from '../send/texts/errand-texts.ts'
import { pulseResult, pulseTime } from './pulse.ts'
import { reportOf } from './report.ts'

/** Nobody wants to be reminded of a meeting that is longer ago. */
const FRESH = 14 * DAY

/** What is further away is planned when it comes nearer, and needs no reading before. */
const isNear = (at: Instant, now: Instant): boolean => at <= shift(now, 2 * DAY) && now < shift(at, FRESH)

/** Meetings of kinds of which something is true, that were not called off and whose letters leave. */
const meetings = ({ campaigns }: Overview, is: (kind: Kind) => boolean | undefined): Campaign[] =>
  campaigns.filter(
    ({ meeting, status, scheduledAt }) =>
      meeting && is(kindOf({ meeting })) && status !== 'canceled' && scheduledAt !== undefined,
  )

export const reportErrands: Planner = async (world, overview) => {
  const errands: Errand[] = []
  for (const campaign of meetings(overview, ({ tells }) => tells === 'report')) {
    const { meeting } = campaign
    if (!meeting || !isNear(endOf(meeting), overview.now)) continue
    if ((await reportOf(world, campaign.id))?.released) continue
    const at = morningAfter(campaign, endOf(meeting))
    for (const { name, email, organization } of runBy(overview))
      errands.push({
        key: `report-due:${campaign.id}:${meeting.sequence}`,
        kind: 'report-due',
        to: { name, email, organization },
        at,
        until: shift(endOf(meeting), FRESH),
        ...saying('report-due', { date: longDate(meeting.date) }),
        link: absolute(world.settings, PATHS.report(campaign.id)),
      })
  }
  return errands
}

export const pulseErrands: Planner = async (world, overview) => {
  const errands: Errand[] = []
  for (const campaign of meetings(overview, ({ pulse }) => pulse))
    errands.push(...(await resultsOf(world, overview, campaign)))
  return errands
}

async function resultsOf(
  world: Reads & Knows<'secret' | 'url'>,
  overview: Overview,
  campaign: Campaign,
): Promise<Errand[]> {
  const over = pulseTime(campaign)?.until
  if (over === undefined || !isNear(over, overview.now)) return []
  const { settings } = world
  const at = nextWorkingMoment(over, campaign.meeting?.zone ?? 'UTC', campaign.timing.holidays)
  const result = await pulseResult(world, campaign)
  if (!isTold(result)) return []
  const one = (who: 'convener' | 'champion', to: Errand['to'], link: string): Errand => ({
    key: `pulse-results:${campaign.id}:${who}`,
    kind: 'pulse-results',
    to,
    at,
    until: shift(over, FRESH),
    ...saying('pulse-results', {
      numbers: { data: `**${result.answers} of ${result.asked} members answered.**` },
      also_asked: result.priorities.length > 0 ? 'which priorities they would keep' : 'whether it has the right home',
    }),
    link,
  })
  return [
    ...runBy(overview).map(({ name, email, organization }) =>
      one(
        'convener',
        { name, email, organization },
        absolute(settings, withQuery(PATHS.progress(campaign.id), {}, 'pulse')),
      ),
    ),
    ...overview.partnership.champions.map(({ id, name, email, company }) =>
      one('champion', { name, email, organization: company }, LINKS.pulse.to(settings, campaign.id, id)),
    ),
  ]
}

const runBy = ({ partnership }: Overview) => partnership.team.filter(({ role }) => mayEdit(role))

function morningAfter({ meeting, timing }: Campaign, at: Instant): Instant {
  const zone = meeting?.zone ?? 'UTC'
  const morning = instantOf(addDays(wallOf(at, zone).day, 1), MORNING, zone)
  return nextWorkingMoment(morning, zone, timing.holidays)
}
