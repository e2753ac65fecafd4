/** The figures of a quarterly report: who came over the meetings, how the teams get on, what became of commitments. */

import * as z from 'zod'
import type { Bars, Campaign } from '../keep/campaign.ts'
import { campaignId } from '../keep/ids.ts'
import { endOf } from '../keep/meeting.ts'
import { instant, personal, type Shaped, shape } from '../keep/shape.ts'
import { type Amount, tell } from '../keep/tell.ts'
import { type Day, type Instant, shortDate } from '../keep/time.ts'
import { type Commitment, countCommitments } from '../teams/commitment.ts'
import { type ActionTeam, leadOf, sidesOf } from '../teams/team.ts'
import { priorityPulseShape, spreadShape } from './pulse.ts'

/** One meeting of the whole partnership, as far as companies came. */
const gathering = shape(() =>
  z.object({
    campaign: campaignId(),
    title: z.string(),
    /** A `Day`. */
    date: z.string(),
    companies: z.number(),
    /** Of these, how many were there only by somebody who was sent. */
    byDelegates: z.number(),
    people: z.number(),
    publicPartners: z.number(),
    goal: z.number(),
    /** Whom `companies` counts: those checked in; where nobody was, those who said yes; where nobody did, nobody knows. */
    counted: z.enum(['came', 'said yes', 'unknown']),
  }),
)
export type Gathering = Shaped<typeof gathering>

/** How many companies came to a meeting. */
export const cameTo = ({ counted, companies }: Gathering): Amount => (counted === 'came' ? companies : 'unknown')

/** How many said that they would come, where nobody wrote down who did. */
export const saidYesTo = ({ counted, companies }: Gathering): Amount => (counted === 'said yes' ? companies : 'unknown')

/** How many companies came to at least one of several meetings: known where it is of each of them. */
const everCame = ({ gatherings, companies }: Pick<ReportFigures, 'gatherings' | 'companies'>): Amount =>
  gatherings.length > 1 && gatherings.every(({ counted }) => counted === 'came') ? companies : 'unknown'

/** "3 companies have been at the table at least once." */
export const everCameWords = (figures: Pick<ReportFigures, 'gatherings' | 'companies'>): string =>
  tell(everCame(figures), {
    unknown: '',
    zero: '',
    one: 'One company has been at the table at least once.',
    many: n => `${n} companies have been at the table at least once.`,
  })

/** How a number of commitments stood. */
const stand = shape(() =>
  z.object({ open: z.number(), moved: z.number(), overdue: z.number(), kept: z.number(), broken: z.number() }),
)
export type CommitmentCounts = Shaped<typeof stand>

const teamLineShape = shape(() =>
  z.object({
    id: z.string(),
    name: personal.words(),
    lead: z.object({ name: personal.name(), company: personal.work() }).optional(),
    businesses: z.number(),
    publicPartners: z.number(),
    /** Calls that have taken place. */
    calls: z.number(),
    outcome: personal.words(),
    closed: z.boolean(),
    stand: stand(),
  }),
)
export type TeamLine = Shaped<typeof teamLineShape>

/** What members may see of a pulse: no words, which could tell who wrote them. */
const toldPulse = shape(() =>
  z.object({
    /** A `Day`. */
    date: z.string(),
    answers: z.number(),
    companies: z.number(),
    asked: z.number(),
    value: spreadShape(),
    led: spreadShape(),
    home: spreadShape(),
    priorities: z.array(priorityPulseShape()),
  }),
)
export type ToldPulse = Shaped<typeof toldPulse>

const promise = shape(() => z.object({ what: personal.words(), name: personal.name(), company: personal.work() }))

const figures = shape(() =>
  z.object({
    /** By date, the latest last. */
    gatherings: z.array(gathering()),
    teams: z.array(teamLineShape()),
    stand: stand(),
    /** What was kept since the meeting before. */
    kept: z.array(promise()),
    /** Their date, a `Day`, has passed, and nobody said how it went. */
    overdue: z.array(promise().extend({ due: z.string() })),
    /** Commitments whose date has passed since the meeting before, however they went; unset in reports that did not count them. */
    fellDue: z.number().optional(),
    /** Businesses that were checked in at least once. */
    companies: z.number(),
    /** The latest pulse that is over, as numbers. */
    pulse: toldPulse().optional(),
    at: instant(),
  }),
)
export type ReportFigures = Shaped<typeof figures>

/** The words of a report, and once it is released the figures as they were told. */
export const reportShape = shape(() =>
  z.object({
    subject: personal.words(),
    body: personal.words(),
    missed: personal.words(),
    /** Who wrote the words last. */
    by: personal.name(),
    released: z.object({ at: instant(), by: personal.name(), figures: figures() }).optional(),
  }),
)
export type Report = Shaped<typeof reportShape>

export function teamLine(
  team: ActionTeam,
  campaigns: readonly Campaign[],
  commitments: readonly Commitment[],
  today: Day,
  now: Instant,
): TeamLine {
  const { businesses, partners } = sidesOf(team)
  const lead = leadOf(team)
  const calls = new Set(team.calls.map(({ campaign }) => campaign))
  return {
    id: team.id,
    name: team.name,
    lead: lead && { name: lead.name, company: lead.company },
    businesses: businesses.length,
    publicPartners: partners.length,
    calls: campaigns.filter(
      ({ id, status, meeting }) => calls.has(id) && status !== 'canceled' && meeting && endOf(meeting) <= now,
    ).length,
    outcome: team.outcome,
    closed: team.closedAt !== undefined,
    stand: countCommitments(
      commitments.filter(each => each.team === team.id),
      today,
    ),
  }
}

/** All that a stand counts. */
export const totalOf = ({ open, moved, overdue, kept, broken }: CommitmentCounts): number =>
  open + moved + overdue + kept + broken

/** Commitments kept after `since`, by whoever kept them. */
export const keptSince = (commitments: readonly Commitment[], since: Instant): Commitment[] =>
  commitments.filter(({ state, settledAt = '' }) => state === 'kept' && settledAt > since)

/** Commitments whose date lies between two days, the last not yet over, however they went. */
export const dueBetween = (commitments: readonly Commitment[], since: Day, today: Day): number =>
  commitments.filter(({ due }) => due > since && due < today).length

/** "Launch, Mar 2": short enough to stand beside a bar. */
export const labelOf = ({ title, date }: Pick<Gathering, 'title' | 'date'>): string =>
  `${title}, ${shortDate(date).replace(/^\w+, /, '')}`

/** "3 companies", "2 companies said yes", or that nobody wrote it down. */
export function companiesAt(gathering: Gathering): string {
  const came = tell(cameTo(gathering), {
    unknown: '',
    zero: 'no companies',
    one: '1 company',
    many: n => `${n} companies`,
  })
  const yes = tell(saidYesTo(gathering), {
    unknown: '',
    zero: '',
    one: '1 company said yes',
    many: n => `${n} companies said yes`,
  })
  return came || yes || 'not recorded'
}

/** How commitments are, in words, each state that there is: "2 kept, 1 past its date". */
export const standWords = ({ kept, open, moved, overdue, broken }: CommitmentCounts): string =>
  [
    kept > 0 && `${kept} kept`,
    open > 0 && `${open} open`,
    moved > 0 && `${moved} open with a new date`,
    overdue > 0 && `${overdue} past ${overdue === 1 ? 'its' : 'their'} date`,
    broken > 0 && `${broken} not kept`,
  ]
    .filter(Boolean)
    .join(', ')

/** More meetings than this make no picture in a letter. */
const MOST_ROWS = 6

/** The figures as bars of a letter. */
export function barsOf({ gatherings, teams, stand }: ReportFigures): Bars[] {
  const most = Math.max(1, ...gatherings.map(({ companies }) => companies))
  const total = totalOf(stand)
  const part = (label: string, n: number) => ({ label, share: n / Math.max(1, total), words: `${n} of ${total}` })
  return [
    {
      title: 'Companies at the table',
      rows: gatherings.slice(-MOST_ROWS).map(each => ({
        label: labelOf(each),
        share: each.companies / most,
        words: companiesAt(each),
      })),
    },
    {
      title: 'Commitments kept, by action team',
      rows: teams
        // A team that has promised nothing has kept nothing, and broken nothing.
        .filter(({ stand }) => totalOf(stand) > 0)
        .map(({ name, stand: own }) => ({
          label: name,
          share: own.kept / totalOf(own),
          words: `${own.kept} of ${totalOf(own)} kept`,
        })),
    },
    {
      title: 'All commitments',
      rows:
        total === 0
          ? []
          : [
              part('Kept', stand.kept),
              part('Open', stand.open),
              part('Open, with a new date', stand.moved),
              part('Overdue', stand.overdue),
              part('Not kept', stand.broken),
            ].filter(({ share }) => share > 0),
    },
  ]
}
