/**
 * The words a report begins with: who came, what was kept, where the teams are, when the table meets again. Each sentence
 * is made of figures, and says what is so where there are none, one or many of them, or where nobody knows.
 */

import { nextInSeries } from '../../domain/campaign/series.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { tell } from '../../domain/keep/tell.ts'
import { longDate } from '../../domain/keep/time.ts'
import type { TableAgenda } from '../../domain/table/agenda.ts'
import {
  cameTo,
  everCameWords,
  type Gathering,
  type ReportFigures,
  saidYesTo,
  standWords,
  type TeamLine,
  totalOf,
} from '../../domain/table/report.ts'
import { plainly } from '../../mail/merge.ts'
import type { Context } from '../keep/context.ts'
import { campaignsOf } from '../keep/overview.ts'
import type { Reads, Timed } from '../keep/ports.ts'
import { agendaOf } from './agenda.ts'
import { figuresOf, type ReportText } from './report.ts'

const listed = (items: readonly string[]): string => items.map(item => `- ${item}`).join('\n')
const whose = ({ name, company }: { name: string; company: string }): string =>
  [name, company].filter(Boolean).map(plainly).join(', ')

/** What can be said before anybody edits it. `next` is the table that comes after this one. */
export function draftReport(
  campaign: Campaign,
  figures: ReportFigures,
  agenda: Pick<TableAgenda, 'items'>,
  next: Campaign | undefined,
): ReportText {
  const here = figures.gatherings.find(each => each.campaign === campaign.id)
  const again = next?.meeting
  const body = [
    'Dear {{first_name}},',
    ...[[attendance(here), everCameWords(figures), 'Here is where we are, on one page.'].filter(Boolean).join(' ')],
    ...part('What we talked about', listed(agenda.items.map(({ text }) => plainly(text)))),
    ...part(figures.gatherings.length > 1 ? 'Commitments since we last met' : 'Commitments', commitments(figures)),
    ...part('Action teams', listed(figures.teams.map(teamWords))),
    again ? `We meet again on **${longDate(again.date)}**.` : '',
    'With kind regards,  \n{{organization}}',
  ]
  return {
    subject: 'Where the {{partnership}} is after {{date}}',
    body: body.filter(Boolean).join('\n\n'),
    // Where nobody was checked in, nobody knows who was not there.
    missed:
      here?.counted === 'came'
        ? `**We missed you on {{date}}.**${again ? ` We’d like to see you on ${longDate(again.date)}.` : ''} This is what came of the meeting.`
        : '',
  }
}

/** The words the report of a meeting begins with. */
export async function reportDraft(world: Reads & Timed, { campaign }: Pick<Context, 'campaign'>): Promise<ReportText> {
  const next = nextInSeries(await campaignsOf(world, campaign.partnership), campaign.meeting?.date ?? '')
  return draftReport(campaign, await figuresOf(world, campaign), await agendaOf(world, campaign), next)
}

const part = (heading: string, words: string): string[] => (words === '' ? [] : [`**${heading}**`, words])

/** Who was there, as far as it was written down. */
function attendance(here: Gathering | undefined): string {
  const came = tell(here ? cameTo(here) : 'unknown', {
    unknown: '',
    // Only public partners were checked in.
    zero: 'The **{{partnership}}** met on {{date}}.',
    one: 'On {{date}}, **one company** was at the table of the **{{partnership}}**.',
    many: n => `On {{date}}, **${n} companies** were at the table of the **{{partnership}}**.`,
  })
  const yes = tell(here ? saidYesTo(here) : 'unknown', {
    unknown: '',
    zero: '',
    one: 'One company had said yes to the meeting of the **{{partnership}}** on {{date}}.',
    many: n => `${n} companies had said yes to the meeting of the **{{partnership}}** on {{date}}.`,
  })
  return came || yes || 'This follows the meeting of the **{{partnership}}** on {{date}}.'
}

/** What became of what was promised: what was kept, what is late, and all of it together. */
function commitments({ kept, overdue, stand, fellDue }: ReportFigures): string {
  const kinds = standWords(stand)
  const all = tell(totalOf(stand), {
    unknown: '',
    zero: '',
    one: `One commitment so far: ${kinds.replace('1 ', '')}.`,
    many: n => `${n} commitments so far: ${kinds}.`,
  })
  if (all === '') return ''
  const late = tell(overdue.length, {
    unknown: '',
    zero: '',
    one: 'One is past its date, and we have not heard how it went.',
    many: n => `${n} are past their dates, and we have not heard how they went.`,
  })
  // Nothing is kept where nothing was due, and that is no failure; where we cannot tell, we say what is written down.
  const none = late === '' && fellDue === 0 ? 'None came due.' : 'None has been marked as kept.'
  const done = tell(kept.length, {
    unknown: '',
    zero: none,
    one: listed(kept.map(keptWords)),
    many: () => listed(kept.map(keptWords)),
  })
  return [...(kept.length === 0 ? [`${done} ${late}`.trim()] : [`Kept:\n\n${done}`, late]), all]
    .filter(Boolean)
    .join('\n\n')
}

const keptWords = (each: ReportFigures['kept'][number]): string => `${plainly(each.what)} (${whose(each)})`

function teamWords({ name, lead, businesses, calls, outcome, closed }: TeamLine): string {
  const facts = [
    lead ? `led by ${whose(lead)}` : 'no lead yet',
    tell(businesses, { unknown: '', zero: 'no businesses yet', one: '1 business', many: n => `${n} businesses` }),
    tell(calls, { unknown: '', zero: 'no calls yet', one: '1 call', many: n => `${n} calls` }),
  ]
  const aim = outcome.trim() === '' ? '' : `: ${plainly(outcome)}`
  return `**${plainly(name)}** (${closed ? 'closed' : facts.join('; ')})${aim}`
}
