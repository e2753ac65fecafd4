/** What names somebody in a text of others goes; the rest of it stays. */
import { describe, expect, test } from 'vitest'
import { forgottenOf, namer } from '../../../domain/list/forget.ts'

const jane = {
  name: 'Jane Ortíz, Ed.D.',
  title: 'CEO',
  company: 'Acme',
  email: 'Jane@Acme.example',
  phone: '303 555 0142',
  publicPartner: false,
}
const { out, isIn } = namer(forgottenOf('x', jane, true))

describe('a text', () => {
  test.each([
    ['Jane Ortíz will host.', 'Somebody will host.'],
    ['Ask JANE ORTÍZ or Ms. Ortíz.', 'Ask Somebody or Somebody.'],
    ['Ortíz, Jane: yes', 'Somebody: yes'],
    ['Jane\nOrtíz called.', 'Somebody called.'],
    ['Write to jane@acme.example.', 'Write to (taken out).'],
    ['Call 303 555 0142.', 'Call (taken out).'],
    ['İstanbul: Jane Ortíz, twice: Jane Ortíz', 'İstanbul: Somebody, twice: Somebody'],
  ])('loses the person: %s', (text, left) => {
    expect(isIn(text)).toBe(true)
    expect(out(text)).toBe(left)
  })

  test.each(['Janet Ortízon is another.', 'notjane@acme.example', 'Jane said so.', ''])(
    'keeps what is somebody else’s: %s',
    text => {
      expect(isIn(text)).toBe(false)
      expect(out(text)).toBe(text)
    },
  )

  test('is searched for the address alone where others have the name', () => {
    expect(namer(forgottenOf('x', jane, false)).out('Jane Ortíz, jane@acme.example')).toBe('Jane Ortíz, (taken out)')
  })
})
