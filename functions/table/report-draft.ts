/** The words a report begins with: what was kept, where the teams stand, what is open, when the table meets again. */

import { nextInSeries } from '../../domain/campaign/series.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { longDate } from '../../domain/keep/time.ts'
import type { TableAgenda } from '../../domain/table/agenda.ts'
import { type Figures, totalOf } from '../../domain/table/report.ts'
import { plainly } from '../../mail/merge.ts'
import { campaignsOf } from '../keep/affairs.ts'
import type { Context } from '../keep/context.ts'
import type { Reads, Timed } from '../keep/ports.ts'
import { agendaOf } from './agenda.ts'
import { figuresOf, type Words } from './report.ts'

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`
const listed = (items: readonly string[]): string => items.map(item => `- ${item}`).join('\n')
const whose = ({ name, company }: { name: string; company: string }): string =>
  [name, company].filter(Boolean).map(plainly).join(', ')

/** What can be said before anybody edits it. `next` is the table that comes after this one. */
function draftReport(
  campaign: Campaign,
  figures: Figures,
  agenda: Pick<TableAgenda, 'items'>,
  next: Campaign | undefined,
): Words {
  const { stand, teams, kept, overdue, gatherings, companies } = figures
  const here = gatherings.find(each => each.campaign === campaign.id)
  const came = here ? count(here.companies, 'company', 'companies') : 'Members'
  const verb = here?.counted === 'came' ? 'sat at the table' : 'said they would sit at the table'
  const again = next?.meeting ? `We meet again on **${longDate(next.meeting.date)}**.` : ''
  const total = totalOf(stand)
  const open = stand.open + stand.moved + stand.overdue
  const body = [
    'Dear {{first_name}},',
    `On {{date}}, **${came}** ${verb} of the **{{partnership}}**${gatherings.length > 1 && here ? `; ${companies} have been there at least once so far` : ''}. This is where we stand, in one page.`,
    ...(agenda.items.length > 0
      ? ['**What we talked about**', listed(agenda.items.map(({ text }) => plainly(text)))]
      : []),
    '**What was kept since we met last**',
    kept.length > 0
      ? listed(kept.map(each => `${plainly(each.what)} (${whose(each)})`))
      : 'No commitment fell due and was kept in this quarter.',
    ...(teams.length > 0
      ? [
          '**Where the action teams stand**',
          listed(
            teams.map(({ name, lead, businesses, calls, outcome, closed }) => {
              const facts = [
                lead ? `led by ${whose(lead)}` : 'without a lead',
                count(businesses, 'business', 'businesses'),
                count(calls, 'call'),
              ].join('; ')
              const aim = outcome.trim() === '' ? '' : `: ${plainly(outcome)}`
              return `**${plainly(name)}** ${closed ? '(has done its work)' : `(${facts})`}${aim}`
            }),
          ),
        ]
      : []),
    ...(total > 0
      ? [
          `Of ${count(total, 'commitment')} so far, **${stand.kept} ${stand.kept === 1 ? 'is' : 'are'} kept**${open > 0 ? ` and ${open} ${open === 1 ? 'is' : 'are'} open` : ''}${overdue.length > 0 ? `, ${overdue.length} of them past ${overdue.length === 1 ? 'its' : 'their'} date` : ''}.`,
        ]
      : []),
    again,
    'With kind regards,  \n{{organization}}',
  ]
  return {
    subject: 'Where the {{partnership}} stands after {{date}}',
    body: body.filter(Boolean).join('\n\n'),
    // Where nobody was checked in, nobody knows who was not there.
    missed:
      here?.counted !== 'came'
        ? ''
        : `**We missed you on {{date}}.** Your seat is kept${next?.meeting ? ` for ${longDate(next.meeting.date)}` : ''}; this is what came of the meeting.`,
  }
}

/** The words the report of a meeting begins with. */
export async function reportDraft(world: Reads & Timed, { campaign }: Pick<Context, 'campaign'>): Promise<Words> {
  const next = nextInSeries(await campaignsOf(world, campaign.partnership), campaign.meeting?.date ?? '')
  return draftReport(campaign, await figuresOf(world, campaign), await agendaOf(world, campaign), next)
}
