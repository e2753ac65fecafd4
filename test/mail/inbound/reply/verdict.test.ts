/** What the clauses of a reply come to together: each row is what they are, and what the reply says. */
import { describe, expect, test } from 'vitest'
import { AN_ADDRESS } from '../../../../mail/inbound/reply/sentences.ts'
import { HE } from '../../../../mail/inbound/reply/speaker.ts'
import {
  HANGING,
  MILD,
  NOT_UNDERSTOOD,
  PAST,
  type ReadClause,
  STRANGE,
  THEMSELVES,
  verdict,
} from '../../../../mail/inbound/reply/verdict.ts'

type Mark = ReadClause['mark']
type Written = Mark | [Mark, Partial<ReadClause>]

/** Each clause in a sentence of its own, unless it says otherwise. */
const clauses = (all: readonly Written[]): ReadClause[] =>
  all.map((each, at) => {
    const [mark, over] = typeof each === 'string' ? [each, {}] : each
    const base = { because: mark, mine: false, turns: false, sad: false, days: [], first: false, last: false }
    return { ...base, mark, sentence: `sentence ${at}`, alone: false, ...over }
  })
const says = (...all: Written[]) => verdict(clauses(all)).says
const because = (...all: Written[]) => verdict(clauses(all)).because

const ONE = { sentence: 'the one sentence' }
const doubt = (why: string, over: Partial<ReadClause> = {}): Written => ['doubt', { because: why, ...over }]
const BUT: Written = ['aside', { turns: true }]

describe('one clause alone', () => {
  test.each<[Mark, string]>([
    ['accept', 'accepted'],
    ['bare yes', 'accepted'],
    ['wish', 'accepted'],
    ['nod', 'accepted'],
    ['decline', 'declined'],
    ['bare no', 'declined'],
    ['reason', 'declined'],
    ['tentative', 'tentative'],
    ['delegate', 'delegated'],
    ['opt-out', 'opt-out'],
    ['question', 'question'],
    ['aside question', 'question'],
    ['excuse', 'unclear'],
    ['regret', 'unclear'],
    ['sorrow', 'unclear'],
    ['somebody', 'unclear'],
    ['undecided', 'unclear'],
    ['doubt', 'unclear'],
    ['receipt', 'unclear'],
    ['no that is none', 'unclear'],
    ['nothing', 'unclear'],
    ['aside', 'unclear'],
    ['later', 'unclear'],
    ['of the letter', 'unclear'],
  ])('%s is %s', (mark, said) => expect(says(mark)).toBe(said))

  test('is why the reply says it', () => {
    for (const mark of ['accept', 'bare yes', 'wish', 'nod', 'decline', 'bare no', 'reason', 'tentative'] as const)
      expect(because([mark, { because: 'the rule' }])).toBe('the rule')
    for (const mark of ['delegate', 'opt-out', 'question', 'aside question', 'undecided', 'doubt', 'aside'] as const)
      expect(because([mark, { because: 'the rule' }])).toBe('the rule')
    expect([because(), because('nothing'), because('later')]).toEqual(Array(3).fill('nothing said'))
    expect([because('excuse'), because('regret')]).toEqual(['half a no', 'half a no'])
    expect(because('somebody')).toBe('somebody of theirs')
  })
})

describe('a wish to be left alone', () => {
  test.each<[string, Written[]]>([
    ['a no', ['decline']],
    ['small talk', ['aside']],
    ['a reason', ['reason']],
    ['what was', [doubt(PAST)]],
    ['what is not understood', [doubt(NOT_UNDERSTOOD)]],
    ['regrets', ['regret']],
  ])('stands beside %s', (_, others) => {
    expect(says('opt-out', ...others)).toBe('opt-out')
    expect(says(...others, 'opt-out')).toBe('opt-out')
  })

  test.each<[string, Written[]]>([
    ['a yes', ['accept']],
    ['a bare yes', ['bare yes']],
    ['a wish to come', ['wish']],
    ['“see you there”', ['nod']],
    ['a maybe', ['tentative']],
    ['“I will see”', ['undecided']],
    ['a condition', [doubt(HANGING)]],
    ['a doubt', [doubt('accept, and something else')]],
  ])('is for a person beside %s', (_, others) => {
    expect(says('opt-out', ...others)).toBe('unclear')
    expect(because('opt-out', ...others)).toBe('opt-out beside something else')
  })
})

describe('a doubt', () => {
  test.each<[string, Written[], string]>([
    ['leaves a yes open', ['accept', doubt(HANGING)], 'unclear'],
    ['of what was is settled by an answer after it', [doubt(PAST), 'accept'], 'accepted'],
    ['of what was is not settled by an answer before it', ['accept', doubt(PAST)], 'unclear'],
    ['that is not understood is settled by the next sentence', [doubt(NOT_UNDERSTOOD), 'decline'], 'declined'],
    [
      'that is not understood is not settled within its sentence',
      [doubt(NOT_UNDERSTOOD, ONE), ['decline', ONE]],
      'unclear',
    ],
    ['that is not understood leaves the sentence before open', ['decline', doubt(NOT_UNDERSTOOD)], 'unclear'],
    ['is no news beside a maybe that hangs on something', ['tentative', doubt(HANGING)], 'tentative'],
    ['that is not understood goes with a maybe after it', ['tentative', doubt(NOT_UNDERSTOOD)], 'tentative'],
    [
      'that is not understood goes with a maybe, behind it',
      [['tentative', ONE], doubt(NOT_UNDERSTOOD, ONE)],
      'tentative',
    ],
    [
      'that is not understood before a maybe in one sentence stays',
      [doubt(NOT_UNDERSTOOD, ONE), ['tentative', ONE]],
      'unclear',
    ],
    [
      'that is not understood in the sentence before a maybe goes with it',
      [doubt(NOT_UNDERSTOOD), 'tentative'],
      'tentative',
    ],
    ['that leans to a yes goes with a maybe', ['tentative', doubt('x', { leans: 'accept' })], 'tentative'],
    ['that leans to a no does not', ['tentative', doubt('x', { leans: 'decline' })], 'unclear'],
    ['that leans nowhere does not', ['tentative', doubt('x')], 'unclear'],
    ['that leans to a yes is none by itself', [doubt('x', { leans: 'accept' })], 'unclear'],
    ['that is not understood leaves who comes instead', ['delegate', doubt(NOT_UNDERSTOOD)], 'delegated'],
    ['on something leaves open who comes instead', ['delegate', doubt(HANGING)], 'unclear'],
    ['is settled by the last answer alone', ['accept', doubt(PAST), 'accept'], 'accepted'],
  ])('%s', (_, all, said) => expect(says(...all)).toBe(said))
})

describe('“but”', () => {
  test.each<[string, Written[], string]>([
    [
      'takes back a yes in its sentence',
      [
        ['accept', ONE],
        ['aside', { ...ONE, turns: true }],
      ],
      'unclear',
    ],
    ['takes back a yes as the next sentence begins', ['accept', BUT], 'unclear'],
    ['takes back a bare no', [['bare no', { alone: true, first: true }], BUT], 'unclear'],
    ['takes nothing back before the answer', [BUT, 'accept'], 'accepted'],
    [
      'in the middle of another sentence takes nothing back',
      ['accept', ['aside', ONE], ['aside', { ...ONE, turns: true }]],
      'accepted',
    ],
    ['with a request takes nothing back', ['accept', ['aside', { turns: true, because: MILD }]], 'accepted'],
    ['beside a maybe changes nothing', ['tentative', BUT], 'tentative'],
    ['is what it takes: other words behind a yes are small talk', ['accept', 'aside'], 'accepted'],
    ['takes back only with small talk of its own', ['accept', ['nothing', { turns: true }]], 'accepted'],
  ])('%s', (_, all, said) => expect(says(...all)).toBe(said))
})

describe('a question', () => {
  test('of coming leaves an answer open, one of parking does not', () => {
    expect([says('accept', 'question'), because('accept', 'question')]).toEqual([
      'unclear',
      'a question beside an answer',
    ])
    expect(verdict(clauses(['accept', 'aside question']))).toMatchObject({ says: 'accepted', asks: true })
    expect(verdict(clauses(['decline', 'aside question']))).toMatchObject({ says: 'declined', asks: true })
    expect(verdict(clauses(['opt-out', 'aside question']))).toMatchObject({ says: 'opt-out', asks: true })
    expect(verdict(clauses(['accept']))).not.toHaveProperty('asks')
    for (const each of ['question', 'aside question'] as const)
      expect(verdict(clauses([each]))).not.toHaveProperty('asks')
    expect(verdict(clauses(['wish', 'question']))).not.toHaveProperty('asks')
  })

  test('that is strange leaves a clear answer, and no half one', () => {
    const strange: Written = ['question', { because: STRANGE }]
    for (const [mark, said] of [
      ['accept', 'accepted'],
      ['decline', 'declined'],
      ['delegate', 'delegated'],
      ['tentative', 'tentative'],
      ['wish', 'unclear'],
      ['bare yes', 'unclear'],
      ['nod', 'unclear'],
    ] as const)
      expect([mark, says(mark, strange)]).toEqual([mark, said])
  })

  test('of parking is one where nothing is answered, and half a no is none', () => {
    expect(says('aside', 'aside question')).toBe('question')
    for (const half of ['excuse', 'regret'] as const) expect(says(half, 'aside question')).toBe('unclear')
  })
})

describe('who comes', () => {
  test.each<[string, Written[], string]>([
    ['somebody in their place, and they do not', ['delegate', 'decline'], 'delegated'],
    ['somebody in their place, and they do', ['delegate', 'accept'], 'unclear'],
    ['somebody in their place: “see you there”', ['delegate', 'nod'], 'unclear'],
    ['the writer in their place', [['delegate', { because: THEMSELVES }], 'accept'], 'delegated'],
    ['somebody in their place: he will be there', ['delegate', ['accept', { about: HE }]], 'delegated'],
    ['somebody of theirs: he will be there', ['somebody', 'decline', ['accept', { about: HE }]], 'delegated'],
    ['somebody of theirs, and a no', ['somebody', 'decline'], 'delegated'],
    ['somebody of theirs, and a reason', ['somebody', 'reason'], 'delegated'],
    ['somebody of theirs, and no', ['somebody', 'bare no'], 'delegated'],
    ['somebody of theirs, and an excuse', ['somebody', 'excuse'], 'delegated'],
    ['somebody of theirs, and regrets', ['somebody', 'regret'], 'delegated'],
    ['somebody of theirs, with an address', ['somebody', ['aside', { sentence: `at ${AN_ADDRESS}` }]], 'delegated'],
    ['somebody of theirs, and they do too', ['somebody', 'decline', 'accept'], 'unclear'],
    ['somebody of theirs', ['somebody', 'aside'], 'unclear'],
    ['them, for whom “he” stands', [['accept', { about: HE }]], 'accepted'],
    [
      'two by name',
      [
        ['accept', { about: 'Ann Lee' }],
        ['accept', { about: 'Bob Ek' }],
      ],
      'unclear',
    ],
    [
      'one by two names',
      [
        ['accept', { about: 'Ann Lee' }],
        ['nod', { about: 'Ms Lee' }],
      ],
      'accepted',
    ],
    [
      'the writer and somebody by name',
      [
        ['accept', { mine: true }],
        ['accept', { about: 'Ann Lee' }],
      ],
      'unclear',
    ],
    [
      'the writer, who thanks for somebody',
      [
        ['accept', { mine: true }],
        ['nothing', { about: 'Ann Lee' }],
      ],
      'accepted',
    ],
    ['“he”, beside talk of something else', [['accept', { about: HE }], 'aside'], 'unclear'],
    ['“he”, beside talk of the invitee', [['accept', { about: HE, sentence: 'Invitee and he' }], 'aside'], 'accepted'],
    ['“he”, who is named before', [['nothing', { about: 'Ann Lee' }], ['accept', { about: HE }], 'aside'], 'accepted'],
    ['the writer, where the invitee is ill', ['accept', ['aside', { sentence: 'Invitee is ill' }]], 'unclear'],
    ['“see you there”, where the invitee is ill', ['nod', ['aside', { sentence: 'Invitee is ill' }]], 'unclear'],
    [
      'the invitee, who is ill',
      [
        ['accept', { about: 'Invitee' }],
        ['aside', { sentence: 'Invitee is ill' }],
      ],
      'accepted',
    ],
    [
      'whoever it is on the books for',
      [
        ['accept', { because: 'confirmed' }],
        ['aside', { sentence: 'Invitee is ill' }],
      ],
      'accepted',
    ],
    ['nobody, where the invitee is ill', ['decline', ['aside', { sentence: 'Invitee is ill' }]], 'declined'],
  ])('%s', (_, all, said) => expect(says(...all)).toBe(said))

  test('is named where one is, with the days that are', () => {
    const [monday, noon] = [{ weekday: 1 }, { minute: 720 }]
    expect(
      verdict(
        clauses([
          ['accept', { about: 'Ann Lee', days: [monday] }],
          ['nod', { about: HE, days: [noon] }],
        ]),
      ),
    ).toEqual({ says: 'accepted', because: 'accept', about: 'Ann Lee', days: [monday, noon] })
    for (const mark of ['decline', 'tentative'] as const)
      expect(verdict(clauses([[mark, { about: 'Ann Lee', days: [noon] }]]))).toMatchObject({
        about: 'Ann Lee',
        days: [noon],
      })
    for (const mark of ['delegate', 'doubt', 'opt-out', 'question'] as const)
      expect(verdict(clauses([[mark, { about: 'Ann Lee', days: [noon] }]]))).toEqual({
        says: says(mark),
        because: mark,
      })
    expect(because(['accept', { about: 'Ann Lee' }], ['accept', { about: 'Bob Ek' }])).toBe(
      'it speaks of several people',
    )
    expect(because('accept', ['aside', { sentence: 'Invitee is ill' }])).toBe('it speaks of several people')
    expect(because('delegate', 'accept')).toBe('comes and sends somebody')
  })
})

describe('a yes and a no', () => {
  test.each<[Written[], string, string]>([
    [['tentative', 'accept'], 'unclear', 'a maybe beside an answer'],
    [['tentative', 'decline'], 'unclear', 'a maybe beside an answer'],
    [['tentative', 'nod'], 'unclear', 'a maybe beside an answer'],
    [['tentative', 'later'], 'unclear', 'a maybe beside an answer'],
    [['tentative', 'bare yes'], 'tentative', 'tentative'],
    [['tentative', 'bare no'], 'tentative', 'tentative'],
    [['tentative', 'bare yes', 'bare no'], 'unclear', 'yes and no'],
    [['tentative', 'undecided'], 'tentative', 'tentative'],
    [['accept', 'undecided'], 'unclear', 'undecided'],
    [['decline', 'accept'], 'unclear', 'yes and no'],
    [['decline', 'nod'], 'unclear', 'yes and no'],
    [['decline', 'bare yes'], 'unclear', 'yes and no'],
    [['decline', 'wish'], 'declined', 'decline'],
    [['decline', ['aside', { because: 'late' }]], 'unclear', 'yes and no'],
    [['accept', 'bare no'], 'unclear', 'yes and no'],
    [['accept', 'reason'], 'unclear', 'yes and no'],
    [['accept', 'regret'], 'unclear', 'yes and no'],
    [['accept', 'excuse'], 'unclear', 'yes and no'],
    [['accept', 'sorrow'], 'accepted', 'accept'],
    [['nod', 'reason'], 'unclear', 'yes and no'],
    [['bare yes', 'excuse'], 'unclear', 'yes and no'],
    [['bare yes', 'bare no'], 'unclear', 'yes and no'],
    [['receipt', 'bare yes', 'bare no'], 'unclear', 'yes and no'],
    [['no that is none', 'bare yes', 'bare no'], 'unclear', 'yes and no'],
    [['bare yes', 'sorrow'], 'unclear', 'yes and no'],
    [[['bare yes', { sad: true }]], 'unclear', 'yes and no'],
    [['accept', 'later'], 'unclear', 'later'],
    [['nod', 'later'], 'unclear', 'later'],
    [['bare yes', 'later'], 'unclear', 'later'],
    [['wish', 'later'], 'unclear', 'later'],
    [['decline', 'later'], 'declined', 'decline'],
    [['bare no', 'later'], 'declined', 'bare no'],
    [['reason', 'later'], 'declined', 'reason'],
    [['wish', 'sorrow'], 'unclear', 'wish'],
    [[['wish', { sad: true }]], 'unclear', 'wish'],
    [['wish', 'aside'], 'unclear', 'wish'],
    [['excuse', 'regret'], 'declined', 'excuse'],
    [['excuse', 'sorrow'], 'declined', 'excuse'],
    [[['excuse', { sad: true }]], 'declined', 'excuse'],
    [['wish', ['excuse', { turns: true }]], 'declined', 'excuse'],
    [['wish', 'excuse'], 'unclear', 'half a no'],
    [['excuse', 'aside'], 'unclear', 'aside'],
  ])('%j is %s: %s', (all, said, why) => {
    expect([says(...all), because(...all)]).toEqual([said, why])
  })
})

describe('a yes or a no and no more', () => {
  test.each<[string, Written[], string]>([
    ['counts by itself', ['bare yes'], 'accepted'],
    ['belongs to what it goes on with', ['bare yes', 'aside'], 'unclear'],
    ['counts as the first sentence', [['bare yes', { alone: true, first: true }], 'aside'], 'accepted'],
    ['counts as the last sentence', ['aside', ['bare no', { alone: true, last: true }]], 'declined'],
    ['does not count in the middle', ['aside', ['bare yes', { alone: true }], 'aside'], 'unclear'],
    ['does not count within the first sentence', [['bare yes', { first: true }], 'aside'], 'unclear'],
    ['belongs to the letter', [['bare yes', { alone: true, first: true }], 'of the letter'], 'unclear'],
    ['belongs to the letter, if it is a no', [['bare no', { alone: true, first: true }], 'of the letter'], 'unclear'],
    ['is for the letter beside a receipt', ['bare yes', 'receipt'], 'unclear'],
    ['is no no beside “no trouble at all”', ['bare no', 'no that is none'], 'unclear'],
  ])('%s', (_, all, said) => expect(says(...all)).toBe(said))
})

describe('being away or taken', () => {
  const away = (over: Partial<ReadClause> = {}): Written => ['reason', { because: 'away', ...over }]
  test('is a no, whatever else is said', () => {
    expect(says(away(), 'aside')).toBe('declined')
    expect(says('reason', 'aside')).toBe('unclear')
    for (const why of ['away', 'booked', 'conflict', 'es-away', 'es-conflict'])
      expect(says(['reason', { because: why }], 'aside')).toBe('declined')
    expect(says(away(), 'wish', 'aside')).toBe('unclear')
    expect(says(away(), 'wish')).toBe('declined')
  })

  test('is none in a note that says when they are back, unless they decline', () => {
    const back: Written = ['aside', { sentence: 'I will be back on Monday' }]
    expect([says(away(), back), because(away(), back)]).toEqual(['unclear', 'away, and back'])
    expect(says(away(), back, 'decline')).toBe('declined')
  })
})
