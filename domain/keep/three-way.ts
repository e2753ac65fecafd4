/**
 * The three-way merge of a form: what it was filled from (base), what somebody typed (mine), and what stands now (theirs).
 * What only one side touched is taken from that side; where both touched one field, it is a clash and nothing is decided.
 */

/** The fields of a form as text, by name. A box that is not ticked is not there, or empty. */
export type FormValues = Readonly<Record<string, string>>

/** A list in a form: rows `name_0`, `email_0`, … A row is whose key it bears, wherever it stands; without key it is none. */
export interface RowsOf {
  fields: readonly string[]
  key: string
  /** Fields that a browser fills in by itself, which say nothing of whether a row is filled. */
  preset?: readonly string[]
}

/** A field that both sides changed, each its own way. `take` is what has to be typed to have theirs instead. */
export interface Clash {
  /** The field as the merged form names it; of a row that one side took away, its key. */
  field: string
  mine: string
  theirs: string
  /** One side took the whole row away. */
  gone?: 'mine' | 'theirs'
  take: FormValues
}

/** Texts are one when they read the same: browsers send other line ends, and nobody sees blanks at an end. */
const plain = (text = ''): string => text.replace(/\r\n?/g, '\n').trim()
const same = (a: string | undefined, b: string | undefined): boolean => plain(a) === plain(b)

/** One field, or that both changed it. */
const settle = (base: string | undefined, mine: string | undefined, theirs: string | undefined) =>
  same(mine, base) ? 'theirs' : same(theirs, base) || same(theirs, mine) ? 'mine' : 'clash'

/** A row by the names of its fields, with the number it had. */
interface Row {
  at: number
  key: string
  is: FormValues
}

/** Merges what was typed with what stands. Where values clash, `values` holds mine, so that nothing typed is lost. */
export function threeWay(base: FormValues, mine: FormValues, theirs: FormValues, lists: readonly RowsOf[] = []) {
  const clashes: Clash[] = []
  const values: Record<string, string> = {}
  const listed = (name: string) => lists.some(({ fields }) => fields.includes(name.replace(/_\d+$/, '')))
  for (const name of new Set([base, mine, theirs].flatMap(Object.keys))) {
    if (listed(name)) continue
    const taken = settle(base[name], mine[name], theirs[name])
    const value = taken === 'theirs' && name in theirs ? theirs[name] : mine[name]
    if (value !== undefined && (value !== '' || name in mine)) values[name] = value
    if (taken === 'clash')
      clashes.push({
        field: name,
        mine: mine[name] ?? '',
        theirs: theirs[name] ?? '',
        take: { [name]: theirs[name] ?? '' },
      })
  }
  for (const list of lists) mergeRows(list, base, mine, theirs, values, clashes)
  return { values: values as FormValues, clashes }
}

function mergeRows(
  list: RowsOf,
  base: FormValues,
  mine: FormValues,
  theirs: FormValues,
  values: Record<string, string>,
  clashes: Clash[],
): void {
  const was = rowsIn(base, list)
  const typed = identified(rowsIn(mine, list), was)
  const stands = rowsIn(theirs, list)
  const merged: { row: FormValues; clashed: string[]; theirs: FormValues }[] = []
  const lost: { was: FormValues; row: FormValues }[] = []
  for (const key of orderOf(was, typed, stands)) {
    const [b, m, t] = [was, typed, stands].map(rows => rows.find(row => row.key === key)?.is)
    if (m && t) merged.push(mergeRow(list, b ?? {}, m, t))
    else if (m && !(b && alike(list, m, b))) merged.push({ row: m, clashed: b ? [list.key] : [], theirs: {} })
    else if (t && !b) merged.push({ row: t, clashed: [], theirs: t })
    // Taken away by me, and changed by them meanwhile.
    else if (t && b && !alike(list, t, b)) lost.push({ was: b, row: t })
  }
  for (const [at, { row, clashed, theirs }] of merged.entries()) {
    for (const [field, value] of Object.entries(row)) values[`${field}_${at}`] = value
    for (const field of clashed) {
      const gone = Object.keys(theirs).length === 0
      const fields = gone ? Object.keys(row) : [field]
      clashes.push({
        field: `${field}_${at}`,
        mine: row[field] ?? '',
        theirs: theirs[field] ?? '',
        ...(gone ? { gone: 'theirs' as const } : {}),
        take: Object.fromEntries(fields.map(each => [`${each}_${at}`, theirs[each] ?? ''])),
      })
    }
  }
  for (const [more, { row }] of lost.entries()) {
    const at = merged.length + more
    const take = Object.fromEntries(Object.entries(row).map(([field, value]) => [`${field}_${at}`, value]))
    const told = list.fields.map(field => row[field]).filter(Boolean)
    clashes.push({ field: `${list.key}_${at}`, mine: '', theirs: told.join(', '), gone: 'mine', take })
  }
}

function mergeRow({ fields }: RowsOf, base: FormValues, mine: FormValues, theirs: FormValues) {
  const row: Record<string, string> = {}
  const clashed: string[] = []
  for (const field of fields) {
    const taken = settle(base[field], mine[field], theirs[field])
    const value = taken === 'theirs' ? (theirs[field] ?? mine[field]) : mine[field]
    if (value !== undefined) row[field] = value
    if (taken === 'clash') clashed.push(field)
  }
  return { row, clashed, theirs }
}

/** The rows of a form with anything in them; one without a key, or with another's, has a name of its own, and stays. */
function rowsIn(values: FormValues, { fields, key, preset }: RowsOf): Row[] {
  const rows = new Map<number, Record<string, string>>()
  for (const [name, value] of Object.entries(values)) {
    const [, field = '', digits] = /^(.*)_(\d{1,3})$/.exec(name) ?? []
    if (!fields.includes(field)) continue
    const at = Number(digits)
    rows.set(at, { ...rows.get(at), [field]: value })
  }
  const found: Row[] = []
  for (const [at, is] of [...rows].sort(([a], [b]) => a - b)) {
    if (fields.every(field => preset?.includes(field) || plain(is[field]) === '')) continue
    const own = plain(is[key]).toLowerCase()
    const taken = own === '' || found.some(each => each.key === own)
    found.push({ at, key: taken ? `\0${at}` : own, is })
  }
  return found
}

/** Rows as the page had them: one whose key was written anew is still the row that stood in its place. */
function identified(typed: readonly Row[], was: readonly Row[]): Row[] {
  const kept = new Set(typed.map(({ key }) => key))
  return typed.map(row => {
    if (was.some(({ key }) => key === row.key)) return row
    const before = was.find(({ at, key }) => at === row.at && !kept.has(key))
    return before ? { ...row, key: before.key } : row
  })
}

/** Their order, with what I added behind it; mine where I put rows in another order. */
function orderOf(was: readonly Row[], mine: readonly Row[], theirs: readonly Row[]): string[] {
  const keys = (rows: readonly Row[]) => rows.map(({ key }) => key)
  const within = (rows: readonly Row[], other: readonly Row[]) => keys(rows).filter(key => keys(other).includes(key))
  const moved = within(mine, was).join('\n') !== within(was, mine).join('\n')
  const lead = moved ? [...keys(mine), ...keys(theirs)] : [...keys(theirs), ...keys(mine)]
  return [...new Set([...lead, ...keys(was)])]
}

const alike = ({ fields }: RowsOf, a: FormValues, b: FormValues): boolean =>
  fields.every(field => same(a[field], b[field]))
