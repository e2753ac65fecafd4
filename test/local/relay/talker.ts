/** An SMTP server that does as it is told, for what a real one never does on purpose, and writes down what it was told. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as rest, setImmediate as turn } from 'node:timers/promises'

/** A letter whose end the server has read. */
interface Got {
  to: string[]
  bytes: Buffer
  /** The whole of its reply was given to the connection. */
  answered: boolean
}

interface Talk {
  /** Commands as they came; `(end)` where a message ended. */
  commands: string[]
  /** Commands that came while a reply was owed to one before. */
  ahead: string[]
  said: number
  heard: number
  socket: Socket
}

export interface Manners {
  extensions?: readonly string[]
  /** What it says to a command or to `(end)`, instead of yes: undefined for yes, `nothing` to say nothing at all. */
  reply?: (command: string, talk: Talk, nth: number) => string | 'nothing' | undefined
  /** The connection dies once so many bytes were heard, or said, on the first connection. */
  diesAfter?: { heard?: number; said?: number; by: 'reset' | 'end' }
  /** Every byte of a reply by itself. */
  inBytes?: boolean
  /** Milliseconds before each reply. */
  late?: number
  greeting?: (nth: number) => string
}

export interface Talker {
  url: string
  talks: Talk[]
  got: Got[]
  manners: Manners
  close(): Promise<void>
}

const EXTENSIONS = ['PIPELINING', '8BITMIME', 'SIZE 10000000']

export async function talker(given: Manners = {}): Promise<Talker> {
  const talks: Talk[] = []
  const got: Got[] = []
  const manners = { ...given }
  const server = createServer(socket => serve(socket, talks, got, manners))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    talks,
    got,
    manners,
    async close() {
      for (const { socket } of talks) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function serve(socket: Socket, talks: Talk[], got: Got[], manners: Manners): void {
  const talk: Talk = { commands: [], ahead: [], said: 0, heard: 0, socket }
  const nth = talks.push(talk)
  const limits = nth === 1 ? manners.diesAfter : undefined
  socket.setNoDelay(true)
  socket.on('error', () => undefined)
  let to: string[] = []
  let inMessage = false
  let left = Buffer.alloc(0)
  let owed = 0
  let replies: Promise<void> = Promise.resolve()
  const isDead = () => socket.destroyed || socket.writableEnded
  const die = () => (limits?.by === 'reset' ? socket.resetAndDestroy() : socket.destroy())

  async function say(text: string, after: () => void): Promise<void> {
    if (manners.late) await rest(manners.late)
    const room = Math.max(0, (limits?.said ?? Number.POSITIVE_INFINITY) - talk.said)
    const bytes = Buffer.from(text).subarray(0, room)
    talk.said += bytes.length
    if (isDead()) return
    if (bytes.length === text.length) after()
    if (manners.inBytes)
      for (const byte of bytes) {
        socket.write(Buffer.of(byte))
        await turn()
      }
    else if (bytes.length > 0) socket.write(bytes)
    if (talk.said === limits?.said) socket.end()
  }
  const answer = (command: string, yes: string, whenYes = () => {}): void => {
    const reply = manners.reply?.(command, talk, nth) ?? yes
    const after = /^[45]/.test(reply) && command !== '(end)' ? () => {} : whenYes
    talk.commands.push(command)
    if (owed > 0) talk.ahead.push(command)
    if (reply === 'nothing') return
    owed++
    replies = replies.then(() => say(reply, after)).then(() => void owed--)
  }
  const taken = (verb: string, line: string): void => {
    if (verb === 'MAIL' || verb === 'RSET') to = []
    if (verb === 'DATA') inMessage = true
    if (verb === 'RCPT') to.push(line.slice(9, -1))
  }
  const obey = (line: string): void => {
    const verb = line.slice(0, 4)
    const named = ['talker', ...(manners.extensions ?? EXTENSIONS)]
    const lines = named.map((name, n) => `250${n + 1 < named.length ? '-' : ' '}${name}\r\n`)
    const yes = verb === 'EHLO' ? lines.join('') : verb === 'DATA' ? '354 go on\r\n' : '250 fine\r\n'
    answer(line, yes, () => taken(verb, line))
  }
  replies = say(manners.greeting?.(nth) ?? '220 here\r\n', () => undefined)
  if (limits?.heard === 0) die()
  socket.on('data', async chunk => {
    const room = (limits?.heard ?? Number.POSITIVE_INFINITY) - talk.heard
    const heard = chunk.subarray(0, room)
    talk.heard += heard.length
    left = Buffer.concat([left, heard])
    for (;;) {
      // What follows DATA is read once it is answered.
      if (!inMessage && /^DATA$/.test(talk.commands.at(-1) ?? '')) await replies
      const end = inMessage ? left.indexOf('\r\n.\r\n') : left.indexOf('\r\n')
      if (end < 0) break
      const line = left.subarray(0, end)
      left = left.subarray(end + (inMessage ? 5 : 2))
      if (!inMessage) obey(line.toString())
      else {
        inMessage = false
        const letter: Got = { to, bytes: Buffer.concat([line, Buffer.from('\r\n')]), answered: false }
        got.push(letter)
        to = []
        answer('(end)', '250 taken\r\n', () => {
          letter.answered = true
        })
      }
    }
    if (heard.length === room) await replies.then(die)
  })
}
