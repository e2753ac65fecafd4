import { createSocket, type Socket } from 'node:dgram'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createNames } from '../../../local/mail/names.ts'

const A = 1
const TXT = 16
const MX = 15
let server: Socket | undefined
afterEach(() => server?.close())

const label = (name: string) =>
  Buffer.concat([...name.split('.').map(part => Buffer.from([part.length, ...Buffer.from(part)])), Buffer.from([0])])

/** A name server of a few names (RFC 1035); what it does not know does not exist. */
async function nameServer(known: Record<string, Buffer[]>, code = 3): Promise<string> {
  const socket = createSocket('udp4')
  server = socket
  socket.on('message', (query, from) => {
    let end = 12
    while (query[end] !== 0) end += (query[end] ?? 0) + 1
    const question = query.subarray(12, end + 5)
    const type = query.readUInt16BE(end + 1)
    const name = question
      .subarray(0, end - 12)
      .toString('latin1')
      .replace(/\p{Cc}/gu, '.')
      .slice(1)
    const answers = known[`${type} ${name}`]
    const head = Buffer.from(query.subarray(0, 12))
    head.writeUInt16BE(answers ? 0x8180 : 0x8180 | code, 2)
    head.writeUInt16BE(answers?.length ?? 0, 6)
    head.writeUInt16BE(0, 8)
    head.writeUInt16BE(0, 10)
    const records = (answers ?? []).map(data => {
      const record = Buffer.alloc(12)
      record.writeUInt16BE(0xc00c, 0)
      record.writeUInt16BE(type, 2)
      record.writeUInt16BE(1, 4)
      record.writeUInt32BE(60, 6)
      record.writeUInt16BE(data.length, 10)
      return Buffer.concat([record, data])
    })
    socket.send(Buffer.concat([head, question, ...records]), from.port, from.address)
  })
  await new Promise<void>(done => socket.bind(0, '127.0.0.1', done))
  return `127.0.0.1:${(socket.address() as AddressInfo).port}`
}

const text = (...parts: string[]) => Buffer.concat(parts.map(part => Buffer.from([part.length, ...Buffer.from(part)])))
const host = (priority: number, name: string) => Buffer.concat([Buffer.from([0, priority]), label(name)])

test('reads records whole, hosts in the order in which they are tried, and tells none from no answer', async () => {
  const names = createNames([
    await nameServer({
      [`${TXT} board.example`]: [text('v=spf1 include:', 'mail.example -all')],
      [`${MX} board.example`]: [host(20, 'second.example'), host(10, 'first.example')],
      [`${MX} null.example`]: [Buffer.from([0, 0, 0])],
      [`${A} board.example`]: [Buffer.from([192, 0, 2, 1])],
    }),
  ])
  expect(await names.txt('board.example')).toEqual(['v=spf1 include:mail.example -all'])
  expect(await names.mx('board.example')).toEqual(['first.example', 'second.example'])
  expect(await names.mx('null.example')).toEqual([''])
  expect(await names.addresses('board.example')).toEqual(['192.0.2.1'])
  expect(await names.addresses('nowhere.example')).toEqual([])
  expect(await names.txt('none.example')).toEqual([])
})

test('does not take a failure for an answer', async () => {
  const names = createNames([await nameServer({}, 2)])
  expect(await names.txt('board.example')).toBe('unknown')
})
