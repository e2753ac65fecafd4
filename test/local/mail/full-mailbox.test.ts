/** A mailbox that is full today may be read tomorrow: whoever's letter came back for that gets the next one all the same. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { DAY, HOUR, shift } from '../../../domain/keep/time.ts'
import { invitationsOf } from '../../../functions/keep/documents.ts'
import { resolveSend, unsentOf } from '../../../functions/list/send-again.ts'
import { suppressionsOf } from '../../../functions/list/suppressions.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { resume } from '../../../functions/send/steer-campaign.ts'
import { type Database, openDatabase } from '../../../local/database.ts'
import { createRelay, type Relay } from '../../../local/relay/relay.ts'
import { deliverMail, returned } from '../../functions/answer/replies.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../../functions/campaign/launch.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { type Sink, sink } from './smtp-sink.ts'

/** What mail servers say of a full mailbox, of the class that is tried again and of the one that is not. */
const FULL = [
  '452 4.2.2 The email account that you tried to reach is over quota',
  '452 4.2.2 Mailbox full',
  '452 mailbox full',
  '452 Requested action not taken: insufficient system storage',
  '450 4.2.2 user is over quota',
  '552 5.2.2 <guest@company.example>: mailbox full',
  '552 5.2.2',
  '552 mailbox full',
  '552 Not completed',
  '552 Requested mail action aborted: exceeded storage allocation',
  '550 5.2.2 The recipient’s mailbox is full',
  '550 5.1.1 Recipient rejected: mailbox full',
  '554 delivery error: dd This user doesn’t have enough space: user is over quota',
  '554 5.2.2 STOREDRV.Deliver; mailbox full',
]
const DEAD = '550 5.1.1 <guest@company.example>: User unknown'
const SAID = [...FULL, DEAD]
const GONE = invitee(FULL.length).email
const ALL = SAID.map((_, n) => invitee(n).email)
const FIRST = '2027-02-26T17:00:00.000Z'

let t: TestWorld
let server: Sink
let relay: Relay
let folder: string
let database: Database
/** At which step of a submission each guest's server says its words; undefined: everything is taken. */
let refusesAt: 'RCPT' | 'DATA' | undefined

const told = (to: string): Error | undefined => {
  const said = SAID[ALL.indexOf(to)]
  return said === undefined
    ? undefined
    : Object.assign(new Error(said.slice(4)), { responseCode: Number(said.slice(0, 3)) })
}

beforeEach(async () => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z', release: releaseWaves, sweep })
  refusesAt = undefined
  server = await sink({
    onRcptTo: ({ address }, _session, done) => done(refusesAt === 'RCPT' ? told(address) : undefined),
    onData(stream, session, done) {
      const to = session.envelope.rcptTo[0]?.address ?? ''
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', () => {
        const refused = refusesAt === 'DATA' ? told(to) : undefined
        if (!refused) server.arrived.set(to, [...(server.arrived.get(to) ?? []), Buffer.concat(chunks)])
        done(refused)
      })
    },
  })
  folder = mkdtempSync(join(tmpdir(), 'convoke-relay-'))
  database = openDatabase(folder)
  relay = createRelay(database, t.clock, { url: server.url, rate: 1000 })
  t.world.post = relay
  await signedCampaign(t.world, { invitees: SAID.length })
})
afterEach(async () => {
  relay.close()
  await server.close()
  database.close()
  rmSync(folder, { recursive: true, force: true })
  t.close()
})

async function guests(): Promise<Invitation[]> {
  const found = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) found.push(value)
  return found
}
const guest = async (n: number) => (await guests()).find(each => each.invitee.email === invitee(n).email) as Invitation
/** How many letters each has had by then. */
const had = () => ALL.map(each => server.arrived.get(each)?.length ?? 0)
/** Who is written to no more: here, and in the whole partnership alike. */
async function silenced(): Promise<string[]> {
  const ofThis = (await guests()).flatMap(({ suppressed }) => suppressed?.email ?? [])
  expect((await suppressionsOf(t.world, IDS.partnership)).map(({ email }) => email)).toEqual(ofThis)
  return ofThis
}
/** As the convener does who was told that many came back. */
async function sendAgain(): Promise<void> {
  await resume(t.world, IDS.campaign, CONVENER)
  for (const each of await guests()) {
    const unsent = unsentOf(each)
    if (unsent) await resolveSend(t.world, IDS.campaign, each.id, unsent.wave, 'send again', CONVENER)
  }
}
/** Everybody has had so many; whose address is dead, so many. */
const haveHad = (count: number, gone: number) => ALL.map(each => (each === GONE ? gone : count))

describe('whose mailbox is full', () => {
  test.each(['RCPT', 'DATA'] as const)('at %s when they are asked again, is written to the next time', async step => {
    await t.timers.runUntil(shift(FIRST, HOUR))
    expect(had()).toEqual(haveHad(1, 1))
    refusesAt = step
    await t.timers.runUntil('2027-03-18T06:00:00.000Z')
    expect(had()).toEqual(haveHad(1, 1))
    expect(await silenced()).toEqual([GONE])
    refusesAt = undefined
    // So many of so few came back that Convoke asked first.
    await resume(t.world, IDS.campaign, CONVENER)
    await t.timers.runUntil('2027-03-25T06:00:00.000Z')
    // Whoever was only put off had the first follow-up late, or has the second one as all others.
    for (const [n, count] of had().entries()) expect([SAID[n], count > 1]).toEqual([SAID[n], SAID[n] !== DEAD])
    expect(await silenced()).toEqual([GONE])
  })

  test.each(['RCPT', 'DATA'] as const)('at %s of the first letter, has it sent again with one click', async step => {
    refusesAt = step
    await t.timers.runUntil(shift(FIRST, 6 * HOUR))
    expect(had()).toEqual(haveHad(0, 0))
    expect(await silenced()).toEqual([GONE])
    refusesAt = undefined
    await sendAgain()
    await t.timers.runUntil(shift(FIRST, 4 * DAY))
    expect(had()).toEqual(haveHad(1, 0))
  })

  test('by what their server sends back of the first letter, has it sent again with one click', async () => {
    await t.timers.runUntil(shift(FIRST, HOUR))
    await sendBack()
    const back = (await guests()).map(({ sends }) => sends.invite?.bounce)
    expect(new Set(back)).toEqual(new Set(['mailbox full', 'no such address']))
    await sendAgain()
    await t.timers.runUntil(shift(FIRST, DAY))
    expect(had()).toEqual(haveHad(2, 1))
  })

  test('by what their server sends back of a later one, is written to the next time, though nobody looked at it', async () => {
    await t.timers.runUntil('2027-03-18T06:00:00.000Z')
    expect(had()).toEqual(haveHad(2, 2))
    await sendBack()
    await resume(t.world, IDS.campaign, CONVENER)
    await t.timers.runUntil('2027-03-25T06:00:00.000Z')
    expect(had()).toEqual(haveHad(3, 2))
  })
})

/** What each of their servers says comes as a report to the address that letters bear for it. */
async function sendBack(): Promise<void> {
  for (const [n, said] of SAID.entries()) {
    const status = /\b[45]\.\d\.\d\b/.exec(said)?.[0] ?? `${said[0]}.0.0`
    await deliverMail(t, returned(status, invitee(n).email, said), (await guest(n)).id)
  }
  expect(await silenced()).toEqual([GONE])
}
