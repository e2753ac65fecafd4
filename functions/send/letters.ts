/** Sets the letters of a campaign: which text, which facts, which links; and one copy of them for one person. */

import type { Campaign, Letter } from '../../domain/keep/campaign.ts'
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import { holdsEntry, type Invitation, type Invitee, knownOf, type Rsvp } from '../../domain/keep/invitation.ts'
import { askingRows, kindOf } from '../../domain/keep/kinds.ts'
import { type Difference, differences, factsOf } from '../../domain/keep/meeting.ts'
import { nameOf } from '../../domain/keep/partnership.ts'
import { PERSONAL } from '../../domain/keep/paths.ts'
import { rsvpStateOf, standing } from '../../domain/keep/standing.ts'
import { rowKey } from '../../domain/keep/wave-id.ts'
import { WAVES } from '../../domain/keep/wave-kinds.ts'
import { entrySequence, isHeld } from '../../domain/send/hold.ts'
import type { Wave } from '../../domain/send/plan.ts'
import { attendeeLine, calendarParts, fold, type Method, organizerLine, type Partstat } from '../../mail/calendar.ts'
import type { LetterRequest } from '../../mail/content.ts'
import { composeLetter } from '../../mail/letter.ts'
import { LETTERS, type LetterKind } from '../../mail/letter-kinds.ts'
import { asWords, personFields, type Values, written } from '../../mail/merge.ts'
import { type Copy, type Press, setPress, type TextPart } from '../../mail/press.ts'
import { replyAddressOf } from '../../mail/reply-address.ts'
import { nameOfActor } from '../../pages/web/history-words.ts'

import { ANSWERED_FOR } from '../../templates/texts.ts'

import type { Context } from '../keep/context.ts'
import { campaignRef, read } from '../keep/documents.ts'
import { absolute, LINKS, type Link } from '../keep/links.ts'
import type { Knows, Reads, Settings, Timed } from '../keep/ports.ts'
import type { Composed } from '../keep/submit.ts'
import { entryTitle } from './entry-title.ts'
import { ACTIONS, letterOfText, type Reader, textOf } from './texts/letter-texts.ts'
import { signedBy } from './texts/signed-by.ts'
import { type SignedText, signedFor } from './texts/signed-set.ts'

/** Sets the copy of one invitee. */
export type Composer = (invitation: Invitation, attempt: string) => Promise<Composed>

/** Where a written answer goes; the token says whose invitation it answers. */
export const replyAddress = (
  settings: Pick<Settings, 'replyDomain' | 'secret'>,
  campaign: CampaignId,
  invitation: InvitationId,
): string => replyAddressOf(settings.secret, settings.replyDomain, campaign, invitation)

/** What differs in one invitee's copy. */
export function valuesFor(
  settings: Pick<Settings, 'secret' | 'url'>,
  campaign: CampaignId,
  id: InvitationId,
  invitee: Invitee,
): Values {
  const token = LINKS.rsvp.token(settings, campaign, id)
  return {
    ...personFields(invitee),
    email: invitee.email,
    answer_link: absolute(settings, PERSONAL.rsvp(token)),
    calendar_link: absolute(settings, PERSONAL.rsvpCalendar(token)),
    opt_out_link: LINKS['opt-out'].to(settings, campaign, id),
  }
}

/** What every letter of a campaign says of it. Champions' names are under what they sign, and under nothing else. */
export function requestFor(
  settings: Pick<Settings, 'url'>,
  context: Context,
  kind: LetterKind,
  text: Letter,
  { changed = [], signed }: { changed?: readonly Difference[]; signed?: SignedText | undefined } = {},
): LetterRequest {
  const { campaign, partnership } = context
  return {
    kind,
    text,
    partnership,
    meeting: campaign.meeting,
    differences: changed,
    charts: LETTERS[kind].charts && campaign.summary?.charts,
    ...(signed ? signedBy(settings, context, signed) : {}),
    action: ACTIONS[kind]?.(campaign).words,
  }
}

async function copyOf(
  world: Timed & Knows<'bounces' | 'from' | 'replyDomain' | 'secret' | 'url'>,
  press: Press,
  context: Context,
  { id, invitee }: Invitation,
  attempt: string,
  partstat?: Partstat,
  page?: Link<CampaignId, string, [id: InvitationId]>,
): Promise<Composed> {
  const { settings } = world
  const { campaign } = context
  const { assistant } = invitee
  const copy: Copy & { replyTo: string } = {
    to: { name: invitee.name, email: invitee.email },
    cc: assistant?.email ? assistant : undefined,
    replyTo: replyAddress(settings, campaign.id, id),
    attempt,
    at: world.clock.now(),
    values: {
      ...valuesFor(settings, campaign.id, id, invitee),
      ...(partstat ? peopleOf(settings, context, id, invitee, partstat) : {}),
      ...(page ? { action_link: page.to(settings, campaign.id, id) } : {}),
    },
  }
  const bytes = press.fill(copy)
  if ('refused' in bytes) return bytes
  const to = [invitee.email, ...(assistant?.email ? [assistant.email] : [])]
  const from = settings.bounces === 'to the sender' ? settings.from : copy.replyTo
  return { from, to, bytes, ...(partstat ? { entry: true } : {}) }
}

/** The lines of an entry that name people: whom a calendar answers, and who is asked. */
const peopleOf = (
  settings: Pick<Settings, 'replyDomain' | 'secret'>,
  { campaign, partnership }: Context,
  id: InvitationId,
  invitee: Invitee,
  partstat: Partstat,
): Values => ({
  organizer: organizerLine({ name: nameOf(partnership), email: replyAddress(settings, campaign.id, id) }),
  attendee: attendeeLine(invitee, partstat),
})

/** The calendar entry of a campaign's meeting, as parts of a message. */
function entryOf(world: Timed, { campaign, partnership }: Context, method: Method, raised = 0): TextPart[] {
  const { meeting } = campaign
  if (!meeting) return []
  const facts = factsOf(meeting)
  const notes = [facts.parking && `Parking: ${facts.parking}`, facts.access && `Access: ${facts.access}`]
  return calendarParts({
    method,
    meeting,
    sequence: entrySequence(campaign) + raised,
    title: entryTitle(campaign, nameOf(partnership)),
    tentative: isHeld(campaign),
    description: [`Convened by ${partnership.organization.name}`, ...notes].filter(Boolean).join('\n'),
    stamp: world.clock.now(),
  })
}

/** What a wave does to the calendar of one invitee. Whoever holds the time has to see that it is certain. */
function entryMethod({ kind }: Wave, campaign: Campaign, invitation: Invitation): Method | undefined {
  const { entry } = WAVES[kind]
  if (!entry) return undefined
  const all = entry.of === 'everyone' || (entry.of !== 'holders' && campaign.calendar !== 'once they accept')
  return all || holdsEntry(invitation) ? entry.method : undefined
}

/** Whether a wave is the first that asks somebody. */
function asksFirst({ id }: Wave, campaign: Campaign, { sends }: Invitation): boolean {
  const asking = askingRows(kindOf(campaign)).map(row => row.id)
  const at = id.of === 'row' ? asking.indexOf(id.row) : -1
  return at >= 0 && asking.slice(0, at).every(row => sends[rowKey(row)] === undefined)
}

/** The composer of a wave: each text is set once and then only filled. */
export function waveComposer(
  world: Timed & Knows<'bounces' | 'from' | 'replyDomain' | 'secret' | 'url'>,
  context: Context,
  wave: Wave,
): Composer {
  const { campaign } = context
  const { tellsChange, tellsAbsent, wordsByStand } = WAVES[wave.kind]
  const set = (changed: readonly Difference[], method: Method | undefined, reader: Reader) =>
    setPress(
      composeLetter(
        requestFor(world.settings, context, wave.kind, textOf(context, wave, reader), {
          changed,
          signed: signedFor(context, wave, reader),
        }),
      ),
      {
        from: world.settings.from,
        // The cancellation of the meeting stands above every request for it.
        parts: method && entryOf(world, context, method, method === 'CANCEL' ? 1 : 0),
      },
    )
  const setForStandIn = (inPlaceOf: string, method: Method | undefined) =>
    setPress(
      composeLetter(requestFor(world.settings, context, 'follow-up', letterOfText(context, 'stand-in', { inPlaceOf }))),
      {
        from: world.settings.from,
        parts: method && entryOf(world, context, method),
      },
    )
  // An update says what changed since its reader was last told, so readers who were told the same share a setting.
  const settings = new Map<string, Promise<Press>>()
  return async (invitation, attempt) => {
    const told = tellsChange ? (knownOf(invitation) ?? 0) : undefined
    const method = entryMethod(wave, campaign, invitation)
    const principal = asksFirst(wave, campaign, invitation) ? invitation.standsInFor?.name : undefined
    const missed = tellsAbsent === true && invitation.came === undefined && !invitation.host
    const stand = wordsByStand ? rsvpStateOf(invitation, campaign.meeting?.sequence ?? 0) : 'silent'
    const { publicPartner } = invitation.invitee
    const key = JSON.stringify([told, method, principal, missed, stand, publicPartner])
    let press = settings.get(key)
    if (!press) {
      const was = told === undefined ? undefined : campaign.changes.find(({ sequence }) => sequence === told + 1)?.was
      press =
        principal === undefined
          ? set(was && campaign.meeting ? differences(was, campaign.meeting) : [], method, {
              missed,
              stand,
              publicPartner,
            })
          : setForStandIn(principal, method)
      settings.set(key, press)
    }
    const partstat = method && partstatOf(context, invitation)
    return copyOf(world, await press, context, invitation, attempt, partstat, ACTIONS[wave.kind]?.(campaign).page)
  }
}

/** What a calendar shows for an answer; somebody who declined or sends a delegate gets no entry of their own. */
const PARTSTAT: Partial<Record<Rsvp, Partstat>> = { accepted: 'ACCEPTED', tentative: 'TENTATIVE' }

/** What they have said stays said in their calendar; a change of the meeting asks anew. */
function partstatOf({ campaign }: Context, invitation: Invitation): Partstat {
  const stands = standing(invitation, campaign.meeting?.sequence ?? 0)
  return (stands && !stands.toOldTime && PARTSTAT[stands.answer]) || 'NEEDS-ACTION'
}

/** The thank-you confirms what we understood, so its text follows from the answer, and the entry carries it. */
export function thanksComposer(
  world: Timed & Knows<'bounces' | 'from' | 'replyDomain' | 'secret' | 'url'>,
  context: Context,
): Composer {
  return async (invitation, attempt) => {
    const stands = standing(invitation, context.campaign.meeting?.sequence ?? 0)
    const said = stands?.answer ?? 'accepted'
    const byMail = stands?.channel === 'calendar' || stands?.channel === 'written'
    const thanks = letterOfText(context, `thanks-${said}`)
    const text = byMail && stands.by ? ANSWERED_FOR(thanks, asWords(nameOfActor(stands.by))) : thanks
    const letter = composeLetter(requestFor(world.settings, context, 'thanks', text))
    const partstat = PARTSTAT[said]
    const parts = partstat && entryOf(world, context, 'REQUEST')
    const press = await setPress(letter, { from: world.settings.from, parts })
    return copyOf(world, press, context, invitation, attempt, partstat)
  }
}

/** The entry that a thank-you carries, as a file: of the same UID, so that later updates reach it. Undefined: it has none. */
export function entryText(
  world: Timed & Knows<'replyDomain' | 'secret'>,
  context: Context,
  invitation: Invitation,
): string | undefined {
  const stands = standing(invitation, context.campaign.meeting?.sequence ?? 0)
  const partstat = stands && PARTSTAT[stands.answer]
  const [part] = partstat ? entryOf(world, context, 'REQUEST') : []
  if (!partstat || !part) return undefined
  const { id, invitee } = invitation
  return written(part.pieces, peopleOf(world.settings, context, id, invitee, partstat), fold)
}

/** The letter that takes the meeting off one calendar: the same SEQUENCE, said later (RFC 5546 section 2.1.5). */
export function withdrawalComposer(
  world: Reads & Timed & Knows<'bounces' | 'from' | 'replyDomain' | 'secret' | 'url'>,
  context: Context,
): Composer {
  return async (invitation, attempt) => {
    const text = (await movedText(world, context, invitation)) ?? letterOfText(context, 'withdrawal')
    const letter = composeLetter(requestFor(world.settings, context, 'cancellation', text))
    const press = await setPress(letter, { from: world.settings.from, parts: entryOf(world, context, 'CANCEL') })
    return copyOf(world, press, context, invitation, attempt, 'NEEDS-ACTION')
  }
}

async function movedText(world: Reads, context: Context, { movedTo }: Invitation): Promise<Letter | undefined> {
  const session = movedTo && (await read(world.store, campaignRef(movedTo.to)))?.value
  if (!session?.meeting) return undefined
  const { date, time, place } = factsOf(session.meeting)
  return letterOfText(context, 'moved', { otherSession: [date, time, place].filter(Boolean).join(', ') })
}
