/** Replies of machines: by which marks, whom they say to turn to, and when somebody is back (RFC 3834). */
import { describe, expect, test } from 'vitest'
import { isAutomatic, isPerhapsAutomatic, readAutomatic, speaksOfAbsence } from '../../../mail/inbound/automatic.ts'
import type { Incoming } from '../../../mail/inbound/incoming.ts'

/** A message of Monday, November 23, 2026. */
const message = (over: Partial<Incoming> & { head?: Record<string, string> } = {}): Incoming => {
  const { head = {}, ...rest } = over
  return {
    header: name => head[name] ?? '',
    contentType: 'text/plain',
    from: { name: 'Ann Lee', email: 'Ann@Lee.example' },
    subject: 'Re: Launch',
    date: '2026-11-23T16:15:00.000Z',
    messageId: '',
    text: '',
    own: true,
    parts: [],
    envelopeFrom: 'ann@lee.example',
    ...rest,
  }
}
const back = (text: string, over: Partial<Incoming> = {}) => readAutomatic(message({ text, ...over })).back
const contact = (text: string) => readAutomatic(message({ text })).contact

describe('a machine wrote it', () => {
  test.each<[string, Parameters<typeof message>[0]]>([
    ['auto-submitted', { head: { 'auto-submitted': ' Auto-Replied; owner-email=x' } }],
    ['x-autoreply', { head: { 'x-autoreply': 'yes' } }],
    ['x-autorespond', { head: { 'x-autorespond': 'yes' } }],
    ['precedence', { head: { precedence: 'auto_reply' } }],
    ['a report', { contentType: 'multipart/report; x' }],
    ['for nobody', { envelopeFrom: '' }],
    ['a path to nobody', { head: { 'return-path': ' < > ' } }],
  ])('by %s', (_, over) => expect(isAutomatic(message(over))).toBe(true))

  test.each<[string, Parameters<typeof message>[0]]>([
    ['a person’s program', {}],
    ['one that says so', { head: { 'auto-submitted': 'no' } }],
    ['one that is generated, and no reply', { head: { 'auto-submitted': 'auto-generated' } }],
    ['a mark of that kind', { head: { 'auto-submitted': 'auto-repliedx' } }],
    ['what only asks to be quiet', { head: { 'x-auto-response-suppress': 'All' } }],
    ['a list', { head: { precedence: 'list' } }],
    ['an envelope that is lost', { envelopeFrom: undefined }],
    ['a path', { head: { 'return-path': '<ann@lee.example>' } }],
    ['another multipart', { contentType: 'multipart/mixed; multipart/report' }],
  ])('not by %s', (_, over) => expect(isAutomatic(message(over))).toBe(false))

  test.each<[string, Parameters<typeof message>[0]]>([
    ['auto-generated', { head: { 'auto-submitted': 'auto-generated' } }],
    ['no- and something', { head: { 'auto-submitted': 'no-reply' } }],
    ['bulk', { head: { precedence: 'Bulk' } }],
    ['list', { head: { precedence: 'list' } }],
    ['junk', { head: { precedence: 'junk' } }],
    ['list-id', { head: { 'list-id': '<x>' } }],
    ['its subject', { subject: 'RE: Out of the office' }],
    ['its subject in Spanish', { subject: 'Respuesta automática: Launch' }],
  ])('perhaps, by %s', (_, over) => expect(isPerhapsAutomatic(message(over))).toBe(true))

  test.each<[string, Parameters<typeof message>[0]]>([
    ['nothing', {}],
    ['one that says so', { head: { 'auto-submitted': 'No' } }],
    ['a first class', { head: { precedence: 'first-class' } }],
    ['a subject that speaks of it', { subject: 'I am out of the office' }],
  ])('not even perhaps, by %s', (_, over) => expect(isPerhapsAutomatic(message(over))).toBe(false))

  test('by its words, or by none', () => {
    for (const text of [
      'I am away.',
      'We have received your message.',
      'No longer with Lee Tool',
      'Estoy de vacaciones',
    ])
      expect(speaksOfAbsence(message({ text }))).toBe(true)
    expect(speaksOfAbsence(message({ text: 'I will come.' }))).toBe(false)
    expect(speaksOfAbsence(message({ text: 'I will come.', own: false }))).toBe(true)
  })
})

describe('who is away turns others to', () => {
  test.each<[string, string, string]>([
    ['Please contact Bo Ek at bo@ek.example.', 'Bo Ek', 'bo@ek.example'],
    ['For urgent matters reach out to Dr. Maria de Sosa <m.sosa@ek.example>', '', 'm.sosa@ek.example'],
    ['If urgent: Jean-Luc O’Hara (jl@ek.example)', 'Jean-Luc O’Hara', 'jl@ek.example'],
    ['Contact Maria Sosa via maria@ek.example-', 'Maria Sosa', 'maria@ek.example'],
    ['Please email our desk, desk@ek.example', '', 'desk@ek.example'],
    ['Contacte a Rosa Prieto en rosa@ek.example', 'Rosa Prieto', 'rosa@ek.example'],
    ['Write ann@lee.example or email BO@ek.example', '', 'BO@ek.example'],
    ['Do not email rsvp+abc@reply.example, but bo@ek.example', '', 'bo@ek.example'],
    ['Contact Bo Ek by email at bo@ek.example', 'Bo Ek', 'bo@ek.example'],
  ])('“%s”: %s, %s', (text, name, email) => expect(contact(text)).toEqual({ name, email }))

  test.each([
    'I am away. Bo Ek, bo@ek.example',
    'Contact ann@lee.example',
    `Contact us. ${'x'.repeat(220)} bo@ek.example`,
    'Contact us at bo@localhost',
    '',
  ])('nobody: “%s”', text => expect(contact(text)).toBeUndefined())
})

describe('who is away is back', () => {
  test.each<[string, string]>([
    ['Back on December 7', '2026-12-07'],
    ['I return Monday, Dec. 7th.', '2026-12-07'],
    ['returning to the office on 7 December 2026', '2026-12-07'],
    ['back in the office 2026-12-07', '2026-12-07'],
    ['back 12/7', '2026-12-07'],
    ['back 12/7/2026', '2026-12-07'],
    ['back on the 7th of December', '2026-12-07'],
    ['back on January 4', '2027-01-04'],
    ['back Jan 4, 2027', '2027-01-04'],
    ['away until the 7 December', '2026-12-07'],
    ['till Dec 7', '2026-12-07'],
    ['out through December 4', '2026-12-05'],
    ['on vacation from November 30 to December 4', '2026-12-05'],
    ['out of office November 24 – December 4', '2026-12-05'],
    ['away until December 4, back on December 7', '2026-12-07'],
    ['back on December 7. I repeat: back December 7', '2026-12-07'],
    ['regreso el lunes 7 de diciembre', '2026-12-07'],
    ['de vuelta el 7 de diciembre del 2026', '2026-12-07'],
    ['regreso 7/12', '2026-12-07'],
    ['estaré fuera hasta el 7 de diciembre', '2026-12-07'],
    ['de vacaciones del 30 de noviembre al 4 de diciembre', '2026-12-05'],
    ['vuelvo el 4 de enero', '2027-01-04'],
    ['back on May 3', '2027-05-03'],
  ])('“%s”: %s', (text, day) => expect(back(text)).toBe(day))

  test.each([
    '',
    'back soon',
    'December 7',
    'back on December 7 or back on December 8',
    'back on November 20, 2026',
    'back on November 23, 2026',
    'back on February 30',
    'back on 13/13',
    'back on July 4',
    'back on November 20',
    'back on December 7, 2025',
    'back 12/71',
    'back on December 777',
    'back by train, and the meeting is on December 7',
    'our office moves to 12/7/99',
  ])('some day: “%s”', text => expect(back(text)).toBeUndefined())

  test('as the subject says, and never before the message was written', () => {
    expect(back('', { subject: 'Out of office until December 7' })).toBe('2026-12-07')
    expect(back('Back on December 7', { date: undefined })).toBeUndefined()
    expect(back('Back on December 7', { date: '2026-12-07T08:00:00.000Z' })).toBeUndefined()
    expect(back('Back on December 7', { date: '2026-12-06T23:00:00.000Z' })).toBe('2026-12-07')
    expect(back(`${'x'.repeat(4100)} back on December 7`)).toBeUndefined()
  })

  test.each([
    ['January', 1],
    ['feb', 2],
    ['marzo', 3],
    ['Apr.', 4],
    ['mayo', 5],
    ['June', 6],
    ['julio', 7],
    ['ago', 8],
    ['sept', 9],
    ['Oct', 10],
    ['noviembre', 11],
    ['dic', 12],
  ])('in %s, the month %i', (name, month) => {
    const day = `2027-${String(month).padStart(2, '0')}-09`
    expect(back(`back on ${name} 9, 2027`, { date: '2026-12-31T00:00:00.000Z' })).toBe(day)
  })
})
