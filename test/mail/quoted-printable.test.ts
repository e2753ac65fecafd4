import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeLine, encodeText, SOFT_BREAK } from '../../mail/quoted-printable.ts'

/** Read as RFC 2045 says, by other means than it was written. */
const decode = (text: string): string =>
  Buffer.from(
    text
      .replace(/[ \t]+(?=\r\n|$)/g, '')
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc
    .array(fc.constantFrom('a', ' ', '\t', '=', 'é', '😀', '\n', 'word ', '='.repeat(80)), { maxLength: 200 })
    .map(all => all.join('')),
)

describe('Quoted-printable', () => {
  it('is read back as it was written, in lines of at most 76 characters', () => {
    fc.assert(
      fc.property(text, written => {
        const encoded = `${encodeText(written)}${SOFT_BREAK}`
        expect(decode(encoded)).toBe(written.replace(/\r\n|\r|\n/g, '\r\n'))
        expect(encoded).toMatch(/^[\x20-\x7e\t\r\n]*$/)
        expect(encoded).not.toMatch(/=(?![0-9A-F]{2}|\r\n)/)
        for (const line of encoded.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76)
      }),
      { numRuns: 1000 },
    )
  })

  it('puts finished stretches one after another', () => {
    fc.assert(
      fc.property(fc.array(text), parts => {
        const encoded = parts.map(encodeText).join(SOFT_BREAK) + SOFT_BREAK
        expect(decode(encoded)).toBe(parts.map(part => part.replace(/\r\n|\r|\n/g, '\r\n')).join(''))
      }),
    )
  })

  it('leaves plain words as they are', () => {
    expect(encodeLine('Marsh Valve Works')).toBe('Marsh Valve Works')
    expect(encodeLine('Zoë = 1')).toBe('Zo=C3=AB =3D 1')
  })

  const [A, B] = ['a'.repeat(75), 'b'.repeat(75)]
  it.each([
    ['a line of 75 characters', A, A],
    ['a line of 76', `${A}b`, `${A}=\r\nb`],
    ['a line of 150', A + B, `${A}=\r\n${B}`],
    ['a line of 151', `${A}${B}c`, `${A}=\r\n${B}=\r\nc`],
    ['an octet that would be cut behind its sign', `${'a'.repeat(74)}=b`, `${'a'.repeat(74)}=\r\n=3Db`],
    ['an octet that would be cut behind its first digit', `${'a'.repeat(73)}=b`, `${'a'.repeat(73)}=\r\n=3Db`],
    ['an octet that just fits', `${'a'.repeat(72)}=b`, `${'a'.repeat(72)}=3D=\r\nb`],
    ['letters outside ASCII', 'é€\u0000\u007f', '=C3=A9=E2=82=AC=00=7F'],
    ['a tab', 'a\tb', 'a\tb'],
  ])('writes %s', (_, line, encoded) => expect(encodeLine(line)).toBe(encoded))

  it.each([
    ['every kind of line break', 'a\nb\rc\r\nd\n', 'a\r\nb\r\nc\r\nd\r\n'],
    ['a blank before a line break', 'a \nb', 'a=20\r\nb'],
    ['a tab before a line break', 'a\t\nb', 'a=09\r\nb'],
    ['the last of several blanks', 'a  \nb', 'a =20\r\nb'],
    ['a line that is a blank', ' \n', '=20\r\n'],
    ['a blank at the very end, where something may follow', 'a ', 'a '],
    ['a blank that just fits as an octet', `${'a'.repeat(72)} \nb`, `${'a'.repeat(72)}=20\r\nb`],
    ['a blank that would not fit as an octet', `${'a'.repeat(73)} \nb`, `${'a'.repeat(73)}=\r\n=20\r\nb`],
    ['a blank that ends a line that was broken', `${A}${'b'.repeat(72)} \nc`, `${A}=\r\n${'b'.repeat(72)}=20\r\nc`],
    [
      'a blank for which there is no room there',
      `${A}${'b'.repeat(73)} \nc`,
      `${A}=\r\n${'b'.repeat(73)}=\r\n=20\r\nc`,
    ],
  ])('keeps %s', (_, typed, encoded) => expect(encodeText(typed)).toBe(encoded))
})
