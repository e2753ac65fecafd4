/** A small picture that somebody brought: what it is its first bytes say, and never its name. */

/** Bytes of a signature picture. Six of them have to fit into one document of any store, and into every letter. */
export const LARGEST_PICTURE = 40_000

export interface SmallPicture {
  type: 'image/png' | 'image/jpeg'
  base64: string
}

/** A picture from its base64, or what is wrong with it in words for whoever chose it. */
export function readPicture(base64: string): SmallPicture | string {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length > LARGEST_PICTURE) return 'The picture is larger than 40 KB. Save it smaller and choose it again.'
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])))
    return { type: 'image/png', base64: bytes.toString('base64') }
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff)
    return { type: 'image/jpeg', base64: bytes.toString('base64') }
  return 'The picture must be a PNG or JPEG.'
}
