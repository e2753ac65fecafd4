/** The names beneath a text that champions sign. */
import { PATHS } from '../../../domain/keep/paths.ts'
import type { LetterRequest } from '../../../mail/content.ts'
import type { Context } from '../../keep/context.ts'
import { absolute } from '../../keep/links.ts'
import type { Settings } from '../../keep/ports.ts'
import { isSigned, type SignedText } from './signed-set.ts'

/** Whose names are under a text that champions sign; and, where all have signed these very words, where anyone can see it. */
export function signedBy(
  settings: Pick<Settings, 'url'>,
  context: Context,
  signed: SignedText,
): Pick<LetterRequest, 'signers' | 'signatures' | 'seal'> {
  const { campaign, partnership } = context
  return {
    signers: partnership.champions,
    signatures: campaign.signatures.filter(({ check }) => check === signed.check),
    seal: isSigned(context, signed)
      ? { check: signed.check, confirm: absolute(settings, PATHS.signedLetter(campaign.id, signed.check)) }
      : undefined,
  }
}
