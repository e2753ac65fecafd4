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
})
