/**
 * Answers read from an ordinary mailbox (IMAP, RFC 9051), for a board whose only mail server is somebody else's. Of a
 * mailbox that may be anybody's, only mail for our reply addresses is touched: it is taken and marked as seen.
 */
import { ImapFlow } from 'imapflow'
import { DAY, toMillis } from '../../domain/keep/time.ts'
import { read, refOf, upsert } from '../../functions/keep/documents.ts'
import type { Store, World } from '../../functions/keep/ports.ts'
import { DOCUMENTS } from '../../functions/keep/registry.ts'
import { deskAddressOf } from '../../mail/reply-address.ts'
import { shortId } from '../../mail/token.ts'
import { MOST_BYTES, type TakeIn } from './arrival.ts'
import { deskGate, MOST_TO_DESK } from './desk-gate.ts'
import { type MailboxAddress, needsStartTls } from './mailbox-address.ts'
import { HEADERS, isForDesk, mayBeBounce, recipientsIn, returnedFor, senderIn } from './mailbox-letter.ts'

export interface ImapOptions {
  address: MailboxAddress
  pace?: Partial<typeof PACE>
}

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

/** A message could not be taken: what comes after it waits, and it is tried again. */
class HeldUp extends Error {}

/** Mail to Convoke itself that is older than this is no news. Milliseconds. */
const NEWS = 2 * DAY

/** A message that is for no invitation. */
interface AtDesk {
  uid: number
  /** Bytes. */
  size: number
  /** Its head. */
  fields: Buffer
  /** When it came, as its server says. */
  came: Date | string | undefined
}

/** Messages whose heads are asked for at once. */
const BATCH = 50

export function pollMailbox(
  { store, log, settings, clock }: Pick<World, 'store' | 'log' | 'settings' | 'clock'>,
  takeIn: TakeIn,
  { address, pace: given }: ImapOptions,
): MailboxReader {
  const pace = { ...PACE, ...given }
  const { host, port, name, folder } = address
  const key = shortId(JSON.stringify([host, port, name, folder]))
  const gate = deskGate(clock)
  const tries = new Map<number, number>()
  let stopping = false
  let refused = false
  let broken = false
  let client: ImapFlow | undefined
  let wake = () => {}
  /** Something came since we last looked. */
  let news = false
  let busy = false

  /** Comes back after so long, or when there is something to do. */
  const rest = (millis: number) =>
    new Promise<void>(done => {
      if (stopping) return done()
      const timer = setTimeout(done, millis)
      wake = () => {
        clearTimeout(timer)
        done()
      }
    })

  async function run(): Promise<void> {
    let pause = pace.pause
    while (!stopping) {
      try {
        await connected(() => {
          if (refused || broken) log.info('mailbox is read again', { host })
          refused = broken = false
          pause = pace.pause
        })
      } catch (error) {
        if (!stopping && !(error instanceof HeldUp)) complain(error)
      }
      await rest(refused ? pace.refused : pause)
      pause = Math.min(2 * pause, pace.longest)
    }
  }

  /** Says once what is wrong. */
  function complain(error: unknown): void {
    const { authenticationFailed, mailboxMissing, code } = error as Partial<Record<string, unknown>>
    const why = String(code ?? (error instanceof Error ? error.name : typeof error))
    if (authenticationFailed) {
      if (!refused)
        log.error(
          `The mail server ${host} does not accept the name and password of CONVOKE_IMAP_URL, so no answers are read ` +
            'from that mailbox. Convoke works without it and tries again every hour.',
        )
      refused = true
    } else if (!broken)
      log.error(
        mailboxMissing
          ? `The mailbox of CONVOKE_IMAP_URL at ${host} has no folder of that name, so no answers are read from it.`
          : `The mailbox of CONVOKE_IMAP_URL at ${host} cannot be read now. Convoke keeps trying.`,
        { why },
      )
    broken = true
  }

  async function connected(works: () => void): Promise<void> {
    const { ours, lost } = connect()
    client = ours
    try {
      await ours.connect()
      const opened = await ours.mailboxOpen(folder)
      const validity = String(opened.uidValidity)
      while (!stopping && !lost()) {
        news = false
        await readNew(ours, validity)
        works()
        if (!news && !lost()) await rest(pace.look)
      }
    } finally {
      ours.close()
      client = undefined
    }
  }

  function connect() {
    let gone = false
    const ours = new ImapFlow({
      host,
      port,
      secure: address.secure,
      ...(address.secure ? {} : { doSTARTTLS: needsStartTls(address) }),
      auth: { user: name, pass: address.password },
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
      wake()
    })
    ours.on('error', () => undefined)
    ours.on('close', () => {
      gone = true
      wake()
    })
    return { ours, lost: () => gone }
  }

  /** Deals with everything that came after the place where we were. */
  async function readNew(ours: ImapFlow, validity: string): Promise<void> {
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
    const to = recipientsIn(fields, settings)
    const bounce = to.length === 0 && mayBeBounce(fields)
    if (to.length === 0 && !bounce) return lookAtDesk(ours, { uid, size, fields, came: head.internalDate })
    const whole = await ours.fetchOne(String(uid), { uid: true, source: true }, { uid: true })
    const bytes = whole ? whole.source : undefined
    if (!bytes) return
    const recipients = bounce ? returnedFor(bytes, settings) : to
    if (recipients.length === 0) return
    busy = true
    try {
      const became = await takeIn({ from: bounce ? '' : senderIn(fields), to: recipients, bytes })
      tries.delete(uid)
      if (became.some(each => each !== 'not ours')) await ours.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
    } catch (error) {
      const tried = (tries.get(uid) ?? 0) + 1
      tries.set(uid, tried)
      log.error('message not taken', { why: error instanceof Error ? error.name : typeof error, tried })
      if (tried < pace.tries) throw new HeldUp()
      tries.delete(uid)
    } finally {
      busy = false
    }
  }

  /**
   * What is written to Convoke itself is shown to whoever runs it, and stays unread in the mailbox, which may be
   * somebody's. What lay there long before is no news.
   */
  async function lookAtDesk(ours: ImapFlow, { uid, size, fields, came }: AtDesk): Promise<void> {
    const age = toMillis(clock.now()) - new Date(came ?? 0).getTime()
    if (age > NEWS || size > MOST_TO_DESK || !isForDesk(fields, settings) || !gate.admits()) return
    const whole = await ours.fetchOne(String(uid), { uid: true, source: true }, { uid: true })
    const bytes = whole ? whole.source : undefined
    if (!bytes) return
    try {
      await takeIn({ from: senderIn(fields), to: [deskAddressOf(settings.replyDomain)], bytes })
    } catch (error) {
      // It is in the mailbox still, where a person finds it.
      log.error('message to the desk not taken', { why: error instanceof Error ? error.name : typeof error })
    }
  }

  const running = run()
  return {
    async stop() {
      stopping = true
      wake()
      if (!busy) client?.close()
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
