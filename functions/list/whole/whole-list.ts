/**
 * Everybody on a list at once, as the pages that count and show all of it need them. Where the store can tell what was written
 * since, only that is read again, and what was made of the list is brought up by it (`folding`).
 */
import { follows } from '../../../domain/answer/folding.ts'
import { inOrder, type Sorted, sorted } from '../../../domain/answer/sorted.ts'
import type { CampaignId } from '../../../domain/keep/ids.ts'
import type { Invitation, Send } from '../../../domain/keep/invitation.ts'
import type { Listed, ListedSend } from '../../../domain/keep/listed.ts'
import { undoableBy } from '../../../domain/list/take-back.ts'
import { open, rowsIn, UnreadableRow } from '../../keep/documents.ts'
import type { ReadOnlyStore, Stored } from '../../keep/ports.ts'
import { DOCUMENTS } from '../../keep/registry.ts'

export interface OnList extends Listed {
  /** Imports that could be taken back from them. */
  undoable: readonly string[]
}

export interface WholeList {
  /** In the order of their ids, those who were taken off it among them. The same array for as long as nothing changes. */
  people: readonly OnList[]
  /** How many cannot be read. */
  missing: number
}

type Written = NonNullable<ReadOnlyStore['written']>

/** One row of a list; undefined: it cannot be read. */
interface Row {
  key: string
  person: OnList | undefined
}

/** A list as it is at a moment. */
interface Known {
  moment: object
  rows: Sorted<Row>
  whole: WholeList
}

interface Kept {
  /** Of whoever asked last. */
  known: Promise<Known | undefined>
  people: number
}

/** So many are read in one turn: a few tens of milliseconds. */
const A_PAGE = 500

/** So many people are kept in mind, of whichever lists were asked for last; about a kilobyte each. */
const MOST = 120_000

const lists = new WeakMap<ReadOnlyStore, Map<CampaignId, Kept>>()

export async function wholeList(store: ReadOnlyStore, campaign: CampaignId): Promise<WholeList> {
  const { written } = store
  if (!written) return wholeOf(await rowsOf(store, campaign))
  const here = lists.get(store) ?? new Map<CampaignId, Kept>()
  lists.set(store, here)
  const { known: before, people } = here.get(campaign) ?? { known: undefined, people: 0 }
  // One after the other: who asks while a list is read waits for that, and reads then what was written since.
  const next = before
    ? before.then(known => knownNow(store, written, campaign, known))
    : knownNow(store, written, campaign)
  const kept: Kept = { known: next.catch(() => undefined), people }
  here.delete(campaign)
  here.set(campaign, kept)
  const { whole } = await next
  kept.people = whole.people.length
  let held = [...here.values()].reduce((sum, each) => sum + each.people, 0)
  for (const [oldest, each] of here) {
    if (held <= MOST) break
    held -= each.people
    here.delete(oldest)
  }
  return whole
}

async function knownNow(store: ReadOnlyStore, written: Written, campaign: CampaignId, before?: Known): Promise<Known> {
  const partition = DOCUMENTS.invitation.partition + campaign
  const since = await written(partition, before?.moment)
  if (before && since) return broughtUp(before, campaign, since)
  const { now: moment } = since ?? (await written(partition)) ?? { now: {} }
  const rows = await rowsOf(store, campaign)
  return { moment, rows, whole: wholeOf(rows) }
}

async function rowsOf(store: ReadOnlyStore, campaign: CampaignId): Promise<Sorted<Row>> {
  const { partition, key } = DOCUMENTS.invitation
  const rows = sorted<Row>((a, b) => inOrder(a.key, b.key))
  for await (const stored of rowsIn(store, partition + campaign, key, A_PAGE, true)) rows.add(rowOf(campaign, stored))
  return rows
}

function rowOf(campaign: CampaignId, stored: Stored): Row {
  const read = open(DOCUMENTS.invitation, DOCUMENTS.invitation.partition + campaign, stored)
  return { key: stored.key, person: read instanceof UnreadableRow ? undefined : onList(read.value) }
}

function wholeOf(rows: Sorted<Row>): WholeList {
  const people: OnList[] = []
  for (const { person } of rows.all()) if (person) people.push(person)
  return { people: Object.freeze(people), missing: rows.all().length - people.length }
}

/** The same with what was written since. */
function broughtUp({ rows, whole: before }: Known, campaign: CampaignId, { now, news }: Since): Known {
  const changed = [...news].filter(([key]) => key.startsWith(DOCUMENTS.invitation.key))
  if (changed.length === 0) return { moment: now, rows, whole: before }
  const gone: OnList[] = []
  const come: OnList[] = []
  for (const [key, stored] of changed) {
    const was = rows.find(row => inOrder(row.key, key))
    if (was) rows.drop(was)
    if (was?.person) gone.push(was.person)
    const is = stored && rowOf(campaign, stored)
    if (is) rows.add(is)
    if (is?.person) come.push(is.person)
  }
  const whole = wholeOf(rows)
  follows(whole.people, before.people, gone, come)
  return { moment: now, rows, whole }
}

type Since = NonNullable<Awaited<ReturnType<Written>>>

const NONE: readonly string[] = []

function onList(invitation: Invitation): OnList {
  const { history, lists, moves, sends, ...rest } = invitation
  const undoable = undoableBy(invitation)
  return {
    ...rest,
    sends: Object.fromEntries(Object.entries(sends).map(([wave, send]) => [wave, listedSend(send)])),
    undoable: undoable.length === 0 ? NONE : undoable,
  }
}

const listedSend = ({ attempt, attempts, detail, messageId, ...rest }: Send): ListedSend => rest
