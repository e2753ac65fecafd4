/** One ink on nothing as a PNG: a palette of its opacities, so that the picture is small (PNG, second edition, ISO/IEC 15948). */
import { crc32 } from 'node:zlib'
import { zlibSync } from 'fflate'

/** So many steps from nothing to the full ink: more is not seen. */
const STEPS = 32

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

/** `opacity` of each pixel, row by row, from 0 to 1; `ink` as red, green and blue. */
export function inkPng(
  width: number,
  height: number,
  opacity: Float32Array,
  ink: readonly [number, number, number],
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits a pixel, by palette; deflated, no filter, not interlaced.
  header.set([8, 3, 0, 0, 0], 8)
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rows[y * (width + 1) + 1 + x] = Math.round(Math.min(1, Math.max(0, opacity[y * width + x] ?? 0)) * (STEPS - 1))
  const steps = Array.from({ length: STEPS }, (_, n) => n)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(steps.flatMap(() => ink))),
    chunk('tRNS', Uint8Array.from(steps.map(n => Math.round((255 * n) / (STEPS - 1))))),
    chunk('IDAT', zlibSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ])
}
