/**
 * The campaigns that the sweep looks after. One in which nothing is open rests: it is looked at again when its next email is due, and
 * within the hour in any case, which heals whatever a crash left behind. Who leaves something to the sweep awakens it.
 */
import { type CampaignId, campaignIdFrom } from '../../domain/keep/ids.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { everyOne, type Ref, refOf, UnreadableRow, upsert, write } from '../keep/documents.ts'
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

/** A campaign that is looked after. `version`: which a sweep saw that lets it rest. */
export interface LookedAfter {
  id: CampaignId
  isResting: boolean
  version: number
}

/** In the order of their ids. What an earlier run of a process that is alone found is not believed: it may have died over it. */
export async function lookedAfter(world: Reads & Timed & Pick<World, 'run'>): Promise<LookedAfter[]> {
  const now = world.clock.now()
  const found: LookedAfter[] = []
  for await (const row of everyOne(world.store, DOCUMENTS.active)) {
    // Whatever stands in the document, its key says which it is.
    const id = row instanceof UnreadableRow ? row.place.key : row.value.id
    const rests = row instanceof UnreadableRow ? undefined : row.value.rests
    const isResting = rests !== undefined && now < rests.until && (!world.run.alone || rests.by === world.run.id)
    const { version } = row instanceof UnreadableRow ? row.place : row
    found.push({ id: campaignIdFrom(id), isResting, version })
  }
  return found
}

/** Nobody need look at it before `until`, unless somebody awakened it since it was listed. */
export async function letRest(
  world: Keeps & Pick<World, 'run'>,
  { id, version }: LookedAfter,
  until: Instant,
): Promise<void> {
  await write(world.store, activeRef(id), { id, rests: { until, by: world.run.id } }, version)
}
