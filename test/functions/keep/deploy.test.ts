/** A deploy: for a while functions of two versions change the same documents in turn. Neither loses what is the other's. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { type Invitation, invitationShape } from '../../../domain/keep/invitation.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import {
  campaignRef,
  change,
  create,
  invitationRef,
  type Ref,
  read,
  UnreadableRow,
  upsert,
} from '../../../functions/keep/documents.ts'
import { DOCUMENTS, type DocumentKind } from '../../../functions/keep/registry.ts'
import { editInvitee } from '../../../functions/list/correct.ts'
import { optOut } from '../../../functions/list/opt-out.ts'
import { seatIn } from '../../../functions/list/sessions.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, signedCampaign } from '../campaign/launch.ts'

const { sends, answers, invitee: person } = invitationShape().shape

/** The next version's invitation: a field more at every depth, and one that replaces another. */
const nextShape = invitationShape().extend({
  language: z.enum(['en', 'es']),
  invitee: person.extend({ pronouns: z.string().optional(), phones: z.array(z.string()) }),
  sends: z.record(z.string(), sends.valueType.extend({ openedAt: z.string().optional() })),
  answers: z.array(answers.element.extend({ seats: z.number().optional() })),
})
type Next = z.infer<typeof nextShape>

/** Several numbers take the place of the one. That one stays for a release, and what stands there is the later word. */
const toNext = (before: Record<string, unknown>): Record<string, unknown> => {
  const { phone, phones = [], ...rest } = before.invitee as { phone: string; phones?: string[] }
  const others = phones.filter(each => each !== phone)
  return { language: 'en', ...before, invitee: { ...rest, phone, phones: phone === '' ? others : [phone, ...others] } }
}
const NEXT: DocumentKind<Next> = {
  ...DOCUMENTS.invitation,
  shape: () => nextShape,
  upgrades: [...DOCUMENTS.invitation.upgrades, toNext],
}

let t: TestWorld
beforeEach(async () => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z' })
  await signedCampaign(t.world, { invitees: 3 })
})
afterEach(() => t.close())

const id = (n: number) => seatIn(IDS.campaign, invitee(n).email)
const now = (n: number) => invitationRef(IDS.campaign, id(n))
const next = (n: number): Ref<Next> => ({ ...now(n), kind: NEXT })
const raw = async ({ partition, key }: Ref<unknown>) =>
  (await t.world.store.get(partition, key))?.value as Record<string, unknown>
const markOf = async (ref: Ref<unknown>) => (await raw(ref)).shape
const asNext = async (n: number) => (await read(t.world.store, next(n)))?.value

/** The next version writes what this one does not know, in the document, in a list and under the keys of a record. */
const nextWrites = (n: number) =>
  change(
    t.world.store,
    next(n),
    (stands): Next => ({
      ...stands,
      language: 'es',
      invitee: { ...stands.invitee, pronouns: 'she', phones: ['303-555-0100', '970-555-0101'] },
      sends: Object.fromEntries(
        Object.entries(stands.sends).map(([wave, send]) => [wave, { ...send, openedAt: '2027-03-01' }]),
      ),
      answers: stands.answers.map(answer => ({ ...answer, seats: 2 })),
    }),
  )

const answerOf = (n: number, says: string) =>
  takeAnswer(t.world, {
    campaign: IDS.campaign,
    invitation: id(n),
    answer: 'accepted',
    channel: 'link',
    note: says,
    needs: '',
    id: says,
  })

describe('while two versions run', () => {
  test('neither loses what the other wrote, whoever is next', async () => {
    await t.clock.moveTo('2027-02-26T16:00:00.000Z')
    await releaseWave(t.world, { campaign: IDS.campaign, wave: 'invite' })
    await answerOf(0, 'Gladly')
    await nextWrites(0)
    // Acts of this version, each of which writes that very document.
    await answerOf(0, 'With a colleague')
    await editInvitee(t.world, IDS.campaign, id(0), { ...invitee(0), title: 'Owner' }, CONVENER)
    await optOut(t.world, IDS.campaign, id(0))
    const after = await asNext(0)
    expect(after?.language).toBe('es')
    expect(after?.invitee).toMatchObject({ title: 'Owner', pronouns: 'she' })
    expect(after?.invitee.phones).toEqual(['303-555-0100', '970-555-0101'])
    expect(after?.sends.invite).toMatchObject({ status: 'sent', openedAt: '2027-03-01' })
    expect(Object.fromEntries(after?.answers.map(({ note, seats }) => [note, seats]) ?? [])).toEqual({
      Gladly: 2,
      'With a colleague': undefined,
    })
    expect(after?.suppressed?.reason).toBe('opted out')
    await nextWrites(0)
    const before = (await read(t.world.store, now(0)))?.value
    expect(before?.answers).toHaveLength(2)
    expect(before?.invitee.title).toBe('Owner')
  })

  test('a letter that leaves keeps what the next version noted of it while it was due', async () => {
    await t.clock.moveTo('2027-02-26T16:00:00.000Z')
    await releaseWave(t.world, { campaign: IDS.campaign, wave: 'invite' })
    await change(
      t.world.store,
      now(1),
      (stands): Invitation => ({
        ...stands,
        sends: { invite: { status: 'due', at: '2027-02-26T16:00:00.000Z', attempt: '', attempts: 0, sequence: 0 } },
      }),
    )
    await nextWrites(1)
    await change(t.world.store, now(1), stands => ({ ...stands, invitee: { ...stands.invitee, title: 'Chair' } }))
    await sweep(t.world)
    expect((await asNext(1))?.sends.invite).toMatchObject({ openedAt: '2027-03-01' })
  })

  test('each document says whose hands it last went through, and the next version takes its step over it again', async () => {
    const mine = DOCUMENTS.invitation.upgrades.length + 1
    expect(await markOf(now(0))).toBe(mine)
    await nextWrites(0)
    expect(await markOf(now(0))).toBe(mine + 1)
    // Where this version corrects the number, its word is the later one.
    await editInvitee(t.world, IDS.campaign, id(0), { ...invitee(0), phone: '720-555-0199' }, CONVENER)
    expect(await markOf(now(0))).toBe(mine)
    expect((await asNext(0))?.invitee.phones).toEqual(['720-555-0199', '303-555-0100', '970-555-0101'])
    expect((await asNext(0))?.language).toBe('es')
  })

  test('at one moment they wait for each other, and nothing that either did is lost', async () => {
    const by = (which: string) => ({ at: t.world.clock.now(), by: which, event: 'invited again' as const })
    await Promise.all(
      Array.from({ length: 10 }, (_, n) => [
        change(t.world.store, now(2), stands => ({ ...stands, history: [...stands.history, by(`now ${n}`)] })),
        change(t.world.store, next(2), stands => ({ ...stands, history: [...stands.history, by(`next ${n}`)] })),
      ]).flat(),
    )
    const done = (await asNext(2))?.history.map(each => each.by) ?? []
    for (let n = 0; n < 10; n++) expect(done).toEqual(expect.arrayContaining([`now ${n}`, `next ${n}`]))
  })
})

describe('a document of a later version', () => {
  test('that has all that this one needs is read as it is; one that has not is refused, and stays as it is', async () => {
    await nextWrites(0)
    expect((await read(t.world.store, now(0)))?.value.invitee.name).toBe('Guest 0')
    const { partition, key } = now(1)
    const version = (await t.world.store.get(partition, key))?.version
    const later = { id: id(1), campaign: IDS.campaign, shape: 99, guest: { called: 'Guest 1' } }
    await t.world.store.put(partition, key, later, version)
    await expect(read(t.world.store, now(1))).rejects.toBeInstanceOf(UnreadableRow)
    await t.clock.moveTo('2027-02-26T16:00:00.000Z')
    await releaseWave(t.world, { campaign: IDS.campaign, wave: 'invite' })
    await sweep(t.world)
    expect(await raw(now(1))).toEqual(later)
    expect((await read(t.world.store, now(0)))?.value.sends.invite?.status).toBe('sent')
  })

  test('is not taken for one of the first, whatever its mark is', async () => {
    const { partition, key } = campaignRef(IDS.campaign)
    const stored = await t.world.store.get(partition, key)
    for (const shape of [99, 'two', -1, null]) {
      const version = (await t.world.store.get(partition, key))?.version
      await t.world.store.put(partition, key, { ...(stored?.value as object), shape }, version)
      expect((await read(t.world.store, campaignRef(IDS.campaign)))?.value.status).toBe('scheduled')
    }
  })
})

describe('one document that many write', () => {
  const id = invitationIdFrom('n'.repeat(16))
  const ref = invitationRef(IDS.campaign, id)
  const blank = () => ({
    id,
    campaign: IDS.campaign,
    invitee: invitee(9),
    addedAt: t.world.clock.now(),
    sends: {},
    answers: [],
    matters: [],
    history: [],
  })

  test('is made by whoever comes first, and changed by the others: each is heard', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        upsert(t.world.store, ref, (stands = blank()) => ({ ...stands, moves: [...(stands.moves ?? []), `${n}`] })),
      ),
    )
    expect((await read(t.world.store, ref))?.value.moves?.toSorted()).toHaveLength(12)
  })

  test('is left alone where nothing is to be changed, and not made where nothing is to be there', async () => {
    expect(await upsert(t.world.store, ref, () => undefined)).toBeUndefined()
    expect(await change(t.world.store, ref, stands => ({ ...stands }))).toBeUndefined()
    await create(t.world.store, ref, blank())
    const version = (await read(t.world.store, ref))?.version
    expect((await upsert(t.world.store, ref, () => undefined))?.id).toBe(id)
    expect((await read(t.world.store, ref))?.version).toBe(version)
  })

  test('where others always come first, it gives up loudly and not for ever', async () => {
    let puts = 0
    const store = {
      ...t.world.store,
      put: async () => {
        puts++
        return 'conflict' as const
      },
    }
    await expect(upsert(store, ref, blank)).rejects.toThrow('too many writers of a document of the kind invitation')
    expect(puts).toBeLessThan(100)
  })
})
