/**
 * A relay in a process of its own that kills itself at random: `node mortal.ts PORT SPOOL ODDS SEED`. It writes down whom each letter is for that
 * it takes, before it says so; one in ODDS moments is its last.
 */
import { appendFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'

const [port = 0, spool = '', odds = 0, seed = 1] = process.argv
  .slice(2)
  .map((each, n) => (n === 1 ? each : Number(each)))
let state = Number(seed) >>> 0

/** A small generator of chance with a seed (a linear congruence), enough to choose a moment. */
function live(): void {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  if (Number(odds) > 0 && state / 2 ** 32 < 1 / Number(odds)) process.kill(process.pid, 'SIGKILL')
}

function serve(socket: Socket): void {
  let rest = Buffer.alloc(0)
  let inMessage = false
  let to = ''
  socket.on('error', () => undefined)
  socket.write('220 mortal\r\n')
  socket.on('data', chunk => {
    live()
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      const end = rest.indexOf(inMessage ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const line = rest.toString('latin1', 0, end)
      rest = rest.subarray(end + (inMessage ? 5 : 2))
      live()
      if (inMessage) {
        appendFileSync(String(spool), `${to}\n`)
        live()
        socket.write('250 taken\r\n')
      } else if (line.startsWith('EHLO')) socket.write('250-mortal\r\n250 PIPELINING\r\n')
      else if (line === 'DATA') socket.write('354 go on\r\n')
      else socket.write('250 fine\r\n')
      if (line.startsWith('RCPT TO:')) to = line.slice(9, -1)
      inMessage = !inMessage && line === 'DATA'
      live()
    }
  })
}

const server = createServer(serve)
server.listen(Number(port), '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.on('disconnect', () => process.exit())
