/** Takes an import back: bounded, safe to repeat and to race, and finished by the next press where it was cut off. */
import { counting } from '../../../domain/answer/folds.ts'
import type { CampaignId, PartnershipId } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { ListImport, ListTaken } from '../../../domain/list/list-import.ts'
import { asBefore, type Stays, type TakingBack, takingBack } from '../../../domain/list/take-back.ts'
import {
  all,
  campaignRef,
  change,
  invitationRef,
  invitationsOf,
  read,
  refOf,
  upsert,
  write,
} from '../../keep/documents.ts'
import type { Keeps, Reads, Timed } from '../../keep/ports.ts'
import { DOCUMENTS } from '../../keep/registry.ts'
import { sideBySide } from '../../keep/side-by-side.ts'
import { changeImport, isAtWork, readImport } from '../import-list.ts'
import { noteGone, noteKnown } from '../known/known-at.ts'
import type { OnList } from '../whole/whole-list.ts'

const takenRef = (campaign: CampaignId, id: string) => refOf(DOCUMENTS.listTaken, campaign, id)

/** So many people are taken back at one press: what a function does well within its time. The next press goes on. */
const MOST_AT_ONCE = 2000
/** So often one person is looked at anew because somebody else wrote in between. */
const TRIES = 20

/** Writes down that a list is taken in, before its first person is. */
export async function noteTaken(
  world: Keeps & Timed,
  { id, campaign, name }: Pick<ListImport, 'id' | 'campaign' | 'name'>,
  by: string,
): Promise<void> {
  const at = world.clock.now()
  await upsert(world.store, takenRef(campaign, id), stands =>
    stands && !stands.takenBack ? undefined : { ...stands, id, name, by, at, takenBack: undefined },
  )
}

/** What taking a list back would do now. */
export interface LookBack {
  list: ListTaken
  remove: number
  restore: number
  stay: { invitation: Invitation; stays: Stays }[]
}

/** The list of that id that was taken in to that campaign, and what taking it back would do; undefined: there is none. */
export async function lookBack(world: Reads, campaign: CampaignId, id: string): Promise<LookBack | undefined> {
  const list = (await read(world.store, takenRef(campaign, id)))?.value
  if (!list) return undefined
  const look: LookBack = { list, remove: 0, restore: 0, stay: [] }
  for await (const { value } of invitationsOf(world.store, campaign)) {
    const taking = takingBack(value, id)
    if (taking?.do === 'remove') look.remove++
    else if (taking?.do === 'restore') look.restore++
    else if (taking?.do === 'stay') look.stay.push({ invitation: value, stays: taking })
  }
  return look
}

/** A list as the page of invitees names it: how many people taking it back would touch. */
export interface Undoable {
  id: string
  name: string
  at: string
  people: number
}

/** By list: from how many people it can be taken back. */
export const undoable = counting((each: OnList, count) => {
  for (const list of each.undoable) count(list)
})

/** Lists that can be taken back, the latest first, by the people of the campaign. */
export async function undoableOf(world: Reads, campaign: CampaignId, people: readonly OnList[]): Promise<Undoable[]> {
  const counts = undoable(people)
  const found: Undoable[] = []
  for await (const { value } of all(world.store, DOCUMENTS.listTaken, campaign)) {
    const { id, name, at } = value
    const touched = counts.get(id)
    if (touched) found.push({ id, name, at, people: touched })
  }
  return found.sort((a, b) => (a.at < b.at ? 1 : -1))
}

const wouldChange = (taking: TakingBack | undefined): boolean => taking !== undefined && taking.do !== 'stay'

/** `at work`: it is still being taken in. Otherwise how many people it touched, and whether some are left for another press. */
export type TakenBack = 'not there' | 'at work' | { removed: number; restored: number; more: boolean }

export async function takeListBack(
  world: Keeps & Timed,
  campaign: CampaignId,
  id: string,
  by: string,
  most = MOST_AT_ONCE,
): Promise<TakenBack> {
  const list = (await read(world.store, takenRef(campaign, id)))?.value
  if (!list) return 'not there'
  const open = await readImport(world, campaign, id)
  if (open && isAtWork(world, open)) return 'at work'
  // As long as it is kept it can be looked through and taken in again.
  if (open) await changeImport(world, id, stands => ({ ...stands, state: 'open', done: 0, result: undefined }))
  const theirs: Invitation[] = []
  for await (const { value } of invitationsOf(world.store, campaign))
    if (wouldChange(takingBack(value, id))) theirs.push(value)
  const partnership = (await read(world.store, campaignRef(campaign)))?.value.partnership
  const did = { removed: 0, restored: 0 }
  const at = world.clock.now()
  const work = sideBySide(theirs.slice(0, most), async each => {
    const done = await takeBackOne(world, each, id, by, partnership)
    if (done) did[done]++
  })
  const [end] = await Promise.allSettled([work])
  // Counted also where it was cut off: what was done is done.
  await change(world.store, takenRef(campaign, id), stands => ({
    ...stands,
    takenBack: {
      at,
      by,
      removed: (stands.takenBack?.removed ?? 0) + did.removed,
      restored: (stands.takenBack?.restored ?? 0) + did.restored,
    },
  }))
  if (end.status === 'rejected') throw end.reason
  return { ...did, more: theirs.length > most }
}

/** One person, decided by how they stand at that moment: a letter or a colleague that comes first keeps them. */
async function takeBackOne(
  world: Keeps & Timed,
  { campaign, id }: Invitation,
  list: string,
  by: string,
  partnership: PartnershipId | undefined,
): Promise<'removed' | 'restored' | undefined> {
  const ref = invitationRef(campaign, id)
  for (let tries = 0; tries < TRIES; tries++) {
    const found = await read(world.store, ref)
    const taking = found && takingBack(found.value, list)
    if (!found || !taking || taking.do === 'stay') return undefined
    if (taking.do === 'remove') {
      const { email } = found.value.invitee
      // The pointer first, for who is gone nobody finds again to take it away; whoever stays gets it back.
      if (partnership) await noteGone(world.store, partnership, email, campaign)
      if ((await world.store.remove(ref.partition, ref.key, found.version)) === 'removed') return 'removed'
      if (partnership) await noteKnown(world.store, partnership, email, found.value)
    } else {
      const before = asBefore(found.value, by, world.clock.now())
      if ((await write(world.store, ref, before, found.version)) !== 'conflict')
        return taking.do === 'restore' ? 'restored' : undefined
    }
  }
  throw new Error('too many writers of somebody whose import is taken back')
}
