/**
 * The campaigns that the sweep looks after. One in which nothing is open rests: it is looked at again when its next email is due, and
 * within the hour in any case, which heals whatever a crash left behind. Who leaves something to the sweep awakens it.
 */
import { type CampaignId, campaignIdFrom } from '../../domain/keep/ids.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { everyOne, type Read, type Ref, refOf, UnreadableRow, upsert, write } from '../keep/documents.ts'
import type { Keeps, Reads, Store, Timed, World } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import type { Active } from '../keep/shapes.ts'

export const activeRef = (id: CampaignId): Ref<Active> => refOf(DOCUMENTS.active, id)

/**
 * The sweep looks after a campaign again, in its next round: it leaves one whose meeting is over, and looks seldom at one that rests.
 * Written anew where it stands, so that a sweep which is about to do so finds it changed.
 */
export const awaken = (store: Store, id: CampaignId): Promise<unknown> =>
  upsert(store, activeRef(id), stands => ({ ...stands, id, rests: undefined }))

/** What a look at one part of a campaign came to. With more to do it is looked at again in the next round. */
export type Looked = 'nothing open' | 'more to do'

/** A campaign that is looked after. `stands`: what a sweep saw that lets it rest, where that could be read. */
export interface LookedAfter {
  id: CampaignId
  isResting: boolean
  stands: Read<Active> | undefined
}

/** In the order of their ids. What an earlier run of a process that is alone found is not believed: it may have died over it. */
export async function lookedAfter(world: Reads & Timed & Pick<World, 'run'>): Promise<LookedAfter[]> {
  const now = world.clock.now()
  const found: LookedAfter[] = []
  for await (const row of everyOne(world.store, DOCUMENTS.active)) {
    // Whatever stands in the document, its key says which it is.
    if (row instanceof UnreadableRow) {
      found.push({ id: campaignIdFrom(row.place.key), isResting: false, stands: undefined })
      continue
    }
    const { id, rests } = row.value
    const isResting = rests !== undefined && now < rests.until && (!world.run.alone || rests.by === world.run.id)
    found.push({ id: campaignIdFrom(id), isResting, stands: row })
  }
  return found
}

/** Nobody need look at it before `until`, unless somebody awakened it since it was listed. */
export async function letRest(
  world: Keeps & Pick<World, 'run'>,
  { id, stands }: LookedAfter,
  until: Instant,
): Promise<void> {
  if (!stands) return
  const { value, version } = stands
  await write(world.store, activeRef(id), { ...value, rests: { ...value.rests, until, by: world.run.id } }, version)
}
