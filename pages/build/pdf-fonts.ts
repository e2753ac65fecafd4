/**
 * Sets the faces of printed pages where they are embedded from, each part of an alphabet in a file of its own that is
 * loaded once a name needs it. `--check` fails when the packages they come from have changed since. All are under the SIL
 * Open Font License, which stands beside them. (What browsers load is packed in a way that no PDF can hold.)
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { create } from 'fontkit'
import subsetFont from 'subset-font'

const OUT = 'pages/compiled/faces'
const PACKAGES = {
  text: '@expo-google-fonts/source-sans-3',
  arabic: '@fontsource-variable/noto-sans-arabic',
  hebrew: '@fontsource-variable/noto-sans-hebrew',
  han: '@fontsource-variable/noto-sans-sc',
  hangul: '@fontsource-variable/noto-sans-kr',
  script: '@expo-google-fonts/great-vibes',
} as const
const WEIGHTS = { regular: 400, bold: 700 } as const
/** Chinese, Japanese and Korean come in one weight between the two: a second one would double all of it. */
const MEDIUM = 500
/** So many parts of an alphabet lie in one file. */
const A_FILE = 8

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version
const head = `// Made by \`npm run styles\` from ${Object.values(PACKAGES)
  .map(name => `${name} ${versionOf(name)}`)
  .join(', ')}. Do not edit.
`
/** The characters of a font that are printed, in order. */
const charactersOf = (font: Buffer): string[] =>
  create(font)
    .characterSet.filter(point => point >= 0x20)
    .sort((a, b) => a - b)
    .map(point => String.fromCodePoint(point))

/** In ASCII where signs would turn lines of the source around, or not show. */
const quoted = (words: string): string =>
  JSON.stringify(words).replace(/[^\x20-\x7e\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]/gu, sign =>
    [...Array(sign.length).keys()].map(at => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  )

/** Each packed as a whole: what draws with a font that packs each of its tables unpacks its letters anew for each of them. */
const setFile = (name: string, fonts: readonly Buffer[]): void =>
  writeFileSync(
    `${OUT}/${name}.ts`,
    `// Made by \`npm run styles\`. Do not edit.\nexport const PACKED: readonly string[] = [\n${fonts
      .map(font => `  '${deflateSync(font, { level: 9 }).toString('base64')}',\n`)
      .join('')}]\n`,
  )

async function make(): Promise<void> {
  rmSync(OUT, { recursive: true, force: true })
  mkdirSync(OUT, { recursive: true })
  const parts = [
    await wholeText(),
    await shaped('arabic'),
    await shaped('hebrew'),
    // Of a package for Chinese only what is Chinese or Japanese, with the signs that go with it: the rest is set above.
    ...(await sliced('han', /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]/u)),
    ...(await sliced('hangul', /\p{sc=Hangul}/u)),
  ]
  // The face in which a typed name is drawn as a signature: no part of an alphabet, and whole for the same reason.
  setFile('script', [readFileSync(`node_modules/${PACKAGES.script}/400Regular/GreatVibes_400Regular.ttf`)])
  copyFileSync(`node_modules/${PACKAGES.script}/LICENSE_FONT`, `${OUT}/LICENSE.great-vibes`)
  copyFileSync(`node_modules/${PACKAGES.text}/LICENSE_FONT`, `${OUT}/LICENSE.source-sans-3`)
  copyFileSync(`node_modules/${PACKAGES.han}/LICENSE`, `${OUT}/LICENSE.noto-sans`)
  writeFileSync(
    `${OUT}/index.ts`,
    `${head}type Fonts = { PACKED: readonly string[] }
/** A part of an alphabet: the characters it has, and where its faces are, in TrueType, packed by deflate, as base64: which file, and which in it. */
export interface Part {
  has: string
  at: number
  regular: () => Promise<Fonts>
  bold: () => Promise<Fonts>
}
export const PARTS: readonly Part[] = [
${parts.join('')}]
`,
  )
}

const part = (has: string, at: number, regular: string, bold: string): string =>
  `  {\n    has: ${quoted(has)},\n    at: ${at},\n    regular: () => import('./${regular}.ts'),\n    bold: () => import('./${bold}.ts'),\n  },\n`

/** Latin with Vietnamese, Greek and Cyrillic: the whole font as it is published, for its name is reserved. */
async function wholeText(): Promise<string> {
  const sources = { regular: '400Regular/SourceSans3_400Regular', bold: '700Bold/SourceSans3_700Bold' }
  let has: string[] = []
  for (const [weight, source] of Object.entries(sources)) {
    const font = readFileSync(`node_modules/${PACKAGES.text}/${source}.ttf`)
    has = charactersOf(font)
    setFile(`text-${weight}`, [font])
  }
  return part(has.join(''), 0, 'text-regular', 'text-bold')
}

const filesOf = (name: string): string => `node_modules/${name}/files`

/** An alphabet whose letters take their form from their neighbors: one font, with all that shapes them. */
async function shaped(alphabet: 'arabic' | 'hebrew'): Promise<string> {
  const source = readFileSync(`${filesOf(PACKAGES[alphabet])}/noto-sans-${alphabet}-${alphabet}-wght-normal.woff2`)
  const has = charactersOf(source).join('')
  for (const [weight, wght] of Object.entries(WEIGHTS))
    setFile(`${alphabet}-${weight}`, [
      await subsetFont(source, has, { targetFormat: 'truetype', variationAxes: { wght } }),
    ])
  return part(has, 0, `${alphabet}-regular`, `${alphabet}-bold`)
}

/** Thousands of characters in the parts in which a package ships them, and of each only what belongs to the script. */
async function sliced(alphabet: 'han' | 'hangul', belongs: RegExp): Promise<string[]> {
  const folder = filesOf(PACKAGES[alphabet])
  const made: { has: string; font: Buffer }[] = []
  for (const file of readdirSync(folder).sort()) {
    const source = readFileSync(`${folder}/${file}`)
    const has = charactersOf(source)
      .filter(character => belongs.test(character))
      .join('')
    if (has !== '')
      made.push({
        has,
        font: await subsetFont(source, has, {
          targetFormat: 'truetype',
          variationAxes: { wght: MEDIUM },
          noLayoutClosure: true,
        }),
      })
  }
  return made.map(({ has }, n) => {
    const file = `${alphabet}-${Math.floor(n / A_FILE)}`
    if (n % A_FILE === 0)
      setFile(
        file,
        made.slice(n, n + A_FILE).map(({ font }) => font),
      )
    return part(has, n % A_FILE, file, file)
  })
}

const isFresh = existsSync(`${OUT}/index.ts`) && readFileSync(`${OUT}/index.ts`, 'utf8').startsWith(head)
if (!isFresh && process.argv.includes('--check')) {
  console.error(`${OUT} is stale: run npm run styles`)
  process.exit(1)
}
if (!isFresh) await make()
