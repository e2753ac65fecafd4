/** What a table is asked and what it charges for it: every request asks for the capacity it takes, and both are summed. */
import { Readable } from 'node:stream'
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { TestTable } from './table.ts'

export interface Reading {
  /** Requests. A write that meets another's is one too. */
  reads: number
  writes: number
  /** What they are charged as: a write by the kilobyte of its item, a consistent read by four of what it finds. */
  readUnits: number
  writeUnits: number
}

export interface Meter {
  connection: DynamoDBClientConfig
  /** What has been used since this was last asked. */
  since(): Reading
}

type Request = Parameters<NodeHttpHandler['handle']>[0]

const NOTHING: Reading = { reads: 0, writes: 0, readUnits: 0, writeUnits: 0 }

export function openMeter({ connection }: TestTable): Meter {
  const inner = new NodeHttpHandler({ connectionTimeout: 5000, requestTimeout: 20_000 })
  let used = { ...NOTHING }

  async function handle(request: Request, options?: Parameters<NodeHttpHandler['handle']>[1]) {
    const writes = /\.(PutItem|DeleteItem|UpdateItem)$/.test(request.headers['x-amz-target'] ?? '')
    // Signed before: a local table does not look.
    const asked = JSON.parse(new TextDecoder().decode(request.body))
    request.body = JSON.stringify({ ...asked, ReturnConsumedCapacity: 'TOTAL' })
    request.headers['content-length'] = String(Buffer.byteLength(request.body))
    const answer = await inner.handle(request, options)
    const chunks: Buffer[] = []
    for await (const chunk of answer.response.body as Readable) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    // A write whose condition fails is charged as well, and does not say how much: a unit at least.
    const units = JSON.parse(body.toString()).ConsumedCapacity?.CapacityUnits ?? 1
    if (writes) used = { ...used, writes: used.writes + 1, writeUnits: used.writeUnits + units }
    else used = { ...used, reads: used.reads + 1, readUnits: used.readUnits + units }
    answer.response.body = Readable.from([body])
    return answer
  }

  return {
    connection: { ...connection, requestHandler: { handle, destroy: () => inner.destroy() } },
    since() {
      const reading = used
      used = { ...NOTHING }
      return reading
    },
  }
}
