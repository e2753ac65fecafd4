/** What is done with a reply before it is judged, piece by piece: own words, slips, the invitee's name, the days it names. */
import { describe, expect, test } from 'vitest'
import { withGuest } from '../../../../mail/inbound/reply/guest.ts'
import { canMean, daysIn } from '../../../../mail/inbound/reply/named-days.ts'
import { ownWords } from '../../../../mail/inbound/reply/own-words.ts'
import { asideQuestion, isOpenQuestion } from '../../../../mail/inbound/reply/question.ts'
import { readWrittenReply } from '../../../../mail/inbound/reply/read-reply.ts'
import { asMeant, mended } from '../../../../mail/inbound/reply/slips.ts'
import { isDayName, plain } from '../../../../mail/inbound/reply/words.ts'

describe('a slip of the finger', () => {
  test.each([
    ['Attendign', 'attending'],
    ['I am atending', 'I am attending'],
    ['attendiing', 'attending'],
    ['attenging', 'attending'],
    ['Confirmd', 'confirmed'],
    ['i will confrim', 'i will confirm'],
    ['unavailble', 'unavailable'],
    ['Graciaz', 'gracias'],
  ])('in “%s” is put right', (typed, meant) => expect(asMeant(typed).toLowerCase()).toBe(meant.toLowerCase()))

  test.each([
    'attendant',
    'comig',
    'combing',
    'intending',
    'Meting',
    'booking',
    'attending-ish',
    'ann@atending.example',
    "o'atending",
    'x.atending',
    'ttending',
    'ATENDING',
    'atnedign',
    'attendingggg',
    'asistira',
    'éatending',
    'regret',
    'averyveryverylongatending',
  ])('is not seen in “%s”', typed => expect(asMeant(typed)).toBe(typed))

  test.each([
    ['Atending', 'attending'],
    ['atending', 'attending'],
    ['Unavailble', 'unavailable'],
  ])('leaves “%s” a word of its own', (typed, meant) => {
    expect(asMeant(`We: ${typed}, then`)).toMatch(new RegExp(`^We: ${meant}, then$`, 'i'))
  })

  test.each([
    ['i cnat come', 'i cannot come'],
    ['i wil be there', 'i will be there'],
    ['ill be there', 'i will be there'],
    ['i am ill be quick', 'i am ill be quick'],
    ['i will be ther', 'i will be there'],
    ['be their guest', 'be their guest'],
    ['see yu then', 'see you then'],
    ['no boy a poder', 'no voy a poder'],
    ['hai estare', 'ahi estare'],
    ['no pudo ir', 'no puedo ir'],
    ['no pudo hablar', 'no pudo hablar'],
    ['wil power', 'wil power'],
    ['re-atending', 're-atending'],
    ['we are atending', 'we are attending'],
  ])('in plain words, “%s”, reads “%s”', (typed, meant) => expect(mended(typed)).toBe(meant))

  test.each([
    ['yes comma thanks', 'yes, thanks'],
    ['yes comma. thanks', 'yes. thanks'],
    ['i will come period sorry', 'i will come. sorry'],
    ['i will come period', 'i will come.'],
    ['a trial period of time', 'a trial period of time'],
    ['is it on question mark yes', 'is it on? yes'],
    ['i um will uh come', 'i will come'],
    ['a museum will', 'a museum will'],
    ['sí coma gracias punto final', 'sí, gracias.'],
  ])('of who dictates: “%s”', (said, meant) => expect(asMeant(said)).toBe(meant))
})

describe('the invitee', () => {
  test.each([
    ['Jane Roe', 'Jane will come', 'Invitee will come'],
    ['Jane Roe', 'Ms. Roe and Jane R. Roe', 'Invitee and Invitee'],
    ['Jane Roe', 'jane cannot', 'Invitee cannot'],
    ['Jane Roe', 'Jane Roe’s desk', 'Invitee’s desk'],
    ['Jane Roe', 'Janet will', 'Janet will'],
    ['Jane Roe', 'my son Tom Roe will', 'my son Tom Roe will'],
    ['Jane Roe', 'Yes Jane will', 'Yes Invitee will'],
    ['Jane Roe', 'Dr. Smith will', 'Dr. Smith will'],
    ['Jane Roe', 'Mr. will', 'Mr. will'],
    ['José Núñez', 'jose nunez no va', 'Invitee no va'],
    ['Will Grace', 'I will come by grace', 'I will come by grace'],
    ['Will Grace', 'Will is coming', 'Invitee is coming'],
    ['Will Grace', 'Will it rain', 'Will it rain'],
    ['Will Grace', 'Will Grace comes', 'Invitee comes'],
    ['Will Grace', 'Mr. Grace comes', 'Invitee comes'],
    ['Bo Li', 'bo li', 'Invitee'],
    ['Bo Li', 'bo', 'bo'],
    ['Bo Li', 'Bo', 'Invitee'],
    ['Bo Li', 'Bo, Li', 'Invitee, Invitee'],
    ['J Roe', 'J comes', 'J comes'],
    ['', 'Jane comes', 'Jane comes'],
  ])('%s is named in “%s”: “%s”', (name, text, read) => expect(withGuest(text, name)).toBe(read))
})

describe('a day', () => {
  test.each<[string, object[]]>([
    ['thursday', [{ weekday: 4 }]],
    ['sunday or monday', [{ weekday: 0 }, { weekday: 1 }]],
    ['el miercoles', [{ weekday: 3 }]],
    ['march 31', [{ day: 31, month: 3 }]],
    ['december 2nd', [{ day: 2, month: 12 }]],
    ['2nd of january', [{ day: 2, month: 1 }]],
    ['15 de agosto', [{ day: 15, month: 8 }]],
    ['the 15', [{ day: 15 }]],
    ['dia 3', [{ day: 3 }]],
    ['15th', [{ day: 15 }]],
    ['15', []],
    ['at 8', [{ minute: 480 }]],
    ['a las 8:45', [{ minute: 525 }]],
    ['at 8am thursday', [{ minute: 480 }, { weekday: 4 }]],
    ['at 815', []],
    ['i will come because thursday suits', []],
    ['thursday because friday is bad', [{ weekday: 4 }]],
    ['in may', []],
    [Array(9).fill('thursday').join(' '), Array(8).fill({ weekday: 4 })],
  ])('is named in “%s”', (words, days) => expect(daysIn(words)).toEqual(days))

  test.each<[object[], boolean]>([
    [[], true],
    [[{ weekday: 4 }], true],
    [[{ weekday: 5 }], false],
    [[{ day: 15 }], true],
    [[{ day: 16 }], false],
    [[{ day: 15, month: 4 }], true],
    [[{ day: 15, month: 5 }], false],
    [[{ minute: 510 }], true],
    [[{ minute: 480 }], true],
    [[{ minute: 511 }], false],
    [[{ minute: 510 + 720 }], true],
    [[{ weekday: 4 }, { day: 16 }], false],
  ])('%j can mean Thursday, April 15, at half past eight: %s', (days, can) => {
    for (const start of ['08:30', '20:30']) expect(canMean(days, { date: '2027-04-15', start })).toBe(can)
  })

  test('on a Sunday is its first', () => {
    expect(canMean([{ weekday: 0 }], { date: '2027-04-18', start: '12:10' })).toBe(true)
    expect(canMean([{ minute: 730 }], { date: '2027-04-18', start: '12:10' })).toBe(true)
  })

  test.each([
    ['thursday', true],
    ['march', true],
    ['thursdays', false],
    ['ann', false],
  ])('%s is its name: %s', (word, is) => expect(isDayName(word)).toBe(is))
})

describe('own words', () => {
  test.each<[string, string, string]>([
    ['without what they answer', 'Yes.\n\nOn Mon, Mar 1, Ann <a@b.example> wrote:\n> No', 'Yes.'],
    ['without quotes between', 'Yes.\n> No\nSure.', 'Yes.\nSure.'],
    ['without what Outlook shows', 'Yes.\nFrom: Ann\nSent: today\n\nNo', 'Yes.'],
    ['without what was forwarded', 'Yes.\n---------- Forwarded message\nNo', 'Yes.'],
    ['without the program’s line', 'Yes.\nSent from my iPhone', 'Yes.'],
    ['without the sign-off and what follows', 'Yes.\nKind regards,\nMark\nNo Limits Inc.', 'Yes.'],
    ['without a name below', 'Yes.\nMark Delaney\nDelaney Tool', 'Yes.'],
    [
      'with what looks like a name above a sentence',
      'Yes.\nMark Delaney\nI will come',
      'Yes.\nMark Delaney\nI will come',
    ],
    ['with a name that is all there is', 'Mark Delaney', 'Mark Delaney'],
    ['with a postscript', 'Yes.\nThanks,\nMark\nP.S. No parking?\nx', 'Yes.\nP.S. No parking?'],
    ['with a thanks that is all there is', 'Thanks,', 'Thanks,'],
    ['in calm lines', ' Yes  it\tis. \r\n\r\n\r\n\r\nSure. ', 'Yes it is.\n\nSure.'],
    ['with what is quoted where nothing else is', 'From: Ann', 'From: Ann'],
  ])('stand %s', (_, text, words) => expect(ownWords(text)).toBe(words))

  test('are no longer than anybody reads', () => {
    expect(ownWords('yes '.repeat(5000)).length).toBeLessThanOrEqual(8192)
    expect(ownWords('yes\n'.repeat(300)).split('\n')).toHaveLength(200)
  })
})

describe('a question', () => {
  test.each([
    ['where do i park', true, false],
    ['is there a menu', true, false],
    ['where is it on monday', false, true],
    ['can i send my deputy', false, true],
    ['what for', false, true],
    ['who is this person really', false, true],
    ['who is this person', false, false],
  ])('“%s” is of parking: %s, and open: %s', (words, aside, open) => {
    expect([asideQuestion(words), isOpenQuestion(words)]).toEqual([aside, open])
  })
})

test.each([
  ['I’ll be there!', 'i will be there'],
  ['Sí, acompañaré', 'yes acompanare'],
  ["We can't", 'we cannot'],
])('%s in plain words is “%s”', (typed, words) => expect(plain(typed)).toBe(words))

describe('a reply', () => {
  test('that is not whole is for a person, unless it asks to stop', () => {
    for (const mark of ['\ufffd', 'ÿ', 'Content-Type: x', 'Message-ID', 'DTSTART', 'Auto-Submitted'])
      expect(readWrittenReply(`I will attend. ${mark}`)).toMatchObject({
        says: 'unclear',
        because: 'words that are not whole',
      })
    expect(readWrittenReply('Please unsubscribe me.\n\ufffd').says).toBe('opt-out')
  })

  test('begins with a subject of its own, and not with ours', () => {
    const says = (subject: string) => readWrittenReply('Jane Roe', { subject }).says
    expect(says('I will be there')).toBe('accepted')
    for (const subject of [
      'Re: I will be there',
      'note: I will be there',
      '.',
      `I will be there ${'!'.repeat(80)}`,
      '',
    ])
      expect([subject.slice(0, 30), says(subject)]).toEqual([subject.slice(0, 30), 'unclear'])
  })

  test('says no more than it says', () => {
    expect(readWrittenReply('I will attend.')).toEqual({ says: 'accepted', because: 'will', text: 'I will attend.' })
    expect(readWrittenReply('Jane will attend on Thursday.', { invitee: 'Jane Roe' })).toEqual({
      says: 'accepted',
      because: 'will',
      text: 'Jane will attend on Thursday.',
      days: [{ weekday: 4 }],
    })
    expect(readWrittenReply('Ann Lee will attend. Where is the door?')).toEqual({
      says: 'accepted',
      because: 'will',
      text: 'Ann Lee will attend. Where is the door?',
      about: 'Ann Lee',
      asks: true,
    })
    expect(readWrittenReply('I cannot come. Maybe Dana Reyes can come instead (dana@x.example).')).toMatchObject({
      says: 'unclear',
      suggestion: { answer: 'declined', because: 'I cannot come.' },
    })
  })
})
