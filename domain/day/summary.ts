/** The executive summary of a launch: written by the convener, approved word for word by champions, sent within two days. */

import * as z from 'zod'
import { type Campaign, SIGNATURES_NEEDED } from '../keep/campaign.ts'
import { championId } from '../keep/ids.ts'
import { kindOf } from '../keep/kinds.ts'
import { endOf, type Meeting } from '../keep/meeting.ts'
import type { Champion } from '../keep/partnership.ts'
import { instant, personal, type Shaped, shape } from '../keep/shape.ts'
import { DAY, HOUR, type Instant, shift, toMillis } from '../keep/time.ts'

/** A champion's yes to one exact text; `check` is its SHA-256 in hexadecimal. */
const approval = shape(() => z.object({ champion: championId(), at: instant(), check: z.string() }))
export type Approval = Shaped<typeof approval>

const objection = shape(() => approval().extend({ comment: personal.words() }))

export const executiveSummaryShape = shape(() =>
  z.object({
    subject: personal.words(),
    /** Markdown. */
    body: personal.words(),
    /** The paragraph that those read first who were not there. */
    missed: personal.words(),
    by: personal.name(),
    /** When the champions were asked for the text that stands. */
    asked: z.object({ at: instant(), check: z.string() }).optional(),
    approvals: z.array(approval()),
    objections: z.array(objection()),
    released: z.object({ at: instant(), champions: z.array(championId()) }).optional(),
  }),
)
export type ExecutiveSummary = Shaped<typeof executiveSummaryShape>

/** It should have left so long after the meeting: while people still talk of it. */
const WITHIN = 2 * DAY

export const dueBy = (meeting: Meeting): Instant => shift(endOf(meeting), WITHIN)

/** Later than this nobody waits for a summary any more. */
const GIVEN_UP = 30 * DAY

export const givenUpAt = (meeting: Meeting): Instant => shift(endOf(meeting), GIVEN_UP)

/** Whether an executive summary tells what came of a meeting. */
export const tellsSummary = (campaign: Campaign): campaign is Campaign & { meeting: Meeting } =>
  campaign.meeting !== undefined && kindOf(campaign).tells === 'executive summary'

/** Whether the executive summary of a meeting is still to come: it was sent out, is not off, and nobody has given it up. */
export const awaitsSummary = (campaign: Campaign, now: Instant): campaign is Campaign & { meeting: Meeting } =>
  tellsSummary(campaign) &&
  campaign.status !== 'canceled' &&
  campaign.scheduledAt !== undefined &&
  campaign.summary === undefined &&
  now <= givenUpAt(campaign.meeting)

/** How much of the two days is left, or since when it is late. */
export function countdown(meeting: Meeting, now: Instant): { hours: number; late: boolean } {
  const millis = toMillis(dueBy(meeting)) - toMillis(now)
  return { hours: Math.max(1, Math.round(Math.abs(millis) / HOUR)), late: millis < 0 }
}

export interface Approved {
  yes: Champion[]
  no: (Champion & { comment: string })[]
  waiting: Champion[]
  /** Two champions stand behind it, and none against it. */
  enough: boolean
}

/** Where the champions stand on the text of `check`: their last word counts. An edit asks all of them anew. */
export function approvalState(
  { approvals, objections }: Pick<ExecutiveSummary, 'approvals' | 'objections'>,
  champions: readonly Champion[],
  check: string,
): Approved {
  const state: Approved = { yes: [], no: [], waiting: [], enough: false }
  for (const champion of champions) {
    const own = <T extends Approval>(list: readonly T[]) =>
      list.findLast(each => each.champion === champion.id && each.check === check)
    const yes = own(approvals)
    const no = own(objections)
    if (yes && (!no || yes.at >= no.at)) state.yes.push(champion)
    else if (no) state.no.push({ ...champion, comment: no.comment })
    else state.waiting.push(champion)
  }
  state.enough = state.no.length === 0 && state.yes.length >= SIGNATURES_NEEDED
  return state
}
