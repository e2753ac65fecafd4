/** Replies as people wrote them (test/samples/replies): what is read of them must not become less. */
import { describe, expect, test } from 'vitest'
import { type Labeled, labeled, type Says, written } from '../../../../bench/labeled-replies.ts'
import { measure } from '../../../../bench/replies.ts'
import { readWrittenReply } from '../../../../mail/inbound/reply/read-reply.ts'

const SETS: Record<string, readonly Labeled[]> = {
  seen: labeled('seen'),
  unseen: labeled('unseen'),
  outside: labeled('outside'),
  fresh: written('fresh'),
  aside: written('aside'),
  varied: written('varied'),
  chatty: written('chatty'),
}
const of = (set: string, says: Says) => (SETS[set] ?? []).filter(each => each.says === says)

/** Of so many that say so, so many are read. */
const READ: [set: string, says: Says, read: number, all: number][] = [
  ['seen', 'accepted', 86, 86],
  ['seen', 'declined', 81, 81],
  ['seen', 'delegated', 18, 18],
  ['seen', 'tentative', 22, 23],
  ['seen', 'opt-out', 15, 15],
  ['seen', 'question', 20, 20],
  ['seen', 'unclear', 63, 65],
  ['unseen', 'accepted', 42, 43],
  ['unseen', 'declined', 32, 32],
  ['unseen', 'delegated', 12, 13],
  ['unseen', 'tentative', 10, 11],
  ['unseen', 'opt-out', 11, 11],
  ['unseen', 'question', 13, 13],
  ['unseen', 'unclear', 30, 30],
  ['outside', 'accepted', 146, 149],
  ['outside', 'declined', 145, 149],
  ['outside', 'delegated', 12, 13],
  ['outside', 'tentative', 18, 25],
  ['outside', 'opt-out', 14, 14],
  ['outside', 'question', 3, 3],
  ['outside', 'unclear', 330, 331],
  ['fresh', 'accepted', 37, 41],
  ['fresh', 'declined', 32, 36],
  ['fresh', 'delegated', 10, 11],
  ['fresh', 'tentative', 13, 14],
  ['fresh', 'opt-out', 8, 8],
  ['fresh', 'question', 10, 11],
  ['fresh', 'unclear', 23, 23],
  ['aside', 'accepted', 30, 42],
  ['aside', 'declined', 28, 35],
  ['aside', 'delegated', 8, 12],
  ['aside', 'tentative', 10, 14],
  ['aside', 'opt-out', 7, 7],
  ['aside', 'question', 8, 10],
  ['aside', 'unclear', 23, 24],
  ['varied', 'accepted', 62, 63],
  ['varied', 'declined', 46, 47],
  ['varied', 'delegated', 13, 14],
  ['varied', 'tentative', 14, 14],
  ['varied', 'opt-out', 6, 6],
  ['varied', 'question', 8, 8],
  ['varied', 'unclear', 19, 21],
  ['chatty', 'accepted', 33, 38],
  ['chatty', 'declined', 22, 28],
  ['chatty', 'delegated', 8, 9],
  ['chatty', 'tentative', 8, 9],
  ['chatty', 'opt-out', 2, 2],
  ['chatty', 'question', 4, 5],
  ['chatty', 'unclear', 12, 13],
]

describe('of the sample replies', () => {
  test.each(READ)('in %s that say %s, no fewer than %i of %i are read as that', (set, says, read, all) => {
    const replies = of(set, says)
    expect(replies).toHaveLength(all)
    expect(measure(replies).cell(says, says)).toBeGreaterThanOrEqual(read)
  })

  test.each(Object.keys(SETS))('in %s none is taken for a yes or a no that is none', set => {
    for (const says of ['unclear', 'question', 'tentative', 'delegated', 'opt-out', 'accepted', 'declined'] as const) {
      const { cell } = measure(of(set, says))
      expect([cell(says, 'accepted'), cell(says, 'declined')]).toEqual([
        says === 'accepted' ? cell(says, says) : 0,
        says === 'declined' ? cell(says, says) : 0,
      ])
    }
  })

  test.each(Object.keys(SETS))('in %s a suggestion shows a sentence that stands in the reply', set => {
    for (const { text, subject, invitee } of SETS[set] ?? []) {
      const { suggestion } = readWrittenReply(text, { subject, invitee })
      if (suggestion)
        expect(`${subject}\n${text}`.replaceAll('’', "'")).toContain(suggestion.because.replaceAll('’', "'"))
    }
  })
})
