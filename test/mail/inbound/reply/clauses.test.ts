/** What each clause of a reply is, and why: a clause is what it says, what it is because of, and what is noted beside it. */
import { describe, expect, test } from 'vitest'
import { judgeAll } from '../../../../mail/inbound/reply/clause.ts'
import { clausesOf, sentencesIn } from '../../../../mail/inbound/reply/sentences.ts'

/** In short: `accept: will (mine)`. */
const clauses = (text: string, known = false) =>
  judgeAll(sentencesIn(text), known).map(({ mark, because, leans, about, mine, turns, sad, alone, days }) => {
    const noted = [
      leans && `leans to ${leans}`,
      about && `of ${about}`,
      mine && 'mine',
      turns && 'but',
      sad && 'sad',
      alone && 'alone',
      ...days.map(day => Object.values(day).join('.')),
    ].filter(Boolean)
    return `${mark}: ${because}${noted.length > 0 ? ` (${noted.join(', ')})` : ''}`
  })

describe('a clause', () => {
  test.each<[string, ...string[]]>([
    // A yes or a no before the point may be the point, or a slip of the finger.
    ['Yes, no', 'bare yes: bare-yes (alone)', 'bare no: bare-no (alone)'],
    ['Yes yes', 'bare yes: bare-yes (alone)'],
    ['Yes thank you', 'bare yes: bare-yes (alone)'],
    ['No I can', 'bare no: bare-no', 'accept: rsvp-yes (mine)'],
    ['Yes I can’t', 'bare yes: bare-yes', 'decline: cannot-bare (mine)'],
    ['Nope I will be there', 'bare no: bare-no', 'accept: will (mine)'],
    ['But no.', 'decline: bare-no (but)'],
    ['I was sick last time, but yes', 'aside: something else (mine)', 'accept: bare-yes (but)'],
    ['No hard feelings, but no', 'aside: something else', 'decline: bare-no (but)'],
    // What stands before the point and is not it.
    ['Unfortunately I cannot come', 'decline: cannot'],
    ['Sorry, I have a conflict', 'sorrow: sorrow', 'reason: conflict (mine)'],
    ['With regret, we decline', 'sorrow: sorrow', 'decline: decline (mine)'],
    ['I am afraid I have a board meeting', 'excuse: engaged (mine, sad)'],
    ['Hi Ann I will be there', 'accept: will'],
    ['I will be there Ann', 'accept: will (mine)'],
    ['I will be there Thursday', 'accept: will (mine, 4)'],
    ['Thanks Bob', 'nothing: courtesy (alone)'],
    // For whom.
    ['On behalf of Susan Abbott', 'nothing: for whom (of Susan Abbott, alone)'],
    ['Replying for Ms. Hale', 'nothing: for whom (of Ms Hale, alone)'],
    ['This is for Ann Lee', 'nothing: for whom (of Ann Lee, alone)'],
    ['Invitee has a conflict and is unable to attend', 'reason: conflict (of Invitee)', 'decline: cannot (of Invitee)'],
    // Questions, with their mark and without.
    ['He asks if there is parking', 'question: question'],
    ['Will there be lunch?', 'aside question: a question about something else'],
    ['Can we move it?', 'question: question'],
    ['Why?', 'question: question'],
    ['How could I say no?', 'no that is none: courtesy-no'],
    ['Can you take me off your list?', 'opt-out: opt-out-list'],
    // Conditions: on coming, and on something else.
    ['If the slides get posted, send me the link.', 'aside: a word besides', 'of the letter: of the letter'],
    ['If you can promise me that, I’m there.', 'doubt: it hangs on something', 'accept: in (mine)'],
    ['If it rains I am out', 'doubt: it hangs on something'],
    ['When my partner agrees.', 'doubt: it hangs on something'],
    ['I will come when I can', 'doubt: will, and something else (leans to accept, mine)'],
    // Two in one breath.
    ['I will be there so save me a seat', 'accept: will (mine)'],
    ['I will come but I am late', 'accept: will (mine)', 'no that is none: late (mine, but)'],
    ['I have to decline and the crew needs me', 'decline: decline (mine)', 'aside: something else'],
    ['the crew needs me and I have to decline', 'aside: something else', 'decline: decline (mine)'],
    ['we are out that week so count me out', 'decline: sit-out (mine)', 'decline: count-out'],
    ['Stop. I cannot come because of a board meeting', 'opt-out: opt-out-stop', 'decline: cannot (mine)'],
    // An answer that goes on.
    ['I accept', 'accept: accept (mine)'],
    ['I accept the challenge', 'doubt: accept, and something else (mine)'],
    ['Confirmed receipt', 'doubt: confirmed, and something else'],
    ['I will attend for you', 'doubt: will, and something else (leans to accept, mine)'],
    ['I have a conflict that you know of', 'doubt: conflict, and something else (leans to reason, mine)'],
    ['I have a conflict before nine', 'aside: conflict, and something else (mine)'],
    ['I am booked until noon', 'aside: booked, and something else (mine)'],
    ['I will attend next time', 'later: another time (mine)'],
    ['I cannot make the next one', 'later: another time (mine)'],
    ['I would love to', 'wish: wish (mine)'],
    ['I would love to keep bees', 'aside: something else (mine)'],
    ['We can’t keep lift operators', 'aside: something else (mine)'],
    // What no rule knows, by what it is about.
    ['She said “I will be there”', 'doubt: a quote'],
    ['please keep it short', 'aside: a word besides'],
    ['But please keep it short', 'aside: a word besides (but)'],
    ['but the parking is bad', 'aside: something else (but)'],
    ['Maybe later', 'doubt: it hangs on something'],
    ['Another time', 'later: another time'],
    ['Next week would work', 'doubt: another time would do'],
    ['I attended last year', 'doubt: what was (mine)'],
    ['I am not the right person', 'doubt: not understood (mine)'],
    ['This letter came late', 'of the letter: of the letter'],
    ['I will see', 'undecided: undecided (mine)'],
    [`I ${'very '.repeat(100)}`, 'doubt: a long clause (mine)'],
    // Marks and signs between clauses.
    ['I’ll be there—maybe', 'accept: will (mine)', 'tentative: maybe'],
    ['I will come // or not', 'accept: will (mine)', 'doubt: not understood'],
    ['yes 👍', 'bare yes: bare-yes (alone)', 'nothing: courtesy (alone)'],
    ['Mr. Lee will come at 8 a.m. (if he can)', 'accept: will (of Mr Lee, 480)', 'doubt: it hangs on something'],
  ])('of “%s”', (text, ...expected) => expect(clauses(text)).toEqual(expected))

  test.each<[string, ...string[]]>([
    ['Invitee is ill, I will come for Invitee', 'delegate: the writer comes for them (alone)'],
    ['Sara Peña will be there', 'somebody: somebody else (alone)'],
    ['Our COO Dana Reyes can come. She will be there.', 'delegate: somebody else (alone)', 'somebody: will (of he)'],
    ['Our COO knows it. He might come.', 'aside: something else', 'tentative: maybe (of he)'],
    [
      'Our COO knows it. Invitee likes it. He will come.',
      'aside: something else',
      'aside: something else',
      'accept: will (of he)',
    ],
    ['Dana Reyes might come if she can.', 'doubt: somebody else (leans to somebody, alone)'],
    ['If she can Dana Reyes will come.', 'doubt: somebody else (alone)'],
  ])('of “%s”, where the invitee’s name is known', (text, ...expected) => expect(clauses(text, true)).toEqual(expected))
})

describe('sentences', () => {
  const texts = (text: string) => sentencesIn(text).map(each => (each.asks ? `${each.text} ?` : each.text))
  test.each<[string, string[]]>([
    ['One. Two! Three? Four', ['One', 'Two', 'Three ?', 'Four']],
    ['Dr. Lee and Mr. Ek, Jr. come at 9 a.m. sharp', ['Dr Lee and Mr Ek, Jr come at 9 am sharp']],
    ['It is 8.30 or 9:00', ['It is 8:30 or 9:00']],
    ['I will not be able\nto come', ['I will not be able to come']],
    ['I will come\nThanks', ['I will come', 'Thanks']],
    ['yes,\nsure', ['yes, sure']],
    ['a - b – c — d', ['a', 'b', 'c', 'd']],
    ['well-known', ['well-known']],
    ['Come (if you can) soon', ['Come   soon', 'if you can']],
    ['Bo (bo@ek.example) comes', ['Bo   comes']],
    ['Write to bo@ek.example.', ['Write to THEIR-ADDRESS']],
    ['He said “not me” and "no"', ['He said THEIR-WORDS and no']],
    ['yes 👍🏽👌 ok', ['yes', '👍', 'ok']],
    ['¿Vendrá alguien', ['¿Vendrá alguien ?']],
    ['... !! --', []],
    ['it’s', ["it's"]],
  ])('of %j', (text, expected) => expect(texts(text)).toEqual(expected))

  test('are at most sixty, the first and the last of them known', () => {
    const many = sentencesIn('One. '.repeat(70))
    expect(many).toHaveLength(60)
    expect(many.map(({ first }) => first).indexOf(true, 1)).toBe(-1)
    expect([many[0]?.first, many[0]?.last, many[59]?.last, many[58]?.last]).toEqual([true, false, true, false])
  })

  test.each<[string, string[]]>([
    ['yes, but I am late', ['yes', '*I am late']],
    ['although I like it, no', ['I like it', 'no']],
    ['pero no puedo', ['*no puedo']],
    ['I like it however I cannot', ['I like it', '*I cannot']],
    ['I like it so I will come', ['I like it', 'I will come']],
    ['so much to do', ['much to do']],
    ['I will come and I bring Bo', ['I will come', 'I bring Bo']],
    ['bread and butter', ['bread and butter']],
    ['at 8:30, that: is', ['at 8:30', 'that', 'is']],
    ['Dana and I will be there', ['Dana and I will be there']],
    ['my wife and I come', ['my wife and I come']],
    ['tired and I cannot', ['tired', 'I cannot']],
  ])('“%s” in clauses', (text, expected) => {
    const [sentence] = sentencesIn(text)
    if (!sentence) throw new Error('no sentence')
    expect(clausesOf(sentence).map(each => (each.turns ? `*${each.text}` : each.text))).toEqual(expected)
  })

  test('ask with their last clause', () => {
    expect(clausesOf({ text: 'I come, right', asks: true, first: true, last: true }).map(({ asks }) => asks)).toEqual([
      false,
      true,
    ])
  })
})
