/**
 * How long a fresh Lambda function takes to its first answer, as a multiple of one that does nothing: a new Node loads
 * the bundle and answers one event, over a table and services on this machine. What counts is the processor's time,
 * which a busy machine changes little. Beside the whole stands how much of it is spent before the event is looked at.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { built } from '../aws/build/built.ts'
import { options } from '../aws/build/bundle.ts'
import type { Door } from '../aws/environment.ts'
import { fromMillis } from '../domain/keep/time.ts'
import { openLogin } from '../functions/access/sign-in.ts'
import { replyAddressOf } from '../mail/reply-address.ts'
import { makeToken } from '../mail/token.ts'
import { type Deployed, openDeployed } from '../test/aws/deployed.ts'
import { httpRequest, received, scheduled, sesEvent, ticked } from '../test/aws/events.ts'
import { SECRET } from '../test/aws/services.ts'
import { calendarMail } from '../test/functions/answer/replies.ts'
import { CONVENER, IDS, invitee } from '../test/functions/campaign/launch.ts'
import { sized } from './size.ts'

const ROUNDS = sized(15, 1)
const QUICK = sized(false, true)
const EMPTY = 'an empty handler'

/** A function at work: what it is asked, by an event that may be another in each round. */
interface Asked {
  name: string
  door: Door
  event(round: number): unknown
}

/** Milliseconds of one answer. `init`: of them, until the bundle was loaded. */
interface Taken {
  processor: number
  init: number
  wall: number
}

/** What a child does: load the bundle, wait for its event, answer, and tell what it took. It needs no packages. */
const CHILD = `
const [file, door] = process.argv.slice(1)
const { handler } = await import(file)
const spent = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000 }
const init = spent()
process.once('message', async event => {
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:' + door
  const context = { awsRequestId: 'first', functionName: door, invokedFunctionArn: arn, getRemainingTimeInMillis: () => 120000 }
  const answer = await handler(event, context)
  process.send({ processor: spent(), init, answer }, () => process.exit())
})
process.send('ready')`

export async function run(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-start-'))
  const deployed = await openDeployed(ROUNDS + 20)
  try {
    const bundles = await built()
    const sizes = new Map(bundles.map(({ door, size }) => [door, size / 1000]))
    const files = new Map(bundles.map(({ door, file }) => [door, file]))
    mkdirSync(join(folder, 'empty'))
    writeFileSync(join(folder, 'empty', 'empty.ts'), 'export const handler = async () => {}')
    const empty = { ...options(join(folder, 'empty')), entryPoints: { index: join(folder, 'empty', 'empty.ts') } }
    await build(empty)
    const all = await asked(deployed)
    const taken = new Map<string, Taken[]>([EMPTY, ...all.map(({ name }) => name)].map(name => [name, []]))
    // Side by side in each round: a machine that is slow for a while is slow for all of them.
    for (let round = QUICK ? 1 : 0; round <= ROUNDS; round++) {
      const ask = (file: string, door: Door, event: unknown) => answered(file, door, event, deployed.environment(door))
      const rows: [string, Taken][] = [[EMPTY, await ask(join(folder, 'empty', 'index.mjs'), 'web', {})]]
      for (const { name, door, event } of all) rows.push([name, await ask(files.get(door) ?? '', door, event(round))])
      // The first round fills the caches of the disk.
      if (round > 0) for (const [name, took] of rows) taken.get(name)?.push(took)
    }
    const of = (name: string, what: keyof Taken) => median((taken.get(name) ?? []).map(each => each[what]))
    const nothing = of(EMPTY, 'processor')
    for (const name of taken.keys()) {
      const door = all.find(each => each.name === name)?.door
      const size = door ? `  starts with ${sizes.get(door)?.toFixed(0)} KB` : ''
      console.log(
        `${name.padEnd(38)} ${of(name, 'processor').toFixed(0).padStart(5)} ms, ${(of(name, 'processor') / nothing).toFixed(1).padStart(4)} times; ` +
          `to load it ${of(name, 'init').toFixed(0).padStart(4)} ms; by the clock ${of(name, 'wall').toFixed(0).padStart(5)} ms${size}`,
      )
    }
    const ratios = all.map(({ name }) => [name, rounded(of(name, 'processor') / nothing)] as const)
    return { bench: 'start', empty_ms: rounded(nothing), first_answer: Object.fromEntries(ratios) }
  } finally {
    await deployed.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One first answer or more of every function. */
async function asked({ guest, services, world }: Deployed): Promise<Asked[]> {
  const ids: string[] = []
  for (let n = 0; n < ROUNDS + 20; n++) ids.push((await guest(n)).id)
  const page = (n: number) => `/rsvp/${makeToken(SECRET, 'rsvp', IDS.campaign, ids[n] ?? '')}`
  const cookies = [`__Host-convoke_session=${await openLogin(world, CONVENER)}`]
  const mail = calendarMail({
    partstat: 'ACCEPTED',
    stamp: fromMillis(Date.now()),
    attendee: invitee(18).email,
    from: `Guest <${invitee(18).email}>`,
    messageId: 'first',
  })
  services.objects.set('/mail-bucket/incoming/first', Buffer.from(mail))
  const to = replyAddressOf(SECRET, 'reply.example.org', IDS.campaign, ids[18] ?? '')
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://convoke.example.org' }
  const body = 'answer=accepted&form=x'
  const tags = { campaign: IDS.campaign, wave: 'invite', invitation: ids[17] ?? '', attempt: 'x' }
  return [
    { name: "web: a guest's page", door: 'web', event: () => httpRequest('GET', page(17)) },
    {
      name: "web: a guest's answer and its letter",
      door: 'web',
      event: round => httpRequest('POST', page(round), { body, headers }),
    },
    {
      name: "web: a convener's board",
      door: 'web',
      event: () => httpRequest('GET', `/campaigns/${IDS.campaign}`, { cookies }),
    },
    {
      name: 'take-reply: a calendar answer',
      door: 'take-reply',
      event: () => received({ messageId: 'first', from: invitee(18).email, to }),
    },
    { name: 'note-delivery: a delivery', door: 'note-delivery', event: () => sesEvent('Delivery', tags) },
    { name: 'sweep', door: 'sweep', event: () => ticked() },
    { name: 'release-wave', door: 'release-wave', event: () => scheduled(IDS.campaign, 'invite') },
  ]
}

/** A fresh Node with what Lambda is told by the stack, to its first answer. */
function answered(file: string, door: Door, event: unknown, env: NodeJS.ProcessEnv): Promise<Taken> {
  const begun = performance.now()
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '--eval', CHILD, '--', file, door], {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', piece => {
      said += piece
    })
    child.once('exit', () => reject(new Error(`${door} gave no answer: ${said}`)))
    child.on('message', message => {
      if (message === 'ready') return child.send(event as object)
      const { processor, init, answer } = message as Taken & { answer?: { statusCode?: number } }
      if ((answer?.statusCode ?? 200) >= 400) return reject(new Error(`${door} answered ${answer?.statusCode}`))
      resolve({ processor, init, wall: performance.now() - begun })
    })
  })
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0
const rounded = (number: number): number => Math.round(number * 100) / 100
