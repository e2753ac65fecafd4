/** What an edit of a campaign brings with it: voided signatures, a higher SEQUENCE, news for those who hold a letter. */
import { type Campaign, hasLeft, isKnown } from '../keep/campaign.ts'
import { kindOf } from '../keep/kinds.ts'
import { differences, type Meeting } from '../keep/meeting.ts'
import type { Instant } from '../keep/time.ts'
import { waveKey } from '../keep/wave-id.ts'
import { WAVES } from '../keep/wave-kinds.ts'
import { forecast, keyOf, nextOf } from '../send/plan.ts'

/** Of what left before a backup was brought back nothing may be on record. */
const mayBeKnown = ({ status, createdAt }: Campaign, restoredAt: Instant | undefined): boolean =>
  restoredAt !== undefined && createdAt < restoredAt && status !== 'draft'

/** Statuses in which champions have been asked to sign, so that an edit has something to void. */
const askedToSign = (campaign: Campaign): boolean => !['draft', 'finished', 'canceled'].includes(campaign.status)

/**
 * The campaign after an edit. A meeting whose facts changed after letters left keeps its UID, raises its SEQUENCE and
 * plans an update; follow-ups and reminders that had left for the old date leave again for the new one. Signatures
 * given for another text void themselves, so the campaign waits for new ones. `reason`: why the meeting changed, in the
 * convener's words. `restoredAt`: when a backup was brought back.
 */
export function afterEdit(
  before: Campaign,
  edited: Campaign,
  checkChanged: boolean,
  now: Instant,
  { reason = '', restoredAt }: { reason?: string | undefined; restoredAt?: Instant | undefined } = {},
): Campaign {
  const isOut = isKnown(before) || mayBeKnown(before, restoredAt)
  const moved = isOut ? moveMeeting(before, edited, now, reason) : edited
  return checkChanged ? voidSignatures(moved) : moved
}

/** The campaign back to waiting for signatures, if it was past that. */
export function voidSignatures(campaign: Campaign): Campaign {
  if (!askedToSign(campaign) || !kindOf(campaign).signed) return campaign
  return campaign.status === 'paused'
    ? { ...campaign, pausedFrom: 'awaiting signatures' }
    : { ...campaign, status: 'awaiting signatures' }
}

function moveMeeting(before: Campaign, edited: Campaign, now: Instant, reason: string): Campaign {
  const was = before.meeting
  const is = edited.meeting
  if (!was || !is) return edited
  const meeting: Meeting = { ...is, uid: was.uid, sequence: was.sequence }
  if (differences(was, is).length === 0) return { ...edited, meeting }
  meeting.sequence++
  const change = { sequence: meeting.sequence, at: now, was, ...(reason ? { reason } : {}) }
  return again({ ...edited, meeting, changes: [...before.changes, change] }, meeting, now)
}

/** Another round for every wave that had left for the old date and whose time for the new one is still to come. */
function again(campaign: Campaign, meeting: Meeting, now: Instant): Campaign {
  const afresh = forecast({ ...campaign, left: {} }, meeting, now, campaign.timing.holidays)
  const rounds = { ...campaign.rounds }
  for (const row of kindOf({ meeting }).waves) {
    const key = waveKey(nextOf(campaign, row.id))
    const next = afresh.find(wave => keyOf(wave) === key)
    if (WAVES[row.kind].anewAfterMove && campaign.left[key] !== undefined && next && !next.off && next.at > now)
      rounds[row.id] = (rounds[row.id] ?? 0) + 1
  }
  return { ...campaign, rounds }
}

/** The status once every champion's signature for the letter that stands is there. */
export function afterSigning(campaign: Campaign, complete: boolean, now: Instant): Campaign {
  const waiting =
    campaign.status === 'awaiting signatures' ||
    (campaign.status === 'paused' && campaign.pausedFrom === 'awaiting signatures')
  if (!complete || !waiting) return campaign
  const status = hasLeft(campaign) ? 'running' : 'scheduled'
  const scheduledAt = hasLeft(campaign) ? (campaign.scheduledAt ?? now) : now
  return campaign.status === 'paused'
    ? { ...campaign, pausedFrom: status, scheduledAt }
    : { ...campaign, status, scheduledAt }
}
