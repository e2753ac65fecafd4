import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setMarkdown } from '../../mail/markdown.ts'
import { escapeHtml, type SharedField, written } from '../../mail/merge.ts'

const shared: Record<SharedField, string> = {
  sector: 'Food & Drink',
  region: '<North>',
  partnership: '*North* [Food](http://x.example)',
  organization: 'Org',
  date: 'Tuesday',
  time: '8:00',
  place: 'Hall',
  host: 'Host',
  champions: 'A and B',
}
const html = (body: string): string => written(setMarkdown(body, shared).html, { name: '<b>Ann</b>' }, escapeHtml)
const text = (body: string): string => written(setMarkdown(body, shared).text, { name: 'Ann' }, value => value)

describe('Markdown in a letter', () => {
  it('becomes HTML with its styles inline', () => {
    expect(html('Dear **you**,\nhow _are_ you?')).toMatch(
      /^<p style="[^"]+">Dear <strong>you<\/strong>,<br>\nhow <em>are<\/em> you\?<\/p>\n$/,
    )
    expect(html('- one\n- [two](https://a.example/?x=1&y=2)')).toContain('href="https://a.example/?x=1&amp;y=2"')
  })

  it('becomes plain text somebody would have typed', () => {
    expect(
      text(
        '# Title\n\nDear **you**,\n\n- one\n- two\n\n1. a\n2. b\n\nSee [our page](https://a.example) or https://b.example',
      ),
    ).toBe('Title\n\nDear you,\n\n- one\n- two\n\n1. a\n2. b\n\nSee our page (https://a.example) or https://b.example')
    expect(text('> quoted\n\n---\n\n`code` <b>bold</b> & more')).toBe('> quoted\n\n* * *\n\ncode <b>bold</b> & more')
  })

  it.each([
    ['1984. That was a *good* year.', '1984. That was a good year.'],
    ['1984. That was one.\n1985. So was this.', '1984. That was one.\n1985. So was this.'],
    ['2) The second of one.', '2) The second of one.'],
    ['42. It was the answer.\nAnd the question.', '42. It was the answer.\nAnd the question.'],
  ])('takes “%s” as a paragraph', (typed, said) => {
    expect(text(typed)).toBe(said)
    expect(html(typed)).toMatch(/^<p style="[^"]*">\d+[.)] /)
    expect(html(typed)).not.toContain('<li')
  })

  it('takes numbers from one, or several in a row, as a list', () => {
    expect(html('1. Only this.')).toContain('<ol style')
    expect(html('3. Third.\n4. Fourth.')).toContain('<ol start="3"')
    expect(text('3. Third.\n4. Fourth.')).toBe('3. Third.\n4. Fourth.')
  })

  it('shows HTML instead of obeying it', () => {
    for (const body of [
      '<script>alert(1)</script>',
      'x <img src=x onerror=alert(1)> y',
      '<!-- a -->',
      '<a href="javascript:x">y</a>',
    ])
      expect(html(body)).not.toMatch(/<(?!\/?p\b|br\b)/)
    expect(html('<script>alert(1)</script>')).toContain('&lt;script&gt;')
  })

  it('makes links of web and mail addresses only', () => {
    for (const href of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:text/html,x',
      '//evil.example',
      'file:///etc',
      '/path',
      'https:///x',
      'vbscript:x',
    ])
      expect(html(`[click](${href})`)).not.toContain('<a ')
    expect(html('[write](mailto:a@b.example)')).toContain('href="mailto:a@b.example"')
    expect(html('[click](https://evil.example/{{company}})')).not.toContain('<a ')
  })

  it('keeps pictures out: they would be fetched from elsewhere', () => {
    expect(html('![our hall](https://tracker.example/pixel.png)')).toMatch(/>our hall<\/p>/)
  })

  it('reads no value as Markdown or HTML', () => {
    expect(html('{{partnership}} in {{region}}, **{{name}}**')).toMatch(
      />\*North\* \[Food\]\(http:\/\/x\.example\) in &lt;North&gt;, <strong>&lt;b&gt;Ann&lt;\/b&gt;<\/strong><\/p>/,
    )
    expect(text('{{sector}}: {{name}}')).toBe('Food & Drink: Ann')
  })

  it('never lets a tag or an attribute through that we did not write', () => {
    const mess = fc.array(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '[',
        '](',
        ')',
        '*',
        '_',
        '`',
        '\n',
        '\n\n',
        'javascript:',
        'https://a.example',
        ' onclick=',
        '<script',
        '{{name}}',
        '{{region}}',
        '- ',
        '> ',
        '|',
        '\uE000name\uE001',
        'a ',
      ),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(mess, parts => {
        const tags = html(parts.join('')).match(/<[^>]*>?/g) ?? []
        for (const tag of tags)
          expect(tag).toMatch(
            /^<(?:\/?(?:p|strong|em|s|a|ul|ol|li|h2|h3|div|br|hr))(?: (?:style|href|start)="[^"<>]*")*>$/,
          )
        for (const [, href] of html(parts.join('')).matchAll(/href="([^"]*)"/g))
          expect(href).toMatch(/^(https?:\/\/|mailto:)/i)
      }),
      { numRuns: 2000 },
    )
  })
})
