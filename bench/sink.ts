/** An SMTP server in a thread of its own that takes everything and keeps a count. */
import { parentPort } from 'node:worker_threads'
import { SMTPServer } from 'smtp-server'

let taken = 0
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onData(stream, _session, done) {
    stream.resume()
    stream.on('end', () => {
      taken++
      done()
    })
  },
})
server.listen(0, '127.0.0.1', () => {
  const address = server.server.address()
  parentPort?.postMessage({ port: typeof address === 'object' ? address?.port : 0 })
})
parentPort?.on('message', () => parentPort?.postMessage({ taken }))
