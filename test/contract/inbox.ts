/** What every reader of an ordinary mailbox keeps to, whatever protocol it is read by. */
import { setTimeout as rest } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dateOf } from '../../domain/keep/time.ts'
import type { Arrived } from '../../functions/answer/reply-case.ts'
import type { World } from '../../functions/keep/ports.ts'
import { createTakeIn, type TakeIn, type TakeReply } from '../../local/mail/arrival.ts'
import type { MailboxReader } from '../../local/mail/imap.ts'
import { replyAddressOf, shortReplyAddressOf } from '../../mail/reply-address.ts'
import { makeWorld, type TestWorld } from '../world.ts'

export interface InboxUnderTest {
  /** Puts a message there; answers whether it is marked as read. `came`: long ago unless said. */
  deliver(raw: string, came?: Date): () => boolean
  read(world: World, takeIn: TakeIn): MailboxReader
  close(): Promise<unknown>
}

export function inboxContract(name: string, open: () => Promise<InboxUnderTest>): void {
  describe(`${name}, as any mailbox`, () => {
    let subject: InboxUnderTest
    let made: TestWorld
    let arrived: Arrived[]
    let readers: MailboxReader[]
    beforeEach(async () => {
      subject = await open()
      made = makeWorld()
      arrived = []
      readers = []
    })
    afterEach(async () => {
      await Promise.all(readers.map(reader => reader.stop()))
      await subject.close()
      made.close()
    })

    const to = (n = 0) => {
      const { secret, replyDomain } = made.world.settings
      return replyAddressOf(secret, replyDomain, 'campaigncampaign', `invitee${'abcdefgh'[n]}aaaaaaaa`)
    }
    /** That of a campaign whose addresses are short, which have to be looked up. */
    const shortTo = async (n: number) => {
      const { store, settings } = made.world
      const [campaign, invitation] = ['campaigncampaign', `invitee${'abcdefgh'[n]}aaaaaaaa`]
      await store.put('replies', campaign, { id: campaign }, undefined)
      await store.put(`campaign#${campaign}`, `invitation#${invitation}`, {}, undefined)
      return shortReplyAddressOf(settings.secret, settings.replyDomain, campaign, invitation)
    }
    const letter = (head: string, text = 'Yes, I will be there. caf\xe9') =>
      `From: Ana <ana@example.com>\r\n${head}\r\nSubject: Re: Invitation\r\n\r\n${text}\r\n`
    const until = async (what: () => boolean) => {
      for (let tries = 0; !what() && tries < 1000; tries++) await rest(10)
      expect(what()).toBe(true)
    }
    function read(take?: TakeReply): MailboxReader {
      const takeIn = createTakeIn(made.world, async (world, mail) => {
        const became = (await take?.(world, mail)) ?? ['answered']
        arrived.push(mail)
        return became
      })
      const reader = subject.read(made.world, takeIn)
      readers.push(reader)
      return reader
    }

    it('is read for mail to our addresses, byte for byte; that is marked as read, and all else is left as it is', async () => {
      const ours = [
        letter(`To: <${to(0)}>`),
        letter(`To: Ana\r\n <ana@example.com>,\r\n "The board" <${to(1)}>`),
        letter(`To: board@example.org\r\nCc: ${to(2)}`),
      ]
      const marks: (() => boolean)[] = []
      for (const raw of ours) {
        marks.push(subject.deliver(letter('To: board@example.org', `You wrote to ${to(5)}`)))
        marks.push(subject.deliver(raw))
      }
      read()
      await until(() => marks.at(-1)?.() === true)
      expect(arrived.map(each => each.to)).toEqual([[to(0)], [to(1)], [to(2)]])
      expect(marks.map(isRead => isRead())).toEqual([false, true, false, true, false, true])
      const kept = await Promise.all(arrived.map(({ mail }) => made.world.mailbox.read(mail)))
      expect(kept.map(bytes => Buffer.from(bytes ?? []).toString('latin1'))).toEqual(ours)
      expect(made.logged).toEqual([])
    })

    it('is read for mail to short addresses too, and left alone where they are nobody’s', async () => {
      const short = await shortTo(3)
      const nobody = subject.deliver(letter(`To: ${short.replace(/\+../, '+zz')}`))
      const mark = subject.deliver(letter(`To: <${short.toUpperCase()}>`))
      read()
      await until(mark)
      expect(arrived.map(each => each.to)).toEqual([[to(3)]])
      expect(nobody()).toBe(false)
    })

    it('is read on from where it was, after a pause and after a restart', async () => {
      subject.deliver(letter(`To: ${to(0)}`))
      const first = read()
      await until(() => arrived.length === 1)
      const second = subject.deliver(letter(`To: ${to(1)}`))
      await until(() => second())
      await rest(100)
      await first.stop()
      subject.deliver(letter(`To: ${to(2)}`))
      read()
      await until(() => arrived.length === 3)
      await rest(150)
      expect(arrived.map(each => each.to)).toEqual([[to(0)], [to(1)], [to(2)]])
    })

    it('gives back letters that bounced to the sender, and shows what is written to Convoke itself, unread', async () => {
      const { from, replyDomain } = made.world.settings
      const now = dateOf(made.clock.now())
      const marks = [
        subject.deliver(
          `From: Mail Delivery <mailer-daemon@example.com>\r\nTo: ${from}\r\n` +
            'Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n' +
            `--b\r\nContent-Type: message/rfc822\r\n\r\nReply-To: ${to(3)}\r\n--b--\r\n`,
        ),
        subject.deliver(letter(`To: ${from}`, 'A question to whoever runs this.'), now),
        subject.deliver(letter(`To: ${from}`, 'Long ago.')),
        subject.deliver(letter(`To: ${to(4)}`)),
      ]
      read()
      await until(() => marks.at(-1)?.() === true)
      expect(arrived.map(each => [each.from, each.to])).toEqual([
        ['', [to(3)]],
        [undefined, [`rsvp@${replyDomain}`]],
        [undefined, [to(4)]],
      ])
      expect(marks.map(isRead => isRead())).toEqual([true, false, false, true])
    })

    it('has a message that could not be taken tried again before what comes after it, but not for ever', async () => {
      for (let n = 0; n < 3; n++) subject.deliver(letter(`To: ${to(n)}`))
      const tried: string[] = []
      let fails = 2
      read(async (_, { to: [recipient = ''] }) => {
        tried.push(recipient)
        if (recipient === to(0) && fails-- > 0) throw new Error(`${recipient} is in the way`)
        if (recipient === to(1)) throw new Error(`${recipient} cannot be read`)
        return ['answered']
      })
      await until(() => arrived.length === 2)
      expect(tried).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 2].map(n => to(n)))
      expect(JSON.stringify(made.logged)).not.toMatch(/rsvp|@/)
    })

    it('is left alone as to what is for another Convoke with the same addresses', async () => {
      const theirs = subject.deliver(letter(`To: ${to()}`))
      read(async () => ['not ours'])
      await until(() => arrived.length === 1)
      await rest(100)
      expect(theirs()).toBe(false)
    })
  })
}
