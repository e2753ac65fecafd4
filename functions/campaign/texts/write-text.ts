/** The convener writes a text of a campaign anew, or goes back to the words that Convoke proposes. */
import type { Campaign, Letter } from '../../../domain/keep/campaign.ts'
import { kindOf } from '../../../domain/keep/kinds.ts'
import { hasBegun } from '../../../domain/keep/meeting.ts'
import type { Instant } from '../../../domain/keep/time.ts'
import { rowKey } from '../../../domain/keep/wave-id.ts'
import { askingLetter, sentAt } from '../../../domain/send/plan.ts'
import type { Context } from '../../keep/context.ts'
import type { Plans, Sends } from '../../keep/ports.ts'
import { textsOfRow, wordsOfText } from '../../send/texts/letter-texts.ts'
import type { TextRow } from '../../send/texts/text-row.ts'
import { LETTER, textsOf } from '../../send/texts/text-rows.ts'
import { editCampaign } from '../edit-campaign.ts'

/** A text as the convener sees it: the words that stand, those proposed, and whether and why they may not be changed. */
export interface StandingText {
  id: string
  row: TextRow
  words: Letter
  proposed: Letter
  /** When it left; it stays as it was then. */
  leftAt: Instant | undefined
}

/** Every text of a campaign, in the order in which they may leave. */
export const standingTexts = (context: Context, now: Instant): StandingText[] =>
  [...textsOf(context.campaign)].map(([id, row]) => standingText(context, id, row, now))

function findText(context: Context, id: string, now: Instant): StandingText | undefined {
  const row = textsOf(context.campaign).get(id)
  return row && standingText(context, id, row, now)
}

function standingText(context: Context, id: string, row: TextRow, now: Instant): StandingText {
  const { campaign } = context
  const words = wordsOfText(context, id)
  const proposed = row.proposed(context)
  return { id, row, words, proposed, leftAt: leftAt(campaign, id, now) }
}

/**
 * When the last wave left that brings a text; undefined while one is still to come, or where it goes out whenever something
 * happens. The letter that asks whoever is added late may be changed until the meeting begins.
 */
function leftAt(campaign: Campaign, id: string, now: Instant): Instant | undefined {
  const rows = kindOf(campaign).waves.filter(row => textsOfRow(campaign, row).has(id))
  if (rows.length === 0) return sentAt(campaign, { id })
  const asking = askingLetter(campaign)
  const begun = campaign.meeting !== undefined && hasBegun(campaign.meeting, now)
  const open = rows.some(row => {
    if (rowKey(row.id) === asking) return !begun
    return sentAt(campaign, row) === undefined && !campaign.timing.waves[row.id]?.off
  })
  if (open) return undefined
  return rows
    .flatMap(row => sentAt(campaign, row) ?? [])
    .sort()
    .at(-1)
}

/** A text that was sent is as it was then. */
export const isLocked = ({ leftAt }: StandingText): boolean => leftAt !== undefined

/** `kept`: there is no such text, or it may not be changed. Champions who signed other words are asked again. */
export async function writeText(
  world: Sends & Plans,
  context: Context,
  id: string,
  by: string,
  words: Letter | undefined,
): Promise<'written' | 'kept'> {
  const text = findText(context, id, world.clock.now())
  if (!text || isLocked(text)) return 'kept'
  await editCampaign(world, context.campaign.id, by, { event: 'text written', text: id }, campaign =>
    withText({ ...context, campaign }, id, words),
  )
  return 'written'
}

/** The campaign with other words for a text; undefined: those that Convoke proposes. What only a later version knows of it stays. */
export function withText(context: Context, id: string, words: Letter | undefined): Campaign {
  const { campaign } = context
  const row = textsOf(campaign).get(id)
  if (id === LETTER) {
    const letter = words ?? row?.proposed(context)
    return { ...campaign, letter: letter && { ...campaign.letter, ...letter } }
  }
  const { [id]: before, ...others } = campaign.texts ?? {}
  return { ...campaign, texts: words ? { ...others, [id]: { ...before, ...words } } : others }
}
