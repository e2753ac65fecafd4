/** Pictures in a letter: their names, their sizes, and where they stand in a page. */
import { describe, expect, test } from 'vitest'
import { fitted, logoOf, type Picture, pictureOf, withPictures } from '../../mail/picture.ts'
import { CHAMPIONS, PARTNERSHIP } from './sample.ts'

const two = (number: number) => [number >> 8, number & 0xff]
const png = (width: number, height: number) => [
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
  ...[0, 0, ...two(width), 0, 0, ...two(height), 8, 6, 0, 0, 0],
]
/** A segment of a JPEG: its marker, its length, what it holds. */
const segment = (marker: number, ...bytes: number[]) => [0xff, marker, ...two(bytes.length + 2), ...bytes]
const frame = (marker: number, width: number, height: number) =>
  segment(marker, 8, ...two(height), ...two(width), 3, 1, 0x22, 0)
const jpeg = (...segments: number[][]) => [0xff, 0xd8, ...segments.flat(), 0xff, 0xd9]
const APP0 = segment(0xe0, ...Array.from({ length: 14 }, () => 1))

const BOX = { width: 240, height: 48 }
const picture = (bytes: number[]): Picture => ({
  cid: 'x',
  type: 'image/png',
  base64: Buffer.from(bytes).toString('base64'),
})
const size = (bytes: number[], box = BOX) => Object.values(fitted(picture(bytes), box))

describe('a picture is shown', () => {
  test.each<[string, number[], [number, number]]>([
    ['as large as it is, and no larger', png(100, 40), [100, 40]],
    ['as large as the box, where it is that', png(240, 48), [240, 48]],
    ['smaller where it is too wide', png(480, 60), [240, 30]],
    ['smaller where it is too high', png(100, 96), [50, 48]],
    ['smaller by what is more', png(400, 100), [192, 48]],
    ['at least one pixel wide', png(1, 1000), [1, 48]],
    ['at least one pixel high', png(1000, 1), [240, 1]],
    ['by the frame of a JPEG', jpeg(frame(0xc0, 120, 30)), [120, 30]],
    ['by the frame behind other segments', jpeg(APP0, segment(0xdb, 1, 2, 3), frame(0xc2, 300, 20)), [240, 16]],
    ['by any kind of frame', jpeg(frame(0xcf, 120, 30)), [120, 30]],
    ['with sizes above 255', jpeg(frame(0xc1, 2400, 480)), [240, 48]],
  ])('%s', (_, bytes, expected) => expect(size(bytes)).toEqual(expected))

  test.each([0xc4, 0xc8, 0xcc, 0xbf, 0xd0, 0xe1])('by no segment that is no frame (%i)', marker => {
    expect(size(jpeg(frame(marker, 11, 12), frame(0xc0, 120, 30)))).toEqual([120, 30])
  })

  test.each<[string, number[]]>([
    ['nothing', []],
    ['another kind', [0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 10, 0, 10, 0]],
    ['half a mark of a PNG', [0x89, 0x51, ...png(10, 10).slice(2)]],
    ['the other half', [0x88, ...png(10, 10).slice(1)]],
    ['half a mark of a JPEG', [0xff, 0xd9, ...jpeg(frame(0xc0, 10, 10)).slice(2)]],
    ['the other half of that', [0xfe, ...jpeg(frame(0xc0, 10, 10)).slice(1)]],
    ['a PNG without width', png(0, 10)],
    ['a PNG without height', png(10, 0)],
    ['a JPEG without a frame', jpeg(APP0)],
    ['a JPEG whose segments are not in their places', jpeg([...APP0, 1], frame(0xc0, 10, 10))],
    ['a JPEG that is cut off', jpeg(frame(0xc0, 10, 10)).slice(0, 8)],
  ])('in a size of its own where its size cannot be read: %s', (_, bytes) => {
    expect(size(bytes)).toEqual([160, 48])
    expect(size(bytes, { width: 120, height: 40 })).toEqual([120, 40])
  })
})

test('a champion’s signature has a name in the message that nothing can break out of', () => {
  const [dana] = CHAMPIONS
  if (!dana) throw new Error('the sample has champions')
  expect(pictureOf(dana)).toBeUndefined()
  const id = 'a>"1' as typeof dana.id
  const signed = { ...dana, id, signature: { type: 'image/png' as const, base64: 'QU\r\nJD"' } }
  expect(pictureOf(signed)).toEqual({ cid: 'signature-a1@letter.convoke', type: 'image/png', base64: 'QUJD' })
  const drawn = { ...signed, signature: { ...signed.signature, drawn: 'by hand' as const } }
  expect(pictureOf(drawn)).toMatchObject({ ink: true })
})

test('a logo is one where there is one', () => {
  expect(logoOf(PARTNERSHIP)).toBeUndefined()
  const logo = { type: 'image/jpeg' as const, base64: 'QU+/JD=\n' }
  expect(logoOf({ ...PARTNERSHIP, logo } as typeof PARTNERSHIP)).toEqual({
    cid: 'logo@letter.convoke',
    type: 'image/jpeg',
    base64: 'QU+/JD=',
  })
})

test('a page holds each picture itself, wherever it is named', () => {
  const pictures = [
    { cid: 'a@x', type: 'image/png', base64: 'QQ==' },
    { cid: 'b@x', type: 'image/jpeg', base64: 'Qg==' },
  ]
  expect(withPictures('<img src="cid:a@x"><img src="cid:b@x"><img src="cid:a@x"> cid:c@x', pictures)).toBe(
    '<img src="data:image/png;base64,QQ=="><img src="data:image/jpeg;base64,Qg=="><img src="data:image/png;base64,QQ=="> cid:c@x',
  )
  expect(withPictures('as it is', [])).toBe('as it is')
})
