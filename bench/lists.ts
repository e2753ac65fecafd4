/**
 * How lists are read: random and spoiled rows (a million, or as many as are asked for), of which no address may be put
 * together or cut and no greeting may be without a letter; and the time that a list of five thousand rows takes.
 */
import { domainToUnicode } from 'node:url'
import { listRows } from '../functions/list/list-rows.ts'
import { dice, randomList, standsIn } from '../test/samples/random-lists.ts'
import { sized } from './size.ts'

const ROWS = 200

export async function run() {
  const wanted = sized(Number(process.argv[3] ?? 1_000_000), 400)
  let written = 0
  const broken: string[] = []
  for (let seed = 1; seed <= wanted / ROWS; seed++)
    for (const { text, emails, greeting } of randomList(dice(seed), ROWS)) {
      written++
      const isOwn = (email: string) =>
        standsIn(text, email) ||
        standsIn(
          text,
          email.replace(/@(.*)$/, (_, domain: string) => `@${domainToUnicode(domain)}`),
        )
      if (!emails.every(isOwn) || !/\p{L}/u.test(greeting))
        broken.push(`seed ${seed}: ${emails.join(', ')} “${greeting}”`)
    }
  for (const words of broken.slice(0, 20)) console.error(words)
  return { rows: wanted, written, broken: broken.length, 'ms for 5,000 rows': fiveThousand() }
}

function fiveThousand(): number {
  const rows = Array.from(
    { length: 5000 },
    (_, n) =>
      `"Roe, Jane ${'ABCDEFG'[n % 7]}., Ed.D.",Chief Executive Officer,Company ${n} LLC,jane${n}@company${n % 900}.example`,
  )
  const bytes = new TextEncoder().encode(['Name,Title,Company,Email', ...rows].join('\n'))
  const times = Array.from({ length: sized(5, 1) }, () => {
    const began = performance.now()
    listRows({ bytes, name: 'list.csv' })
    return performance.now() - began
  })
  return Math.round(Math.min(...times))
}
