/** Reports of a letter that did not arrive, field by field (RFC 3464), and messages that only look like one. */
import { describe, expect, test } from 'vitest'
import { carrierWait, reasonOf } from '../../../mail/inbound/bounce-reason.ts'
import { readMessage } from '../../../mail/inbound/read-message.ts'

const lines = (...all: string[]) => all.join('\r\n')
const from = async (source: string, envelope: string | undefined) =>
  (await readMessage(Buffer.from(source), envelope)).content
const read = (source: string) => from(source, '')

/** A report of so many recipients, as mail servers write it. */
const report = (told: string, ...blocks: string[][]) =>
  lines(
    'From: Mail Delivery System <mailer-daemon@mx.example>',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    '',
    told,
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    ...blocks.flatMap(block => ['', ...block]),
    '',
    '--b--',
    '',
  )
const ANN = ['Final-Recipient: rfc822; ann@lee.example', 'Action: failed']

describe('a report by the standard', () => {
  test('says whom it did not reach, why, and in which words', async () => {
    const block = [
      ...ANN,
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 User\r\n unknown',
      'Original-Recipient: rfc822;<a@lee.example>',
    ]
    expect(await read(report('Sorry.', block))).toEqual({
      kind: 'bounce',
      because: 'no such address',
      permanent: true,
      delayed: false,
      addresses: ['ann@lee.example', 'a@lee.example'],
      detail: '5.1.1 550 5.1.1 User unknown',
    })
  })

  test('of several speaks of the first that failed', async () => {
    const content = await read(
      report(
        'Sorry.',
        ['Final-Recipient: rfc822; bo@ek.example', 'Action: delivered', 'Status: 2.0.0'],
        ['Final-Recipient: rfc822; cy@orr.example', 'Action: FAILED', 'Status: 5.2.2'],
        [...ANN, 'Status: 5.1.1'],
      ),
    )
    expect(content).toMatchObject({ addresses: ['cy@orr.example'], because: 'mailbox full', permanent: false })
  })

  test.each([
    ['delayed', { kind: 'bounce', delayed: true, permanent: false, because: 'their server' }],
    ['Delayed', { kind: 'bounce', delayed: true, permanent: false, because: 'their server' }],
    ['failed', { kind: 'bounce', delayed: false, permanent: true, because: 'no such address' }],
    ['delivered', { kind: 'other', why: 'delivered', look: false }],
    ['relayed (to nobody)', { kind: 'other', why: 'delivered', look: false }],
    ['expanded', { kind: 'other', why: 'delivered', look: false }],
    ['undelivered', { kind: 'bounce', delayed: false }],
  ])('whose action is %s', async (action, expected) => {
    expect(await read(report('Sorry.', [`Action: ${action}`, 'Status: 5.1.1']))).toMatchObject(expected)
  })

  test('that keeps its words to itself is read by what it tells people, before the letter it shows', async () => {
    const told = lines(
      'Hello.',
      '',
      'The server said: 550 5.2.2 it is',
      'over quota',
      '',
      'Received: from x',
      '550 5.1.1 user unknown',
    )
    expect(await read(report(told, ANN))).toMatchObject({
      because: 'mailbox full',
      detail: '550 5.2.2 it is over quota',
    })
    expect(await read(report('There is no such user.', ANN))).toMatchObject({
      because: 'no such address',
      detail: 'Undelivered Mail Returned to Sender',
    })
    expect(await read(report('Nothing.', [...ANN, 'Status: 5.2.2']))).toMatchObject({ detail: '5.2.2' })
  })

  test('without recipients of its own is read as one', async () => {
    expect(await read(report('Sorry.', ['Status: 5.1.1', 'Final-Recipient: rfc822; ann@lee.example']))).toMatchObject({
      addresses: ['ann@lee.example'],
      because: 'no such address',
    })
  })

  test('has no more detail than is shown', async () => {
    const content = await read(report('x', [...ANN, `Diagnostic-Code: smtp; ${'550  no '.repeat(60)}`]))
    expect(content.kind === 'bounce' && content.detail).toHaveLength(200)
  })

  test.each([
    ['of a letter that was opened', 'message/disposition-notification', 'receipt', false],
    ['of a letter that was opened, in UTF-8', 'message/global-disposition-notification', 'receipt', false],
    ['of a letter that somebody called spam', 'message/feedback-report', 'marked as spam', true],
  ])('%s is another thing', async (_, type, why, look) => {
    const source = report('x', ANN).replace('message/delivery-status', type)
    expect(await read(source)).toEqual({ kind: 'other', why, look })
  })

  test('may be in UTF-8, and a receipt may be one by its head alone', async () => {
    const utf8 = report('x', [...ANN, 'Status: 5.1.1']).replace(
      'message/delivery-status',
      'message/global-delivery-status',
    )
    expect(await read(utf8)).toMatchObject({ kind: 'bounce', because: 'no such address' })
    const receipt = report('x', ANN).replace('report-type=delivery-status', 'report-type="disposition-notification"')
    expect(await read(receipt)).toMatchObject({ why: 'receipt' })
  })
})

const plainly = (head: string[], ...body: string[]) => lines(...head, 'MIME-Version: 1.0', '', ...body, '')
const ATTACHED = (type: string) =>
  lines(
    'From: x@mx.example',
    'Subject: Re: hello',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    'Hello.',
    '--b',
    `Content-Type: ${type}`,
    '',
    'Subject: Launch',
    '',
    'x',
    '--b--',
    '',
  )

describe('a message that is only text is a report', () => {
  test.each<[string, string[], string, string | undefined]>([
    ['from a daemon, with such a subject', ['From: MAILER-DAEMON@mx.example', 'Subject: failure notice'], 'x', 'mx'],
    ['from a daemon by name', ['From: Mail Delivery System <x@mx.example>', 'Subject: failure notice'], 'x', 'mx'],
    [
      'from a daemon, with such a beginning',
      ['From: postmaster@mx.example', 'Subject: x'],
      'It could not be delivered.',
      'mx',
    ],
    ['from a daemon, for nobody', ['From: postmaster@mx.example', 'Subject: x'], 'x', ''],
    [
      'from a daemon, returned to nobody',
      ['From: postmaster@mx.example', 'Return-Path: <>', 'Subject: x'],
      'x',
      undefined,
    ],
    [
      'from a daemon, returned to a daemon',
      ['From: postmaster@mx.example', 'Return-Path: <MAILER-DAEMON>', 'Subject: x'],
      'x',
      undefined,
    ],
    ['for nobody, with such a subject', ['From: x@mx.example', 'Subject: Undeliverable: Launch'], 'x', ''],
    [
      'for nobody, with such a beginning and a code',
      ['From: x@mx.example', 'Subject: x'],
      'It could not be delivered: 550 no',
      '',
    ],
    ['that names who failed', ['From: x@mx.example', 'X-Failed-Recipients: ann@lee.example', 'Subject: x'], 'x', 'mx'],
  ])('%s', async (_, head, body, envelope) => {
    expect((await from(plainly(head, body), envelope)).kind).toBe('bounce')
  })

  test.each<[string, string[], string, string | undefined]>([
    ['a daemon that writes of something else', ['From: postmaster@mx.example', 'Subject: x'], 'Hello.', 'mx'],
    ['somebody with such a subject', ['From: x@mx.example', 'Subject: failure notice'], 'x', 'mx'],
    ['somebody with such words', ['From: x@mx.example', 'Subject: x'], 'It could not be delivered: 550 no', 'mx'],
    ['nobody, with such words and no code', ['From: x@mx.example', 'Subject: x'], 'It could not be delivered.', ''],
    ['nobody, with a code and no such words', ['From: x@mx.example', 'Subject: x'], 'Error: 550 no', ''],
    [
      'somebody whose path is whole',
      ['From: x@mx.example', 'Return-Path: <x@mx.example>', 'Subject: failure notice'],
      'x',
      undefined,
    ],
    ['somebody without a path', ['From: x@mx.example', 'Subject: failure notice'], 'x', undefined],
  ])('and not of %s', async (_, head, body, envelope) => {
    expect((await from(plainly(head, body), envelope)).kind).not.toBe('bounce')
  })

  test.each([
    ['message/rfc822', 'bounce'],
    ['text/rfc822-headers', 'bounce'],
    ['message/global', 'bounce'],
    ['text/html', 'automatic'],
  ])('for nobody, with a part of %s: %s', async (type, kind) => expect((await read(ATTACHED(type))).kind).toBe(kind))
})

describe('a report that is only text', () => {
  const HEAD = ['From: MAILER-DAEMON@mx.example', 'Subject: failure notice']

  test('names every address, and not who sent it on or the desk', async () => {
    const body = [
      'Hi. <ann@lee.example>: and "bo@ek.example", (cy@orr.example).',
      'It was forwarded by di@fay.example and Expanded From gus@hull.example',
      'for rsvp+abc@reply.example, postmaster@mx.example and ann@lee.example.',
    ]
    const content = await read(plainly([...HEAD, 'X-Failed-Recipients: eve@orr.example'], ...body))
    expect(content).toMatchObject({
      addresses: ['eve@orr.example', 'ann@lee.example', 'bo@ek.example', 'cy@orr.example'],
    })
    expect(
      await read(plainly(['From: MAILER-DAEMON@mx.example', 'Subject: failure notice'], 'mailer-daemon@mx.example')),
    ).toMatchObject({ addresses: [] })
    const many = Array.from({ length: 25 }, (_, at) => `a${at}@lee.example`).join(' ')
    const found = await read(plainly(HEAD, many))
    expect(found.kind === 'bounce' && found.addresses).toHaveLength(20)
  })

  test.each([
    ['--- Below this line is a copy of the message.'],
    ['> Original message follows'],
    ['------ This is a copy of your message, including all the headers. ------'],
    ['Received: from x by y'],
    ['DKIM-Signature: v=1'],
    ['-- Mensaje original --'],
  ])('is read before the letter it shows: %s', async line => {
    const content = await read(
      plainly(HEAD, 'ann@lee.example: the mailbox is full.', line, '550 5.1.1 user unknown bo@ek.example'),
    )
    expect(content).toMatchObject({ because: 'mailbox full', addresses: ['ann@lee.example'] })
  })

  test('that speaks of the original message itself is read on', async () => {
    const content = await read(plainly(HEAD, 'The original message was received today', '', '550 5.1.1 user unknown'))
    expect(content).toMatchObject({ because: 'no such address' })
  })

  test('shows the words that say why', async () => {
    expect(
      await read(plainly(HEAD, 'Hello.', '', 'Remote said: 552 5.2.2 mailbox full', '', 'Bye. 451 4.4.1 later')),
    ).toMatchObject({
      detail: '552 5.2.2 mailbox full 451 4.4.1 later',
    })
    expect(await read(plainly(HEAD, 'Hello.', 'The mailbox is full.', 'Bye.'))).toMatchObject({
      detail: 'The mailbox is full.',
    })
    expect(await read(plainly(HEAD, 'Hello.'))).toMatchObject({ detail: 'failure notice', because: 'unclear' })
  })

  test.each([
    ['Subject: Delivery delayed', 'Hello.', true],
    ['Subject: failure notice', 'Warning message only.', true],
    ['Subject: failure notice', 'It has not yet been delivered.', true],
    ['Subject: failure notice', 'We will keep trying.', true],
    ['Subject: failure notice', 'No action is required on your part.', true],
    ['Subject: failure notice', 'It was delayed, and then it failed.', false],
  ])('with %s and “%s” is only late: %s', async (subject, body, delayed) => {
    const content = await read(plainly(['From: MAILER-DAEMON@mx.example', subject], body, '', '550 5.1.1 user unknown'))
    expect(content).toMatchObject({
      delayed,
      permanent: !delayed,
      because: delayed ? 'their server' : 'no such address',
    })
  })
})

describe('why it was not taken', () => {
  test.each<[string, Parameters<typeof reasonOf>[0], string]>([
    ['by its words, before its code', { diagnosis: '550 5.1.1 over quota' }, 'mailbox full'],
    ['by the code in its words', { diagnosis: 'smtp; 550-5.2.1 sorry' }, 'mailbox closed'],
    ['by the code in its words, before the status', { status: '5.1.1', diagnosis: '550 5.2.2 sorry' }, 'mailbox full'],
    [
      'by the status of a report with words',
      { status: '5.2.2', diagnosis: 'sorry', told: ['user unknown'] },
      'mailbox full',
    ],
    [
      'by what is told, where a report has no words',
      { status: '5.2.2', diagnosis: '', told: ['user unknown'] },
      'no such address',
    ],
    ['by the status, where nothing is told', { status: '5.2.2', diagnosis: '' }, 'mailbox full'],
    ['by the next that says something', { diagnosis: '', told: ['sorry', '', 'mailbox full'] }, 'mailbox full'],
    ['by the code in what is told', { diagnosis: '', told: ['so 5.2.3 it is'] }, 'too big'],
    ['by the reply code', { diagnosis: '552 sorry' }, 'mailbox full'],
    ['by the reply code in what is told', { diagnosis: 'no', told: ['556 sorry'] }, 'no such address'],
    ['by the subject of the code', { diagnosis: '554 5.7.999 sorry' }, 'their filter'],
    ['by the subject of the status', { status: '5.3.9', diagnosis: 'sorry' }, 'their server'],
    ['by no subject that says nothing', { diagnosis: '554 5.5.2 sorry' }, 'unclear'],
    ['by nothing', { diagnosis: '' }, 'unclear'],
    ['by no number that is no code', { diagnosis: 'at 192.5.1.1 port 552.5' }, 'unclear'],
    ['by no code with more to it', { diagnosis: 'version 5.1.1.2' }, 'unclear'],
    ['put off, with nothing said', { status: '4.0.0', diagnosis: '' }, 'their server'],
    ['put off by its words', { diagnosis: '450 sorry' }, 'their server'],
    [
      'refused by its status, though the words are of putting off',
      { status: '5.0.0', diagnosis: '450 sorry' },
      'unclear',
    ],
    ['put off and refused', { diagnosis: '450 sorry, 550 no' }, 'unclear'],
    ['put off, whatever is said of the address', { diagnosis: '450 user unknown' }, 'gave up'],
    ['put off by its status, and the code says why', { status: '4.2.2', diagnosis: 'user unknown' }, 'mailbox full'],
    [
      'put off by its status, and the code speaks of the address',
      { status: '4.1.1', diagnosis: 'user unknown' },
      'gave up',
    ],
    ['put off, as it is told first', { diagnosis: '', told: ['450 sorry', 'user unknown'] }, 'gave up'],
    ['refused, as it is told first', { diagnosis: '', told: ['550 sorry', '450 user unknown'] }, 'no such address'],
    ['with accents and other quotes', { diagnosis: 'Échec: l’adresse DOESN’T… user doesn’t exist' }, 'no such address'],
    ['behind a link', { diagnosis: 'see http://b.example/mailbox-full/over-quota' }, 'unclear'],
    ['behind an address', { diagnosis: 'for mailbox.full@user-unknown.example' }, 'unclear'],
    ['on several lines', { diagnosis: 'user\n  unknown' }, 'no such address'],
    ['past what is read', { diagnosis: `${'x'.repeat(4000)} user unknown` }, 'unclear'],
    ['in the sentence of one maker', { diagnosis: '5.1.0 - Unknown address error 552 mailbox full' }, 'mailbox full'],
  ])('%s', (_, refusal, reason) => expect(reasonOf(refusal)).toBe(reason))
})

test.each([
  ['454 Throttling failure: Daily message quota exceeded', undefined],
  ['Daily sending quota exceeded', 'daily limit'],
  ['550 5.4.5 Daily user sending limit exceeded', 'daily limit'],
  ['The daily limit for message recipients is reached', 'daily limit'],
  ['Email address is not verified', 'verification'],
  ['The following identities failed the check in region', 'verification'],
  ['The custom MAIL FROM domain is not verified', 'return domain'],
  ['Mail-from domain x is not verified', 'return domain'],
  ['Sending paused for this account', 'pause'],
  ['Sending is suspended', 'pause'],
  ['Your account x has been shutdown', 'pause'],
  ['Account is under review', 'pause'],
  ['550 user unknown', undefined],
  ['', undefined],
])('a carrier that says “%s” waits for: %s', (words, wait) => expect(carrierWait(words)).toBe(wait))
