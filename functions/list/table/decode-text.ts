/** Bytes of a text file as text, whatever program wrote them. */

/**
 * UTF-8 and UTF-16 with or without their mark; else what Excel and its kin write. A file that is UTF-8 but for some lines
 * is read as that, and those lines by themselves: a bad byte spoils no other name.
 */
export function decodeText(bytes: Uint8Array): string {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const zeros = zerosAt(bytes)
  if (zeros) return new TextDecoder(zeros === 'odd' ? 'utf-16le' : 'utf-16be').decode(bytes)
  const whole = inUtf8(bytes)
  if (whole !== undefined) return whole
  const lines = linesOf(bytes)
  const read = lines.map(inUtf8)
  const odd = lines.filter((_, at) => read[at] === undefined)
  const decode = decoderOf(odd)
  return lines.map((line, at) => read[at] ?? decode(line)).join('')
}

function inUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Lines with the byte that ends each; old Macs end them with CR alone. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const end = bytes.includes(0x0a) ? 0x0a : 0x0d
  const lines: Uint8Array[] = []
  for (let from = 0; from < bytes.length; ) {
    const at = bytes.indexOf(end, from)
    const to = at < 0 ? bytes.length : at + 1
    lines.push(bytes.subarray(from, to))
    from = to
  }
  return lines
}

type Decode = (bytes: Uint8Array) => string

/** Code page 850, what DOS programs and "CSV (MS-DOS)" write, from 0x80 on. */
const DOS =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0'
const inDos: Decode = bytes =>
  Array.from(bytes, byte => (byte < 0x80 ? String.fromCharCode(byte) : DOS[byte - 0x80])).join('')

const ENCODINGS: Decode[] = [
  bytes => new TextDecoder('windows-1252').decode(bytes),
  bytes => new TextDecoder('macintosh').decode(bytes),
  inDos,
]
const ENOUGH = 200_000

/** Of the encodings of one byte a letter, the one in which the letters make most sense. */
function decoderOf(lines: readonly Uint8Array[]): Decode {
  const sample: Uint8Array[] = []
  let size = 0
  for (const line of lines) if (size < ENOUGH) size += sample.push(line.subarray(0, ENOUGH)) && line.length
  const scores = ENCODINGS.map(decode => sample.reduce((sum, line) => sum + sense(decode(line)), 0))
  return ENCODINGS[scores.indexOf(Math.max(...scores))] ?? inDos
}

/** Accented letters within words speak for an encoding; signs within words, and letters that hardly anybody has, against it. */
function sense(text: string): number {
  let sum = 0
  for (const [letter] of text.matchAll(/[\u0080-\uffff]/g)) {
    if (/[áéíóúñüöäçèêàâëïîôûßÁÉÍÓÚÑÜÖÄÇÈåøæÅØ]/.test(letter)) sum += 2
    else if (/[’‘“”–—…®™©°·¿¡ºª\u00a0•]/.test(letter)) sum += 1
    else sum -= 1
  }
  for (const _ of text.matchAll(
    /\p{Ll}(?:(?=[\u0080-\uffff])[^\p{L}\p{M}’‘®™\u00a0]|(?=[\u0080-\uffff])\p{Lu})\p{Ll}/gu,
  ))
    sum -= 3
  return sum
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
