/** Shapes of what is kept for the working of Convoke itself: pointers, marks, logins and places. */

import * as z from 'zod'
import { actorShape } from '../../domain/keep/history.ts'
import { campaignId, invitationId, partnershipId, teamId } from '../../domain/keep/ids.ts'
import { instant, listOf, personal, type Shaped, shape } from '../../domain/keep/shape.ts'

/** Says that there is something of that id, for listing. The id stands in the key as well. */
export const pointerShape = shape(() => z.object({ id: z.string() }))

/**
 * A campaign that the sweep looks after. Where a run found nothing open in it, it rests: nobody need look before `until`, unless
 * somebody awakens it.
 */
export const activeShape = shape(() =>
  z.object({ id: z.string(), rests: z.object({ until: instant(), by: z.string() }).optional() }),
)
export type Active = Shaped<typeof activeShape>

/** A partnership that has errands, and when to look at them next. */
export const errandPlanShape = shape(() => z.object({ id: z.string(), next: z.string() }))

/** A wave that had bad news where nobody could act on it. */
export const waveMarkShape = shape(() => z.object({ campaign: campaignId(), wave: z.string(), at: instant() }))

/** A team whose calls do not follow it yet. */
export const teamMarkShape = shape(() => z.object({ partnership: partnershipId(), team: teamId(), at: instant() }))

/** Somebody of a list whose address is corrected, and who is not known by the new one yet wherever else their partnership keeps them. */
export const correctionShape = shape(() =>
  z.object({
    partnership: partnershipId(),
    campaign: campaignId(),
    invitation: invitationId(),
    /** Whom the partnership may still know them as. */
    was: listOf(z.object({ name: personal.name(), email: personal.address() })),
    by: actorShape(),
    at: instant(),
  }),
)
export type CorrectionMark = Shaped<typeof correctionShape>

/** Where a round of the sweep ended that could not come to every campaign. */
export const roundShape = shape(() => z.object({ after: z.string() }))

/** When a domain wrote its first letter to a list. */
export const senderShape = shape(() => z.object({ since: instant() }))

/** When the next turn of the account is free, in milliseconds. */
export const turnsShape = shape(() => z.object({ next: z.number() }))

export const NOTICE_STATUSES = ['due', 'claimed', 'sent', 'in doubt', 'failed'] as const

/** What those who run a campaign are told, once, with the send of each by address. The first version kept no more than when. */
export const noticeShape = shape(() =>
  z.object({
    at: instant(),
    /** Names the occasion, as its place does. */
    key: z.string().optional(),
    subject: personal.words().optional(),
    /** Markdown. */
    body: personal.words().optional(),
    page: z.enum(['board', 'review']).optional(),
    sends: z
      .record(
        personal.address(),
        z.object({
          status: z.enum(NOTICE_STATUSES),
          at: instant(),
          attempt: z.string(),
          /** It was sent again, because nobody could tell of the first. */
          again: z.literal(true).optional(),
        }),
      )
      .optional(),
  }),
)
export type KeptNotice = Shaped<typeof noticeShape>

/** How often the link of one person's calendar feed was made anew; only the latest works. */
export const feedShape = shape(() => z.object({ revision: z.number().int() }))

/** `mail`: a link in a mail; `passkey`: such a link, and then a passkey; `oidc`: an identity provider; `machine`: what only whoever runs this machine has. */
const SIGN_IN_METHODS = ['mail', 'passkey', 'oidc', 'machine'] as const
export type SignInMethod = (typeof SIGN_IN_METHODS)[number]

/** A link that signs in, once. */
export const signInLinkShape = shape(() =>
  z.object({
    /** Undefined: whoever opens it may claim this machine with an address of their own. */
    email: personal.address().optional(),
    expiresAt: instant(),
    /** The page somebody wanted to see when they were asked to sign in. */
    next: z.string().optional(),
    usedAt: instant().optional(),
    /** Whoever runs this machine was shown it; others went out by mail. */
    printed: z.boolean().optional(),
  }),
)

/** A sign-in by an identity provider, or the challenge of a passkey: it works no second time. */
export const usedOnceShape = shape(() => z.object({ at: instant() }))

/** What somebody shows after a link, once they have one. Its place is a hash of their address. */
export const passkeyShape = shape(() =>
  z.object({
    id: z.string(),
    publicKey: z.string(),
    counter: z.number().int(),
    synced: z.boolean(),
    /** As its owner calls it. */
    name: personal.words(),
    addedAt: instant(),
    usedAt: instant().optional(),
  }),
)
export type Passkey = Shaped<typeof passkeyShape>

/** What a browser that is signed in was given. */
export const loginShape = shape(() =>
  z.object({
    email: personal.address(),
    expiresAt: instant(),
    /** When it was last used, to the hour. */
    seenAt: instant().optional(),
    openedAt: instant().optional(),
    /** How its person showed who they are; missing in sessions from before that was kept. */
    by: z.enum(SIGN_IN_METHODS).optional(),
  }),
)

/** A login of an address, for listing. */
export const loginOfShape = shape(() => z.object({ id: z.string(), openedAt: instant() }))

/** When links that sign in were asked for. */
export const askedForLinkShape = shape(() => z.object({ at: z.array(instant()) }))

/** Who may start partnerships on this machine though the operator named nobody. */
export const claimShape = shape(() => z.object({ email: personal.address() }))

/** Messages of a mailbox up to this UID have been dealt with, as long as it keeps this UIDVALIDITY (RFC 9051). */
export const mailboxPlaceShape = shape(() => z.object({ validity: z.string(), uid: z.number().int() }))

/** The link that answers what came into a mailbox since it was given (a delta link of OData 4.01, as Microsoft Graph has it). */
export const inboxPlaceShape = shape(() => z.object({ link: z.string() }))

/** On which lists of a partnership an address stands: the invitation of it, by campaign. */
export const knownAtShape = shape(() => z.object({ at: z.record(z.string(), z.string()) }))
export type KnownAt = Shaped<typeof knownAtShape>

/** Everybody on the lists of a partnership was noted at that moment, and whoever came since has been as they came. */
export const knownIndexedShape = shape(() => z.object({ at: instant() }))
