import { setTimeout as rest } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dateOf } from '../../../domain/keep/time.ts'
import type { Arrived } from '../../../functions/answer/reply-case.ts'
import { createTakeIn, type TakeReply } from '../../../local/mail/arrival.ts'
import { type ImapOptions, type MailboxReader, pollMailbox } from '../../../local/mail/imap.ts'
import type { MailboxAddress } from '../../../local/mail/mailbox-address.ts'
import { replyAddressOf } from '../../../mail/reply-address.ts'
import { inboxContract } from '../../contract/inbox.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { type ImapServer, startImapServer } from './imap-server.ts'

const at = ({ port }: ImapServer): MailboxAddress => ({
  host: '127.0.0.1',
  port,
  secure: false,
  name: 'rsvp@example.org',
  password: 'open sesame',
  folder: 'INBOX',
})

const CAMPAIGN = 'campaigncampaign'
const id = (n: number) => `invitee${'abcdefghijklmnopqrstuvwxyz'[n]}aaaaaaaa`

inboxContract('A mailbox read by IMAP', async () => {
  const imap = await startImapServer()
  return {
    deliver(raw, came) {
      const { flags } = imap.deliver(raw, came)
      return () => flags.has('\\Seen')
    },
    read: (world, takeIn) =>
      pollMailbox(world, takeIn, { address: at(imap), pace: { look: 50, pause: 20, longest: 40 } }),
    close: () => imap.close(),
  }
})

describe('An ordinary mailbox', () => {
  let imap: ImapServer
  let made: TestWorld
  let arrived: Arrived[]
  let readers: MailboxReader[]
  let to: (n?: number) => string
  beforeEach(async () => {
    imap = await startImapServer()
    made = makeWorld()
    arrived = []
    readers = []
    const { secret, replyDomain } = made.world.settings
    to = (n = 0) => replyAddressOf(secret, replyDomain, CAMPAIGN, id(n))
  })
  afterEach(async () => {
    await Promise.all(readers.map(reader => reader.stop()))
    await imap.close()
    made.close()
  })

  function read(pace: ImapOptions['pace'] = {}, take?: TakeReply, address: Partial<MailboxAddress> = {}) {
    const takeIn = createTakeIn(made.world, async (world, mail) => {
      const became = (await take?.(world, mail)) ?? ['answered']
      arrived.push(mail)
      return became
    })
    const reader = pollMailbox(made.world, takeIn, {
      address: { ...at(imap), ...address },
      pace: { look: 400, pause: 50, longest: 200, ...pace },
    })
    readers.push(reader)
    return reader
  }
  const until = async (what: () => boolean) => {
    for (let tries = 0; !what() && tries < 1000; tries++) await rest(10)
    expect(what()).toBe(true)
  }
  const letter = (head: string, text = 'Yes, I will be there.') =>
    `From: Ana <ana@example.com>\r\n${head}\r\nSubject: Re: Invitation\r\n\r\n${text}\r\n`
  const kept = async (mail = '') => Buffer.from((await made.world.mailbox.read(mail)) ?? []).toString('latin1')

  it('is read for mail to our addresses, wherever its server notes them; that is marked as seen, all else untouched', async () => {
    const ours = [
      letter(`To: <${to(0)}>`),
      letter(`Delivered-To: ${to(1)}\r\nTo: board@example.org`),
      letter(`X-Original-To: ${to(2)}\r\nTo: board@example.org`),
      letter(`Envelope-To: ${to(3)}\r\nTo: board@example.org`),
      letter(`To: board@example.org\r\nCc: Ana <ana@example.com>,\r\n "The board" <${to(4)}>`),
    ]
    const others = [
      letter('To: rsvp@reply.example.org'),
      letter('To: board@example.org', `You wrote to ${to(5)}`),
      letter(`To: ${to(6).replace('reply.example.org', 'elsewhere.example')}`),
      letter(`To: rsvp+${'a'.repeat(58)}@reply.example.org`),
      letter(`Subject: ${to(7)}\r\nTo: board@example.org`),
    ]
    for (const n of ours.keys()) {
      imap.deliver(others[n] ?? '')
      imap.deliver(ours[n] ?? '')
    }
    read()
    await until(() => arrived.length >= 5)
    await until(() => imap.letters.at(-1)?.flags.has('\\Seen') === true)
    expect(arrived.map(each => each.to)).toEqual([0, 1, 2, 3, 4].map(n => [to(n)]))
    expect(await Promise.all(arrived.map(({ mail }) => kept(mail)))).toEqual(ours)
    expect(imap.letters.map(({ flags }) => [...flags])).toEqual(ours.flatMap(() => [[], ['\\Seen']]))
    // Bodies of mail that is not for us do not even leave the server.
    expect(imap.asked.filter(each => each.includes('BODY.PEEK[]'))).toHaveLength(5)
  })

  it('says who sent it where its server noted that, and is read as soon as something comes', async () => {
    read({ look: 60_000 })
    await until(() => imap.asked.includes('IDLE'))
    imap.deliver(letter(`Return-Path: <ana@example.com>\r\nTo: ${to()}`))
    await until(() => arrived.length === 1)
    await until(() => imap.asked.at(-1) === 'IDLE')
    imap.deliver(letter(`Return-Path: <>\r\nAuto-Submitted: auto-replied\r\nTo: ${to()}`))
    await until(() => arrived.length === 2)
    await until(() => imap.asked.at(-1) === 'IDLE')
    imap.deliver(letter(`To: ${to()}`))
    await until(() => arrived.length === 3)
    expect(arrived.map(({ from }) => from)).toEqual(['ana@example.com', '', undefined])
    expect(imap.sessions).toBe(1)
  })

  it('is looked into every minute where its server does not tell', async () => {
    imap.manners.idle = false
    read()
    await until(() => imap.asked.filter(each => each.startsWith('UID SEARCH')).length >= 2)
    imap.deliver(letter(`To: ${to()}`))
    await until(() => arrived.length === 1)
  })

  it('gives back letters that bounced to the sender, by the address in the letter they return', async () => {
    const bounce = (head: string, returned: string) =>
      `From: Mail Delivery <mailer-daemon@example.com>\r\nTo: invitations@example.org\r\n${head}\r\n\r\n` +
      `Sorry.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${returned}\r\n--b--\r\n`
    const report = 'Content-Type: multipart/report; report-type=delivery-status; boundary=b'
    const broken = `Reply-To: ${to(1).slice(0, 30)}=\r\n${to(1).slice(30).replace('@', '=40')}`
    imap.deliver(bounce(report, `From: invitations@example.org\r\nReply-To: ${to(0)}`))
    imap.deliver(bounce('X-Failed-Recipients: ana@example.com', broken))
    imap.deliver(bounce(report, 'From: invitations@example.org'))
    // What is no bounce stays a private letter, whatever it quotes.
    imap.deliver(letter('To: board@example.org', `Reply-To: ${to(2)}`))
    read()
    await until(() => arrived.length === 2)
    await rest(600)
    expect(arrived.map(({ from, to: recipients }) => [from, recipients])).toEqual([
      ['', [to(0)]],
      ['', [to(1)]],
    ])
    expect(imap.letters.map(({ flags }) => flags.size)).toEqual([1, 1, 0, 0])
  })

  it('is read on from where it was after a restart, and from the start when its server counts anew', async () => {
    imap.deliver(letter(`To: ${to(0)}`))
    const first = read()
    await until(() => arrived.length === 1)
    await first.stop()
    imap.deliver(letter(`To: ${to(1)}`))
    imap.asked.length = 0
    const second = read()
    await until(() => arrived.length === 2)
    await second.stop()
    expect(arrived.map(each => each.to[0])).toEqual([to(0), to(1)])
    expect(imap.asked.filter(each => each.includes('BODY.PEEK[]'))).toHaveLength(1)
    imap.validity++
    read()
    await until(() => arrived.length === 4)
    // The same messages again are the same ones.
    expect(new Set(arrived.map(({ mail }) => mail)).size).toBe(2)
  })

  it('has what is written to Convoke itself read, when it is news, and leaves it unread for whoever owns the mailbox', async () => {
    const { from, replyDomain } = made.world.settings
    const now = dateOf(made.clock.now())
    imap.deliver(letter('To: rsvp@reply.example.org', 'Long ago.'))
    imap.deliver(letter('To: board@example.org', 'Somebody else’s.'), now)
    for (const address of [from, `postmaster@${replyDomain}`, `"The desk" <RSVP@${replyDomain}>`])
      imap.deliver(letter(`To: ${address}`, address), now)
    imap.deliver(letter(`To: rsvp@${replyDomain}`, 'x'.repeat(3 * 1024 * 1024)), now)
    imap.deliver(letter(`To: ${to(0)}`), now)
    read()
    await until(() => arrived.length >= 4)
    const desk = [`rsvp@${replyDomain}`]
    expect(arrived.map(each => each.to)).toEqual([desk, desk, desk, [to(0)]])
    await until(() => imap.letters.at(-1)?.flags.has('\\Seen') === true)
    expect(imap.letters.filter(({ flags }) => flags.size > 0)).toHaveLength(1)
  })

  it('does not fetch a message of more than 30 MB', async () => {
    imap.manners.lyingSize = 30 * 1024 * 1024 + 1
    imap.deliver(letter(`To: ${to()}`))
    read()
    await until(() => made.logged.some(({ event }) => event.includes('too large')))
    imap.manners.lyingSize = undefined
    imap.deliver(letter(`To: ${to(1)}`))
    await until(() => arrived.length === 1)
    expect(arrived[0]?.to).toEqual([to(1)])
  })

  it('is connected to again, with growing pauses, when its server goes away', async () => {
    read({ look: 60_000, pause: 40, longest: 160 })
    await until(() => imap.asked.includes('IDLE'))
    imap.drop()
    await until(() => imap.sessions === 2)
    await until(() => imap.asked.at(-1) === 'IDLE')
    expect(made.logged).toEqual([])
    imap.manners.refuse = 'SELECT'
    imap.drop()
    const began = performance.now()
    await until(() => imap.sessions >= 7)
    expect(performance.now() - began).toBeGreaterThan(40 + 80 + 160 + 160)
    expect(made.logged.map(({ level, event }) => [level, event])).toEqual([
      ['error', expect.stringMatching(/cannot be read now. Convoke keeps trying/)],
    ])
    imap.manners.refuse = undefined
    imap.deliver(letter(`To: ${to()}`))
    await until(() => arrived.length === 1)
    await until(() => made.logged.at(-1)?.event === 'mailbox is read again')
  })

  it('that refuses the password is said so once, in words, and left alone for an hour', async () => {
    read({}, undefined, { password: 'hunter2' })
    await until(() => made.logged.length === 1)
    await rest(500)
    expect(imap.sessions).toBe(1)
    expect(made.logged).toHaveLength(1)
    expect(made.logged[0]?.event).toMatch(
      /does not accept the name and password of CONVOKE_IMAP_URL.*Convoke works without/,
    )
    expect(JSON.stringify(made.logged)).not.toMatch(/hunter2|rsvp/)
  })

  it('that refuses the password for a while is read once it takes it', async () => {
    imap.manners.password = 'another'
    read({ refused: 100 })
    await until(() => imap.sessions === 3)
    expect(made.logged).toHaveLength(1)
    imap.manners.password = 'open sesame'
    imap.deliver(letter(`To: ${to()}`))
    await until(() => arrived.length === 1)
  })

  it('is let go of at once when Convoke stops, but for the message in hand', async () => {
    let free = () => {}
    const waiting = new Promise<void>(done => {
      free = done
    })
    imap.deliver(letter(`To: ${to(0)}`))
    imap.deliver(letter(`To: ${to(1)}`))
    let begun = false
    const reader = read({}, async () => {
      begun = true
      await waiting
      return ['answered']
    })
    await until(() => begun)
    let stopped = false
    const stopping = reader.stop().then(() => {
      stopped = true
    })
    await rest(100)
    expect(stopped).toBe(false)
    free()
    await stopping
    expect(arrived.map(each => each.to)).toEqual([[to(0)]])
    expect(imap.letters.map(({ flags }) => flags.size)).toEqual([1, 0])
    const idle = read()
    await until(() => arrived.length === 2)
    const began = performance.now()
    await idle.stop()
    expect(performance.now() - began).toBeLessThan(300)
  })

  it('on a server that is not there, or never says a word, holds nothing up', async () => {
    await imap.close()
    const reader = read()
    await until(() => made.logged.length === 1)
    await reader.stop()
    imap = await startImapServer()
    imap.manners.refuse = 'CAPABILITY'
    const second = read()
    await rest(50)
    await second.stop()
  })
})
