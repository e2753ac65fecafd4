/** Reads a PDF's words back as a reader program does: through the fonts' own tables, without the library that wrote it. */
import { inflateSync } from 'node:zlib'

/** The words of each page, a line for each stretch that was set at once. */
export function textOf(pdf: Uint8Array): string[] {
  const objects = new Map<string, { head: string; stream: Buffer | undefined }>()
  const bytes = Buffer.from(pdf)
  const source = bytes.toString('latin1')
  for (const match of source.matchAll(/(\d+) 0 obj\n([\s\S]*?)(?:stream\n|endobj)/g)) {
    const head = match[2] ?? ''
    const length = Number(/\/Length (\d+)/.exec(head)?.[1])
    const from = (match.index ?? 0) + match[0].length
    const raw = match[0].endsWith('stream\n') ? bytes.subarray(from, from + length) : undefined
    objects.set(match[1] ?? '', { head, stream: raw && (head.includes('FlateDecode') ? inflateSync(raw) : raw) })
  }
  const ref = (head: string, name: string) => new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1] ?? ''
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head))
  return pages.map(({ head }) => {
    const resources = objects.get(ref(head, 'Resources'))?.head ?? head
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [
        name,
        tableOf(objects.get(ref(objects.get(id)?.head ?? '', 'ToUnicode'))?.stream?.toString('latin1') ?? ''),
      ]),
    )
    return wordsOf(objects.get(ref(head, 'Contents'))?.stream?.toString('latin1') ?? '', fonts)
  })
}

/** What each glyph of a font stands for. */
function tableOf(cmap: string): Map<number, string> {
  const table = new Map<number, string>()
  for (const [, first = '', , list = ''] of cmap.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/gi))
    for (const [at, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries())
      table.set(Number.parseInt(first, 16) + at, Buffer.from(hex.replace(/ /g, ''), 'hex').swap16().toString('utf16le'))
  return table
}

function wordsOf(content: string, fonts: Map<string, Map<number, string>>): string {
  let font: Map<number, string> | undefined
  const lines: string[] = []
  for (const [, name, set] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = fonts.get(name)
    else
      lines.push(
        [...(set ?? '').matchAll(/<([0-9a-f]+)>/g)]
          .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
          .map(glyph => font?.get(Number.parseInt(glyph, 16)) ?? '?')
          .join(''),
      )
  }
  return lines.join('\n')
}
