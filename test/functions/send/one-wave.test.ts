/** What a call for a wave comes to, and what becomes of each letter in it: asked of a hold that is due. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Invitation, Send } from '../../../domain/keep/invitation.ts'
import { DAY, HOUR, MINUTE, shift } from '../../../domain/keep/time.ts'
import { suppressionRef } from '../../../functions/keep/documents.ts'
import { doubt, isOfLostTime, isOpen, recoverLeft, settleDoubt } from '../../../functions/send/letter-slot.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { changeWave } from '../../../functions/send/schedules.ts'
import { countLetters } from '../../../functions/send/set-wave.ts'
import { decideWave, releaseNow } from '../../../functions/send/steer-campaign.ts'
import { suppress } from '../../../functions/send/suppress.ts'
import { answered, sent } from '../../domain/keep/campaigns.ts'
import type { TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee } from '../campaign/launch.ts'
import { launchIn } from '../campaign/written.ts'
import { type Carrier, DUE, HOLD, quarterlyDue, waveIn } from './written.ts'

let t: TestWorld
let carrier: Carrier
const { context, campaign, edit, guest, invitationOf, idOf } = launchIn(() => t.world)
const wave = waveIn(() => t.world)
beforeEach(async () => {
  ;({ t, carrier } = await quarterlyDue(3))
})
afterEach(() => t.close())

const release = (until?: string) => releaseWave(t.world, HOLD, until)
const stands = async (n = 0): Promise<Invitation> => {
  const found = await invitationOf(n)
  if (!found) throw new Error('nobody')
  return found
}
const sendOf = async (n = 0, key = 'hold') => (await stands(n)).sends[key]
const letters = () => carrier.taken.filter(each => each.startsWith('hold'))
const told = () => carrier.taken.filter(each => each.endsWith(CONVENER))
const scheduled = async () =>
  (await t.world.timetable.list(IDS.campaign)).filter(each => each.wave === 'hold').map(({ at }) => at)
const settings = (over: object) => Object.assign(t.world.settings, over)

describe('a wave', () => {
  test('leaves to each once, is written down with its campaign, and is over', async () => {
    expect(await release()).toBe('finished')
    expect(letters()).toHaveLength(3)
    expect(await campaign()).toMatchObject({ status: 'running', left: { hold: DUE } })
    expect(await wave.stands()).toMatchObject({
      state: 'finished',
      finishedAt: DUE,
      startedAt: DUE,
      counts: { sent: 3 },
    })
    expect((await wave.stands())?.workedAt).toBeUndefined()
    await t.clock.moveTo(shift(DUE, HOUR))
    expect(await release()).toBe('finished')
    expect(letters()).toHaveLength(3)
    expect((await campaign()).left.hold).toBe(DUE)
  })

  test('that is none of the plan, or is off, leaves nothing', async () => {
    expect(await releaseWave(t.world, { ...HOLD, wave: 'invite.7' })).toBe('not planned')
    await edit({ timing: { waves: { hold: { off: true } }, holidays: [] } })
    expect(await release()).toBe('not planned')
    await edit({ status: 'paused', timing: { waves: {}, holidays: [] } })
    expect(await release()).toBe('not planned')
    expect(letters()).toEqual([])
  })

  test('is not due before its instant, and is scheduled for it', async () => {
    await edit({ timing: { waves: { hold: { date: '2027-02-18' } }, holidays: [] } })
    expect(await release()).toBe('not due')
    expect(await scheduled()).toEqual(['2027-02-18T16:00:00.000Z'])
    await wave.is({ releasedAt: DUE })
    expect(await release()).toBe('finished')
  })

  test.each<[string, Parameters<typeof wave.is>[0], string]>([
    ['dropped', { state: 'dropped' }, 'finished'],
    ['that asks', { state: 'asks' }, 'asks'],
    ['that is over', { state: 'finished', finishedAt: DUE }, 'finished'],
  ])('%s stays so', async (_, over, release_) => {
    await wave.is(over)
    expect(await release()).toBe(release_)
    expect(letters()).toEqual([])
  })

  test('asks the convener, who hears why, where it is more than a day late, not where it is a day', async () => {
    await t.clock.moveTo(shift(DUE, DAY + 1))
    expect(await release()).toBe('asks')
    expect(await wave.stands()).toMatchObject({ state: 'asks' })
    expect(told()).toHaveLength(1)
    await wave.is({})
    await t.clock.moveTo(shift(DUE, DAY + 2))
    await wave.is({ handedOver: { at: shift(DUE, 2), began: DUE } })
    expect(await release()).toBe('finished')
  })

  test('asks where its carrier has taken nothing for more than a day', async () => {
    const at = shift(DUE, 3 * DAY)
    await t.clock.moveTo(at)
    const stuck = (since: string) => wave.is({ releasedAt: at, stuckSince: since })
    await stuck(shift(at, -DAY))
    expect(await release()).toBe('finished')
    await stuck(shift(at, -DAY - 1))
    expect(await release()).toBe('asks')
  })

  test('asks where it was due before a backup was brought back, or while this computer stood still', async () => {
    settings({ restoredAt: shift(DUE, 1) })
    expect(await release()).toBe('asks')
    settings({ restoredAt: undefined, stoodStill: { from: shift(DUE, -HOUR), to: shift(DUE, HOUR) } })
    await wave.is({})
    expect(await release()).toBe('asks')
    settings({ stoodStill: undefined })
  })

  test('leaves by the convener’s word at once, or never', async () => {
    await t.clock.moveTo(shift(DUE, 2 * DAY))
    expect(await release()).toBe('asks')
    expect(await decideWave(t.world, await campaign(), 'hold', 'release', CONVENER)).toBe('decided')
    expect(await scheduled()).toEqual([shift(DUE, 2 * DAY)])
    expect(await release()).toBe('finished')
    expect(letters()).toHaveLength(3)
    expect(await decideWave(t.world, await campaign(), 'none', 'drop', CONVENER)).toBe('not planned')
    expect(await decideWave(t.world, await campaign(), 'invite', 'drop', CONVENER)).toBe('decided')
    expect(await releaseWave(t.world, { ...HOLD, wave: 'invite' })).toBe('finished')
    expect((await campaign()).history.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['wave released', 'wave dropped']),
    )
  })

  test('released for one person stays asking for all the others', async () => {
    await wave.is({ state: 'asks' })
    await releaseNow(t.world, IDS.campaign, 'hold', CONVENER)
    expect((await wave.stands())?.state).toBe('asks')
    await wave.is({ state: 'finished', finishedAt: DUE, stuckSince: DUE, handedOver: { at: DUE, began: DUE } })
    await t.clock.moveTo(shift(DUE, HOUR))
    await releaseNow(t.world, IDS.campaign, 'hold', CONVENER)
    expect(await wave.stands()).toMatchObject({ state: 'running', releasedAt: shift(DUE, HOUR) })
    expect((await wave.stands())?.stuckSince).toBeUndefined()
    expect((await wave.stands())?.handedOver).toBeUndefined()
  })

  test('hands over when its time is up, and goes on from there', async () => {
    expect(await release(DUE)).toBe('handed over')
    expect(await wave.stands()).toMatchObject({ state: 'running', handedOver: { at: DUE, began: DUE } })
    expect(await scheduled()).toEqual([DUE])
    expect(letters()).toEqual([])
    expect(await release(shift(DUE, HOUR))).toBe('finished')
    expect(letters()).toHaveLength(3)
    expect((await wave.stands())?.handedOver).toBeUndefined()
  })

  test('stops where the process is told to end, and where another run has taken it over', async () => {
    t.world.run.isEnding = () => true
    expect(await release()).toBe('handed over')
    t.world.run.isEnding = () => false
    carrier.meanwhile = () => changeWave(t.world, IDS.campaign, 'hold', each => ({ ...each, workedBy: 'other' }))
    expect(await release()).toBe('stopped')
    expect((await wave.stands())?.workedBy).toBe('other')
  })

  test('that was released anew while it left is due once more', async () => {
    let once = false
    carrier.meanwhile = async () => {
      if (once) return
      once = true
      await changeWave(t.world, IDS.campaign, 'hold', each => ({ ...each, releasedAt: shift(DUE, 1) }))
    }
    expect(await release()).toBe('unfinished')
    expect(await scheduled()).toEqual([DUE])
  })

  test('comes back in five minutes to what was not taken, and says since when its carrier takes nothing', async () => {
    carrier.answer = () => ({ outcome: 'later', detail: 'busy' })
    expect(await release()).toBe('unfinished')
    expect(await wave.stands()).toMatchObject({ state: 'running', stuckSince: DUE, releasedAt: shift(DUE, 5 * MINUTE) })
    expect(await scheduled()).toEqual([shift(DUE, 5 * MINUTE)])
    expect((await sendOf())?.status).toBe('due')
    carrier.answer = () => ({ outcome: 'sent' })
    await t.clock.moveTo(shift(DUE, 5 * MINUTE))
    expect(await release()).toBe('finished')
    expect((await wave.stands())?.stuckSince).toBeUndefined()
    expect(letters()).toHaveLength(3)
  })

  test('waits whole for what its carrier waits for, and tells the convener once', async () => {
    carrier.answer = ({ wave: of }) =>
      of === 'hold' ? { outcome: 'later', detail: 'x', waitsFor: 'daily limit' } : { outcome: 'sent' }
    await release()
    expect(await wave.stands()).toMatchObject({ waitsFor: 'daily limit' })
    await t.clock.moveTo(shift(DUE, 5 * MINUTE))
    await release()
    expect(told()).toHaveLength(1)
    expect(t.logged.filter(({ level }) => level === 'error').length).toBeGreaterThan(0)
  })

  test('goes on although one row cannot be read, and though one letter is refused', async () => {
    const { partition, key } = { partition: `campaign#${IDS.campaign}`, key: `invitation#${idOf(1)}` }
    const { version } = (await t.world.store.get(partition, key)) ?? {}
    expect(version).toBeDefined()
    await t.world.store.put(partition, key, { shape: 1, spoiled: true }, version)
    carrier.answer = ({ to }) =>
      to[0] === invitee(0).email ? { outcome: 'refused', because: 'other', detail: 'no' } : { outcome: 'sent' }
    expect(await release()).toBe('finished')
    expect(letters()).toEqual([`hold ${invitee(2).email}`])
    expect((await wave.stands())?.counts).toEqual({ failed: 1, sent: 1 })
    expect((await sendOf())?.status).toBe('failed')
  })

  test('passes by who was left in peace in another campaign, whoever is off the list, and who has answered', async () => {
    await suppress(t.world, IDS.partnership, { email: invitee(0).email.toUpperCase(), reason: 'opted out', at: DUE })
    await guest(1, { removedAt: DUE })
    await guest(2, { answers: [answered()] })
    expect(await countLetters(t.world, await context(), 'hold')).toBe(0)
    expect(await release()).toBe('finished')
    expect(letters()).toEqual([])
    expect((await wave.stands())?.counts).toEqual({ skipped: 3 })
    expect((await sendOf(0))?.why).toBe('opted out')
    // One that cannot be read is left in peace as well.
    const ref = suppressionRef(IDS.partnership, invitee(2).email)
    await t.world.store.put(ref.partition, ref.key, { shape: 1, spoiled: true }, undefined)
    await guest(2, { answers: [], sends: {} })
    expect(await countLetters(t.world, await context(), 'hold')).toBe(0)
  })

  test('is spread over an hour from a domain that is new, unless the convener released it', async () => {
    settings({ spreads: true })
    expect(await release()).toBe('unfinished')
    expect((await wave.stands())?.spreadFrom).toBe(DUE)
    const early = letters().length
    await t.clock.moveTo(shift(DUE, HOUR))
    expect(await release()).toBe('finished')
    expect([letters().length, early < 3]).toEqual([3, true])
    await wave.is({ releasedAt: DUE })
    for (let n = 0; n < 3; n++) await guest(n, { sends: {} })
    expect(await release()).toBe('finished')
    expect((await wave.stands())?.spreadFrom).toBeUndefined()
  })
})

describe('what came of one letter', () => {
  const now = DUE
  const is = (over: Partial<Send>) =>
    guest(0, { sends: { hold: sent(now, { status: 'claimed', attempt: 'other-1', ...over }) } })
  const settled = async () => {
    await release()
    return (await sendOf())?.status
  }

  test('is refused at the door, as its address or not, and a dead address is known in all of the partnership', async () => {
    carrier.answer = ({ to }) =>
      to[0] === invitee(0).email
        ? { outcome: 'refused', because: 'address', bounce: 'no such address', detail: 'x' }
        : to[0] === invitee(1).email
          ? { outcome: 'refused', because: 'other', bounce: 'mailbox full', detail: 'y' }
          : { outcome: 'in doubt', detail: 'z' }
    await release()
    expect(await stands(0)).toMatchObject({
      suppressed: { reason: 'bounced' },
      sends: { hold: { status: 'bounced', bounce: 'no such address', detail: 'x' } },
    })
    expect((await stands(1)).suppressed).toBeUndefined()
    expect(await sendOf(1)).toMatchObject({ status: 'bounced', bounce: 'mailbox full' })
    expect(await sendOf(2)).toMatchObject({ status: 'in doubt', detail: 'z' })
    expect(await suppress(t.world, IDS.partnership, { email: invitee(0).email, reason: 'bounced', at: now })).toBe(
      'known',
    )
    expect(await suppress(t.world, IDS.partnership, { email: invitee(1).email, reason: 'bounced', at: now })).toBe(
      'added',
    )
  })

  test('keeps the id that its readers see, and how often it was tried', async () => {
    carrier.answer = () => ({ outcome: 'sent', messageId: '<x@ses>' })
    await guest(0, { sends: { hold: sent(now, { status: 'due', attempts: 2, doubt: true, again: true }) } })
    await release()
    expect(await sendOf()).toMatchObject({
      status: 'sent',
      messageId: '<x@ses>',
      attempts: 3,
      doubt: true,
      again: true,
      entry: true,
      sequence: 0,
    })
    expect(await sendOf(1)).toMatchObject({ attempts: 1 })
  })

  test('whose run is over is asked of its carrier: sent, due again, or in doubt', async () => {
    await is({})
    carrier.fate = 'sent'
    expect(await settled()).toBe('sent')
    expect(letters()).not.toContain(`hold ${invitee(0).email}`)
    await wave.is({ releasedAt: now })
    await is({})
    carrier.fate = 'unknown'
    expect(await settled()).toBe('in doubt')
    expect((await sendOf())?.why).toBe('cut off')
    await wave.is({ releasedAt: now })
    await is({})
    carrier.fate = 'later'
    expect(await settled()).toBe('claimed')
    carrier.fate = 'not sent'
    await wave.is({ releasedAt: now })
    expect(await settled()).toBe('sent')
    expect(letters()).toContain(`hold ${invitee(0).email}`)
  })

  test('of another run, where there may be several, is left to it for a quarter of an hour', async () => {
    t.world.run.alone = false
    carrier.fate = 'sent'
    await is({ at: shift(now, -15 * MINUTE) })
    expect(await settled()).toBe('claimed')
    await wave.is({ releasedAt: now })
    await is({ at: shift(now, -15 * MINUTE - 1) })
    expect(await settled()).toBe('sent')
  })

  test('of which nothing was heard for thirty hours leaves once more, where its carrier tells of each, and only once', async () => {
    t.world.post.reports = true
    const unheard = async (over: Partial<Send>) => {
      await wave.is({ releasedAt: now })
      await is({ status: 'in doubt', at: shift(now, -30 * HOUR - 1), ...over })
      return settled()
    }
    expect(await unheard({ at: shift(now, -30 * HOUR) })).toBe('in doubt')
    expect(await unheard({ again: true })).toBe('in doubt')
    expect(await unheard({})).toBe('sent')
    expect(await sendOf()).toMatchObject({ again: true, doubt: true })
    expect((await stands()).history.at(-1)).toMatchObject({ event: 'sent again unheard', wave: 'hold' })
    await guest(0, { answers: [answered()] })
    expect(await unheard({})).toBe('in doubt')
    await guest(0, { answers: [] })
    settings({ restoredAt: shift(now, -HOUR) })
    expect(isOpen(t.world, await stands(), 'hold')).toBe(false)
    settings({ restoredAt: undefined })
    t.world.post.reports = false
    expect(await unheard({})).toBe('in doubt')
  })

  test('in doubt is asked about from two minutes on for a day; that it left is believed', async () => {
    const ask = async (at: string, fate: Carrier['fate'] = 'sent') => {
      await is({ status: 'in doubt', at, why: 'cut off', detail: 'x' })
      carrier.fate = fate
      await settleDoubt(t.world, IDS.campaign, await stands(), 'hold')
      return (await sendOf())?.status
    }
    expect(await ask(shift(now, -2 * MINUTE))).toBe('sent')
    expect((await sendOf())?.why).toBeUndefined()
    expect(await ask(shift(now, -2 * MINUTE + 1))).toBe('in doubt')
    expect(await ask(shift(now, -DAY - 1))).toBe('in doubt')
    expect(await ask(shift(now, -HOUR), 'unknown')).toBe('in doubt')
  })

  test('that was due before a backup was brought back is in doubt, unless somebody wanted it once more', async () => {
    settings({ restoredAt: DUE })
    const lost = async (over: Partial<Send>) => {
      await is({ status: 'due', at: shift(DUE, -1), ...over })
      const lost = isOfLostTime(t.world, await stands(), 'hold')
      await doubt(t.world, IDS.campaign, await stands(), 'hold')
      return [lost, (await sendOf())?.status]
    }
    expect(await lost({})).toEqual([true, 'in doubt'])
    expect(await lost({ at: DUE })).toEqual([false, 'due'])
    expect(await lost({ doubt: true })).toEqual([false, 'due'])
    expect(await lost({ status: 'sent' })).toEqual([false, 'sent'])
    settings({ restoredAt: undefined })
  })

  test('whose wave does not leave any more is passed over; a claim of it is settled', async () => {
    const left = async (over: boolean, send: Partial<Send>) => {
      await is(send)
      carrier.fate = 'sent'
      await recoverLeft(t.world, IDS.campaign, await stands(), 'hold', over)
      return [(await sendOf())?.status, (await sendOf())?.why]
    }
    expect(await left(true, { status: 'due' })).toEqual(['skipped', 'its wave does not leave any more'])
    expect(await left(false, { status: 'due' })).toEqual(['due', undefined])
    expect(await left(false, { status: 'claimed' })).toEqual(['sent', undefined])
  })
})
