/** A list on its way in as its columns and corrections make it: every person judged, and what taking it in would do. */
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Invitation, Invitee, SuppressionReason } from '../../domain/keep/invitation.ts'
import type { FlagKind } from '../../domain/list/fields.ts'
import { judgeList, merge } from '../../domain/list/invitee-list.ts'
import type { ListImport, Look } from '../../domain/list/list-import.ts'
import { peopleOf } from '../../domain/list/people-of.ts'
import { hasInvited } from '../../domain/send/plan.ts'
import { readContext } from '../keep/context.ts'
import { campaignRef, invitationsOf, read } from '../keep/documents.ts'
import type { Reads, Timed } from '../keep/ports.ts'
import { suppressedOf } from '../send/suppress.ts'
import { correctionsOf, tableOf } from './import-list.ts'
import { countNewcomers, forgottenOn, stayElsewhere } from './invite.ts'

/** The list as its mapping and corrections make it, every row judged. */
export async function lookAt(world: Reads & Timed, list: ListImport): Promise<Look> {
  const existing: Invitation[] = []
  for await (const { value } of invitationsOf(world.store, list.campaign)) existing.push(value)
  const table = await tableOf(world, list, list.sheet)
  const corrections = await correctionsOf(world, list)
  const people = peopleOf(table, list.mapping)
  const lineOf = (i: number): number => table.lines[people[i]?.at ?? i] ?? i + 1
  const keyOf = (i: number): string => {
    const contact = people[i]?.contact ?? 1
    return contact === 1 ? String(lineOf(i)) : `${lineOf(i)}.${contact}`
  }
  const judged = judgeList(
    people.map(({ row }, i) => ({ ...row, ...corrections[keyOf(i)] })),
    {
      existing,
      noMail: new Set(list.noMail ?? []),
      isForgotten: await forgottenOn(world, list.campaign),
      saidNo: await saidNoIn(world, list.campaign),
    },
  )
  const stay = new Set((await stayElsewhere(world, list.campaign, judged.invitees))?.map(({ invitee }) => invitee))
  const invitees = judged.invitees.filter(invitee => !stay.has(invitee))
  const { add, update, same } = merge(existing, invitees)
  const rows = judged.rows.map((row, i) => ({
    ...row,
    // Rows are called by their line in the file, as the convener sees them in Excel.
    flags: row.flags.flatMap(flag => {
      if (list.dismissed?.includes(flag.kind)) return []
      const into = lineOf(row.mergedInto ?? i)
      return flag.kind === 'merged'
        ? { ...flag, message: `Same address as row ${into}; the two are one person.` }
        : flag
    }),
    line: lineOf(i),
    key: keyOf(i),
    cells: table.rows[people[i]?.at ?? i] ?? [],
  }))
  const notes = new Map<FlagKind, number>()
  for (const { flags } of rows)
    for (const kind of new Set(flags.map(flag => flag.kind))) notes.set(kind, (notes.get(kind) ?? 0) + 1)
  const named = judged.rows.some(
    ({ read, flags }) => read.name !== '' && !flags.some(({ kind }) => kind === 'guessed name'),
  )
  return {
    invitees,
    rows,
    notes: [...notes],
    named,
    examples: list.mapping.map((_, column) => examplesIn(table.rows, column)),
    add: add.length,
    update: update.length,
    same: same.length,
    elsewhere: stay.size,
    emails: await newcomers(world, list, invitees),
  }
}

/** Opt-outs, and marks as spam, that hold for all campaigns of the partnership. A dead address is no word of its owner. */
const SAID_NO: Partial<Record<SuppressionReason, string>> = {
  'opted out': 'Asked this partnership for no more emails',
  complained: 'Marked an email of this partnership as spam',
}

async function saidNoIn(world: Reads & Timed, id: CampaignId): Promise<(email: string) => string | undefined> {
  const campaign = (await read(world.store, campaignRef(id)))?.value
  const suppressed = campaign && (await suppressedOf(world, campaign.partnership))
  return email => {
    const reason = suppressed?.({ invitee: { email } })?.reason
    return reason && SAID_NO[reason]
  }
}

const SHOWN = 3

/** The first things a column holds that are not the same. */
function examplesIn(rows: readonly (readonly string[])[], column: number): string[] {
  const found = new Set<string>()
  for (const cells of rows) {
    const cell = cells[column]?.trim() ?? ''
    if (cell !== '') found.add(cell)
    if (found.size === SHOWN) break
  }
  return [...found]
}

async function newcomers(
  world: Reads & Timed,
  { campaign }: ListImport,
  invitees: readonly Invitee[],
): Promise<number> {
  const context = await readContext(world.store, campaign)
  return context && hasInvited(context.campaign) ? countNewcomers(world, context, invitees) : 0
}
