/** Adds, changes and removes invitees. Adding somebody twice is adding them once. */
import { HELD_BACK, type Invitation, type Invitee, type Send } from '../domain/invitation.ts'
import { merge } from '../domain/invitee-list.ts'
import { canonicalAddress } from '../domain/partnership.ts'
import { shortId } from '../mail/token.ts'
import { readContext } from './context.ts'
import { campaignRef, change, create, invitationRef, invitationsOf, read } from './documents.ts'
import type { World } from './ports.ts'
import { releaseNow } from './steer-campaign.ts'

export interface Added {
  added: number
  updated: number
  same: number
}

/**
 * Adds people, or brings those who are invited already up to date; answers and opt-outs stay as they are. When the
 * letter has left already, `now` sends it to the newcomers at once; otherwise they wait for the convener.
 */
export async function addInvitees(
  world: World,
  campaignId: string,
  invitees: readonly Invitee[],
  by: string,
  when: 'now' | 'with the wave',
  onProgress: (done: number) => Promise<void> = async () => {},
): Promise<Added> {
  const left = await letterHasLeft(world, campaignId)
  const existing: Invitation[] = []
  for await (const { value } of invitationsOf(world.store, campaignId)) existing.push(value)
  const { add, update, same } = merge(existing, [...invitees])
  let done = 0
  const batch = async (tasks: (() => Promise<unknown>)[]) => {
    for (let i = 0; i < tasks.length; i += 100) {
      await Promise.all(tasks.slice(i, i + 100).map(task => task()))
      done += Math.min(100, tasks.length - i)
      await onProgress(done)
    }
  }
  await batch(
    update.map(
      ({ id, invitee }) =>
        () =>
          editInvitee(world, campaignId, id, invitee, by),
    ),
  )
  await batch(add.map(invitee => () => addOne(world, campaignId, invitee, by, left ? when : undefined)))
  if (left && when === 'now' && add.length > 0) await releaseNow(world, campaignId, 'invite', by)
  return { added: add.length, updated: update.length, same }
}

const letterHasLeft = async (world: World, campaignId: string): Promise<boolean> =>
  (await read(world.store, campaignRef(campaignId)))?.value.left.invite !== undefined

/** `late` is the convener's word on the letter where it has left already. A letter that is due is found by the sweep. */
async function addOne(
  world: World,
  campaign: string,
  invitee: Invitee,
  by: string,
  late: 'now' | 'with the wave' | undefined,
): Promise<void> {
  const id = shortId(`${campaign}:${canonicalAddress(invitee.email)}`)
  const at = world.clock.now()
  const letter: Send =
    late === 'now'
      ? { status: 'due', at, attempt: '', attempts: 0, sequence: 0 }
      : { status: 'skipped', at, attempt: '', attempts: 0, reason: HELD_BACK, sequence: 0 }
  const invitation: Invitation = {
    id,
    campaign,
    invitee,
    addedAt: at,
    sends: late ? { invite: letter } : {},
    answers: [],
    history: [{ at, by, what: 'added to the list' }],
  }
  if (await create(world.store, invitationRef(campaign, id), invitation)) return
  await change(world.store, invitationRef(campaign, id), stands =>
    stands.removedAt === undefined
      ? { ...stands, invitee }
      : { ...stands, invitee, removedAt: undefined, history: [...stands.history, { at, by, what: 'invited again' }] },
  )
}

export async function editInvitee(
  world: World,
  campaignId: string,
  id: string,
  invitee: Invitee,
  by: string,
): Promise<Invitation | undefined> {
  return change(world.store, invitationRef(campaignId, id), stands => {
    if (JSON.stringify(stands.invitee) === JSON.stringify(invitee)) return undefined
    const changed = (Object.keys(invitee) as (keyof Invitee)[]).filter(
      field => JSON.stringify(stands.invitee[field]) !== JSON.stringify(invitee[field]),
    )
    const what = `changed ${changed.join(', ')}`
    const bounced = stands.suppressed?.reason === 'bounced' && changed.includes('email')
    return {
      ...stands,
      invitee,
      ...(bounced ? { suppressed: undefined } : {}),
      history: [...stands.history, { at: world.clock.now(), by, what }],
    }
  })
}

/** Nothing more goes to somebody who was taken off the list; what they answered is kept. */
export async function removeInvitee(world: World, campaignId: string, id: string, by: string): Promise<void> {
  await change(world.store, invitationRef(campaignId, id), stands =>
    stands.removedAt === undefined
      ? {
          ...stands,
          removedAt: world.clock.now(),
          history: [...stands.history, { at: world.clock.now(), by, what: 'taken off the list' }],
        }
      : undefined,
  )
}

/** The convener's word on a letter that is in doubt, failed, bounced or held back. */
export async function resolveSend(
  world: World,
  campaignId: string,
  id: string,
  wave: string,
  word: 'send again' | 'leave',
  by: string,
): Promise<void> {
  const context = await readContext(world.store, campaignId)
  if (!context) return
  const now = world.clock.now()
  await change(world.store, invitationRef(campaignId, id), stands => {
    const send = stands.sends[wave]
    if (!send || !['in doubt', 'failed', 'bounced', 'skipped'].includes(send.status)) return undefined
    const next: Send =
      word === 'leave' ? { ...send, status: 'sent', reason: 'taken as sent' } : { ...send, status: 'due' }
    return {
      ...stands,
      sends: { ...stands.sends, [wave]: next },
      suppressed: word === 'send again' && stands.suppressed?.reason === 'bounced' ? undefined : stands.suppressed,
      history: [...stands.history, { at: now, by, what: `${word}: ${wave}` }],
    }
  })
  if (word === 'send again' && !wave.startsWith('thanks:')) await releaseNow(world, campaignId, wave, by)
}
