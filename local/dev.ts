/**
 * `npm run dev`: Convoke that starts again when its source changes, with letters compiled and the stylesheet cut again when
 * theirs does. What follows `--` goes to it: `npm run dev -- --port 9000`.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { extname } from 'node:path'

/** Changes come in bursts: an editor writes a file in several steps. Milliseconds. */
const BURST = 150

/** What is made of which files when they change, each by a command of its own. */
const MADE = [
  { of: 'templates', ending: '.mjml', by: ['templates/build/compile.ts'] },
  // A class that a page uses for the first time has to be in the stylesheet too.
  { of: 'pages', ending: '.css', by: ['pages/build/styles.ts'] },
  { of: 'pages', ending: '.tsx', by: ['pages/build/styles.ts'] },
] as const

const run = (...args: string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', ...args], { stdio: 'inherit' })

/** Makes it when asked; asked again meanwhile, once more afterwards. */
function maker(by: readonly string[]): () => void {
  let going = false
  let again = false
  return function make() {
    if (going) {
      again = true
      return
    }
    going = true
    run(...by).once('exit', () => {
      going = false
      if (!again) return
      again = false
      make()
    })
  }
}

const makers = new Map(MADE.map(({ by }) => [by[0] as string, maker(by)]))
const waiting = new Map<string, NodeJS.Timeout>()
for (const folder of new Set(MADE.map(({ of }) => of)))
  watch(folder, { recursive: true }, (_, name) => {
    const made = MADE.find(({ of, ending }) => of === folder && extname(name ?? '') === ending)
    if (!made) return
    const [what] = made.by
    clearTimeout(waiting.get(what))
    waiting.set(
      what,
      setTimeout(() => makers.get(what)?.(), BURST),
    )
  })

// The runtime watches what the program has loaded, what is made included, and ends the old process before a new one starts.
const server = spawn(
  process.execPath,
  ['--import', 'tsx', '--watch', '--watch-preserve-output', 'local/main.ts', ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => server.kill(signal))
server.once('exit', code => process.exit(code ?? 0))
