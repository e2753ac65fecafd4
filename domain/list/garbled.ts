/** Text that was read in the wrong encoding before it came to us: "JosÃ© NÃºÃ±ez" was José Núñez. */

/** What Windows-1252 shows for the bytes 0x80 to 0x9F; U+0081 and its like where it shows nothing. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
/** The first and a following byte of a UTF-8 sequence, each as a letter of Windows-1252. */
const GARBLED = /[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/

const ENTITIES: Record<string, string> = {
  amp: '&',
  apos: "'",
  quot: '"',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  aacute: 'á',
  eacute: 'é',
  iacute: 'í',
  oacute: 'ó',
  uacute: 'ú',
  ntilde: 'ñ',
  uuml: 'ü',
  Aacute: 'Á',
  Eacute: 'É',
  Iacute: 'Í',
  Oacute: 'Ó',
  Uacute: 'Ú',
  Ntilde: 'Ñ',
  Uuml: 'Ü',
  ouml: 'ö',
  auml: 'ä',
  szlig: 'ß',
  egrave: 'è',
  ccedil: 'ç',
  rsquo: '’',
}

/** A text out of a web page, with its letters as letters: "Hale &amp; Sons". */
export const withoutEntities = (text: string): string =>
  text.replace(
    /&(?:#(\d{2,6})|#x([\da-f]{2,5})|(\w{2,6}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : 0
      return name ? (ENTITIES[name] ?? whole) : code > 31 ? String.fromCodePoint(code) : whole
    },
  )

/** A question mark in place of a letter, UTF-8 read as Mac Roman, and a word still as mail carries it. */
const LOST = /\p{L}\?{1,2}\p{L}|√[©∫±°≠≥¢´ß∂]|=\?utf-8\?/iu

/** Whether something was lost or mistaken on the way. */
export const isGarbled = (text: string): boolean =>
  text.includes('\ufffd') || LOST.test(text) || (GARBLED.test(text) && ungarbled(text) !== text)

/** The text as it was before, where that can be told; otherwise as it is. Twice garbled is mended twice. */
export function ungarbled(text: string): string {
  if (!GARBLED.test(text)) return text
  const bytes = Array.from(text, letter => {
    const place = WINDOWS.indexOf(letter)
    return place >= 0 ? place + 0x80 : (letter.codePointAt(0) ?? 256)
  })
  if (bytes.some(byte => byte > 255)) return text
  try {
    return ungarbled(new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes)))
  } catch {
    return text
  }
}
