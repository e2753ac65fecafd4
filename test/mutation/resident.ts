/**
 * What runs the tests of a room again and again, in one thread that has loaded everything once: a mutant is switched on by its number,
 * so that trying one costs what its tests cost. (A worker of its own for each mutant costs half a second.)
 * Vitest makes it (`runner` in plugin.ts); instead of collecting, it answers what the plugin asks.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { BroadcastChannel } from 'node:worker_threads'
import { startTests } from '@vitest/runner'
import { type RunnerTask, type RunnerTestCase, type RunnerTestFile, type RunnerTestSuite, TestRunner } from 'vitest'
import { type Answer, type Ask, CHANNEL, type Hits, type Ran, type Reach } from './protocol.ts'

/** What the mutated code reads and writes. */
interface Switch {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  mutantCoverage?: Reach
  hitCount?: number
  hitLimit?: number | undefined
}

const mutants: Switch = {}
Object.assign(globalThis, { __stryker__: mutants })

// That data is safe when the power fails is for other tests to hold: here nothing waits for a disk.
fs.fdatasync = Object.assign((_file: number, done: fs.NoParamCallback) => setImmediate(done, null), fs.fdatasync)
syncBuiltinESMExports()

/** How long a test may take with a mutant, on a machine that has other things to do. Milliseconds. */
const PATIENCE = 60_000

const idOf = (test: RunnerTestCase) => `${test.file.name}#${test.id}`
const testsOf = (task: RunnerTask): RunnerTestCase[] => (task.type === 'suite' ? task.tasks.flatMap(testsOf) : [task])
const suitesOf = (suite: RunnerTestSuite): RunnerTestSuite[] => [
  suite,
  ...suite.tasks.flatMap(task => (task.type === 'suite' ? suitesOf(task) : [])),
]
const messageOf = (task: RunnerTask) =>
  task.result?.state === 'fail' ? (task.result.errors?.[0]?.message ?? 'failed') : undefined

/** Leaves of a file's tests those that are asked for; a group without any is passed over, with its hooks. */
function leave(task: RunnerTask, wanted: Set<string>): boolean {
  const stays =
    task.type === 'suite' ? task.tasks.filter(each => leave(each, wanted)).length > 0 : wanted.has(idOf(task))
  if (!stays) task.mode = 'skip'
  return stays
}

/**
 * Which tests to ask first: who noticed something last, for neighbors are often noticed by the same one; of those that have noticed
 * nothing yet, the quick ones.
 */
class Order {
  readonly #noticed = new Map<string, number>()
  readonly #took = new Map<string, number>()
  #count = 0

  noticed(test: RunnerTestCase): void {
    this.#count++
    for (const name of [idOf(test), test.file.name]) this.#noticed.set(name, this.#count)
  }

  /** Milliseconds; of a file, its longest test. */
  took(test: RunnerTestCase, millis: number): void {
    for (const name of [idOf(test), test.file.name]) this.#took.set(name, Math.max(millis, this.#took.get(name) ?? 0))
  }

  before(a: string, b: string): number {
    const noticed = (this.#noticed.get(b) ?? 0) - (this.#noticed.get(a) ?? 0)
    return noticed || (this.#took.get(a) ?? 0) - (this.#took.get(b) ?? 0)
  }

  sort(suite: RunnerTestSuite): string {
    const first = (task: RunnerTask) => (task.type === 'suite' ? this.sort(task) : idOf(task))
    const named = suite.tasks.map(task => ({ task, name: first(task) })).sort((a, b) => this.before(a.name, b.name))
    suite.tasks = named.map(({ task }) => task)
    return named[0]?.name ?? ''
  }
}

export default class Resident extends TestRunner {
  #files: string[] = []
  readonly #order = new Order()
  #wanted: Set<string> | undefined
  #failed = false
  /** What the processor has spent in this thread when the test began, and on each test. Microseconds, milliseconds. */
  #begun = 0
  readonly #spent = new WeakMap<RunnerTestCase, number>()
  #serving = false

  async onBeforeCollect(): Promise<void> {
    if (this.#serving) return
    this.#serving = true
    // Nothing of these runs is told to Vitest: it waits for one that ends when the plugin says so.
    const quiet = Object.fromEntries(
      ['onTaskUpdate', 'onTestAnnotate', 'onTestArtifactRecord'].map(name => [name, undefined]),
    )
    Object.assign(this, quiet, {
      onCollectStart: TestRunner.prototype.onCollectStart,
      onAfterRunFiles: TestRunner.prototype.onAfterRunFiles,
      onCollected: (files: RunnerTestFile[]) => this.#choose(files),
      onAfterRunTask: (test: RunnerTestCase) => this.#note(test),
    })
    const channel = new BroadcastChannel(CHANNEL)
    const ended = new Promise<void>(resolve => {
      channel.onmessage = async event => {
        const ask = event.data as Ask
        if (ask.kind === 'end') resolve()
        else channel.postMessage(await this.#answer(ask))
      }
    })
    channel.postMessage({ ran: [], hits: 0 } satisfies Answer)
    await ended
    channel.close()
  }

  /** A file of tests is read anew for each run, what it imports is not. */
  override importFile(path: string): unknown {
    return super.importFile(path, 'setup')
  }

  override async onBeforeRunTask(test: RunnerTestCase): Promise<void> {
    if (this.#failed) test.mode = 'skip'
    this.#begun = spent()
    await super.onBeforeRunTask(test)
  }

  override onBeforeTryTask(test: RunnerTestCase): void {
    mutants.currentTestId = idOf(test)
    super.onBeforeTryTask(test)
  }

  #choose(files: RunnerTestFile[]): void {
    for (const file of files) {
      if (this.#wanted) leave(file, this.#wanted)
      this.#order.sort(file)
    }
  }

  #note(test: RunnerTestCase): void {
    const millis = (spent() - this.#begun) / 1000
    this.#spent.set(test, millis)
    if (mutants.activeMutant === undefined) this.#order.took(test, millis)
    // What the hooks of a file reach, all its tests reach.
    mutants.currentTestId = test.file.name
    if (test.result?.state !== 'fail') return
    this.#failed = true
    if (mutants.activeMutant !== undefined) this.#order.noticed(test)
  }

  async #answer(ask: Exclude<Ask, { kind: 'end' }>): Promise<Answer> {
    if (ask.kind === 'load') {
      mutants.activeMutant = undefined
      mutants.currentTestId = undefined
      this.#files = ask.files
      this.#wanted = new Set()
      return this.#run(this.#files, ask.kind)
    }
    this.#wanted = ask.kind === 'try' && ask.tests ? new Set(ask.tests) : undefined
    this.config.testTimeout = this.config.hookTimeout = ask.kind === 'try' ? PATIENCE : 0
    const named = new Set(this.#wanted && [...this.#wanted].map(id => id.split('#')[0]))
    const files = this.#files.filter(file => !this.#wanted || named.has(file)).sort((a, b) => this.#order.before(a, b))
    if (ask.kind === 'try') Object.assign(mutants, { activeMutant: ask.active, hitCount: 0, hitLimit: ask.hitLimit })
    const answer = await this.#run(files, ask.kind)
    if (ask.kind === 'reach') answer.reach = reachOf(answer.ran)
    return answer
  }

  async #run(names: string[], kind: 'load' | 'reach' | 'try'): Promise<Answer> {
    this.#failed = false
    const answer: Answer = { ran: [], hits: 0 }
    for (const name of names) {
      if (kind !== 'load') mutants.currentTestId = name
      const files = await startTests([{ filepath: `${this.config.root}/${name}`, testLocations: undefined }], this)
      for (const file of files) {
        const ran = testsOf(file).filter(test => test.result && test.mode === 'run')
        answer.ran.push(...ran.map(test => ranOf(test, this.#spent.get(test) ?? 0)))
        const failure = suitesOf(file)
          .map(messageOf)
          .find(message => message !== undefined)
        if (failure !== undefined) answer.failure = failure
      }
      const failed = answer.failure !== undefined || this.#failed
      if (failed && kind !== 'reach') break
      this.#failed = false
    }
    answer.hits = mutants.hitCount ?? 0
    return answer
  }
}

function spent(): number {
  const { user, system } = process.threadCpuUsage()
  return user + system
}

function ranOf(test: RunnerTestCase, millis: number): Ran {
  const failure = messageOf(test)
  const ran = { id: idOf(test), name: test.fullTestName, file: test.file.name, millis }
  return failure === undefined ? ran : { ...ran, failure }
}

function reachOf(ran: Ran[]): Reach {
  const { static: loaded, perTest } = mutants.mutantCoverage ?? { static: {}, perTest: {} }
  const found = ran.map(({ id, file }): [string, Hits] => {
    const hits = { ...perTest[file] }
    for (const [mutant, count] of Object.entries(perTest[id] ?? {})) hits[mutant] = (hits[mutant] ?? 0) + count
    return [id, hits]
  })
  return { static: loaded, perTest: Object.fromEntries(found) }
}
