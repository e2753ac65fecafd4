import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const NODE = ['--import', 'tsx', 'local/main.ts']

describe('npm start', () => {
  let folder: string
  let child: ChildProcess | undefined
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'convoke-main-'))
  })
  afterEach(async () => {
    if (child) await stop(child)
    child = undefined
    rmSync(folder, { recursive: true, force: true })
  })

  async function begin(): Promise<string> {
    const started = spawn(process.execPath, [...NODE, '--data', folder, '--port', '0', '--smtp-port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
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
      ...(body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
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
})
