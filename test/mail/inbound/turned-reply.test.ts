/** Answers with something beside them that leaves them open: none of them may count as an answer. */
import { describe, expect, test } from 'vitest'
import { readWrittenReply } from '../../../mail/inbound/reply/read-reply.ts'

const YES = [
  'I will be there',
  'I’ll attend',
  'We can make it',
  'Count me in',
  'I accept',
  'I accept your invitation',
  'Happy to join',
  'I’d love to come',
  'I plan to attend',
  'See you there',
  'Looking forward to it',
  'Mr. Ortiz will attend',
  'She will be there',
  'I’m in',
  'That works for me',
]
const NO = [
  'I can’t make it',
  'I cannot attend',
  'I won’t be there',
  'We are unable to attend',
  'I have to decline',
  'I’ll have to pass',
  'I’m not available',
  'I have a conflict',
  'I will be out of town',
  'I’m booked that day',
  'That day doesn’t work for me',
  'Mr. Ortiz is unable to attend',
  'He can’t make it',
]
const SI = [
  'Asistiré',
  'Ahí estaré',
  'Con gusto',
  'Cuenten conmigo',
  'Confirmo mi asistencia',
  'El Sr. Peña asistirá',
  'Voy',
]
const NEIN = ['No podré asistir', 'No puedo', 'No asistiré', 'Tengo otro compromiso', 'El Sr. Peña no podrá asistir']

const OPEN = [
  ', maybe',
  ', hopefully',
  ' - probably',
  ', I think',
  ' if my flight lands',
  ', provided the board agrees',
  '. Pending approval.',
  '. Subject to my schedule.',
  '. Weather permitting.',
  ', unless something comes up',
  ' (maybe)',
  ' (if I’m back)',
  '. To be confirmed.',
  ' for the first half hour',
  ' until nine',
  ', but later',
  ', only not this week',
  '. Or not.',
  '? Or can I?',
  '. Is it on Zoom?',
  ', depending on the hour',
  '\n\nGod Willing',
  '\n\nZoom Only',
  ' but let me check first',
  '\n\nThanks,\nMark\n\nPS: not sure yet',
]
const NOT_THEN = [
  ' next week',
  ' at the next one',
  ' at the golf outing',
  ' another time',
  ' by phone',
  ' after lunch',
  ' in spirit',
]
const NOT_ALL = [
  ' alone',
  ' at 8',
  ' before nine',
  ' until Friday',
  ' without my CFO',
  ' in person',
  ' but the 2nd would work',
  ', but I’m trying to move things',
  '. Thursday is fine.',
  '. Any day the week after is good.',
  ', however the afternoon is open',
  ' yet',
  '. How about April?',
  ' right now',
]
const ABIERTO = [
  ', tal vez',
  ', creo',
  ' si puedo',
  ', espero',
  '. Pendiente de confirmar.',
  ', siempre y cuando termine mi junta',
  ', salvo imprevisto',
  ', pero otro día',
  ' la próxima vez',
  ', pero luego confirmo',
  '. Primero Dios.',
]
const NO_DEL_TODO = [
  ' antes de las 9',
  ' hasta el lunes',
  ' solo',
  ', pero el jueves sí',
  '. El viernes estoy libre.',
  ', pero trato de moverlo',
  ' todavía',
]

const each = (answers: readonly string[], tails: readonly string[], wrong: string): string[] =>
  answers.flatMap(answer => tails.map(tail => answer + tail)).filter(text => readWrittenReply(text).says === wrong)

describe('an answer', () => {
  test('is one, as it stands', () => {
    expect([...YES, ...SI].filter(text => readWrittenReply(text).says !== 'accepted')).toEqual([])
    expect([...NO, ...NEIN].filter(text => readWrittenReply(text).says !== 'declined')).toEqual([])
  })

  test('is none with something beside it that leaves it open', () => {
    expect(each(YES, OPEN, 'accepted')).toEqual([])
    expect(each(SI, ABIERTO, 'accepted')).toEqual([])
    expect(each(NO, OPEN, 'declined')).toEqual([])
    expect(each(NEIN, ABIERTO, 'declined')).toEqual([])
  })

  test('is none where it is about another time, a part of it, or another way', () => {
    expect(each(YES, NOT_THEN, 'accepted')).toEqual([])
    expect(each(NO, NOT_ALL, 'declined')).toEqual([])
    expect(each(NEIN, NO_DEL_TODO, 'declined')).toEqual([])
  })

  test('is none beside its opposite', () => {
    // "I'd love to" goes with a no.
    const yeses = [...YES, ...SI].filter(yes => !yes.includes('love'))
    const both = yeses.flatMap(yes => [...NO, ...NEIN].flatMap(no => [`${yes}. ${no}.`, `${no}. ${yes}.`]))
    expect(both.filter(text => !['unclear', 'delegated'].includes(readWrittenReply(text).says))).toEqual([])
  })
})
