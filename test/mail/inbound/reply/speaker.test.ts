/** Of whom a clause speaks, and what they would have said themselves. */
import { describe, expect, test } from 'vitest'
import { HE, inFirstPerson, isName } from '../../../../mail/inbound/reply/speaker.ts'

const INVITEE = 'Invitee'

describe('where the invitee’s name is known, as Invitee', () => {
  test.each<[string, string]>([
    ['Invitee is unable to attend', 'i am unable to attend'],
    ['Invitee will be there', 'i will be there'],
    ['Invitee accepts', 'i accept'],
    ['Invitee gladly accepts', 'i accept'],
    ['Invitee regrets', 'regrets'],
    ['Invitee hopes to attend', 'i hope to attend'],
    ['Invitee wants to attend', 'i want to attend'],
    ['Invitee does not attend', 'i do not attend'],
    ['Invitee thanks you', 'thank you'],
    ['Invitee is happy to accept', 'i accept'],
    ['Invitee sends his regrets', 'send my regrets'],
    ['Invitee has asked me to say yes', 'it is a yes'],
    ['Invitee said no', 'it is a no'],
    ['Invitee says it is a maybe', 'it is a maybe'],
    ['Invitee gave me the green light', 'it is a yes'],
    ['Invitee asked me to decline', 'i decline'],
    ['Invitee has asked that we decline for him', 'i decline'],
    ['Invitee told me he will attend', 'i will attend'],
    ['Invitee and I both cannot come', 'i cannot come'],
    ['Invitee’s schedule is full', 'my schedule is full'],
    ['It’s a yes for Invitee', 'it is a yes for me'],
    ['unfortunately Invitee cannot attend', 'i cannot attend'],
    ['this is to confirm that Invitee will attend', 'i will attend'],
    ['Invitee me pide confirmar su asistencia', 'confirmo su asistencia'],
    ['Invitee lamenta no poder asistir', 'lamento no poder asistir'],
    ['Invitee agradece la invitación', 'agradezco la invitacion'],
    ['the boss says yes', 'it is a yes'],
    ['Boss says yes', 'it is a yes'],
    ['my dad will come', 'i will come'],
    ['mi jefe va a asistir', 'voy a asistir'],
  ])('“%s” says “%s” of them', (said, words) => {
    expect(inFirstPerson(said, true)).toEqual({ words, about: INVITEE })
  })

  test.each<[string, string]>([
    ['he can’t make it', 'i cannot make it'],
    ['él no puede', 'no puedo'],
  ])('“%s” may be anybody', (said, words) => expect(inFirstPerson(said, true)).toEqual({ words, about: HE }))

  test.each<[string, string]>([
    ['Ann Lee will attend', 'ann lee will attend'],
    ['Invitee is out', 'invitee is out'],
    ['I will attend', 'i will attend'],
  ])('“%s” says nothing of them', (said, words) => expect(inFirstPerson(said, true)).toEqual({ words }))
})

describe('where no name is known', () => {
  test.each<[string, string, string]>([
    ['Mr Ortiz is unable to attend', 'i am unable to attend', 'Mr Ortiz'],
    ['Ann Lee will attend', 'i will attend', 'Ann Lee'],
    ['Ms Hale regrets that she cannot attend', 'i cannot attend', 'Ms Hale'],
    ['Please note that Ms Hale will attend', 'i will attend', 'Ms Hale'],
    ['On behalf of Ms Hale she will attend', 'i will attend', 'Ms Hale'],
    ['I am writing on behalf of Mr Ortiz to decline', 'decline', 'Mr Ortiz'],
    ['Responding for Ann Lee to let you know that she will attend', 'i will attend', 'Ann Lee'],
    ['Ms Dietz’s calendar is full', 'my calendar is full', 'Ms Dietz'],
    ['I confirm Mr Ortiz’s attendance', 'i confirm my attendance', 'Mr Ortiz'],
    ['yes from Ann Lee', 'yes from me', 'Ann Lee'],
    ['send Mr Ortiz’s regrets', 'send my regrets', 'Mr Ortiz'],
    ['please accept this as Ms Hale’s yes', 'please accept this as my yes', 'Ms Hale'],
    ['le confirmo la asistencia de Ana Peña', 'le confirmo la asistencia', 'Ana Peña'],
    ['Les confirmo la asistencia del Sr Peña', 'les confirmo la asistencia', 'Sr Peña'],
    ['La Sra Peña acepta', 'acepto', 'Sra Peña'],
    ['my boss says yes', 'it is a yes', HE],
    ['She’ll be there', 'i will be there', HE],
    ['He’d love to come', 'i would love to come', HE],
    ['he’s unable to come', 'i am unable to come', HE],
    ['ella asistirá', 'asistire', HE],
    ['no podrá asistir', 'no podre asistir', HE],
    ['asistirá con gusto', 'asistire con gusto', HE],
    ['me dijo que no va', 'no voy', HE],
    ['dice mi jefe que ahí estará', 'ahi estare', HE],
    ['no puede ir', 'no puedo ir', HE],
    ['sí va', 'yes voy', HE],
    ['acompaña', 'acompano', HE],
  ])('“%s” says “%s” of %s', (said, words, about) => expect(inFirstPerson(said)).toEqual({ words, about }))

  test.each<[string, string]>([
    ['I will attend', 'i will attend'],
    ['we can make it', 'we can make it'],
    ['Thursday works', 'thursday works'],
    ['Happy to come', 'happy to come'],
    ['please count me in', 'please count me in'],
    ['count you in', 'count you in'],
    ['Writing on behalf of Our to decline', 'writing on behalf of our to decline'],
    ['Our’s calendar is full', 'our calendar is full'],
    ['Ann told me she will attend', 'ann told me she will attend'],
    ['Ann Lee the parking lot', 'ann lee the parking lot'],
  ])('“%s” speaks of nobody else', (said, words) => expect(inFirstPerson(said)).toEqual({ words }))
})

test.each([
  ['Ann', true],
  ['Ann Lee', true],
  ['Juan de la Cruz', true],
  ['Ann B. Lee', true],
  ['Thanks', false],
  ['Perhaps Ann', false],
  ['ann', false],
  ['Ann lee', false],
  ['Maybe', false],
  ['No Ann', false],
  ['A', false],
  ['', false],
])('“%s” is a name: %s', (text, is) => expect(isName(text)).toBe(is))
