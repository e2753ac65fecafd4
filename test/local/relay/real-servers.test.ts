import { setTimeout as rest } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConnections } from '../../../local/relay/connections.ts'
import { outcomeOf } from '../../../local/relay/ending.ts'
import { openWire } from '../../../local/relay/wire.ts'
import { sampleMessage } from '../../contract/post.ts'
import { openSmtpd, postfix, type RealServer, withoutOpenSmtpd, withoutPostfix } from './real-servers.ts'

const textOf = (letter: string): string => letter.replaceAll('\r\n', '\n').split('\n\n').slice(1).join('\n\n')

const patience = { connect: 5000, reply: 10_000, whole: 20_000 }
const servers = [
  ['Postfix', withoutPostfix, postfix],
  ['OpenSMTPD', withoutOpenSmtpd, openSmtpd],
] as const

for (const [name, without, open] of servers) {
  const why = without()
  describe.skipIf(why !== undefined)(`${name}${why === undefined ? '' : ` (left out: ${why})`}`, () => {
    let server: RealServer
    let submit: (to: string, bytes?: Uint8Array) => Promise<unknown>
    beforeAll(async () => {
      server = await open()
      const connections = createConnections({
        open: signal => openWire({ url: server.url, patience }, signal),
        most: 4,
        limits: { ...patience, idle: 2000, messages: 20 },
      })
      submit = async (to, bytes = sampleMessage(to, to).bytes) =>
        outcomeOf(await connections.submit({ from: 'invitations@example.org', to: [to], bytes }))
      return connections.close
    }, 30_000)
    afterAll(() => server?.close())

    it('takes letters side by side, each once and as it was written', { timeout: 60_000 }, async () => {
      // OpenSMTPD's queue is one for the machine: it may hold what an earlier run left there.
      const guests = Array.from({ length: 200 }, (_, n) => `guest${n}.${process.pid}@example.com`)
      const outcomes = await Promise.all(guests.map(each => submit(each)))
      expect(outcomes.filter(each => (each as { outcome: string }).outcome !== 'sent')).toEqual([])
      const delivered = () => server.delivered().filter(letter => letter.includes(`.${process.pid}@example.com>`))
      for (let tries = 0; tries < 200 && delivered().length < 200; tries++) await rest(100)
      const letters = delivered()
      expect(letters).toHaveLength(200)
      for (const guest of guests) {
        const mine = letters.filter(letter => letter.includes(`To: <${guest}>`))
        // Fields may be added to its head; of its text every dot and space is there.
        expect(mine.map(textOf)).toEqual([textOf(Buffer.from(sampleMessage(guest, guest).bytes).toString('latin1'))])
      }
    })

    it('refuses a recipient, and the next letter goes over the same connection', async () => {
      const outcomes = await Promise.all([submit('gone@example.com'), submit('here@example.com')])
      expect(outcomes).toMatchObject([{ outcome: 'refused' }, { outcome: 'sent' }])
    })

    it('is not asked to take more than it takes', async () => {
      expect(await submit('large@example.com', Buffer.alloc(200_000, 'x\r\n'))).toMatchObject({
        outcome: 'refused',
        detail: 'larger than the mail server takes (100000 bytes)',
      })
    })
  })
}
