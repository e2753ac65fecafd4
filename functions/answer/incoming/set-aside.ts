/** Lists what came in and bothers nobody, and makes a matter of what was a person's after all. */
import {
  ASIDE_FOR,
  type Aside,
  type AsideMessage,
  listedAside,
  MOST_ASIDE,
  withAside,
} from '../../../domain/answer/aside.ts'
import type { CampaignId, InvitationId } from '../../../domain/keep/ids.ts'
import { type Matter, raise } from '../../../domain/keep/matter.ts'
import { shift } from '../../../domain/keep/time.ts'
import { readWrittenReply } from '../../../mail/inbound/reply/read-reply.ts'
import { all, change, invitationRef, type Ref, read, refOf, upsert } from '../../keep/documents.ts'
import type { Keeps, Reads, Timed } from '../../keep/ports.ts'
import { DOCUMENTS } from '../../keep/registry.ts'

const asideRef = (campaign: CampaignId, id: InvitationId): Ref<Aside> => refOf(DOCUMENTS.aside, campaign, id)
const deskRef = refOf(DOCUMENTS.desk)

/** The matter that a message was made into. */
const matterIdOf = (message: string): string => `aside:${message}`

/** Lists it beside its invitation, once: not anew when it comes again after somebody has said that it is a person's. */
export async function setAside(
  world: Keeps & Timed,
  { campaign, id, matters }: { campaign: CampaignId; id: InvitationId; matters: readonly Matter[] },
  message: AsideMessage,
): Promise<void> {
  if (matters.some(each => each.id === matterIdOf(message.id))) return
  const now = world.clock.now()
  await upsert(
    world.store,
    asideRef(campaign, id),
    (stands = { invitation: id, messages: [] }) => withAside(stands, message, MOST_ASIDE.invitation, now),
    shift(now, ASIDE_FOR),
  )
}

/** Lists what was written to Convoke itself. */
export async function layOnDesk(world: Keeps & Timed, message: AsideMessage): Promise<void> {
  const now = world.clock.now()
  await upsert(
    world.store,
    deskRef,
    (stands = { messages: [] }) => withAside(stands, message, MOST_ASIDE.desk, now),
    shift(now, ASIDE_FOR),
  )
}

/** What lies on the desk. */
export async function deskOfHouse(world: Reads & Timed): Promise<{ messages: AsideMessage[]; dropped: number }> {
  const stands = (await read(world.store, deskRef))?.value
  return { messages: stands ? listedAside(stands, world.clock.now()) : [], dropped: stands?.dropped ?? 0 }
}

export interface ListedAside extends AsideMessage {
  invitation: string
}

/** All that was set aside in a campaign, the newest first, and how many gave way to newer ones. */
export async function asideOf(
  world: Reads & Timed,
  campaign: CampaignId,
): Promise<{ messages: ListedAside[]; dropped: number }> {
  const messages: ListedAside[] = []
  let dropped = 0
  for await (const { value } of all(world.store, DOCUMENTS.aside, campaign)) {
    const { invitation } = value
    if (invitation === undefined) continue
    for (const each of listedAside(value, world.clock.now())) messages.push({ ...each, invitation })
    dropped += value.dropped ?? 0
  }
  return { messages: messages.sort((a, b) => (a.at > b.at ? -1 : 1)), dropped }
}

/** It was a person: a matter like any other, with the likely answer where the words have one. */
export async function takeForPerson(
  world: Keeps & Timed,
  campaign: CampaignId,
  id: InvitationId,
  message: string,
): Promise<'taken' | 'not found'> {
  const listed = (await read(world.store, asideRef(campaign, id)))?.value
  const found = listed?.messages.find(each => each.id === message)
  const invitation = (await read(world.store, invitationRef(campaign, id)))?.value
  if (!found || !invitation || invitation.forgottenAt !== undefined)
    return invitation?.matters.some(each => each.id === matterIdOf(message)) ? 'taken' : 'not found'
  const { at, from, subject, text, mail } = found
  const { says, suggestion } = readWrittenReply(text, { invitee: invitation.invitee.name, subject })
  const clear = says === 'accepted' || says === 'declined' || says === 'tentative'
  const likely = suggestion ?? (clear ? { answer: says, because: '' } : undefined)
  const matter: Matter = { id: matterIdOf(message), kind: 'unclear', at, from, subject, text, mail, suggestion: likely }
  await change(world.store, invitationRef(campaign, id), stands => {
    const matters = raise(stands.matters, matter)
    return matters === stands.matters ? undefined : { ...stands, matters }
  })
  // Taken off the list last, so that a crash in between loses nothing.
  await change(
    world.store,
    asideRef(campaign, id),
    stands => ({ ...stands, messages: stands.messages.filter(each => each.id !== message) }),
    shift(world.clock.now(), ASIDE_FOR),
  )
  return 'taken'
}
