/**
 * Does in an empty folder what serve/Dockerfile says, step by step, and starts what comes of it: for machines without Docker.
 * `npm run -s image`. It asks npm's registry for the packages of the lockfile.
 */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { freePort } from './fronts.ts'

interface Step {
  does: string
  what: string
}

/** The steps of each stage, in order; continued lines are one. */
export function stagesOf(dockerfile: string): Step[][] {
  const lines = dockerfile.replace(/\\\n\s*/g, ' ').split('\n')
  const stages: Step[][] = []
  for (const line of lines) {
    const [, does = '', what = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
    if (does === 'FROM') stages.push([])
    else if (does !== '') stages.at(-1)?.push({ does, what })
  }
  return stages
}

/** What a step copies from the project, and where to. */
export const copied = ({ does, what }: Step): { from: string[]; to: string } | undefined => {
  const words = what.split(/\s+/)
  return does === 'COPY' && !what.startsWith('--from')
    ? { from: words.slice(0, -1), to: words.at(-1) ?? '' }
    : undefined
}

function build(stages: readonly Step[][], root: string): string {
  const folders = stages.map((_, n) => join(root, `stage-${n}`))
  for (const [n, steps] of stages.entries()) {
    const here = folders[n] ?? ''
    mkdirSync(here)
    for (const step of steps) {
      const own = copied(step)
      // Of a folder Docker copies what is in it; of files to a folder, each under its name.
      for (const from of own?.from ?? []) {
        const to = own && (own.from.length > 1 || own.to.endsWith('/')) ? join(own.to, basename(from)) : (own?.to ?? '')
        cpSync(from, join(here, to), { recursive: true })
      }
      if (step.does === 'COPY' && own === undefined)
        cpSync(join(folders[0] ?? '', 'node_modules'), join(here, 'node_modules'), {
          recursive: true,
          verbatimSymlinks: true,
        })
      // What is done to the root of the image has no place here.
      if (step.does === 'RUN' && !/ \/data\b/.test(step.what)) {
        const ran = spawnSync('sh', ['-ec', step.what], {
          cwd: here,
          stdio: 'inherit',
          env: { ...process.env, NODE_ENV: '' },
        })
        if (ran.status !== 0) throw new Error(`RUN ${step.what} ended with ${ran.status}`)
      }
    }
  }
  return folders.at(-1) ?? ''
}

const wordsOf = (steps: readonly Step[], name: string): string[] =>
  JSON.parse(steps.find(({ does }) => does === name)?.what.replace(/^.*?CMD\s+/, '') ?? '[]')

async function main(): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'convoke-image-'))
  try {
    const stages = stagesOf(readFileSync('serve/Dockerfile', 'utf8'))
    const last = stages.at(-1) ?? []
    const folder = build(stages, root)
    const dev = ['vitest', 'typescript', 'aws-cdk-lib', 'playwright-core'].filter(name =>
      readdirSync(join(folder, 'node_modules')).includes(name),
    )
    const size = spawnSync('du', ['-sm', folder], { encoding: 'utf8' }).stdout.split('\t')[0]
    const port = await freePort()
    const data = join(root, 'data')
    const [, ...words] = wordsOf(last, 'ENTRYPOINT')
    const args = words.map(word => (word === '/data' ? data : word === '0.0.0.0' ? '127.0.0.1' : word))
    const began = performance.now()
    // As in the image: nothing of it can be written but the data, and there is no folder for what is temporary.
    const env = { PATH: process.env.PATH, NODE_ENV: 'production', TMPDIR: '/nonexistent', HOME: '/nonexistent' }
    const child = spawn(process.execPath, [...args, '--port', String(port), '--smtp-port', 'off'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    const [, ...check] = wordsOf(last, 'HEALTHCHECK').map(word => word.replace(':8080', `:${port}`))
    const isHealthy = () => spawnSync(process.execPath, check, { env }).status === 0
    while (!isHealthy())
      if (child.exitCode !== null || performance.now() - began > 60_000) throw new Error('it does not get healthy')
    const healthy = Math.round(performance.now() - began)
    const page = await fetch(`http://127.0.0.1:${port}/sign-in`)
    const ended = new Promise<number | null>(done => child.once('exit', done))
    child.kill('SIGTERM')
    const said = {
      MB: Number(size),
      dev_packages: dev,
      healthy_after_ms: healthy,
      page: page.status,
      ended_with: await ended,
    }
    process.stdout.write(`${JSON.stringify(said)}\n`)
    if (dev.length > 0 || page.status !== 200 || said.ended_with !== 0 || isHealthy()) process.exitCode = 1
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

if (process.argv[1] === import.meta.filename) await main()
