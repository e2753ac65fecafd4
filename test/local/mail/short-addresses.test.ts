/** Short reply addresses at the SMTP listener, which has to look up whom they name before it takes mail for them. */
import { createTransport, type Transporter } from 'nodemailer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Arrived } from '../../../functions/answer/reply-case.ts'
import type { Store } from '../../../functions/keep/ports.ts'
import { createTakeIn } from '../../../local/mail/arrival.ts'
import { type MailListener, openListener } from '../../../local/mail/listener.ts'
import { shortReplyAddressOf } from '../../../mail/reply-address.ts'
import { makeWorld, type TestWorld } from '../../world.ts'

const [CAMPAIGN, INVITATION] = ['campaigncampaign', 'inviteeinviteeaa']

let made: TestWorld
let listener: MailListener
let client: Transporter
let arrived: Arrived[]
let short: string

async function listen(store: Partial<Store> = {}): Promise<void> {
  const takeIn = createTakeIn(made.world, async (_, mail) => {
    arrived.push(mail)
    return ['answered']
  })
  const world = { ...made.world, store: { ...made.world.store, ...store } }
  listener = await openListener(world, takeIn, { host: '127.0.0.1', port: 0 })
  client = createTransport({ host: '127.0.0.1', port: listener.port, ignoreTLS: true })
}
beforeEach(() => {
  made = makeWorld()
  arrived = []
  const { secret, replyDomain } = made.world.settings
  short = shortReplyAddressOf(secret, replyDomain, CAMPAIGN, INVITATION)
})
afterEach(async () => {
  await listener.stop()
  made.close()
})

/** The server's answer to a message for that address. */
const sent = (to: string): Promise<string> =>
  client.sendMail({ envelope: { from: 'ana@example.com', to: [to] }, raw: 'Subject: Re\r\n\r\nYes.\r\n' }).then(
    ({ response = '' }) => response,
    (error: { response?: string }) => error.response ?? String(error),
  )

describe('A short reply address', () => {
  it('is looked up, in capitals too, and mail is taken for nobody who is not found', async () => {
    await listen()
    expect(await sent(short)).toMatch(/^550 No invitation is answered at this address/)
    await made.world.store.put('replies', CAMPAIGN, { id: CAMPAIGN }, undefined)
    await made.world.store.put(`campaign#${CAMPAIGN}`, `invitation#${INVITATION}`, {}, undefined)
    expect(await sent(short.replace(/(.)@/, (_, last) => (last === 'a' ? 'b@' : 'a@')))).toMatch(/^550 /)
    expect(await sent(short.toUpperCase())).toMatch(/^250/)
    expect(arrived.map(({ to }) => to[0]?.toLowerCase())).toEqual([short])
  })

  it('that cannot be looked up just now is asked to come again', async () => {
    await listen({ list: () => Promise.reject(new Error('a disk without room')) })
    expect(await sent(short)).toMatch(/^451 /)
    expect(made.logged).toMatchObject([{ level: 'error', event: 'recipient not looked up' }])
    expect(arrived).toEqual([])
  })
})
