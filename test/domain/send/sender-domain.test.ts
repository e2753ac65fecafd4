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
    ['an MX without a name', { mx: [''] }, { MX: 'missing' }],
    ['an SPF of another version beside its own', { txt: ['v=spf2 -all', 'v = SPF1 ~all '] }, { SPF: 'good' }],
    ['an SPF that ends with all', { txt: ['v=spf1 mx all '] }, { SPF: 'wrong' }],
    ['an SPF that leads elsewhere', { txt: ['v=spf1 redirect=_spf.mail.example'] }, { SPF: 'good' }],
    ['an SPF that could not be asked', { txt: 'unknown' }, { SPF: 'unknown', DKIM: 'good' }],
    ['a DKIM that could not be asked', { dkim: new Map([['s1', 'unknown']]) }, { DKIM: 'unknown' }],
    ['a DKIM of other words alone', { dkim: new Map([['s1', ['v=DKIM1; xp=a']]]) }, { DKIM: 'missing' }],
    ['a DKIM that begins with its key', { dkim: new Map([['s1', ['other', 'p=MIG']]]) }, { DKIM: 'good' }],
    ['a DKIM whose key is empty before more', { dkim: new Map([['s1', ['k=rsa; p= ; t=s']]]) }, { DKIM: 'wrong' }],
    ['two DMARC records', { dmarc: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] }, { DMARC: 'wrong' }],
    ['a DMARC that rejects', { dmarc: ['v=DMARC1;p = REJECT'] }, { DMARC: 'good' }],
    ['a DMARC of subdomains alone', { dmarc: ['v=DMARC1; sp=reject'] }, { DMARC: 'wrong' }],
    ['links within this machine', { url: 'http://127.0.0.1:8080' }, { Links: 'weak' }],
    ['links to a name that only begins so', { url: 'http://localhost.example' }, { Links: 'wrong' }],
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

  test('is asked for SPF where bounced emails come back, and whether they do', () => {
    const back = (mx: SenderRecords['mx']) =>
      senderChecks({ ...GOOD, txt: [], envelope: { domain: 'bounce.board.example', mx } })
    const [spf] = back(['feedback.example'])
    expect(spf?.add?.name).toBe('bounce.board.example')
    const returns = (mx: SenderRecords['mx']) => {
      const { state, found, advice } = back(mx)[4] ?? {}
      return { state, found, advice }
    }
    expect(returns(['feedback.example'])).toMatchObject({ state: 'good', found: ['feedback.example'] })
    expect(returns([])).toMatchObject({
      state: 'missing',
      found: [],
      advice: expect.stringContaining('bounce.board.example'),
    })
    expect(returns('unknown')).toMatchObject({ state: 'unknown', found: [] })
    expect(senderChecks(GOOD)).toHaveLength(5)
  })

  test('is shown what was found, each key by its selector, with what to do', () => {
    const dkim = new Map([
      ['s1', ['v=DKIM1; p=MIG']],
      ['s2', []],
    ])
    const found = senderChecks({ ...GOOD, dkim }).map(each => [each.what, each.found, each.advice])
    expect(found.slice(0, 4)).toEqual([
      ['SPF', ['v=spf1 include:mail.example -all'], expect.stringContaining('names the service')],
      ['DKIM', ['v=DKIM1; p=MIG'], 'The key is published at s1._domainkey.board.example.'],
      ['DKIM', [], expect.stringContaining('s2._domainkey.board.example')],
      ['DMARC', GOOD.dmarc, expect.any(String)],
    ])
    const [spf] = senderChecks({ ...GOOD, txt: [] })
    expect(spf).toMatchObject({
      found: [],
      add: { name: 'board.example', type: 'TXT', value: 'v=spf1 include:YOUR-MAIL-SERVICE -all' },
    })
    expect(senderChecks({ ...GOOD, dkim: new Map() })[1]?.advice).toContain('SELECTOR._domainkey.board.example')
  })
})
