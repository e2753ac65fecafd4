/**
 * `npm run -s bench -- NAME` runs bench/NAME.ts and ends with its result as one line of JSON. `--quick` measures next to nothing,
 * and proves that it runs.
 */
import { existsSync } from 'node:fs'

const name = process.argv[2] ?? ''
const file = new URL(`./${name}.ts`, import.meta.url)
if (!/^[a-z-]+$/.test(name) || name === 'main' || !existsSync(file)) {
  console.error('Name a bench: npm run -s bench -- press')
  process.exit(2)
}
const { run } = (await import(file.href)) as { run: () => Promise<object> }
console.log(JSON.stringify(await run()))
