/** Reads of a message what the rules need: who wrote what to whom, under which seal, with which calendar entry. */

export interface Letter {
  /** The message with its soft line breaks undone. */
  text: string
  subject: string
  /** SEQUENCE and METHOD of the calendar entry, if it carries one. */
  sequence: number | undefined
  method: string | undefined
}

const PLAIN = 'Quick-Letter:'

export function readLetter(bytes: Uint8Array): Letter {
  const written = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const text = written.startsWith(PLAIN) ? written : written.replace(/=\r\n/g, '').replace(/=3D/g, '=')
  const sequence = /^SEQUENCE:(\d+)/m.exec(text)?.[1]
  return {
    text,
    subject: /^Subject: (.*)$/m.exec(text)?.[1]?.trim() ?? '',
    sequence: sequence === undefined ? undefined : Number(sequence),
    method: /^METHOD:([A-Z]+)/m.exec(text)?.[1],
  }
}

/** The check value under a letter: it stands in the address of the page that confirms it. */
export const sealIn = (text: string): string | undefined => /\/letters\/[a-z2-7]+\/([0-9a-f]{64})/.exec(text)?.[1]

/** The number in the subject by which versions of the letter are told apart. */
export function versionIn(text: string): number | undefined {
  const found = /^Subject: .*\bversion (\d+)/m.exec(text)?.[1]
  return found === undefined ? undefined : Number(found)
}
