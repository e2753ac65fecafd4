/** Letters as their readers will see them, for the convener and the champions, before anything leaves. */

import type { Letter, Summary } from '../../domain/keep/campaign.ts'
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import type { Invitee } from '../../domain/keep/invitation.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import type { LetterContent } from '../../mail/content.ts'
import { composeLetter } from '../../mail/letter.ts'
import { type InviteeLetter, LETTERS, type LetterKind } from '../../mail/letter-kinds.ts'
import { personFields, type Values } from '../../mail/merge.ts'
import { setPress } from '../../mail/press.ts'
import { previewOf } from '../../mail/preview.ts'
import { type Context, readContext } from '../keep/context.ts'
import { invitationRef, read } from '../keep/documents.ts'
import { absolute } from '../keep/links.ts'
import type { Knows, Reads, Sends } from '../keep/ports.ts'
import { submit } from '../keep/submit.ts'
import { textOf } from './letter-texts.ts'
import { requestFor } from './letters.ts'

export interface Preview {
  subject: string
  html: string
  text: string
}

/** Somebody to fill the fields with while nobody is invited yet. */
const SOMEBODY: Invitee = {
  name: 'Jordan Reyes',
  title: 'Chief Executive Officer',
  company: 'Example Company',
  email: 'jordan.reyes@example.com',
  phone: '',
  publicPartner: false,
}

/** Letters that can be looked at: those to people on a list. */
const isKind = (kind: string): kind is InviteeLetter =>
  Object.hasOwn(LETTERS, kind) && LETTERS[kind as LetterKind].toInvitees === true

/** The letter of a kind as one invitee (or an example of one) reads it. Pictures are data, so that it stands alone. */
export async function preview(
  world: Reads & Knows<'url'>,
  campaignId: CampaignId,
  wish: {
    kind: string
    invitation?: InvitationId | undefined
    tone?: 'warm' | 'brief' | undefined
    /** The letter as somebody is typing it. */
    letter?: Letter | undefined
    /** What is told of the meeting, while it is being written. */
    summary?: Summary | undefined
    /** As somebody reads it who was not there. */
    missed?: boolean | undefined
  },
): Promise<Preview | { problems: string[] }> {
  const found = await readContext(world.store, campaignId)
  if (!found || !isKind(wish.kind)) return { problems: ['There is no such letter.'] }
  const written = {
    ...(wish.letter ? { letter: wish.letter } : {}),
    ...(wish.summary ? { summary: wish.summary } : {}),
  }
  const context = { ...found, campaign: { ...found.campaign, ...written } }
  const invitation = wish.invitation ? await read(world.store, invitationRef(campaignId, wish.invitation)) : undefined
  return previewOf(letterOf(world, context, wish.kind, wish), valuesOf(world, invitation?.value))
}

/** The letter exactly as a champion is asked to sign it: personal fields stay as `{{first_name}}`. */
export async function letterToSign(world: Knows<'url'>, context: Context): Promise<Preview> {
  const names = ['first_name', 'name', 'title', 'company'] as const
  const values: Values = Object.fromEntries(names.map(name => [name, `{{${name}}}`]))
  return previewOf(letterOf(world, context, 'invite'), values)
}

const letterOf = (
  world: Knows<'url'>,
  context: Context,
  kind: InviteeLetter,
  { tone, missed = false }: { tone?: 'warm' | 'brief' | undefined; missed?: boolean | undefined } = {},
): LetterContent =>
  composeLetter(
    requestFor(world.settings, context, kind, textOf(context.campaign, { kind, tone }, { missed, stand: 'silent' })),
  )

/** Links lead nowhere: who may look at a letter may not answer for its reader. */
function valuesOf(world: Knows<'url'>, { invitee }: { invitee: Invitee } = { invitee: SOMEBODY }): Values {
  const nowhere = absolute(world.settings, PATHS.home())
  return {
    ...personFields(invitee),
    email: invitee.email,
    yes_link: nowhere,
    no_link: nowhere,
    maybe_link: nowhere,
    delegate_link: nowhere,
    calendar_link: nowhere,
    opt_out_link: nowhere,
    action_link: nowhere,
  }
}

/** Sends the letter to the convener alone. Its links are those of an example and do nothing. */
export async function sendTest(
  world: Sends,
  campaignId: CampaignId,
  kind: string,
  to: string,
): Promise<'sent' | 'not sent'> {
  const context = await readContext(world.store, campaignId)
  if (!context || !isKind(kind)) return 'not sent'
  const letter = letterOf(world, context, kind)
  const press = await setPress({ ...letter, subject: ['Test: ', ...letter.subject] }, { from: world.settings.from })
  const attempt = world.run.id + world.chance.id(10)
  const bytes = press.fill({
    to: { name: '', email: to },
    attempt,
    at: world.clock.now(),
    values: valuesOf(world),
  })
  const message = 'refused' in bytes ? bytes : { from: world.settings.from, to: [to], bytes }
  const outcome = await submit(world, message, { kind: 'test', attempt, campaign: campaignId })
  return outcome.outcome === 'sent' ? 'sent' : 'not sent'
}
