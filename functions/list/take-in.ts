/**
 * Takes a list in that was looked through: everybody on it is invited, or brought up to date. Twice is once, and a run
 * that dies is gone on with by a schedule, whether anybody looks at it or not.
 */
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import { HOUR, SECOND, shift } from '../../domain/keep/time.ts'
import type { ListImport } from '../../domain/list/list-import.ts'
import { isOverrun } from '../../domain/list/list-import.ts'
import { askingLetter, hasInvited } from '../../domain/send/plan.ts'
import { campaignRef, read } from '../keep/documents.ts'
import { failureOf } from '../keep/failure.ts'
import type { Logs, LooksAtLists, Plans, World } from '../keep/ports.ts'
import { listName, listSchedule } from '../keep/schedule.ts'
import { releaseNow } from '../send/steer-campaign.ts'
import type { When } from './by-hand.ts'
import { changeImport, isAtWork, readImport } from './import-list.ts'
import { addInvitees } from './invite.ts'
import { noteTaken } from './take-back/take-back.ts'

/**
 * `at work`: another run is at it. `say when`: the letter has left, and nobody may guess whether it goes to newcomers at
 * once. Otherwise it has begun, and a short list is in; progress stands in the import.
 */
export type TakingIn = 'at work' | 'say when' | 'begun'

/** So many rows are in before a reader would notice; no need of a page that says so. */
const SOON_DONE = 200
/** So long after a run was seen at work a schedule looks whether it still is. */
const LOOK_AGAIN = 30 * SECOND
/** A list that is not in by then is left to its convener. */
const GIVEN_UP_AFTER = HOUR

/** Begins to take the list in, or goes on where an earlier run died, which said when already. */
export async function takeIn(
  world: Plans & Logs & LooksAtLists & Pick<World, 'afterwards'>,
  campaign: Campaign,
  list: ListImport,
  wish: When | undefined,
  by: string,
): Promise<TakingIn> {
  if (isAtWork(world, list)) return 'at work'
  if (hasInvited(campaign) && list.state !== 'running' && wish === undefined) return 'say when'
  const rows = list.sheets[list.sheet]?.rows ?? 0
  const isShort = rows <= SOON_DONE
  // Who stands still once they have answered leaves a long list to the schedule.
  const waits = !isShort && world.afterwards === undefined
  const since = world.clock.now()
  // The schedule first: where this dies before the next line nothing has begun, and it finds that.
  await world.timetable.set(listSchedule(campaign.id, list.id, waits ? since : shift(since, LOOK_AGAIN)))
  await changeImport(world, list.id, stands => ({
    ...stands,
    state: 'running',
    when: wish ?? stands.when,
    taking: { ...stands.taking, by, since, waits },
    // Until it is looked through, as many as it has rows.
    total: stands.total || rows,
  }))
  if (waits) return 'begun'
  const resumed = list.state === 'running'
  const work = () =>
    run(world, list.campaign, list.id, resumed).catch(error =>
      world.log.error('import stopped', { campaign: list.campaign, ...failureOf(error) }),
    )
  if (world.afterwards && !isShort) world.afterwards(work)
  else await work()
  return 'begun'
}

/** What a schedule sets off: begins a list that waits, goes on with one whose run has died, and leaves others alone. */
export async function goOn(world: Plans & Logs & LooksAtLists, campaign: CampaignId, id: string): Promise<void> {
  const list = await readImport(world, campaign, id)
  if (list?.state !== 'running' || !list.taking) return
  if (!(await read(world.store, campaignRef(campaign)))) return
  const now = world.clock.now()
  if (now > shift(list.taking.since, GIVEN_UP_AFTER)) return
  await world.timetable.set(listSchedule(campaign, id, shift(now, LOOK_AGAIN)))
  const { waits } = list.taking
  if (waits || !isAtWork(world, list)) await run(world, campaign, id, !waits)
}

/** One run over a list that is being taken in; a schedule is set that finds it if it dies. */
async function run(
  world: Plans & Logs & LooksAtLists,
  campaign: CampaignId,
  id: string,
  resumed: boolean,
): Promise<void> {
  const list = await readImport(world, campaign, id)
  if (!list?.taking) return
  const { by } = list.taking
  const look = await world.lists.look(list, world.clock.now())
  if (isOverrun(look)) throw new Error(`a list could not be looked through: ${look}`)
  const { invitees, rows, add, update, same } = look
  const total = add + update + same
  await noteTaken(world, list, by)
  await changeImport(world, id, stands => ({ ...stands, taking: begun(stands), total, done: same }))
  const progress = (done: number) => changeImport(world, id, stands => ({ ...stands, done: same + done }))
  const { added, updated } = await addInvitees(world, campaign, invitees, by, list.when, progress, id)
  // Where the run before died after its last person and before the letters were released, they are released here.
  if (resumed && list.when === 'now') await releaseIfLeft(world, campaign, by)
  const bad = rows.filter(({ state }) => state === 'cannot' || state === 'left out').length
  const result = { added, updated, same, bad }
  await changeImport(world, id, stands => ({ ...stands, state: 'done', done: total, result }))
  await world.timetable.remove(listName(campaign, id))
}

const begun = ({ taking }: ListImport): ListImport['taking'] => taking && { ...taking, waits: false }

async function releaseIfLeft(world: Plans, campaign: CampaignId, by: string): Promise<void> {
  const stands = (await read(world.store, campaignRef(campaign)))?.value
  const letter = stands && hasInvited(stands) ? askingLetter(stands) : undefined
  if (letter !== undefined) await releaseNow(world, campaign, letter, by)
}
