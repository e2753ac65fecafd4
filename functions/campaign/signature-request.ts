/** The email that asks a champion to sign: who asks, by when, what goes out when, what changed, and every word of it. */
import { signBy } from '../../domain/campaign/asking.ts'
import type { Campaign, Letter } from '../../domain/keep/campaign.ts'
import type { Invitee } from '../../domain/keep/invitation.ts'
import { type Champion, mayEdit, type Partnership, type TeamMember } from '../../domain/keep/partnership.ts'
import { clockTime, type Instant, longDate, shortDate, wallOf } from '../../domain/keep/time.ts'
import type { OwnField } from '../../domain/send/errand.ts'
import { sharedValues } from '../../mail/canonical.ts'
import type { LetterContent, QuotedText } from '../../mail/content.ts'
import { composeLetter } from '../../mail/letter.ts'
import { setMarkdown } from '../../mail/markdown.ts'
import { asWords, oneLine, personFields, type Values, written } from '../../mail/merge.ts'
import { fillOwn } from '../../mail/own-fields.ts'
import { phoneMarkdown } from '../../mail/phone.ts'
import { setPress } from '../../mail/press.ts'
import type { FieldsOf } from '../../templates/errands/row.ts'
import { SIGNING_TEXTS, type SigningTextId } from '../../templates/signing-texts.ts'
import type { Context } from '../keep/context.ts'
import { deskOf } from '../keep/desk-of.ts'
import { LINKS } from '../keep/links.ts'
import type { Knows, Reads, Settings, Timed } from '../keep/ports.ts'
import type { Composed } from '../keep/submit.ts'
import { requestFor } from '../send/letters.ts'
import type { ViewedText } from '../send/preview.ts'
import { wordsOfRow } from '../send/texts/row-words.ts'
import { leavesAt, readersOf, type SignedText, textsToSign } from '../send/texts/signed-set.ts'
import { textsOf } from '../send/texts/text-rows.ts'
import { oneReader, readerWords } from './one-reader.ts'
import { type Changed, changedFor } from './shown-texts.ts'

/** Who asks champions to sign, and reads what they reply: the convener. */
export const askerOf = ({ team }: Partnership): TeamMember | undefined =>
  team.find(({ role }) => role === 'convener') ?? team.find(({ role }) => mayEdit(role))

/** "Thursday, January 7": the day by which to sign; undefined: as soon as they can. */
export function signByWords(context: Context, now: Instant): string | undefined {
  const { meeting, timing } = context.campaign
  const first = textsToSign(context)
    .flatMap(text => leavesAt(context, text, now) ?? [])
    .sort()[0]
  const by = meeting && first && signBy(first, now, meeting.zone, timing.holidays)
  return by && longDate(by).replace(/, \d{4}$/, '')
}

/** "Fri, Jan 8, 9:00 AM, to everyone on the list". */
export function leavesWords(context: Context, text: SignedText, now: Instant): string {
  const at = leavesAt(context, text, now)
  const { meeting } = context.campaign
  if (at === undefined || !meeting) return `to ${readersOf(context, text)}`
  const { day, hour } = wallOf(at, meeting.zone)
  return `${shortDate(day)}, ${clockTime(hour)}, to ${readersOf(context, text)}`
}

/** Words as they are signed, as one reader has them, without what marks up Markdown. */
export function readAs({ campaign, partnership }: Context, words: string, invitee: Invitee): string {
  const { text } = setMarkdown(words, sharedValues(partnership, campaign.meeting))
  return written(text, personFields(invitee), value => value).trim()
}

/**
 * What changed, as paragraphs of Markdown: what went is struck through, what came is bold. What changed in several texts
 * alike, as their facts do, is said with the first.
 */
function changesIn(context: Context, changed: readonly Changed[], invitee: Invitee): string[] {
  const said = new Set<string>()
  return changed.flatMap(({ title, paragraphs }) => {
    const lines = paragraphs
      .map(({ is, words }) => {
        const read = asWords(readAs(context, words, invitee))
        return is === 'gone' ? `> ~~${read}~~` : `> **${read}**`
      })
      .filter(line => !said.has(line) && said.add(line))
    return lines.length > 0 ? [`What changed in “${asWords(title)}” since you last had it:`, ...lines] : []
  })
}

/** What stands in the own fields of a request to one champion. */
function fieldsOf(context: Context, changes: readonly string[], now: Instant) {
  const { partnership } = context
  const asker = askerOf(partnership)
  const { organization } = partnership
  const by = signByWords(context, now)
  const phone = oneLine(organization.phone)
  const schedule = textsToSign(context).map(
    each => `- **${asWords(each.title)}**: ${asWords(leavesWords(context, each, now))}`,
  )
  return {
    who: asker && oneLine(asker.name) ? `${asker.name} of ${organization.name}` : organization.name,
    by: by ? `by ${by}` : 'as soon as you can',
    until_then: by
      ? 'Nothing is sent until you sign.'
      : 'The first email goes out once every champion has signed, and nothing before.',
    or_call: { data: phone ? `, or call ${phoneMarkdown(phone)}` : '' },
    schedule: {
      data: schedule.length > 0 ? `**What goes out under your name, and when**\n\n${schedule.join('\n')}` : '',
    },
    changes: { data: changes.join('\n\n') },
  } satisfies FieldsOf<(typeof SIGNING_TEXTS)['sign-changed']>
}

/** A request set from words with fields, with all that is to be signed beneath them. */
async function requestLetter(
  world: Reads & Timed & Knows<'url'>,
  context: Context,
  words: Letter,
  fields: Readonly<Record<string, OwnField>>,
): Promise<LetterContent> {
  const { campaign, partnership } = context
  const now = world.clock.now()
  const reader = await oneReader(world, campaign.id)
  const texts = textsToSign(context)
  const kinds = textsOf(campaign)
  return composeLetter({
    ...requestFor(world.settings, context, 'signature-request', fillOwn(words, fields)),
    action: SIGNING_TEXTS['sign-asked'].button,
    signers: partnership.champions,
    ...(texts.length > 0 && {
      quoted: {
        says: readerWords(reader),
        reader: personFields(reader.invitee),
        texts: texts.map((each): QuotedText => {
          const kind = kinds.get(each.text)?.kind ?? 'invite'
          return { title: each.title, note: `Goes out ${leavesWords(context, each, now)}.`, kind, letter: each.letter }
        }),
      },
    }),
  })
}

const valuesOf = (settings: Pick<Settings, 'secret' | 'url'>, { id }: Campaign, champion: Champion): Values => ({
  ...personFields(champion),
  action_link: LINKS.sign.to(settings, id, champion.id),
})

/** A request as one champion would have it now; what is not known yet is an example. */
export async function requestSeen(
  world: Reads & Timed & Knows<'secret' | 'url'>,
  context: Context,
  champion: Champion,
  text: SigningTextId,
  words: Letter,
): Promise<ViewedText> {
  const { invitee } = await oneReader(world, context.campaign.id)
  const changes = changesIn(context, changedFor(context, champion.id), invitee)
  const fields = fieldsOf(context, changes, world.clock.now())
  const example: Readonly<Record<string, OwnField>> = SIGNING_TEXTS[text].fields
  const shown = Object.fromEntries(
    Object.entries(example).map(([name, each]) => {
      const known: OwnField | undefined = Object.entries(fields).find(([field]) => field === name)?.[1]
      return [name, typeof known === 'string' || known?.data ? known : each]
    }),
  )
  return {
    letter: await requestLetter(world, context, words, shown),
    values: valuesOf(world.settings, context.campaign, champion),
  }
}

/** One champion's copy of it. `again`: they were asked before for these very words. */
export async function signatureRequest(
  world: Reads & Timed & Knows<'from' | 'replyDomain' | 'secret' | 'url'>,
  context: Context,
  champion: Champion,
  attempt: string,
  again: boolean,
): Promise<Composed> {
  const { settings } = world
  const { campaign, partnership } = context
  const now = world.clock.now()
  const { invitee } = await oneReader(world, campaign.id)
  const changes = again ? [] : changesIn(context, changedFor(context, champion.id), invitee)
  const text: SigningTextId = again ? 'sign-again' : changes.length > 0 ? 'sign-changed' : 'sign-asked'
  const words = wordsOfRow(partnership, text, SIGNING_TEXTS[text])
  const letter = await requestLetter(world, context, words, fieldsOf(context, changes, now))
  const bytes = (await setPress(letter, { from: settings.from })).fill({
    to: champion,
    replyTo: askerOf(partnership) ?? deskOf(settings),
    attempt,
    at: now,
    values: valuesOf(settings, campaign, champion),
  })
  return 'refused' in bytes ? bytes : { from: settings.from, to: [champion.email], bytes, part: 'champion' }
}
