/**
 * The lines of our own files in an error's stack. Node could name them by itself (`--enable-source-maps`), but reads every
 * source map as the code is loaded; here a map is read once an error names its file.
 */
import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'

/** Bundles lie in one folder, each with its map beside it. */
const HERE = new URL('.', import.meta.url).href
const PLACE = /(file:\/\/[^\s()]+\.mjs):(\d+):(\d+)/g

const maps = new Map<string, SourceMap | undefined>()

/** `text` with every place in a bundle of ours told as the file, line and column that it was made of; else as it was. */
export const inOurFiles = (text: string): string =>
  text.replace(PLACE, (place, file: string, line: string, column: string) => {
    const found = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1)
    if (!found || !('originalSource' in found)) return place
    const { originalSource, originalLine, originalColumn } = found
    return `${originalSource.replace(/^(?:\.\.\/)+/, '')}:${originalLine + 1}:${originalColumn + 1}`
  })

function mapOf(file: string): SourceMap | undefined {
  if (!file.startsWith(HERE)) return undefined
  if (!maps.has(file)) maps.set(file, read(file))
  return maps.get(file)
}

/** A map that is missing or damaged must not hide the error that asks for it. */
function read(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(file)}.map`, 'utf8')))
  } catch {
    return undefined
  }
}
