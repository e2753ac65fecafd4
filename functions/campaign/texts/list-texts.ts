/** Emails of a campaign to those on its list. */
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { readable } from '../../../domain/keep/time.ts'
import { forecast, keyOf } from '../../../domain/send/plan.ts'
import { MERGE_FIELDS } from '../../../mail/merge.ts'
import type { SeenBy } from '../../../pages/campaign/seen.tsx'
import type { Context } from '../../keep/context.ts'
import { invitationsOf } from '../../keep/documents.ts'
import type { Reads } from '../../keep/ports.ts'
import { safeSettings } from '../../keep/safe-preview.ts'
import { viewText } from '../../send/preview.ts'
import { isSigned, type SignedText, signedSet } from '../../send/texts/signed-set.ts'
import { LETTER } from '../../send/texts/text-rows.ts'
import { consequences } from '../edit-campaign.ts'
import type { EditableText, LooksAt, TextFamily, TextGroup } from './text-family.ts'
import { isLocked, type StandingText, standingTexts, withText, writeText } from './write-text.ts'

/** So many people of a list can be chosen to read as. */
const MOST_PEOPLE = 100

/** Those of a campaign's list as whom an email can be read. */
export async function peopleOfList({ store }: Reads, { campaign }: Context): Promise<SeenBy[]> {
  const people: SeenBy[] = []
  for await (const { value } of invitationsOf(store, campaign.id)) {
    if (people.length === MOST_PEOPLE) break
    if (!value.removedAt) people.push({ id: value.id, name: value.invitee.name, company: value.invitee.company })
  }
  return people
}

export const listTexts: TextFamily = {
  groups: async (world, context) => groupsOf(world, context),
  readers: peopleOfList,
  view: (world, { campaign }, { text, reader, words, on }) =>
    viewText(world, campaign.id, {
      text,
      typed: words,
      invitation: reader ? invitationIdFrom(reader) : undefined,
      safe: on === 'test' ? safeSettings(world.settings, campaign.id, world.clock.now()) : undefined,
    }),
  consequences: (world, context, text, words) =>
    consequences(world, context.campaign.id, withText(context, text, words), undefined),
  write: writeText,
}

function groupsOf(world: LooksAt, context: Context): TextGroup[] {
  const all = standingTexts(context, world.clock.now())
  const { campaign } = context
  const { meeting } = campaign
  const set = signedSet(context)
  const waves = meeting
    ? forecast(campaign, meeting, campaign.scheduledAt ?? world.clock.now(), campaign.timing.holidays)
    : []
  const editable = (text: StandingText): EditableText => {
    const signed = set.find(each => each.text === text.id)
    const rows = signed?.rows.map(({ id }) => id) ?? [text.id]
    const wave = waves.find(({ id }) => id.of === 'row' && rows.includes(id.row))
    const sent = text.leftAt ?? (wave && campaign.left[keyOf(wave)])
    const own = text.row.fields?.({ campaign }) ?? {}
    return {
      id: text.id,
      title: text.row.title,
      readers: text.row.readers,
      when:
        !meeting || !wave
          ? ''
          : sent
            ? `Sent ${readable(sent, meeting.zone)}`
            : wave.off
              ? `Won’t be sent: ${wave.off}`
              : `Will be sent ${readable(wave.at, meeting.zone)}`,
      ...(wave && !sent && !wave.off ? { due: true } : {}),
      signed: !signed ? 'nobody signs it' : isSigned(context, signed) ? 'signed by all' : 'not signed by all yet',
      words: text.words,
      proposed: text.proposed,
      fields: [...Object.keys(own), ...MERGE_FIELDS],
      data: Object.keys(own).filter(name => typeof own[name] !== 'string'),
      notes: notesOf(context, text),
      ...(isLocked(text) ? { locked: true } : {}),
    }
  }
  const isPlanned = ({ row, id }: StandingText) =>
    row.signed === true || id === LETTER || waves.some(wave => wave.id.of === 'row' && wave.id.row === id)
  const isForPartners = ({ id }: StandingText) => id.startsWith('partner-')
  return [
    {
      title: set.length > 0 ? 'Signed by the champions' : 'Sent on schedule',
      hint:
        set.length > 0
          ? 'Champions sign these words in one sitting. Each is sent only when all have signed.'
          : 'Each is sent at its time.',
      texts: all.filter(isPlanned).map(editable),
    },
    {
      title: 'To public partners',
      hint: 'From you, not from the champions: their part is to listen.',
      texts: all.filter(isForPartners).map(editable),
    },
    {
      title: 'Sent when something happens',
      hint: 'In the name of the convening organization.',
      texts: all.filter(text => !isPlanned(text) && !isForPartners(text)).map(editable),
    },
  ]
}

/** What the convener should know of a text before they change it. */
function notesOf(context: Context, text: StandingText): string[] {
  const { meeting } = context.campaign
  const signed = signedSet(context).find(each => each.text === text.id)
  return text.leftAt && meeting
    ? [`It was sent on ${readable(text.leftAt, meeting.zone)} and can’t be changed.`]
    : [signedNote(context, signed)]
}

const signedNote = (context: Context, signed: SignedText | undefined): string =>
  !signed
    ? 'It comes from the convening organization. No champion’s name is under it.'
    : isSigned(context, signed)
      ? 'Every champion has signed these words. If you change them, the champions are asked again, and it is sent only when all have signed.'
      : 'It carries the champions’ names, so it is sent only when every champion has signed its words.'
