/** A text of a campaign: what it is called, as which letter it is set, who reads it, and what Convoke proposes for it. */
import type { Campaign, Letter } from '../../../domain/keep/campaign.ts'
import type { OwnField } from '../../../domain/send/errand.ts'
import type { InviteeLetter } from '../../../mail/letter-kinds.ts'
import type { Context } from '../../keep/context.ts'

export interface TextRow {
  title: string
  kind: InviteeLetter
  /** Who gets it, in a few words. */
  readers: string
  proposed: (context: Context) => Letter
  /** Champions sign it. */
  signed?: true
  /** It says what changed beneath its words. */
  tellsChange?: true
  /** Fields that this text alone has: what stands in them for one reader, or for an example of one. */
  fields?: (of: Filling) => Readonly<Record<string, OwnField>>
}

/** Whose copy is filled. */
export interface Filling {
  campaign: Campaign
  /** In whose place they come. */
  inPlaceOf?: string | undefined
  /** When and where the session is to which they went. */
  otherSession?: string | undefined
}

/** A proposal that is the same for every partnership. */
export const says =
  (letter: Letter): TextRow['proposed'] =>
  () =>
    letter
