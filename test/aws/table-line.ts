/** A line to the table that a test can cut: requests are counted by operation, and the next one can be made to fail. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestTable } from './table.ts'

/** `lost`: the table acts and its answer is lost on the way. `busy` and `broken`: it does not act, and says so. */
type Trouble = 'lost' | 'busy' | 'broken'

const ANSWERS = {
  busy: { status: 400, type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException' },
  broken: { status: 500, type: 'com.amazonaws.dynamodb.v20120810#InternalServerError' },
} as const

export interface Line {
  connection: TestTable['connection']
  /** Operations and their requests, in order. */
  requests: { operation: string; input: Record<string, unknown> }[]
  trouble(operation: string, ...what: Trouble[]): void
  close(): Promise<void>
}

export async function openLine({ connection }: TestTable): Promise<Line> {
  const waiting = new Map<string, Trouble[]>()
  const requests: Line['requests'] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? ''
    requests.push({ operation, input: JSON.parse(body.toString()) })
    const trouble = waiting.get(operation)?.shift()
    if (trouble === 'busy' || trouble === 'broken') {
      const { status, type } = ANSWERS[trouble]
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
      return response.end(JSON.stringify({ __type: type, message: 'as the test wants' }))
    }
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !['host', 'connection', 'content-length'].includes(name)),
    ) as Record<string, string>
    const answer = await fetch(connection.endpoint, { method: 'POST', headers, body })
    const text = await answer.text()
    if (trouble === 'lost') return request.socket.resetAndDestroy()
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' })
    response.end(text)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', () => done()))
  return {
    connection: { ...connection, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    requests,
    trouble: (operation, ...what) => void waiting.set(operation, what),
    async close() {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
}
