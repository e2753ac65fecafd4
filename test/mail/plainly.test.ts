import { describe, expect, test } from 'vitest'
import { partnershipIdFrom } from '../../domain/keep/ids.ts'
import { blankPartnership } from '../../domain/keep/partnership.ts'
import { sharedValues } from '../../mail/canonical.ts'
import { setMarkdown } from '../../mail/markdown.ts'
import { plainly } from '../../mail/merge.ts'

const SHARED = sharedValues(blankPartnership(partnershipIdFrom(''), ''), undefined)
const html = (typed: string) => {
  const pieces = setMarkdown(`- ${plainly(typed)}`, SHARED).html
  expect(pieces.every(piece => typeof piece === 'string')).toBe(true)
  return pieces.join('')
}
const shown = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/&quot;/g, '"')
    .trim()

describe('words that somebody typed, in a text that is edited', () => {
  test.each([
    'See http://evil.example/x?y=z now',
    'www.evil.example',
    'Write to boss@evil.example',
    'mailto:boss@evil.example',
    '[Click](https://evil.example)',
    '<b>bold</b> & <script>',
    '# A heading',
    '- a list',
    '+ a list',
    '1. a list',
    '12) a list',
    '***',
    '**bold** _and_ `code` ~~gone~~',
    '{{first_name}} of {{company}}',
    '\\*',
  ])('%s is shown as typed, and obeyed in nothing', typed => {
    const made = html(typed)
    expect(shown(made)).toBe(typed)
    expect(made).not.toMatch(/<a |<h\d|<strong|<em|<s>|<b>|<hr|<ol|<ul.*<ul/s)
  })

  test('ordinary words are left alone, so that they can be read where they are edited', () => {
    for (const words of ['Ask the county (again): who pays? 50 %!', 'Cole & Sons, Inc. - 24/7', 'a-b; c.d'])
      expect(plainly(words)).toBe(words)
  })
})
