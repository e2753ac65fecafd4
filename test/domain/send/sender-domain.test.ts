import { describe, expect, test } from 'vitest'
import { type SenderRecords, senderChecks } from '../../../domain/send/sender-domain.ts'

const GOOD: SenderRecords = {
  url: 'https://convoke.example.org',
  domain: 'board.example',
  replyDomain: 'reply.board.example',
  txt: ['google-site-verification=x', 'v=spf1 include:mail.example -all'],
  dmarc: ['v=DMARC1; p=quarantine; rua=mailto:d@board.example'],
  dkim: new Map([['s1', ['v=DKIM1; k=rsa; p=MIGf']]]),
  mx: ['mx.board.example'],
}
const states = (over: Partial<SenderRecords>) =>
  Object.fromEntries(senderChecks({ ...GOOD, ...over }).map(({ what, state }) => [what, state]))

describe('the sender’s domain', () => {
  test('is in order when every record says what it should', () => {
    expect(states({})).toEqual({ SPF: 'good', DKIM: 'good', DMARC: 'good', MX: 'good', Links: 'good' })
  })

  test.each<[string, Partial<SenderRecords>, object]>([
    [
      'no record at all',
      { txt: [], dmarc: [], mx: [], dkim: new Map() },
      { SPF: 'missing', DKIM: 'unknown', DMARC: 'missing', MX: 'missing' },
    ],
    [
      'no answer',
      { txt: 'unknown', dmarc: 'unknown', mx: 'unknown' },
      { SPF: 'unknown', DMARC: 'unknown', MX: 'unknown' },
    ],
    ['two SPF records, of which none counts', { txt: ['v=spf1 -all', 'V=SPF1 ~all'] }, { SPF: 'wrong' }],
    ['an SPF that lets everybody send', { txt: ['v=spf1 +all'] }, { SPF: 'wrong' }],
    ['an SPF that says nothing of others', { txt: ['v=spf1 mx ?all'] }, { SPF: 'weak' }],
    ['a DKIM key that was withdrawn', { dkim: new Map([['s1', ['v=DKIM1; p=']]]) }, { DKIM: 'wrong' }],
    ['no DKIM key', { dkim: new Map([['s1', []]]) }, { DKIM: 'missing' }],
    ['a DMARC that only watches', { dmarc: ['v=DMARC1; p=none'] }, { DMARC: 'weak' }],
    ['a DMARC without a policy', { dmarc: ['v=DMARC1'] }, { DMARC: 'wrong' }],
    ['links that anybody on the way can read', { url: 'http://convoke.example.org' }, { Links: 'wrong' }],
    ['links that lead to this machine', { url: 'http://localhost:8080' }, { Links: 'weak' }],
    ['a domain that takes no mail', { mx: ['.'] }, { MX: 'missing' }],
  ])('is told of %s', (_, over, expected) => {
    expect(states(over)).toMatchObject(expected)
  })

  test('is told exactly what to add', () => {
    const missing = senderChecks({ ...GOOD, dmarc: [], mx: [] }).flatMap(({ add }) => add ?? [])
    expect(missing).toEqual([
      { name: '_dmarc.board.example', type: 'TXT', value: 'v=DMARC1; p=none; rua=mailto:rsvp@reply.board.example' },
      { name: 'reply.board.example', type: 'MX', value: '10 YOUR-MAIL-HOST' },
    ])
  })
})
