/** Values and typed words: what they become in a letter, and what may not happen to it by them. */
import { describe, expect, test } from 'vitest'
import {
  asPlain,
  asWords,
  escapeHtml,
  fillShared,
  joined,
  listed,
  oneLine,
  personFields,
  plainly,
  quotedWords,
  type SharedField,
  spelled,
  splitFields,
  unknownFields,
  unknownIn,
  written,
} from '../../mail/merge.ts'
import { cutAt } from '../../mail/octets.ts'

test.each([
  [[], ''],
  [['A'], 'A'],
  [['A', 'B'], 'A and B'],
  [['A', 'B', 'C'], 'A, B and C'],
])('%j are listed as “%s”', (names, said) => expect(listed(names)).toBe(said))

test.each([
  ['Ann Lee', 'Ann Lee'],
  [' Ann  Lee ', 'Ann Lee'],
  ['Ann\r\nLee\t\u2028\u0000x', 'Ann Lee x'],
  ['\u00a0Zoë\u00a0', 'Zoë'],
  ['half \ud83d', 'half \ufffd'],
  ['', ''],
])('%j is one line: %j', (value, line) => expect(oneLine(value)).toBe(line))

/** As letters of the first version spell it. */
const OLD = ['organi', 'sation'].join('')

test.each([
  [' First name ', 'first_name'],
  ['FIRST-NAME', 'first_name'],
  ['first \t- name', 'first_name'],
  [OLD, 'organization'],
  [`my ${OLD}`, `my_${OLD}`],
  [`${OLD}s`, `${OLD}s`],
])('the field %j is spelled %s', (typed, field) => expect(spelled(typed)).toBe(field))

describe('a field', () => {
  test.each([
    ['{{name}}', []],
    [`{{ ${OLD.toUpperCase()} }} {{DATE}}`, []],
    ['{{x}} {{ y }} {{x}}', ['{{x}}', '{{ y }}']],
    ['{{name} and {{', ['{{name}', '{{']],
    ['{{{{name}}', ['{{']],
    [`{{${'a'.repeat(60)}}}`, [`{{${'a'.repeat(60)}}}`]],
    ['{name} }} {{a\nb}}', ['{{a']],
    ['{{}}', ['{{}}']],
  ])('of “%s” that is none is %j', (text, found) => expect(unknownFields(text)).toEqual(found))

  test('that only some texts know is none in others', () => {
    expect(unknownFields('{{who}} {{name}}', ['who'])).toEqual(['{{name}}'])
    expect(unknownIn({ subject: '{{name}}', body: '{{x}} {{y}}', note: 'a {{z' })).toEqual({
      body: ['{{x}}', '{{y}}'],
      note: ['{{z'],
    })
    expect(unknownIn({ subject: '' })).toEqual({})
  })

  test('cuts a text; what is none stays as it was typed', () => {
    const cut = (text: string) => splitFields(text, field => field.toUpperCase())
    expect(cut('a {{name}}{{ Date }} {{x}} b')).toEqual(['a ', { slot: 'name' }, 'DATE', ' {{x}} b'])
    expect(cut('{{title}}')).toEqual([{ slot: 'title' }])
    expect(cut('')).toEqual([])
    const shared = { date: 'Monday', place: '{{name}}' } as Record<SharedField, string>
    expect(fillShared('{{Name}} on {{date}} at {{place}}', shared)).toBe('{{name}} on Monday at {{name}}')
  })

  test('is filled by a value of one line, or by nothing', () => {
    const pieces = joined(['a', '', 'b', { slot: 'name' }, { slot: 'title' }, '', 'c', 'd'])
    expect(pieces).toEqual(['ab', { slot: 'name' }, { slot: 'title' }, 'cd'])
    expect(joined(['', ''])).toEqual([])
    expect(written(pieces, { name: ' A\nB ' }, value => `<${value}>`)).toBe('ab<A B><>cd')
  })
})

test.each([
  ['Tom & Jerry’s', 'Tom &amp; Jerry’s'],
  [`<a href="x" id='y'>`, '&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;'],
  ['&amp;', '&amp;amp;'],
  ['plain', 'plain'],
])('%s is written %s in HTML', (value, html) => expect(escapeHtml(value)).toBe(html))

describe('typed words', () => {
  test.each([
    ['a *b* _c_ `d` [e] <f> ~g~ \\', 'a \\*b\\* \\_c\\_ \\`d\\` \\[e\\] \\<f\\> \\~g\\~ \\\\'],
    ['ann@lee.example', 'ann\\@lee.example'],
    ['http://x', 'http\\://x'],
    ['8:00 a.m.: be there', '8:00 a.m.: be there'],
    ['WWW.x.example wwwx', 'WWW\\.x.example wwwx'],
    ['{{name}} {a}', '\\{\\{name}} {a}'],
    ['# a # b', '\\# a # b'],
    ['- a', '\\- a'],
    ['+ a', '\\+ a'],
    ['=== a', '\\=== a'],
    ['12. a 13. b', '12\\. a 13. b'],
    ['12) a', '12\\) a'],
    ['12 a', '12 a'],
    ['a\nb', 'a b'],
  ])('%j stand in an edited text as %j', (typed, kept) => expect(plainly(typed)).toBe(kept))

  test('stand in Markdown as words and nothing else', () => {
    const marks = '\\`*_{}[]<>()#+.!|~:&@-'
    expect(asWords(`a${marks}b\nc`)).toBe(`a${[...marks].map(mark => `\\${mark}`).join('')}b c`)
    expect(quotedWords('a.\r\n\n \n- b')).toBe('> a\\.\n>\n> \\- b')
    expect(quotedWords(' \n')).toBe('')
    expect(asPlain('{{name}} {a} *b*\nc {{{')).toBe('{ {name}} {a} *b* c { { {')
  })
})

test('who is not known is a colleague at your company, greeted as they wish', () => {
  const fields = (over: object) => personFields({ name: 'Dr. Ann Lee', title: ' CEO\n', company: 'Lee', ...over })
  expect(fields({})).toEqual({ first_name: 'Ann', name: 'Dr. Ann Lee', title: 'CEO', company: 'Lee' })
  expect(fields({ greeting: 'Annie ' }).first_name).toBe('Annie')
  expect(fields({ greeting: '' }).first_name).toBe('Ann')
  expect(fields({ name: ' ', company: '\t' })).toMatchObject({
    first_name: 'colleague',
    name: 'colleague',
    company: 'your company',
  })
})

test.each<[string, number, number | undefined, string[]]>([
  ['', 3, undefined, ['']],
  ['abc', 3, undefined, ['abc']],
  ['abcd', 3, undefined, ['abc', 'd']],
  ['abcdefg', 3, 1, ['a', 'bcd', 'efg']],
  ['éé', 3, undefined, ['é', 'é']],
  ['aé😀b', 4, 3, ['aé', '😀', 'b']],
])('%j is cut into pieces of %i octets, the first of %s', (text, limit, first, pieces) => {
  expect(cutAt(text, limit, first)).toEqual(pieces)
})
