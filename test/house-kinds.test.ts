import { globSync, readFileSync } from 'node:fs'
import { normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { KINDS } from '../domain/keep/kinds.ts'
import { PULSE_AGAIN_KEY, WITHDRAWN } from '../domain/keep/wave-id.ts'
import { WAVES } from '../domain/keep/wave-kinds.ts'
import { LETTERS } from '../mail/letter-kinds.ts'

/** The tables themselves, and the one place that writes and reads the keys of letters. */
const TABLES = [
  'domain/keep/kinds.ts',
  'domain/keep/wave-kinds.ts',
  'domain/keep/wave-id.ts',
  'mail/letter-kinds.ts',
].map(normalize)

/** Words of buttons that happen to read like a kind. */
const BUTTONS = ["functions/answer/settle-matter.ts: === 'invite'", "functions/teams/times.routes.tsx: case 'agenda'"]

const names = [
  ...Object.keys(KINDS),
  ...Object.values(KINDS).flatMap(({ waves }) => waves.map(({ id }) => id)),
  ...Object.keys(WAVES),
  ...Object.keys(LETTERS),
  PULSE_AGAIN_KEY,
  WITHDRAWN,
]
const NAME = `(?:${[...new Set(names)].sort((a, b) => b.length - a.length).join('|')})`
const QUOTED = `['"\`]${NAME}['"\`]`
/** What is kept by the key of a letter, and the tables. */
const KEYED = '(?:sends|left|rounds|KINDS|WAVES|LETTERS)'

/** How code would ask for a name instead of the row. */
const ASKS_A_NAME = [
  `[=!]==?\\s*${QUOTED}`,
  `${QUOTED}\\s*[=!]==?`,
  `\\bcase\\s+${QUOTED}`,
  `\\.(?:includes|has|indexOf|lastIndexOf|startsWith|endsWith)\\(\\s*${QUOTED}`,
  `(?<![\\w\\])>])\\[\\s*${QUOTED}(?:\\s*,\\s*${QUOTED})*\\s*,?\\s*\\]`,
  `\\b${KEYED}(?:\\??\\.${NAME}\\b|(?:\\?\\.)?\\[\\s*${QUOTED})`,
  `\\{(?:[^{}]*,)?\\s*${NAME}\\s*[:,}][^{}]*\\}?\\s*=\\s*[\\w.?]*\\b${KEYED}\\b`,
]
/** How code would take the key of a letter apart, or put one together. */
const HANDLES_A_KEY = ['[\'"`](?:thanks:|update-)', '\\\\\\.\\\\d[+*]?\\)?\\$']

const FILES = ['domain', 'mail', 'pages', 'functions', 'local', 'aws']
  .flatMap(layer => globSync(`${layer}/**/*.{ts,tsx}`))
  .map(normalize)
  .filter(file => !TABLES.includes(file) && !/\/(?:build|compiled)\//.test(file))

const SOURCE = FILES.map(file => [file, readFileSync(file, 'utf8')] as const)

const findsIn = (patterns: readonly string[], source: string): string[] =>
  patterns.flatMap(pattern => [...source.matchAll(new RegExp(pattern, 'g'))].map(([text]) => text.replace(/\s+/g, ' ')))
const found = (patterns: readonly string[]): string[] =>
  SOURCE.flatMap(([file, source]) => findsIn(patterns, source).map(text => `${file}: ${text}`))

describe('a kind is a row', () => {
  test('no code but the tables asks for the name of a kind of meeting, wave or letter', () => {
    expect(found(ASKS_A_NAME).filter(each => !BUTTONS.includes(each))).toEqual([])
  })

  test('the keys of letters are written and read in one place', () => {
    expect(found(HANDLES_A_KEY)).toEqual([])
  })

  test.each([
    "meeting?.kind !== 'launch'",
    "if ('quarterly' === kind) return",
    "switch (kind) { case 'action-team': }",
    "(['launch', 'quarterly'] as Name[]).includes(kind)",
    "const NEWS: readonly WaveKind[] = [\n  'update',\n  'cancellation',\n]",
    "wave.startsWith('follow-up')",
    'campaign.left.invite ?? campaign.left.hold',
    "sends['pulse-again']",
    'const { at, reminder } = stands.left',
    'KINDS.launch.goal',
  ])('what asks for a name is found: %s', source => {
    expect(findsIn(ASKS_A_NAME, source)).not.toEqual([])
  })

  test.each(["key.startsWith('thanks:')", '`update-`', 'key.replace(/\\.\\d+$/, "")'])(
    'what handles a key is found: %s',
    source => {
      expect(findsIn(HANDLES_A_KEY, source)).not.toEqual([])
    },
  )

  test.each([
    "makeToken(secret, 'pulse', campaign, id)",
    "const wanted = { kind: 'quarterly', date }",
    "rowKey('reminder')",
    "Kind['texts']['reminder']",
    'const { [WITHDRAWN]: withdrawn, ...sends } = stands.sends',
  ])('what only says a name is left alone: %s', source => {
    expect(findsIn([...ASKS_A_NAME, ...HANDLES_A_KEY], source)).toEqual([])
  })
})
