/** A ZIP archive of texts, nothing in it compressed (APPNOTE.TXT sections 4.3.7, 4.3.12 and 4.3.16). */
import { crc32 } from 'node:zlib'

const UTF8_NAMES = 0x0800
/** 1980-01-01, the first day the format knows. */
const DAY = 0x21

/** The archive of these files by name, in their order. */
export function packStored(files: readonly (readonly [name: string, text: string])[]): Uint8Array<ArrayBuffer> {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of files) {
    const named = Buffer.from(name)
    const content = Buffer.from(text)
    // What both headers say of a file: from the version needed to the length of the extra field.
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0)
    about.writeUInt16LE(UTF8_NAMES, 2)
    about.writeUInt16LE(DAY, 8)
    about.writeUInt32LE(crc32(content), 10)
    about.writeUInt32LE(content.length, 14)
    about.writeUInt32LE(content.length, 18)
    about.writeUInt16LE(named.length, 22)
    const where = Buffer.alloc(14)
    where.writeUInt32LE(offset, 10)
    local.push(Buffer.from('PK\x03\x04', 'latin1'), about, named, content)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), about, where, named)
    offset += 30 + named.length + content.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...local, listed, end]))
}
