/** The same again, as next year: a partnership with its people and words, and a launch without signatures, a year later. */
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { CampaignId } from '../../../domain/keep/ids.ts'
import type { Invitee } from '../../../domain/keep/invitation.ts'
import { hasBegun, type Meeting } from '../../../domain/keep/meeting.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import { addDays } from '../../../domain/keep/time.ts'
import { mayStart } from '../../access/sign-in.ts'
import type { Context } from '../../keep/context.ts'
import { all, create, invitationsOf } from '../../keep/documents.ts'
import { championIdOf } from '../../keep/new-ids.ts'
import type { Draws, Knows, Logs, Plans, Reads } from '../../keep/ports.ts'
import { DOCUMENTS } from '../../keep/registry.ts'
import { forgettingRef, forgettings, forgottenIn } from '../../list/forgotten.ts'
import { addInvitees } from '../../list/invite.ts'
import { suppress } from '../../send/suppress.ts'
import { startPartnership } from '../start-partnership.ts'

/** The weekday stays: 52 weeks. */
const A_YEAR = 364

/** A copy of a launch, with the people on its list where `withList`; who opted out there is not written to here. */
export async function startAgain(
  world: Plans & Draws & Logs & Knows<'conveners' | 'rehearsal' | 'replyDomain'>,
  { campaign, partnership }: Context,
  by: string,
  withList: boolean,
): Promise<{ campaign: CampaignId } | 'may not'> {
  if (!(await mayStart(world, by))) return 'may not'
  const ids = await startPartnership(world, by, 'started', ids => ({
    partnership: partnershipAgain(partnership, ids.partnership),
    campaign: campaignAgain(campaign, ids.campaign, world.settings.replyDomain, world.clock.now()),
  }))
  for await (const { value } of all(world.store, DOCUMENTS.suppression, partnership.id))
    await suppress(world, ids.partnership, value)
  // Whoever asked to be forgotten stays so.
  for (const each of await forgettings(world, partnership.id))
    await create(world.store, forgettingRef(ids.partnership, each.hash), each)
  if (withList)
    await addInvitees(world, ids.campaign, await listOf(world, { campaign, partnership }), by, 'with the wave')
  return { campaign: ids.campaign }
}

function partnershipAgain(before: Partnership, id: Partnership['id']): Partial<Partnership> {
  const { createdAt: _, unfinished: __, ...rest } = before
  // A signature is given anew, for the new words.
  const champions = before.champions.map(({ signature: _, ...each }) => ({ ...each, id: championIdOf(id, each.email) }))
  return { ...rest, id, champions, sample: undefined, archivedAt: undefined, endsWarnedAt: undefined }
}

function campaignAgain(before: Campaign, id: CampaignId, replyDomain: string, now: string): Partial<Campaign> {
  const { letter, texts, goal, calendar, showsCompanies, meeting, timing } = before
  // The tone and the hour of a letter stay; its day follows from the meeting's.
  const waves = Object.fromEntries(Object.entries(timing.waves).map(([row, { date: _, ...wish }]) => [row, wish]))
  return {
    letter,
    texts,
    goal,
    calendar,
    showsCompanies,
    timing: { waves, holidays: [] },
    meeting: meeting && meetingAgain(meeting, `${id}@${replyDomain}`, now),
  }
}

function meetingAgain(before: Meeting, uid: string, now: string): Meeting {
  const next = { ...before, uid, sequence: 0 }
  do next.date = addDays(next.date, A_YEAR)
  while (hasBegun(next, now))
  return next
}

async function listOf(world: Reads, { campaign, partnership }: Context): Promise<Invitee[]> {
  const isForgotten = await forgottenIn(world, partnership.id)
  const people: Invitee[] = []
  for await (const { value } of invitationsOf(world.store, campaign.id))
    if (value.removedAt === undefined && !value.suppressed && !value.standsInFor && !value.walkIn && !value.host)
      if (!isForgotten(value.invitee.email)) people.push(value.invitee)
  return people
}
