/**
 * Compiles templates/*.mjml to templates/compiled/frames.ts, so that nothing at run time needs MJML.
 * With --check it writes nothing and fails when the compiled file is not what the templates say.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import mjml2html from 'mjml'
import type { Segment } from '../frame.ts'

const room = fileURLToPath(new URL('..', import.meta.url))
export const target = join(room, 'compiled', 'frames.ts')

/** Cuts compiled HTML at its slots: `{{name}}` is text or an attribute, `{{{name}}}` is finished HTML. */
export function cut(html: string): Segment[] {
  const segments: Segment[] = []
  let from = 0
  for (const match of html.matchAll(/\{\{\{([a-z_]+)\}\}\}|\{\{([a-z_]+)\}\}/g)) {
    const before = html.slice(0, match.index)
    const inTag = before.lastIndexOf('<') > before.lastIndexOf('>')
    const place = match[1] !== undefined ? 'html' : inTag ? 'attribute' : 'text'
    segments.push(html.slice(from, match.index), { slot: match[1] ?? match[2] ?? '', place })
    from = match.index + match[0].length
  }
  segments.push(html.slice(from))
  return segments.filter(segment => segment !== '')
}

/**
 * What MJML writes that says nothing (the initial value, an empty attribute, a tag that every parser adds by itself), or
 * that a mailbox does by itself and some would rather not see in a letter.
 */
const IDLE =
  /\b(?:cursor:auto|text-transform:none|word-spacing:normal|direction:ltr|outline:none);\s*|\s+(?:target="_blank"|style=""|class=""|dir="ltr"(?= style))|<\/?tbody>/g

/** Fewer bytes for the same letter: indentation and empty lines go, every line break stays one. */
export const tightened = (html: string): string =>
  html
    .replace(IDLE, '')
    // An attribute a line: a line break more than the blank it stands for, and two octets in a message.
    .replace(/(<[a-z]+)\s*\n\s*|\s*\n\s*(\/?>)/g, (_, tag, end) => (tag ? `${tag} ` : end))
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .join('\n')

/** One frame's source as HTML with its slots still in it. */
export async function compileFrame(path: string): Promise<string> {
  const { html, errors } = await mjml2html(readFileSync(path, 'utf8'), {
    filePath: path,
    ignoreIncludes: false,
    validationLevel: 'strict',
    fonts: {},
  })
  if (errors.length > 0) throw new Error(`${basename(path)}: ${errors.map(error => error.formattedMessage).join('; ')}`)
  return html
}

/** The text of templates/compiled/frames.ts as the templates say it now. */
export async function compiled(): Promise<string> {
  const names = readdirSync(room)
    .filter(name => name.endsWith('.mjml'))
    .sort()
  const frames: string[] = []
  for (const name of names) {
    const segments = cut(tightened(await compileFrame(join(room, name))))
    frames.push(`  '${basename(name, '.mjml')}': ${JSON.stringify(segments, null, 1)},\n`)
  }
  return [
    '// Made from templates/*.mjml by `npm run templates`. Do not edit.',
    "import type { Frame } from '../frame.ts'",
    '',
    'export const frames = {',
    `${frames.join('')}} satisfies Record<string, Frame>`,
    '',
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await compiled()
  const stale = !existsSync(target) || readFileSync(target, 'utf8') !== text
  if (!process.argv.includes('--check')) writeFileSync(target, text)
  else if (stale) {
    console.error('templates/compiled is not what templates/*.mjml says: run `npm run templates`.')
    process.exitCode = 1
  }
}
