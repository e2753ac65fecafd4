/** Sets the letters of a campaign: which text, which facts, which links; and one copy of them for one person. */

import { standing } from '../domain/answer.ts'
import type { Campaign, Letter } from '../domain/campaign.ts'
import { type Invitation, type Invitee, toldOf } from '../domain/invitation.ts'
import { type Difference, differences } from '../domain/meeting.ts'
import type { Champion } from '../domain/partnership.ts'
import type { Wave } from '../domain/plan.ts'
import type { LetterKind, LetterRequest } from '../mail/content.ts'
import { composeLetter } from '../mail/letter.ts'
import { personFields, type Values } from '../mail/merge.ts'
import { type Copy, type Press, setPress } from '../mail/press.ts'
import { makeToken } from '../mail/token.ts'
import { CANCELLATION, FOLLOW_UP, REMINDER, SIGNATURE_REQUEST, THANKS, UPDATE } from '../templates/texts.ts'
import { type Context, checkOfContext } from './context.ts'
import type { Settings, World } from './ports.ts'

/** A message with its envelope, or why there cannot be one. */
export type Composed = { from: string; to: string[]; bytes: Uint8Array } | { refused: string }

/** Sets the copy of one invitee. */
export type Composer = (invitation: Invitation, attempt: string) => Promise<Composed>

export const confirmPage = (settings: Settings, campaign: string, check: string): string =>
  `${settings.url}/letters/${campaign}/${check}`
export const rsvpPage = (settings: Settings, campaign: string, invitation: string): string =>
  `${settings.url}/rsvp/${makeToken(settings.secret, 'rsvp', campaign, invitation)}`
export const signPage = (settings: Settings, campaign: string, champion: string): string =>
  `${settings.url}/sign/${makeToken(settings.secret, 'sign', campaign, champion)}`
export const optOutPage = (settings: Settings, campaign: string, invitation: string): string =>
  `${settings.url}/opt-out/${makeToken(settings.secret, 'opt-out', campaign, invitation)}`
/** Where a written answer goes; the token says whose invitation it answers. */
export const replyAddress = (settings: Settings, campaign: string, invitation: string): string =>
  `rsvp+${makeToken(settings.secret, 'rsvp', campaign, invitation)}@${settings.replyDomain}`

/** What differs in one invitee's copy. */
export function valuesFor(settings: Settings, campaign: string, id: string, invitee: Invitee): Values {
  const rsvp = rsvpPage(settings, campaign, id)
  return {
    ...personFields(invitee),
    email: invitee.email,
    yes_link: `${rsvp}?answer=accepted`,
    no_link: `${rsvp}?answer=declined`,
    maybe_link: `${rsvp}?answer=tentative`,
    delegate_link: `${rsvp}?answer=delegated`,
    opt_out_link: optOutPage(settings, campaign, id),
  }
}

/** The text of a kind of letter before its fields are filled. */
export function textFor(campaign: Campaign, kind: LetterKind, tone: 'warm' | 'brief' = 'warm'): Letter {
  switch (kind) {
    case 'follow-up':
      return FOLLOW_UP[tone]
    case 'reminder':
      return REMINDER
    case 'update':
      return UPDATE
    case 'cancellation':
      return CANCELLATION
    case 'signature-request':
      return SIGNATURE_REQUEST
    case 'thanks':
      return THANKS.accepted
    default:
      return campaign.letter ?? { subject: '', body: '' }
  }
}

/** What every letter of a campaign says of it. The names under it are those signed for the text that stands. */
export function requestFor(
  settings: Settings,
  context: Context,
  kind: LetterKind,
  text: Letter,
  changed: readonly Difference[] = [],
): LetterRequest {
  const { campaign, partnership } = context
  const check = checkOfContext(context)
  const signed = campaign.signatures.filter(signature => signature.check === check)
  return {
    kind,
    text,
    partnership,
    meeting: campaign.meeting,
    differences: changed,
    signatures: signed,
    seal: check && signed.length > 0 ? { check, confirm: confirmPage(settings, campaign.id, check) } : undefined,
  }
}

async function copyOf(
  world: World,
  press: Press,
  campaign: string,
  { id, invitee }: Invitation,
  attempt: string,
): Promise<Composed> {
  const { settings } = world
  const { assistant } = invitee
  const copy: Copy = {
    to: { name: invitee.name, email: invitee.email },
    cc: assistant?.email ? assistant : undefined,
    replyTo: replyAddress(settings, campaign, id),
    attempt,
    at: world.clock.now(),
    values: valuesFor(settings, campaign, id, invitee),
  }
  const bytes = press.fill(copy)
  if ('refused' in bytes) return bytes
  return { from: settings.from, to: [invitee.email, ...(assistant?.email ? [assistant.email] : [])], bytes }
}

/** The composer of a wave: each text is set once and then only filled. */
export function waveComposer(world: World, context: Context, wave: Wave): Composer {
  const { campaign } = context
  const set = (changed: readonly Difference[]) =>
    setPress(
      composeLetter(requestFor(world.settings, context, wave.kind, textFor(campaign, wave.kind, wave.tone), changed)),
      { from: world.settings.from },
    )
  // An update says what changed since its reader was last told, so readers who were told the same share a setting.
  const settings = new Map<number, Promise<Press>>()
  return async (invitation, attempt) => {
    const told = wave.kind === 'update' ? (toldOf(invitation) ?? 0) : 0
    let press = settings.get(told)
    if (!press) {
      const was = campaign.changes.find(({ sequence }) => sequence === told + 1)?.was
      press = set(was && campaign.meeting ? differences(was, campaign.meeting) : [])
      settings.set(told, press)
    }
    return copyOf(world, await press, campaign.id, invitation, attempt)
  }
}

/** The thank-you confirms what we understood, so its text follows from the answer. */
export function thanksComposer(world: World, context: Context): Composer {
  return async (invitation, attempt) => {
    const said = standing(invitation, context.campaign.meeting?.sequence ?? 0)?.answer ?? 'accepted'
    const letter = composeLetter(requestFor(world.settings, context, 'thanks', THANKS[said]))
    const press = await setPress(letter, { from: world.settings.from })
    return copyOf(world, press, context.campaign.id, invitation, attempt)
  }
}

/** The exact letter, and the question whether it may carry the champion's name. */
export async function signatureRequest(
  world: World,
  context: Context,
  champion: Champion,
  attempt: string,
): Promise<Composed> {
  const { settings } = world
  const request = requestFor(settings, context, 'signature-request', SIGNATURE_REQUEST)
  const letter = composeLetter({
    ...request,
    seal: undefined,
    action: 'Read and sign',
    quoted: context.campaign.letter,
  })
  const bytes = (await setPress(letter, { from: settings.from })).fill({
    to: champion,
    attempt,
    at: world.clock.now(),
    values: { ...personFields(champion), action_link: signPage(settings, context.campaign.id, champion.id) },
  })
  return 'refused' in bytes ? bytes : { from: settings.from, to: [champion.email], bytes }
}
