/**
 * Cuts the design system's stylesheet to the classes our pages use, adds our own, and puts both and the script where
 * the app serves them from, under names that change with their content. `--check` fails when the result is stale.
 */
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { PurgeCSS } from 'purgecss'
import { inTwoSchemes } from './two-schemes.ts'

const USWDS = 'node_modules/@uswds/uswds/dist/css/uswds.min.css'
/** Our own rules: those of every page, then those of single ones. */
const THEME = [
  'pages/web/theme.css',
  'pages/web/campaign-nav.css',
  'pages/web/lists.css',
  'pages/list/import.css',
  'pages/list/choose.css',
  'pages/web/controls.css',
  'pages/web/kept.css',
  'pages/campaign/steps.css',
  'pages/campaign/letter.css',
  'pages/campaign/texts.css',
  'pages/campaign/timing.css',
  'pages/campaign/review.css',
  'pages/campaign/sign.css',
  'pages/campaign/home.css',
  'pages/answer/board.css',
  'pages/answer/tags.css',
  'pages/answer/needs-you.css',
  'pages/send/waves.css',
  'pages/answer/person.css',
  'pages/answer/rsvp.css',
  'pages/campaign/sessions.css',
  'pages/teams/teams.css',
  'pages/day/day.css',
  'pages/day/summary.css',
  'pages/table/quarterly.css',
  'pages/prepare/readiness.css',
  'pages/operate/operator.css',
  'pages/web/print.css',
]
/** Of every page: what is put back in a form comes last, so that whatever follows what is typed hears of it. */
const SCRIPTS = ['pages/web/page.js', 'pages/web/kept.js']
/** The design system's own face, in the two weights pages use; other characters fall back to the reader's system. */
const FONTS = { 400: 'regular', 700: 'bold' } as const
const FONT = (weight: string) =>
  `node_modules/@uswds/uswds/dist/fonts/source-sans-pro/sourcesanspro-${weight}-webfont.woff2`
const OUT = 'pages/compiled'
const MADE = '// Made by `npm run styles`. Do not edit.\n'
const PAGES = ['pages/**/*.tsx', 'local/workbench/workbench-pages.ts', 'functions/**/*.tsx']

/** Fonts and pictures of the design system would be requests; system fonts and our own drawings do. */
const withoutRequests = (css: string): string =>
  css
    .replace(/@font-face\s*\{[^}]*\}/g, '')
    .replace(/@charset[^;]*;/g, '')
    .replace(/url\((?!["']?data:)[^)]*\)/g, 'none')
    .replace(/font-family:\s*Source Sans Pro Web[^;}]*/g, 'font-family:inherit')
    .replace(/font-family:\s*Merriweather Web[^;}]*/g, 'font-family:inherit')

const nameOf = (content: string | Buffer, ending: string): string =>
  `/assets/${createHash('sha256').update(content).digest('hex').slice(0, 12)}.${ending}`

async function build(): Promise<{ styles: string; files: Record<string, string> }> {
  const content = PAGES.flatMap(pattern => globSync(pattern)).sort()
  const [cut] = await new PurgeCSS().purge({
    content,
    css: [{ raw: readFileSync(USWDS, 'utf8') }],
    defaultExtractor: text => text.match(/[A-Za-z0-9_:@/.-]+/g) ?? [],
    variables: true,
  })
  const fonts = Object.entries(FONTS).map(([weight, name]) => {
    const bytes = readFileSync(FONT(name))
    const path = nameOf(bytes, 'woff2')
    const face = `@font-face{font-family:"Source Sans";font-weight:${weight};font-display:swap;src:url(${path}) format("woff2")}`
    return { path, face, base64: bytes.toString('base64') }
  })
  const faces = fonts.map(({ face }) => face).join('\n')
  const own = THEME.map(file => readFileSync(file, 'utf8')).join('\n')
  const styles = `${faces}\n${inTwoSchemes(`${withoutRequests(cut?.css ?? '')}\n${own}`)}`
  const script = SCRIPTS.map(file => readFileSync(file, 'utf8')).join('\n')
  const door = readFileSync('pages/day/check-in.js', 'utf8')
  const pictures = readFileSync('pages/campaign/pictures.js', 'utf8')
  const passkey = readFileSync('pages/access/passkey.js', 'utf8')
  const paths = {
    styles: nameOf(styles, 'css'),
    script: nameOf(script, 'js'),
    door: nameOf(door, 'js'),
    pictures: nameOf(pictures, 'js'),
    passkey: nameOf(passkey, 'js'),
    fonts: fonts.map(({ path }) => path),
  }
  const files = {
    'assets.ts': `${MADE}export const ASSETS = ${JSON.stringify(paths)} as const\n`,
    // Each is served once to a browser; the pages name them.
    'served.ts': `${MADE}export const STYLES = ${JSON.stringify(styles)}
export const SCRIPT = ${JSON.stringify(script)}
export const DOOR_SCRIPT = ${JSON.stringify(door)}
export const PICTURES_SCRIPT = ${JSON.stringify(pictures)}
`,
    // Guests' pages have no use for it.
    'passkey-script.ts': `${MADE}export const PASSKEY_SCRIPT = ${JSON.stringify(passkey)}\n`,
    'fonts.ts': `${MADE}/** By path, in base64. */
export const FONTS: Record<string, string> = ${JSON.stringify(Object.fromEntries(fonts.map(({ path, base64 }) => [path, base64])))}
`,
  }
  return { styles, files }
}

const { styles, files } = await build()
const check = process.argv.includes('--check')
mkdirSync(OUT, { recursive: true })
for (const [name, content] of Object.entries(files)) {
  const path = `${OUT}/${name}`
  const stale = !existsSync(path) || readFileSync(path, 'utf8') !== content
  if (check && stale) {
    console.error(`${path} is stale: run npm run styles`)
    process.exit(1)
  }
  if (stale) writeFileSync(path, content)
}
if (!check) console.log(`stylesheet: ${Math.round(styles.length / 1024)} KB`)
