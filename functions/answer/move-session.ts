/**
 * Moves somebody to another session of the same launch. One write takes them off the list and says where they go: from
 * then on whatever is left to do follows from it, and the sweep does it should this run stop in the middle.
 */

import { takesPeople } from '../../domain/campaign/session.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { CONVOKE } from '../../domain/keep/history.ts'
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import { anew, type Invitation, type Move, type Send, withdrawn } from '../../domain/keep/invitation.ts'
import { WITHDRAWN } from '../../domain/keep/wave-id.ts'
import { readContext } from '../keep/context.ts'
import { campaignRef, change, create, invitationRef, invitationsOf, read } from '../keep/documents.ts'
import type { Keeps, Plans, Sends, Timed } from '../keep/ports.ts'
import { replanErrands } from '../keep/replan.ts'
import { letterThatLeft, removeInvitee } from '../list/invite.ts'
import { noteKnown } from '../list/known/known-at.ts'
import { seatIn, sessionsOf } from '../list/sessions.ts'
import { awaken } from '../send/awake.ts'
import { soon } from '../send/soon.ts'
import { releaseNow } from '../send/steer-campaign.ts'
import { sendWithdrawn } from '../send/withdraw.ts'
import { takeAnswer } from './take-answer.ts'

export interface Moving {
  /** The invitation that is left. */
  campaign: CampaignId
  invitation: InvitationId
  /** The session they go to. */
  to: CampaignId
  /** Who moves them. */
  by: string
  /** Chosen by themselves, which says yes to that session; otherwise its letter asks them. */
  chosen?: Move['chosen']
}

/** `not open`: that session takes nobody any more, or is none of this launch. */
type Moved = 'moved' | 'not open' | 'not invited'

/** Safe to repeat and to race: who is on the way, or there, is not moved again. */
export async function moveToSession(world: Sends & Plans, { campaign: from, invitation: id, to, by, chosen }: Moving) {
  const context = await readContext(world.store, from)
  if (!context) return 'not invited' satisfies Moved
  const target = (await sessionsOf(world.store, context.campaign)).find(each => each.id === to)
  const now = world.clock.now()
  if (!target || to === from || !takesPeople(target, now, chosen ? 'themselves' : 'the convener'))
    return 'not open' satisfies Moved
  const move: Move = { id: world.chance.id(8), to, at: now, ...(chosen ? { chosen } : {}) }
  const name = target.session?.name ?? ''
  // From here on the sweep looks after the list they leave.
  await awaken(world.store, from)
  const left = await change(world.store, invitationRef(from, id), (stands): Invitation | undefined => {
    if (stands.removedAt !== undefined || stands.standsInFor) return undefined
    const history = [...stands.history, { at: now, by, event: 'goes to a session' as const, session: name }]
    return { ...stands, removedAt: now, movedTo: move, ...withdrawn(stands, now), history }
  })
  if (left?.movedTo?.to !== to || left.removedAt === undefined) return 'not invited' satisfies Moved
  await finishMove(world, left)
  await soon(world, from, pace => sendWithdrawn(world, context, left, pace))
  await replanErrands(world, context.partnership.id)
  return 'moved' satisfies Moved
}

/** So many people may be moved at once: no page shows more. */
const MOST_MOVES = 200

/** `nobody`: no one was named. `not open`: that session takes nobody any more. */
export type Assigning = { moved: number } | 'nobody' | 'not open'

/** Puts people on the list of another session of the same launch; those of other launches are passed over. */
export async function assignToSession(
  world: Sends & Plans,
  campaign: Campaign,
  people: readonly Pick<Moving, 'campaign' | 'invitation'>[],
  to: CampaignId,
  by: string,
): Promise<Assigning> {
  if (people.length === 0) return 'nobody'
  // A role in one partnership says nothing about another.
  const own = new Set((await sessionsOf(world.store, campaign)).map(({ id }) => id))
  let moved = 0
  for (const person of people.slice(0, MOST_MOVES)) {
    if (!own.has(person.campaign) || person.campaign === to) continue
    const did = await moveToSession(world, { ...person, to, by })
    if (did === 'not open') return did
    if (did === 'moved') moved++
  }
  return { moved }
}

/** Whether somebody left for another session and did not get there yet: a run stopped in between. */
export const isOnTheWay = ({ movedTo }: Invitation): boolean => movedTo !== undefined && !movedTo.arrived

/** Puts them on the other list, with their answer, and takes those who stood in for them off this one. Safe to repeat. */
export async function finishMove(world: Sends & Plans, left: Invitation): Promise<void> {
  const { movedTo: move, invitee } = left
  if (!move || move.arrived) return
  const id = seatIn(move.to, invitee.email)
  const letter = await letterThatLeft(world, move.to)
  const asked = await arrive(world, left, move, move.chosen ? undefined : letter)
  if (asked && letter) await releaseNow(world, move.to, letter, CONVOKE)
  if (move.chosen)
    await takeAnswer(world, {
      ...move.chosen,
      campaign: move.to,
      invitation: id,
      answer: 'accepted',
      channel: 'link',
      id: `move:${move.id}`,
    })
  if (left.answers.some(({ answer }) => answer === 'delegated'))
    for await (const { value } of invitationsOf(world.store, left.campaign))
      if (value.standsInFor?.invitation === left.id && value.removedAt === undefined)
        await removeInvitee(world, left.campaign, value.id, CONVOKE)
  await change(world.store, invitationRef(left.campaign, left.id), (stands): Invitation | undefined =>
    stands.movedTo?.id === move.id ? { ...stands, movedTo: { ...stands.movedTo, arrived: true } } : undefined,
  )
}

/** Each move brings its person once; answers whether `letter` is now due to them there. */
async function arrive(
  world: Keeps & Timed,
  left: Invitation,
  move: Move,
  letter: string | undefined,
): Promise<boolean> {
  const id = seatIn(move.to, left.invitee.email)
  const at = world.clock.now()
  const ref = invitationRef(move.to, id)
  const due: Record<string, Send> =
    letter === undefined ? {} : { [letter]: { status: 'due', at, attempt: '', attempts: 0, sequence: 0 } }
  const came = { at, by: CONVOKE, event: 'came from another session' as const }
  const { invitee, suppressed, awayUntil } = left
  const fresh: Invitation = {
    id,
    campaign: move.to,
    invitee,
    addedAt: at,
    sends: due,
    answers: [],
    matters: [],
    ...(suppressed ? { suppressed } : {}),
    ...(awayUntil ? { awayUntil } : {}),
    moves: [move.id],
    history: [came],
  }
  const partnership = (await read(world.store, campaignRef(move.to)))?.value.partnership
  if (partnership) await noteKnown(world.store, partnership, invitee.email, fresh)
  if (await create(world.store, ref, fresh)) return letter !== undefined
  let asked = false
  await change(world.store, ref, stands => {
    asked = false
    if (stands.moves?.includes(move.id)) return undefined
    const moves = [...(stands.moves ?? []), move.id].slice(-60)
    if (stands.removedAt === undefined) return { ...stands, moves }
    const { [WITHDRAWN]: _, ...sends } = stands.sends
    asked = letter !== undefined
    const again = letter === undefined ? undefined : due[letter]
    return {
      ...stands,
      // What a later version wrote of them here stays.
      invitee: { ...stands.invitee, ...invitee },
      removedAt: undefined,
      invitedAgainAt: at,
      movedTo: undefined,
      moves,
      sends: again && letter ? { ...sends, [letter]: anew(again, sends[letter]) } : sends,
      history: [...stands.history, came],
    }
  })
  return asked
}
