/** Convoke writes to itself, and says what came of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PATHS } from '../../../domain/keep/paths.ts'
import { MINUTE, shift } from '../../../domain/keep/time.ts'
import type { ReceiptVerdicts } from '../../../functions/answer/incoming/verdicts.ts'
import { LEFT_TO_THE_SWEEP } from '../../../functions/answer/reply-case.ts'
import { takeReply } from '../../../functions/answer/take-reply.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER } from '../campaign/launch.ts'
import { type Visitor, visitor } from '../visitor.ts'

let t: TestWorld
let operator: Visitor
beforeEach(async () => {
  t = makeWorld({ settings: { rehearsal: false } })
  operator = await visitor(t.world, CONVENER)
})
afterEach(() => t.close())

const press = () => operator.post(PATHS.probe())
const page = () => operator.text(PATHS.sending())
const left = () => t.outbox.list().filter(({ wave }) => wave === 'probe')

/** The letter that left comes back, with what servers wrote above it. */
async function comesBack(above: string[] = [], verdicts?: ReceiptVerdicts): Promise<readonly string[]> {
  const sent = left().at(-1)
  const source = Buffer.from(t.outbox.bytes(sent?.id ?? '') ?? '').toString('latin1')
  const bytes = Buffer.from([...above, source].join('\r\n'), 'latin1')
  await t.world.mailbox.keep('probe-1', bytes)
  const to = /rsvp\+\w+@\S+\b/.exec(source)?.[0] ?? ''
  const arrived = { mail: 'probe-1', from: '', to: [to], at: t.world.clock.now(), ...(verdicts ? { verdicts } : {}) }
  return takeReply(t.world, arrived, LEFT_TO_THE_SWEEP)
}

describe('A letter that Convoke writes to itself', () => {
  test('leaves once for presses in one breath, and says that it is on its way, and after a while that it is missing', async () => {
    expect(await page()).not.toContain('Send another test')
    await press()
    await press()
    expect(left()).toHaveLength(1)
    expect(await page()).toContain('It’s on its way')
    await t.timers.runUntil(shift(t.world.clock.now(), 11 * MINUTE))
    expect(await page()).toContain('It hasn’t come back')
    await press()
    expect(left()).toHaveLength(2)
  })

  test('says what a mailbox’s server found, and which record to mend', async () => {
    await press()
    expect(
      await comesBack([
        'Authentication-Results: mx.board.example; spf=pass smtp.mailfrom=example.org; dkim=none; dmarc=fail header.from=example.org',
      ]),
    ).toEqual(['noted'])
    const text = await page()
    expect(text).toContain('It came back, but not everything is right')
    expect(text).toContain('mx.board.example looked at it')
    expect(text).toMatch(/SPF\s+Passed/)
    expect(text).toMatch(/DKIM\s+Not checked\s+Ask your mail service for the selector/)
    expect(text).toMatch(/DMARC\s+Failed/)
  })

  test('says what the receipt of SES found, and believes no field of the letter then', async () => {
    await press()
    const pass = 'pass' as const
    await comesBack(['Authentication-Results: evil.example; spf=fail; dkim=fail; dmarc=fail'], {
      spam: pass,
      virus: pass,
      spf: pass,
      dkim: pass,
      dmarc: pass,
    })
    expect(await page()).toContain('It came back, and it’s trusted')
  })

  test('says so where nobody looked, and never becomes an answer or a matter', async () => {
    await press()
    expect(await comesBack()).toEqual(['noted'])
    expect(await page()).toContain('Replies reach Convoke')
    await comesBack(['Authentication-Results: mx.board.example; spf=fail'])
    expect(await page(), 'the first counts').toContain('Replies reach Convoke')
  })

  test('shows the words of a mail service that does not take it', async () => {
    t.world.post.send = async () => ({ outcome: 'refused', because: 'other', detail: '550 5.7.1 not your domain' })
    await press()
    expect(await page()).toContain('It said: “550 5.7.1 not your domain”')
  })

  test('is nobody’s but those’ who run this Convoke, and leaves none from a rehearsal', async () => {
    const stranger = await visitor(t.world, 'stranger@elsewhere.example')
    expect((await stranger.post(PATHS.probe())).status).toBe(403)
    t.world.settings.rehearsal = true
    await press()
    expect(left()).toHaveLength(0)
  })
})
