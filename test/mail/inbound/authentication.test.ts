import { describe, expect, test } from 'vitest'
import { readHead } from '../../../mail/head.ts'
import { authResults } from '../../../mail/inbound/authentication.ts'

const of = (head: string) => authResults(readHead(`${head}\r\n\r\n`).fields)

describe('What the receiving side wrote of a sender', () => {
  test.each([
    [
      'a large mail service, folded and with comments',
      `Authentication-Results: mx.google.example;\r\n       dkim=pass header.i=@board.example header.s=s1 header.b=Ab;\r\n       spf=pass (google.example: domain of a@board.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=a@board.example;\r\n       dmarc=pass (p=QUARANTINE sp=NONE dis=NONE) header.from=board.example`,
      { server: 'mx.google.example', spf: 'pass', dkim: 'pass', dmarc: 'pass' },
    ],
    [
      'one that leaves its name out',
      'Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=board.example; dkim=none (message not signed) header.d=none;dmarc=fail action=none header.from=board.example;compauth=fail reason=001',
      { server: '', spf: 'pass', dkim: 'none', dmarc: 'fail' },
    ],
    [
      'filters that write a field each, of which the older server below counts for nothing',
      [
        'Authentication-Results: mail.board.example; dmarc=pass (p=none dis=none) header.from=board.example',
        'Authentication-Results: mail.board.example; dkim=fail reason="key not found" header.d=list.example; dkim=pass (2048-bit key) header.d=board.example',
        'Authentication-Results: mail.board.example; spf=softfail smtp.mailfrom=board.example',
        'Authentication-Results: other.example; spf=pass smtp.mailfrom=board.example',
      ].join('\r\n'),
      { server: 'mail.board.example', spf: 'fail', dkim: 'pass', dmarc: 'pass' },
    ],
    [
      'one with a version of its method, and a name in capitals',
      'authentication-results: MX.Board.Example 1; spf/1=neutral smtp.mailfrom=board.example; dkim=temperror',
      { server: 'mx.board.example', spf: 'none', dkim: 'fail', dmarc: 'none' },
    ],
  ])('is read of %s', (_, head, expected) => {
    expect(of(head)).toEqual(expected)
  })

  test.each([
    ['there is no field', 'Subject: hello'],
    ['nobody looked', 'Authentication-Results: mx.board.example; none'],
    ['a field is empty', 'Authentication-Results: ; ;'],
    ['a comment never ends', 'Authentication-Results: mx.board.example (spf=pass; dkim=pass'],
  ])('is nothing where %s', (_, head) => {
    expect(of(head)).toBeUndefined()
  })
})
