import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { BUGS, withBug } from './bugs.ts'

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

/** Plays seasons in processes of their own; answers what was said and the sum. */
async function simulate(...args: string[]): Promise<{ lines: string[]; sum: Sum }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/simulation/run.ts', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
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
  test('a season is the same whenever it is played', async () => {
    const [one, other] = await Promise.all([simulate('--seed', '2'), simulate('--seed', '2')])
    expect(one.lines.length).toBeGreaterThan(300)
    expect(other.lines).toEqual(one.lines)
  })

  // They broke before there was anything to play but sending.
  test.each(ONCE)('season %i: %s', async (seed, _, people) => {
    const { lines, sum } = await simulate(
      '--seed',
      String(seed),
      '--plays',
      'none',
      ...(people ? ['--invitees', String(people)] : []),
    )
    expect(sum.failing, lines.filter(line => line.includes('BROKEN')).join('\n')).toEqual([])
  })

  test('in two hundred seasons of faults nothing leaves twice, nothing is lost and no other promise is broken', async () => {
    const { lines, sum } = await simulate('--seeds', '200', '--workers', '2')
    expect(lines.slice(0, -1).join('\n')).toBe('')
    expect(sum).toMatchObject({ seeds: 200, duplicates: 0, lost: 0, failing: [] })
    expect(sum.letters).toBeGreaterThan(6_000)
    expect(sum.faults).toBeGreaterThan(3_000)
  }, 300_000)

  test('where events are lost for good, no more letters leave twice than nothing was heard of', async () => {
    const { lines, sum } = await simulate('--seeds', '100', '--place', 'cloud', '--events-lost', '--workers', '2')
    expect(lines.slice(0, -1).join('\n')).toBe('')
    expect(sum).toMatchObject({ duplicates: 0, lost: 0, failing: [] })
    expect(sum.unheard).toBeGreaterThan(50)
    expect(sum.doubled_unheard).toBeLessThanOrEqual(sum.unheard)
  }, 180_000)

  test('letters as they are composed keep the promises as the quick ones do', async () => {
    const { lines, sum } = await simulate('--seeds', '4', '--real-letters')
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
      const { sum } = await simulate('--letters', '100')
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
