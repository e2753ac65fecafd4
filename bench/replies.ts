/** How well written replies are read: tables of what they say against what is read, for each part of the labeled set. */
import { readFileSync } from 'node:fs'
import type { WrittenReply } from '../mail/inbound/reading.ts'
import { readWrittenReply } from '../mail/inbound/reply/read-reply.ts'

type Says = WrittenReply['says']
const SAYS: readonly Says[] = ['accepted', 'declined', 'tentative', 'delegated', 'opt-out', 'question', 'unclear']
/** What a careful reader can tell from the words alone. */
const CLEAR: readonly Says[] = ['accepted', 'declined', 'tentative', 'delegated', 'opt-out']

interface Labeled {
  says: Says
  text: string
  /** Of those from outside: where they come from. */
  from: string
}

/** One reply a line: what it says, a tab, the text with `\n` for a line break, and in `outside` a tab and where from. */
export const labeled = (name: 'seen' | 'unseen' | 'outside'): Labeled[] =>
  readFileSync(new URL(`../test/samples/replies/${name}.tsv`, import.meta.url), 'utf8')
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map(line => {
      const [says = '', text = '', from = name] = line.split('\t')
      return { says: says as Says, text: text.replaceAll('\\n', '\n'), from }
    })

export function measure(replies: readonly Labeled[]) {
  const table = new Map<string, number>()
  const wrong: string[] = []
  for (const { says, text } of replies) {
    const read = readWrittenReply(text)
    table.set(`${says} ${read.says}`, (table.get(`${says} ${read.says}`) ?? 0) + 1)
    if (read.says !== says) wrong.push(`${says} read as ${read.says} (${read.because}): ${text.slice(0, 90)}`)
  }
  const cell = (says: Says, read: Says) => table.get(`${says} ${read}`) ?? 0
  const readAs = (read: Says) => SAYS.reduce((sum, says) => sum + cell(says, read), 0)
  const precision = (read: Says) => (readAs(read) === 0 ? 1 : cell(read, read) / readAs(read))
  const clear = replies.filter(({ says }) => CLEAR.includes(says)).length
  const right = CLEAR.reduce((sum, says) => sum + cell(says, says), 0)
  return {
    cell,
    wrong,
    figures: {
      replies: replies.length,
      precision_accepted: round(precision('accepted')),
      precision_declined: round(precision('declined')),
      read_of_clear: round(right / clear),
    },
  }
}

const round = (share: number): number => Math.round(share * 1000) / 1000

function print(title: string, { cell, figures }: ReturnType<typeof measure>): void {
  console.log(`\n${title}: ${figures.replies} replies. Rows: what they say; columns: what is read.`)
  console.log(`${''.padEnd(10)} ${SAYS.map(says => says.padStart(9)).join(' ')}`)
  for (const says of SAYS)
    console.log(`${says.padEnd(10)} ${SAYS.map(read => String(cell(says, read) || '·').padStart(9)).join(' ')}`)
}

/** Where the replies of `outside` come from, in the order in which they came. */
const OUTSIDE: Record<string, string> = {
  reviewer: 'Outside: a reviewer’s, which showed where the rules were wrong',
  before: 'Outside: invented before the rules were mended, and used to mend them',
  after: 'Outside: invented after the first mending, and used for the second',
  third: 'Outside: invented after the second mending, and used for the third',
  fourth: 'Outside: invented after the third mending, and used for the fourth',
}

export async function run(): Promise<object> {
  const seen = measure(labeled('seen'))
  const unseen = measure(labeled('unseen'))
  print('Seen while the rules were written', seen)
  print('Set aside while the first rules were written', unseen)
  const outside = Object.fromEntries(
    Object.entries(OUTSIDE).map(([from, title]) => {
      const measured = measure(labeled('outside').filter(one => one.from === from))
      print(title, measured)
      return [from, measured]
    }),
  )
  if (process.argv.includes('--wrong'))
    for (const part of [seen, unseen, ...Object.values(outside)]) console.log(part.wrong.join('\n'))
  const texts = labeled('seen').map(({ text }) => text)
  const began = performance.now()
  for (let round = 0; round < 5; round++) for (const text of texts) readWrittenReply(text)
  const perSecond = Math.round((5 * texts.length) / ((performance.now() - began) / 1000))
  console.log(`\n${perSecond} replies a second`)
  return {
    bench: 'replies',
    seen: seen.figures,
    unseen: unseen.figures,
    outside: Object.fromEntries(Object.entries(outside).map(([from, { figures }]) => [from, figures])),
    per_second: perSecond,
  }
}
