/**
 * Microsoft Graph v1.0 on loopback, as much of it as sends and reads one mailbox, the way its documentation writes the wire:
 * `sendMail` with MIME content, Sent Items by `internetMessageId`, the inbox by delta links, `$value` for MIME.
 */
import { type Asked, type Reply, startWebServer } from './web-server.ts'

interface Letter {
  id: string
  raw: string
  came: string
  isRead: boolean
}

export interface GraphServer {
  url: string
  asked: Asked[]
  most: () => number
  /** What `sendMail` took, by recipient. */
  arrived: Map<string, Uint8Array[]>
  /** Message-IDs in Sent Items. */
  sent: Set<string>
  letters: Letter[]
  manners: {
    good: (token: string) => boolean
    /** For the next `sendMail`s: whether each is taken, whatever the answer says, and whether a copy is kept. */
    send: { takes?: boolean; keeps?: boolean; reply?: Reply }[]
    /** For the next questions of any kind but `sendMail`. */
    read: Reply[]
    mayWrite: boolean
    /** Delta links older than this one are gone. */
    since: number
    page: number
    /** What a link of the delta begins with, where it is not our address. */
    links: string | undefined
  }
  deliver(raw: string, came?: string): Letter
  close(): Promise<void>
}

export const graphError = (status: number, code: string, headers?: Record<string, string>): Reply => ({
  status,
  json: { error: { code, message: `About rsvp@example.org.`, innerError: { 'request-id': 'x' } } },
  ...(headers ? { headers } : {}),
})

const headOf = (raw: string) => (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n(?=[ \t])/g, '').split('\r\n')
const fieldOf = (raw: string, name: RegExp) => headOf(raw).find(line => name.test(line)) ?? ''

export async function startGraphServer(): Promise<GraphServer> {
  const arrived: GraphServer['arrived'] = new Map()
  const sent = new Set<string>()
  const letters: Letter[] = []
  const manners: GraphServer['manners'] = {
    good: () => true,
    send: [],
    read: [],
    mayWrite: true,
    since: 0,
    page: 2,
    links: undefined,
  }
  let under = 0

  function take(bytes: Buffer, keeps: boolean): void {
    const raw = bytes.toString('latin1')
    for (const field of [/^to:/i, /^cc:/i, /^bcc:/i])
      for (const [, address = ''] of fieldOf(raw, field).matchAll(/(?:<|^\w+: )([^\s<>]+@[^\s<>]+)/g))
        arrived.set(address, [...(arrived.get(address) ?? []), bytes])
    const id = /<[^>]+>/.exec(fieldOf(raw, /^message-id:/i))?.[0]
    if (keeps && id) sent.add(id)
  }

  async function sendMail({ headers, body }: Asked): Promise<Reply> {
    if (under >= 4) return graphError(429, 'ApplicationThrottled', { 'retry-after': '1' })
    under++
    await new Promise(done => setTimeout(done, 5))
    under--
    const { takes, keeps = true, reply } = manners.send.shift() ?? {}
    if (reply && !takes) return reply
    if (!headers['content-type']?.startsWith('text/plain')) return graphError(415, 'RequestBodyRead')
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) return graphError(400, 'ErrorMimeContentInvalidBase64String')
    take(Buffer.from(body, 'base64'), keeps)
    return reply ?? { status: 202 }
  }

  function inbox(from: number): Reply {
    if (from < manners.since) return graphError(410, 'SyncStateNotFound')
    const end = Math.min(letters.length, from + manners.page)
    const more = end < letters.length
    const link = `${manners.links ?? server.url}/v1.0/me/mailFolders('inbox')/messages/delta?$token=${end}`
    return {
      status: 200,
      json: {
        '@odata.context': 'x',
        [more ? '@odata.nextLink' : '@odata.deltaLink']: link,
        value: letters.slice(from, end).map(({ id, came }) => ({ '@odata.etag': 'x', id, receivedDateTime: came })),
      },
    }
  }

  function message(asked: Asked): Reply {
    const [, id = '', value] = /^\/v1\.0\/me\/messages\/([^/]+)(\/\$value)?$/.exec(asked.path) ?? []
    const letter = letters.find(each => each.id === decodeURIComponent(id))
    if (!letter) return graphError(404, 'ErrorItemNotFound')
    if (asked.method === 'PATCH') {
      if (!manners.mayWrite) return graphError(403, 'ErrorAccessDenied')
      letter.isRead = JSON.parse(asked.body).isRead
      return { status: 200, json: { id: letter.id } }
    }
    if (value) return { status: 200, text: letter.raw }
    const internetMessageHeaders = headOf(letter.raw).map(line => {
      const [name = '', ...rest] = line.split(':')
      return { name, value: rest.join(':').trim() }
    })
    return { status: 200, json: { id: letter.id, receivedDateTime: letter.came, internetMessageHeaders } }
  }

  const server = await startWebServer(asked => {
    const { method, path, query, headers } = asked
    if (!manners.good(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? ''))
      return graphError(401, 'InvalidAuthenticationToken')
    if (method === 'POST' && path === '/v1.0/me/sendMail') return sendMail(asked)
    const first = manners.read.shift()
    if (first) return first
    if (path === '/v1.0/me/mailFolders/sentitems/messages') {
      const id = /^internetMessageId eq '(.*)'$/.exec(query.get('$filter') ?? '')?.[1] ?? ''
      return { status: 200, json: { value: sent.has(id) ? [{ id: 'AAMk' }] : [] } }
    }
    if (/\/messages\/delta$/.test(path)) return inbox(Number(query.get('$token') ?? Math.max(0, manners.since)))
    return message(asked)
  })
  return {
    ...server,
    arrived,
    sent,
    letters,
    manners,
    deliver(raw, came = '2020-01-01T12:00:00Z') {
      const letter = { id: `AAMk/${letters.length}=`, raw, came, isRead: false }
      letters.push(letter)
      return letter
    },
  }
}
