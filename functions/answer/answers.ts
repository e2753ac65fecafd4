/** The answers of a campaign, one row an invitee: what scripts and exports read. */

import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Delegate, Invitation, Rsvp } from '../../domain/keep/invitation.ts'
import { toldOf } from '../../domain/keep/invitation.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import { hasWritten, needsYouOf, type Suggestion, suggestedMatter } from '../../domain/keep/matter.ts'
import { type StandingAnswer, standing } from '../../domain/keep/standing.ts'
import { nameOfActor } from '../../pages/web/history-words.ts'
import { matterSummary } from '../../pages/web/matter-words.ts'
import { campaignRef, invitationsOf, read } from '../keep/documents.ts'
import type { Reads } from '../keep/ports.ts'

export interface AnswerRow {
  email: string
  name: string
  company: string
  status: string
  answer: Rsvp | null
  channel: string | null
  answeredAt: string | null
  answeredBy: string | null
  delegate: Delegate | null
  note: string
  needsYou: string | null
  /** What an unread reply is likely to say, for a person to confirm. */
  suggestion: Suggestion['answer'] | null
  /** Something of theirs came back, an answer or words, whether or not anybody has read it. */
  replied: boolean
}

/** Where an invitation stands, in one word or two. */
export function statusOf(invitation: Listed, rsvp: StandingAnswer | undefined): string {
  if (invitation.removedAt !== undefined) return 'removed'
  if (invitation.suppressed) return invitation.suppressed.reason
  if (rsvp === undefined && hasWritten(invitation.matters)) return 'replied'
  if (rsvp) return rsvp.toOldTime ? 'answered for the old time' : 'answered'
  return toldOf(invitation) === undefined ? 'not sent yet' : 'silent'
}

const hasReplied = ({ answers, matters, awayUntil }: Invitation): boolean =>
  answers.length > 0 || awayUntil !== undefined || matters.some(({ kind }) => kind !== 'came back')

export async function answersOf(world: Reads, campaignId: CampaignId): Promise<AnswerRow[] | undefined> {
  const campaign = await read(world.store, campaignRef(campaignId))
  if (!campaign) return undefined
  const rows: AnswerRow[] = []
  for await (const { value } of invitationsOf(world.store, campaignId)) {
    const rsvp = standing(value, campaign.value.meeting?.sequence ?? 0)
    const needsYou = needsYouOf(value)
    rows.push({
      email: value.invitee.email,
      name: value.invitee.name,
      company: value.invitee.company,
      status: statusOf(value, rsvp),
      answer: rsvp?.answer ?? null,
      channel: rsvp?.channel ?? null,
      answeredAt: rsvp?.at ?? null,
      answeredBy: rsvp ? nameOfActor(rsvp.by ?? value.invitee.name) : null,
      delegate: rsvp?.delegate ?? null,
      note: rsvp?.note ?? '',
      needsYou: needsYou ? matterSummary(needsYou) : null,
      suggestion: suggestedMatter(value.matters)?.suggestion.answer ?? null,
      replied: hasReplied(value),
    })
  }
  return rows
}
