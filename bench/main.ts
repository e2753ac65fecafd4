/**
 * `npm run -s bench -- NAME` runs bench/NAME.ts and ends with its result as one line of JSON, with what machine it was and how busy.
 * `--quick` measures next to nothing, and proves that it runs.
 */
import { existsSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'

const name = process.argv[2] ?? ''
const file = new URL(`./${name}.ts`, import.meta.url)
if (!/^[a-z-]+$/.test(name) || name === 'main' || !existsSync(file)) {
  console.error('Name a bench: npm run -s bench -- press')
  process.exit(2)
}
const { run } = (await import(file.href)) as { run: () => Promise<object> }
const before = loadavg()[0]
const result = await run()
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.versions.node, load_before: before }
console.log(JSON.stringify({ ...result, machine }))
