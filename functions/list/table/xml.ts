/** XML of spreadsheets, read from front to back and no further than somebody wants. */
import { Parser } from 'htmlparser2'

export interface Tags {
  /** Names come without their prefix, attributes with it. */
  open?(name: string, attributes: Record<string, string>): void
  close?(name: string): void
  text?(text: string): void
}

const BITE = 65_536

/** Calls for every tag and text until the end, or until `enough` says so. */
export function readXml(xml: string, { open, close, text }: Tags, enough: () => boolean = () => false): void {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => open?.(bare(name), attributes),
      onclosetag: name => close?.(bare(name)),
      ontext: found => text?.(found),
    },
    { xmlMode: true },
  )
  for (let at = 0; at < xml.length && !enough(); at += BITE) parser.write(xml.slice(at, at + BITE))
  if (!enough()) parser.end()
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1)
