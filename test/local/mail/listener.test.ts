import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as rest } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createTransport } from 'nodemailer'
import { afterEach, describe, expect, it } from 'vitest'
import type { Arrived } from '../../../functions/answer/reply-case.ts'
import { createTakeIn, type TakeReply } from '../../../local/mail/arrival.ts'
import { type ListenerOptions, type MailListener, openListener } from '../../../local/mail/listener.ts'
import { replyAddressOf } from '../../../mail/reply-address.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { certificate } from './certificate.ts'

const CAMPAIGN = 'campaigncampaign'
const id = (n: number) => `invitee${'abcdefghijklmnopqrstuvwxyz'[n]}aaaaaaaa`

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

interface Here {
  made: TestWorld
  listener: MailListener
  arrived: Arrived[]
  /** The reply address of the n-th invitee. */
  to: (n?: number) => string
  /** What is in the mailbox under a message's id. */
  kept: (mail: string) => Promise<string>
}

async function here(options: Partial<ListenerOptions> = {}, take?: TakeReply): Promise<Here> {
  const made = makeWorld()
  const { secret, replyDomain } = made.world.settings
  const arrived: Arrived[] = []
  const takeIn = createTakeIn(made.world, async (world, mail) => {
    const became = (await take?.(world, mail)) ?? ['answered']
    arrived.push(mail)
    return became
  })
  const listener = await openListener(made.world, takeIn, { host: '127.0.0.1', port: 0, ...options })
  closers.push(() => made.close(), listener.stop)
  return {
    made,
    listener,
    arrived,
    to: (n = 0) => replyAddressOf(secret, replyDomain, CAMPAIGN, id(n)),
    kept: async mail => Buffer.from((await made.world.mailbox.read(mail)) ?? []).toString('latin1'),
  }
}

/** A client by hand: says what it is told, and shows the replies. */
class Client {
  private heard = ''
  closed = false
  readonly socket: Socket
  constructor({ port }: MailListener) {
    this.socket = connect(port, '127.0.0.1')
    this.socket.setEncoding('latin1')
    this.socket.on('data', chunk => {
      this.heard += chunk
    })
    this.socket.on('error', () => undefined)
    this.socket.on('close', () => {
      this.closed = true
    })
    closers.push(() => this.socket.destroy())
  }
  say(text: string | Buffer): void {
    this.socket.write(text)
  }
  /** The next reply, whole. */
  async reply(): Promise<string> {
    for (let tries = 0; tries < 1500; tries++) {
      const whole = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/.exec(this.heard)?.[0]
      if (whole !== undefined) {
        this.heard = this.heard.slice(whole.length)
        return whole.trimEnd()
      }
      if (this.closed) return 'closed'
      await rest(10)
    }
    throw new Error('no reply came')
  }
  async ask(line: string): Promise<string> {
    this.say(`${line}\r\n`)
    return this.reply()
  }
  /** Past the greetings and the envelope, up to the 354. */
  async begin(from: string, ...to: string[]): Promise<void> {
    for (const step of ['', 'EHLO client.example', `MAIL FROM:<${from}>`, ...to.map(each => `RCPT TO:<${each}>`)])
      expect(step === '' ? await this.reply() : await this.ask(step)).toMatch(/^2/)
    expect(await this.ask('DATA')).toMatch(/^354/)
  }
}

const YES = 'From: ana@example.com\r\nSubject: Re: Invitation\r\n\r\nYes, I will be there.\r\n'
const until = async (what: () => boolean) => {
  for (let tries = 0; !what() && tries < 1500; tries++) await rest(10)
  expect(what()).toBe(true)
}

describe('The SMTP listener', () => {
  it('takes an answer byte for byte, with its envelope', async () => {
    const { listener, arrived, to, kept, made } = await here()
    const raw = Buffer.from(
      `From: Zoë <zoe@example.com>\r\nSubject: =?utf-8?q?S=C3=AD?=\r\n\r\n.\r\n..dots\r\n\tYes\xff\x00.\r\n`,
      'latin1',
    )
    const client = createTransport({ host: '127.0.0.1', port: listener.port, ignoreTLS: true })
    const sent = await client.sendMail({ envelope: { from: 'zoe@example.com', to: [to()] }, raw })
    expect(sent.response).toMatch(/^250/)
    expect(arrived).toEqual([
      { mail: expect.stringMatching(/^[a-z2-7]{32}$/), from: 'zoe@example.com', to: [to()], at: made.clock.now() },
    ])
    const hash = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex')
    expect(hash(await kept(arrived[0]?.mail ?? ''))).toBe(hash(raw.toString('latin1')))
  })

  it('takes a bounce, whose sender is empty, and an address in capitals', async () => {
    const { listener, arrived, to } = await here()
    const client = new Client(listener)
    await client.begin('', to().toUpperCase())
    expect(await client.ask(`${YES}.`)).toMatch(/^250/)
    expect(arrived).toMatchObject([{ from: '', to: [to().toUpperCase()] }])
  })

  it('refuses in plain words, before the message, whoever is not answered here', async () => {
    const { listener, arrived, to, made } = await here()
    const { replyDomain } = made.world.settings
    const another = replyAddressOf('another secret, of another Convoke', replyDomain, CAMPAIGN, id(0))
    const client = new Client(listener)
    await client.reply()
    await client.ask('EHLO client.example')
    await client.ask('MAIL FROM:<ana@example.com>')
    for (const address of [
      `info@${replyDomain}`,
      'postmaster@elsewhere.example',
      `rsvp+short@${replyDomain}`,
      another,
      to().replace(replyDomain, 'elsewhere.example'),
      to().replace('rsvp+', 'rsvp-'),
      `"x ${to()}"@elsewhere.example`,
      `${to()}.elsewhere.example`,
      `x.${to()}`,
    ])
      expect(await client.ask(`RCPT TO:<${address}>`), address).toMatch(/^5\d\d /)
    expect(await client.ask(`RCPT TO:<${another}>`)).toMatch(/^550 No invitation is answered at this address/)
    expect(await client.ask('DATA')).toMatch(/^503/)
    expect(await client.ask(`RCPT TO:<${to()}>`)).toMatch(/^250/)
    expect(arrived).toEqual([])
  })

  it('takes what is written to Convoke itself: the sender, postmaster, abuse; little of it, and short', async () => {
    const { listener, arrived, made } = await here()
    const { from, replyDomain } = made.world.settings
    const own = [from, `Postmaster@${replyDomain}`, `abuse@${replyDomain}`, `rsvp@${replyDomain}`, 'postmaster']
    for (const address of own) {
      const client = new Client(listener)
      await client.begin('x@example.com', address)
      expect(await client.ask(`${YES}${address}\r\n.`)).toMatch(/^250/)
    }
    expect(arrived.map(({ to }) => to)).toEqual(own.map(address => [address]))
    const long = new Client(listener)
    await long.begin('x@example.com', from)
    long.say(`${YES}${'x'.repeat(80)}\r\n`.repeat(25_000))
    expect(await long.ask('.')).toMatch(/^552/)
    const flood = new Client(listener)
    for (const step of ['', 'EHLO client.example'])
      expect(step ? await flood.ask(step) : await flood.reply()).toMatch(/^2/)
    let full = ''
    for (let n = 0; n < 220 && full === ''; n++) {
      await flood.ask('MAIL FROM:<x@example.com>')
      const said = await flood.ask(`RCPT TO:<${from}>`)
      if (!said.startsWith('250')) full = said
      await flood.ask('RSET')
    }
    expect(full).toMatch(/^452/)
    // Answers are taken as ever.
    const answer = new Client(listener)
    await answer.begin('ana@example.com', replyAddressOf(made.world.settings.secret, replyDomain, CAMPAIGN, id(0)))
    expect(await answer.ask(`${YES}.`)).toMatch(/^250/)
  })

  it('takes one message for several invitees once, for all of them, and for 20 at most', async () => {
    const { listener, arrived, to } = await here()
    const client = new Client(listener)
    await client.reply()
    await client.ask('EHLO client.example')
    await client.ask('MAIL FROM:<ana@example.com>')
    for (let n = 0; n < 20; n++) expect(await client.ask(`RCPT TO:<${to(n)}>`)).toMatch(/^250/)
    expect(await client.ask(`RCPT TO:<${to(20)}>`)).toMatch(/^452/)
    expect(await client.ask(`RCPT TO:<${to(3).toUpperCase()}>`)).toMatch(/^250/)
    await client.ask('DATA')
    expect(await client.ask(`${YES}.`)).toMatch(/^250/)
    expect(arrived).toHaveLength(1)
    expect(new Set(arrived[0]?.to.map(each => each.toLowerCase())).size).toBe(20)
  })

  it('keeps the same message under one id, however often and from however many sides it comes', async () => {
    const { listener, arrived, to } = await here()
    const send = async (text: string, ...recipients: string[]) => {
      const client = new Client(listener)
      await client.begin('ana@example.com', ...recipients)
      expect(await client.ask(`${text}.`)).toMatch(/^250/)
    }
    await send(YES, to(0), to(1))
    await Promise.all([send(YES, to(1), to(0)), send(YES, to(0).toUpperCase(), to(1))])
    expect(new Set(arrived.map(({ mail }) => mail)).size).toBe(1)
    await send(YES, to(0))
    await send(YES.replace('Yes', 'No'), to(0))
    expect(new Set(arrived.map(({ mail }) => mail)).size).toBe(3)
  })

  it('takes all that a client says in one breath, message after message', async () => {
    const { listener, arrived, to, kept } = await here()
    const client = new Client(listener)
    await client.reply()
    const one = (text: string) => `MAIL FROM:<ana@example.com>\r\nRCPT TO:<${to()}>\r\nDATA\r\n${text}.\r\n`
    client.say(`EHLO client.example\r\n${one('First\r\n')}RSET\r\n${one('Second\r\n')}QUIT\r\n`)
    const replies: string[] = []
    for (let reply = ''; reply !== 'clo'; replies.push(reply)) reply = (await client.reply()).slice(0, 3)
    const each = ['250', '250', '354', '250']
    expect(replies).toEqual(['250', ...each, '250', ...each, '221', 'clo'])
    expect(await Promise.all(arrived.map(({ mail }) => kept(mail)))).toEqual(['First\r\n', 'Second\r\n'])
  })

  it('ends a message at CR LF dot CR LF and nowhere else, so that nobody smuggles in a second one', async () => {
    const { listener, arrived, to, kept } = await here()
    const smuggled = `MAIL FROM:<eve@example.com>\r\nRCPT TO:<${to(1)}>\r\nDATA\r\nYes\r\n`
    for (const end of ['\n.\n', '\n.\r\n', '\r\n.\n', '\r.\r', '\r\n.\r']) {
      const client = new Client(listener)
      await client.begin('ana@example.com', to())
      client.say(`A${end}${smuggled}`)
      await rest(50)
      expect(await client.ask('.')).toMatch(/^250/)
      const last = arrived.at(-1)
      expect(last).toMatchObject({ from: 'ana@example.com', to: [to()] })
      expect(await kept(last?.mail ?? '')).toContain('eve@example.com')
      client.socket.destroy()
    }
    expect(arrived).toHaveLength(5)
  })

  it('keeps a message of 6 MB, and refuses one beyond the limit whether or not it says how long it is', async () => {
    const { listener, arrived, to, kept } = await here({ limits: { bytes: 7_000_000 } })
    const large = `${YES}${'A long line of a large attachment, over and over\r\n'.repeat(125_000)}`
    const client = new Client(listener)
    await client.begin('ana@example.com', to())
    expect(await client.ask(`${large}.`)).toMatch(/^250/)
    expect((await kept(arrived[0]?.mail ?? '')).length).toBe(large.length)
    expect(await client.ask('MAIL FROM:<ana@example.com> SIZE=7000001')).toMatch(/^552/)
    await client.ask('MAIL FROM:<ana@example.com>')
    await client.ask(`RCPT TO:<${to()}>`)
    await client.ask('DATA')
    expect(await client.ask(`${large}${large}.`)).toMatch(/^552 This message is too long/)
    expect(arrived).toHaveLength(1)
    // The conversation goes on.
    await client.ask('MAIL FROM:<ana@example.com>')
    await client.ask(`RCPT TO:<${to()}>`)
    await client.ask('DATA')
    expect(await client.ask(`${YES}.`)).toMatch(/^250/)
  }, 60_000)

  it('cuts off whoever never comes to an end', async () => {
    const { listener, arrived, to } = await here({ limits: { bytes: 100_000 } })
    const client = new Client(listener)
    await client.begin('ana@example.com', to())
    const line = 'x'.repeat(998).concat('\r\n').repeat(20)
    for (let n = 0; n < 200 && !client.closed; n++) {
      client.say(line)
      await rest(2)
    }
    await until(() => client.closed)
    expect(arrived).toEqual([])
  })

  it('asks whoever comes to come again when too much is in hand, and has room again afterwards', async () => {
    let free = () => {}
    const waiting = new Promise<void>(done => {
      free = done
    })
    const { listener, arrived, to } = await here({ limits: { together: 2000 } }, async () => {
      await waiting
      return ['answered']
    })
    const text = `${YES}${'x'.repeat(70)}\r\n`.padEnd(1500, '\r\nmore')
    const first = new Client(listener)
    await first.begin('ana@example.com', to(0))
    first.say(`${text}\r\n.\r\n`)
    await rest(100)
    const second = new Client(listener)
    await second.begin('ben@example.com', to(1))
    expect(await second.ask(`${text}\r\n.`)).toMatch(/^452 There is too much mail/)
    free()
    expect(await first.reply()).toMatch(/^250/)
    await second.ask('MAIL FROM:<ben@example.com>')
    await second.ask(`RCPT TO:<${to(1)}>`)
    await second.ask('DATA')
    expect(await second.ask(`${text}\r\n.`)).toMatch(/^250/)
    expect(arrived).toHaveLength(2)
  })

  it('says 250 only once the reply is taken; after a failure the sender is asked to come again, and the mail is kept', async () => {
    let fail = true
    const { listener, arrived, to, made } = await here({}, async (world, { mail }) => {
      expect(await world.mailbox.read(mail), 'kept before it is taken').toBeDefined()
      if (fail) throw new Error(`ana@example.com cannot be read`)
      return ['answered']
    })
    const client = new Client(listener)
    await client.begin('ana@example.com', to())
    expect(await client.ask(`${YES}.`)).toMatch(/^451 Your message could not be taken/)
    expect(arrived).toEqual([])
    expect(made.logged).toEqual([{ level: 'error', event: 'message not taken', facts: { why: 'Error' } }])
    fail = false
    const again = new Client(listener)
    await again.begin('ana@example.com', to())
    expect(await again.ask(`${YES}.`)).toMatch(/^250/)
    expect(arrived).toHaveLength(1)
  })

  it('lets go of silent clients, of those that stay for ever, and of more than it can serve', async () => {
    const { listener } = await here({ limits: { idle: 200, connection: 1000, clients: 2 } })
    const silent = new Client(listener)
    const busy = new Client(listener)
    expect(await silent.reply()).toMatch(/^220/)
    expect(await busy.reply()).toMatch(/^220/)
    expect(await new Client(listener).reply()).toMatch(/^421 .*Too many/)
    const replies: string[] = []
    for (let n = 0; n < 40 && !busy.closed; n++) {
      replies.push(await busy.ask('NOOP'))
      await rest(50)
    }
    replies.push(await busy.reply())
    expect(replies).toContain('421 This connection has been open for too long. Please try again later.')
    expect(await silent.reply()).toMatch(/^421 Timeout/)
  })

  it('is not shaken by clients that break off, whatever they were saying', async () => {
    const { listener, arrived, to, made } = await here()
    const beginnings = ['', 'EHLO a\r\n', `EHLO a\r\nMAIL FROM:<ana@example.com>\r\nRCPT TO:<${to()}>\r\n`]
    for (const text of [...beginnings, `${beginnings[2]}DATA\r\nHalf a`, '\0\xff\r\n'.repeat(50), 'x'.repeat(40_000)]) {
      const client = new Client(listener)
      await client.reply()
      client.say(text)
      await rest(30)
      client.socket.resetAndDestroy()
    }
    await rest(100)
    const client = new Client(listener)
    await client.begin('ana@example.com', to())
    expect(await client.ask(`${YES}.`)).toMatch(/^250/)
    expect(arrived).toHaveLength(1)
    expect(JSON.stringify(made.logged)).not.toMatch(/@|rsvp|127\.0/)
    expect(made.logged.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('asks for no password, and speaks TLS only with a certificate of its own', async () => {
    const plain = await here()
    const client = new Client(plain.listener)
    await client.reply()
    expect(await client.ask('EHLO client.example')).not.toMatch(/STARTTLS|AUTH/)
    expect(await client.ask('STARTTLS')).toMatch(/^5/)
    expect(await client.ask('AUTH PLAIN AGEAYg==')).toMatch(/^5/)

    const { key, cert } = certificate()
    const secure = await here({ tls: { key, cert } })
    const transport = createTransport({
      host: '127.0.0.1',
      port: secure.listener.port,
      requireTLS: true,
      tls: { ca: [cert], servername: 'localhost' },
    })
    const sent = await transport.sendMail({ envelope: { from: 'ana@example.com', to: [secure.to()] }, raw: YES })
    expect(sent.response).toMatch(/^250/)
    expect(secure.arrived).toHaveLength(1)
  })

  it('finishes the messages in hand when it stops, and takes no more', async () => {
    let free = () => {}
    const waiting = new Promise<void>(done => {
      free = done
    })
    const { listener, arrived, to } = await here({}, async () => {
      await waiting
      return ['answered']
    })
    const [taking, coming, idle] = [new Client(listener), new Client(listener), new Client(listener)]
    await taking.begin('ana@example.com', to(0))
    taking.say(`${YES}.\r\n`)
    await coming.begin('ben@example.com', to(1))
    coming.say(YES)
    await idle.reply()
    await rest(50)
    let stopped = false
    const stopping = listener.stop().then(() => {
      stopped = true
    })
    expect(await idle.reply()).toMatch(/^421 Convoke is stopping/)
    const refused = connect(listener.port, '127.0.0.1')
    const [error] = await once(refused, 'error')
    expect(error).toMatchObject({ code: 'ECONNREFUSED' })
    coming.say('.\r\n')
    await rest(100)
    expect(stopped).toBe(false)
    free()
    expect(await taking.reply()).toMatch(/^250/)
    expect(await coming.reply()).toMatch(/^250/)
    await stopping
    expect(arrived).toHaveLength(2)
  })

  it('waits for no client that leaves its message half said', async () => {
    const { listener, arrived, to } = await here({ limits: { grace: 200 } })
    const client = new Client(listener)
    await client.begin('ana@example.com', to())
    client.say('Half a mess')
    const began = performance.now()
    await listener.stop()
    // The library lets a half-closed connection linger for five seconds.
    expect(performance.now() - began).toBeLessThan(8000)
    expect(arrived).toEqual([])
  }, 15_000)

  it('loses nothing when the process is killed before it has said 250, since its senders come again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'convoke-listener-'))
    closers.push(() => rmSync(folder, { recursive: true, force: true }))
    const made = makeWorld()
    closers.push(() => made.close())
    const { settings } = made.world
    const script = fileURLToPath(new URL('listener-child.ts', import.meta.url))
    const begin = async () => {
      const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const [port] = await once(child.stdout, 'data')
      return { child, port: Number(port) }
    }
    const waiting = Array.from({ length: 60 }, (_, n) => `${YES}This is answer ${n}.\r\n`)
    const to = replyAddressOf(settings.secret, settings.replyDomain, CAMPAIGN, id(0))
    const envelope = { from: 'ana@example.com', to: [to] }
    let kills = 0
    while (waiting.length > 0) {
      const { child, port } = await begin()
      let acknowledged = 0
      let dead = false
      const sender = async () => {
        while (!dead) {
          const raw = waiting.pop()
          if (raw === undefined) return
          const sent = createTransport({ host: '127.0.0.1', port, ignoreTLS: true }).sendMail({ envelope, raw })
          const taken = await sent.then(
            () => true,
            () => false,
          )
          // What was not acknowledged is sent again, as every mail server does.
          if (!taken) return void waiting.push(raw)
          if (++acknowledged === 12 && kills < 3) {
            kills++
            dead = true
            child.kill('SIGKILL')
            return
          }
        }
      }
      await Promise.all(Array.from({ length: 6 }, sender))
      if (waiting.length === 0) child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
    expect(kills).toBe(3)
    const database = new DatabaseSync(join(folder, 'convoke.db'), { readOnly: true })
    const kept = database.prepare('SELECT id, bytes FROM mailbox').all() as { id: string; bytes: Uint8Array }[]
    const taken = database.prepare("SELECT key FROM docs WHERE partition = 'taken'").all() as { key: string }[]
    database.close()
    const numbers = kept.map(({ bytes }) => Number(/answer (\d+)/.exec(Buffer.from(bytes).toString())?.[1]))
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n))
    expect(new Set(taken.map(({ key }) => key))).toEqual(new Set(kept.map(each => each.id)))
  }, 120_000)
})
