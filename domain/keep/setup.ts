/** How far the set-up of a campaign is: a step is done when somebody has seen it and it is whole. */
import { type Campaign, SIGNATURES_NEEDED } from './campaign.ts'
import type { SETUP_PARTS } from './history.ts'
import type { Partnership } from './partnership.ts'

/** How a campaign begins whose steps were filled in beforehand: nobody has to save each of them to have seen it. */
const FILLED_IN: ReadonlySet<string> = new Set(['sample loaded', 'planned', 'session added'])

/** The steps that are done, by their ids; `invited`: somebody is on the list. What was saved has been seen. */
export function stepsDone(campaign: Campaign, partnership: Partnership, invited: boolean): string[] {
  const { history, status, meeting, letter, scheduledAt } = campaign
  const saved = new Set(history.flatMap(event => (event.event === 'set up' ? [event.part] : [])))
  const all = status !== 'draft' || history.some(({ event }) => FILLED_IN.has(event))
  const seen = (part: (typeof SETUP_PARTS)[number]) => all || saved.has(part)
  const { sector, organization, champions, team } = partnership
  return [
    sector !== '' && organization.name !== '' && seen('partnership') && 'partnership',
    meeting && seen('meeting') && 'meeting',
    champions.length >= SIGNATURES_NEEDED && seen('champions') && 'champions',
    team.every(({ name }) => name !== '') && seen('team') && 'team',
    invited && 'invitees',
    letter && seen('letter') && 'letter',
    meeting && seen('timing') && 'timing',
    scheduledAt && 'review',
  ].filter(each => typeof each === 'string')
}

/** The steps in which something typed does not read yet. */
export const stepsUnfinished = (campaign: Campaign, partnership: Partnership): string[] => [
  ...Object.keys(partnership.unfinished),
  ...Object.keys(campaign.unfinished),
]
