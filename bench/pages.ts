/**
 * A convener's pages over lists of 100, 5,000 and 100,000 people on one machine: how long each takes, and what it costs the
 * processor; and how long nobody else had a turn meanwhile. Each is asked for once more after somebody has answered, and otherwise
 * as it stands, which is how a board is mostly looked at.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as rest } from 'node:timers/promises'
import type { Answer, Invitation } from '../domain/keep/invitation.ts'
import { PATHS } from '../domain/keep/paths.ts'
import { openLogin } from '../functions/access/sign-in.ts'
import { requestSignatures } from '../functions/campaign/request-signatures.ts'
import { change, create, invitationRef, invitationsOf, partnershipOfRef } from '../functions/keep/documents.ts'
import type { World } from '../functions/keep/ports.ts'
import { sideBySide } from '../functions/keep/side-by-side.ts'
import { addInvitees } from '../functions/list/invite.ts'
import { createApp } from '../functions/web.tsx'
import { CONVENER, draftCampaign, IDS, invitee, signAll } from '../test/functions/campaign/launch.ts'
import { makeWorld } from '../test/world.ts'
import { sized, wished } from './size.ts'

const SIZES = sized([100, 5000, 100_000], [100])
const ROUNDS = sized(20, 2)
/** Of so many people, one has answered. */
const ANSWERS = 3
const AFTER_LETTERS = '2027-03-18T15:00:00.000Z'

const PAGES = {
  home: PATHS.home(),
  board: PATHS.board(IDS.campaign),
  invitees: PATHS.invitees(IDS.campaign),
  calls: PATHS.calls(IDS.campaign),
  day: PATHS.day(IDS.campaign),
  readiness: PATHS.readiness(IDS.campaign),
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
    const t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
    try {
      await season(t.world, people)
      await t.clock.moveTo(AFTER_LETTERS)
      const app = createApp(t.world)
      const headers = { cookie: `convoke_session=${await openLogin(t.world, CONVENER)}` }
      const get = async (path: string) => {
        const answer = await app.request(new URL(path, t.world.settings.url).href, { headers })
        if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
        return (await answer.text()).length
      }
      const taken: Record<string, Taken & { kb: number }> = {}
      const longest: Record<string, number> = {}
      for (const [name, path] of Object.entries(PAGES)) {
        const delay = monitorEventLoopDelay({ resolution: 1 })
        const kb = Math.round((await get(path)) / 1000)
        delay.enable()
        taken[name] = { ...(await measured(t.world, () => get(path))), kb }
        await rest(5)
        longest[name] = Math.round(delay.max / 1e6)
        delay.disable()
        console.log(`${people} ${name.padEnd(9)} ${JSON.stringify(taken[name])} longest turn ${longest[name]} ms`)
      }
      sizes[people] = { ...taken, longest_turn_ms: longest, rss_mb: Math.round(process.memoryUsage.rss() / 1e6) }
    } finally {
      t.close()
    }
  }
  return { bench: 'pages', rounds: ROUNDS, ...sizes }
}

/** A launch whose letters have left, and to which a third have answered. */
async function season(world: World, people: number): Promise<void> {
  await draftCampaign(world, { invitees: 1 })
  await create(world.store, partnershipOfRef(CONVENER, IDS.partnership), { id: IDS.partnership })
  const guests = Array.from({ length: people - 1 }, (_, n) =>
    invitee(n + 1, { company: `Works ${Math.floor(n / 2)}`, email: `guest${n + 1}@works${Math.floor(n / 2)}.example` }),
  )
  await addInvitees(world, IDS.campaign, guests, CONVENER, 'now')
  const asked = await requestSignatures(world, IDS.campaign, CONVENER)
  if (!asked.ok) throw new Error(asked.problems.join(' '))
  await signAll(world)
  let n = 0
  await sideBySide(invitationsOf(world.store, IDS.campaign), async ({ value }) => {
    const answers = n++ % ANSWERS === 0
    await change(world.store, invitationRef(IDS.campaign, value.id), stands => invited(stands, answers))
  })
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
