/** Letters as their readers will see them, for the convener and the champions, before anything leaves. */

import type { Campaign, Letter, Summary } from '../../domain/keep/campaign.ts'
import { type CampaignId, type InvitationId, invitationIdFrom } from '../../domain/keep/ids.ts'
import type { Invitee } from '../../domain/keep/invitation.ts'
import { type Difference, differences } from '../../domain/keep/meeting.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { addDays } from '../../domain/keep/time.ts'
import type { LetterContent } from '../../mail/content.ts'
import { composeLetter } from '../../mail/letter.ts'
import { personFields, type Values } from '../../mail/merge.ts'
import { setPress } from '../../mail/press.ts'
import { previewOf } from '../../mail/preview.ts'
import { type Context, readContext } from '../keep/context.ts'
import { invitationRef, read } from '../keep/documents.ts'
import { absolute } from '../keep/links.ts'
import type { Knows, Reads, Sends, Settings } from '../keep/ports.ts'
import { submitUnclaimed } from '../keep/submit.ts'
import { requestFor, valuesFor } from './letters.ts'
import { ACTIONS, afterAbsence, letterOfText } from './texts/letter-texts.ts'
import { type SignedText, signedSet } from './texts/signed-set.ts'
import type { TextRow } from './texts/text-row.ts'
import { LETTER, textsOf } from './texts/text-rows.ts'

export interface Preview {
  subject: string
  html: string
  text: string
}

/** Somebody to fill the fields with while nobody is invited yet. */
export const SOMEBODY: Invitee = {
  name: 'Jordan Reyes',
  title: 'Chief Executive Officer',
  company: 'Example Company',
  email: 'jordan.reyes@example.com',
  phone: '',
  publicPartner: false,
}

/** An email set for everybody, and the values of one copy. */
export interface ViewedText {
  letter: LetterContent
  values: Values
}

/** What is to be looked at: a text of the campaign, as it stands or as somebody is writing it. */
export interface Sight {
  /** The id of a text, or `summary` for what is told after the meeting. */
  text: string
  /** As whom; nobody: an example. */
  invitation?: InvitationId | undefined
  /** The words as somebody is typing them. */
  typed?: Letter | undefined
  /** What is told of the meeting, while it is being written. */
  summary?: Summary | undefined
  /** As somebody reads it who was not there. */
  missed?: boolean | undefined
  /** By these its links open a preview of what they lead to, which keeps nothing; without them they lead nowhere. */
  safe?: Pick<Settings, 'secret' | 'url'> | undefined
}

/** An email as one invitee (or an example of one) reads it. Pictures are data, so that it stands alone. */
export async function preview(
  world: Reads & Knows<'url'>,
  campaignId: CampaignId,
  sight: Sight,
): Promise<Preview | undefined> {
  const seen = await viewText(world, campaignId, sight)
  return seen && previewOf(seen.letter, seen.values)
}

/** A text that champions sign, as one reader will have it: a rendering of exactly what they sign, its fields filled. */
export function textToSign(world: Knows<'url'>, context: Context, signed: SignedText, invitee: Invitee): Preview {
  const [row] = signed.rows
  const kind = textsOf(context.campaign).get(signed.text)?.kind ?? row?.kind ?? 'invite'
  const letter = composeLetter(requestFor(world.settings, context, kind, signed.letter, { signed }))
  return previewOf(letter, valuesOf(world, { invitee }))
}

/** Somebody whom a safe preview has on the list of every campaign, as an example. */
export const EXAMPLE = invitationIdFrom('examplereaderaaa')

/** What is to be seen, set and not yet filled. */
export async function viewText(
  world: Reads & Knows<'url'>,
  campaignId: CampaignId,
  { text, invitation, typed, summary, missed = false, safe }: Sight,
): Promise<ViewedText | undefined> {
  const found = await readContext(world.store, campaignId)
  if (!found) return undefined
  const campaign = {
    ...found.campaign,
    ...(typed && text === LETTER ? { letter: typed } : {}),
    ...(typed && text !== LETTER ? { texts: { ...found.campaign.texts, [text]: typed } } : {}),
    ...(summary ? { summary } : {}),
  }
  const context = { ...found, campaign }
  const known = invitation ? await read(world.store, invitationRef(campaignId, invitation)) : undefined
  const { invitee } = known?.value ?? { invitee: SOMEBODY }
  const values = safe
    ? safeValues(safe, campaign, text, known?.value.id ?? EXAMPLE, invitee)
    : valuesOf(world, known?.value)
  if (text === SUMMARY) {
    if (!campaign.summary) return undefined
    const words = afterAbsence(campaign.summary, missed ? campaign.summary.missed : '')
    return { letter: composeLetter(requestFor(world.settings, context, SUMMARY, words)), values }
  }
  const row = textsOf(campaign).get(text)
  if (!row) return undefined
  const words = letterOfText(context, text, { inPlaceOf: known?.value.standsInFor?.name })
  const signed = signedSet(context).find(each => each.text === text)
  return {
    letter: composeLetter(
      requestFor(world.settings, context, row.kind, words, { signed, changed: exampleOf(row, campaign) }),
    ),
    values,
  }
}

/** What an email that says what changed says before anything has: the meeting was to be a week later. */
const exampleOf = ({ tellsChange }: TextRow, { meeting }: Campaign): Difference[] =>
  meeting && tellsChange ? differences({ ...meeting, date: addDays(meeting.date, 7) }, meeting) : []

const SUMMARY = 'summary'

/** Links lead nowhere: who may look at a letter may not answer for its reader. */
function valuesOf(world: Knows<'url'>, { invitee }: { invitee: Invitee } = { invitee: SOMEBODY }): Values {
  const nowhere = absolute(world.settings, PATHS.home())
  return {
    ...personFields(invitee),
    email: invitee.email,
    answer_link: nowhere,
    calendar_link: nowhere,
    opt_out_link: nowhere,
    action_link: nowhere,
  }
}

/** All links of one person's copy, by settings whose tokens open nothing but a preview. */
function safeValues(
  safe: Pick<Settings, 'secret' | 'url'>,
  campaign: Campaign,
  text: string,
  id: InvitationId,
  invitee: Invitee,
): Values {
  const kind = text === SUMMARY ? SUMMARY : textsOf(campaign).get(text)?.kind
  const page = kind && ACTIONS[kind]?.(campaign).page
  return {
    ...valuesFor(safe, campaign.id, id, invitee),
    ...(page ? { action_link: page.to(safe, campaign.id, id) } : {}),
  }
}

/** Sends what `viewText` found to one convener alone, marked as a test. */
export async function sendTest(
  world: Sends,
  campaignId: CampaignId,
  seen: ViewedText | undefined,
  to: string,
): Promise<'sent' | 'not sent'> {
  if (!seen) return 'not sent'
  const { letter, values } = seen
  const press = await setPress({ ...letter, subject: ['Test: ', ...letter.subject] }, { from: world.settings.from })
  // A test is for its reader alone, and so is a reply to it.
  const copy = { to, replyTo: { name: '', email: to }, values }
  const outcome = await submitUnclaimed(world, press, copy, { kind: 'test', campaign: campaignId })
  return outcome.outcome === 'sent' ? 'sent' : 'not sent'
}
