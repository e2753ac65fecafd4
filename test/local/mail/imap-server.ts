/** A small IMAP server (as much of RFC 3501 as a reader of one mailbox needs) over messages that a test puts in. */
import { createServer, type Socket } from 'node:net'

interface Letter {
  uid: number
  raw: string
  came: Date
  flags: Set<string>
}

export interface ImapServer {
  port: number
  letters: Letter[]
  /** The Message-IDs in its folder for sent mail, `[Gmail]/Sent Mail`; undefined: it shows none. */
  sent: Set<string> | undefined
  validity: number
  /** Every command it was given, without its tag and without passwords. */
  asked: string[]
  /** Sessions that were opened. */
  sessions: number
  /** What a test changes to be a worse server. */
  manners: {
    password: string
    idle: boolean
    refuse: string | undefined
    lyingSize: number | undefined
    /** Where it lets in by token (XOAUTH2, with SASL-IR): whether it takes this one. */
    takes: ((user: string, token: string) => boolean) | undefined
  }
  /** `came`: INTERNALDATE, long ago unless said. */
  deliver(raw: string, came?: Date): Letter
  /** Drops every connection. */
  drop(): void
  close(): Promise<void>
}

export async function startImapServer(): Promise<ImapServer> {
  const sockets = new Set<Socket>()
  const idling = new Set<Socket>()
  /** How many messages each session has been told of: what came in between is told with its next command. */
  const told = new Map<Socket, number>()
  const tell = (socket: Socket) => {
    if (told.get(socket) !== imap.letters.length) say(socket, `* ${imap.letters.length} EXISTS`)
    told.set(socket, imap.letters.length)
  }
  const server = createServer(socket => {
    sockets.add(socket)
    imap.sessions++
    socket.setEncoding('latin1')
    socket.on('error', () => undefined)
    socket.on('close', () => {
      for (const set of [sockets, idling]) set.delete(socket)
    })
    let heard = ''
    socket.on('data', chunk => {
      heard += chunk
      for (let end = heard.indexOf('\r\n'); end >= 0; end = heard.indexOf('\r\n')) {
        const line = heard.slice(0, end)
        heard = heard.slice(end + 2)
        answer(socket, line)
      }
    })
    say(socket, '* OK ready')
  })
  let idleTag = ''
  let deniedTag = ''

  const say = (socket: Socket, ...lines: string[]) => {
    if (!socket.destroyed) socket.write(lines.map(line => `${line}\r\n`).join(''), 'latin1')
  }

  function answer(socket: Socket, line: string): unknown {
    if (line.toUpperCase() === 'DONE') {
      idling.delete(socket)
      return say(socket, `${idleTag} OK done`)
    }
    if (line === '' && deniedTag) return say(socket, `${deniedTag} NO [AUTHENTICATIONFAILED] Invalid credentials`)
    const [, tag = '', command = '', rest = ''] = /^(\S+) (UID \S+|\S+) ?(.*)$/s.exec(line) ?? []
    const name = command.toUpperCase()
    imap.asked.push(['LOGIN', 'AUTHENTICATE'].includes(name) ? name : `${name} ${rest}`.trim())
    const ok = (...lines: string[]) => say(socket, ...lines, `${tag} OK done`)
    if (imap.manners.refuse === name) return say(socket, `${tag} NO not now`)
    switch (name) {
      case 'CAPABILITY':
        return ok(
          `* CAPABILITY IMAP4rev1 ${imap.manners.idle ? 'IDLE' : ''} ${imap.manners.takes ? 'SASL-IR AUTH=XOAUTH2' : ''}`.trim(),
        )
      case 'AUTHENTICATE': {
        const [user = '', token = ''] = Buffer.from(rest.split(' ')[1] ?? '', 'base64')
          .toString()
          .split('\x01')
          .map(each => each.replace(/^(?:user=|auth=Bearer )/, ''))
        if (imap.manners.takes?.(user, token)) return ok()
        // The reason, as Gmail gives it; the client answers it by an empty line.
        deniedTag = tag
        return say(socket, `+ ${Buffer.from('{"status":"400","schemes":"Bearer"}').toString('base64')}`)
      }
      case 'LOGIN':
        return rest.includes(imap.manners.password)
          ? ok()
          : say(socket, `${tag} NO [AUTHENTICATIONFAILED] Invalid credentials`)
      case 'LIST':
      case 'LSUB':
        return ok(
          `* ${name} (\\HasNoChildren) "/" "INBOX"`,
          ...(imap.sent ? [`* ${name} (\\HasNoChildren \\Sent) "/" "[Gmail]/Sent Mail"`] : []),
        )
      case 'EXAMINE':
        if (!imap.sent || !rest.includes('[Gmail]/Sent Mail'))
          return say(socket, `${tag} NO [NONEXISTENT] no such folder`)
        return ok('* FLAGS (\\Seen)', `* ${imap.sent.size} EXISTS`, '* OK [UIDVALIDITY 1] ok', '* OK [UIDNEXT 1000] ok')
      case 'SELECT':
        if (!/INBOX/i.test(rest)) return say(socket, `${tag} NO [NONEXISTENT] no such folder`)
        told.set(socket, imap.letters.length)
        return ok(
          '* FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft)',
          '* OK [PERMANENTFLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft \\*)] ok',
          `* ${imap.letters.length} EXISTS`,
          `* OK [UIDVALIDITY ${imap.validity}] ok`,
          `* OK [UIDNEXT ${(imap.letters.at(-1)?.uid ?? 0) + 1}] ok`,
        )
      case 'UID SEARCH': {
        const [, id] = /^HEADER MESSAGE-ID "?(<[^>]*>)/i.exec(rest) ?? []
        if (id !== undefined) return ok(`* SEARCH${imap.sent?.has(id) ? ' 1' : ''}`)
        const [, from = '1'] = /UID (\d+):\*/i.exec(rest) ?? []
        const last = imap.letters.at(-1)?.uid
        // The last message is always named by `n:*`.
        const found = imap.letters.map(({ uid }) => uid).filter(uid => uid >= Number(from) || uid === last)
        return ok(`* SEARCH ${found.join(' ')}`.trim())
      }
      case 'UID FETCH': {
        const [, set = '', items = ''] = /^(\S+) (.*)$/s.exec(rest) ?? []
        for (const uid of set.split(',').map(Number)) give(socket, uid, items)
        return ok()
      }
      case 'UID STORE': {
        const [, uid, sign, flags = ''] = /^(\d+) ([+-]?)FLAGS(?:\.SILENT)? \(([^)]*)\)/i.exec(rest) ?? []
        const letter = imap.letters.find(each => each.uid === Number(uid))
        if (sign === '+') for (const flag of flags.split(' ')) letter?.flags.add(flag)
        return ok()
      }
      case 'IDLE':
        idleTag = tag
        idling.add(socket)
        say(socket, '+ idling')
        return tell(socket)
      case 'LOGOUT':
        say(socket, '* BYE', `${tag} OK done`)
        return socket.end()
      case 'NOOP':
      case 'CLOSE':
        return ok()
      default:
        return say(socket, `${tag} BAD unknown command`)
    }
  }

  function give(socket: Socket, uid: number, items: string): void {
    const at = imap.letters.findIndex(each => each.uid === uid)
    const letter = imap.letters[at]
    if (!letter) return
    const parts = [`UID ${uid}`]
    if (items.includes('RFC822.SIZE')) parts.push(`RFC822.SIZE ${imap.manners.lyingSize ?? letter.raw.length}`)
    const [, weekday = '', day = '', month = '', year = '', time = ''] =
      /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(letter.came.toUTCString()) ?? []
    if (items.includes('INTERNALDATE') && weekday) parts.push(`INTERNALDATE "${day}-${month}-${year} ${time} +0000"`)
    const fields = /BODY\.PEEK\[HEADER\.FIELDS \(([^)]*)\)\]/i.exec(items)
    if (fields) {
      const names = (fields[1] ?? '').toLowerCase().replaceAll('"', '').split(' ')
      const head = (letter.raw.split('\r\n\r\n')[0] ?? '').split(/\r\n(?![ \t])/)
      const kept = head.filter(line => names.includes(line.split(':')[0]?.toLowerCase() ?? ''))
      const text = [...kept, '', ''].join('\r\n')
      parts.push(`BODY[HEADER.FIELDS (${fields[1]})] {${text.length}}\r\n${text}`)
    }
    if (items.includes('BODY.PEEK[]')) parts.push(`BODY[] {${letter.raw.length}}\r\n${letter.raw}`)
    else if (items.includes('BODY[]')) letter.flags.add('\\Seen')
    say(socket, `* ${at + 1} FETCH (${parts.join(' ')})`)
  }

  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', () => done())
  })
  const imap: ImapServer = {
    port: (server.address() as { port: number }).port,
    letters: [],
    sent: undefined,
    validity: 7,
    asked: [],
    sessions: 0,
    manners: { password: 'open sesame', idle: true, refuse: undefined, lyingSize: undefined, takes: undefined },
    deliver(raw, came = new Date('2020-01-01T12:00:00Z')) {
      const letter = { uid: (imap.letters.at(-1)?.uid ?? 10) + 3, raw, came, flags: new Set<string>() }
      imap.letters.push(letter)
      for (const socket of idling) tell(socket)
      return letter
    },
    drop() {
      for (const socket of sockets) socket.destroy()
    },
    close: () =>
      new Promise(done => {
        server.close(() => done())
        imap.drop()
      }),
  }
  return imap
}
