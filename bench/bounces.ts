/** How well bounces are read: whether what speaks of the address is told from what does not, for each set of real and made ones. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isDead } from '../domain/keep/bounce.ts'
import { reasonOf } from '../mail/inbound/bounce-reason.ts'
import { readMessage } from '../mail/inbound/read-message.ts'

/** A set: a folder with `INDEX.tsv` (file, reason, permanent or temporary) and the messages beside it. */
const SETS = {
  real: new URL('../test/samples/bounces/', import.meta.url).pathname,
  /** Another one, to judge with. */
  given: process.env.CONVOKE_BOUNCES ?? '',
}

export interface Bounced {
  file: string
  reason: string
  permanent: boolean
  bytes: Uint8Array
}

export function bouncesIn(folder: string): Bounced[] {
  const files = new Set(readdirSync(folder))
  return readFileSync(`${folder}/INDEX.tsv`, 'utf8')
    .split('\n')
    .slice(1)
    .map(line => line.split('\t'))
    .filter(([file = '']) => files.has(file))
    .map(([file = '', reason = '', expected]) => ({
      file,
      reason,
      permanent: expected === 'permanent',
      bytes: readFileSync(`${folder}/${file}`),
    }))
}

export async function measure(bounces: readonly Bounced[]) {
  const wrong: string[] = []
  let struck = 0
  let missed = 0
  let unread = 0
  for (const { file, reason, permanent, bytes } of bounces) {
    const { content } = await readMessage(bytes, '')
    const said = content.kind === 'bounce' && content.permanent
    if (content.kind !== 'bounce') unread++
    if (said && !permanent) struck++
    if (!said && permanent) missed++
    if (said !== permanent || content.kind !== 'bounce')
      wrong.push(
        `${file} ${reason}: ${content.kind === 'bounce' ? `${content.because} | ${content.detail}` : content.kind}`,
      )
  }
  const permanent = bounces.filter(each => each.permanent).length
  const temporary = bounces.length - permanent
  const right = permanent - missed
  return {
    wrong,
    figures: {
      bounces: bounces.length,
      not_taken_for_bounces: unread,
      permanent,
      permanent_missed: share(missed, permanent),
      permanent_precision: share(right, right + struck),
      temporary,
      temporary_taken_as_permanent: share(struck, temporary),
    },
  }
}

/** Sentences of servers: what is expected, the reason, the words. */
export const sentences = (): { permanent: boolean; reason: string; words: string }[] =>
  readFileSync(new URL('../test/samples/bounces/words.tsv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split('\t'))
    .map(([expected, reason = '', words = '']) => ({ permanent: expected === 'permanent', reason, words }))

function measureWords() {
  const read = sentences().map(each => ({ ...each, read: reasonOf({ diagnosis: each.words }) }))
  const permanent = read.filter(each => each.permanent)
  const struck = read.filter(each => !each.permanent && isDead(each.read)).length
  return {
    sentences: read.length,
    permanent_missed: share(permanent.filter(each => !isDead(each.read)).length, permanent.length),
    temporary_taken_as_permanent: share(struck, read.length - permanent.length),
    reason_right: share(read.filter(each => each.read === each.reason).length, read.length),
  }
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((1000 * part) / whole) / 1000)

export async function run(): Promise<object> {
  const sets: Record<string, object> = {}
  for (const [name, folder] of Object.entries(SETS)) {
    if (folder === '' || !existsSync(`${folder}/INDEX.tsv`)) continue
    const { wrong, figures } = await measure(bouncesIn(folder))
    console.log(`${name}: ${JSON.stringify(figures)}`)
    if (process.argv.includes('--wrong')) for (const line of wrong) console.log(`  ${line}`)
    sets[name] = figures
  }
  const words = measureWords()
  console.log(`words: ${JSON.stringify(words)}`)
  return { bench: 'bounces', ...sets, words }
}
