/** The email that asks a champion to sign: who asks, by when, what goes out when, what changed, and every word of it. */
import { signBy } from '../../domain/campaign/asking.ts'
import type { Invitee } from '../../domain/keep/invitation.ts'
import { type Champion, mayEdit, type Partnership, type TeamMember } from '../../domain/keep/partnership.ts'
import { clockTime, type Instant, longDate, shortDate, wallOf } from '../../domain/keep/time.ts'
import { sharedValues } from '../../mail/canonical.ts'
import type { QuotedText } from '../../mail/content.ts'
import { composeLetter } from '../../mail/letter.ts'
import { setMarkdown } from '../../mail/markdown.ts'
import { asWords, oneLine, personFields, written } from '../../mail/merge.ts'
import { phoneMarkdown } from '../../mail/phone.ts'
import { setPress } from '../../mail/press.ts'
import { SIGNATURE_REQUEST } from '../../templates/signing-texts.ts'
import type { Context } from '../keep/context.ts'
import { deskOf } from '../keep/desk-of.ts'
import { LINKS } from '../keep/links.ts'
import type { Knows, Reads, Timed } from '../keep/ports.ts'
import type { Composed } from '../keep/submit.ts'
import { requestFor } from '../send/letters.ts'
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

/** What changed, as paragraphs of Markdown: what went is struck through, what came is bold. */
const changesIn = (context: Context, changed: readonly Changed[], invitee: Invitee): string[] =>
  changed.flatMap(({ title, paragraphs }) => [
    `What changed in “${asWords(title)}” since you last had it:`,
    ...paragraphs.map(({ is, words }) => {
      const read = asWords(readAs(context, words, invitee))
      return is === 'gone' ? `> ~~${read}~~` : `> **${read}**`
    }),
  ])

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
  const asker = askerOf(partnership)
  const { organization } = partnership
  const reader = await oneReader(world, campaign.id)
  const texts = textsToSign(context)
  const kinds = textsOf(campaign)
  const who = asker && oneLine(asker.name) ? `**${asWords(asker.name)}** of ${asWords(organization.name)}` : ''
  const text = SIGNATURE_REQUEST({
    who: who || `**${asWords(organization.name)}**`,
    call: oneLine(organization.phone) ? `, or call ${phoneMarkdown(organization.phone)}` : '',
    by: signByWords(context, now),
    schedule: texts.map(each => `**${asWords(each.title)}**: ${asWords(leavesWords(context, each, now))}`),
    changes: again ? [] : changesIn(context, changedFor(context, champion.id), reader.invitee),
    again,
  })
  const letter = composeLetter({
    ...requestFor(settings, context, 'signature-request', text),
    action: 'Review and sign',
    signers: partnership.champions,
    quoted: {
      says: readerWords(reader),
      reader: personFields(reader.invitee),
      texts: texts.map((each): QuotedText => {
        const kind = kinds.get(each.text)?.kind ?? 'invite'
        return { title: each.title, note: `Goes out ${leavesWords(context, each, now)}.`, kind, letter: each.letter }
      }),
    },
  })
  const bytes = (await setPress(letter, { from: settings.from })).fill({
    to: champion,
    replyTo: asker ?? deskOf(settings),
    attempt,
    at: now,
    values: { ...personFields(champion), action_link: LINKS.sign.to(settings, campaign.id, champion.id) },
  })
  return 'refused' in bytes ? bytes : { from: settings.from, to: [champion.email], bytes, part: 'champion' }
}
