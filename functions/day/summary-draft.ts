/** The words an executive summary begins with, from what was written down on the day. */
import { nextInSeries } from '../../domain/campaign/series.ts'
import { type Attendance, attendanceOf } from '../../domain/day/attendance.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { tell } from '../../domain/keep/tell.ts'
import { addDays, type Day, longDate } from '../../domain/keep/time.ts'
import type { Commitment } from '../../domain/teams/commitment.ts'
import type { RankedPriority } from '../../domain/teams/record.ts'
import { plainly } from '../../mail/merge.ts'
import type { Context } from '../keep/context.ts'
import { campaignsOf } from '../keep/overview.ts'
import type { Reads, Timed } from '../keep/ports.ts'
import { commitmentsOf } from '../teams/commitments.ts'
import { prioritiesOf } from '../teams/record.ts'
import { guestsIn } from './run-sheet.ts'
import type { SummaryText } from './summary.ts'

export interface Captured {
  date: Day
  attendance: Pick<Attendance, 'companies'>
  priorities: readonly RankedPriority[]
  commitments: readonly Commitment[]
  /** The day of the next meeting of the whole table, where one is planned. */
  next?: Day | undefined
}

/** So many priorities stand in a letter that is read in ten seconds. */
const SHOWN = 5

/** So many characters of promises, and of companies, leave a draft room to be edited: a summary may have 8,000. */
const MOST_PROMISED = 3500
const MOST_NAMED = 2000

/** As many of the first as fit into `most` characters. */
function fitting(lines: readonly string[], most: number): string[] {
  let room = most
  return lines.filter(line => {
    room -= line.length + 2
    return room >= 0
  })
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

/** What those read first who were not there: it promises a seat on a team only where there will be teams. */
const missedWords = (teams: boolean): string =>
  `**We missed you on {{date}}.** It’s not too late: here is what came of the meeting${teams ? ', and the teams working on it have a seat for you' : ''}.`

/** How the letter begins, as far as it was written down who came and what they said. */
function opening(companies: number, priorities: number): string {
  const did = tell(priorities, {
    unknown: '',
    zero: '',
    one: ' and named what they want to work on together',
    many: () => ' and said what they could do better together than apart',
  })
  const came = tell(companies === 0 ? 'unknown' : companies, {
    unknown: 'On {{date}} the **{{partnership}}** met.',
    zero: '',
    one: `On {{date}}, **one company** sat down as the **{{partnership}}**${did}.`,
    many: n => `On {{date}}, **${n} companies** sat down as the **{{partnership}}**${did}.`,
  })
  return `${came} This is what came of it.`
}

export function draftSummary({ date, attendance, priorities, commitments, next }: Captured): SummaryText {
  const { companies } = attendance
  const first = `${longDate(addDays(date, 14))} and ${longDate(addDays(date, 28))}`
  const voted = priorities.some(({ votes }) => votes > 0)
  const promised = fitting(
    commitments.map(
      ({ what, owner, due }) =>
        `- ${plainly(what)}: ${[owner.name, owner.company].filter(Boolean).map(plainly).join(', ')}, by ${longDate(due)}`,
    ),
    MOST_PROMISED,
  )
  const named = fitting(companies.map(plainly), MOST_NAMED)
  const others = companies.length - named.length
  const teams = priorities.length > 0
  const steps = [
    ...(teams
      ? [
          '- Each of the first priorities gets an action team of businesses, led by one of you. See the teams and join one with the button above.',
          `- Each team has a short first call between ${first}.`,
        ]
      : []),
    ...(next ? [`- We all meet again on ${longDate(next)}.`] : []),
  ]
  const body = [
    'Dear {{first_name}},',
    opening(companies.length, priorities.length),
    ...(priorities.length > 0
      ? [
          voted ? '**Your priorities, in the order of your votes**' : '**Your priorities**',
          priorities
            .slice(0, SHOWN)
            .map(
              ({ text, votes }, n) =>
                `${n + 1}. ${plainly(text)}${votes > 0 ? ` (${count(votes, 'company', 'companies')})` : ''}`,
            )
            .join('\n'),
        ]
      : []),
    ...(commitments.length > 0
      ? [
          '**Commitments**',
          [
            ...promised,
            ...(promised.length < commitments.length
              ? [`- And ${count(commitments.length - promised.length, 'commitment', 'commitments')} more.`]
              : []),
          ].join('\n'),
        ]
      : []),
    ...(steps.length > 0 ? ['**What comes next**', steps.join('\n')] : []),
    ...(companies.length > 0
      ? [`**Who was there**: ${named.join(', ')}${others > 0 ? ` and ${count(others, 'other', 'others')}` : ''}.`]
      : []),
    'With kind regards,  \n{{organization}}',
  ]
  return {
    subject: teams || commitments.length > 0 ? 'What we decided on {{date}}' : 'Our meeting on {{date}}',
    body: body.join('\n\n'),
    // Where nobody was checked in, nobody knows who was not there.
    missed: companies.length === 0 ? '' : missedWords(teams),
  }
}

/** The commitments that were made at a meeting. */
export const promisedAt = async (world: Reads, { id, partnership }: Campaign): Promise<Commitment[]> =>
  (await commitmentsOf(world.store, partnership)).filter(({ campaign }) => campaign === id)

/** The words the summary of a meeting begins with. */
export async function summaryDraft(
  world: Reads & Timed,
  { campaign }: Pick<Context, 'campaign'>,
): Promise<SummaryText> {
  const date = campaign.meeting?.date ?? ''
  return draftSummary({
    date,
    attendance: attendanceOf(await guestsIn(world, campaign)),
    priorities: await prioritiesOf(world.store, campaign.id),
    commitments: await promisedAt(world, campaign),
    next: nextInSeries(await campaignsOf(world, campaign.partnership), date)?.meeting?.date,
  })
}
