/** Changed messages through the whole inbound handler, to addresses that are ours and to some that only look so. */
import { createHash } from 'node:crypto'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { AT_ONCE } from '../../../functions/answer/follow-reply.ts'
import { takeReply } from '../../../functions/answer/take-reply.ts'
import { invitationsOf } from '../../../functions/keep/documents.ts'
import { replyAddress } from '../../../functions/keep/reply-to.ts'
import { makeToken } from '../../../mail/token.ts'
import { everyMessage, mutated, SOMEBODY } from '../../mail/inbound/mutations.ts'
import { createLuck, type Luck } from '../../simulation/luck.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { IDS, signedCampaign } from '../campaign/launch.ts'

export interface Handled {
  messages: number
  seconds: number
  slowest_ms: number
  /** What became of them. */
  taken: Record<string, number>
  /** By seed: a throw, more than two seconds, or something recorded without a valid token. */
  failures: string[]
  growth_mb: number
}

/** As many messages as this reach one guest, on average. */
const EACH = 100

/** Half of the guests get answers; to the others only tokens are sent that were tampered with. */
export async function fuzzHandler(messages: number): Promise<Handled> {
  const t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: releaseWaves,
  })
  try {
    const quiet = { ...t.world, log: { info: () => undefined, error: () => undefined } }
    await signedCampaign(quiet, { invitees: Math.max(4, 2 * Math.ceil(messages / EACH / 2)) })
    await t.timers.runUntil('2027-02-26T18:00:00.000Z')
    const guests = await all(t)
    const open = guests.filter((_, n) => n % 2 === 0)
    const shut = guests.filter((_, n) => n % 2 === 1)
    const before = JSON.stringify(shut)
    const result = await play({ ...t, world: quiet }, messages, open, shut)
    const stands = new Map((await all(t)).map(one => [one.id, one]))
    if (JSON.stringify(shut.map(({ id }) => stands.get(id))) !== before)
      result.failures.push('something was recorded without a valid token')
    if (!open.some(({ id }) => stands.get(id)?.answers.length)) result.failures.push('nothing was recorded at all')
    return result
  } finally {
    t.close()
  }
}

async function all(t: TestWorld): Promise<Invitation[]> {
  const found: Invitation[] = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) found.push(value)
  return found.sort((a, b) => (a.id < b.id ? -1 : 1))
}

async function play(t: TestWorld, messages: number, open: Invitation[], shut: Invitation[]): Promise<Handled> {
  const { world } = t
  const addressOf = ({ id }: Invitation) => replyAddress(world.settings, { id: IDS.campaign, shortReplies: true }, id)
  const taken: Record<string, number> = {}
  const failures: string[] = []
  let [slowest, settled, most] = [0, 0, 0]
  const begun = performance.now()
  let sources: Buffer[] = []
  for (let seed = 1; seed <= messages; seed++) {
    const luck = createLuck(seed)
    // Messages name guests who are not asked in the envelope, too: what they say inside counts for nothing.
    if (seed % 500 === 1)
      sources = everyMessage({ ...SOMEBODY, ...peopleOf(luck.pick(luck.happens(0.5) ? open : shut), addressOf) })
    const bytes = mutated(sources, luck)
    const valid = luck.happens(0.5)
    const to = valid ? addressOf(luck.pick(open)) : tampered(addressOf(luck.pick(shut)), luck, t, luck.pick(shut).id)
    const mail = createHash('sha256').update(bytes).digest('hex')
    const before = performance.now()
    try {
      await world.mailbox.keep(mail, bytes)
      const what = await takeReply(
        world,
        {
          mail,
          from: luck.pick([undefined, '', 'guest@company.example']),
          to: [to],
          at: world.clock.now(),
        },
        AT_ONCE,
      )
      for (const each of what) taken[each] = (taken[each] ?? 0) + 1
      if (!valid && what.join() !== 'not ours') failures.push(`seed ${seed}: ${what.join()} for ${to}`)
    } catch (error) {
      failures.push(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`)
    }
    const took = performance.now() - before
    slowest = Math.max(slowest, took)
    if (took > 2000) failures.push(`seed ${seed}: ${Math.round(took)} ms`)
    if (seed % 100 === 0) {
      const held = process.memoryUsage.rss()
      if (seed <= messages / 5) settled = Math.max(settled, held)
      most = Math.max(most, held)
    }
  }
  return {
    messages,
    seconds: Math.round((performance.now() - begun) / 100) / 10,
    slowest_ms: Math.round(slowest),
    taken,
    failures,
    growth_mb: Math.round((most - settled) / 1e6),
  }
}

const peopleOf = (one: Invitation, addressOf: (one: Invitation) => string) => ({
  uid: 'uid-1@example.org',
  attendee: one.invitee.email,
  organizer: addressOf(one),
  to: addressOf(one),
  sequence: 0,
  start: '20270331T133000Z',
  end: '20270331T150000Z',
  stamp: '20270226T170000Z',
})

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** An address that looks like one of ours and is none. */
function tampered(address: string, luck: Luck, { world }: TestWorld, another: string): string {
  const token = /\+(.*)@/.exec(address)?.[1] ?? ''
  const with_ = (other: string) => address.replace(token, other)
  switch (luck.below(8)) {
    case 0: {
      const at = luck.below(token.length)
      const other = luck.pick([...BASE32].filter(letter => letter !== token[at]))
      return with_(token.slice(0, at) + other + token.slice(at + 1))
    }
    case 1:
      return with_(token.slice(0, luck.below(token.length)))
    case 2:
      return with_(token + luck.pick([...BASE32]))
    case 3:
      return address.replace(/@.*/, '@elsewhere.example')
    case 4:
      return with_(makeToken('another secret than that of this house, and as long', 'rsvp', IDS.campaign, another))
    case 5:
      return with_(makeToken(world.settings.secret, 'opt-out', IDS.campaign, another))
    case 6:
      return with_([...token].reverse().join(''))
    default:
      return luck.pick([
        '',
        'rsvp@example.org',
        address.replace('rsvp+', 'info+'),
        address.replace('+', '='),
        `rsvp+${another}@${world.settings.replyDomain}`,
        `rsvp+${'\u0000'.repeat(58)}@${world.settings.replyDomain}`,
      ])
  }
}
