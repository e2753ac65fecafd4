/**
 * A convener's pages over lists of 100, 5,000 and 100,000 people on one machine: how long each takes, and what it costs the
 * processor; and how long nobody else had a turn meanwhile. Each is asked for once more after somebody has answered, and otherwise
 * as it stands, which is how a board is mostly looked at.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as rest } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { invitationIdFrom } from '../domain/keep/ids.ts'
import type { Answer, Invitation } from '../domain/keep/invitation.ts'
import { PATHS } from '../domain/keep/paths.ts'
import { openLogin } from '../functions/access/sign-in.ts'
import { requestSignatures } from '../functions/campaign/request-signatures.ts'
import { change, create, invitationRef, invitationsOf, partnershipOfRef } from '../functions/keep/documents.ts'
import type { World } from '../functions/keep/ports.ts'
import { createApp } from '../functions/web.tsx'
import { shortId } from '../mail/token.ts'
import { CONVENER, draftCampaign, IDS, invitee, signAll } from '../test/functions/campaign/launch.ts'
import { makeWorld } from '../test/world.ts'
import { sized, wished } from './size.ts'

const SIZES = sized([100, 5000, 100_000], [100])
const ROUNDS = sized(20, 2)
/** Of so many people, one has answered. */
const ANSWERS = 3
const START = '2027-01-04T16:00:00.000Z'
const AFTER_LETTERS = '2027-03-18T15:00:00.000Z'

const PAGES = {
  home: PATHS.home(),
  board: PATHS.board(IDS.campaign),
  invitees: PATHS.invitees(IDS.campaign),
  calls: PATHS.calls(IDS.campaign),
  day: PATHS.day(IDS.campaign),
  readiness: PATHS.readiness(IDS.campaign),
}

/** Megabytes of the heap that are in use, without garbage. */
function held(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return Math.round(process.memoryUsage().heapUsed / 1e6)
}

/**
 * Follows the turns of the event loop; what it answers tells the longest, in milliseconds of the processor: where others have the
 * machine meanwhile, those of the clock say how long they had it.
 */
function turns(): () => Promise<number> {
  let longest = 0
  let going = true
  let before = process.threadCpuUsage()
  const next = () => {
    const { user, system } = process.threadCpuUsage(before)
    before = process.threadCpuUsage()
    longest = Math.max(longest, (user + system) / 1000)
    if (going) setTimeout(next, 0)
  }
  setTimeout(next, 0)
  return async () => {
    await rest(5)
    going = false
    return Math.round(longest)
  }
}

interface Taken {
  p50: number
  p95: number
  /** Milliseconds of the processor, the median. */
  cpu: number
  /** The same right after somebody has answered. */
  cpu_after_answer: number
}

export async function run(): Promise<object> {
  const sizes: Record<number, object> = {}
  for (const people of wished(SIZES)) {
    const folder = mkdtempSync(join(tmpdir(), 'convoke-pages-'))
    await season(folder, people)
    const t = makeWorld({ start: START, folder })
    try {
      await t.clock.moveTo(AFTER_LETTERS)
      const app = createApp(t.world)
      const headers = { cookie: `convoke_session=${await openLogin(t.world, CONVENER)}` }
      const get = async (path: string) => {
        const answer = await app.request(new URL(path, t.world.settings.url).href, { headers })
        if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
        return (await answer.text()).length
      }
      const taken: Record<string, Taken & { kb: number }> = {}
      const longest: Record<string, { ms: number; cpu: number; cpu_at_first: number }> = {}
      for (const [name, path] of Object.entries(PAGES)) {
        const first = turns()
        const kb = Math.round((await get(path)) / 1000)
        const atFirst = await first()
        const delay = monitorEventLoopDelay({ resolution: 1 })
        const others = turns()
        delay.enable()
        taken[name] = { ...(await measured(t.world, () => get(path))), kb }
        await rest(5)
        delay.disable()
        longest[name] = { ms: Math.round(delay.max / 1e6), cpu: await others(), cpu_at_first: atFirst }
        console.log(`${people} ${name.padEnd(9)} ${JSON.stringify({ ...taken[name], longest_turn: longest[name] })}`)
      }
      sizes[people] = {
        ...taken,
        longest_turn: longest,
        rss_mb: Math.round(process.memoryUsage.rss() / 1e6),
        held_mb: held(),
      }
    } finally {
      t.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return { bench: 'pages', rounds: ROUNDS, ...sizes }
}

/** A launch whose letters have left, and to which a third have answered, written into a folder. */
async function season(folder: string, people: number): Promise<void> {
  const t = makeWorld({ start: START, folder })
  await draftCampaign(t.world, { invitees: 1 })
  await create(t.world.store, partnershipOfRef(CONVENER, IDS.partnership), { id: IDS.partnership })
  const asked = await requestSignatures(t.world, IDS.campaign, CONVENER)
  if (!asked.ok) throw new Error(asked.problems.join(' '))
  await signAll(t.world)
  t.close()
  const sql = new DatabaseSync(join(folder, 'convoke.db'))
  const { partition } = invitationRef(IDS.campaign, invitationIdFrom(''))
  const { kind } = invitationRef(IDS.campaign, invitationIdFrom(''))
  const [first] = sql
    .prepare('SELECT key, value FROM docs WHERE partition = ? AND key >= ?')
    .all(partition, kind.key) as { key: string; value: string }[]
  if (!first?.key.startsWith(kind.key)) throw new Error('nobody is on the list')
  const write = sql.prepare('INSERT OR REPLACE INTO docs (partition, key, value, version) VALUES (?, ?, ?, 1)')
  const before = JSON.parse(first.value) as Invitation
  sql.exec('BEGIN')
  for (let n = 0; n < people; n++) {
    const id = n === 0 ? before.id : invitationIdFrom(shortId(`guest ${n}`))
    const guest = { company: `Works ${Math.floor(n / 2)}`, email: `guest${n}@works${Math.floor(n / 2)}.example` }
    const stands = { ...before, id, invitee: { ...before.invitee, ...invitee(n, guest) } }
    write.run(partition, kind.key + id, JSON.stringify(invited(stands, n % ANSWERS === 0)))
  }
  sql.exec('COMMIT')
  sql.close()
}

const invited = (invitation: Invitation, answers: boolean): Invitation => ({
  ...invitation,
  sends: { invite: { status: 'sent', at: '2027-02-26T16:00:00.000Z', attempt: 'a', attempts: 1, sequence: 0 } },
  answers: answers ? [answerOf(invitation.id)] : [],
})

const answerOf = (id: string): Answer => ({
  id: `answer ${id}`,
  at: '2027-03-01T16:00:00.000Z',
  answer: 'accepted',
  channel: 'link',
  sequence: 0,
  note: 'Glad to come',
  needs: '',
})

async function measured(world: World, ask: () => Promise<unknown>): Promise<Taken> {
  const wall: number[] = []
  const cpu: number[] = []
  const after: number[] = []
  const one = async (into: number[]) => {
    const began = performance.now()
    const before = process.cpuUsage()
    await ask()
    const { user, system } = process.cpuUsage(before)
    into.push((user + system) / 1000)
    wall.push(performance.now() - began)
  }
  const somebody = (await invitationsOf(world.store, IDS.campaign).next()).value.value as Invitation
  for (let round = 0; round < ROUNDS; round++) {
    await one(cpu)
    await change(world.store, invitationRef(IDS.campaign, somebody.id), stands => ({
      ...stands,
      answers: [{ ...answerOf(stands.id), note: `round ${round}` }],
    }))
    await one(after)
  }
  const at = (of: number[], share: number) =>
    Math.round((of.sort((a, b) => a - b)[Math.floor((of.length - 1) * share)] ?? 0) * 10) / 10
  return { p50: at(wall, 0.5), p95: at(wall, 0.95), cpu: at(cpu, 0.5), cpu_after_answer: at(after, 0.5) }
}
