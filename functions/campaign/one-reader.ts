/** One person of the list, through whose eyes champions and the convener read what is to be signed. */
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Invitee } from '../../domain/keep/invitation.ts'
import { invitationsOf } from '../keep/documents.ts'
import type { Reads } from '../keep/ports.ts'
import { SOMEBODY } from '../send/preview.ts'

/** Whom a letter is shown to be for; `real`: they are on the list. */
export interface OneReader {
  invitee: Invitee
  real: boolean
}

/** So many of a list are looked at for one who has a name and a company. */
const LOOKED_AT = 200

/** The first of the list who is asked to come as a business and can be named; an example while there is nobody. */
export async function oneReader(world: Reads, campaign: CampaignId): Promise<OneReader> {
  let found: Invitee | undefined
  let seen = 0
  for await (const { value } of invitationsOf(world.store, campaign)) {
    const { invitee, removedAt, suppressed, standsInFor } = value
    if (removedAt || suppressed || standsInFor || invitee.publicPartner) continue
    found ??= invitee
    if (invitee.name && invitee.company) return { invitee, real: true }
    if (++seen >= LOOKED_AT) break
  }
  return found ? { invitee: found, real: true } : { invitee: SOMEBODY, real: false }
}

/** "as Jane Doe of X will read it": said wherever a letter is shown so. */
export function readerWords({ invitee, real }: OneReader): string {
  const who = invitee.company ? `${invitee.name} of ${invitee.company}` : invitee.name
  return real
    ? `Shown as ${who} will read it. Everyone else sees their own name and company.`
    : `Shown as ${who}, a made-up person, would read it: there is no one on the list yet. Everyone sees their own name and company.`
}
