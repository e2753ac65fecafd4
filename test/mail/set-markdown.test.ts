/** What typed Markdown becomes in a letter, block by block: as HTML and as plain text. */
import { describe, expect, test } from 'vitest'
import { bodyAsText, setMarkdown } from '../../mail/markdown.ts'
import { escapeHtml, type SharedField, written } from '../../mail/merge.ts'
import { guesses } from './well-formed.ts'

const shared: Record<SharedField, string> = {
  sector: 'Food',
  region: 'North\nSouth <x>',
  partnership: 'P',
  organization: 'O & Co',
  date: 'Tuesday',
  time: '8:00',
  place: 'Hall',
  host: 'Host',
  champions: 'A and B',
}
/** Without what says how it looks. */
const html = (body: string) => {
  const set = written(setMarkdown(body, shared).html, { name: 'A & B' }, escapeHtml)
  expect(guesses(set)).toEqual([])
  return set.replaceAll(/ style="[^"]+"/g, '')
}
const text = (body: string) => written(setMarkdown(body, shared).text, { name: 'A & B' }, value => value)

describe('typed Markdown', () => {
  test.each<[string, string, string, string]>([
    ['paragraphs', 'One.\n\n\nTwo.', '<p>One.</p>\n<p>Two.</p>\n', 'One.\n\nTwo.'],
    ['line breaks', 'One,\ntwo.', '<p>One,<br>\ntwo.</p>\n', 'One,\ntwo.'],
    [
      'words that stand out',
      '**a** *b* ~~c~~ **d *e***',
      '<p><strong>a</strong> <em>b</em> <s>c</s> <strong>d <em>e</em></strong></p>\n',
      'a b c d e',
    ],
    ['a title', '# A *b*', '<h2>A <em>b</em></h2>\n', 'A b'],
    ['a lesser title', '## A\n\n### B', '<h3>A</h3>\n<h3>B</h3>\n', 'A\n\nB'],
    ['a list', '- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n', '- a\n- b'],
    ['a numbered list', '1. a\n2. b', '<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n', '1. a\n2. b'],
    ['one that goes on', '9. a\n9. b', '<ol start="9">\n<li>a</li>\n<li>b</li>\n</ol>\n', '9. a\n10. b'],
    ['one that begins at nothing', '0. a\n1. b', '<ol start="0">\n<li>a</li>\n<li>b</li>\n</ol>\n', '0. a\n1. b'],
    ['ninety-nine and more', '99. a\n100. b', '<ol start="99">\n<li>a</li>\n<li>b</li>\n</ol>\n', '99. a\n100. b'],
    ['a hundred, which is prose', '100. a\n101. b', '<p>100. a<br>\n101. b</p>\n', '100. a\n101. b'],
    ['one number, which is prose', '2. a', '<p>2. a</p>\n', '2. a'],
    ['an item of two lines', '- a\n  b\n- c', '<ul>\n<li>a<br>\nb</li>\n<li>c</li>\n</ul>\n', '- a\n  b\n- c'],
    [
      'a list in a list',
      '- a\n  - b\n- c',
      '<ul>\n<li>a<br>\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>\n',
      '- a\n  - b\n- c',
    ],
    ['items set apart', '- a\n\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n', '- a\n- b'],
    ['an item of two paragraphs', '1. a\n\n   b', '<ol>\n<li>a<br>\n<br>\nb</li>\n</ol>\n', '1. a\n   b'],
    ['a quotation', '> a\n> b', '<div><p>a<br>\nb</p>\n</div>\n', '> a\n> b'],
    ['a quotation of two paragraphs', '> a\n>\n> b', '<div><p>a</p>\n<p>b</p>\n</div>\n', '> a\n> \n> b'],
    ['a line across', 'a\n\n---\n\nb', '<p>a</p>\n<hr>\n<p>b</p>\n', 'a\n\n* * *\n\nb'],
    ['code, as words', 'a `b<c>` d', '<p>a b&lt;c&gt; d</p>\n', 'a b<c> d'],
    ['a block of code, as words', '```\na\n  b\n```', '<p>a<br>\n  b</p>\n', 'a\n  b'],
    ['HTML, as words', '<b>a</b>', '<p>&lt;b&gt;a&lt;/b&gt;</p>\n', '<b>a</b>'],
    [
      'a block of HTML, as words',
      '<div>\na\n</div>',
      '<p>&lt;div&gt;<br>\na<br>\n&lt;/div&gt;</p>\n',
      '<div>\na\n</div>',
    ],
    [
      'a table, as it was typed',
      '| a | b |\n|---|---|\n| c | d |',
      '<p>| a | b |<br>\n|---|---|<br>\n| c | d |</p>\n',
      '| a | b |\n|---|---|\n| c | d |',
    ],
    ['what is escaped, as it is', '\\*a\\* \\# b', '<p>*a* # b</p>\n', '*a* # b'],
    ['a picture, by its description', '![a b](https://x.example/p.png)', '<p>a b</p>\n', 'a b'],
    ['a definition of a link, as nothing', '[a]: https://x.example\n\nb', '<p>b</p>\n', 'b'],
    ['a value of two lines', 'In {{region}}.', '<p>In North<br>\nSouth &lt;x&gt;.</p>\n', 'In North\nSouth <x>.'],
    ['a value with an ampersand', '{{organization}}, {{name}}', '<p>O &amp; Co, A &amp; B</p>\n', 'O & Co, A & B'],
    ['signs of ours, as nothing', '\uE000name\uE001 \uE000', '<p>name </p>\n', 'name '],
    ['nothing', ' \n ', '', ''],
  ])('%s', (_, typed, asHtml, asText) => {
    expect(html(typed)).toBe(asHtml)
    expect(text(typed)).toBe(asText)
  })
})

describe('a link', () => {
  const look = (typed: string) => /<a href="([^"]*)" style="([^"]*)">/.exec(setMarkdown(typed, shared).html.join(''))
  const DIALS = /display:inline-block;padding:5px 0;white-space:nowrap;$/

  test.each<[string, string, string]>([
    ['[us](https://x.example/a)', 'https://x.example/a', 'us (https://x.example/a)'],
    ['[us](HTTP://x.example)', 'HTTP://x.example', 'us (HTTP://x.example)'],
    ['https://x.example/a', 'https://x.example/a', 'https://x.example/a'],
    ['www.x.example', 'http://www.x.example', 'www.x.example (http://www.x.example)'],
    ['[Ann](mailto:ann@x.example)', 'mailto:ann@x.example', 'Ann (ann@x.example)'],
    ['ann@x.example', 'mailto:ann@x.example', 'ann@x.example'],
    ['[call](tel:+19705550142)', 'tel:+19705550142', 'call'],
    ['[call](tel:9705550142;ext=123456)', 'tel:9705550142;ext=123456', 'call'],
    ['[call](tel:5550142)', 'tel:5550142', 'call'],
    ['[call](tel:123456789012345)', 'tel:123456789012345', 'call'],
    ['[**us** & all](https://x.example)', 'https://x.example', 'us & all (https://x.example)'],
  ])('%s leads to %s, and reads “%s”', (typed, href, reads) => {
    expect(look(typed)?.[1]).toBe(escapeHtml(href))
    expect(text(typed)).toBe(reads)
    expect(DIALS.test(look(typed)?.[2] ?? '')).toBe(href.startsWith('tel:'))
  })

  test.each([
    '[us](tel:555014)',
    '[us](tel:1234567890123456)',
    '[us](tel:5550142;ext=)',
    '[us](tel:5550142;ext=1234567)',
    '[us](tel:5550142x)',
    '[us](mailto:ann)',
    '[us](mailto:@x.example)',
    '[us](http:///x)',
    '[us](http://)',
    '[us](xhttp://x.example)',
    '[us](ftp://x.example)',
    '[us](<https://x.example/a b>)',
    '[us](https://x.example/{{place}})',
    '[us](#here)',
  ])('%s leads nowhere, and is words', typed => {
    expect(look(typed)).toBeNull()
    expect(text(typed)).toBe('us')
  })
})

describe('what would take too long to read', () => {
  test('is set as it was typed', () => {
    const marks = `${'*a '.repeat(1001)}\nb\n\n\nc **d**`
    expect(text(marks)).toBe(marks.replace('\n\n\n', '\n\n'))
    expect(html(marks)).toBe(`<p>${'*a '.repeat(1001)}<br>\nb</p>\n<p>c **d**</p>\n`)
    expect(text(`${'*'.repeat(996)} **d**`)).not.toContain('**d**')
    for (const begins of ['> ', '- ', '1. ', '2) ', '* ']) {
      expect(html(`a\n\n${begins.repeat(50)}b **c**`)).toContain('**c**')
      expect(html(`${begins.repeat(3)}b **c**`)).toContain('<strong>c</strong>')
    }
  })
})

test('the words alone have their shared fields filled, and the personal ones open', () => {
  expect(bodyAsText(' Dear {{first_name}},\n\n*{{sector}}* at {{ Place }}. \n', shared)).toBe(
    'Dear {{first_name}},\n\nFood at Hall.',
  )
})
