/** Sets the letters of a campaign: which text, which facts, which links; and one copy of them for one person. */

import type { Campaign, Letter } from '../../domain/keep/campaign.ts'
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import { firstLetter, type Invitation, type Invitee, knownOf } from '../../domain/keep/invitation.ts'
import { askingRows, kindOf } from '../../domain/keep/kinds.ts'
import { type Difference, differences, factsOf } from '../../domain/keep/meeting.ts'
import { nameOf } from '../../domain/keep/partnership.ts'
import { PERSONAL } from '../../domain/keep/paths.ts'
import { rsvpStateOf, standing } from '../../domain/keep/standing.ts'
import { ENTRY_AGAIN, rowKey, thanksFor, WITHDRAWN } from '../../domain/keep/wave-id.ts'
import { WAVES } from '../../domain/keep/wave-kinds.ts'
import { keyOf, type Wave } from '../../domain/send/plan.ts'
import type { Partstat } from '../../mail/calendar.ts'
import type { LetterRequest } from '../../mail/content.ts'
import { messageIdOf } from '../../mail/headers.ts'
import { composeLetter } from '../../mail/letter.ts'
import { LETTERS, type LetterKind } from '../../mail/letter-kinds.ts'
import { asWords, personFields, type Values } from '../../mail/merge.ts'
import { type Copy, type Press, setPress, type TextPart } from '../../mail/press.ts'
import { nameOfActor } from '../../pages/web/history-words.ts'

import { ANSWERED_FOR } from '../../templates/texts.ts'

import type { Context } from '../keep/context.ts'
import { campaignRef, read } from '../keep/documents.ts'
import { absolute, LINKS, type Link } from '../keep/links.ts'
import type { Knows, Reads, Settings, Timed } from '../keep/ports.ts'
import { replyAddress } from '../keep/reply-to.ts'
import type { Composed } from '../keep/submit.ts'
import { entryLines, entryMethod, entryOf, PARTSTAT, partstatOf } from './entries.ts'
import { keptPress } from './texts/kept-presses.ts'
import { ACTIONS, letterOfText, type Reader, textOf } from './texts/letter-texts.ts'
import { signedBy } from './texts/signed-by.ts'
import { type SignedText, signedFor } from './texts/signed-set.ts'

/** Sets the copy of one invitee. */
export type Composer = (invitation: Invitation, attempt: string) => Promise<Composed>

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

/** What one copy has beside the words of its press. */
interface Beside {
  /** What the calendar entry in it says of its reader; without one there is none. */
  partstat?: Partstat | undefined
  /** The page of its button. */
  page?: Link<CampaignId, string, [id: InvitationId]> | undefined
  /** The key of a letter that stands in the thread of the first; undefined for one that begins a thread. */
  answers?: string | undefined
}

/** The Message-ID of the first letter this reader got, as their mail program knows it. */
function threadOf({ from }: Pick<Settings, 'from'>, invitation: Invitation, key: string): string | undefined {
  const first = firstLetter(invitation, key)
  return first && (first.messageId ?? messageIdOf(first.attempt, from))
}

async function copyOf(
  world: Timed & Knows<'bounces' | 'from' | 'replyDomain' | 'secret' | 'url'>,
  press: Press,
  context: Context,
  invitation: Invitation,
  attempt: string,
  { partstat, page, answers }: Beside,
): Promise<Composed> {
  const { id, invitee } = invitation
  const { settings } = world
  const { campaign, partnership } = context
  const { assistant } = invitee
  const copy: Copy = {
    to: { name: invitee.name, email: invitee.email },
    cc: assistant?.email ? assistant : undefined,
    // With a name, so that nobody looks at a token; the calendar calls it the same.
    replyTo: { name: nameOf(partnership), email: replyAddress(settings, campaign, id) },
    inReplyTo: answers === undefined ? undefined : threadOf(settings, invitation, answers),
    attempt,
    at: world.clock.now(),
    values: {
      ...valuesFor(settings, campaign.id, id, invitee),
      ...(partstat ? entryLines(world, context, id, invitee, partstat) : {}),
      ...(page ? { action_link: page.to(settings, campaign.id, id) } : {}),
    },
  }
  const bytes = press.fill(copy)
  if ('refused' in bytes) return bytes
  const to = [invitee.email, ...(assistant?.email ? [assistant.email] : [])]
  const from = settings.bounces === 'to the sender' ? settings.from : copy.replyTo.email
  const part = invitee.publicPartner ? 'partner' : 'business'
  return { from, to, bytes, part, ...(partstat ? { entry: true } : {}) }
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
  const { tellsChange, tellsAbsent, wordsByPresence, wordsByStand, apart } = WAVES[wave.kind]
  const set = (changed: readonly Difference[], parts: TextPart[] | undefined, reader: Reader) =>
    setPress(
      composeLetter(
        requestFor(world.settings, context, wave.kind, textOf(context, wave, reader), {
          changed,
          signed: signedFor(context, wave, reader),
        }),
      ),
      { from: world.settings.from, parts },
    )
  const setForStandIn = (inPlaceOf: string, parts: TextPart[] | undefined) =>
    setPress(
      composeLetter(requestFor(world.settings, context, 'follow-up', letterOfText(context, 'stand-in', { inPlaceOf }))),
      { from: world.settings.from, parts },
    )
  // An update says what changed since its reader was last told, so readers who were told the same share a setting.
  const settings = new Map<string, Promise<Press>>()
  return async (invitation, attempt) => {
    const told = tellsChange ? (knownOf(invitation) ?? 0) : undefined
    const method = entryMethod(wave, campaign, invitation)
    const principal = asksFirst(wave, campaign, invitation) ? invitation.standsInFor?.name : undefined
    const isUnseen = invitation.came === undefined
    const missed = (tellsAbsent === true && isUnseen && !invitation.host) || (wordsByPresence === true && isUnseen)
    const stand = wordsByStand ? rsvpStateOf(invitation, campaign.meeting?.sequence ?? 0) : 'silent'
    const { publicPartner } = invitation.invitee
    const { raised } = invitation
    const key = JSON.stringify([told, method, method && raised, principal, missed, stand, publicPartner])
    let press = settings.get(key)
    if (!press) {
      const was = told === undefined ? undefined : campaign.changes.find(({ sequence }) => sequence === told + 1)?.was
      const parts = method && entryOf(context, method, { raised })
      press =
        principal === undefined
          ? set(was && campaign.meeting ? differences(was, campaign.meeting) : [], parts, {
              missed,
              stand,
              publicPartner,
            })
          : setForStandIn(principal, parts)
      settings.set(key, press)
    }
    const partstat = method && partstatOf(context, invitation)
    return copyOf(world, await press, context, invitation, attempt, {
      partstat,
      page: ACTIONS[wave.kind]?.(campaign).page,
      answers: apart ? undefined : keyOf(wave),
    })
  }
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
    const by = byMail && stands.by ? asWords(nameOfActor(stands.by)) : undefined
    const partstat = PARTSTAT[said]
    const { url, from } = world.settings
    const set = () => {
      const thanks = letterOfText(context, `thanks-${said}`)
      const text = by === undefined ? thanks : ANSWERED_FOR(thanks, by)
      const letter = composeLetter(requestFor({ url }, context, 'thanks', text))
      return setPress(letter, { from, parts: partstat && entryOf(context, 'REQUEST', invitation) })
    }
    // Whoever is named in a letter is named in it alone.
    const press = await (by === undefined ? keptPress(context, [said, url, from, invitation.raised ?? 0], set) : set())
    return copyOf(world, press, context, invitation, attempt, { partstat, answers: stands ? thanksFor(stands.id) : '' })
  }
}

/** The letter that takes the meeting off one calendar, and says of nobody else's that it is off. */
export function withdrawalComposer(
  world: Reads & Timed & Knows<'bounces' | 'from' | 'replyDomain' | 'secret' | 'url'>,
  context: Context,
): Composer {
  return async (invitation, attempt) => {
    const text = (await movedText(world, context, invitation)) ?? letterOfText(context, 'withdrawal')
    const letter = composeLetter(requestFor(world.settings, context, 'cancellation', text))
    const parts = entryOf(context, 'CANCEL', { raised: invitation.raised, withoutReader: true })
    const press = await setPress(letter, { from: world.settings.from, parts })
    return copyOf(world, press, context, invitation, attempt, { partstat: 'NEEDS-ACTION', answers: WITHDRAWN })
  }
}

/** The entry as it stands, for whose calendar asked for it. */
export function entryComposer(
  world: Timed & Knows<'bounces' | 'from' | 'replyDomain' | 'secret' | 'url'>,
  context: Context,
): Composer {
  return async (invitation, attempt) => {
    const letter = composeLetter(requestFor(world.settings, context, 'update', letterOfText(context, 'entry')))
    const parts = entryOf(context, 'REQUEST', invitation)
    const press = await setPress(letter, { from: world.settings.from, parts })
    const partstat = partstatOf(context, invitation)
    return copyOf(world, press, context, invitation, attempt, { partstat, answers: ENTRY_AGAIN })
  }
}

async function movedText(world: Reads, context: Context, { movedTo }: Invitation): Promise<Letter | undefined> {
  const session = movedTo && (await read(world.store, campaignRef(movedTo.to)))?.value
  if (!session?.meeting) return undefined
  const { date, time, place } = factsOf(session.meeting)
  return letterOfText(context, 'moved', { otherSession: [date, time, place].filter(Boolean).join(', ') })
}
