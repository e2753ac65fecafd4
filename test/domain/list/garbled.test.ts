/** Text that was read in the wrong encoding before it came to us, or out of a web page. */
import { describe, expect, it } from 'vitest'
import { isGarbled, ungarbled, withoutEntities } from '../../../domain/list/garbled.ts'

describe('a garbled text', () => {
  it.each([
    ['JosÃ© NÃºÃ±ez', 'José Núñez', 'once'],
    ['JosÃƒÂ© Ruiz', 'José Ruiz', 'twice'],
    ['Oâ€™Brien', 'O’Brien', 'with marks of Windows'],
    ['MÃ¼ller â€“ SÃ¶hne', 'Müller – Söhne', 'with a dash'],
    ['Ã\u0081lvarez', 'Álvarez', 'with a byte that shows nothing'],
  ])('%j was %j: %s', (text, before, _) => {
    expect(ungarbled(text)).toBe(before)
    expect(isGarbled(text)).toBe(true)
  })

  it.each([
    ['Jane Roe', 'plain'],
    ['José Núñez', 'as it should be'],
    ['Ã‰ 王', 'with a letter that no such encoding has'],
    ['Ã© Ŕ', 'with a letter that a byte could not hold'],
    ['Ã© Ã(', 'of which a part is no letter'],
    ['ÂÃ', 'of letters that make none'],
    ['¿Qué?', 'with a question mark of its own'],
    ['Who? Me', 'with a question'],
    ['', 'empty'],
  ])('is none in %j, %s', (text, _) => {
    expect(ungarbled(text)).toBe(text)
    expect(isGarbled(text)).toBe(false)
  })

  it.each(['Mu?oz', 'Mu??oz', 'Mu\ufffdoz', 'Jos√© Ruiz', '=?UTF-8?Q?Jos=C3=A9?='])(
    'is one that cannot be mended in %j',
    text => {
      expect(ungarbled(text)).toBe(text)
      expect(isGarbled(text)).toBe(true)
    },
  )
})

describe('a text out of a web page', () => {
  it.each([
    ['Hale &amp; Sons', 'Hale & Sons'],
    ['Jos&eacute; &Ntilde;', 'José Ñ'],
    ['O&#39;Brien', "O'Brien"],
    ['O&#x27;Brien', "O'Brien"],
    ['O&#X2019;Brien', 'O’Brien'],
    ['&#32;', ' '],
    ['&#128512;', '😀'],
    ['&lt;b&gt;', '<b>'],
    ['&bogus; &#10; &#31; &#x1F; &#1114112; & ; &;', '&bogus; &#10; &#31; &#x1F; &#1114112; & ; &;'],
    ['AT&T;', 'AT&T;'],
    ['&amp', '&amp'],
  ])('%j is %j', (text, plain) => expect(withoutEntities(text)).toBe(plain))
})
