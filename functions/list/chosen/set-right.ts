/** What is set right for several people at once, and sends nothing: whether they are public partners, and who knows them. */
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { InvitationEvent } from '../../../domain/keep/history.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { canonicalAddress, type Partnership } from '../../../domain/keep/partnership.ts'
import type { Done, PassedOver } from '../../../domain/send/remind.ts'
import { change, invitationRef } from '../../keep/documents.ts'
import type { Keeps, Sends, Timed } from '../../keep/ports.ts'
import { sideBySide } from '../../keep/side-by-side.ts'
import { removeInvitee } from '../invite.ts'

/** Somebody of the partnership who may know people: champions, and those of the team who are not neutral. */
export interface Knower {
  name: string
  email: string
}

export function knowersOf({ champions, team }: Pick<Partnership, 'champions' | 'team'>): Knower[] {
  const all = [...champions, ...team.filter(({ role }) => role !== 'facilitator')].map(({ name, email }) => ({
    name,
    email,
  }))
  return all.filter(
    ({ email }, n) => all.findIndex(other => canonicalAddress(other.email) === canonicalAddress(email)) === n,
  )
}

/** Changes each in one write; whoever is so already, or was taken off in between, is passed over. */
async function setEach(
  world: Keeps & Timed,
  campaign: Campaign,
  chosen: readonly Invitation[],
  by: string,
  field: Extract<InvitationEvent, { event: 'corrected' }>['fields'][number],
  edit: (stands: Invitation) => Invitation | undefined,
): Promise<Done> {
  const done: Done = { touched: [], passed: [] }
  await sideBySide(chosen, async ({ id }) => {
    let why: PassedOver | undefined
    const stands = await change(world.store, invitationRef(campaign.id, id), invitation => {
      why = invitation.removedAt === undefined ? undefined : 'not on the list'
      const next = why ? undefined : edit(invitation)
      if (!next) {
        why ??= 'is so already'
        return undefined
      }
      const event = { at: world.clock.now(), by, event: 'corrected' as const, fields: [field] }
      return { ...next, history: [...next.history, event] }
    })
    if (stands && why) done.passed.push({ invitation: stands, why })
    else if (stands) done.touched.push(stands)
  })
  return done
}

export const markPartners = (
  world: Keeps & Timed,
  campaign: Campaign,
  chosen: readonly Invitation[],
  publicPartner: boolean,
  by: string,
): Promise<Done> =>
  setEach(world, campaign, chosen, by, 'publicPartner', stands =>
    stands.invitee.publicPartner === publicPartner
      ? undefined
      : { ...stands, invitee: { ...stands.invitee, publicPartner } },
  )

/** Without a `knower` nobody knows them any more. */
export const assignKnower = (
  world: Keeps & Timed,
  campaign: Campaign,
  chosen: readonly Invitation[],
  knower: Knower | undefined,
  by: string,
): Promise<Done> =>
  setEach(world, campaign, chosen, by, 'knownBy', stands =>
    canonicalAddress(stands.knownBy?.email ?? '') === canonicalAddress(knower?.email ?? '')
      ? undefined
      : { ...stands, knownBy: knower },
  )

/** Takes each off the list; whoever has the meeting in their calendar gets the email that takes it off. */
export async function removeChosen(
  world: Sends,
  campaign: Campaign,
  chosen: readonly Invitation[],
  by: string,
): Promise<Done> {
  await sideBySide(chosen, ({ id }) => removeInvitee(world, campaign.id, id, by))
  return { touched: [...chosen], passed: [] }
}
