/** Before the invitation to a quarterly table leaves, champions are asked to put its agenda in order. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { instantOf, longDate, MORNING, wallOf, workingDaysBefore } from '../../domain/keep/time.ts'
import { WAVES } from '../../domain/keep/wave-kinds.ts'
import type { Errand } from '../../domain/send/errand.ts'
import { plan } from '../../domain/send/plan.ts'
import { isUnordered } from '../../domain/table/agenda.ts'
import { asWords } from '../../mail/merge.ts'
import { absolute, LINKS } from '../keep/links.ts'
import type { Overview, Planner } from '../keep/overview.ts'
import type { Knows, Reads, Timed } from '../keep/ports.ts'
import { saying } from '../send/texts/errand-texts.ts'
import { agendaOf, hasAgenda, isNear } from './agenda.ts'

/** Working days the champions have. */
const AHEAD = 2

export const agendaErrands: Planner = async (world, overview) => {
  const errands: Errand[] = []
  for (const campaign of overview.campaigns)
    if (hasAgenda(campaign)) errands.push(...(await aroundAgenda(world, overview, campaign)))
  return errands
}

async function aroundAgenda(
  world: Reads & Timed & Knows<'secret' | 'url'>,
  { partnership, campaigns, now }: Overview,
  campaign: Campaign,
): Promise<Errand[]> {
  const { meeting } = campaign
  const invite = plan(campaign).find(({ kind, off }) => WAVES[kind].asks === 'to come' && !off)
  // What is further away is planned when it comes nearer.
  if (!meeting || !invite || invite.at <= now || !isNear(campaign, now)) return []
  const { day } = wallOf(invite.at, meeting.zone)
  const at = instantOf(workingDaysBefore(day, AHEAD, campaign.timing.holidays), MORNING, meeting.zone)
  const agenda = await agendaOf(world, campaign, campaigns)
  const when = longDate(meeting.date)
  const common = { at, until: invite.at }
  if (agenda.items.length === 0)
    return partnership.team
      .filter(({ role }) => mayEdit(role))
      .map(({ name, email, organization }) => ({
        ...common,
        key: `agenda-empty:${campaign.id}`,
        kind: 'agenda-empty',
        to: { name, email, organization },
        ...saying('agenda-empty', { date: when }),
        link: absolute(world.settings, withQuery(PATHS.progress(campaign.id), {}, 'agenda')),
      }))
  if (!isUnordered(agenda)) return []
  const items = agenda.items.map(({ text, company }) => `- ${asWords(text)}${company ? ` (${asWords(company)})` : ''}`)
  return partnership.champions.map(champion => ({
    ...common,
    key: `agenda-order:${campaign.id}`,
    kind: 'agenda-order',
    to: { name: champion.name, email: champion.email, organization: champion.company },
    ...saying('agenda-order', { date: when, agenda_items: { data: items.join('\n') } }),
    link: LINKS.agenda.to(world.settings, campaign.id, champion.id),
  }))
}
