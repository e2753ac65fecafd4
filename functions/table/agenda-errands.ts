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
import type { Affairs, Planner } from '../keep/affairs.ts'
import { absolute, LINKS } from '../keep/links.ts'
import type { Knows, Reads, Timed } from '../keep/ports.ts'
import { agendaOf, hasAgenda, isNear } from './agenda.ts'

/** Working days the champions have. */
const AHEAD = 2

export const agendaErrands: Planner = async (world, affairs) => {
  const errands: Errand[] = []
  for (const campaign of affairs.campaigns)
    if (hasAgenda(campaign)) errands.push(...(await aroundAgenda(world, affairs, campaign)))
  return errands
}

async function aroundAgenda(
  world: Reads & Timed & Knows<'secret' | 'url'>,
  { partnership, campaigns, now }: Affairs,
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
        subject: `Nothing is on the agenda for ${when} yet`,
        body: [
          'Dear {{first_name}},',
          `Nobody has put anything on the agenda of the **{{partnership}}** for ${when}, and the invitation leaves in two working days. A call to a champion or two usually brings what is worth everybody’s hour; you can write it down for them.`,
        ].join('\n\n'),
        action: {
          label: 'Look at the agenda',
          link: absolute(world.settings, withQuery(PATHS.progress(campaign.id), {}, 'agenda')),
        },
      }))
  if (!isUnordered(agenda)) return []
  const items = agenda.items.map(({ text, company }) => `- ${asWords(text)}${company ? ` (${asWords(company)})` : ''}`)
  return partnership.champions.map(champion => ({
    ...common,
    key: `agenda-order:${campaign.id}`,
    kind: 'agenda-order',
    to: { name: champion.name, email: champion.email, organization: champion.company },
    subject: `What comes first on ${when}?`,
    body: [
      'Dear {{first_name}},',
      `This is what members of the **{{partnership}}** want to talk about on ${when}:`,
      items.join('\n'),
      'As a champion you put it in order, and set aside what can wait: what is set aside comes back at the next meeting. The invitation takes the agenda along in two working days, as it stands then.',
      'With kind regards,  \n{{organization}}',
    ].join('\n\n'),
    action: { label: 'Put it in order', link: LINKS.agenda.to(world.settings, campaign.id, champion.id) },
  }))
}
