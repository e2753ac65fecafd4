/**
 * Documents that this version did not write: a later one, which runs beside it during a deploy, leaves fields of which it
 * knows nothing; what it writes after that keeps them. Others cannot be read for a day or two: each costs itself alone.
 */
import { lastStage, type Person } from '../ledger.ts'
import type { Applied } from '../storage.ts'
import { earliest } from '../wall.ts'
import { DAY_MILLIS, HOUR } from '../weather.ts'
import type { Play, Stagecraft } from './play.ts'

type Fields = Record<string, unknown>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Marks of a later version: on the document and on what stands in it, by whatever name. */
function marked(value: Fields, mark: string): Fields {
  const within = (held: unknown, name: string): unknown => {
    if (!isFields(held)) return held
    if (name === 'sends')
      return Object.fromEntries(Object.entries(held).map(([key, one]) => [key, within(one, 'send')]))
    if (!['invitee', 'send', 'meeting', 'venue', 'letter'].includes(name)) return held
    return { ...Object.fromEntries(Object.entries(held).map(([key, one]) => [key, within(one, key)])), fromLater: mark }
  }
  const inner = Object.entries(value).map(([name, held]) => [name, within(held, name)])
  return { ...Object.fromEntries(inner), fromLater: mark }
}

/** Where a value bears a mark of a later version, as paths; of lists nothing is marked. */
function marksIn(value: unknown, path = ''): string[] {
  if (!isFields(value)) return []
  const own = 'fromLater' in value ? [path] : []
  return [...own, ...Object.entries(value).flatMap(([name, held]) => marksIn(held, `${path}/${name}`))]
}

/** Fields that come and go as a whole: what a later version knew of one that is gone is gone with it. */
const PASSING = /^\/(?:suppressed|movedTo|came|awayUntil|sends\/[^/]+\/bounce)/

export function createLaterVersion({ scene, luck }: Stagecraft, opening: number): Play {
  const { storage, timeline, campaign, ledger } = scene
  const partition = `campaign#${campaign}`
  const wrong: [rule: string, about: string][] = []
  let writing = false

  /** What the later version does: it reads a document and writes it with all that it knows. */
  function touches(key: string): void {
    const found = storage.get(partition, key)
    if (!found || !isFields(found.value)) return
    const { shape, ...rest } = found.value
    writing = true
    // Of a later shape, or of the same and with fields that this version does not know.
    const next = marked(rest, `at ${timeline.now()}`)
    storage.put(partition, key, { ...next, shape: luck.happens(0.5) ? Number(shape ?? 0) + 1 : shape }, found.version)
    writing = false
  }

  for (let n = 4 + luck.below(12); n > 0; n--)
    timeline.at(opening - luck.between(1, 36) * DAY_MILLIS, () => {
      const person = luck.pick([...ledger.people.values()])
      if (person.spoiled) return
      touches(
        luck.happens(0.7) ? `invitation#${person.id}` : luck.pick(['campaign', 'wave#invite', 'wave#follow-up-1']),
      )
    })

  return {
    applied({ key, before, value }: Applied) {
      if (writing) return
      const now = new Set(marksIn(value))
      const lost = marksIn(before).filter(path => !now.has(path) && !PASSING.test(path))
      const [first] = lost.filter(path => path === '' || isThere(value, path))
      if (first !== undefined) wrong.push(['what a later version wrote is kept', `${key} at ${first || 'the top'}`])
    },
    reckon(fail) {
      for (const [rule, about] of wrong.slice(0, 3)) fail(rule, about)
    },
  }
}

/** Whether what bore the mark is still in the document. */
const isThere = (value: unknown, path: string): boolean =>
  path
    .split('/')
    .slice(1)
    .reduce<unknown>((held, name) => (isFields(held) ? held[name] : undefined), value) !== undefined

/** As the first version wrote it: without the mark of its shape, and spelled as it spelled. */
function older({ shape: _, ...value }: Fields): Fields {
  const british = (held: unknown): unknown => {
    if (!isFields(held) || !('organization' in held)) return held
    const { organization, ...rest } = held
    return { ...rest, organisation: organization }
  }
  const { team } = value
  return { ...(british(value) as Fields), ...(Array.isArray(team) ? { team: team.map(british) } : {}) }
}

/** The version before this one writes documents while this one reads them, as in a deploy. */
export function createOlderShape({ scene, luck }: Stagecraft, opening: number): Play {
  const { storage, timeline, campaign, partnership, ledger } = scene
  const wrong: [rule: string, about: string][] = []
  for (let n = 4 + luck.below(12); n > 0; n--)
    timeline.at(opening - luck.between(1, 36) * DAY_MILLIS, () => {
      const person = luck.pick([...ledger.people.values()])
      const [partition, key] = luck.pick([
        [`partnership#${partnership}`, 'partnership'],
        [`campaign#${campaign}`, 'campaign'],
        [`campaign#${campaign}`, `invitation#${person.id}`],
      ] as const)
      const found = storage.get(partition, key)
      if (found && isFields(found.value) && !person.spoiled)
        storage.put(partition, key, older(found.value), found.version)
    })
  return {
    applied({ key, before, value }) {
      if (isFields(before) && 'organisation' in before && isFields(value) && !('organisation' in value))
        if (JSON.stringify(value.organization) !== JSON.stringify(before.organisation))
          wrong.push(['what an older version wrote is brought up', key])
    },
    reckon(fail) {
      for (const [rule, about] of wrong) fail(rule, about)
    },
  }
}

export function createUnreadable({ scene, luck }: Stagecraft, opening: number): Play {
  const { storage, timeline, campaign, ledger } = scene
  const partition = `campaign#${campaign}`
  const spoiled = new Map<string, unknown>()
  const wrong: [rule: string, about: string][] = []
  const whiles: { from: number; until: number }[] = []

  function spoils(person: Person): void {
    const key = `invitation#${person.id}`
    const found = storage.get(partition, key)
    if (!found || !isFields(found.value) || spoiled.has(key) || person.added.ackedAt === undefined) return
    const broken = luck.pick([
      { ...found.value, sends: 'not a record' },
      { ...found.value, invitee: undefined },
      { ...found.value, answers: [{ answer: 'perhaps' }] },
    ])
    storage.put(partition, key, broken, found.version)
    spoiled.set(key, broken)
    // What they were to get meanwhile is theirs who mend it, and what was on its way may be answered twice.
    person.freed = true
    person.spoiled = true
    const from = timeline.now()
    const until = from + luck.between(HOUR, 2 * DAY_MILLIS)
    whiles.push({ from, until })
    timeline.at(until, () => {
      const stands = storage.get(partition, key)
      spoiled.delete(key)
      // Somebody mends the row by hand, as it was.
      if (stands) storage.put(partition, key, found.value, stands.version)
    })
  }

  const waves = ['invite', 'follow-up-1', 'follow-up-2', 'reminder']
  for (let n = 1 + luck.below(4); n > 0; n--) {
    const wave = earliest(luck.pick(waves), lastStage(ledger).meeting, undefined, scene.holidays)
    const at = luck.happens(0.5) ? wave - luck.between(0, 2 * HOUR) : opening - luck.between(8, 34) * DAY_MILLIS
    timeline.at(at, () => spoils(luck.pick([...ledger.people.values()])))
  }

  /** A wave that fell due in calm weather while a row could not be read, and left to nobody before it could. */
  function stood(wave: string): boolean {
    const { meeting, wishes, canceled } = lastStage(ledger)
    const due = earliest(wave, meeting, wishes[wave], scene.holidays)
    const calm = Math.max(
      scene.weather.until,
      ledger.lastSignedAt,
      ledger.lastResumedAt,
      ...ledger.stages.map(({ ackedAt }) => ackedAt ?? Number.POSITIVE_INFINITY),
    )
    // Whoever has written waits for a person's word, and whoever is away for their return, and not for a row.
    const letters = [...ledger.people.values()]
      .filter(({ wrote, away }) => wrote.length === 0 && !away)
      .flatMap(({ id }) => ledger.byPerson.get(id) ?? [])
      .filter(each => each.wave === wave)
    const first = Math.min(...letters.map(({ at }) => at))
    return (
      !canceled &&
      due > calm + DAY_MILLIS &&
      letters.length > 0 &&
      whiles.some(({ from, until }) => from < due && due < until - HOUR && first >= until)
    )
  }

  return {
    applied({ key, value }: Applied) {
      const broken = spoiled.get(key)
      if (broken !== undefined && value !== broken) wrong.push(['what cannot be read is left as it is', key])
    },
    reckon(fail) {
      for (const [rule, about] of wrong) fail(rule, about)
      for (const wave of waves) if (stood(wave)) fail('a row that cannot be read costs itself alone', wave)
    },
  }
}
