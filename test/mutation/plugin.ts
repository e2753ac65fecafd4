/** How Stryker runs our tests: a Vitest of its own in each of its processes, with one thread that stays (resident.ts). */
import { appendFileSync, existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { BroadcastChannel } from 'node:worker_threads'
import { declareClassPlugin, declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin'
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner'
import { createVitest, type Vitest } from 'vitest/node'
import { type Answer, type Ask, CHANNEL, type Ran } from './protocol.ts'
import { type Bug, isChosen, NOT_CHOSEN, wishes } from './wishes.ts'

class OurTests implements TestRunner {
  #vitest: Vitest | undefined
  #running: Promise<unknown> | undefined
  readonly #channel = new BroadcastChannel(CHANNEL)
  #files: string[] = []

  capabilities() {
    return { reloadEnvironment: true }
  }

  async init(): Promise<void> {
    this.#files = wishes().tests
    this.#vitest = await createVitest('test', {
      config: false,
      include: this.#files,
      runner: 'test/mutation/resident.ts',
      pool: 'threads',
      maxWorkers: 1,
      isolate: false,
      env: temporary(),
      watch: false,
      reporters: [],
      onConsoleLog: () => false,
    })
    await this.#load()
  }

  async dryRun(_options: DryRunOptions): Promise<DryRunResult> {
    const { ran, failure, reach } = await this.#ask({ kind: 'reach' })
    const failed = ran.some(each => each.failure !== undefined)
    if (failure !== undefined && !failed) return { status: DryRunStatus.Error, errorMessage: failure }
    const { slow, notes } = wishes()
    for (const { id, name, millis } of ran.filter(each => each.millis > slow)) {
      // Stryker keeps to itself what its processes print.
      appendFileSync(notes, `Left out, as it takes ${Math.round(millis)} ms: ${name}\n`)
      if (reach) reach.perTest[id] = {}
    }
    return { status: DryRunStatus.Complete, tests: ran.map(testOf), ...(reach ? { mutantCoverage: reach } : {}) }
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    if (!isChosen(reported(options.activeMutant), wishes()))
      return { status: MutantRunStatus.Error, errorMessage: NOT_CHOSEN }
    // What runs once is not tried (run.ts), so Stryker's wish to have everything loaded anew is for nothing.
    const found = await this.#try(options)
    if (found.status !== MutantRunStatus.Killed) return found
    // Something that is remembered may be spoiled, by this bug or one before: then all is loaded anew, and it is tried once more.
    const { ran, failure } = await this.#ask({ kind: 'try', active: undefined, tests: found.killedBy.slice(0, 1) })
    if (failure === undefined && ran.every(each => each.failure === undefined)) return found
    await this.#load()
    return this.#try(options)
  }

  async #try({ activeMutant, testFilter, hitLimit }: MutantRunOptions): Promise<MutantRunResult> {
    const { ran, failure, hits } = await this.#ask({
      kind: 'try',
      active: activeMutant.id,
      ...(testFilter ? { tests: testFilter } : {}),
      ...(hitLimit === undefined ? {} : { hitLimit }),
    })
    const limit = determineHitLimitReached(hits, hitLimit)
    if (limit) return toMutantRunResult(limit)
    // Outside of any test it is noticed all the same.
    if (failure !== undefined && !ran.some(each => each.failure !== undefined)) {
      const killedBy = [ran[0]?.id ?? testFilter?.[0] ?? '']
      return { status: MutantRunStatus.Killed, killedBy, failureMessage: failure, nrOfTests: ran.length }
    }
    return toMutantRunResult({ status: DryRunStatus.Complete, tests: ran.map(testOf) })
  }

  async dispose(): Promise<void> {
    await this.#end()
    this.#channel.close()
    await this.#vitest?.close()
  }

  async #load(): Promise<void> {
    await this.#end()
    const ready = this.#heard()
    this.#running = this.#vitest?.start()
    await ready
    await this.#ask({ kind: 'load', files: this.#files })
  }

  async #end(): Promise<void> {
    if (!this.#running) return
    this.#channel.postMessage({ kind: 'end' } satisfies Ask)
    await this.#running
    this.#running = undefined
  }

  #ask(ask: Ask): Promise<Answer> {
    const heard = this.#heard()
    this.#channel.postMessage(ask)
    return heard
  }

  #heard(): Promise<Answer> {
    return new Promise(hear => {
      this.#channel.onmessage = event => hear(event.data as Answer)
    })
  }
}

/** Lines and columns count from zero here, from one in what is reported. */
const reported = ({ location: { start }, ...bug }: Bug): Bug => ({
  ...bug,
  location: { start: { line: start.line + 1, column: start.column + 1 } },
})

/** Tests keep their data in memory where they can: one that waits for a disk cannot be tried a thousand times. */
const temporary = (): Record<string, string> => (existsSync('/dev/shm') ? { TMPDIR: '/dev/shm' } : {})

function testOf({ id, name, file, millis, failure }: Ran): TestResult {
  const base = { id, name, fileName: resolve(file), timeSpentMs: millis }
  return failure === undefined
    ? { ...base, status: TestStatus.Success }
    : { ...base, status: TestStatus.Failed, failureMessage: failure }
}

interface Node {
  type: string
  value?: unknown
  callee?: { name?: string }
}

/**
 * Words for people begin with a capital and hold a blank: to leave them out is no bug of a rule. Shapes are made once and kept,
 * so a bug in one would need everything loaded anew.
 */
const untried = {
  shouldIgnore: ({ node }: { node: Node }): string | undefined => {
    if (node.type === 'StringLiteral' && /^\p{Lu}.* /u.test(String(node.value))) return 'words'
    return node.type === 'CallExpression' && node.callee?.name === 'shape' ? 'a shape' : undefined
  },
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'ours', OurTests),
  declareValuePlugin(PluginKind.Ignore, 'untried', untried),
]
