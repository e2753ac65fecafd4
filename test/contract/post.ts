/** What every Post keeps to, whatever carries its messages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Outgoing, Post } from '../../functions/keep/ports.ts'

export interface PostUnderTest {
  post: Post
  /** The bytes that arrived for an address, one entry for each submission. */
  arrived(to: string): Promise<Uint8Array[]>
  /** The carrier tells what became of an attempt by events, not when it is asked. */
  tellsLater?: boolean
  close(): Promise<void>
}

/** A message with all that a careless carrier would change: lone dots, long lines, trailing spaces, eight-bit text. */
export function sampleMessage(attempt: string, to: string): Outgoing {
  const lines = [
    'From: "Ridgeline Machining" <invitations@example.org>',
    `To: <${to}>`,
    'Subject: =?utf-8?Q?A_letter_from_Zo=C3=AB?=',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    '.',
    '..two dots and \u682a\u5f0f\u4f1a\u793e',
    'trailing space ',
    `${'x'.repeat(900)}`,
    '',
    '.leading dot',
    ...Array.from({ length: 600 }, (_, n) => `line ${n} of a letter long enough to go in several pieces`),
    '',
  ]
  return {
    attempt,
    from: 'invitations@example.org',
    to: [to],
    bytes: new TextEncoder().encode(lines.join('\r\n')),
    wave: 'invite',
    campaign: 'c1',
  }
}

export function postContract(name: string, open: () => Promise<PostUnderTest>): void {
  describe(`${name} keeps to the Post port`, () => {
    let subject: PostUnderTest
    beforeAll(async () => {
      subject = await open()
    })
    afterAll(() => subject.close())

    it('delivers exactly the bytes it was given, once', async () => {
      const message = sampleMessage('exact', 'exact@example.com')
      expect((await subject.post.send(message)).outcome).toBe('sent')
      const arrived = await subject.arrived('exact@example.com')
      expect(arrived).toHaveLength(1)
      expect(Buffer.from(arrived[0] as Uint8Array).equals(Buffer.from(message.bytes))).toBe(true)
    })

    it('knows of an attempt that it took', async () => {
      await subject.post.send(sampleMessage('known', 'known@example.com'))
      expect(await subject.post.fateOf('known')).toBe(subject.tellsLater ? 'unknown' : 'sent')
    })

    it('never says that an attempt it does not know was sent', async () => {
      expect(['not sent', 'unknown']).toContain(await subject.post.fateOf('never heard of'))
    })

    it('takes many at the same time and mixes none up', async () => {
      const many = Array.from({ length: 60 }, (_, n) => sampleMessage(`many-${n}`, `many-${n}@example.com`))
      const outcomes = await Promise.all(many.map(message => subject.post.send(message)))
      expect(outcomes.every(({ outcome }) => outcome === 'sent')).toBe(true)
      for (const { to, bytes } of many) {
        const arrived = await subject.arrived(to[0] as string)
        expect(arrived.map(each => Buffer.from(each).equals(Buffer.from(bytes)))).toEqual([true])
      }
    })

    it('names a rate above nothing', async () => {
      expect(await subject.post.rate()).toBeGreaterThan(0)
    })
  })
}
