import { afterEach, describe, expect, it } from 'vitest'
import { subjectOf } from '../../../local/mail/outbox.ts'
import { postContract, sampleMessage } from '../../contract/post.ts'
import { makeWorld, type TestWorld } from '../../world.ts'

postContract('The outbox', async () => {
  const made = makeWorld()
  return {
    post: made.outbox,
    arrived: async to =>
      made.outbox.list().flatMap(kept => (kept.to.includes(to) ? [made.outbox.bytes(kept.id) as Uint8Array] : [])),
    close: async () => made.close(),
  }
})

describe('The outbox', () => {
  let made: TestWorld
  afterEach(() => made.close())

  it('lists what came, when, to whom and why', async () => {
    made = makeWorld({ start: '2026-02-28T16:00:00.000Z' })
    await made.outbox.send({ ...sampleMessage('a', 'guest@example.com'), to: ['guest@example.com', 'pa@example.com'] })
    expect(made.outbox.list()).toEqual([
      {
        id: '1',
        attempt: 'a',
        at: '2026-02-28T16:00:00.000Z',
        from: 'invitations@example.org',
        to: ['guest@example.com', 'pa@example.com'],
        subject: 'A letter from Zoë',
        wave: 'invite',
        campaign: 'c1',
        part: null,
        answers: null,
      },
    ])
  })

  it('keeps one message for an attempt that is handed over twice', async () => {
    made = makeWorld()
    const message = sampleMessage('a', 'guest@example.com')
    await Promise.all([made.outbox.send(message), made.outbox.send(message)])
    expect(made.outbox.list()).toHaveLength(1)
  })

  it('says for certain what became of an attempt', async () => {
    made = makeWorld()
    await made.outbox.send(sampleMessage('a', 'guest@example.com'))
    expect(await made.outbox.fateOf('a')).toBe('sent')
    expect(await made.outbox.fateOf('b')).toBe('not sent')
  })

  it('has nothing under an id that is no number', () => {
    made = makeWorld()
    expect(made.outbox.bytes('1; DROP TABLE outbox')).toBeUndefined()
    expect(made.outbox.find('NaN')).toBeUndefined()
  })
})

describe('A subject', () => {
  const of = (text: string) => subjectOf(new TextEncoder().encode(text))

  it('is decoded, whatever its words and folds', () => {
    expect(of('From: a\r\nSubject: Plain words\r\n\r\nSubject: not this')).toBe('Plain words')
    expect(of('subject: folded\r\n over two lines\r\nTo: b\r\n\r\n')).toBe('folded over two lines')
    expect(of('Subject: =?UTF-8?B?UmlkZ2VsaW5l?= =?utf-8?q?_Zo=C3?=\r\n =?utf-8?q?=AB?= x\r\n\r\n')).toBe(
      'Ridgeline Zoë x',
    )
    expect(of('Subject: =?iso-8859-1?q?caf=E9?=\r\n\r\n')).toBe('café')
    expect(of('Subject: =?no-such-charset?q?x?=\r\n\r\n')).toBe('x')
    expect(of('From: a\r\n\r\nSubject: in the body')).toBe('')
  })
})
