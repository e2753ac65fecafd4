/**
 * The texts as champions had them before them. Check values say that a text changed; these say what did, since somebody
 * signed or was last asked.
 */
import type { Campaign, ShownText } from '../../domain/keep/campaign.ts'
import type { ChampionId } from '../../domain/keep/ids.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { type Paragraph, textDifference } from '../../domain/send/text-difference.ts'
import type { Context } from '../keep/context.ts'
import { canonicalOf, textsToSign } from '../send/texts/signed-set.ts'

/** So many versions of a text are kept: nobody sits before a letter that was changed more often since. */
const KEPT = 4

/** The campaign with the texts that champions are about to be asked for; undefined where all of them are there. */
export function withShown(context: Context, at: Instant): Campaign | undefined {
  const { campaign } = context
  const { shown = [] } = campaign
  const fresh = textsToSign(context)
    .filter(({ text, check }) => shown.findLast(each => each.text === text)?.check !== check)
    .map((signed): ShownText => ({ text: signed.text, check: signed.check, at, words: canonicalOf(context, signed) }))
  if (fresh.length === 0) return undefined
  const all = [...shown, ...fresh]
  const isKept = ({ text }: ShownText, from: number) => all.slice(from + 1).filter(each => each.text === text).length
  return { ...campaign, shown: all.filter((each, at) => isKept(each, at) < KEPT) }
}

export interface Changed {
  text: string
  title: string
  paragraphs: Paragraph[]
}

/** Each fact beneath the words as a paragraph of its own, so that one that changed does not bring all of them along. */
const eachFact = (words: string): string => words.replace(/\n(?=(?:Time|Place|Parking|Access): )/g, '\n\n')

/**
 * What of the texts that stand now a champion had otherwise before them, when they signed or were last asked for another
 * wording. Nothing for whoever is asked for the first time.
 */
export function changedFor(context: Context, champion: ChampionId): Changed[] {
  const { shown = [], requests, signatures } = context.campaign
  const texts = textsToSign(context)
  const now = new Set(texts.map(({ check }) => check))
  const since = [
    ...signatures.filter(each => each.champion === champion && !now.has(each.check)).map(({ at }) => at),
    ...Object.entries(requests)
      .filter(([key]) => key.startsWith(`${champion}:`))
      .map(([, { at }]) => at),
  ]
  return texts.flatMap(signed => {
    const versions = shown.filter(({ text }) => text === signed.text)
    const current = versions.findLast(({ check }) => check === signed.check)
    // Whatever was asked before the words that stand were put before them was for other words.
    const last = since
      .filter(at => current === undefined || at < current.at)
      .sort()
      .at(-1)
    const before = last === undefined ? undefined : versions.findLast(({ at }) => at <= last)
    if (!before || before.check === signed.check) return []
    const paragraphs = textDifference(eachFact(before.words), eachFact(canonicalOf(context, signed)))
    return [{ text: signed.text, title: signed.title, paragraphs: paragraphs.filter(({ is }) => is !== 'kept') }]
  })
}
