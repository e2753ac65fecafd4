/** The convener's word on what came in: what each brings about, once. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { Matter } from '../../../domain/keep/matter.ts'
import { takeForPerson } from '../../../functions/answer/incoming/set-aside.ts'
import { sessionsView } from '../../../functions/answer/sessions-view.ts'
import { settleMatter, type Word } from '../../../functions/answer/settle-matter.ts'
import { sendThanks } from '../../../functions/answer/thanks.ts'
import { create, invitationsOf, refOf } from '../../../functions/keep/documents.ts'
import { DOCUMENTS } from '../../../functions/keep/registry.ts'
import { paceOf, whenFree } from '../../../functions/send/pace.ts'
import { answered, matter, sent } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee } from '../campaign/launch.ts'
import { launchIn, sentLaunch } from '../campaign/written.ts'
import { calendarMail, deliverMail } from './replies.ts'

const NOW = '2027-03-03T16:00:00.000Z'
const DANA = { name: 'Dana Reyes', title: 'COO', email: 'dana@company0.example' }

let t: TestWorld
const { idOf, guest, invitationOf, edit, campaign, context } = launchIn(() => t.world)
beforeEach(async () => {
  t = makeWorld({ start: NOW })
  await sentLaunch(t.world, 4)
})
afterEach(() => t.close())

const stands = async (n = 0): Promise<Invitation> => {
  const found = await invitationOf(n)
  if (!found) throw new Error('nobody')
  return found
}
const settle = (word: Word, id = 'm') => settleMatter(t.world, IDS.campaign, idOf(0), id, word, CONVENER)
const raises = (over: Partial<Matter> = {}) => guest(0, { matters: [matter('Words', { id: 'm', ...over })] })
const settledAs = async () => (await stands()).matters.map(({ settled }) => settled)
const invitationAt = async (email: string) => {
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign))
    if (value.invitee.email === email) return value
  return undefined
}

describe('a word on a matter', () => {
  test('is written down with who said it and when, and the first one stands', async () => {
    await guest(0, { matters: [matter('A', { id: 'm' }), matter('B', { id: 'other' })] })
    expect([await settle('dismiss'), await settle('accepted')]).toEqual(['settled', 'settled'])
    expect(await settledAs()).toEqual([{ at: NOW, by: CONVENER, how: 'dismiss' }, undefined])
    expect((await stands()).answers).toEqual([])
    expect(await settle('dismiss', 'none')).toBe('not found')
  })

  test.each(['accepted', 'declined', 'tentative'] as const)(
    '%s is their answer, read by whoever said so',
    async word => {
      await raises({ from: { name: '', email: 'pat@else.example' } })
      expect(await settle(word)).toBe('settled')
      expect((await stands()).answers).toMatchObject([
        {
          answer: word,
          channel: 'convener',
          note: '',
          needs: '',
          by: { person: 'pat@else.example', was: 'read', by: CONVENER },
        },
      ])
      expect((await stands()).answers[0]?.delegate).toBeUndefined()
    },
  )

  test('delegated takes over whom it names, or nobody where it names none', async () => {
    await raises({ person: DANA, from: { name: 'Jane', email: 'j@x.example' } })
    await settle('delegated')
    expect((await stands()).answers).toMatchObject([{ answer: 'delegated', delegate: DANA, by: { person: 'Jane' } }])
    await guest(0, { answers: [] })
    await raises()
    await settle('delegated')
    expect((await stands()).answers[0]?.delegate).toEqual({ name: '', title: '', email: '' })
  })

  test('opt out silences them', async () => {
    await raises()
    expect(await settle('opt out')).toBe('settled')
    expect((await stands()).suppressed?.reason).toBe('opted out')
  })

  test('approve brings a stand-in of the same company, at once; without an address nobody', async () => {
    await raises({ person: { ...DANA, email: 'dana' } })
    expect(await settle('approve')).toBe('no address')
    expect(await settledAs()).toEqual([undefined])
    await raises({ person: { ...DANA, name: '' } })
    expect(await settle('approve')).toBe('settled')
    expect(await invitationAt(DANA.email)).toMatchObject({
      invitee: { name: DANA.email, title: 'COO', company: 'Company 0', phone: '', publicPartner: false },
      standsInFor: { invitation: idOf(0), name: 'Guest 0' },
      sends: { invite: {} },
    })
  })

  test('invite brings somebody of their own, who stands in for nobody', async () => {
    await raises({ person: DANA, kind: 'away' })
    expect(await settle('invite')).toBe('settled')
    const there = await invitationAt(DANA.email)
    expect(there).toMatchObject({ invitee: { ...DANA, company: 'Company 0' } })
    expect(there?.standsInFor).toBeUndefined()
  })

  test('that cannot count any more, for the meeting is off or they are off the list, settles nothing', async () => {
    await raises()
    await guest(0, { removedAt: NOW })
    expect(await settle('accepted')).toBe('too late')
    expect(await settledAs()).toEqual([undefined])
  })
})

describe('a thank-you that is due', () => {
  const due = { status: 'due', at: NOW, attempt: '', attempts: 0, sequence: 0 } as const
  const sends = async (over: Partial<Invitation>) => {
    await guest(0, {
      answers: [answered()],
      sends: { 'thanks:answer-1': due },
      suppressed: undefined,
      removedAt: undefined,
      ...over,
    })
    await sendThanks(t.world, await context(), await stands(), whenFree(paceOf(t.world)))
    const { status, why } = (await stands()).sends['thanks:answer-1'] ?? {}
    return status === 'skipped' ? why : status
  }
  test('leaves for the answer that stands, and to nobody who was removed or wants no emails', async () => {
    expect(await sends({ removedAt: NOW })).toBe('no longer invited')
    expect(await sends({ suppressed: { email: invitee(0).email, reason: 'opted out', at: NOW } })).toBe('opted out')
    expect(await sends({ answers: [answered(), answered({ id: 'later', at: NOW })] })).toBe('a later answer came')
    expect(await sends({})).toBe('sent')
  })
})

describe('a message that was set aside', () => {
  const aside = async (text: string) => {
    await deliverMail(t, calendarMail({ method: 'REQUEST' }), idOf(0))
    const { partition, key } = refOf(DOCUMENTS.aside, IDS.campaign, idOf(0))
    const stood = await t.world.store.get(partition, key)
    const value = stood?.value as { messages: { id: string; text: string }[] }
    const [first] = value.messages
    if (!first) throw new Error('nothing was set aside')
    await t.world.store.put(partition, key, { ...value, messages: [{ ...first, text }] }, stood?.version)
    return first.id
  }
  test('comes before the convener with the answer that it plainly gives', async () => {
    const id = await aside('No, I cannot make it.')
    expect(await takeForPerson(t.world, IDS.campaign, idOf(0), id)).toBe('taken')
    const [found] = (await stands()).matters
    expect(found).toMatchObject({ kind: 'unclear', suggestion: { answer: 'declined', because: '' } })
    expect((await stands()).answers).toEqual([])
    expect(await takeForPerson(t.world, IDS.campaign, idOf(0), id)).toBe('taken')
    expect((await stands()).matters).toHaveLength(1)
    expect(await takeForPerson(t.world, IDS.campaign, idOf(0), 'none')).toBe('not found')
  })
  test('without one where it says none, and never of somebody who was forgotten', async () => {
    const id = await aside('Our minutes of Monday are attached.')
    await guest(0, { forgottenAt: NOW })
    expect(await takeForPerson(t.world, IDS.campaign, idOf(0), id)).toBe('not found')
    await guest(0, { forgottenAt: undefined })
    await takeForPerson(t.world, IDS.campaign, idOf(0), id)
    expect((await stands()).matters[0]?.suggestion).toBeUndefined()
  })
})

test('a session is shown with its name, day and place, and empty where it has none', async () => {
  await edit({ session: { group: 'g', name: 'Here' } })
  await create(t.world.store, refOf(DOCUMENTS.sessionOf, 'g', IDS.campaign), { id: IDS.campaign })
  await guest(0, { answers: [answered({ answer: 'delegated' })], sends: { invite: sent(NOW) } })
  const [shown] = (await sessionsView(t.world, await campaign()))?.each ?? []
  expect(shown).toMatchObject({
    name: 'Here',
    when: expect.stringMatching(/March 31.*, 7:30/),
    place: 'Ridgeline Machining',
  })
  expect(shown?.counts).toEqual({ invited: 4, coming: 1, silent: 3 })
  await edit({ meeting: undefined })
  expect((await sessionsView(t.world, await campaign()))?.each).toMatchObject([{ when: '', place: '' }])
})
