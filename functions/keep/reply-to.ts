/**
 * Whose reply address one is. A short one names campaign and invitation by the beginnings of their ids, so that campaigns
 * which have such stand in a list of their own; a long one says it all, and is read for good.
 */
import type { Campaign } from '../../domain/keep/campaign.ts'
import { campaignIdFrom } from '../../domain/keep/ids.ts'
import {
  MOST_OF_A_MESSAGE,
  replyAddressOf,
  saidBy,
  shortReplyAddressOf,
  tokenOf,
  tokensIn,
  tokensQuoted,
  type Whose,
} from '../../mail/reply-address.ts'
import { beginningsOf, isTokenOf } from '../../mail/token.ts'
import { campaignRef, create, refOf } from './documents.ts'
import type { Knows, ReadOnlyStore, Reads, Settings, Store } from './ports.ts'
import { DOCUMENTS } from './registry.ts'

/** Creates a campaign unless it is there already; answers whether this call created it. What lists it is written before. */
export async function createCampaign(store: Store, campaign: Campaign): Promise<boolean> {
  // The pointer first: an address that nobody finds would be lost, a pointer to nothing is passed over.
  await create(store, refOf(DOCUMENTS.shortReplies, campaign.id), { id: campaign.id })
  return create(store, campaignRef(campaign.id), { ...campaign, shortReplies: true })
}

/**
 * Where an invitation is answered. A campaign keeps to one form: in an entry the address names the organizer, and calendars
 * take an update from another for somebody else's (RFC 5546 section 2.1.1).
 */
export const replyAddress = (
  { secret, replyDomain }: Pick<Settings, 'replyDomain' | 'secret'>,
  { id, shortReplies }: Pick<Campaign, 'id' | 'shortReplies'>,
  invitation: string,
): string => (shortReplies ? shortReplyAddressOf : replyAddressOf)(secret, replyDomain, id, invitation)

type Looks = Reads & Knows<'secret' | 'replyDomain'>

/** The invitations whose reply addresses stand in a text, each once. An address that we did not make counts for nothing. */
export const invitationsIn = (world: Looks, text: string): Promise<Whose[]> =>
  whose(world, tokensIn(text, world.settings.replyDomain))

/** The invitations whose links or reply addresses a message quotes. `bytes` is the message as it came. */
export const invitationsQuoted = (world: Looks, bytes: Uint8Array): Promise<Whose[]> =>
  whose(world, tokensQuoted(bytes))

/** Whether an address is one that an invitation is answered at, with nothing around it. */
export async function isReplyAddress(world: Looks, address: string): Promise<boolean> {
  const token = tokenOf(address, world.settings.replyDomain)
  return token !== undefined && (await whose(world, [token])).length === 1
}

async function whose({ store, settings }: Looks, tokens: readonly string[]): Promise<Whose[]> {
  const found = new Map<string, Whose>()
  let lookUps = 0
  for (const token of tokens) {
    if (found.size >= MOST_OF_A_MESSAGE) break
    const one = saidBy(settings.secret, token)
    if (one) found.set(one.id, one)
    else if (beginningsOf(token) && lookUps++ < MOST_OF_A_MESSAGE) {
      const known = await lookUp(store, settings.secret, token)
      if (known) found.set(known.id, known)
    }
  }
  return [...found.values()]
}

async function lookUp(store: ReadOnlyStore, secret: string, token: string): Promise<Whose | undefined> {
  const begins = beginningsOf(token)
  if (!begins) return undefined
  const { shortReplies, invitation } = DOCUMENTS
  for (const campaign of await alike(store, shortReplies.partition, shortReplies.key, begins.campaign)) {
    const { partition, key } = refOf(invitation, campaignIdFrom(campaign), begins.id)
    for (const id of await alike(store, partition, invitation.key, key.slice(invitation.key.length)))
      if (isTokenOf(secret, 'rsvp', token, { campaign, id })) return { campaign, id }
  }
  return undefined
}

/** Ids of 80 random bits that begin alike; more than two in six characters nobody will see. */
const MOST_ALIKE = 20

async function alike(store: ReadOnlyStore, partition: string, place: string, begins: string): Promise<string[]> {
  const { found } = await store.list(partition, { prefix: place + begins, limit: MOST_ALIKE })
  return found.map(({ key }) => key.slice(place.length))
}
