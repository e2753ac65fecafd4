/** Bytes of a text file as text, whatever program wrote them. */

/** UTF-8 and UTF-16 with or without their mark, else Windows-1252: what Excel and its kin write. */
export function decodeText(bytes: Uint8Array): string {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const zeros = zerosAt(bytes)
  if (zeros) return new TextDecoder(zeros === 'odd' ? 'utf-16le' : 'utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Where a text is UTF-16 without a mark, every other byte of its Latin letters is zero. */
function zerosAt(bytes: Uint8Array): 'odd' | 'even' | undefined {
  const length = Math.min(bytes.length, 2000)
  let odd = 0
  let even = 0
  for (let i = 0; i < length; i++) if (bytes[i] === 0) i % 2 ? odd++ : even++
  if (odd > length * 0.3 && even < length * 0.05) return 'odd'
  if (even > length * 0.3 && odd < length * 0.05) return 'even'
  return undefined
}
