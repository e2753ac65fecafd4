/** Archives that hold spreadsheets, opened only as far as they unpack to no more than a list can be. */
import { Unzip, UnzipInflate, unzipSync } from 'fflate'
import { Unreadable } from './grid.ts'

const MOST_ENTRIES = 1000
const MOST_BYTES = 50 * 1024 * 1024

export const BROKEN =
  'This file is damaged. Open it in Excel, save it again as "Excel Workbook (.xlsx)" and try once more.'
export const TOO_LARGE = 'This file unpacks to far more than a list of people. Copy the list alone into a new workbook.'

const isXml = (name: string): boolean => /\.(?:xml|rels)$/.test(name)

/** Bytes of the archive that are unpacked at a time: at most a thousandfold comes of them before it is counted. */
const BITE = 4096

/**
 * The XML parts of an archive by name; what else is in it stays packed. It is read from front to back, each byte unpacked
 * at most once and what comes of it counted, because the sizes it claims and the places it names may be lies. An archive
 * whose directory names other parts than were found breaks off, or holds another one inside: it is not read at all.
 */
export function unpack(bytes: Uint8Array): Map<string, string> {
  const parts = new Map<string, string>()
  const found: string[] = []
  let left = MOST_BYTES
  const archive = new Unzip(file => {
    if (found.push(file.name) > MOST_ENTRIES) throw new Unreadable(TOO_LARGE)
    parts.set(file.name, '')
    if (!isXml(file.name)) return
    const decoder = new TextDecoder()
    let text = ''
    file.ondata = (error, content, last) => {
      if (error) throw error
      left -= content.length
      if (left < 0) throw new Unreadable(TOO_LARGE)
      text += decoder.decode(content, { stream: !last })
      if (last) parts.set(file.name, text)
    }
    file.start()
  })
  archive.register(UnzipInflate)
  try {
    const listed = directoryOf(bytes)
    for (let at = 0; at < bytes.length; at += BITE)
      archive.push(bytes.subarray(at, at + BITE), at + BITE >= bytes.length)
    if (found.sort().join('\n') !== listed.sort().join('\n')) throw new Unreadable(BROKEN)
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(BROKEN)
  }
  return parts
}

/** The names in an archive's directory, unless it lists or claims too much. Nothing is unpacked for them. */
function directoryOf(bytes: Uint8Array): string[] {
  const names: string[] = []
  let claimed = 0
  unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (isXml(name)) claimed += originalSize
      if (names.push(name) > MOST_ENTRIES || claimed > MOST_BYTES) throw new Unreadable(TOO_LARGE)
      return false
    },
  })
  return names
}
