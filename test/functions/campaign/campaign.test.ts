import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { championIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import { nameOf } from '../../../domain/keep/partnership.ts'
import { shift } from '../../../domain/keep/time.ts'
import { answersOf } from '../../../functions/answer/answers.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { consequences, editCampaign } from '../../../functions/campaign/edit-campaign.ts'
import { requestSignatures } from '../../../functions/campaign/request-signatures.ts'
import { askForChange, dropChampion, sign } from '../../../functions/campaign/sign.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { campaignRef, change, invitationsOf, read, waveRef } from '../../../functions/keep/documents.ts'
import type { PostOutcome } from '../../../functions/keep/ports.ts'
import { addInvitees, removeInvitee } from '../../../functions/list/invite.ts'
import { optOut } from '../../../functions/list/opt-out.ts'
import { resolveSend } from '../../../functions/list/send-again.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { cancel, decideWave, dropWave, pause, releaseNow, resume } from '../../../functions/send/steer-campaign.ts'
import { checkOfSet } from '../../../functions/send/texts/signed-set.ts'
import { launch } from '../../domain/keep/campaigns.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee, signAll, signedCampaign } from './launch.ts'

let t: TestWorld
beforeEach(() => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z', release: releaseWaves, sweep })
})
afterEach(() => t.close())

/** What went to champions and invitees; notices to the convener apart. */
const waves = () =>
  t.outbox
    .list()
    .map(({ wave }) => wave)
    .filter(wave => wave !== 'notice')
const count = (wave: string) => waves().filter(each => each === wave).length
const campaign = async () => {
  const found = await read(t.world.store, campaignRef(IDS.campaign))
  if (!found) throw new Error('no campaign')
  return found.value
}
const invitations = async () => {
  const found = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) found.push(value)
  return found
}
const idOf = async (email: string) =>
  invitationIdFrom((await invitations()).find(each => each.invitee.email === email)?.id ?? '')
const guest = async (n: number) => idOf(invitee(n).email)
const say = async (
  n: number,
  answer: 'accepted' | 'declined' | 'tentative' | 'delegated',
  id = `form-${n}-${answer}`,
) =>
  takeAnswer(t.world, {
    campaign: IDS.campaign,
    invitation: await guest(n),
    answer,
    channel: 'link',
    note: '',
    needs: '',
    id,
  })

const LETTER = '2027-02-26T16:00:00.000Z'

describe('signatures', () => {
  test('every champion gets the exact letter, once for each text', async () => {
    await draftCampaign(t.world)
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    await sweep(t.world)
    expect(t.outbox.list().map(({ to }) => to)).toEqual([['ann@lee.example'], ['bob@ruiz.example']])
  })

  test('with one of two missing nothing leaves, not even by hand', async () => {
    await draftCampaign(t.world)
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    const context = await readContext(t.world.store, IDS.campaign)
    const check = (context && checkOfSet(context)) ?? ''
    expect(await sign(t.world, { campaign: IDS.campaign, champion: IDS.ann, name: 'Ann Lee', check })).toBe('signed')
    await releaseNow(t.world, IDS.campaign, 'invite', CONVENER)
    await t.timers.runUntil('2027-04-05T00:00:00.000Z')
    expect(waves()).toEqual(['signature-request', 'signature-request'])
    expect((await campaign()).status).toBe('awaiting signatures')
  })

  test('a signature for another text than the one that stands is not taken', async () => {
    await draftCampaign(t.world)
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    const given = { campaign: IDS.campaign, champion: IDS.ann, name: 'Ann Lee', check: 'f'.repeat(64) }
    expect(await sign(t.world, given)).toBe('changed')
    expect(await sign(t.world, { ...given, champion: championIdFrom('z'.repeat(16)) })).toBe('unknown')
  })

  test('an edit voids them, says so before, and asks again; taking the edit back restores them', async () => {
    await signedCampaign(t.world)
    const before = await campaign()
    const edited = { ...before, letter: { subject: 'New', body: 'Other words.' } }
    expect((await consequences(t.world, IDS.campaign, edited, undefined)).join(' ')).toContain(
      '2 champions have signed',
    )
    const deed = { event: 'set up', part: 'letter' } as const
    await editCampaign(t.world, IDS.campaign, CONVENER, deed, c => ({ ...c, letter: edited.letter }))
    expect((await campaign()).status).toBe('awaiting signatures')
    expect(await t.timetable.list(IDS.campaign)).toEqual([])
    expect(count('signature-request')).toBe(4)
    await editCampaign(t.world, IDS.campaign, CONVENER, deed, c => ({ ...c, letter: before.letter }))
    expect((await campaign()).status).toBe('scheduled')
    expect(count('signature-request')).toBe(4)
  })

  test('a champion may ask for a change, and the convener may drop one but keeps at least two', async () => {
    await signedCampaign(t.world)
    const context = await readContext(t.world.store, IDS.campaign)
    const check = (context && checkOfSet(context)) ?? ''
    await askForChange(t.world, { campaign: IDS.campaign, champion: IDS.ann, comment: 'Too long', check })
    expect((await campaign()).concerns[0]?.comment).toBe('Too long')
    expect((await campaign()).status).toBe('awaiting signatures')
    expect(
      t.outbox
        .list()
        .filter(({ wave }) => wave === 'notice')
        .map(({ subject }) => subject),
    ).toEqual(['All champions have signed', expect.stringMatching(/ asks for a change before signing$/)])
    await signAll(t.world)
    expect((await campaign()).status).toBe('scheduled')
    expect(await dropChampion(t.world, IDS.campaign, IDS.bob, CONVENER)).toBe('too few')
    expect((await campaign()).status).toBe('scheduled')
  })

  test('a letter edited behind the handlers’ back does not leave', async () => {
    await signedCampaign(t.world)
    await change(t.world.store, campaignRef(IDS.campaign), c => ({ ...c, letter: { subject: 'x', body: 'forged' } }))
    await t.timers.runUntil('2027-03-01T00:00:00.000Z')
    expect(count('invite')).toBe(0)
    expect((await campaign()).status).toBe('awaiting signatures')
  })
})

describe('a launch from letter to meeting', () => {
  test('each wave leaves at its minute to whom it is for', async () => {
    await signedCampaign(t.world, { invitees: 4 })
    await t.timers.runUntil('2027-02-26T15:59:59.000Z')
    expect(count('invite')).toBe(0)
    await t.timers.runUntil(LETTER)
    expect(count('invite')).toBe(4)
    expect((await campaign()).status).toBe('running')
    expect(await say(0, 'accepted')).toBe('taken')
    expect(await say(1, 'declined')).toBe('taken')
    await t.timers.runUntil('2027-03-20T00:00:00.000Z')
    expect(count('follow-up-1')).toBe(2)
    await say(2, 'tentative')
    await t.timers.runUntil('2027-03-30T00:00:00.000Z')
    expect(count('follow-up-2')).toBe(1)
    expect(count('reminder')).toBe(2)
    await t.timers.runUntil('2027-04-03T00:00:00.000Z')
    await sweep(t.world)
    expect((await campaign()).status).toBe('finished')
    expect(t.outbox.list().find(({ wave }) => wave === 'invite')?.at).toBe(LETTER)
    const rows = await answersOf(t.world, IDS.campaign)
    expect(rows?.map(({ answer }) => answer).sort()).toEqual(['accepted', 'declined', 'tentative', null].sort())
  })

  test('releasing a wave again and again, and at the same time, sends each letter once', async () => {
    await signedCampaign(t.world, { invitees: 150 })
    await t.clock.moveTo(LETTER)
    const schedule = { campaign: IDS.campaign, wave: 'invite' }
    await Promise.all([1, 2, 3].map(() => releaseWave(t.world, schedule)))
    await releaseWave(t.world, schedule)
    await sweep(t.world)
    const to = t.outbox
      .list()
      .filter(({ wave }) => wave === 'invite')
      .map(each => each.to[0])
    expect(to).toHaveLength(150)
    expect(new Set(to).size).toBe(150)
  })

  test('an answer recorded while the wave is in hand keeps the follow-up from its writer', async () => {
    await signedCampaign(t.world, { invitees: 3 })
    await t.timers.runUntil('2027-03-17T14:59:59.000Z')
    // The answer arrives after the wave has read its page and before this invitee's claim.
    const list = t.world.store.list
    let answered = false
    t.world.store.list = async (...args) => {
      const page = await list.apply(t.world.store, args)
      if (!answered && args[1].prefix === 'invitation#') {
        answered = true
        await say(1, 'accepted')
      }
      return page
    }
    await t.clock.moveTo('2027-03-17T15:00:00.000Z')
    await releaseWave(t.world, { campaign: IDS.campaign, wave: 'follow-up-1' })
    expect(answered).toBe(true)
    const to = t.outbox
      .list()
      .filter(({ wave }) => wave === 'follow-up-1')
      .map(each => each.to[0])
    expect(to).toHaveLength(2)
    expect(to).not.toContain(invitee(1).email)
  })

  test('an opt-out is honored by the very next letter', async () => {
    await signedCampaign(t.world)
    await t.timers.runUntil(LETTER)
    await optOut(t.world, IDS.campaign, invitationIdFrom(await guest(0)))
    await t.timers.runUntil('2027-04-01T00:00:00.000Z')
    expect(t.outbox.list().filter(({ wave, to }) => wave !== 'invite' && to[0] === invitee(0).email)).toEqual([])
  })
})

describe('people added late', () => {
  test('get the letter at once, and no follow-up before a breather', async () => {
    await signedCampaign(t.world)
    await t.timers.runUntil('2027-03-16T12:00:00.000Z')
    await addInvitees(t.world, IDS.campaign, [invitee(9)], CONVENER, 'now')
    await t.timers.runUntil('2027-03-18T00:00:00.000Z')
    const to9 = t.outbox
      .list()
      .filter(({ to }) => to[0] === invitee(9).email)
      .map(({ wave }) => wave)
    expect(to9).toEqual(['invite'])
    expect(count('invite')).toBe(4)
    await t.timers.runUntil('2027-03-25T00:00:00.000Z')
    expect(t.outbox.list().filter(({ to, wave }) => to[0] === invitee(9).email && wave === 'follow-up-2')).toHaveLength(
      1,
    )
  })

  test('get it from the sweep when a crash came between adding and sending', async () => {
    await signedCampaign(t.world)
    await t.timers.runUntil('2027-03-08T12:00:00.000Z')
    const { put } = t.world.store
    t.world.store.put = async (partition, key, ...rest) => {
      if (key === 'wave#invite') throw new Error('the process died here')
      return put.call(t.world.store, partition, key, ...rest)
    }
    await expect(addInvitees(t.world, IDS.campaign, [invitee(9)], CONVENER, 'now')).rejects.toThrow('died')
    t.world.store.put = put
    await sweep(t.world)
    await t.timers.runUntil('2027-03-08T12:01:00.000Z')
    expect(count('invite')).toBe(4)
  })

  test('held back, they get nothing until the convener says so', async () => {
    await signedCampaign(t.world)
    await t.timers.runUntil('2027-03-08T12:00:00.000Z')
    await addInvitees(t.world, IDS.campaign, [invitee(9)], CONVENER, 'with the wave')
    await addInvitees(t.world, IDS.campaign, [invitee(10)], CONVENER, 'now')
    await t.timers.runUntil('2027-03-10T00:00:00.000Z')
    expect(count('invite')).toBe(4)
    await resolveSend(t.world, IDS.campaign, invitationIdFrom(await guest(9)), 'invite', 'send again', CONVENER)
    await t.timers.runUntil('2027-03-10T00:00:01.000Z')
    expect(count('invite')).toBe(5)
  })

  test('importing again updates people and resets no answer', async () => {
    await signedCampaign(t.world)
    await t.timers.runUntil(LETTER)
    await say(0, 'accepted')
    const again = [invitee(0, { title: 'Owner' }), invitee(1)]
    expect(await addInvitees(t.world, IDS.campaign, again, CONVENER, 'now')).toEqual({
      added: 0,
      updated: 1,
      same: 1,
      forgotten: 0,
    })
    const first = (await invitations()).find(({ invitee: { email } }) => email === invitee(0).email)
    expect(first?.invitee.title).toBe('Owner')
    expect(first?.answers).toHaveLength(1)
  })

  test('taken off the list, they get nothing more', async () => {
    await signedCampaign(t.world)
    await removeInvitee(t.world, IDS.campaign, invitationIdFrom(await guest(0)), CONVENER)
    await t.timers.runUntil(LETTER)
    expect(count('invite')).toBe(2)
  })
})

describe('moving and canceling', () => {
  const move = (date: string) =>
    editCampaign(t.world, IDS.campaign, CONVENER, { event: 'set up', part: 'meeting' }, c => ({
      ...c,
      meeting: launch({ ...c.meeting, date }),
    }))

  test('tells who holds the letter what changed, once, and asks the champions again', async () => {
    await signedCampaign(t.world)
    await t.timers.runUntil(LETTER)
    await say(0, 'accepted')
    await move('2027-04-28')
    await t.timers.runUntil('2027-02-26T16:30:00.000Z')
    expect(count('update-1')).toBe(3)
    const mail = t.outbox.list().find(({ wave }) => wave === 'update-1')
    const source = Buffer.from(t.outbox.bytes(mail?.id ?? '') ?? [])
      .toString('latin1')
      .replace(/=\r\n/g, '')
    expect(source).toContain('Wednesday, March 31, 2027')
    expect(source).toContain('Wednesday, April 28, 2027')
    await sweep(t.world)
    expect(count('update-1')).toBe(3)
    expect(count('signature-request')).toBe(4)
    await t.timers.runUntil('2027-04-10T00:00:00.000Z')
    expect(count('follow-up-1')).toBe(0)
  })

  test('two moves in a row tell a reader who missed the first what changed since they were told', async () => {
    await signedCampaign(t.world)
    await t.timers.runUntil(LETTER)
    await move('2027-04-28')
    await move('2027-05-05')
    await t.timers.runUntil('2027-02-26T16:30:00.000Z')
    expect(count('update-1')).toBe(0)
    expect(count('update-2')).toBe(3)
    const mail = t.outbox.list().find(({ wave }) => wave === 'update-2')
    const source = Buffer.from(t.outbox.bytes(mail?.id ?? '') ?? [])
      .toString('latin1')
      .replace(/=\r\n/g, '')
    expect(source).toContain('March 31, 2027')
    expect(source).not.toContain('April 28, 2027')
  })

  test('a move before anything left is no news', async () => {
    await signedCampaign(t.world)
    await move('2027-04-28')
    await signAll(t.world)
    await t.timers.runUntil('2027-03-26T14:59:59.000Z')
    expect(waves().filter(wave => wave.startsWith('update'))).toEqual([])
    expect(count('invite')).toBe(0)
    await t.timers.runUntil('2027-03-26T15:00:00.000Z')
    expect(count('invite')).toBe(3)
  })

  test('canceling stops everything and tells who holds the letter, once', async () => {
    await signedCampaign(t.world)
    await t.timers.runUntil(LETTER)
    await cancel(t.world, IDS.campaign, CONVENER)
    await cancel(t.world, IDS.campaign, CONVENER)
    await t.timers.runUntil('2027-05-01T00:00:00.000Z')
    await sweep(t.world)
    expect(waves().filter(wave => wave !== 'signature-request')).toEqual([
      ...Array(3).fill('invite'),
      ...Array(3).fill('cancellation'),
    ])
    expect(await say(0, 'accepted')).toBe('canceled')
  })

  test('canceling before any letter left writes to nobody', async () => {
    await signedCampaign(t.world)
    await cancel(t.world, IDS.campaign, CONVENER)
    await t.timers.runUntil('2027-05-01T00:00:00.000Z')
    expect(waves()).toEqual(['signature-request', 'signature-request'])
  })
})

describe('what is found late', () => {
  test('by less than a day leaves; by more it asks, and leaves or stays as the convener says', async () => {
    await signedCampaign(t.world)
    await t.clock.moveTo(shift(LETTER, 25 * 3_600_000))
    await sweep(t.world)
    expect(count('invite')).toBe(0)
    expect((await read(t.world.store, waveRef(IDS.campaign, 'invite')))?.value.state).toBe('asks')
    const asking = await read(t.world.store, campaignRef(IDS.campaign))
    if (asking) await decideWave(t.world, asking.value, 'invite', 'release', CONVENER)
    await t.timers.runUntil(shift(LETTER, 26 * 3_600_000))
    expect(count('invite')).toBe(3)
    await t.clock.moveTo('2027-03-20T00:00:00.000Z')
    await sweep(t.world)
    await dropWave(t.world, IDS.campaign, 'follow-up-1', CONVENER)
    await t.timers.runUntil('2027-03-23T00:00:00.000Z')
    await sweep(t.world)
    expect(count('follow-up-1')).toBe(0)
  })

  test('a lost schedule is healed by the sweep', async () => {
    await signedCampaign(t.world)
    for (const { name } of await t.timetable.list(IDS.campaign)) await t.timetable.remove(name)
    await t.clock.moveTo(LETTER)
    await sweep(t.world)
    await t.timers.runUntil(shift(LETTER, 60_000))
    expect(count('invite')).toBe(3)
  })

  test('a pause holds everything, and resuming goes on', async () => {
    await signedCampaign(t.world)
    await pause(t.world, IDS.campaign, CONVENER)
    await t.timers.runUntil(shift(LETTER, 3_600_000))
    await sweep(t.world)
    expect(count('invite')).toBe(0)
    await resume(t.world, IDS.campaign, CONVENER)
    await t.timers.runUntil(shift(LETTER, 7_200_000))
    expect(count('invite')).toBe(3)
  })
})

describe('the thank-you', () => {
  test('confirms an answer once, however often the form arrives', async () => {
    await signedCampaign(t.world)
    await t.timers.runUntil(LETTER)
    await Promise.all([say(0, 'accepted'), say(0, 'accepted'), say(0, 'accepted')])
    await sweep(t.world)
    expect(waves().filter(wave => wave.startsWith('thanks:'))).toHaveLength(1)
    await say(0, 'declined')
    expect(waves().filter(wave => wave.startsWith('thanks:'))).toHaveLength(2)
  })

  test('that a crash left unsent is sent by the sweep', async () => {
    await signedCampaign(t.world)
    await t.timers.runUntil(LETTER)
    const send = t.world.post.send
    t.world.post.send = async () => {
      throw new Error('the process died here')
    }
    expect(await say(0, 'accepted')).toBe('taken')
    expect(waves().filter(wave => wave.startsWith('thanks:'))).toHaveLength(0)
    t.world.post.send = send
    t.world.run = { id: t.world.chance.id(5), alone: true }
    await sweep(t.world)
    expect(waves().filter(wave => wave.startsWith('thanks:'))).toHaveLength(1)
  })

  test('is not written for an answer after the meeting began', async () => {
    await signedCampaign(t.world)
    await t.timers.runUntil('2027-03-31T13:30:00.000Z')
    expect(await say(0, 'accepted')).toBe('too late')
  })
})

describe('what the carrier says', () => {
  const carrier = (outcome: PostOutcome) => {
    const original = t.world.post.send
    t.world.post.send = async () => outcome
    return () => {
      t.world.post.send = original
    }
  }

  test('in doubt is never sent again by itself, and is sent again when the convener says so', async () => {
    await signedCampaign(t.world, { invitees: 1 })
    const restore = carrier({ outcome: 'in doubt', detail: 'the line dropped' })
    await t.timers.runUntil(LETTER)
    restore()
    await t.timers.runUntil('2027-03-10T00:00:00.000Z')
    await sweep(t.world)
    expect(count('invite')).toBe(0)
    await resolveSend(t.world, IDS.campaign, invitationIdFrom(await guest(0)), 'invite', 'send again', CONVENER)
    await t.timers.runUntil('2027-03-10T01:00:00.000Z')
    expect(count('invite')).toBe(1)
  })

  test('later is tried again within minutes', async () => {
    await signedCampaign(t.world)
    const restore = carrier({ outcome: 'later', detail: 'busy' })
    await t.timers.runUntil(LETTER)
    restore()
    await t.timers.runUntil(shift(LETTER, 6 * 60_000))
    expect(count('invite')).toBe(3)
  })

  test('a dead address is suppressed and shown', async () => {
    await signedCampaign(t.world, { invitees: 1 })
    const restore = carrier({ outcome: 'refused', because: 'address', detail: 'no such mailbox' })
    await t.timers.runUntil(LETTER)
    restore()
    const [first] = await invitations()
    expect(first?.sends.invite).toMatchObject({ status: 'bounced', detail: 'no such mailbox' })
    expect(first?.suppressed?.reason).toBe('bounced')
  })
})

test('the partnership has the name people know it by', () => {
  expect(nameOf({ region: 'Front Range', sector: 'Manufacturing' })).toBe('Front Range Manufacturing Partnership')
})
