/**
 * The signed set: every text that leaves under the champions' names. Each has a check value of its own, so an edit voids
 * the signatures under that one text, and holds only the waves that carry it.
 */

import { type Letter, type Signature, type SignatureState, signatureState } from '../../../domain/keep/campaign.ts'
import type { ChampionId } from '../../../domain/keep/ids.ts'
import { kindOf, type WaveRow } from '../../../domain/keep/kinds.ts'
import type { Instant } from '../../../domain/keep/time.ts'
import { waveKey } from '../../../domain/keep/wave-id.ts'
import { WAVES } from '../../../domain/keep/wave-kinds.ts'
import { forecast, nextOf, type Wave } from '../../../domain/send/plan.ts'
import type { WaveState } from '../../../domain/send/wave-state.ts'
import { canonicalLetter, checkOf } from '../../../mail/canonical.ts'
import type { Context } from '../../keep/context.ts'
import { letterOfText, type Reader, textFor } from './letter-texts.ts'
import { textOfRow, textsOf } from './text-rows.ts'

export interface SignedText {
  /** The id of the text: `letter`, `follow-up-1`, … */
  text: string
  title: string
  /** The rows of the meeting's kind whose waves carry it. */
  rows: WaveRow[]
  letter: Letter
  /** SHA-256 of the words and the facts beneath them, in hexadecimal. */
  check: string
  /** Whether a wave that carries it has still to leave, so that its signatures matter. */
  open: boolean
}

/** Of documents as they were read, which nobody changes in place, the set is reckoned once. */
const reckoned = new WeakMap<Context['campaign'], { partnership: Context['partnership']; set: SignedText[] }>()

/** The texts that champions sign, in the order in which they leave; none while there is no letter or no meeting. */
export function signedSet(context: Context): SignedText[] {
  const known = reckoned.get(context.campaign)
  if (known?.partnership === context.partnership) return known.set
  const set = reckon(context)
  reckoned.set(context.campaign, { partnership: context.partnership, set })
  return set
}

function reckon(context: Context): SignedText[] {
  const { campaign, partnership } = context
  const { meeting } = campaign
  const kind = kindOf(campaign)
  if (!kind.signed || !meeting || !campaign.letter) return []
  const set = new Map<string, SignedText>()
  for (const row of kind.waves) {
    if (!WAVES[row.kind].needsSignatures) continue
    const text = textOfRow(campaign, row)
    const letter = letterOfText(context, text)
    const known = set.get(text)
    const open = isOpen(context, row) || known?.open === true
    const check = known?.check ?? checkOf(canonicalLetter(partnership, meeting, letter))
    set.set(text, { text, title: known?.title ?? row.title, rows: [...(known?.rows ?? []), row], letter, check, open })
  }
  return [...set.values()]
}

/**
 * The letter that asks may be needed for whoever is added late; what follows it leaves once, and once more after a move. A
 * wave that was cut short has people left who are to have it.
 */
function isOpen({ campaign }: Context, row: WaveRow): boolean {
  if (campaign.timing.waves[row.id]?.off) return false
  const key = waveKey(nextOf(campaign, row.id))
  return (
    WAVES[row.kind].asks !== undefined || campaign.left[key] === undefined || campaign.cutShort?.includes(key) === true
  )
}

/** What a champion signs in one sitting: the texts that have still to leave. */
export const textsToSign = (context: Context): SignedText[] => signedSet(context).filter(({ open }) => open)

/** The check value of all of them together: what a champion has before them when they sign. Undefined: nothing. */
export function checkOfSet(context: Context): string | undefined {
  const texts = textsToSign(context)
  return texts.length === 0 ? undefined : checkOf(texts.map(({ check }) => check).join('\n'))
}

/** When the first wave leaves that carries a text, as it is planned by now; undefined: none will. */
export function leavesAt({ campaign }: Context, { rows }: SignedText, now: Instant): Instant | undefined {
  const { meeting } = campaign
  if (!meeting) return undefined
  const planned = forecast(campaign, meeting, campaign.scheduledAt ?? now, campaign.timing.holidays)
  return planned.find(({ id, off }) => !off && id.of === 'row' && rows.some(row => row.id === id.row))?.at
}

/** Who reads a text, in a few words. */
export const readersOf = ({ campaign }: Context, { text }: Pick<SignedText, 'text'>): string =>
  textsOf(campaign).get(text)?.readers ?? ''

/** The words of a text and the facts beneath it, exactly as they are signed; empty while there is no meeting. */
export const canonicalOf = ({ campaign, partnership }: Context, { letter }: Pick<SignedText, 'letter'>): string =>
  campaign.meeting ? canonicalLetter(partnership, campaign.meeting, letter) : ''

/** Who has signed everything that has still to leave. Texts of some meetings need no signature. */
export function signatures(context: Context): SignatureState {
  const { campaign, partnership } = context
  if (!kindOf(campaign).signed) return { signed: [], missing: [], complete: true }
  const texts = textsToSign(context)
  return texts.length === 0
    ? { signed: [], missing: partnership.champions, complete: false }
    : signatureState(
        campaign,
        partnership.champions,
        texts.map(({ check }) => check),
      )
}

/** A champion's signature, once it is under everything that has still to leave: the latest of them. */
export function signatureOf(context: Context, champion: ChampionId): Signature | undefined {
  const checks = textsToSign(context).map(({ check }) => check)
  const own = context.campaign.signatures.filter(each => each.champion === champion && checks.includes(each.check))
  return checks.every(check => own.some(each => each.check === check))
    ? own.reduce<Signature | undefined>((last, each) => (last && last.at >= each.at ? last : each), undefined)
    : undefined
}

/** The check value of the letter of invitation as it stands, or undefined while there is no letter or no meeting. */
export const checkOfLetter = (context: Context): string | undefined =>
  signedSet(context).find(({ rows }) => rows.some(({ kind }) => WAVES[kind].asks !== undefined))?.check

/** The signed text that a wave brings one reader; undefined where nobody signs what they get. */
export function signedFor(
  context: Context,
  wave: Pick<Wave, 'id' | 'kind'>,
  reader: Pick<Reader, 'stand' | 'publicPartner'>,
): SignedText | undefined {
  const text = textFor(context.campaign, wave, reader)
  return signedSet(context).find(each => each.text === text)
}

/** The text that a wave brings those who are asked as champions ask: business leaders. */
export const signedByWave = (context: Context, wave: Pick<Wave, 'id' | 'kind'>): SignedText | undefined =>
  signedFor(context, wave, BUSINESS)

const BUSINESS = { stand: 'silent', publicPartner: false } as const

/** Whether every champion has signed a text. */
export const isSigned = ({ campaign, partnership }: Context, { check }: Pick<SignedText, 'check'>): boolean =>
  signatureState(campaign, partnership.champions, [check]).complete

/** Whether a wave may leave: nobody has to sign it, or every champion has signed its very words. */
export function mayLeave(context: Context, wave: Pick<Wave, 'id' | 'kind'>): boolean {
  if (!WAVES[wave.kind].needsSignatures || !kindOf(context.campaign).signed) return true
  const text = signedByWave(context, wave)
  return text !== undefined && isSigned(context, text)
}

/**
 * Whether a wave left to its end, and what it says has changed since: nobody is asked to sign that, so nothing of it leaves
 * once more. One that was cut short in between waits, and asks the convener.
 */
export const hasLeftForGood = (
  context: Context,
  wave: Pick<Wave, 'id' | 'kind'>,
  state: Pick<WaveState, 'finishedAt'> | undefined,
): boolean => state?.finishedAt !== undefined && !mayLeave(context, wave) && signedByWave(context, wave)?.open === false
