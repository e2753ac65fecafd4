/** One row that cannot be read costs itself alone; its convener sees it, and what can be done about it. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { invitationIdFrom, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { createSample, type Sample } from '../../../functions/campaign/sample.ts'
import {
  campaignOfRef,
  campaignRef,
  invitationRef,
  partnershipOfRef,
  partnershipRef,
  type Ref,
  read,
  refOf,
  suppressionRef,
  UnreadableRow,
  waveRef,
} from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { DOCUMENTS } from '../../../functions/keep/registry.ts'
import { errandPlanRef } from '../../../functions/keep/replan.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { seatIn } from '../../../functions/list/sessions.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { activeRef } from '../../../functions/send/awake.ts'
import { suppress } from '../../../functions/send/suppress.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee, partnership, signedCampaign } from '../campaign/launch.ts'
import { visitor } from '../visitor.ts'

/** Another partnership of the same Convoke, whose letters and digests have to go on whatever is wrong with the first. */
const OTHER = 'other@conveners.example'
/** The letter of both has left by then, and the digests of a morning. */
const LEFT = '2027-03-01T20:00:00.000Z'

let t: TestWorld
let other: Sample
beforeEach(async () => {
  t = makeWorld({
    start: '2027-02-01T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep,
  })
  await signedCampaign(t.world, { invitees: 4 })
  await t.world.store.put(
    'person#convener@example.org',
    `partnership#${IDS.partnership}`,
    { id: IDS.partnership },
    undefined,
  )
  other = await createSample(t.world, 'signed', OTHER)
})
afterEach(() => t.close())

/** Something stands there that no version wrote, or one that is yet to come. */
async function spoil<T>(ref: Ref<T>, edit: (value: T) => unknown): Promise<void> {
  const found = await read(t.world.store, ref)
  if (!found) throw new Error('nothing to spoil')
  await t.world.store.put(ref.partition, ref.key, edit(found.value), found.version)
}
const guest = (n: number) => invitationRef(IDS.campaign, seatIn(IDS.campaign, invitee(n).email))
const strange = (n: number) => spoil(guest(n), value => ({ ...value, answers: [{ answer: 'by pigeon' }] }))
const got = (wave: string, campaign: string = IDS.campaign): string[] =>
  t.outbox.list().flatMap(kept => (kept.wave === wave && kept.campaign === campaign ? kept.to : []))
const errors = () => t.logged.filter(({ level }) => level === 'error')

/** What the convener's digests say. */
const digests = (): string[] =>
  t.outbox
    .list()
    .filter(({ wave, to }) => wave === 'digest' && to.includes(CONVENER))
    .map(({ id }) =>
      Buffer.from(t.outbox.bytes(id) ?? [])
        .toString()
        .replace(/=\r\n/g, ''),
    )

/** That everything of the other partnership went on. */
function othersWentOn(): void {
  expect(t.outbox.list().filter(({ wave, campaign }) => wave === 'invite' && campaign === other.campaign)).toHaveLength(
    other.invitees.length,
  )
  expect(got('digest', other.partnership)).toContain(OTHER)
}

describe('a person on the list who cannot be read', () => {
  test('gets no letter; everybody else does, the sweep goes on, and so do the digests', async () => {
    await strange(1)
    await t.timers.runUntil(LEFT)
    expect(got('invite').sort()).toEqual([0, 2, 3].map(n => invitee(n).email))
    expect((await read(t.world.store, waveRef(IDS.campaign, 'invite')))?.value.state).toBe('finished')
    expect(got('digest', IDS.partnership)).toContain(CONVENER)
    othersWentOn()
  })

  test('is told to the operator once, by ids alone', async () => {
    await strange(1)
    await t.timers.runUntil(LEFT)
    expect(errors()).toEqual([
      {
        level: 'error',
        event: 'a document cannot be read',
        facts: { kind: 'invitation', of: IDS.campaign, id: guest(1).key.slice('invitation#'.length) },
      },
    ])
  })

  test('stands on the board and the list as one person who cannot be shown, two as two people', async () => {
    const convener = await visitor(t.world, CONVENER)
    expect(await convener.text(`/campaigns/${IDS.campaign}`)).not.toContain('cannot be shown')
    await strange(1)
    for (const path of ['', '/invitees'])
      expect(await convener.text(`/campaigns/${IDS.campaign}${path}`)).toContain(' 1 person cannot be shown. ')
    await strange(2)
    for (const path of ['', '/invitees'])
      expect(await convener.text(`/campaigns/${IDS.campaign}${path}`)).toContain(' 2 people cannot be shown. ')
    expect((await convener.get(`/campaigns/${IDS.campaign}/people/${guest(0).key.split('#')[1]}`)).status).toBe(200)
  })

  test('is counted in the digest', async () => {
    await strange(1)
    await t.timers.runUntil('2027-02-26T18:00:00.000Z')
    await takeAnswer(t.world, {
      campaign: IDS.campaign,
      invitation: seatIn(IDS.campaign, invitee(0).email),
      answer: 'accepted',
      channel: 'link',
      note: '',
      needs: '',
      id: 'yes',
    })
    await t.timers.runUntil('2027-03-02T20:00:00.000Z')
    expect(digests().join('\n')).toContain('1 person cannot be shown')
  })

  test('says which it is and why, and can be saved and taken away by a convener; after that they are added anew', async () => {
    await strange(1)
    const path = `/campaigns/${IDS.campaign}/cannot-be-shown`
    const convener = await visitor(t.world, CONVENER)
    const page = await (await convener.get(path)).text()
    expect(page).toContain(`campaign#${IDS.campaign} ${guest(1).key}`)
    expect(page).toContain('answers › 0 › answer')
    const row = /name="row" value="([a-z2-7]+)"/.exec(page)?.[1] ?? ''
    const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? ''
    const saved = await convener.get(`${path}/${row}`)
    expect(saved.headers.get('content-disposition')).toContain('attachment')
    expect(await saved.json()).toMatchObject({ key: guest(1).key, value: { answers: [{ answer: 'by pigeon' }] } })
    // What somebody else wrote meanwhile is not taken away unseen.
    expect((await convener.post(path, { row, version: '99' })).headers.get('location')).toContain('did=changed')
    expect((await convener.post(path, { row, version })).headers.get('location')).toContain('did=taken+away')
    expect(await convener.text(path)).toContain('Everything of this meeting can be shown.')
    await addInvitees(t.world, IDS.campaign, [invitee(1)], CONVENER, 'now')
    await t.timers.runUntil(LEFT)
    expect(got('invite')).toContain(invitee(1).email)
  })

  test('is nothing that a reader may take away, nor somebody from elsewhere', async () => {
    await strange(1)
    await spoil(partnershipRef(IDS.partnership), value => ({
      ...value,
      shape: 2,
      team: [...value.team, { name: 'Fay', email: 'fay@guide.example', role: 'facilitator', organization: '' }],
    }))
    const path = `/campaigns/${IDS.campaign}/cannot-be-shown`
    const fay = await visitor(t.world, 'fay@guide.example')
    const page = await (await fay.get(path)).text()
    expect(page).toContain('A person on the list')
    expect(page).not.toContain('<form method="post" action="/campaigns')
    expect((await fay.post(path, { row: 'x', version: '1' })).status).toBe(403)
    expect((await (await visitor(t.world, OTHER)).get(path)).status).toBe(404)
    const convener = await visitor(
      { ...t.world, settings: { ...t.world.settings, url: 'https://other.example' } },
      CONVENER,
    )
    expect((await convener.post(path)).status).not.toBe(500)
  })

  test('keeps nobody else of a list from being taken in', async () => {
    await strange(1)
    const people = [invitee(1), invitee(30), invitee(31)]
    const { added } = await addInvitees(t.world, IDS.campaign, people, CONVENER, 'with the wave')
    expect(added).toBe(2)
    expect((await read(t.world.store, guest(31)))?.value.invitee.name).toBe('Guest 31')
  })

  test('whose link is opened reads that it cannot be shown, and to reply instead', async () => {
    await strange(1)
    const id = guest(1).key.split('#')[1] ?? ''
    const { pathname } = new URL(LINKS.rsvp.to(t.world.settings, IDS.campaign, invitationIdFrom(id)))
    const anybody = await visitor(t.world)
    expect((await anybody.get(pathname)).status).toBe(500)
    expect(await anybody.text(pathname)).toContain('Nothing of it is lost')
  })
})

describe('a letter whose state cannot be read', () => {
  test('does not leave, for it may have been dropped; the other letters of its campaign do, and all of others', async () => {
    await t.timers.runUntil('2027-02-26T18:00:00.000Z')
    await t.world.store.put(`campaign#${IDS.campaign}`, 'wave#follow-up-1', { state: 'on its way' }, undefined)
    await t.timers.runUntil('2027-03-30T20:00:00.000Z')
    expect(got('invite')).toHaveLength(4)
    expect(got('follow-up-1')).toEqual([])
    expect(got('follow-up-2')).toHaveLength(4)
    othersWentOn()
  })

  test('stands on the board, and leaves or asks once its row is taken away', async () => {
    await t.world.store.put(`campaign#${IDS.campaign}`, 'wave#invite', { state: 'on its way' }, undefined)
    await t.timers.runUntil('2027-02-26T18:00:00.000Z')
    expect(got('invite')).toEqual([])
    const convener = await visitor(t.world, CONVENER)
    expect(await convener.text(`/campaigns/${IDS.campaign}`)).toContain('What is stored of it cannot be read')
    const path = `/campaigns/${IDS.campaign}/cannot-be-shown`
    const page = await (await convener.get(path)).text()
    const row = /name="row" value="([a-z2-7]+)"/.exec(page)?.[1] ?? ''
    expect((await convener.post(path, { row, version: '1' })).status).toBe(303)
    await t.timers.runUntil('2027-02-26T20:00:00.000Z')
    expect(got('invite')).toHaveLength(4)
  })

  test('is told of in the digest of the next morning', async () => {
    await t.world.store.put(`campaign#${IDS.campaign}`, 'wave#invite', { state: 'on its way' }, undefined)
    await t.timers.runUntil('2027-03-01T20:00:00.000Z')
    expect(digests().join('\n')).toContain('cannot be read, and does not leave')
  })
})

describe('a campaign that cannot be read', () => {
  beforeEach(() => spoil(campaignRef(IDS.campaign), value => ({ ...value, shape: 2, status: 'dreaming' })))

  test('stands still; the sweep, and letters and digests of others, go on', async () => {
    await t.timers.runUntil(LEFT)
    expect(got('invite')).toEqual([])
    othersWentOn()
    expect(errors().map(({ facts }) => facts)).toEqual([{ kind: 'campaign', of: IDS.campaign, id: '' }])
  })

  test('is said on the first page of its own people, and is not there for a stranger', async () => {
    const convener = await visitor(t.world, CONVENER)
    expect(await convener.text('/')).toContain('1 partnership or meeting of yours cannot be shown.')
    expect(await convener.text('/')).toContain(`campaign#${IDS.campaign}`)
    expect((await convener.get(`/campaigns/${IDS.campaign}`)).status).toBe(500)
    expect(await convener.text(`/campaigns/${IDS.campaign}`)).toContain('Nothing of it is lost')
    const stranger = await visitor(t.world, OTHER)
    expect((await stranger.get(`/campaigns/${IDS.campaign}`)).status).toBe(404)
    expect(await stranger.text('/')).not.toContain('cannot be shown')
  })
})

test('a partnership that cannot be read stands still, is said on its people’s first page, and costs nobody else anything', async () => {
  await spoil(partnershipRef(IDS.partnership), ({ team: _, ...value }) => ({ ...value, shape: 2 }))
  await t.timers.runUntil(LEFT)
  expect(got('invite')).toEqual([])
  expect(got('digest', IDS.partnership)).toEqual([])
  othersWentOn()
  const convener = await visitor(t.world, CONVENER)
  expect(await convener.text('/')).toContain(`partnership#${IDS.partnership}`)
  expect((await convener.get(`/campaigns/${IDS.campaign}`)).status).toBe(500)
})

test('pointers are found by their keys, whatever stands in them', async () => {
  const pointers = [
    activeRef(IDS.campaign),
    campaignOfRef(IDS.partnership, IDS.campaign),
    partnershipOfRef(CONVENER, IDS.partnership),
  ]
  for (const { partition, key } of pointers) {
    const version = (await t.world.store.get(partition, key))?.version
    await t.world.store.put(partition, key, { points: 'nowhere' }, version)
  }
  expect(await (await visitor(t.world, CONVENER)).text('/')).toContain('Front Range Manufacturing Partnership')
  await t.timers.runUntil(LEFT)
  expect(got('invite')).toHaveLength(4)
  othersWentOn()
})

test('a mark that says when to look at a partnership costs that look alone', async () => {
  const { partition, key } = errandPlanRef(IDS.partnership)
  await t.world.store.put(partition, key, { next: 7 }, (await t.world.store.get(partition, key))?.version)
  await t.timers.runUntil(LEFT)
  expect(got('invite')).toHaveLength(4)
  othersWentOn()
})

test('an address that was not to be written to is left in peace, though nobody can read why', async () => {
  const { email } = invitee(2)
  const { partition, key } = suppressionRef(IDS.partnership, email)
  await t.world.store.put(partition, key, { reason: 'moved to the moon' }, undefined)
  await t.timers.runUntil(LEFT)
  expect(got('invite').sort()).toEqual([0, 1, 3].map(n => invitee(n).email))
  expect(await suppress(t.world, IDS.partnership, { email, reason: 'bounced', at: LEFT })).toBe('known')
  expect(JSON.stringify(t.logged)).not.toContain(email)
})

test('an errand of which nobody can read what became is not sent again', async () => {
  await t.timers.runUntil('2027-02-26T18:00:00.000Z')
  const [digest] = t.outbox.list().filter(({ wave, to }) => wave === 'digest' && to.includes(CONVENER))
  expect(digest).toBeDefined()
  const ref = refOf(DOCUMENTS.errandSent, IDS.partnership, `digest:2027-02-26#${CONVENER}`)
  await spoil(ref, value => ({ ...value, status: 'lost' }))
  await t.world.store.remove(
    'tended',
    IDS.partnership,
    (await read(t.world.store, errandPlanRef(IDS.partnership)))?.version ?? 0,
  )
  await sweep(t.world)
  await t.timers.runUntil('2027-02-26T22:00:00.000Z')
  expect(got('digest', IDS.partnership).filter(to => to === CONVENER)).toHaveLength(1)
})

test('what is read strictly says what cannot be read, and never what stands there', async () => {
  const world = makeWorld()
  await draftCampaign(world.world)
  await world.world.store.put(
    `partnership#${'q'.repeat(16)}`,
    'partnership',
    { ...partnership(), sector: 9 },
    undefined,
  )
  const failure = await read(world.world.store, partnershipRef(partnershipIdFrom('q'.repeat(16)))).catch(
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(UnreadableRow)
  expect(String(failure)).toContain('sector')
  expect(String(failure)).not.toContain('9')
  world.close()
})
