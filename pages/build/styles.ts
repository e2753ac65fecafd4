/**
 * Cuts the design system's stylesheet to the classes our pages use, adds our own, and puts both and the script where
 * the app serves them from, under names that change with their content. `--check` fails when the result is stale.
 */
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { PurgeCSS } from 'purgecss'

const USWDS = 'node_modules/@uswds/uswds/dist/css/uswds.min.css'
/** Our own rules: those of every page, then those of single ones. */
const THEME = ['pages/theme.css', 'pages/lists.css', 'pages/board.css']
const OUT = 'pages/compiled'
const PAGES = ['pages/**/*.tsx', 'local/workbench-pages.ts', 'functions/web/**/*.tsx']

/** Fonts and pictures of the design system would be requests; system fonts and our own drawings do. */
const withoutRequests = (css: string): string =>
  css
    .replace(/@font-face\s*\{[^}]*\}/g, '')
    .replace(/@charset[^;]*;/g, '')
    .replace(/url\((?!["']?data:)[^)]*\)/g, 'none')
    .replace(/font-family:\s*Source Sans Pro Web[^;}]*/g, 'font-family:inherit')
    .replace(/font-family:\s*Merriweather Web[^;}]*/g, 'font-family:inherit')

async function build(): Promise<{ styles: string; script: string; module: string }> {
  const content = PAGES.flatMap(pattern => globSync(pattern)).sort()
  const [cut] = await new PurgeCSS().purge({
    content,
    css: [{ raw: readFileSync(USWDS, 'utf8') }],
    defaultExtractor: text => text.match(/[A-Za-z0-9_:@/.-]+/g) ?? [],
    variables: true,
  })
  const styles = `${withoutRequests(cut?.css ?? '')}\n${THEME.map(file => readFileSync(file, 'utf8')).join('\n')}`
  const script = readFileSync('pages/page.js', 'utf8')
  const name = (text: string, ending: string) =>
    `/assets/${createHash('sha256').update(text).digest('hex').slice(0, 12)}.${ending}`
  const module =
    '// Made by `npm run styles`. Do not edit.\n' +
    `export const ASSETS = { styles: '${name(styles, 'css')}', script: '${name(script, 'js')}' } as const\n` +
    `export const STYLES = ${JSON.stringify(styles)}\n` +
    `export const SCRIPT = ${JSON.stringify(script)}\n`
  return { styles, script, module }
}

const { module, styles } = await build()
const path = `${OUT}/assets.ts`
if (process.argv.includes('--check')) {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== module) {
    console.error('pages/compiled is stale: run npm run styles')
    process.exit(1)
  }
} else {
  mkdirSync(OUT, { recursive: true })
  writeFileSync(path, module)
  console.log(`stylesheet: ${Math.round(styles.length / 1024)} KB`)
}
