/** A campaign: one meeting, its letter, its audience and its waves. */

import * as z from 'zod'
import { pauseReasonShape } from './harm.ts'
import { campaignEventShape } from './history.ts'
import { campaignId, championId, partnershipId } from './ids.ts'
import { letterText } from './letter-text.ts'
import { endOf, type Meeting, meetingShape } from './meeting.ts'
import { type Champion, canonicalAddress, typedShape } from './partnership.ts'
import { instant, personal, type Shaped, shape } from './shape.ts'
import type { Instant } from './time.ts'

const campaignStatus = shape(() =>
  z.enum(['draft', 'awaiting signatures', 'scheduled', 'running', 'paused', 'finished', 'canceled']),
)
export type CampaignStatus = Shaped<typeof campaignStatus>

export type Letter = Shaped<typeof letterText>

/** The convener's wishes for one wave; what is not given comes from the kind's defaults. */
const waveTiming = shape(() =>
  z.object({
    off: z.boolean().optional(),
    /** A `Day`, and an `Hour` of it. */
    date: z.string().optional(),
    hour: z.string().optional(),
    tone: z.enum(['warm', 'brief']).optional(),
  }),
)
export type WaveTiming = Shaped<typeof waveTiming>

/**
 * One request to sign: of whom, for which letter, and where it went: a corrected address is asked anew. A champion who says
 * nothing is reminded once, and asked again as often as the convener wants: `again` counts those.
 */
export const requestKey = (
  champion: Pick<Champion, 'id' | 'email'>,
  check: string,
  occasion?: 'reminded' | { again: number },
): string => {
  const first = `${champion.id}:${check}:${canonicalAddress(champion.email)}`
  if (occasion === undefined) return first
  return `${first} ${occasion === 'reminded' ? occasion : `again.${occasion.again}`}`
}

/** A champion's name under one exact letter. `check` is the SHA-256 of what they read, in hexadecimal. */
const letterSignature = shape(() =>
  z.object({
    champion: championId(),
    /** The name as the champion typed it. */
    name: personal.name(),
    at: instant(),
    check: z.string(),
  }),
)
export type Signature = Shaped<typeof letterSignature>

/** A champion asked for a change instead of signing. */
const concern = shape(() =>
  z.object({ champion: championId(), comment: personal.words(), at: instant(), check: z.string() }),
)
export type Concern = Shaped<typeof concern>

/** A text as champions had it before them: the id of it, its check value, and its words with fields, as they are signed. */
const shownText = shape(() => z.object({ text: z.string(), check: z.string(), at: instant(), words: personal.words() }))
export type ShownText = Shaped<typeof shownText>

/** Figures drawn as bars beneath the words of a letter: `share` of the longest, from 0 to 1, and the figure in words. */
const bars = shape(() =>
  z.object({
    title: personal.words(),
    rows: z.array(z.object({ label: personal.words(), share: z.number(), words: z.string() })),
  }),
)
export type Bars = Shaped<typeof bars>

/** The executive summary of a launch, or the report of a quarterly meeting, as a letter. */
const summary = shape(() =>
  letterText().extend({
    /** A paragraph of Markdown for those who were not there. */
    missed: personal.words(),
    charts: z.array(bars()).optional(),
    at: instant(),
    /** Ids of the champions in whose names it leaves. */
    champions: z.array(championId()),
  }),
)
export type Summary = Shaped<typeof summary>

export const campaignShape = shape(() =>
  z.object({
    id: campaignId(),
    partnership: partnershipId(),
    status: campaignStatus(),
    /** The status to go back to when a pause ends. */
    pausedFrom: campaignStatus().optional(),
    pausedAt: instant().optional(),
    /** What made it pause, where no person did. */
    pausedWhy: pauseReasonShape().optional(),
    /** What an action team works on; other kinds need no name. */
    name: personal.words().optional(),
    /** Who of its members leads an action team. */
    lead: personal.name().optional(),
    /** What the invitation after a hold brings along, as Markdown. */
    agenda: personal.words().optional(),
    /** The agenda as the items of its members last made it; one that reads differently was written by hand. */
    listed: personal.words().optional(),
    meeting: meetingShape().optional(),
    letter: letterText().optional(),
    /** What the convener wrote in place of words that Convoke proposes for other emails, by the id of the text. */
    texts: z.record(z.string(), letterText()).optional(),
    timing: z.object({
      /** By the id of the row among those of the meeting's kind: they hold for each of its rounds. */
      waves: z.record(z.string(), waveTiming()),
      holidays: z.array(z.string()),
    }),
    /** What is told of the meeting when it is over, once that may leave: from `at` on. */
    summary: summary().optional(),
    /** Since when it is wanted that members are asked afterwards how the partnership does: once a year. */
    pulse: instant().optional(),
    /** A launch in several rooms is one campaign for each; those of one `group` belong together. */
    session: z.object({ group: z.string(), name: z.string() }).optional(),
    /** When guests get the calendar entry; with the letter unless the convener wants otherwise. */
    calendar: z.enum(['with the letter', 'once they accept']).optional(),
    /** Guests see which companies are coming. */
    showsCompanies: z.boolean().optional(),
    /** How many companies make a critical mass. */
    goal: z.number().int(),
    signatures: z.array(letterSignature()),
    concerns: z.array(concern()),
    /** Letters to champions that ask for a signature, by `requestKey`. */
    requests: z.record(
      personal.address(),
      z.object({
        attempt: z.string(),
        at: instant(),
        status: z.enum(['claimed', 'sent', 'in doubt', 'bounced']),
      }),
    ),
    /** When the convener asked a champion again, by the `requestKey` of the first request. */
    askedAgain: z.record(personal.address(), z.array(instant())).optional(),
    /** The texts as champions were asked to sign them, the latest of each: what changed since is shown to them. */
    shown: z.array(shownText()).optional(),
    /** When the campaign first had all its signatures; waves are planned from here on. */
    scheduledAt: instant().optional(),
    canceledAt: instant().optional(),
    /** When somebody was first checked in at its door: from then on, who was not seen there was not there. */
    doorOpenedAt: instant().optional(),
    /** Why it was canceled, in the convener's words. */
    canceledFor: personal.words().optional(),
    /** When somebody first heard of the meeting by what confirmed their answer, before any wave of it left. */
    toldAt: instant().optional(),
    /** When each wave first began to leave; by its key. */
    left: z.record(z.string(), instant()),
    /** Waves whose words changed while they left: what they say has to be signed anew for those who have not had it; by key. */
    cutShort: z.array(z.string()).optional(),
    /** How often a wave has to leave anew because the meeting moved after it had left; by the id of its row. */
    rounds: z.record(z.string(), z.number().int()),
    /** Changes of the meeting after letters had left; guests are told of them by an update. */
    changes: z.array(
      z.object({
        sequence: z.number().int(),
        at: instant(),
        was: meetingShape(),
        /** Why, in the convener's words. */
        reason: personal.words().optional(),
      }),
    ),
    /** Its reply addresses are short, as they were in its first letter: those of the first version are not. */
    shortReplies: z.literal(true).optional(),
    unfinished: z.record(z.string(), typedShape()),
    history: z.array(campaignEventShape()),
    createdAt: instant(),
  }),
)
export type Campaign = Shaped<typeof campaignShape>

export const SIGNATURES_NEEDED = 2

/** Characters of a reason. */
export const MOST_OF_A_REASON = 500

/** Why the meeting is off, or why it last changed, in the convener's words; empty where they gave none. */
export const reasonGiven = ({
  status,
  canceledFor,
  changes,
}: Pick<Campaign, 'status' | 'canceledFor' | 'changes'>): string =>
  (status === 'canceled' ? canceledFor : changes.at(-1)?.reason) ?? ''

/** Whether its meeting took place, as far as anybody can tell: people were asked to it, and it is over and not canceled. */
export const wasHeld = <T extends Pick<Campaign, 'meeting' | 'scheduledAt' | 'status'>>(
  campaign: T,
  now: Instant,
): campaign is T & { meeting: Meeting } =>
  campaign.meeting !== undefined &&
  campaign.scheduledAt !== undefined &&
  campaign.status !== 'canceled' &&
  endOf(campaign.meeting) <= now

/** Whether letters asked to a meeting that is over, whatever its campaign still waits for: there is nothing to call off. */
export const isBehind = (campaign: Campaign, now: Instant): boolean => wasHeld(campaign, now) && hasLeft(campaign)

/** Whether any wave of the campaign has begun to leave. */
export const hasLeft = ({ left }: Pick<Campaign, 'left'>): boolean => Object.keys(left).length > 0

/** Whether anybody has heard of the meeting: by a wave, or by what confirmed an answer before there was one. */
export const isKnown = (campaign: Pick<Campaign, 'left' | 'toldAt'>): boolean =>
  hasLeft(campaign) || campaign.toldAt !== undefined

/** Whether letters of this campaign may leave at all. */
export const isLive = (campaign: Campaign): boolean => campaign.status === 'scheduled' || campaign.status === 'running'

export interface SignatureState {
  signed: Champion[]
  missing: Champion[]
  complete: boolean
}

/**
 * Who has signed every text with one of these check values, and who has not. A signature counts only for the exact text
 * and facts it was given for, so an edit voids it without anybody having to remember to.
 */
export function signatureState(
  campaign: Campaign,
  champions: readonly Champion[],
  checks: readonly string[],
): SignatureState {
  const has = (champion: Champion) =>
    checks.every(check => campaign.signatures.some(s => s.champion === champion.id && s.check === check))
  const signed = champions.filter(has)
  const missing = champions.filter(champion => !has(champion))
  return { signed, missing, complete: missing.length === 0 && signed.length >= SIGNATURES_NEEDED }
}
