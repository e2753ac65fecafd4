/**
 * The private calendar feed of one person: every meeting of a partnership that their address is on the list of. One
 * person has one link for a partnership, whichever letter or page shows it, so that a new link ends every old one.
 */
import type { Campaign } from '../../domain/keep/campaign.ts'
import { remembered } from '../../domain/keep/history.ts'
import { type CampaignId, type PartnershipId, partnershipIdFrom } from '../../domain/keep/ids.ts'
import { type Invitation, toldOf } from '../../domain/keep/invitation.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { factsOf } from '../../domain/keep/meeting.ts'
import { canonicalAddress, nameOf } from '../../domain/keep/partnership.ts'
import { standing } from '../../domain/keep/standing.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { entrySequence, isHeld } from '../../domain/send/hold.ts'
import { composeFeed, type FeedEntry } from '../../mail/feed.ts'
import { claimOf, shortId } from '../../mail/token.ts'
import { type Context, readContext } from '../keep/context.ts'
import {
  campaignIdsOf,
  change,
  create,
  invitationRef,
  invitationsOf,
  partnershipRef,
  read,
  refOf,
} from '../keep/documents.ts'
import { feedLinkOf } from '../keep/links.ts'
import type { Keeps, Knows, Logs, Reads, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { alone } from '../keep/unreadable.ts'
import { entryTitle } from '../send/entry-title.ts'

export const feedRef = (partnership: PartnershipId, person: string) => refOf(DOCUMENTS.feed, partnership, person)

const personOf = (email: string): string => shortId(canonicalAddress(email))

const revisionOf = async (world: Reads, partnership: PartnershipId, person: string): Promise<number> =>
  (await read(world.store, feedRef(partnership, person)))?.value.revision ?? 0

/** Where the feed of an address is. */
export async function feedLink(
  world: Reads & Knows<'secret' | 'url'>,
  partnership: PartnershipId,
  email: string,
): Promise<string> {
  const person = personOf(email)
  return feedLinkOf(await revisionOf(world, partnership, person)).to(world.settings, partnership, person)
}

/** The feed behind a token, or undefined where the token is not, or no longer, ours. */
export async function feedOf(
  world: Reads & Timed & Logs & Knows<'from' | 'secret' | 'url'>,
  token: string,
): Promise<string | undefined> {
  const claim = claimOf(token)
  if (!claim) return undefined
  const id = partnershipIdFrom(claim.campaign)
  const person = claim.id
  // The seal is checked before anything but the number in it is read.
  if (!feedLinkOf(await revisionOf(world, id, person)).read(world.settings, token)) return undefined
  const partnership = (await read(world.store, partnershipRef(id)))?.value
  if (!partnership) return undefined
  const entries: FeedEntry[] = []
  for (const campaign of await campaignIdsOf(world.store, id))
    await alone(world.log, async () => {
      const context = await readContext(world.store, campaign)
      const invitation = context && (await invitationOf(world, campaign, person))
      const entry = invitation && entryFor(context, invitation)
      if (entry) entries.push(entry)
    })
  entries.sort((a, b) => (a.meeting.date < b.meeting.date ? -1 : 1))
  return composeFeed({ name: nameOf(partnership), email: world.settings.from }, entries)
}

/** By the address as it is now: an invitation keeps the id of the address it was made for. */
async function invitationOf(world: Reads, campaign: CampaignId, person: string): Promise<Invitation | undefined> {
  for await (const { value } of invitationsOf(world.store, campaign))
    if (value.removedAt === undefined && personOf(value.invitee.email) === person) return value
  return undefined
}

/**
 * A meeting as it stands in the feed of somebody on its list. What is still a draft is nobody's business yet, and a
 * launch nobody's before the champions' letter is there.
 */
function entryFor({ campaign, partnership }: Context, invitation: Invitation): FeedEntry | undefined {
  const { meeting } = campaign
  if (!meeting || campaign.scheduledAt === undefined) return undefined
  const knows = toldOf(invitation) !== undefined || standing(invitation, meeting.sequence) !== undefined
  if (kindOf(campaign).signed && !knows) return undefined
  const facts = factsOf(meeting)
  const notes = [facts.parking && `Parking: ${facts.parking}`, facts.access && `Access: ${facts.access}`]
  const canceled = campaign.status === 'canceled'
  return {
    meeting,
    canceled,
    tentative: isHeld(campaign),
    // The entry they answer blocks their time; this one only shows it.
    free: true,
    sequence: entrySequence(campaign, invitation.raised) + (canceled ? 1 : 0),
    title: entryTitle(campaign, nameOf(partnership)),
    description: [`Convened by ${partnership.organization.name}`, ...notes].filter(Boolean).join('\n'),
    stamp: revisedAt(campaign),
  }
}

/** When an entry was last revised: the same until something happens, so that an unchanged feed is the same bytes. */
function revisedAt({ createdAt, scheduledAt, canceledAt, changes, left, history }: Campaign): Instant {
  const edits = [...changes, ...history].map(({ at }) => at)
  const steps = [scheduledAt, canceledAt].filter(at => at !== undefined)
  return [createdAt, ...steps, ...edits, ...Object.values(left)].sort().at(-1) ?? createdAt
}

/** The link of an address stops working, and a new one takes its place. `by` asked for it, from an invitation's page. */
export async function renewFeed(
  world: Keeps & Timed,
  partnership: PartnershipId,
  invitation: Invitation,
  by: string,
): Promise<void> {
  const ref = feedRef(partnership, personOf(invitation.invitee.email))
  if (!(await create(world.store, ref, { revision: 1 })))
    await change(world.store, ref, feed => ({ ...feed, revision: feed.revision + 1 }))
  await change(world.store, invitationRef(invitation.campaign, invitation.id), stands => ({
    ...stands,
    history: remembered([...stands.history, { at: world.clock.now(), by, event: 'made a new feed' as const }]),
  }))
}
