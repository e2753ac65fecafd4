/** Text that was read in the wrong encoding before it came to us: "JosÃ© NÃºÃ±ez" was José Núñez. */

/** What Windows-1252 shows for the bytes 0x80 to 0x9F; U+0081 and its like where it shows nothing. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
/** The first and a following byte of a UTF-8 sequence, each as a letter of Windows-1252. */
const GARBLED = /[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/

/** Whether something was lost or mistaken on the way. */
export const isGarbled = (text: string): boolean =>
  text.includes('\ufffd') || (GARBLED.test(text) && ungarbled(text) !== text)

/** The text as it was before, where that can be told; otherwise as it is. Twice garbled is mended twice. */
export function ungarbled(text: string): string {
  if (!GARBLED.test(text)) return text
  const bytes = Array.from(text, letter => {
    const place = WINDOWS.indexOf(letter)
    return place >= 0 ? place + 0x80 : (letter.codePointAt(0) ?? 256)
  })
  if (bytes.some(byte => byte > 255)) return text
  try {
    const before = new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes))
    return before === text ? text : ungarbled(before)
  } catch {
    return text
  }
}
