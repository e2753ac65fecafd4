/** The rules of the house: what is wrong with it, a line each. A house is its files, and what of ours each imports. */
import { dirname } from 'node:path'

export type House = ReadonlyMap<string, readonly string[]>

/** What of ours each layer may import. What it may import from outside stands in biome.json. */
const MAY: Record<string, string[]> = {
  domain: [],
  templates: [],
  mail: ['domain', 'templates'],
  pages: ['domain'],
  functions: [
    'domain',
    'mail',
    'pages',
    'templates/texts.ts',
    'templates/partner-texts.ts',
    'templates/meeting-texts.ts',
    'templates/errand-texts.ts',
    'templates/signing-texts.ts',
    'templates/notice-texts.ts',
    'templates/errands/row.ts',
  ],
  identity: ['functions/keep/ports.ts', 'functions/keep/proof/vouching.ts', 'functions/keep/proof/passkeys.ts'],
  infra: ['aws/environment.ts', 'identity/openid-settings.ts'],
  // Mailboxes are read the same way by both edges; its version goes into the bundles, beside which no package.json lies.
  aws: [
    'functions',
    'mail',
    'domain',
    'identity',
    'package.json',
    'local/mail/arrival.ts',
    'local/mail/imap.ts',
    'local/mail/sorter.ts',
    'local/account/graph.ts',
    'local/account/graph-inbox.ts',
    'local/account/kept-account.ts',
    'local/account/mail-account.ts',
    'local/account/providers.ts',
  ],
  local: ['functions', 'mail', 'domain', 'identity'],
}
export const LAYERS = Object.keys(MAY)

/** The rooms of domain, functions and pages, in the order of the method: each may use those before it. */
const ORDER = [
  'keep',
  'web',
  'access',
  'send',
  'list',
  'answer',
  'campaign',
  'prepare',
  'teams',
  'day',
  'table',
  'rounds',
  'operate',
]
const WITH_ROOMS = ['domain', 'functions', 'pages']
/** What puts the rooms together. */
const FRONT = ['functions/web.tsx', 'functions/guests.ts', 'functions/public.tsx']

const MOST_FILES = 25
const MOST_LINES = 300
/** Tests tell a story over one setup, and may be somewhat longer. */
const MOST_LINES_OF_TEST = 400

/** What makes files of the house, and what it made: made by machines, or run by hand. */
export const isMade = (file: string): boolean => /\/(?:build|compiled)\//.test(file)
const layerOf = (file: string): string => file.split('/')[0] ?? ''
/** Which floor a file's room is on; undefined: it stands in none. */
function floorOf(file: string): number | undefined {
  const [, room = '', inside] = file.split('/')
  const floor = ORDER.indexOf(room)
  return inside === undefined || floor < 0 ? undefined : floor
}

const arrows = (house: House, isWrong: (from: string, to: string) => boolean): string[] =>
  [...house].flatMap(([from, imports]) =>
    imports.filter(to => !isMade(from) && isWrong(from, to)).map(to => `${from} imports ${to}`),
  )

/** Imports of a layer that the layer may not import. */
export const wrongArrows = (house: House): string[] =>
  arrows(house, (from, to) => {
    const may = MAY[layerOf(from)] ?? []
    return layerOf(to) !== layerOf(from) && !may.includes(layerOf(to)) && !may.includes(to)
  })

/** Imports of a later room of the same layer. */
export const roomsAhead = (house: House): string[] =>
  arrows(house, (from, to) => {
    const floor = floorOf(from)
    const isOfLayer = WITH_ROOMS.includes(layerOf(from)) && layerOf(to) === layerOf(from) && !isMade(to)
    return floor !== undefined && isOfLayer && (floorOf(to) ?? ORDER.length) > floor
  })

/** Imports of what is not there. */
export const broken = (house: House, isThere: (file: string) => boolean): string[] =>
  [...house].flatMap(([from, imports]) => imports.filter(to => !isThere(to)).map(to => `${from} imports ${to}`))

/** Files of a layer with rooms that stand in none. */
export const withoutRoom = (house: House): string[] =>
  [...house.keys()].filter(
    file => WITH_ROOMS.includes(layerOf(file)) && floorOf(file) === undefined && !isMade(file) && !FRONT.includes(file),
  )

/** Circles of imports, each as its way. */
export function circles(house: House): string[] {
  const state = new Map<string, 'open' | 'done'>()
  const found: string[] = []
  const visit = (file: string, path: string[]) => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file].join(' → '))
      return
    }
    state.set(file, 'open')
    for (const next of house.get(file) ?? []) if (house.has(next)) visit(next, [...path, file])
    state.set(file, 'done')
  }
  for (const file of house.keys()) visit(file, [])
  return found
}

/** Files that no door leads to. */
export function dead(house: House, doors: readonly string[]): string[] {
  const alive = new Set<string>()
  const reach = (file: string) => {
    if (alive.has(file) || !house.has(file)) return
    alive.add(file)
    for (const next of house.get(file) ?? []) reach(next)
  }
  for (const door of doors) reach(door)
  return [...house.keys()].filter(file => !alive.has(file))
}

/** Folders that cannot be taken in at a glance. */
export const crowded = (files: readonly string[]): string[] =>
  Object.entries(Object.groupBy(files, file => dirname(file)))
    .filter(([, inside = []]) => inside.length > MOST_FILES)
    .map(([folder, inside = []]) => `${folder}: ${inside.length}`)

/**
 * Files of more lines than one can read, and exceptions that are none: longer than they say, or not longer than any other
 * may be.
 */
export function tooLong(lines: ReadonlyMap<string, number>, exceptions: Record<string, number>): string[] {
  const most = (file: string) => (/^(?:test|bench)\//.test(file) ? MOST_LINES_OF_TEST : MOST_LINES)
  const idle = Object.keys(exceptions).filter(file => (lines.get(file) ?? 0) <= most(file))
  return [
    ...[...lines]
      .filter(([file, count]) => count > (exceptions[file] ?? most(file)))
      .map(([file, count]) => `${file}: ${count}`),
    ...idle.map(file => `${file}: needs no exception`),
  ]
}

/** Files whose names say nothing. */
export const namedForNothing = (files: readonly string[]): string[] =>
  files.filter(file => /(^|[-/])(util|utils|helper|helpers|common|misc|manager|service)[-.]/.test(file))

/**
 * Names that are exported of more than one file, with their homes. A port is made under one name by both edges, and AWS
 * asks each door for one of its own.
 */
export function twoHomes(exports: ReadonlyMap<string, readonly string[]>): Record<string, string[]> {
  const homes = new Map<string, string[]>()
  for (const [file, names] of exports)
    for (const name of names) homes.set(name, [...(homes.get(name) ?? []), file].sort())
  const isOfBothEdges = ([here = '', there = '', more]: readonly string[]) =>
    more === undefined && layerOf(here) === 'aws' && layerOf(there) === 'local'
  const isOfDoors = (files: readonly string[]) => files.every(file => /^aws\/(?:doors|steps)\//.test(file))
  return Object.fromEntries(
    [...homes].filter(([, files]) => files.length > 1 && !isOfBothEdges(files) && !isOfDoors(files)).sort(),
  )
}
