/** Somebody to look through the eyes of while nobody is invited yet, as if the letter had been sent: for previews alone. */
import type { CampaignId } from '../../domain/keep/ids.ts'
import { campaignRef, change, create, invitationRef } from '../keep/documents.ts'
import type { Keeps, Timed } from '../keep/ports.ts'
import { EXAMPLE, SOMEBODY } from '../send/preview.ts'

/** `inside` forgets what is written to it. */
export async function seatExample(inside: Keeps & Timed, campaign: CampaignId): Promise<void> {
  const now = inside.clock.now()
  await change(inside.store, campaignRef(campaign), stands =>
    stands.status === 'draft' ? { ...stands, status: 'scheduled' as const, scheduledAt: now } : undefined,
  )
  await create(inside.store, invitationRef(campaign, EXAMPLE), {
    id: EXAMPLE,
    campaign,
    invitee: SOMEBODY,
    addedAt: now,
    sends: {},
    answers: [],
    matters: [],
    history: [],
  })
}
