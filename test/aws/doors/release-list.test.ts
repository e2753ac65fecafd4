/** A list of people that is taken in where a process stands still once it has answered, and may die at any moment. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLogin } from '../../../functions/access/sign-in.ts'
import { invitationsOf } from '../../../functions/keep/documents.ts'
import { readImport } from '../../../functions/list/import-list.ts'
import { cookieName } from '../../../functions/web/login-cookie.ts'
import { CONVENER, IDS } from '../../functions/campaign/launch.ts'
import { type Deployed, openDeployed } from '../deployed.ts'
import { httpRequest } from '../events.ts'

const GUESTS = 3
/** More than are taken in while their page is waited for; and so many that a run can die in the middle of them. */
const [SOME, MANY] = [210, 600]
const ORIGIN = 'https://convoke.example.org'
let deployed: Deployed
let cookies: string[]
beforeAll(async () => {
  deployed = await openDeployed(GUESTS)
  cookies = [`${cookieName(deployed.world)}=${await openLogin(deployed.world, CONVENER)}`]
})
afterAll(() => deployed.close())

const ask = async (method: string, path: string, body?: FormData) => {
  const request = new Request(ORIGIN, { method, ...(body ? { body } : {}) })
  const type = request.headers.get('content-type')
  const { result, error } = await deployed.functions.invoke(
    'web',
    httpRequest(method, path, {
      ...(body ? { body: new Uint8Array(await request.arrayBuffer()) } : {}),
      headers: { origin: ORIGIN, ...(type ? { 'content-type': type } : {}) },
      cookies,
    }),
  )
  if (error) throw new Error(error)
  return result as { statusCode: number; headers: Record<string, string> }
}

const form = (fields: Record<string, string>): FormData => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

/** Reads a list of so many people and has it taken in; answers its page. */
async function begin(domain: string, many = SOME): Promise<{ id: string; path: string }> {
  const rows = Array.from({ length: many }, (_, n) => `Jane Roe,Shop ${n} ${domain},jane${n}@${domain}`)
  const pasted = ['Name,Company,Email', ...rows].join('\n')
  const read = await ask('POST', `/campaigns/${IDS.campaign}/invitees/read`, form({ pasted }))
  const path = read.headers.location ?? ''
  expect((await ask('POST', path, form({ do: 'import', when: 'with the wave' }))).statusCode).toBe(303)
  return { id: path.split('/').at(-1) ?? '', path }
}

const listOf = (id: string) => readImport(deployed.world, IDS.campaign, id)

async function people(): Promise<number> {
  let count = 0
  for await (const { value } of invitationsOf(deployed.world.store, IDS.campaign))
    if (value.removedAt === undefined) count++
  return count
}

/** What the scheduler would hand over for a list; undefined where no schedule is set for it. */
const schedule = (id: string) => {
  const [, found] = [...deployed.services.schedules].find(([name]) => name.includes(id)) ?? []
  const target = found?.Target as { Input?: string; Arn?: string } | undefined
  return target?.Input === undefined ? undefined : (JSON.parse(target.Input) as object)
}

describe('A list that is taken in on AWS', () => {
  it('goes on by itself when nobody looks at it, though the pages stand still', async () => {
    const { id } = await begin('first.example')
    expect(await listOf(id)).toMatchObject({ state: 'running', total: SOME })
    // The process of the pages is frozen now: nobody is added, however long it takes.
    await new Promise(done => setTimeout(done, 300))
    expect(await people()).toBe(GUESTS)
    expect((await deployed.functions.invoke('release-wave', schedule(id))).error).toBeUndefined()
    expect(await listOf(id)).toMatchObject({ state: 'done', done: SOME, result: { added: SOME } })
    expect(await people()).toBe(GUESTS + SOME)
    expect(schedule(id)).toBeUndefined()
  })

  it('is gone on with by the next schedule when a run dies in the middle, and nobody is on it twice', async () => {
    const before = await people()
    const { id } = await begin('second.example', MANY)
    const event = schedule(id)
    const dying = deployed.functions.invoke('release-wave', event).catch(() => 'died')
    for (let tries = 0; tries < 400 && (await people()) === before; tries++)
      await new Promise(done => setTimeout(done, 5))
    deployed.functions.kill('release-wave')
    expect(await dying).toBe('died')
    const half = await people()
    expect(half).toBeGreaterThan(before)
    expect(half).toBeLessThan(before + MANY)
    const again = schedule(id)
    expect(again).toBeDefined()
    // While it may still be at work another leaves it alone, and looks again later.
    await deployed.functions.invoke('release-wave', again)
    expect((await listOf(id))?.state).toBe('running')
    await new Promise(done => setTimeout(done, 20_500))
    await deployed.functions.invoke('release-wave', schedule(id))
    expect((await listOf(id))?.state).toBe('done')
    expect(await people()).toBe(before + MANY)
    expect(schedule(id)).toBeUndefined()
  }, 60_000)

  it('that is done, or gone, is left alone by a schedule that comes late', async () => {
    const before = await people()
    const { id } = await begin('third.example')
    const event = schedule(id)
    await deployed.functions.invoke('release-wave', event)
    await deployed.functions.invoke('release-wave', event)
    await deployed.functions.invoke('release-wave', { ...event, wave: 'list nobody' })
    expect(await people()).toBe(before + SOME)
    expect(schedule(id)).toBeUndefined()
  })
})
