/**
 * Puts the faces of printed pages where they are embedded from: the design system's, whole, in two weights. `--check`
 * fails when the result is stale. (What browsers load is packed in a way that no PDF can hold.)
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const OUT = 'pages/compiled/pdf-fonts.ts'
const face = (weight: string) =>
  readFileSync(`node_modules/@uswds/uswds/dist/fonts/source-sans-pro/sourcesanspro-${weight}-webfont.woff`).toString(
    'base64',
  )

const content = `// Made by \`npm run styles\`. Do not edit.
/** In base64. */
export const FACES = ${JSON.stringify({ regular: face('regular'), bold: face('bold') })} as const
`
const stale = !existsSync(OUT) || readFileSync(OUT, 'utf8') !== content
if (stale && process.argv.includes('--check')) {
  console.error(`${OUT} is stale: run npm run styles`)
  process.exit(1)
}
if (stale) writeFileSync(OUT, content)
