/** A process with a listener, for a test that kills it: what it takes, it writes down slowly. Says its port first. */
import { createTakeIn } from '../../../local/mail/arrival.ts'
import { openListener } from '../../../local/mail/listener.ts'
import { makeWorld } from '../../world.ts'

const made = makeWorld({ folder: process.argv[2] ?? '' })
const takeIn = createTakeIn(made.world, async (world, { mail }) => {
  await new Promise(done => setTimeout(done, 20))
  await world.store.put('taken', mail, true, undefined)
  await new Promise(done => setTimeout(done, 20))
  return ['answered']
})
const { port } = await openListener(made.world, takeIn, { host: '127.0.0.1', port: 0 })
process.stdout.write(`${port}\n`)
