/**
 * Answers read from an ordinary mailbox (IMAP, RFC 9051), for a board whose only mail server is somebody else's. Of a
 * mailbox that may be anybody's, only mail for our reply addresses is touched: it is taken and marked as seen.
 */
import type { ImapFlow } from 'imapflow'
import { read, refOf, upsert } from '../../functions/keep/documents.ts'
import type { Store } from '../../functions/keep/ports.ts'
import { DOCUMENTS } from '../../functions/keep/registry.ts'
import { shortId } from '../../mail/token.ts'
import type { MailAccount } from '../account/mail-account.ts'
import { MOST_BYTES, type TakeIn } from './arrival.ts'
import { type ImapServer, needsStartTls } from './mailbox-address.ts'
import { HEADERS } from './mailbox-letter.ts'
import { createNap } from './nap.ts'
import { createSorter, HeldUp, type ReadsMail, type Sorter } from './sorter.ts'

export interface ImapOptions {
  address: ImapServer & ({ name: string; password: string } | { account: MailAccount })
  pace?: Partial<typeof PACE>
  /** Is told after each look whether the mailbox could be read to its end. */
  onLook?: OnLook
  /** Where a reader is opened anew for each look, what it knows of messages that were tried. */
  sorter?: Sorter
}

/** `held up`: a message could not be taken and is tried again. */
export type OnLook = (how: 'read' | 'held up' | 'not read') => void

export interface MailboxReader {
  /** Finishes the message in hand and lets go of the connection. */
  stop(): Promise<void>
}

/** Milliseconds, unless said otherwise. */
const PACE = {
  /** The mailbox is looked into so often, and at once when its server says that something came. */
  look: 60_000,
  /** Pause after a lost connection; it doubles up to the longest. */
  pause: 5_000,
  longest: 15 * 60_000,
  /** Pause after a refused password: more attempts would lock the account. */
  refused: 60 * 60_000,
  /** A message is tried so many times, so that one nobody can take does not hold up the others. */
  tries: 5,
  connect: 30_000,
  /** For the message in hand when Convoke stops. */
  grace: 10_000,
}

/** How the reader is let in: by a password, or by an access token (XOAUTH2). */
type Login = { user: string; pass: string } | { user: string; accessToken: string }

class Disconnected extends Error {}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Messages whose heads are asked for at once. */
const BATCH = 50

export function pollMailbox(
  { store, log, settings, clock }: ReadsMail,
  takeIn: TakeIn,
  { address, pace: given, onLook, sorter: own }: ImapOptions,
): MailboxReader {
  const pace = { ...PACE, ...given }
  const { host, port, folder } = address
  const account = 'account' in address ? address.account : undefined
  const from = account ? 'the connected mail account' : 'the mailbox of CONVOKE_IMAP_URL'
  const sorter = own ?? createSorter({ store, log, settings, clock }, takeIn, pace.tries)
  let stopping = false
  let refused = false
  let broken = false
  /** The account has to be connected first, which it says itself. */
  let disconnected = false
  /** Tokens that were refused one after the other. */
  let refusals = 0
  let client: ImapFlow | undefined
  const nap = createNap()
  /** Something came since we last looked. */
  let news = false

  async function run(): Promise<void> {
    let pause = pace.pause
    while (!stopping) {
      try {
        await connected(() => {
          if (refused || broken) log.info('mailbox is read again', { host })
          refused = broken = false
          refusals = 0
          pause = pace.pause
        })
      } catch (error) {
        disconnected = error instanceof Disconnected
        if (!stopping && !disconnected && !(error instanceof HeldUp)) complain(error)
        onLook?.(error instanceof HeldUp ? 'held up' : 'not read')
      }
      await nap.rest(disconnected ? pace.look : refused && !account ? pace.refused : pause)
      pause = Math.min(2 * pause, pace.longest)
    }
  }

  /** Says once what is wrong. */
  function complain(error: unknown): void {
    const { authenticationFailed, mailboxMissing, code } = error as Partial<Record<string, unknown>>
    const why = String(code ?? (error instanceof Error ? error.name : typeof error))
    if (authenticationFailed) {
      // One token may have been withdrawn before its time.
      if (account && ++refusals < 2) return
      if (!refused)
        log.error(
          account
            ? `The mail server ${host} does not let the connected mail account in, so no answers are read from it. See that ` +
                'IMAP is allowed for it, or connect it again: npm run connect'
            : `The mail server ${host} does not accept the name and password of CONVOKE_IMAP_URL, so no answers are read ` +
                'from that mailbox. Convoke works without it and tries again every hour.',
        )
      refused = true
    } else if (!broken)
      log.error(
        mailboxMissing
          ? `${upper(from)} at ${host} has no folder of that name, so no answers are read from it.`
          : `${upper(from)} at ${host} cannot be read now. Convoke keeps trying.`,
        { why },
      )
    broken = true
  }

  async function connected(works: () => void): Promise<void> {
    const auth = await login()
    // Most read no mailbox, and have no use for what reads one.
    const { ours, lost } = connect(await import('imapflow'), auth)
    const key = shortId(JSON.stringify([host, port, auth.user, folder]))
    client = ours
    try {
      await ours.connect().catch(error => {
        // An access token may have been withdrawn before its time: the next attempt has a new one.
        if (error.authenticationFailed && 'accessToken' in auth) account?.refuse(auth.accessToken)
        throw error
      })
      const opened = await ours.mailboxOpen(folder)
      const validity = String(opened.uidValidity)
      while (!stopping && !lost()) {
        news = false
        await readNew(ours, key, validity)
        works()
        onLook?.('read')
        if (!news && !lost()) await nap.rest(pace.look)
      }
    } finally {
      ours.close()
      client = undefined
    }
  }

  async function login(): Promise<Login> {
    if (!('account' in address)) return { user: address.name, pass: address.password }
    const access = await address.account.access()
    if (access.is === 'token') return { user: access.address, accessToken: access.token }
    throw access.is === 'disconnected' ? new Disconnected() : new Error('no access yet')
  }

  function connect({ ImapFlow }: typeof import('imapflow'), auth: Login) {
    let gone = false
    const ours = new ImapFlow({
      host,
      port,
      secure: address.secure,
      ...(address.secure ? {} : { doSTARTTLS: needsStartTls(address) }),
      auth,
      logger: false,
      connectionTimeout: pace.connect,
      greetingTimeout: pace.connect,
      socketTimeout: 2 * Math.max(pace.look, pace.connect),
      autoIdleDelay: 1000,
      // Nothing longer is ever asked for, so a server that sends more is no mail server.
      maxLiteralSize: MOST_BYTES + 65_536,
      maxResponseSize: 2 * MOST_BYTES,
    })
    ours.on('exists', () => {
      news = true
      nap.wake()
    })
    ours.on('error', () => undefined)
    ours.on('close', () => {
      gone = true
      nap.wake()
    })
    return { ours, lost: () => gone }
  }

  /** Deals with everything that came after the place where we were. */
  async function readNew(ours: ImapFlow, key: string, validity: string): Promise<void> {
    const kept = (await read(store, placeRef(key)))?.value
    let seen = kept?.validity === validity ? kept.uid : 0
    // `n:*` always names the last message too, however low its UID (RFC 9051 section 9, seq-range).
    const found = await ours.search({ uid: `${seen + 1}:*` }, { uid: true })
    if (!found) throw new Error('the mailbox cannot be searched')
    const unseen = found.filter(uid => uid > seen).sort((a, b) => a - b)
    for (let start = 0; start < unseen.length && !stopping; start += BATCH) {
      const batch = unseen.slice(start, start + BATCH)
      try {
        for await (const uid of taken(ours, batch)) seen = uid
      } finally {
        await keepPlace(store, key, { validity, uid: seen })
      }
    }
  }

  /** Takes what is ours of a batch, and yields each UID that is dealt with. */
  async function* taken(ours: ImapFlow, batch: readonly number[]): AsyncGenerator<number> {
    const sizes = new Map<number, number>()
    for (const { uid, size = 0 } of await ours.fetchAll(batch.join(','), { uid: true, size: true }, { uid: true }))
      sizes.set(uid, size)
    for (const uid of batch) {
      if (stopping) return
      const size = sizes.get(uid)
      if (size !== undefined && size > MOST_BYTES) log.info('message in the mailbox skipped, it is too large', { size })
      else if (size !== undefined) await look(ours, uid, size)
      yield uid
    }
  }

  async function look(ours: ImapFlow, uid: number, size: number): Promise<void> {
    const head = await ours.fetchOne(String(uid), { uid: true, headers: HEADERS, internalDate: true }, { uid: true })
    const fields = head ? head.headers : undefined
    if (!head || !fields) return
    await sorter.sort({
      id: String(uid),
      fields,
      came: head.internalDate,
      size,
      async whole() {
        const found = await ours.fetchOne(String(uid), { uid: true, source: true }, { uid: true })
        return found ? found.source : undefined
      },
      async markRead() {
        await ours.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
      },
    })
  }

  const running = run()
  return {
    async stop() {
      stopping = true
      nap.end()
      if (!sorter.isBusy()) client?.close()
      const late = setTimeout(() => client?.close(), pace.grace)
      await running
      clearTimeout(late)
    },
  }
}

const placeRef = (mailbox: string) => refOf(DOCUMENTS.mailboxPlace, mailbox)

async function keepPlace(store: Store, mailbox: string, next: { validity: string; uid: number }): Promise<void> {
  await upsert(store, placeRef(mailbox), stands =>
    stands?.validity === next.validity && stands.uid === next.uid ? undefined : next,
  )
}
