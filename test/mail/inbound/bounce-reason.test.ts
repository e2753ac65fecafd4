import { describe, expect, test } from 'vitest'
import { bouncesIn, measure, sentences } from '../../../bench/bounces.ts'
import { isDead } from '../../../domain/keep/bounce.ts'
import { reasonOf } from '../../../mail/inbound/bounce-reason.ts'
import { readMessage } from '../../../mail/inbound/read-message.ts'

describe('why a message was not taken', () => {
  test.each(sentences().map(({ reason, words, permanent }) => [words, reason, permanent] as const))(
    '“%s”: %s',
    (words, reason, permanent) => {
      const read = reasonOf({ diagnosis: words })
      expect(read).toBe(reason)
      expect(isDead(read)).toBe(permanent)
    },
  )

  test('words overrule a generic code, both ways', () => {
    for (const status of ['5.0.0', '5.7.1', '5.3.0'])
      expect(reasonOf({ status, diagnosis: `550 ${status} User unknown` })).toBe('no such address')
    for (const status of ['5.0.0', '5.1.1', '5.7.1'])
      expect(reasonOf({ status, diagnosis: '552 <a@b.example>: mailbox full' })).toBe('mailbox full')
  })

  test('what is only put off never speaks of the address', () => {
    expect(reasonOf({ status: '4.4.7', diagnosis: '450 4.1.1 User unknown' })).toBe('gave up')
    expect(reasonOf({ diagnosis: '451 4.3.0 try again' })).toBe('their server')
  })

  test('the name of an address or a link says nothing', () => {
    expect(reasonOf({ diagnosis: '550 <user-unknown@b.example>' })).toBe('unclear')
    expect(reasonOf({ diagnosis: '550 see https://b.example/no-such-user' })).toBe('unclear')
  })
})

const REAL = bouncesIn(new URL('../../samples/bounces/', import.meta.url).pathname)
test.each(REAL.map(each => [each.file, each] as const))('%s says of the address what it says', async (_, each) => {
  const { content } = await readMessage(each.bytes, '')
  expect(content).toMatchObject({ kind: 'bounce', permanent: each.permanent })
})

test('the real ones are read as their makers have them', async () => {
  expect((await measure(REAL)).figures).toMatchObject({
    not_taken_for_bounces: 0,
    permanent_missed: 0,
    temporary_taken_as_permanent: 0,
  })
})

describe('a bounce of which there is only text', () => {
  const bounce = (head: string, body: string) =>
    readMessage(
      Buffer.from(`${head}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}`),
      '',
    )

  test.each([
    [
      'Subject: Undelivered Mail\r\nFrom: mailer-daemon@mx.example',
      'Your message to ana@b.example could not be delivered.\n\n550 5.1.1 User unknown',
      true,
    ],
    [
      'Subject: Correo no entregado\r\nFrom: postmaster@mx.example',
      'No se pudo entregar el mensaje a ana@b.example porque el usuario no existe.',
      true,
    ],
    [
      'Subject: Unzustellbar: Einladung\r\nFrom: postmaster@mx.example',
      'Ihre Nachricht an ana@b.example konnte nicht zugestellt werden. Das Postfach ist voll.',
      false,
    ],
    [
      'Subject: Non remis : Invitation\r\nFrom: postmaster@mx.example',
      'Échec de la remise à ana@b.example. Destinataire inconnu.',
      true,
    ],
    [
      'Subject: 配信エラー\r\nFrom: MAILER-DAEMON@mx.example',
      'ana@b.example 宛のメールを配信できませんでした。\n\n宛先のメールボックスがいっぱいです。',
      false,
    ],
    [
      'Subject: failure notice\r\nFrom: x@mx.example',
      'Hi. This is the qmail-send program.\n<ana@b.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nSubject: mailbox full',
      true,
    ],
  ])('%s', async (head, body, permanent) => {
    const { content } = await bounce(head, body)
    expect(content).toMatchObject({ kind: 'bounce', permanent })
    expect(content.kind === 'bounce' && content.addresses).toContain('ana@b.example')
  })

  test('that is still being tried is late, and no more', async () => {
    const { content } = await bounce(
      'Subject: Warning: message delayed 24 hours\r\nFrom: Mail Delivery System <Mailer-Daemon@mx.example>',
      'A message that you sent has not yet been delivered to ana@b.example after more than 24 hours on the queue.',
    )
    expect(content).toMatchObject({ kind: 'bounce', delayed: true, permanent: false })
  })

  test('nobody’s holiday note is one', async () => {
    const { content } = await bounce('Subject: Out of office\r\nFrom: ana@b.example', 'I am away until Monday.')
    expect(content.kind).toBe('automatic')
  })
})
