/**
 * Which lines and branches the tests come by, by layer. Without browsers, which look at what others have tested.
 *
 *     npm run coverage                     all tests
 *     npm run coverage -- test/domain      some of them
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

const LAYERS = ['domain', 'templates', 'mail', 'pages', 'functions', 'identity', 'local', 'aws', 'infra']
const FOLDER = 'coverage.tmp'

type Share = { total: number; covered: number }
type Summary = Record<string, Record<'lines' | 'branches' | 'functions', Share>>

const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project=parts',
    '--coverage.enabled',
    '--coverage.provider=v8',
    '--coverage.reporter=json-summary',
    '--coverage.reporter=html',
    '--coverage.reportOnFailure',
    `--coverage.reportsDirectory=${FOLDER}`,
    ...LAYERS.map(layer => `--coverage.include=${layer}/**/*.{ts,tsx}`),
    '--coverage.exclude=**/build/**',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
)

const summary = JSON.parse(readFileSync(`${FOLDER}/coverage-summary.json`, 'utf8')) as Summary
const files = Object.entries(summary).map(([path, shares]) => ({ path: relative('.', path), ...shares }))
const percent = (shares: Share[]) => {
  const [covered, total] = [
    shares.reduce((sum, each) => sum + each.covered, 0),
    shares.reduce((sum, each) => sum + each.total, 0),
  ]
  return total === 0 ? '–' : ((100 * covered) / total).toFixed(1)
}
const rows = LAYERS.map(layer => {
  const own = files.filter(({ path }) => path.startsWith(`${layer}/`))
  return [
    layer,
    percent(own.map(each => each.lines)),
    percent(own.map(each => each.branches)),
    percent(own.map(each => each.functions)),
  ]
})
for (const row of [['layer', 'lines %', 'branches %', 'functions %'], ...rows])
  console.log(row.map((cell, n) => (n === 0 ? cell.padEnd(12) : cell.padStart(12))).join(''))
console.log(`File by file: ${FOLDER}/index.html`)
process.exitCode = status ?? 1
