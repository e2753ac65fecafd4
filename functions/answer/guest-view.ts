/** What a guest reads of a meeting and of their answer to it. */
import type { Invitation } from '../../domain/keep/invitation.ts'
import { nameOf } from '../../domain/keep/partnership.ts'
import { PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import type { StandingAnswer } from '../../domain/keep/standing.ts'
import { HOUR, type Instant, shift } from '../../domain/keep/time.ts'
import { thanksFor } from '../../domain/keep/wave-id.ts'
import { type ConfirmedView, type EventView, type Mailed, whenShort } from '../../pages/answer/confirmed.tsx'
import { nameOfActor } from '../../pages/web/history-words.ts'
import type { Chrome } from '../../pages/web/layout.tsx'
import type { Knows, Reads, Timed } from '../keep/ports.ts'
import { entryTitle } from '../send/entry-title.ts'
import type { OpenedRsvp } from './answer-by-link.ts'
import { calendarLinks, mapLink } from './calendar-links.ts'
import type { companiesComing } from './who-comes.ts'

/** What counts companies is loaded where a convener shows them. */
const companiesOf: typeof companiesComing = async (...of) => (await import('./who-comes.ts')).companiesComing(...of)

/** What a guest has to know of the meeting, whatever they answer. */
export async function meetingForGuest(world: Reads, { context, invitation, meeting }: OpenedRsvp): Promise<EventView> {
  const { organization, team } = context.partnership
  return {
    meeting,
    map: mapLink(meeting),
    contact: {
      name: team.find(({ role }) => role === 'convener')?.name ?? '',
      organization: organization.name,
      phone: organization.phone,
    },
    companies: context.campaign.showsCompanies ? await companiesOf(world, context.campaign, invitation) : [],
  }
}

/** For programs that preview a link: the meeting, and nobody's name. */
export const linkPreview = ({ context, meeting }: OpenedRsvp): Chrome['preview'] => ({
  title: `Invitation: ${nameOf(context.partnership)}`,
  description: `${whenShort(meeting)}. Open to answer.`,
})

/** The page of an answer that is so. */
export async function confirmedView(
  world: Reads & Timed & Knows<'url' | 'secret'>,
  opened: OpenedRsvp,
  stands: StandingAnswer,
  token: string,
): Promise<ConfirmedView> {
  const { context, invitation, meeting } = opened
  const hasEntry = stands.answer === 'accepted' || stands.answer === 'tentative'
  const title = entryTitle(context.campaign, nameOf(context.partnership))
  return {
    ...(await meetingForGuest(world, opened)),
    partnership: nameOf(context.partnership),
    logo: context.partnership.logo,
    invitee: invitation.invitee,
    answer: stands.answer,
    delegate: stands.delegate,
    by: stands.by && nameOfActor(stands.by),
    entry: hasEntry
      ? {
          mail: mailOf(invitation, stands, world.clock.now()),
          file: PERSONAL.rsvpEntry(token),
          ...calendarLinks(meeting, title, context.partnership.organization.name),
        }
      : undefined,
    feed: PERSONAL.rsvpCalendar(token),
    change: withQuery(PERSONAL.rsvp(token), { change: 1 }),
  }
}

/** Whether an email confirms this answer, as far as it is known; nobody who asked for no emails is promised one. */
function mailOf({ sends, suppressed }: Invitation, { id }: StandingAnswer, now: Instant): Mailed | undefined {
  const send = sends[thanksFor(id)]
  if (suppressed || !send?.status) return undefined
  if (send.status === 'sent' || send.status === 'delivered') return send.at > shift(now, -HOUR) ? 'just sent' : 'sent'
  return send.status === 'due' || send.status === 'claimed' ? 'on its way' : undefined
}
