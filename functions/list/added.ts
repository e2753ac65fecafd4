/** Somebody as they stand on a list once they were added, before anything is sent. */
import type { Actor } from '../../domain/keep/history.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import { anew, correctedAs, HELD_BACK, type Invitation, type Invitee, type Send } from '../../domain/keep/invitation.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { WITHDRAWN } from '../../domain/keep/wave-id.ts'
import { markedBy } from '../../domain/list/take-back.ts'
import { invitationIdOf } from '../keep/new-ids.ts'

/** Who adds somebody when, and the convener's word on the letter (its key), where that has left already. */
export interface HowAdded {
  at: Instant
  by: Actor
  late: { letter: string; when: 'now' | 'with the wave' } | undefined
  /** Id of the import they came with. */
  list?: string | undefined
  standsInFor?: Invitation['standsInFor']
}

const letterOf = ({ at, late }: HowAdded): Send =>
  late?.when === 'now'
    ? { status: 'due', at, attempt: '', attempts: 0, sequence: 0 }
    : { status: 'skipped', at, attempt: '', attempts: 0, why: HELD_BACK, sequence: 0 }

const standsIn = ({ at, by, standsInFor }: HowAdded) =>
  standsInFor && { at, by, event: 'stands in' as const, for: standsInFor.name }

export const added = (campaign: CampaignId, invitee: Invitee, adding: HowAdded): Invitation => {
  const { at, by, late, standsInFor, list } = adding
  const fresh: Invitation = {
    id: invitationIdOf(campaign, invitee.email),
    campaign,
    invitee,
    addedAt: at,
    sends: late ? { [late.letter]: letterOf(adding) } : {},
    answers: [],
    matters: [],
    standsInFor,
    history: [standsIn(adding) ?? { at, by, event: 'added' }],
  }
  return list === undefined ? fresh : markedBy(list, at, undefined, fresh)
}

/** The same where they are known: whoever was taken off is back, and others are brought up to date. */
export function addedAgain(stands: Invitation, invitee: Invitee, adding: HowAdded): Invitation {
  const next = again(stands, invitee, adding)
  return adding.list === undefined ? next : markedBy(adding.list, adding.at, stands, next)
}

function again(stands: Invitation, invitee: Invitee, adding: HowAdded): Invitation {
  const known = correctedAs(stands.invitee, invitee)
  if (stands.removedAt === undefined) return { ...stands, invitee: known }
  const { at, by, late, standsInFor = stands.standsInFor } = adding
  // Whoever was told that the meeting is off for them is asked anew, and whoever was off the list when the letter left is
  // asked at last; others hold the letter still.
  const { [WITHDRAWN]: withdrawn, ...sends } = stands.sends
  const own = late && sends[late.letter]
  const passedOver = own === undefined || own.status === 'skipped'
  if (late && (withdrawn || passedOver)) sends[late.letter] = anew(letterOf(adding), own)
  const history = [...stands.history, standsIn(adding) ?? { at, by, event: 'invited again' as const }]
  return { ...stands, invitee: known, sends, standsInFor, removedAt: undefined, invitedAgainAt: at, history }
}
