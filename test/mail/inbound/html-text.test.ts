import { describe, expect, test } from 'vitest'
import { textOfHtml } from '../../../mail/inbound/html-text.ts'
import { slowness } from '../../slowness.ts'

describe('the text of HTML', () => {
  test.each([
    ['paragraphs and breaks', '<p>Yes.<br>See you there</p><p>Ann</p>', 'Yes.\nSee you there\nAnn'],
    ['what is no text', '<head><title>Re: x</title><style>p{}</style></head><script>1<2</script>Yes', 'Yes'],
    ['a head that is never closed', '<html><head><meta charset=utf-8><body>Yes, I will</body>', 'Yes, I will'],
    [
      'letters by name, number and habit',
      'S&iacute;, a&ntilde;o &#8211; &#x2019;&#150;&nbsp;R&amp;D &lt;3 &amp',
      'Sí, año – ’– R&D <3 &',
    ],
    ['signs that begin nothing', 'a < b and 3 <4 & x', 'a < b and 3 <4 & x'],
    ['tags of Word', '<p class=MsoNormal>Yes<o:p></o:p></p><![if !x]><p>Ann</p><![endif]>', 'Yes\nAnn'],
  ])('reads %s', (_, html, text) => {
    expect(textOfHtml(html).replace(/\n+/g, '\n').trim()).toBe(text)
  })

  test.each([
    [
      'a block quote, quotes in it and all',
      'Yes<blockquote>No<blockquote>No</blockquote>No</blockquote>please',
      'Yes\nplease',
    ],
    ["Outlook's, to the end", '<div>Yes</div><div id="divRplyFwdMsg">From: x</div><div>No</div>', 'Yes'],
    [
      "Yahoo's, whatever is left open in it",
      "<p>Yes</p><div class='x yahoo_quoted'><p><b>No</div><p>please",
      'Yes\nplease',
    ],
    ["Gmail's that a person did not write into", 'Yes<div class="gmail_quote"><p>No</p></div>', 'Yes'],
    ['one that is never closed', 'Yes<blockquote><p>No', 'Yes'],
  ])('leaves out %s, unless quotes are wanted', (_, html, text) => {
    expect(textOfHtml(html).replace(/\n+/g, '\n').trim()).toBe(text)
    expect(textOfHtml(html, true)).toContain(html.includes('From') ? 'From: x' : 'No')
  })

  test('of Gmail keeps answers between the quotes', () => {
    const html = '<div class="gmail_quote"><blockquote>Can you?</blockquote>Yes<blockquote>When?</blockquote>At 9</div>'
    expect(textOfHtml(html).replace(/\n+/g, ' ').trim()).toBe('Yes At 9')
  })

  const half = 128 * 1024
  test.each([
    ['elements that are never closed', '<b>'.repeat(2 * half)],
    ['ends of what never began, deep within', '<b>'.repeat(499) + '</i>'.repeat(half)],
    ['forms within forms', '<b>'.repeat(490) + '<form>'.repeat(half)],
    ['drawings', '<svg><desc>'.repeat(half)],
    ['attributes', `<a ${'a '.repeat(half)}`],
    ['blanks between tags', '<b> </b>'.repeat(half)],
  ])('full of %s takes no second', (_, html) => {
    const began = process.cpuUsage()
    textOfHtml(html)
    const { user, system } = process.cpuUsage(began)
    expect((user + system) / 1000).toBeLessThan(1000 * slowness())
  })
})
