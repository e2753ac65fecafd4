import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { withBug } from './bug.ts'
import { BUGS } from './bugs.ts'

interface Sum {
  seeds: number
  letters: number
  faults: number
  duplicates: number
  lost: number
  doubled_unheard: number
  unheard: number
  failing: number[]
}

/** Plays seasons in processes of their own, as the pages say it is done; answers what was said and the sum. */
async function simulate(command: string): Promise<{ lines: string[]; sum: Sum }> {
  const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', text => {
    said += text
  })
  await new Promise(done => child.once('close', done))
  const lines = said.trimEnd().split('\n')
  return { lines, sum: JSON.parse(lines.at(-1) ?? '') as Sum }
}

/** Seasons that broke a promise once, with how many people at most, and what was mended then. */
const ONCE: [seed: number, mended: string, people?: number][] = [
  [1571, 'a letter in doubt was to be sent again: its entry was forgotten, and kept the old time'],
  [1084, 'a follow-up told of the move, and the calendar kept the old time'],
  [
    7037,
    'the letter was in doubt, to be sent again and then not wanted: its entry was forgotten, and kept the old time',
  ],
  [4012, 'a letter in doubt was to be sent again: that it may have arrived was forgotten, and another came at once'],
  [19_214, 'who was added by a run that stood still while the letter left never got it'],
  [250, 'a follow-up that a move cut short was to be signed by nobody, and waited for good', 150],
  [281, 'a move that was made though its answer was lost counted as none', 150],
  [21_497, 'a letter came back while the convener took it as sent: that it had was forgotten'],
]

describe('the simulation', () => {
  test('a season is the same whenever it is played, and whatever was played before', async () => {
    const [one, other] = await Promise.all([
      simulate('npm run simulate -- --seed 7'),
      simulate('npm run simulate -- --seed 5 --seed 7'),
    ])
    const traced = one.lines.slice(
      one.lines.findIndex(line => /^\d{4}-/.test(line)),
      -1,
    )
    expect(traced.length).toBeGreaterThan(300)
    expect(other.lines.slice(-traced.length - 1, -1)).toEqual(traced)
    expect(other.sum.seeds).toBe(2)
  })

  describe('a season that broke a promise once keeps it', () => {
    // They broke before there was anything to play but sending.
    const together = (people: number | undefined) => {
      const seeds = ONCE.filter(each => each[2] === people).map(([seed]) => `--seed ${seed}`)
      return simulate(`npm run -s simulate -- --plays none ${people ? `--invitees ${people}` : ''} ${seeds.join(' ')}`)
    }
    let played: { lines: string[]; sum: Sum }[]
    beforeAll(async () => {
      played = await Promise.all([together(undefined), together(150)])
    })

    test.each(ONCE)('season %i: %s', (seed, _, people) => {
      const { lines, sum } = played[people ? 1 : 0] as (typeof played)[number]
      expect(lines.filter(line => line.startsWith(`seed ${seed}: `))).toEqual([])
      expect(sum).toMatchObject({ seeds: ONCE.filter(each => each[2] === people).length, failing: [] })
    })
  })

  test('in two hundred seasons of faults nothing leaves twice, nothing is lost and no other promise is broken', async () => {
    const { lines, sum } = await simulate('npm run -s simulate -- --seeds 200 --workers 2')
    expect(lines.slice(0, -1).join('\n')).toBe('')
    expect(sum).toMatchObject({ seeds: 200, duplicates: 0, lost: 0, failing: [] })
    expect(sum.letters).toBeGreaterThan(6_000)
    expect(sum.faults).toBeGreaterThan(3_000)
  }, 300_000)

  test('where events are lost for good, no more letters leave twice than nothing was heard of', async () => {
    const { lines, sum } = await simulate('npm run -s simulate -- --seeds 20 --place cloud --events-lost')
    expect(lines.slice(0, -1).join('\n')).toBe('')
    expect(sum).toMatchObject({ duplicates: 0, lost: 0, failing: [] })
    expect(sum.unheard).toBeGreaterThan(10)
    expect(sum.doubled_unheard).toBeLessThanOrEqual(sum.unheard)
  }, 180_000)

  test('letters as they are composed keep the promises as the quick ones do', async () => {
    const { lines, sum } = await simulate('npm run -s simulate -- --seeds 2 --real-letters')
    expect(lines.slice(0, -1).join('\n')).toBe('')
    expect(sum.letters).toBeGreaterThan(50)
  }, 180_000)

  test('as many letters as are asked for are shared among one process a core, which share nothing out again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'convoke-processes-'))
    const [counter, started] = [join(folder, 'counter.mjs'), join(folder, 'started')]
    const cores = availableParallelism()
    // Every Node that starts writes a line; past any right number it ends, so that a fault here costs no machine.
    writeFileSync(
      counter,
      `import { appendFileSync, readFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
if (isMainThread && process.argv.some(each => each.endsWith('run.ts'))) {
  appendFileSync(${JSON.stringify(started)}, process.pid + '\\n')
  if (readFileSync(${JSON.stringify(started)}, 'utf8').split('\\n').length > ${cores + 10}) process.exit(1)
}`,
    )
    const before = process.env.NODE_OPTIONS
    try {
      process.env.NODE_OPTIONS = `${before ?? ''} --import ${pathToFileURL(counter).href}`
      const { sum } = await simulate('npm run -s simulate -- --letters 100')
      expect(sum.letters).toBeGreaterThanOrEqual(100)
      const processes = readFileSync(started, 'utf8').trim().split('\n').length
      expect(processes).toBe(cores > 1 ? 1 + cores : 1)
    } finally {
      if (before === undefined) delete process.env.NODE_OPTIONS
      else process.env.NODE_OPTIONS = before
      rmSync(folder, { recursive: true, force: true })
    }
  }, 300_000)

  test.each(BUGS.map(bug => [bug.name, bug] as const))('the deliberate bug fits the source as it is: %s', (_, bug) => {
    for (const { text } of withBug(bug)) expect(text.length).toBeGreaterThan(0)
  })
})
