/** The messages of test/samples/inbound, played against an invitation. */
import { readFileSync } from 'node:fs'

export interface Addressed {
  uid: string
  attendee: string
  organizer: string
  /** Where the message is sent. */
  to: string
  sequence: number
  /** UTC, `20280331T133000Z`. */
  start: string
  end: string
  /** When the answer is given. */
  stamp: string
}

export interface Sample {
  file: string
  kind: string
  reads: Record<string, string>
  answer: string
  look: string
  quirk: string
}

const FOLDER = new URL('../../samples/inbound/', import.meta.url)

export const SAMPLES: readonly Sample[] = readFileSync(new URL('INDEX.tsv', FOLDER), 'utf8')
  .split('\n')
  .slice(1)
  .filter(Boolean)
  .map(line => {
    const [file = '', kind = '', reads = '{}', answer = '', look = '', , quirk = ''] = line.split('\t')
    return { file, kind, reads: JSON.parse(reads), answer, look, quirk }
  })

export const sampleBytes = (file: string): Buffer => readFileSync(new URL(file, FOLDER))

/** The message with every placeholder filled, also where it is encoded; every other byte stays as it was. */
export function fillSample(source: Buffer, to: Addressed): Buffer {
  const text = source
    .toString('latin1')
    .replace(/(content-transfer-encoding: base64\r\n(?:[^\r\n]+\r\n)*\r\n)([A-Za-z0-9+/=\r\n]+)/gi, (_, head, body) => {
      const bytes = Buffer.from(body, 'base64')
      const wide = bytes[0] === 0xff && bytes[1] === 0xfe
      const filled = Buffer.from(fill(bytes.toString(wide ? 'utf16le' : 'latin1'), to), wide ? 'utf16le' : 'latin1')
      return `${head}${filled.toString('base64').replace(/.{1,76}/g, '$&\r\n')}`
    })
  return Buffer.from(fill(text, to), 'latin1')
}

const fill = (text: string, to: Addressed): string =>
  text.replace(/\{\{([A-Z]+)\}\}/g, (_, name: string) => String(to[name.toLowerCase() as keyof Addressed]))
