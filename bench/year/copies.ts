/**
 * Ten thousand partnerships made of a few that were played up to this moment: each is one of them under ids of its own. Nothing of a copy
 * is there before somebody asks for it.
 */
import { type CampaignId, campaignIdFrom, type PartnershipId, partnershipIdFrom } from '../../domain/keep/ids.ts'
import { fromMillis, MINUTE, toMillis } from '../../domain/keep/time.ts'
import { campaignIdsOf } from '../../functions/keep/documents.ts'
import type { Schedule, WaveSchedule } from '../../functions/keep/ports.ts'
import { DOCUMENTS, type DocumentKind } from '../../functions/keep/registry.ts'
import { type Born, bytesOf, type Document } from '../scale-table.ts'
import type { Account } from './account.ts'
import { luck } from './calendar.ts'

interface Part {
  key: string
  /** The text with its ids cut out, and which they are. */
  pieces: string[]
  document: Document
}

/** A partnership as it stood. */
export interface Sample {
  partnership: PartnershipId
  ids: string[]
  /** By the beginning of the partition's name, and the id in it. */
  parts: Map<string, Part[]>
  active: Part[]
  tended: Part[]
  schedules: Schedule[]
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'
const PREFIX = 6

/** The id of a copy: another beginning. */
function copied(id: string, copy: number): string {
  let begins = ''
  let left = copy
  for (let at = 0; at < PREFIX; at++, left = Math.floor(left / 32)) begins += LETTERS[left % 32]
  return begins + id.slice(PREFIX)
}

/** What of a partnership stands in the table, and which schedules are set for it. */
export async function sampleOf({ table, schedules }: Account, partnership: PartnershipId): Promise<Sample> {
  const campaigns = await campaignIdsOf(table.direct, partnership)
  const ids: string[] = [partnership, ...campaigns]
  const cut = new RegExp(`(${ids.join('|')})`)
  const part = ([key, document]: readonly [string, Document]): Part => ({
    key,
    document: { ...document },
    pieces: document.text.split(cut),
  })
  const parts = new Map<string, Part[]>()
  const kinds: DocumentKind<unknown>[] = Object.values(DOCUMENTS)
  for (const id of ids)
    for (const place of new Set(kinds.map(({ partition }) => partition).filter(each => each.endsWith('#')))) {
      const found = table.within(place + id).map(part)
      if (found.length > 0) parts.set(place + id, found)
    }
  const ofIds = (partition: string) =>
    table
      .within(partition)
      .filter(([key]) => ids.includes(key))
      .map(part)
  return {
    partnership,
    ids,
    parts,
    active: ofIds(DOCUMENTS.active.partition),
    tended: ofIds(DOCUMENTS.errandPlan.partition),
    schedules: ids.flatMap(id => schedules.setFor(id)),
  }
}

export interface Copies {
  born: Born
  schedules(campaign: string): readonly WaveSchedule[]
  /** Those that fire before an instant. */
  firing(until: number): Schedule[]
  campaigns: number
}

/** `of` says for each copy of which sample it is. */
export function createCopies(of: readonly Sample[], now: number): Copies {
  const whose = new Map<string, { sample: Sample; id: string; copy: number }>()
  for (const [copy, sample] of of.entries())
    for (const id of sample.ids) whose.set(copied(id, copy), { sample, id, copy })
  const textOf = ({ pieces }: Part, copy: number) =>
    // Every second piece is an id.
    pieces.map((piece, n) => (n % 2 === 1 ? copied(piece, copy) : piece)).join('')

  /** When a campaign is looked at again, or a partnership's errands are planned anew: each at a moment of its own. */
  function listed(rows: 'active' | 'tended', within: number): [string, Document][] {
    return of.flatMap((sample, copy) =>
      sample[rows].map((part): [string, Document] => {
        const value = JSON.parse(textOf(part, copy))
        const own = fromMillis(now + within * luck(copy, part.key.length, rows.length, toNumber(part.key)))
        const begun = fromMillis(now)
        const sooner = (at: string) => (at > begun && at < own ? at : own)
        if (rows === 'tended') value.next = sooner(value.next)
        else if (value.rests) value.rests.until = sooner(value.rests.until)
        const text = JSON.stringify(value)
        return [copied(part.key, copy), { text, version: 1, bytes: bytesOf(text) }]
      }),
    )
  }

  function rename(schedule: Schedule, copy: number): Schedule {
    const [id = ''] = schedule.name.split('-')
    const name = copied(id, copy) + schedule.name.slice(id.length)
    return schedule.of === 'errands'
      ? { ...schedule, name, partnership: partnershipIdFrom(copied(schedule.partnership, copy)) }
      : { ...schedule, name, campaign: campaignIdFrom(copied(schedule.campaign, copy)) }
  }

  return {
    born(partition) {
      if (partition === DOCUMENTS.active.partition) return listed('active', 60 * MINUTE)
      if (partition === DOCUMENTS.errandPlan.partition) return listed('tended', 120 * MINUTE)
      const at = partition.indexOf('#') + 1
      const found = whose.get(partition.slice(at))
      const parts = found?.sample.parts.get(partition.slice(0, at) + found.id)
      return (
        found &&
        parts?.map((part): [string, Document] => [
          found.sample.ids.reduce((key, id) => key.replaceAll(id, copied(id, found.copy)), part.key),
          { ...part.document, text: textOf(part, found.copy) },
        ])
      )
    },
    schedules(campaign) {
      const found = whose.get(campaign)
      if (!found) return []
      return found.sample.schedules
        .filter((each): each is WaveSchedule => each.of === 'wave' && each.campaign === (found.id as CampaignId))
        .map(each => rename(each, found.copy) as WaveSchedule)
    },
    firing: until =>
      of.flatMap((sample, copy) =>
        sample.schedules.filter(({ at }) => toMillis(at) < until).map(each => rename(each, copy)),
      ),
    campaigns: of.reduce((sum, { active }) => sum + active.length, 0),
  }
}

const toNumber = (id: string): number => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1e9, 7)
