import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

/** What each room may import: other rooms, and packages (`node:` stands for all of Node's own). */
const MAY: Record<string, { rooms: string[]; packages: string[] }> = {
  domain: { rooms: [], packages: ['temporal-polyfill'] },
  templates: { rooms: [], packages: [] },
  mail: {
    rooms: ['domain', 'templates'],
    packages: [
      'ics',
      'ical.js',
      'postal-mime',
      'htmlparser2',
      'email-reply-parser',
      'marked',
      'node:crypto',
      'nodemailer',
    ],
  },
  pages: { rooms: ['domain'], packages: ['hono', 'pdfkit'] },
  functions: {
    rooms: ['domain', 'mail', 'pages', 'templates'],
    packages: ['hono', 'zod', 'papaparse', 'read-excel-file', 'fflate', 'htmlparser2', 'node:crypto', 'node:zlib'],
  },
  infra: { rooms: ['aws'], packages: ['aws-cdk-lib', 'constructs', 'cdk-nag', 'zod'] },
  aws: {
    rooms: ['functions', 'mail', 'domain'],
    packages: [
      'node:',
      'zod',
      'hono',
      '@aws-sdk/client-dynamodb',
      '@aws-sdk/client-s3',
      '@aws-sdk/client-scheduler',
      '@aws-sdk/client-sesv2',
      '@smithy/node-http-handler',
      'aws-lambda',
      '@aws-lambda-powertools/logger',
      '@aws-lambda-powertools/metrics',
      '@aws-lambda-powertools/tracer',
    ],
  },
  local: {
    rooms: ['functions', 'mail', 'domain'],
    packages: [
      'node:',
      'hono',
      '@hono/node-server',
      'zod',
      'nodemailer',
      'postal-mime',
      'smtp-server',
      'imapflow',
      'temporal-polyfill',
    ],
  },
}
const ROOMS = Object.keys(MAY)
const isBuild = (file: string) => /^(templates|pages|aws)\/build\//.test(file)
const FILES = ROOMS.flatMap(room => globSync(`${room}/**/*.{ts,tsx}`)).map(normalize)
const SOURCE = new Map(FILES.map(file => [file, readFileSync(file, 'utf8')]))

/** What a file imports: files of ours by path, packages by name. */
function importsOf(file: string): { files: string[]; packages: string[] } {
  const source = readFileSync(file, 'utf8')
  const names = [...source.matchAll(/^\s*(?:import|export)\b[^'"\n]*(?:\{[^}]*\}[^'"\n]*)?\bfrom\s+'([^']+)'/gm)]
  const bare = [...source.matchAll(/^\s*import\s+'([^']+)'/gm), ...source.matchAll(/\bimport\('([^']+)'\)/g)]
  const all = [...names, ...bare].map(match => match[1] ?? '')
  return {
    files: all.filter(name => name.startsWith('.')).map(name => normalize(join(dirname(file), name))),
    packages: all.filter(name => !name.startsWith('.')),
  }
}
/** The rooms of domain, functions and pages: each may use those before it. */
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
]
const LAYERS_WITH_ROOMS = ['domain', 'functions', 'pages']
/** What puts the rooms together. */
const FRONT = ['functions/web.tsx', 'functions/guests.ts', 'functions/public.tsx']
const MOST_FILES = 25
/** Which floor a file's room is on; undefined: it stands in none. */
const floorOf = (file: string): number | undefined => {
  const [, room = '', inside] = file.split('/')
  const floor = ORDER.indexOf(room)
  return inside === undefined || floor < 0 ? undefined : floor
}
const roomOf = (file: string) => file.split('/')[0] ?? ''
const packageOf = (name: string) =>
  (name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : name.split('/')[0]) ?? ''

describe('the house', () => {
  test('arrows between rooms go one way', () => {
    const wrong = FILES.filter(file => !isBuild(file)).flatMap(file => {
      const may = MAY[roomOf(file)]
      const { files, packages } = importsOf(file)
      return [
        ...files.map(roomOf).filter(room => room !== roomOf(file) && !may?.rooms.includes(room)),
        ...packages.filter(
          name =>
            !may?.packages.some(
              each => each === name || each === packageOf(name) || (each === 'node:' && name.startsWith('node:')),
            ),
        ),
      ].map(what => `${file} imports ${what}`)
    })
    expect(wrong).toEqual([])
  })

  test('of the templates, functions take the texts and nothing else', () => {
    const taken = FILES.filter(file => roomOf(file) === 'functions').flatMap(file => importsOf(file).files)
    expect([...new Set(taken.filter(file => roomOf(file) === 'templates'))]).toEqual(['templates/texts.ts'])
  })

  test('infra takes the names of the environment and nothing else of aws', () => {
    const taken = FILES.filter(file => roomOf(file) === 'infra').flatMap(file => importsOf(file).files)
    expect([...new Set(taken.filter(file => roomOf(file) === 'aws'))]).toEqual(['aws/environment.ts'])
  })

  test('arrows between the rooms of a layer go one way, in the order of the method', () => {
    const wrong = FILES.filter(file => LAYERS_WITH_ROOMS.includes(roomOf(file)) && floorOf(file) !== undefined)
      .filter(file => !/\/(?:build|compiled)\//.test(file))
      .flatMap(file =>
        importsOf(file)
          .files.filter(to => roomOf(to) === roomOf(file) && !to.includes('/compiled/'))
          .filter(to => (floorOf(to) ?? ORDER.length) > (floorOf(file) ?? 0))
          .map(to => `${file} imports ${to}`),
      )
    expect(wrong).toEqual([])
  })

  test('every file of such a layer stands in a room, and a room can be taken in at a glance', () => {
    const files = FILES.filter(file => LAYERS_WITH_ROOMS.includes(roomOf(file)))
    const loose = files.filter(file => floorOf(file) === undefined && !FRONT.includes(file))
    expect(loose.filter(file => !/\/(?:build|compiled)\//.test(file))).toEqual([])
    const crowded = Object.entries(Object.groupBy(FILES, file => dirname(file)))
      .map(([room, inside = []]) => `${room}: ${inside.length}`)
      .filter(line => Number(line.split(': ')[1]) > MOST_FILES)
    expect(crowded).toEqual([])
  })

  test('no circle of imports', () => {
    const state = new Map<string, 'open' | 'done'>()
    const circles: string[] = []
    const visit = (file: string, path: string[]) => {
      if (state.get(file) === 'done') return
      if (state.get(file) === 'open') {
        circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
        return
      }
      state.set(file, 'open')
      for (const next of importsOf(file).files) if (SOURCE.has(next)) visit(next, [...path, file])
      state.set(file, 'done')
    }
    for (const file of FILES) visit(file, [])
    expect(circles).toEqual([])
  })

  test('no dead files', () => {
    const alive = new Set<string>()
    const reach = (file: string) => {
      if (alive.has(file) || !SOURCE.has(file)) return
      alive.add(file)
      for (const next of importsOf(file).files) reach(next)
    }
    const doors = FILES.filter(file => file.startsWith('aws/doors/'))
    for (const entry of [
      'local/main.ts',
      'local/export.ts',
      'aws/import.ts',
      'infra/main.ts',
      ...doors,
      ...FILES.filter(isBuild),
    ])
      reach(normalize(entry))
    for (const bench of globSync('bench/*.ts')) for (const next of importsOf(bench).files) reach(next)
    expect(FILES.filter(file => !alive.has(file))).toEqual([])
  })

  test('time and chance come in through ports', () => {
    const forbidden =
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\brandomUUID\b|\bset(?:Timeout|Interval|Immediate)\b/
    const wrong = FILES.filter(
      file =>
        ['domain', 'mail', 'pages', 'functions'].includes(roomOf(file)) &&
        !isBuild(file) &&
        !file.includes('/compiled/'),
    ).filter(file => forbidden.test(SOURCE.get(file) ?? ''))
    expect(wrong).toEqual([])
  })

  test('a file is one idea: of a length one can read, under a name that says which', () => {
    const long = FILES.filter(file => !file.includes('/compiled/'))
      .map(file => [file, (SOURCE.get(file) ?? '').split('\n').length] as const)
      .filter(([file, lines]) => lines > (LONG[file] ?? 320))
    expect(long).toEqual([])
    expect(FILES.filter(file => /(^|[-/])(util|utils|helper|helpers|common|manager|service)[-.]/.test(file))).toEqual(
      [],
    )
  })
})

/** Longer than others for a reason: every document Convoke keeps is named in one place. */
const LONG: Record<string, number> = {
  'mail/inbound/reply-rules.ts': 460,
  'functions/keep/documents.ts': 400,
  'pages/list/import.tsx': 420,
}
