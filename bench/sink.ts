/**
 * An SMTP server in a process of its own that takes everything and looks at as little as it can, so that it is not what binds: it
 * finds where a message ends and who it is for. `node --import tsx bench/sink.ts AWAY`: a letter to `FAR` is answered so many milliseconds late.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** One recipient domain that is far away. */
const FAR = '@company0.example>'
const away = Number(process.argv[2] ?? 0)
const END = Buffer.from('\r\n.\r\n')
const seen = new Set<string>()
let taken = 0

function serve(socket: Socket): void {
  let rest = Buffer.alloc(0)
  let inMessage = false
  let to = ''
  /** Replies leave in the order of what they answer, also where one is late. */
  let turn: Promise<void> | undefined
  const reply = (text: string, late: boolean) => {
    if (!late && turn === undefined) return socket.write(text)
    const mine = (turn ?? Promise.resolve())
      .then(() => (late ? new Promise<void>(done => setTimeout(done, away)) : undefined))
      .then(() => {
        socket.write(text)
        if (turn === mine) turn = undefined
      })
    turn = mine
  }
  const command = (line: string): string => {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'EHLO') return '250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 10485760\r\n'
    if (verb === 'RCPT') to = line.slice(8)
    if (verb === 'DATA') {
      inMessage = true
      return '354 go on\r\n'
    }
    return '250 fine\r\n'
  }
  socket.on('error', () => undefined)
  socket.setNoDelay(true)
  socket.write('220 sink\r\n')
  socket.on('data', chunk => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      if (inMessage) {
        const end = rest.indexOf(END)
        if (end < 0) return
        rest = rest.subarray(end + END.length)
        inMessage = false
        taken++
        seen.add(to)
        reply('250 taken\r\n', away > 0 && to.endsWith(FAR))
      }
      let said = ''
      for (let end = rest.indexOf(10); end >= 0 && !inMessage; end = rest.indexOf(10)) {
        said += command(rest.toString('latin1', 0, end - 1))
        rest = rest.subarray(end + 1)
      }
      if (said !== '') reply(said, false)
      if (!inMessage) return
    }
  })
}

const server = createServer(serve)
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('message', () => process.send?.({ taken, different: seen.size, cpu: process.cpuUsage() }))
process.on('disconnect', () => process.exit())
