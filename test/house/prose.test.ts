/** State is no prose: what is decided follows from fields and names that are declared, never from a sentence. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is source of others that is written here
import { globSync, readFileSync } from 'node:fs'
import { normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { comparedWithProse } from './prose.ts'

/** What the first version told in sentences is read once more, to become values. */
const OLD_SENTENCES = ['functions/keep/told-events.ts', 'functions/keep/upgrade-prose.ts'].map(normalize)

const sourcesOf = (...layers: string[]) =>
  new Map(
    layers
      .flatMap(layer => globSync(`${layer}/**/*.{ts,tsx}`))
      .map(normalize)
      .filter(file => !OLD_SENTENCES.includes(file) && !/\/(?:build|compiled)\//.test(file))
      .map(file => [file, readFileSync(file, 'utf8')] as const),
  )
const SOURCES = sourcesOf('domain', 'functions', 'pages')

/** Headings of tables, which are read as people's own are. */
const HEADINGS = ['domain/list/left-out.ts: title === MARKED']

const seen = (source: string): string[] => comparedWithProse(new Map([['a.ts', source]]))

describe('state is no prose', () => {
  test('nothing compares with a sentence', () => {
    expect(SOURCES.size).toBeGreaterThan(300)
    expect(comparedWithProse(SOURCES, sourcesOf('mail'))).toEqual(HEADINGS)
  })

  test.each([
    "history.some(({ what }) => what === 'offered to lead')",
    "'offered to lead' != what",
    'what === `${person.name} joined`',
    'const joined = `${person.name} joined`\nhistory.filter(each => each.what === joined)',
    'const againWords = (wave: string) => `${wave}: sent again`\nhistory.some(({ what }) => what === againWords(wave))',
    "export const APPROVED = 'approved the delegate'\nsettled?.how === APPROVED",
    "reason.startsWith('delayed by ')",
    "switch (what) { case 'is back again': break }",
    "['was there', 'was not there'].includes(what)",
    "new Set(list).has('taken off the list')",
  ])('what compares with a sentence is seen: %s', source => {
    expect(seen(source)).not.toEqual([])
  })

  test.each([
    "type Status = 'draft' | 'awaiting signatures'\nif (status === 'awaiting signatures') leave()",
    "const status = z.enum(['sent', 'in doubt'])\nif (send.status !== 'in doubt') leave()",
    "const HELD_BACK = 'held back by the convener'\nconst SKIPS = ['answered', HELD_BACK] as const\nsend.why === HELD_BACK",
    "const TITLES = { 'old time': 'Said yes to the old time' }\nif (state === 'old time') leave()",
    "const words = how === 'away' ? 'is away' : 'is back'",
    "text.includes(' ')",
    "key.startsWith('thanks:')",
  ])('a name that is declared, and what only says a sentence, is left alone: %s', source => {
    expect(seen(source)).toEqual([])
  })
})
