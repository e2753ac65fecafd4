/** What every Mailbox keeps to, wherever it keeps the mail. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MessageStore } from '../../functions/keep/ports.ts'

export interface MailboxUnderTest {
  mailbox: MessageStore
  close(): Promise<void>
}

export function mailboxContract(name: string, open: () => Promise<MailboxUnderTest>): void {
  describe(`${name} keeps to the Mailbox port`, () => {
    let subject: MailboxUnderTest
    let mailbox: MessageStore
    beforeAll(async () => {
      subject = await open()
      mailbox = subject.mailbox
    })
    afterAll(() => subject.close())

    const bytes = (text: string) => new TextEncoder().encode(text)
    const text = (found: Uint8Array | undefined) => found && Buffer.from(found).toString()

    it('gives back mail byte for byte', async () => {
      const every = Uint8Array.from({ length: 70_000 }, (_, n) => n % 256)
      await mailbox.keep('every-byte', every)
      expect(Buffer.from((await mailbox.read('every-byte')) as Uint8Array).equals(Buffer.from(every))).toBe(true)
    })

    it('says nothing of mail that never came', async () => {
      expect(await mailbox.read('never-came')).toBeUndefined()
    })

    it('keeps the first of two under the same id', async () => {
      await mailbox.keep('twice', bytes('first'))
      await mailbox.keep('twice', bytes('second'))
      expect(text(await mailbox.read('twice'))).toBe('first')
    })

    it('takes ids with everything that an id may hold, and keeps them apart', async () => {
      const ids = ['a', 'A', 'a/b', 'a/b/c', 'a-b_c', '0', 'x'.repeat(200)]
      for (const id of ids) await mailbox.keep(id, bytes(`mail ${id}`))
      for (const id of ids) expect(text(await mailbox.read(id))).toBe(`mail ${id}`)
    })

    it('forgets every mail that speaks of somebody, and no other', async () => {
      for (let n = 0; n < 60; n++) await mailbox.keep(`forget/${n}`, bytes(n % 3 === 0 ? 'of jane' : 'of others'))
      expect(await mailbox.forget(found => text(found) === 'of jane')).toBe(20)
      expect(await mailbox.read('forget/0')).toBeUndefined()
      expect(text(await mailbox.read('forget/1'))).toBe('of others')
      expect(await mailbox.forget(found => text(found) === 'of jane')).toBe(0)
    })

    it('keeps an empty mail as an empty one', async () => {
      await mailbox.keep('empty', bytes(''))
      expect(text(await mailbox.read('empty'))).toBe('')
    })
  })
}
