/**
 * Answers on one machine: the button on the page behind a letter's link, and the email that thanks for it, through the real
 * handlers, SQLite on disk and an SMTP server on loopback in a process of its own. So many guests click at one time.
 * Counted is what the processor does here until the last email has left.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import type { Invitation } from '../domain/keep/invitation.ts'
import { change, invitationRef, invitationsOf } from '../functions/keep/documents.ts'
import { LINKS } from '../functions/keep/links.ts'
import type { World } from '../functions/keep/ports.ts'
import { createApp } from '../functions/web.tsx'
import { openDatabase } from '../local/database.ts'
import { createRelay } from '../local/relay/relay.ts'
import { IDS, signedCampaign } from '../test/functions/campaign/launch.ts'
import { makeWorld } from '../test/world.ts'
import { sharesOf } from './profile.ts'
import { sized } from './size.ts'

const ANSWERS = sized(2000, 8)
/** The code is warm by then, and the profile of where the time goes is taken of as many again. */
const BEFORE = sized(500, 4)
const AT_ONCE = 8
const NOW = '2027-03-01T16:00:00.000Z'

/** Which part of the work a file does. */
function partOf(file: string): string | undefined {
  if (/^local\/(relay|mail\/relay)|^node_modules\/nodemailer\/lib\/smtp/.test(file)) return 'smtp'
  if (/^local\/(store|commits|database|mail\/accepted)/.test(file)) return 'store'
  if (/^mail\/|^functions\/send\/(letters|entries|texts)|^node_modules\/(marked|ics|yup|nodemailer)\//.test(file))
    return 'letters'
  if (/^functions\/keep\/documents|^node_modules\/zod/.test(file)) return 'documents'
  if (/^functions\/web\/|^pages\/|^node_modules\/hono/.test(file)) return 'pages'
  return /^(functions|domain)\//.test(file) ? 'deciding' : undefined
}

export async function run(): Promise<object> {
  const sink = fork(new URL('./sink.ts', import.meta.url), ['0'], { execArgv: ['--import', 'tsx'] })
  const [{ port }] = (await once(sink, 'message')) as [{ port: number }]
  const t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
  const database = openDatabase(mkdtempSync(join(t.folder, 'relay-')))
  const relay = createRelay(database, { now: () => NOW }, { url: `smtp://127.0.0.1:${port}`, rate: 10 })
  try {
    await signedCampaign(t.world, { invitees: ANSWERS + 2 * BEFORE })
    const guests: Invitation[] = []
    for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) guests.push(await invited(t.world, value))
    await t.clock.moveTo(NOW)
    const leaving: Promise<unknown>[] = []
    const world: World = {
      ...t.world,
      post: { ...relay, rate: async () => Number.POSITIVE_INFINITY },
      afterwards: task => void leaving.push(task()),
    }
    const app = createApp(world)
    const answer = async ({ id }: Invitation) => {
      const url = new URL(LINKS.rsvp.path(world.settings, IDS.campaign, id), world.settings.url).href
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: world.settings.url }
      const { status } = await app.request(url, { method: 'POST', headers, body: 'answer=accepted&form=x' })
      if (status !== 303) throw new Error(`an answer was answered ${status}`)
    }
    const answerAll = async (all: Invitation[]) => {
      const next = all.values()
      const oneByOne = async () => {
        for (const guest of next) await answer(guest)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, oneByOne))
      await Promise.all(leaving.splice(0))
    }
    await answerAll(guests.splice(0, BEFORE))
    const measured = guests.splice(0, ANSWERS)
    const before = process.cpuUsage()
    const began = performance.now()
    await answerAll(measured)
    const took = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(before)
    const shares = await sharesOf(() => answerAll(guests), partOf)
    for (const [part, share] of Object.entries(shares)) console.log(`${part.padEnd(10)} ${(100 * share).toFixed(1)} %`)
    sink.send('how many')
    const [{ different }] = (await once(sink, 'message')) as [{ different: number }]
    if (different !== ANSWERS + 2 * BEFORE) throw new Error(`${different} of ${ANSWERS + 2 * BEFORE} emails arrived`)
    return {
      bench: 'answer',
      answers: ANSWERS,
      cpu_ms: Math.round((user + system) / 10 / ANSWERS) / 100,
      per_second: Math.round(ANSWERS / took),
      at_once: AT_ONCE,
      load: Math.round(100 * (loadavg()[0] ?? 0)) / 100,
      cores: availableParallelism(),
    }
  } finally {
    relay.close()
    database.close()
    t.close()
    sink.disconnect()
  }
}

/** Their invitation has left. */
async function invited(world: World, { id }: Invitation): Promise<Invitation> {
  const send = { status: 'sent', at: '2027-02-26T16:00:00.000Z', attempt: 'a', attempts: 1, sequence: 0 } as const
  const changed = await change(world.store, invitationRef(IDS.campaign, id), stands => ({
    ...stands,
    sends: { invite: send },
  }))
  if (!changed) throw new Error('nobody is invited')
  return changed
}
