/** The private calendar feed of one person: every meeting of the partnership they are invited to. */
import { factsOf } from '../domain/meeting.ts'
import { canonicalAddress, nameOf } from '../domain/partnership.ts'
import { composeFeed, type FeedEntry } from '../mail/feed.ts'
import { claimOf, makeToken, readToken, shortId } from '../mail/token.ts'
import { type Context, readContext } from './context.ts'
import { campaignOfRef, change, invitationRef, pointers, read } from './documents.ts'
import { entryTitle, isTentative } from './letters.ts'
import type { Settings, World } from './ports.ts'

/** Where the feed of an invitation is; `revision` counts the links that were made before. */
export const feedPage = (settings: Settings, campaign: string, invitation: string, revision = 0): string =>
  `${settings.url}/calendar/${makeToken(settings.secret, `feed.${revision}`, campaign, invitation)}.ics`

/** The feed behind a token, or undefined where the token is not, or no longer, ours. */
export async function feedOf(world: World, token: string): Promise<string | undefined> {
  const claim = claimOf(token)
  const invitation = claim && (await read(world.store, invitationRef(claim.campaign, claim.id)))?.value
  if (!claim || !invitation) return undefined
  if (!readToken(world.settings.secret, `feed.${invitation.feed ?? 0}`, token)) return undefined
  const own = await readContext(world.store, claim.campaign)
  if (!own) return undefined
  const entries: FeedEntry[] = []
  const { partition } = campaignOfRef(own.partnership.id, '')
  for (const id of await pointers(world.store, partition, 'campaign#')) {
    const context = id === claim.campaign ? own : await readContext(world.store, id)
    const entry =
      context &&
      (await entryFor(world, context, invitation.invitee.email, id === claim.campaign ? invitation.id : undefined))
    if (entry) entries.push(entry)
  }
  return composeFeed(nameOf(own.partnership), entries)
}

/** A meeting as it stands in the feed of somebody who is on its list; drafts are nobody's business yet. */
async function entryFor(world: World, context: Context, email: string, known?: string): Promise<FeedEntry | undefined> {
  const { campaign, partnership } = context
  const { meeting } = campaign
  if (!meeting || campaign.scheduledAt === undefined) return undefined
  const id = known ?? shortId(`${campaign.id}:${canonicalAddress(email)}`)
  const invitation = (await read(world.store, invitationRef(campaign.id, id)))?.value
  if (!invitation || invitation.removedAt !== undefined) return undefined
  const facts = factsOf(meeting)
  const notes = [facts.parking && `Parking: ${facts.parking}`, facts.access && `Access: ${facts.access}`]
  const cancelled = campaign.status === 'cancelled'
  return {
    meeting,
    cancelled,
    tentative: isTentative(campaign),
    sequence: cancelled ? meeting.sequence + 1 : meeting.sequence,
    title: entryTitle(campaign, nameOf(partnership)),
    description: [`Convened by ${partnership.organisation.name}`, ...notes].filter(Boolean).join('\n'),
    stamp: world.clock.now(),
  }
}

/** The link stops working, and a new one takes its place. */
export async function renewFeed(world: World, campaign: string, invitation: string, by: string): Promise<void> {
  await change(world.store, invitationRef(campaign, invitation), stands => ({
    ...stands,
    feed: (stands.feed ?? 0) + 1,
    history: [...stands.history, { at: world.clock.now(), by, what: 'made a new link for the calendar feed' }],
  }))
}
