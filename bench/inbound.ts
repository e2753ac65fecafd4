/** How many messages that come in are read in a second, and whether any of many changed ones throws, hangs or piles up. */
import { readMessage } from '../mail/inbound/read-message.ts'
import { fuzzHandler } from '../test/functions/answer/reply-fuzz.ts'
import { automaticAsAnswers, everyMessage, fuzz } from '../test/mail/inbound/mutations.ts'
import { sized } from './size.ts'

const MESSAGES = sized(100_000, 50)
const ROUNDS = sized(30, 3)

export async function run(): Promise<object> {
  const sources = everyMessage()
  const rounds: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now()
    for (const source of sources) await readMessage(source, 'guest@company.example')
    rounds.push((1000 * sources.length) / (performance.now() - begun))
  }
  const per_second = Math.round(rounds.slice(ROUNDS / 3).sort((a, b) => a - b)[ROUNDS / 3] ?? 0)
  console.log(`${sources.length} messages as they are: ${per_second} a second`)
  const read = shown('read', await fuzz(MESSAGES))
  const handled = shown('handled', await fuzzHandler(MESSAGES))
  const { answers } = await automaticAsAnswers(MESSAGES)
  console.log(`${MESSAGES} changed automatic ones: ${answers.length} read as an answer`)
  return { bench: 'inbound', samples: sources.length, per_second, read, handled, automatic_as_answers: answers.length }
}

function shown<T extends { messages: number; failures: string[]; slowest_ms: number }>(what: string, fuzzed: T) {
  const { failures, ...rest } = fuzzed
  for (const failure of failures.slice(0, 20)) console.log(failure)
  console.log(
    `${rest.messages} changed ones ${what}: ${failures.length} failures, the slowest in ${rest.slowest_ms} ms`,
  )
  return { ...rest, failures: failures.length }
}
