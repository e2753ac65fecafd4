import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AS_SCRIPT, WORKBENCH_KEY } from '../as-script.ts'

const NODE = ['local/run.mjs']

describe('npm start', () => {
  let folder: string
  let child: ChildProcess | undefined
  let link = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'convoke-main-'))
  })
  afterEach(async () => {
    if (child) await stop(child)
    child = undefined
    rmSync(folder, { recursive: true, force: true })
  })

  const here = (days: number, ...more: string[]): string[] => {
    const shifted = `const { now } = Date; Date.now = () => now() + ${days * 86_400_000}`
    const clock = days === 0 ? [] : ['--import', `data:text/javascript,${encodeURIComponent(shifted)}`]
    return [...clock, ...NODE, '--data', folder, '--port', '0', '--smtp-port', '0', ...more]
  }
  /** Starts on a machine whose clock is so many days off. */
  async function begin(days = 0, ...more: string[]): Promise<string> {
    const started = spawn(process.execPath, here(days, ...more), {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, CONVOKE_WORKBENCH_KEY: WORKBENCH_KEY },
    })
    child = started
    let said = ''
    await new Promise<void>((resolve, reject) => {
      started.stdout.on('data', chunk => {
        said += chunk
        if (said.includes('  Data ')) resolve()
      })
      started.once('exit', code => reject(new Error(`it ended with ${code}: ${said}`)))
    })
    link = /Sign in\s+(\S+)/.exec(said)?.[1] ?? ''
    return /Open\s+(\S+)/.exec(said)?.[1] ?? ''
  }
  const stop = (running: ChildProcess): Promise<number | null> =>
    new Promise(resolve => {
      if (running.exitCode !== null) return resolve(running.exitCode)
      running.once('exit', resolve)
      running.kill('SIGTERM')
    })
  const call = async (url: string, body?: unknown) => {
    const answer = await fetch(url, {
      headers: { ...AS_SCRIPT, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    })
    return (await answer.json()) as never
  }

  it('shows help and names what does not read, without starting', () => {
    const run = (...args: string[]) => spawnSync(process.execPath, [...NODE, ...args], { encoding: 'utf8' })
    const help = run('--help')
    expect([help.status, help.stderr]).toEqual([0, ''])
    expect(help.stdout).toContain('--data DIR')
    const wrong = run('--port', 'x')
    expect([wrong.status, wrong.stdout]).toEqual([1, ''])
    expect(wrong.stderr).toBe('--port "x" is not a port; give a number from 1 to 65535.\n')
  })

  it('takes the sample through its year in seconds, and has it all after a restart', async () => {
    let url = `${await begin()}/_local`
    const sample: { campaign: string; invitees: { email: string }[] } = await call(`${url}/sample`, { stage: 'signed' })
    const planned: { wave: string; at: string }[] = await call(`${url}/schedules.json`)
    const { now }: { now: string } = await call(`${url}/clock`)
    const year = `${Number(now.slice(0, 4)) + 1}${now.slice(4)}`
    await call(`${url}/clock`, { to: year })
    const box: { wave: string; at: string; to: string[] }[] = await call(`${url}/outbox.json`)
    // Every letter of a wave left in the minute for which it was planned, and nobody was left out.
    for (const wave of ['invite', 'follow-up-1', 'follow-up-2']) {
      const letters = box.filter(message => message.wave === wave)
      expect(letters).toHaveLength(sample.invitees.length)
      const minute = planned.find(schedule => schedule.wave === wave)?.at.slice(0, 16)
      expect(new Set(letters.map(({ at }) => at.slice(0, 16)))).toEqual(new Set([minute]))
    }
    expect(await stop(child as ChildProcess)).toBe(0)
    url = `${await begin()}/_local`
    expect(((await call(`${url}/clock`)) as { now: string }).now >= year).toBe(true)
    expect(await call(`${url}/outbox.json`)).toHaveLength(box.length)
    expect(await call(`${url}/answers.json?campaign=${sample.campaign}`)).toHaveLength(sample.invitees.length)
  })

  it('lets a script that signs in by the workbench start a partnership and read a list, and the printed link is still to be claimed', async () => {
    const url = await begin()
    const headers = { origin: url, 'content-type': 'application/x-www-form-urlencoded' }
    const { cookie }: { cookie: string } = await call(`${url}/_local/sign-in`, { email: 'script@board.example' })
    const begun = await fetch(`${url}/partnerships`, {
      method: 'POST',
      headers: { ...headers, cookie },
      redirect: 'manual',
    })
    const [, campaign] = /^(\/campaigns\/\w+)\/partnership$/.exec(begun.headers.get('location') ?? '') ?? []
    // A list is read in a thread, which is a program of its own.
    const list = await fetch(`${url}${campaign}/invitees/read`, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: new URLSearchParams({ pasted: 'Name,Company,Email\nAda Byron,Engines Inc,ada@engines.example\n' }),
    })
    expect([list.status, await list.text()]).toEqual([200, expect.stringContaining('ada@engines.example')])
    expect(await (await fetch(link)).text()).toContain('Your email address')
  })

  it('does not start on a machine whose clock was set back, says how to mend that, and loses nothing', async () => {
    const sample: { campaign: string } = await call(`${await begin()}/_local/sample`, { stage: 'signed' })
    // As after a crash: nobody had time to note anything at the end.
    const crashed = new Promise(resolve => child?.once('exit', resolve))
    child?.kill('SIGKILL')
    await crashed
    const refused = spawnSync(process.execPath, here(-40), { encoding: 'utf8', timeout: 30_000 })
    expect([refused.status, refused.stdout]).toEqual([1, ''])
    expect(refused.stderr).toMatch(
      /^This machine's clock says .* UTC, but the data folder .* was last used on .* UTC\. .*Set the clock and start again\..*\n$/,
    )
    const url = `${await begin()}/_local`
    expect(await call(`${url}/answers.json?campaign=${sample.campaign}`)).not.toHaveLength(0)
  }, 60_000)

  it('starts where the clock was wrong before and is right now, once that is said', async () => {
    await call(`${await begin(40)}/_local/clock`)
    expect(await stop(child as ChildProcess)).toBe(0)
    const refused = spawnSync(process.execPath, here(0), { encoding: 'utf8', timeout: 30_000 })
    expect(refused.stderr).toContain('start once with --clock-is-right')
    await begin(0, '--clock-is-right')
    expect(await stop(child as ChildProcess)).toBe(0)
    await begin()
  }, 90_000)
})
