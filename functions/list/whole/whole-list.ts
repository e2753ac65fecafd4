/**
 * Everybody on a list at once, as the pages that count and show all of it need them. Where the store can tell what has changed,
 * only the pages of it on which something was written are read again, and what was made of the whole holds as long as it does.
 */
import type { CampaignId } from '../../../domain/keep/ids.ts'
import type { Invitation, Send } from '../../../domain/keep/invitation.ts'
import type { Listed, ListedSend } from '../../../domain/keep/listed.ts'
import { undoableBy } from '../../../domain/list/take-back.ts'
import { open, UnreadableRow } from '../../keep/documents.ts'
import type { ReadOnlyStore } from '../../keep/ports.ts'
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

/** The keys after `after` until `until` and with it; without `until` to the end of the list. */
interface Part extends WholeList {
  after: string
  until: string | undefined
  mark: { stands: boolean } | undefined
}

interface Known {
  parts: Part[]
  whole: WholeList
}

/** So many are read in one turn: a few tens of milliseconds. */
const A_PART = 500

/** So many people are kept in mind, of whichever lists were asked for last; about a kilobyte each. */
const MOST = 120_000

const lists = new WeakMap<ReadOnlyStore, Map<CampaignId, Known>>()

export async function wholeList(store: ReadOnlyStore, campaign: CampaignId): Promise<WholeList> {
  const known = lists.get(store) ?? new Map<CampaignId, Known>()
  const before = known.get(campaign)
  if (before?.parts.every(stands)) {
    known.delete(campaign)
    known.set(campaign, before)
    return before.whole
  }
  const parts: Part[] = []
  for (const part of before?.parts ?? [EMPTY])
    parts.push(...(stands(part) ? [part] : await readBetween(store, campaign, part)))
  const whole = {
    people: Object.freeze(parts.flatMap(({ people }) => people)),
    missing: parts.reduce((sum, { missing }) => sum + missing, 0),
  }
  if (!parts.every(({ mark }) => mark)) return whole
  lists.set(store, known)
  known.delete(campaign)
  known.set(campaign, { parts, whole })
  let held = [...known.values()].reduce((sum, each) => sum + each.whole.people.length, 0)
  for (const [oldest, each] of known) {
    if (held <= MOST) break
    held -= each.whole.people.length
    known.delete(oldest)
  }
  return whole
}

/** All of a list that nobody has read yet. */
const EMPTY: Part = { after: '', until: undefined, mark: undefined, people: [], missing: 0 }

const stands = ({ mark }: Part): boolean => mark?.stands === true

/** A part anew, in as many as it takes by now: its neighbors stay as they are. */
async function readBetween(
  store: ReadOnlyStore,
  campaign: CampaignId,
  { after: from, until }: Pick<Part, 'after' | 'until'>,
): Promise<Part[]> {
  const { partition, key: prefix } = DOCUMENTS.invitation
  const parts: Part[] = []
  for (let after = from; ; ) {
    const page = await store.list(partition + campaign, { prefix, after, limit: A_PART })
    const rows = until === undefined ? page.found : page.found.filter(({ key }) => key <= until)
    const isLast = page.after === undefined || rows.length < page.found.length || page.after === until
    const read = rows.map(row => open(DOCUMENTS.invitation, partition + campaign, row))
    const people = read.flatMap(row => (row instanceof UnreadableRow ? [] : onList(row.value)))
    parts.push({
      after,
      until: isLast ? until : page.after,
      mark: page.mark,
      people,
      missing: read.length - people.length,
    })
    if (isLast) return parts
    after = page.after as string
  }
}

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
