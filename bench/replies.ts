/**
 * How well written replies are read, and how often what is suggested for the others is right: for our own labeled sets,
 * and for those of others. `npm run -s bench -- replies [FILE] [--wrong]`; FILE, or REPLIES, is a table of label,
 * language, who wrote, subject and body.
 */
import { canBeNamed } from '../functions/answer/incoming/sender.ts'
import { canMean } from '../mail/inbound/reply/named-days.ts'
import { readWrittenReply } from '../mail/inbound/reply/read-reply.ts'
import { type Labeled, labeled, ofOthers, type Says, written } from './labeled-replies.ts'
import { sized } from './size.ts'

const ROUNDS = sized(5, 1)

const SAYS: readonly Says[] = ['accepted', 'declined', 'tentative', 'delegated', 'opt-out', 'question', 'unclear']
/** What a careful reader can tell from the words alone. */
const CLEAR: readonly Says[] = ['accepted', 'declined', 'tentative', 'delegated', 'opt-out']
const OTHERS = '../shared/samples/replies/train.tsv'

/** What becomes of a reply, as it is taken. */
function taken({ text, subject, invitee, meeting }: Labeled): {
  says: Says
  because: string
  likely: Says | undefined
} {
  const { says, because, about, days, suggestion } = readWrittenReply(text, { subject, invitee })
  const another = about !== undefined && invitee !== '' && !canBeNamed(about, invitee)
  const answer = says !== 'unclear' && says !== 'question' && says !== 'opt-out'
  if (answer && (another || (days && !canMean(days, meeting))))
    return { says: 'unclear', because: 'another day, or person', likely: undefined }
  return { says, because, likely: suggestion?.answer === 'opt out' ? 'opt-out' : suggestion?.answer }
}

export function measure(replies: readonly Labeled[]) {
  const table = new Map<string, number>()
  const wrong: string[] = []
  const count = { suggested: 0, fits: 0, nonAnswers: 0 }
  for (const reply of replies) {
    const { says, because, likely } = taken(reply)
    table.set(`${reply.says} ${says}`, (table.get(`${reply.says} ${says}`) ?? 0) + 1)
    if (likely) count.suggested++
    if (likely === reply.says) count.fits++
    if (CLEAR.includes(says) && !CLEAR.includes(reply.says)) count.nonAnswers++
    if (says !== reply.says) wrong.push(`${reply.says} read as ${says} (${because}): ${reply.text.slice(0, 90)}`)
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
      read_of_clear: round(clear === 0 ? 1 : right / clear),
      not_answers_taken: count.nonAnswers,
      // In the older sets "unclear" says that a person reads it, whatever it is likely to be.
      ...(replies.some(({ who }) => who !== 'either')
        ? {
            suggested: count.suggested,
            suggested_right: round(count.suggested === 0 ? 1 : count.fits / count.suggested),
          }
        : {}),
    },
  }
}

const round = (share: number): number => Math.round(share * 1000) / 1000

function print(title: string, replies: readonly Labeled[]): ReturnType<typeof measure> {
  const measured = measure(replies)
  const { cell } = measured
  console.log(`\n${title}: ${replies.length} replies. Rows: what they say; columns: what is read.`)
  console.log(`${''.padEnd(10)} ${SAYS.map(says => says.padStart(9)).join(' ')}`)
  for (const says of SAYS)
    console.log(`${says.padEnd(10)} ${SAYS.map(read => String(cell(says, read) || '·').padStart(9)).join(' ')}`)
  for (const [part, of] of partsOf(replies)) line(part, measure(of).figures)
  if (process.argv.includes('--wrong')) console.log(measured.wrong.join('\n'))
  return measured
}

/** All, and where it is known, by language and by who wrote. */
function partsOf(replies: readonly Labeled[]): [string, Labeled[]][] {
  const groups = new Map<string, Labeled[]>([['all', [...replies]]])
  for (const reply of replies)
    for (const key of [reply.language, reply.who])
      if (key !== 'either') groups.set(key, [...(groups.get(key) ?? []), reply])
  return [...groups]
}

function line(part: string, figures: ReturnType<typeof measure>['figures']): void {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(7)
  console.log(
    `${part.padEnd(10)} read ${percent(figures.read_of_clear)}, a yes right ${percent(figures.precision_accepted)}, a no right ${percent(figures.precision_declined)}, ${figures.suggested_right === undefined ? '' : `suggested ${figures.suggested}, right ${percent(figures.suggested_right)}, `}not answers taken ${figures.not_answers_taken}`,
  )
}

export async function run(): Promise<object> {
  const sets = {
    seen: print('Seen while the first rules were written', labeled('seen')),
    unseen: print('Set aside while the first rules were written', labeled('unseen')),
    outside: print('Written to find fault with the rules', labeled('outside')),
    varied: print('Ours, terse and formal', written('varied')),
    chatty: print('Ours, chatty', written('chatty')),
    fresh: print('Ours, of another hand', written('fresh')),
    aside: print('Ours, of another hand, kept aside while the rules were mended for it', written('aside')),
  }
  const path = process.argv.slice(3).find(each => !each.startsWith('-')) ?? process.env.REPLIES ?? OTHERS
  const others = ofOthers(path)
  if (!others) console.log(`\nThose of others are skipped: ${path} is not there. Name the file behind the bench.`)
  const theirs = others && print(`Of others, ${path}`, others)
  const texts = labeled('seen').map(({ text }) => text)
  const began = performance.now()
  for (let round = 0; round < ROUNDS; round++) for (const text of texts) readWrittenReply(text)
  const perSecond = Math.round((ROUNDS * texts.length) / ((performance.now() - began) / 1000))
  console.log(`\n${perSecond} replies a second`)
  return {
    bench: 'replies',
    ...Object.fromEntries(Object.entries(sets).map(([name, { figures }]) => [name, figures])),
    ...(theirs ? { others: theirs.figures } : {}),
    per_second: perSecond,
  }
}
