/**
 * Who is held up by what others send: a page of a campaign is asked for over and over, while lists are read that were made
 * to take long, and while strangers send bodies without end. A real start in a process of its own, asked over its sockets.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { strToU8, zipSync } from 'fflate'
import { workbook } from '../test/samples/workbook.ts'
import { sized } from './size.ts'

const BODIES = sized(250, 5)
/** Milliseconds between two looks at the page. */
const PAUSE = 10

const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`
const sheetOf = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`
const NAMES = [
  ['Name', 'Email'],
  ['Jane Roe', 'jane@shop.example'],
]

/** A workbook of one sheet whose parts are put in the place of the usual ones. */
function made(parts: Record<string, string>): Uint8Array {
  const relations =
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rIdT" Target="sharedStrings.xml"/></Relationships>'
  const packed = Object.entries({ 'xl/_rels/workbook.xml.rels': relations, ...parts }).map(
    ([path, xml]) => [path, strToU8(xml)] as const,
  )
  return workbook([{ name: 'A', cells: NAMES }], Object.fromEntries(packed))
}

/** An archive that unpacks to more than it says. */
function bomb(): Uint8Array {
  const zeros = new Uint8Array(200 * 1024 * 1024)
  return zipSync({ 'xl/workbook.xml': strToU8('<a/>'), 'a.xml': zeros })
}

const FOUR_MEGABYTES = 4 * 1024 * 1024 - 100
const people = (count: number): string =>
  [
    'Name,Title,Company,Email',
    ...Array.from({ length: count }, (_, n) => `"Roe, Jane ${n % 7}",CEO,Shop ${n},jane${n}@shop${n % 9000}.example`),
  ].join('\n')

type Brought = { file: Uint8Array } | { pasted: string }

const LISTS: Record<string, () => Brought> = {
  'a sheet with 2,000,000 empty texts': () => ({
    file: made({ 'xl/sharedStrings.xml': `<sst>${'<si><t/></si>'.repeat(2_000_000)}</sst>` }),
  }),
  'a sheet with 270,000 rows': () => ({
    file: made({
      'xl/worksheets/sheet1.xml': sheetOf(`<row>${inline('a')}${inline('a@x.example')}</row>`.repeat(270_000)),
    }),
  }),
  'an archive of 200 MB': () => ({ file: bomb() }),
  'people on one line, 4 MB': () => ({ pasted: `${'Jane Roe, '.repeat(FOUR_MEGABYTES / 10)}a@b.example,b@c.example` }),
  'addresses on one line, 4 MB': () => ({ pasted: 'Jane Roe <jane@x.example>; '.repeat(FOUR_MEGABYTES / 27) }),
  'one word, 4 MB': () => ({ pasted: 'a'.repeat(FOUR_MEGABYTES) }),
  'a list of 20,000 people': () => ({ pasted: people(20_000) }),
}

const FEW: typeof LISTS = { 'a list of 200 people': () => ({ pasted: people(200) }) }

interface Started {
  url: string
  pid: number
  stop(): Promise<void>
}

const KEY = 'of-this-bench'

async function started(folder: string): Promise<Started> {
  const child = spawn(process.execPath, ['local/run.mjs', '--data', folder, '--port', '0', '--smtp-port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, CONVOKE_WORKBENCH_KEY: KEY },
  })
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString()
      const found = /Open\s+(http\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`it did not start: ${said}`)))
  })
  return {
    url,
    pid: child.pid ?? 0,
    stop: () =>
      new Promise(done => {
        child.once('exit', () => done())
        child.kill('SIGTERM')
      }),
  }
}

/** Megabytes that a process has in memory, and the most it had; 0 where the system does not tell. */
function memoryOf(pid: number): { now: number; most: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const of = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
    return { now: of('VmRSS'), most: of('VmHWM') }
  } catch {
    return { now: 0, most: 0 }
  }
}

/** How long a page took, asked for again and again while something went on. */
async function pageWhile(ask: () => Promise<unknown>, act: () => Promise<unknown>) {
  const times: number[] = []
  let over = false
  const asking = (async () => {
    while (!over) {
      const began = performance.now()
      await ask()
      times.push(performance.now() - began)
      await rest(PAUSE)
    }
  })()
  const began = performance.now()
  const result = await act().finally(() => {
    over = true
  })
  const took = performance.now() - began
  await asking
  times.sort((a, b) => a - b)
  const page = { median: Math.round(times[times.length >> 1] ?? 0), most: Math.round(times.at(-1) ?? 0) }
  return { result, 'ms until answered': Math.round(took), 'ms for the page': page }
}

/** Sends pieces until it is hung up on, or for some seconds. */
const endless = (url: string): Promise<void> =>
  new Promise(done => {
    const one = request(url, { method: 'POST', headers: { 'content-type': 'text/plain' } }, response =>
      response.resume(),
    )
    const piece = 'x'.repeat(16 * 1024)
    const drip = setInterval(() => one.write(piece), 20)
    const over = () => {
      clearInterval(drip)
      one.destroy()
      done()
    }
    one.on('error', over)
    one.on('close', over)
    setTimeout(over, 5000)
  })

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-held-'))
  const { url, pid, stop } = await started(folder)
  try {
    const local = async (path: string, body: object) =>
      fetch(`${url}/_local/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-workbench-key': KEY },
        body: JSON.stringify(body),
      })
    const signedIn = await local('sign-in', { email: 'convener@example.org' })
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const { campaign } = (await (await local('sample', { stage: 'sent' })).json()) as { campaign: string }
    const headers = { cookie, origin: url }
    const get = async (path: string) => {
      const answer = await fetch(url + path, { headers, redirect: 'manual' })
      await answer.text()
      return answer.status
    }
    const page = () => get(`/campaigns/${campaign}/partnership`)
    const read = async (list: Brought) => {
      const body = new FormData()
      if ('file' in list) body.set('file', new File([new Uint8Array(list.file)], 'list.xlsx'))
      else body.set('pasted', list.pasted)
      const path = `${url}/campaigns/${campaign}/invitees/read`
      const answer = await fetch(path, { method: 'POST', headers, body, redirect: 'manual' })
      await answer.text()
      return answer.headers.get('location') ?? answer.status
    }
    for (let n = 0; n < 20; n++) await page()
    const results: Record<string, unknown> = { nothing: await pageWhile(page, () => rest(1000, 'idle')) }
    const before = memoryOf(pid)
    const flood = () =>
      Promise.all(Array.from({ length: BODIES }, () => endless(`${url}/campaigns/${campaign}/invitees/read`)))
    const flooded = await pageWhile(page, flood)
    results[`${BODIES} bodies without end, of nobody`] = {
      'ms for the page': flooded['ms for the page'],
      'MB before, after, at most': [before.now, memoryOf(pid).now, memoryOf(pid).most],
    }
    let kept = ''
    for (const [name, list] of Object.entries(sized(LISTS, FEW))) {
      const brought = list()
      const found = await pageWhile(page, () => read(brought))
      if (typeof found.result === 'string') kept = found.result
      results[name] = { ...found, result: typeof found.result === 'string' ? 'read' : `refused, ${found.result}` }
    }
    results['looking through 20,000 people'] = await pageWhile(page, () => get(kept))
    results['taking in 20,000 people'] = await pageWhile(page, async () => {
      const body = new URLSearchParams({ do: 'import', when: 'with the wave' })
      await fetch(url + kept, { method: 'POST', headers, body, redirect: 'manual' })
      for (;;) {
        const answer = await fetch(url + kept, { headers })
        await answer.text()
        if (!answer.headers.has('refresh')) return answer.status
        await rest(2000)
      }
    })
    for (const [name, result] of Object.entries(results)) console.error(name.padEnd(40), JSON.stringify(result))
    return results
  } finally {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
