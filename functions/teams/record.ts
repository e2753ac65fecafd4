/** The record of a meeting: priorities on one list, a ballot for each company, and their order. */
import type { CampaignId } from '../../domain/keep/ids.ts'
import {
  type Ballot,
  MOST_PRIORITIES,
  type Priority,
  type RankedPriority,
  ranked,
  validVotes,
} from '../../domain/teams/record.ts'
import { shortId } from '../../mail/token.ts'
import { all, change, read, refOf, upsert } from '../keep/documents.ts'
import type { Keeps, ReadOnlyStore, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'

const recordRef = (campaign: CampaignId) => refOf(DOCUMENTS.meetingRecord, campaign)

const ballotRef = (campaign: CampaignId, company: string) => refOf(DOCUMENTS.ballot, campaign, shortId(company))

/** What the table named, in the order in which it was named. */
export const namedAt = async (store: ReadOnlyStore, campaignId: CampaignId): Promise<Priority[]> =>
  (await read(store, recordRef(campaignId)))?.value.priorities ?? []

export async function ballotsOf(store: ReadOnlyStore, campaignId: CampaignId): Promise<Ballot[]> {
  const ballots: Ballot[] = []
  for await (const { value } of all(store, DOCUMENTS.ballot, campaignId)) ballots.push(value)
  return ballots
}

/** The priorities of a meeting, those with most companies behind them first. */
export const prioritiesOf = async (store: ReadOnlyStore, campaignId: CampaignId): Promise<RankedPriority[]> =>
  ranked(await namedAt(store, campaignId), await ballotsOf(store, campaignId))

/** Puts a priority on the list. The same words are one priority, however often they are sent. */
export async function namePriority(world: Keeps, campaignId: CampaignId, text: string): Promise<Priority | 'too many'> {
  const words = text.trim()
  const same = (each: Priority) => each.text.toLowerCase() === words.toLowerCase()
  const ref = recordRef(campaignId)
  const stands = await upsert(world.store, ref, (record = { priorities: [] }) => {
    const { priorities } = record
    return priorities.some(same) || priorities.length >= MOST_PRIORITIES
      ? undefined
      : { ...record, priorities: [...priorities, { id: freeId(campaignId, words, priorities), text: words }] }
  })
  return stands?.priorities.find(same) ?? 'too many'
}

/** An id from the words; where that one belongs to a priority that has other words by now, the next that is free. */
function freeId(campaignId: CampaignId, words: string, priorities: readonly Priority[]): string {
  for (let n = 0; ; n++) {
    const id = shortId(`${campaignId}:priority:${words.toLowerCase()}${n > 0 ? `:${n}` : ''}`)
    if (!priorities.some(each => each.id === id)) return id
  }
}

/** Other words for a priority; its votes stay. Without words it is taken off. */
export async function rewordPriority(world: Keeps, campaignId: CampaignId, id: string, text: string): Promise<void> {
  await change(world.store, recordRef(campaignId), record => ({
    ...record,
    priorities: record.priorities.flatMap(each =>
      each.id !== id ? each : text.trim() ? { ...each, text: text.trim() } : [],
    ),
  }))
}

/** Notes what a company is behind: its last word counts. */
export async function vote(
  world: Keeps & Timed,
  campaignId: CampaignId,
  company: Ballot['company'],
  chosen: readonly string[],
  by: string,
): Promise<string[]> {
  const priorities = validVotes(await namedAt(world.store, campaignId), chosen)
  const given: Ballot = { company, priorities, at: world.clock.now(), by }
  await upsert(world.store, ballotRef(campaignId, company.key), stands => ({
    ...stands,
    ...given,
    company: { ...stands?.company, ...company },
  }))
  return priorities
}
