/** Where else people are known from, in what whoever asks may see: other campaigns of their partnerships, and opt-outs. */
import { personOf } from '../../../domain/answer/board.ts'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { type CampaignId, campaignIdFrom, invitationIdFrom, type PartnershipId } from '../../../domain/keep/ids.ts'
import { type Invitation, toldOf } from '../../../domain/keep/invitation.ts'
import { kindOf } from '../../../domain/keep/kinds.ts'
import { type CanonicalAddress, canonicalAddress, type Partnership, roleOf } from '../../../domain/keep/partnership.ts'
import { longDate } from '../../../domain/keep/time.ts'
import type { KnownPlace } from '../../../pages/list/known.tsx'
import {
  campaignRef,
  invitationRef,
  partnershipIdsOf,
  partnershipRef,
  readIfLegible,
  suppressionRef,
} from '../../keep/documents.ts'
import type { Keeps, ReadOnlyStore, Reads, Timed } from '../../keep/ports.ts'
import { indexKnown, knownAtRef } from './known-at.ts'

/** So many partnerships of one person are looked through, and so many places are told of one who is known. */
const MOST_PARTNERSHIPS = 10
const MOST_PLACES = 5

/** The partnerships somebody has a role in now. A pointer says where to look; the partnership says what is so. */
async function partnershipsOf(store: ReadOnlyStore, by: string): Promise<Partnership[]> {
  const found = await Promise.all(
    (await partnershipIdsOf(store, by)).slice(0, MOST_PARTNERSHIPS).map(id => readIfLegible(store, partnershipRef(id))),
  )
  return found.flatMap(each => (each && roleOf(each.value, by) ? [each.value] : []))
}

/** Notes who stands on the lists of the partnerships that `by` has a role in, where that is from before there were pointers. */
export async function indexKnownOf(world: Keeps & Timed, by: string): Promise<void> {
  for (const { id } of await partnershipsOf(world.store, by)) await indexKnown(world, id)
}

/**
 * By address, where `by` knows these people from besides the campaign `here`; the latest meeting first. Of partnerships in
 * which `by` has no role nothing is read. A page of people at a time: a few reads for each of them.
 */
export async function knownElsewhere(
  world: Reads,
  by: string,
  here: Campaign,
  emails: readonly string[],
): Promise<Map<CanonicalAddress, KnownPlace[]>> {
  const partnerships = await partnershipsOf(world.store, by)
  const campaigns = new Map<CampaignId, Promise<Campaign | undefined>>()
  const campaignOf = (id: CampaignId): Promise<Campaign | undefined> => {
    const known = campaigns.get(id) ?? readIfLegible(world.store, campaignRef(id)).then(found => found?.value)
    campaigns.set(id, known)
    return known
  }
  const known = new Map<CanonicalAddress, KnownPlace[]>()
  await Promise.all(
    [...new Set(emails.map(canonicalAddress))].map(async address => {
      if (address === '') return
      const found = await Promise.all(
        partnerships.map(partnership => placesIn(world.store, partnership, here, address, campaignOf)),
      )
      const places = found.flat().sort((a, b) => (a.date < b.date ? 1 : -1))
      if (places.length > 0)
        known.set(
          address,
          places.slice(0, MOST_PLACES).map(({ place }) => place),
        )
    }),
  )
  return known
}

interface Dated {
  date: string
  place: KnownPlace
}

async function placesIn(
  store: ReadOnlyStore,
  { id, sector, region }: Partnership,
  here: Campaign,
  address: CanonicalAddress,
  campaignOf: (id: CampaignId) => Promise<Campaign | undefined>,
): Promise<Dated[]> {
  const other =
    id === here.partnership ? undefined : [region, sector].filter(Boolean).join(' ') || 'Another partnership'
  const [pointer, optedOut] = await Promise.all([
    readIfLegible(store, knownAtRef(id, address)),
    other === undefined ? undefined : suppressed(store, id, address),
  ])
  const found: Dated[] = []
  for (const [at, invitation] of Object.entries(pointer?.value.at ?? {})) {
    const campaign = campaignIdFrom(at)
    if (campaign === here.id) continue
    const its = await campaignOf(campaign)
    const stands = (await readIfLegible(store, invitationRef(campaign, invitationIdFrom(invitation))))?.value
    // The pointer may be older than what it points to.
    if (!its || its.partnership !== id || !stands || canonicalAddress(stands.invitee.email) !== address) continue
    if (stands.forgottenAt !== undefined || stands.host) continue
    found.push({
      date: its.meeting?.date ?? '',
      place: {
        there: {
          campaign,
          invitation: stands.id,
          meeting: [kindOf(its).title, its.meeting && longDate(its.meeting.date)].filter(Boolean).join(', '),
          said: saidOf(stands, its),
          came: stands.came !== undefined,
        },
        partnership: other,
        optedOut,
      },
    })
  }
  if (found.length === 0 && optedOut !== undefined) found.push({ date: '', place: { partnership: other, optedOut } })
  return found
}

const suppressed = async (store: ReadOnlyStore, partnership: PartnershipId, address: CanonicalAddress) =>
  (await readIfLegible(store, suppressionRef(partnership, address)))?.value.reason

function saidOf(stands: Invitation, { meeting }: Campaign): NonNullable<KnownPlace['there']>['said'] {
  const { rsvp, state } = personOf(stands, meeting?.sequence ?? 0)
  if (rsvp) return rsvp.answer
  if (stands.removedAt !== undefined) return 'removed'
  if (state === 'replied') return 'replied'
  return toldOf(stands) === undefined ? 'not sent' : 'no reply'
}
