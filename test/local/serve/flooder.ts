/** A process of its own that sends bodies as nobody: `node flooder.ts BODIES AT-ONCE MEGABYTES URL…`. Prints the statuses it got. */
import { request } from 'node:http'

const [bodies = '', atOnce = '', megabytes = '', ...urls] = process.argv.slice(2)
const BODY = Buffer.alloc(Number(megabytes) * 1024 * 1024, 'x')
let left = Number(bodies)
const statuses: Record<string, number> = {}

/** Sends one; answers what came back, or that it was hung up on. */
const send = (url: string): Promise<string> =>
  new Promise(done => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const one = request(url, { method: 'POST', headers, agent: false }, answer => {
      answer.resume()
      answer.on('error', () => undefined)
      done(String(answer.statusCode))
    })
    one.on('error', () => done('hung up'))
    one.on('close', () => done('hung up'))
    one.end(BODY)
  })

await Promise.all(
  Array.from({ length: Number(atOnce) }, async () => {
    while (left > 0) {
      const status = await send(urls[left-- % urls.length] ?? '')
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }),
)
process.stdout.write(JSON.stringify(statuses))
