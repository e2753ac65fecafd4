/**
 * Safe previews: a test's links open what its reader would see, and nothing that is done there is kept. A preview has a
 * secret of its own, which follows from ours and from its token. So no link on its pages opens anything outside it, no link
 * of ours opens anything inside, and where the token is over, all of them are.
 */
import { createHmac } from 'node:crypto'
import type { CampaignId } from '../../domain/keep/ids.ts'
import { PERSONAL } from '../../domain/keep/paths.ts'
import { DAY, type Instant, shift } from '../../domain/keep/time.ts'
import { base32 } from '../../mail/token.ts'
import { absolute, LINKS } from './links.ts'
import type { Settings } from './ports.ts'

type Known = Pick<Settings, 'secret' | 'url'>

/** So long a preview can be opened. Long enough for a test to be shown to a colleague, no longer. */
const OPEN_FOR = 3 * DAY

const LETTERS = 'abcdefghij'

/** The id in a preview's token is the hour in which it is over, each digit as a letter, filled up to the length of ids. */
const idOf = (over: Instant): string =>
  over
    .slice(0, 13)
    .replace(/\D/g, '')
    .replace(/\d/g, digit => LETTERS[Number(digit)] ?? '')
    .padEnd(16, 'a')

/** The settings by which the links of a test are made: they open a preview. */
export const safeSettings = <Of extends Known>(settings: Of, campaign: CampaignId, now: Instant): Of =>
  inPreview(settings, LINKS.preview.token(settings, campaign, idOf(shift(now, OPEN_FOR))))

function inPreview<Of extends Known>(settings: Of, token: string): Of {
  const secret = base32(createHmac('sha256', settings.secret).update(`preview:${token}`).digest())
  return { ...settings, secret, url: absolute(settings, PERSONAL.preview(token)) }
}

/** The settings inside a preview, by its token; undefined where it is none of ours or is over. */
export function openPreview<Of extends Known>(
  settings: Of,
  token: string,
  now: Instant,
): { campaign: CampaignId; settings: Of } | undefined {
  const ids = LINKS.preview.read(settings, token)
  // The same hour is over when its id is behind that of the present one.
  return ids && idOf(now) <= ids.id
    ? { campaign: ids.under, settings: inPreview(settings, token.toLowerCase()) }
    : undefined
}
