/**
 * Everybody on a list at once, as the pages that count and show all of it need them. Where the store can tell what was written
 * since, only that is read again, and what was made of the list is brought up by it (`folding`).
 */
import { follows } from '../../../domain/answer/folding.ts'
import { inOrder, type Sorted, sorted } from '../../../domain/answer/sorted.ts'
import { type CampaignId, invitationIdFrom } from '../../../domain/keep/ids.ts'
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

/** What stands in the rows of a list, by the ids that their keys say. */
interface Rows {
  people: Sorted<OnList>
  unreadable: Set<string>
}

/** A list as it is at a moment. */
interface Known {
  moment: object
  rows: Rows
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

async function rowsOf(store: ReadOnlyStore, campaign: CampaignId): Promise<Rows> {
  const { partition, key } = DOCUMENTS.invitation
  const rows: Rows = { people: sorted<OnList>((a, b) => inOrder(a.id, b.id)), unreadable: new Set() }
  const shared = sharing()
  for await (const stored of rowsIn(store, partition + campaign, key, A_PAGE, true))
    take(rows, campaign, stored, shared)
  return rows
}

/** Takes somebody in, and answers who it is; undefined: nobody can tell. */
function take({ people, unreadable }: Rows, campaign: CampaignId, stored: Stored, shared: Sharing): OnList | undefined {
  const id = idIn(stored.key)
  const read = open(DOCUMENTS.invitation, DOCUMENTS.invitation.partition + campaign, stored)
  if (read instanceof UnreadableRow) {
    unreadable.add(id)
    return
  }
  const { value } = read
  const person = onList(value.id === id ? value : { ...value, id: invitationIdFrom(id) }, campaign, shared)
  people.add(person)
  return person
}

const idIn = (key: string): string => key.slice(DOCUMENTS.invitation.key.length)

const wholeOf = ({ people, unreadable }: Rows): WholeList => ({ people: people.all(), missing: unreadable.size })

/** The same with what was written since. */
function broughtUp({ rows, whole: before }: Known, campaign: CampaignId, { now, news }: Since): Known {
  const changed = [...news].filter(([key]) => key.startsWith(DOCUMENTS.invitation.key))
  if (changed.length === 0) return { moment: now, rows, whole: before }
  const gone: OnList[] = []
  const come: OnList[] = []
  const shared = sharing()
  for (const [key, stored] of changed) {
    const id = idIn(key)
    const was = rows.people.find(person => inOrder(person.id, id))
    if (was) {
      rows.people.drop(was)
      gone.push(was)
    }
    rows.unreadable.delete(id)
    const is = stored && take(rows, campaign, stored, shared)
    if (is) come.push(is)
  }
  const whole = wholeOf(rows)
  if (whole.people !== before.people) follows(whole.people, before.people, gone, come)
  return { moment: now, rows, whole }
}

type Since = NonNullable<Awaited<ReturnType<Written>>>

type Sharing = (text: string) => string

/** Of words that many say each is held once: every document that is read brings its own. */
function sharing(): Sharing {
  const held = new Map<string, string>()
  return text => {
    const before = held.get(text)
    if (before === undefined) held.set(text, text)
    return before ?? text
  }
}

const NONE: readonly never[] = Object.freeze([])
/** Most have none of most things, and an empty list takes as much room as two numbers. */
const orNone = <T extends readonly unknown[]>(list: T): T => (list.length === 0 ? (NONE as unknown as T) : list)

function onList(invitation: Invitation, campaign: CampaignId, shared: Sharing): OnList {
  const { history, lists, moves, id, campaign: _, invitee, addedAt, answers, matters, sends, ...rest } = invitation
  const { company, title } = invitee
  return {
    id,
    campaign,
    invitee: { ...invitee, company: shared(company), title: shared(title) },
    addedAt: shared(addedAt),
    answers: orNone(answers),
    matters: orNone(matters),
    sends: Object.fromEntries(Object.entries(sends).map(([wave, send]) => [wave, listedSend(send)])),
    undoable: orNone(undoableBy(invitation)),
    ...rest,
  }
}

const listedSend = ({ attempt, attempts, detail, messageId, ...rest }: Send): ListedSend => rest
