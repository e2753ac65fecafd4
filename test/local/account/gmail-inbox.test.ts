import { setTimeout as rest } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Arrived } from '../../../functions/answer/reply-case.ts'
import { createTakeIn } from '../../../local/mail/arrival.ts'
import { type ImapOptions, type MailboxReader, pollMailbox } from '../../../local/mail/imap.ts'
import { replyAddressOf } from '../../../mail/reply-address.ts'
import { inboxContract } from '../../contract/inbox.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { type ImapServer, startImapServer } from '../mail/imap-server.ts'
import { type AccountPlace, accountPlace, googleAt } from './place.ts'

inboxContract('The inbox at Gmail', async () => {
  const place = await accountPlace()
  place.connect({ service: 'google' })
  const imap = await startImapServer()
  imap.manners.takes = (_, token) => place.login.good.has(token)
  const service = googleAt(place.login.url, '', imap.port)
  return {
    deliver(raw, came) {
      const { flags } = imap.deliver(raw, came)
      return () => flags.has('\\Seen')
    },
    read: (world, takeIn) =>
      pollMailbox(world, takeIn, {
        address: { ...service.imap, account: place.open(service) },
        pace: { look: 50, pause: 20, longest: 40 },
      }),
    close: () => Promise.all([imap.close(), place.close()]),
  }
})

describe('The inbox at Gmail', () => {
  let place: AccountPlace
  let imap: ImapServer
  let made: TestWorld
  let arrived: Arrived[]
  let reader: MailboxReader | undefined
  beforeEach(async () => {
    place = await accountPlace()
    imap = await startImapServer()
    imap.manners.takes = (user, token) => user === 'rsvp@example.org' && place.login.good.has(token)
    made = makeWorld()
    arrived = []
    reader = undefined
  })
  afterEach(async () => {
    await reader?.stop()
    await imap.close()
    await place.close()
    made.close()
  })
  function read(pace: ImapOptions['pace'] = {}) {
    const takeIn = createTakeIn(made.world, async (_, mail) => {
      arrived.push(mail)
      return ['answered']
    })
    const service = googleAt(place.login.url, '', imap.port)
    reader = pollMailbox(made.world, takeIn, {
      address: { ...service.imap, account: place.open(service) },
      pace: { look: 100, pause: 20, longest: 50, ...pace },
    })
  }
  const until = async (what: () => boolean) => {
    for (let tries = 0; !what() && tries < 500; tries++) await rest(10)
    expect(what()).toBe(true)
  }
  const answer = () => {
    const to = replyAddressOf(
      made.world.settings.secret,
      made.world.settings.replyDomain,
      'campaigncampaign',
      'inviteeaaaaaaaaa',
    )
    return imap.deliver(`From: Ana <ana@example.com>\r\nTo: <${to}>\r\nSubject: Re\r\n\r\nYes.\r\n`)
  }

  it('is read with a token, and no password is asked for', async () => {
    place.connect({ service: 'google' })
    const letter = answer()
    read()
    await until(() => arrived.length === 1)
    await until(() => letter.flags.has('\\Seen'))
    expect(imap.asked).toContain('AUTHENTICATE')
    expect(imap.asked).not.toContain('LOGIN')
  })

  it('is read on with a new token, without a word, where the one at hand was withdrawn', async () => {
    place.connect({ service: 'google' })
    read()
    await until(() => imap.asked.some(each => each.startsWith('UID SEARCH')))
    place.login.good.clear()
    imap.drop()
    answer()
    await until(() => arrived.length === 1)
    expect(place.login.asked.length).toBeGreaterThanOrEqual(2)
    expect(made.logged).toEqual([])
  })

  it('is read once somebody has connected the account', async () => {
    answer()
    read()
    await until(() => place.logged.length === 1)
    await rest(300)
    expect(place.logged).toHaveLength(1)
    expect(imap.sessions).toBe(0)
    place.connect({ service: 'google' })
    await until(() => arrived.length === 1)
  })

  it('that takes no token at all is said so once, in words', async () => {
    place.connect({ service: 'google' })
    imap.manners.takes = () => false
    read()
    await until(() => imap.sessions >= 4)
    expect(made.logged.map(({ event }) => event)).toEqual([expect.stringMatching(/See that IMAP is allowed/)])
    expect(JSON.stringify([made.logged, place.logged])).not.toMatch(/access-|refresh-|rsvp/)
  })
})
