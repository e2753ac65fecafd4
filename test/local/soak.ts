/**
 * Kills the one-machine process at random, again and again, through a season of campaigns, and then counts: nothing
 * lost, nothing twice, database whole. `npm run -s soak -- --kills 200 --seed 7`; a test runs a short one. With
 * `--letters 20000` it is the relay that is killed, through a wave of so many.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { AS_SCRIPT, WORKBENCH_KEY } from '../as-script.ts'
import { killRelay } from './relay/killed.ts'

interface Soaked {
  kills: number
  campaigns: number
  letters: number
  answers: number
  /** Letters of one wave that one person got more than once. */
  twice: number
  /** Invitees of a finished season without their letter, and answers that were confirmed and are not kept. */
  lost: number
  in_doubt: number
  database: string
}

interface Sampled {
  campaign: string
  invitees: { email: string; link: string }[]
}

/** A small generator of chance with a seed (mulberry32), so that a soak can be run again. */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Process {
  child: ChildProcess
  url: string
}

function begin(folder: string): Promise<Process> {
  const args = ['local/run.mjs', '--data', folder, '--port', '0', '--smtp-port', 'off']
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      CONVOKE_CONVENERS: '@soak.example',
      CONVOKE_WORKBENCH_KEY: WORKBENCH_KEY,
      CONVOKE_SMTP_URL: '',
      CONVOKE_IMAP_URL: '',
    },
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.once('exit', () => reject(new Error(`it did not start: ${said}`)))
    child.stdout?.on('data', text => {
      said += text
      const url = /Open\s+(http\S+)/.exec(said)?.[1]
      if (url) resolve({ child, url })
    })
  })
}

async function kill({ child }: Process): Promise<void> {
  const gone = new Promise(done => child.once('exit', done))
  child.kill('SIGKILL')
  await gone
}

const post = async <T>(url: string, body: object): Promise<T> =>
  (
    await fetch(url, {
      method: 'POST',
      headers: { ...AS_SCRIPT, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  ).json() as Promise<T>

const CAMPAIGNS = 3
/** After so many kills another campaign begins. */
const ANOTHER = 5

/** Runs a season and kills it that often on the way. */
async function soak(kills: number, seed: number, say: (line: string) => void): Promise<Soaked> {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-soak-'))
  const chance = chanceOf(seed)
  const answered = new Map<string, Set<string>>()
  const samples: Sampled[] = []
  try {
    let running = await begin(folder)
    for (let n = 0; n < CAMPAIGNS; n++) samples.push(await post(`${running.url}/_local/sample`, { stage: 'signed' }))
    for (let killed = 0; killed < kills; ) {
      const doomed = new Promise(done => setTimeout(done, 20 + chance() * 600))
      const work = season(running.url, samples, chance, answered).catch(() => undefined)
      await Promise.race([doomed, work])
      await doomed
      await kill(running)
      await work
      killed++
      if (killed % 20 === 0)
        say(`${killed} kills, ${[...answered.values()].reduce((sum, set) => sum + set.size, 0)} answers`)
      running = await begin(folder)
      if (killed % ANOTHER === 0) samples.push(await post(`${running.url}/_local/sample`, { stage: 'signed' }))
    }
    // The season comes to its end in peace.
    const scheduled = async () =>
      ((await (await fetch(`${running.url}/_local/schedules.json`, { headers: AS_SCRIPT })).json()) as unknown[]).length
    for (let steps = 0; steps < 1000 && (await scheduled()) > 0; steps++)
      await post(`${running.url}/_local/clock`, { to: 'next' })
    const kept = await Promise.all(
      samples.map(async ({ campaign }) => {
        const rows = await fetch(`${running.url}/_local/answers.json?campaign=${campaign}`, { headers: AS_SCRIPT })
        return ((await rows.json()) as { email: string; answer: string | null }[])
          .filter(({ answer }) => answer !== null)
          .map(({ email }) => `${campaign} ${email}`)
      }),
    )
    await kill(running)
    return { kills, campaigns: samples.length, ...count(folder, samples, new Set(kept.flat()), answered) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Time goes by and people answer, until somebody pulls the plug. */
async function season(
  url: string,
  samples: Sampled[],
  chance: () => number,
  answered: Map<string, Set<string>>,
): Promise<void> {
  for (;;) {
    const sample = samples.slice(-CAMPAIGNS)[Math.floor(chance() * CAMPAIGNS)]
    const guest = sample?.invitees[Math.floor(chance() * (sample?.invitees.length ?? 0))]
    if (!sample || !guest) return
    if (chance() < 0.1) await post(`${url}/_local/clock`, { to: 'next' })
    const path = new URL(guest.link).pathname
    const answer = chance() < 0.6 ? 'accepted' : 'declined'
    const reply = await fetch(url + path, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ form: String(chance()).slice(2, 12), answer }),
    })
    // What was confirmed must be kept.
    if (reply.status === 303) {
      const set = answered.get(sample.campaign) ?? new Set()
      answered.set(sample.campaign, set.add(guest.email))
    }
  }
}

function count(
  folder: string,
  samples: readonly Sampled[],
  kept: ReadonlySet<string>,
  answered: ReadonlyMap<string, ReadonlySet<string>>,
) {
  const sql = new DatabaseSync(join(folder, 'convoke.db'))
  try {
    const rows = sql.prepare('SELECT campaign, wave, recipients FROM outbox').all() as Record<
      'campaign' | 'wave' | 'recipients',
      string
    >[]
    const waves = rows.filter(({ wave }) => /^(invite|follow-up|reminder)/.test(wave))
    const seen = new Set(waves.map(({ campaign, wave, recipients }) => `${campaign} ${wave} ${recipients}`))
    const invited = new Set(
      waves
        .filter(({ wave }) => wave === 'invite')
        .map(({ campaign, recipients }) => `${campaign} ${JSON.parse(recipients)[0]}`),
    )
    // Whoever answered before the letter left gets none; also where the plug was pulled before they heard that we know.
    const noLetter = samples.flatMap(({ campaign, invitees }) =>
      invitees.filter(({ email }) => !invited.has(`${campaign} ${email}`) && !kept.has(`${campaign} ${email}`)),
    )
    const noAnswer = [...answered].flatMap(([campaign, set]) =>
      [...set].filter(email => !kept.has(`${campaign} ${email}`)),
    )
    const documents = sql.prepare("SELECT value FROM docs WHERE key LIKE 'invitation#%'").all() as { value: string }[]
    const check = sql.prepare('PRAGMA integrity_check').get() as { integrity_check: string }
    return {
      letters: waves.length,
      answers: [...answered.values()].reduce((sum, set) => sum + set.size, 0),
      twice: waves.length - seen.size,
      lost: noLetter.length + noAnswer.length,
      in_doubt: documents.filter(({ value }) => value.includes('"in doubt"')).length,
      database: check.integrity_check,
    }
  } finally {
    sql.close()
  }
}

const text = { type: 'string' } as const
const { kills, seed, letters } = parseArgs({ options: { kills: text, seed: text, letters: text } }).values
const say = (line: string) => console.log(line)
const outcome = letters
  ? await killRelay(Number(letters), Number(seed ?? 1), say)
  : await soak(Number(kills ?? 200), Number(seed ?? 1), say)
console.log(JSON.stringify(outcome))
