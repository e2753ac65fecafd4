import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { HOUR, type Instant, MINUTE, shift } from '../../../domain/keep/time.ts'
import { askForEntry } from '../../../functions/answer/incoming/entry-again.ts'
import { recordAnswer } from '../../../functions/answer/record-answer.ts'
import { LEFT_TO_THE_SWEEP } from '../../../functions/answer/reply-case.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { change, invitationRef, invitationsOf, read } from '../../../functions/keep/documents.ts'
import type { PostOutcome, World } from '../../../functions/keep/ports.ts'
import { removeInvitee } from '../../../functions/list/invite.ts'
import { resolveSend } from '../../../functions/list/send-again.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { activeRef } from '../../../functions/send/awake.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { pause, resume } from '../../../functions/send/steer-campaign.ts'
import { tellConvener } from '../../../functions/send/tell-convener.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signedCampaign } from '../campaign/launch.ts'

let t: TestWorld
/** A world of several processes, so that what one of them found holds for the next. */
let world: World
let outcome: PostOutcome
let left: string[]

beforeEach(async () => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
  outcome = { outcome: 'sent' }
  left = []
  const post: World['post'] = {
    rate: async () => 100,
    fateOf: async () => 'unknown',
    async send({ wave }) {
      if (outcome.outcome === 'sent') left.push(wave ?? '')
      return outcome
    },
  }
  world = { ...t.world, run: { id: 'one', alone: false }, post }
  await signedCampaign(world, { invitees: 3 })
  const [first] = (await t.timetable.list(IDS.campaign)).filter(({ wave }) => wave === 'invite')
  await t.clock.moveTo(first?.at ?? '')
  await releaseWave(world, { campaign: IDS.campaign, wave: 'invite' })
  await sweep(world)
  left = []
  // A turn to send is free again.
  await after(MINUTE)
})
afterEach(() => t.close())

const rests = async (): Promise<Instant | undefined> =>
  (await read(t.world.store, activeRef(IDS.campaign)))?.value.rests?.until
const guest = async (): Promise<Invitation> => {
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) return value
  throw new Error('nobody is on the list')
}
const answered = async () => ({
  campaign: IDS.campaign,
  invitation: (await guest()).id,
  answer: 'accepted' as const,
  channel: 'link' as const,
  note: '',
  needs: '',
  id: 'once',
})
const thanks = () => left.filter(wave => wave.startsWith('thanks'))
const after = async (millis: number) => t.clock.moveTo(shift(t.clock.now(), millis))
/** How often a sweep looks at the campaign: each time it compares its schedules with its plan. */
async function looksOf(by: World): Promise<number> {
  let looks = 0
  const list: World['timetable']['list'] = async id => {
    looks++
    return by.timetable.list(id)
  }
  await sweep({ ...by, timetable: { ...by.timetable, list } })
  return looks
}

describe('A campaign in which nothing is open', () => {
  test('is not looked at by a sweep before its time, and is within the hour', async () => {
    const until = await rests()
    expect(until).toBeDefined()
    expect(until && until <= shift(t.clock.now(), HOUR)).toBe(true)
    expect(await looksOf(world)).toBe(0)
    await t.clock.moveTo(until ?? '')
    expect(await looksOf(world)).toBeGreaterThan(0)
    expect(await rests()).not.toBe(until)
  })

  test('heals within the hour from what a crash left behind', async () => {
    await recordAnswer(world, await answered())
    await sweep(world)
    expect(thanks()).toHaveLength(0)
    await after(HOUR)
    await sweep(world)
    expect(thanks()).toHaveLength(1)
  })

  test('is looked at when its next email is due', async () => {
    const [next] = await t.timetable.list(IDS.campaign)
    await t.clock.moveTo(shift(next?.at ?? '', -10 * MINUTE))
    await sweep(world)
    expect(await rests()).toBe(next?.at)
  })

  test('is looked at by a process that is alone and has started again, which may have died over it', async () => {
    const alone = { ...world, run: { id: 'first', alone: true } }
    expect(await looksOf(alone)).toBeGreaterThan(0)
    expect(await looksOf(alone)).toBe(0)
    expect(await looksOf({ ...world, run: { id: 'second', alone: true } })).toBeGreaterThan(0)
  })

  test('does not rest where somebody awakened it while the sweep looked', async () => {
    await t.clock.moveTo((await rests()) ?? '')
    const list: World['timetable']['list'] = async id => {
      await LEFT_TO_THE_SWEEP.thank(world, (await readContext(world.store, IDS.campaign)) as never, await guest())
      return world.timetable.list(id)
    }
    await sweep({ ...world, timetable: { ...world.timetable, list } })
    expect(await rests()).toBeUndefined()
  })

  test.each(['claimed', 'in doubt', 'due'] as const)('does not rest while an email of it is %s', async status => {
    await t.clock.moveTo((await rests()) ?? '')
    outcome = { outcome: 'later', detail: 'busy' }
    await change(t.world.store, invitationRef(IDS.campaign, (await guest()).id), stands => ({
      ...stands,
      sends: {
        ...stands.sends,
        'thanks-x': { status, at: t.clock.now(), attempt: 'x', attempts: 1, sequence: 0 },
      },
    }))
    const until = await rests()
    await sweep(world)
    expect(await rests()).toBe(until)
  })
})

describe('Whoever leaves something to the sweep awakens it', () => {
  const later: PostOutcome = { outcome: 'later', detail: 'try again' }
  const acts: Record<string, () => Promise<unknown>> = {
    'an answer whose thank-you the carrier did not take': async () => {
      outcome = later
      await takeAnswer(world, await answered())
    },
    'an answer whose thank-you nobody knows of': async () => {
      outcome = { outcome: 'in doubt', detail: 'cut off' }
      await takeAnswer(world, await answered())
    },
    'an answer that came in where nothing may leave from': async () => {
      const recorded = await recordAnswer(world, await answered())
      if (recorded.taking !== 'taken') throw new Error('not taken')
      await LEFT_TO_THE_SWEEP.thank(world, recorded.context, recorded.invitation)
    },
    'a calendar that asked for its entry, where nothing may leave from': async () => {
      const context = await readContext(world.store, IDS.campaign)
      if (!context) throw new Error('no campaign')
      const asked = await askForEntry(world, context, await guest())
      if (asked) await LEFT_TO_THE_SWEEP.resend(world, context, asked)
    },
    'somebody taken off the list, whose letter the carrier did not take': async () => {
      outcome = later
      await removeInvitee(world, IDS.campaign, (await guest()).id, CONVENER)
    },
    'a notice to the convener that the carrier did not take': async () => {
      outcome = later
      const fields = { email: 'Invitation', what_is_wrong: 'much' }
      await tellConvener(world, IDS.campaign, { key: 'x', text: 'notice-paused', fields })
    },
    'a thank-you that the convener sends again': async () => {
      outcome = { outcome: 'in doubt', detail: 'cut off' }
      await takeAnswer(world, await answered())
      const { id, sends } = await guest()
      const letter = Object.keys(sends).find(key => key.startsWith('thanks')) ?? ''
      outcome = { outcome: 'sent' }
      await after(25 * HOUR)
      for (let n = 0; n < 3; n++) await sweep(world)
      expect(await rests()).toBeDefined()
      await resolveSend(world, IDS.campaign, id, letter, 'send again', CONVENER)
    },
    'a change of the meeting': async () => {
      await editCampaign(world, IDS.campaign, CONVENER, { event: 'set up', part: 'meeting' }, each => ({
        ...each,
        meeting: each.meeting && { ...each.meeting, start: '10:00' },
      }))
    },
    'a pause that ends': async () => {
      await pause(world, IDS.campaign, CONVENER)
      await sweep(world)
      expect(await rests()).toBeDefined()
      await resume(world, IDS.campaign, CONVENER)
    },
  }

  test.each(Object.keys(acts))('%s', async name => {
    expect(await rests()).toBeDefined()
    await acts[name]?.()
    expect(await rests()).toBeUndefined()
    expect(await looksOf(world)).toBeGreaterThan(0)
  })

  test('but an answer whose thank-you has left does not', async () => {
    await takeAnswer(world, await answered())
    expect(thanks()).toHaveLength(1)
    expect(await looksOf(world)).toBe(0)
  })
})
