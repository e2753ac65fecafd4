/** A kind of meeting, wave or letter is a row: code asks the row, and only the tables know the names. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is source of others that is written here
import { globSync, readFileSync } from 'node:fs'
import { normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { KINDS } from '../../domain/keep/kinds.ts'
import { PULSE_AGAIN_KEY, WITHDRAWN } from '../../domain/keep/wave-id.ts'
import { WAVES } from '../../domain/keep/wave-kinds.ts'
import { LETTERS } from '../../mail/letter-kinds.ts'
import { literalsOf } from './literals.ts'
import { asksFor, type Names } from './names.ts'

/** The tables, and the one place that writes and reads the keys of letters. */
const TABLES = [
  'domain/keep/kinds.ts',
  'domain/keep/wave-kinds.ts',
  'domain/keep/wave-id.ts',
  'mail/letter-kinds.ts',
].map(normalize)

/** Words of buttons that happen to read like a kind. */
const BUTTONS = [
  "functions/answer/settle-matter.ts: word === 'invite'",
  "functions/teams/times.routes.tsx: case 'agenda'",
]

const THESE: Names = {
  names: new Set([
    ...Object.keys(KINDS),
    ...Object.values(KINDS).flatMap(({ waves }) => waves.map(({ id }) => id)),
    ...Object.keys(WAVES),
    ...Object.keys(LETTERS),
    PULSE_AGAIN_KEY,
    WITHDRAWN,
  ]),
  kept: new Set(['sends', 'left', 'rounds', 'KINDS', 'WAVES', 'LETTERS']),
}

const SOURCES = new Map(
  ['domain', 'mail', 'pages', 'functions', 'local', 'aws']
    .flatMap(layer => globSync(`${layer}/**/*.{ts,tsx}`))
    .map(normalize)
    .filter(file => !TABLES.includes(file) && !/\/(?:build|compiled)\//.test(file))
    .map(file => [file, readFileSync(file, 'utf8')] as const),
)

/** Literals that take the key of a letter apart, or put one together. */
const keysIn = (sources: ReadonlyMap<string, string>): string[] =>
  literalsOf(sources)
    .filter(({ kind, text }) =>
      kind === 'pattern' ? /\\\.\(?(?:\\d|\[0-9\])[+*]\)?\$/.test(text) : /^`?(?:thanks:|update-)/.test(text),
    )
    .map(({ file, text }) => `${file}: ${text}`)

describe('a kind is a row', () => {
  test('no code but the tables asks for the name of a kind of meeting, wave or letter', () => {
    expect(SOURCES.size).toBeGreaterThan(300)
    const asked = [...SOURCES].flatMap(([file, source]) => asksFor(THESE, file, source))
    expect(asked.filter(each => !BUTTONS.includes(each))).toEqual([])
    expect(BUTTONS.filter(each => !asked.includes(each))).toEqual([])
  })

  test('the keys of letters are written and read in one place', () => {
    expect(keysIn(SOURCES)).toEqual([])
  })

  test.each([
    "meeting?.kind !== 'launch'",
    "'quarterly' === kind",
    'kind == `debrief`',
    "switch (kind) { case 'action-team': }",
    "(['launch', 'quarterly'] as Name[]).includes(kind)",
    "const news: readonly WaveKind[] = [\n  'update',\n  'cancellation',\n]",
    "wave.startsWith('follow-up')",
    'campaign.left.invite ?? campaign.left.hold',
    "invitation.sends['pulse-again']",
    "campaign?.left?.['summary']",
    'const { at, reminder } = stands.left',
    "const { 'follow-up-1': first } = stands.sends",
    'KINDS.launch.goal',
  ])('what asks for a name is seen: %s', source => {
    expect(asksFor(THESE, 'a.ts', source)).not.toEqual([])
  })

  test.each([
    "makeToken(secret, 'pulse', campaign, id)",
    "const wanted = { kind: 'quarterly', date }",
    "rowKey('reminder')",
    "let text: Kind['texts']['reminder']",
    'const { [WITHDRAWN]: withdrawn, ...sends } = stands.sends',
    "const words = ['thanks', 'many thanks']",
    '// not where kind === "launch"',
  ])('what only says a name is left alone: %s', source => {
    expect([...asksFor(THESE, 'a.ts', source), ...keysIn(new Map([['a.ts', source]]))]).toEqual([])
  })

  test.each(["key.startsWith('thanks:')", 'const key = `update-${sequence}`', 'key.replace(/\\.\\d+$/, "")'])(
    'what handles a key is seen: %s',
    source => {
      expect(keysIn(new Map([['a.ts', source]]))).not.toEqual([])
    },
  )
})
