/** A picture in a letter, a champion's signature or the logo: its name in the message, and the size it is shown at. */
import type MailComposer from 'nodemailer/lib/mail-composer'
import type { Champion, Partnership } from '../domain/keep/partnership.ts'

export interface Picture {
  /** Content-ID, without the angle brackets. */
  cid: string
  type: 'image/png' | 'image/jpeg'
  base64: string
  /** Ink on nothing, between light and dark: it needs no ground of its own. */
  ink?: true
}

/** The picture of a champion's signature, or undefined when their name is set as text. */
export function pictureOf(champion: Champion): Picture | undefined {
  const { signature } = champion
  if (signature === undefined) return undefined
  const cid = `signature-${champion.id.replace(/[^A-Za-z0-9]/g, '')}@letter.convoke`
  const base64 = signature.base64.replace(/[^A-Za-z0-9+/=]/g, '')
  return { cid, type: signature.type, base64, ...(signature.drawn ? { ink: true } : {}) }
}

/** The logo of a partnership, or undefined where its name is set as text. */
export const logoOf = ({ logo }: Partnership): Picture | undefined =>
  logo && { cid: 'logo@letter.convoke', type: logo.type, base64: logo.base64.replace(/[^A-Za-z0-9+/=]/g, '') }

/** HTML whose pictures stand in it themselves, as a page needs it that has no message around it. */
export const withPictures = (
  html: string,
  pictures: readonly { cid: string; type: string; base64: string }[],
): string =>
  pictures.reduce((text, { cid, type, base64 }) => text.replaceAll(`cid:${cid}`, `data:${type};base64,${base64}`), html)

/** Pixels of a PNG (its IHDR) or a JPEG (its first frame header), or undefined where neither can be found. */
function pixelsOf(bytes: Uint8Array): { width: number; height: number } | undefined {
  const at16 = (at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return { width: at16(18), height: at16(22) }
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + at16(at + 2)) {
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { width: at16(at + 7), height: at16(at + 5) }
  }
  return undefined
}

/** The size at which a picture fits a box, never larger than it is. Outlook's Word engine reads nothing but attributes. */
export function fitted(picture: Picture, box: { width: number; height: number }): { width: number; height: number } {
  const found = pixelsOf(Buffer.from(picture.base64.slice(0, 60_000), 'base64'))
  if (!found || found.width === 0 || found.height === 0) return { width: Math.min(box.width, 160), height: box.height }
  const scale = Math.min(1, box.width / found.width, box.height / found.height)
  return { width: Math.max(1, Math.round(found.width * scale)), height: Math.max(1, Math.round(found.height * scale)) }
}

type MimeNode = ReturnType<MailComposer['compile']>

/**
 * Pictures stand beside all alternatives and not inside of one (RFC 2387): Thunderbird shows a calendar entry and the HTML
 * before it together only where that is a plain part. With the HTML in a part of its own, it shows the entry alone.
 */
export function picturesBeside(message: MimeNode): void {
  const alternatives = nodeOf(message, 'multipart/alternative')
  const related = alternatives && nodeOf(alternatives, 'multipart/related')
  const around = alternatives?.parentNode
  const html = related?.childNodes[0]
  if (!alternatives || !related || !around || !html) return
  around.childNodes.splice(around.childNodes.indexOf(alternatives), 1, related)
  alternatives.childNodes.splice(alternatives.childNodes.indexOf(related), 1, html)
  related.childNodes.splice(0, 1, alternatives)
  related.setHeader('Content-Type', 'multipart/related; type="multipart/alternative"')
}

const nodeOf = (within: MimeNode, type: string): MimeNode | undefined =>
  within.childNodes.find(each => String(each.getHeader('Content-Type')).startsWith(type))
