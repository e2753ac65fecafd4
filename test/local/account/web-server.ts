/** A web server on loopback whose answers a test decides, one path at a time. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: string
}

/** `cut`: the connection ends without an answer. `hang`: none ever comes. */
export type Reply = { status: number; json?: unknown; text?: string; headers?: Record<string, string> } | 'cut' | 'hang'

export interface WebServer {
  url: string
  asked: Asked[]
  /** The most requests that were under way at one time. */
  most: () => number
  close(): Promise<void>
}

export async function startWebServer(answer: (asked: Asked) => Reply | Promise<Reply>): Promise<WebServer> {
  const asked: Asked[] = []
  let under = 0
  let most = 0
  const server = createServer((request, response) => {
    most = Math.max(most, ++under)
    response.on('close', () => under--)
    let body = ''
    request.setEncoding('latin1')
    request.on('error', () => undefined)
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', async () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here')
      const one = { method: request.method ?? '', path: pathname, query: searchParams, headers: request.headers, body }
      asked.push(one)
      give(response, await answer(one))
    })
  })
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    most: () => most,
    close: () =>
      new Promise(done => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

function give(response: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return
  if (reply === 'cut') {
    response.socket?.destroy()
    return
  }
  const { status, json, text = json === undefined ? '' : JSON.stringify(json), headers } = reply
  response.writeHead(status, {
    'content-type': json === undefined ? 'text/plain' : 'application/json; charset=utf-8',
    ...headers,
  })
  // Text is a message, whose characters stand for its bytes.
  response.end(text, json === undefined ? 'latin1' : 'utf8')
}
