/** People whom a convener knows already: from which meeting, what they said, and whether they want no more emails. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { TeamMember } from '../../../domain/keep/partnership.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { deletePartnership } from '../../../functions/campaign/manage/delete.ts'
import { readContext } from '../../../functions/keep/context.ts'
import {
  campaignOfRef,
  campaignRef,
  change,
  create,
  invitationsOf,
  partnershipOfRef,
  partnershipRef,
  read,
  rowsIn,
} from '../../../functions/keep/documents.ts'
import type { Store } from '../../../functions/keep/ports.ts'
import { editInvitee } from '../../../functions/list/correct.ts'
import { forgetEverywhere } from '../../../functions/list/forget.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { knownElsewhere } from '../../../functions/list/known/known-elsewhere.ts'
import { optOut } from '../../../functions/list/opt-out.ts'
import { takeListBack } from '../../../functions/list/take-back/take-back.ts'
import { campaign as blank, launch } from '../../domain/keep/campaigns.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, invitee, partnership } from '../campaign/launch.ts'
import { type Visitor, visitor } from '../visitor.ts'

const LIST = `/campaigns/${IDS.campaign}/invitees`
const OTHER = partnershipIdFrom('q'.repeat(16))
const BEFORE = campaignIdFrom('b'.repeat(16))
const THERE = campaignIdFrom('d'.repeat(16))
const JANE = invitee(1, { name: 'Jane Roe', company: 'Roe', email: 'jane@roe.example' })

let t: TestWorld
let convener: Visitor

/** One more campaign, of a partnership in which these people have roles. */
async function another(
  id: Campaign['id'],
  of: Campaign['partnership'],
  team: TeamMember[],
  sector: string,
): Promise<void> {
  if (of !== IDS.partnership) {
    await create(t.world.store, partnershipRef(of), partnership({ id: of, sector, region: 'Western Slope', team }))
    for (const { email } of team) await create(t.world.store, partnershipOfRef(email, of), { id: of })
  }
  await create(
    t.world.store,
    campaignRef(id),
    blank({ id, partnership: of, meeting: launch({ date: '2026-05-12', uid: `${id}@x` }) }),
  )
  await create(t.world.store, campaignOfRef(of, id), { id })
}
const role = (email: string): TeamMember => ({ name: 'Cora Day', email, role: 'convener', organization: 'Board' })

beforeEach(async () => {
  t = makeWorld({ start: '2026-04-01T16:00:00.000Z' })
  await draftCampaign(t.world, { invitees: 0 })
  await create(t.world.store, partnershipOfRef(CONVENER, IDS.partnership), { id: IDS.partnership })
  await another(BEFORE, IDS.partnership, [], '')
  convener = await visitor(t.world, CONVENER)
})
afterEach(() => t.close())

const inList = async (of: Campaign['id'], email: string): Promise<Invitation> => {
  for await (const { value } of invitationsOf(t.world.store, of)) if (value.invitee.email === email) return value
  throw new Error(`${email} is on no list`)
}
const put = async (of: Campaign['id'], who = JANE): Promise<Invitation> => {
  await addInvitees(t.world, of, [who], CONVENER, 'now')
  return inList(of, who.email)
}
const say = (of: Campaign['id'], id: Invitation['id'], answer: 'accepted' | 'declined') =>
  takeAnswer(t.world, { campaign: of, invitation: id, answer, channel: 'link', note: '', needs: '', id: 'x' })
async function preview(...rows: string[]): Promise<{ path: string; text: string }> {
  const pasted = ['Name,Title,Company,Email', ...rows].join('\n')
  const path = (await convener.post(`${LIST}/read`, { pasted })).headers.get('location') ?? ''
  return { path, text: await convener.text(path) }
}
const ROW = 'Jane Roe,CEO,Roe,JANE@roe.example'
const pointers = async (of: Campaign['partnership']): Promise<string[]> => {
  const keys: string[] = []
  for await (const { key } of rowsIn(t.world.store, `known#${of}`, '')) keys.push(key)
  return keys
}

describe('somebody who stands on another list of the partnership', () => {
  test('is known on the preview of an import and on their page, with what they said', async () => {
    const { id } = await put(BEFORE)
    await say(BEFORE, id, 'accepted')
    const { text } = await preview(ROW, 'Bob Lee,CEO,Lee,bob@lee.example')
    expect(text).toContain('Known from Launch, Tuesday, May 12, 2026 : said yes')
    expect(text.match(/Known from/g)).toHaveLength(1)
    const here = await put(IDS.campaign)
    const page = await (await convener.get(`/campaigns/${IDS.campaign}/people/${here.id}`)).text()
    expect(page).toContain(`/campaigns/${BEFORE}/people/${id}`)
    expect(page).toContain('said yes')
  })

  test('is left out by default if they opted out, with the reason, and can be added anyway', async () => {
    const { id } = await put(BEFORE)
    await optOut(t.world, BEFORE, id)
    const { path, text } = await preview(ROW, 'Bob Lee,CEO,Lee,bob@lee.example')
    expect(text).toContain('1 left out by the list')
    expect(text).toContain('Asked this partnership for no more emails')
    expect(text).toContain('Import 1 person')
    await convener.post(path, { do: 'correct', 'include-2': 'yes' })
    expect(await convener.text(path)).toContain('Import 2 people')
    await convener.post(path, { do: 'import' })
    expect((await inList(IDS.campaign, 'jane@roe.example')).invitee.name).toBe('Jane Roe')
  })

  test('is found by the address that was corrected, and by the former one no more', async () => {
    const { id, invitee: was } = await put(BEFORE)
    await editInvitee(t.world, BEFORE, id, { ...was, email: 'jane.roe@roe.example' }, CONVENER)
    expect((await preview(ROW)).text).not.toContain('Known from')
    expect((await preview('Jane Roe,CEO,Roe,jane.roe@roe.example')).text).toContain(
      'Known from Launch, Tuesday, May 12, 2026',
    )
    expect(await pointers(IDS.partnership)).toEqual(['jane.roe@roe.example'])
  })

  test('is found where they were on a list before there were pointers', async () => {
    await put(BEFORE)
    const { partition, key } = { partition: `known#${IDS.partnership}`, key: 'jane@roe.example' }
    await t.world.store.remove(partition, key, 1)
    expect(await pointers(IDS.partnership)).toEqual([])
    expect((await preview(ROW)).text).toContain('Known from Launch')
  })
})

describe('somebody of another partnership', () => {
  test('is known where the convener has a role in it, named with it, an opt-out there is shown and does not leave them out', async () => {
    await another(THERE, OTHER, [role(CONVENER)], 'Health Care')
    const { id } = await put(THERE)
    await optOut(t.world, THERE, id)
    const { text } = await preview(ROW)
    expect(text).toContain(
      'Known from Launch, Tuesday, May 12, 2026 (Western Slope Health Care): not sent yet; asked for no more emails',
    )
    expect(text).toContain('Import 1 person')
  })

  test('is a stranger where the convener has none, or none any more', async () => {
    await another(THERE, OTHER, [role('else@board.example')], 'Health Care')
    const { id } = await put(THERE)
    await optOut(t.world, THERE, id)
    expect((await preview(ROW)).text).not.toMatch(/Known from|Western Slope|no more emails/)
    // A pointer that stayed behind gives no rights.
    await create(t.world.store, partnershipOfRef(CONVENER, OTHER), { id: OTHER })
    expect((await preview(ROW)).text).not.toMatch(/Known from|Western Slope|no more emails/)
    await change(t.world.store, partnershipRef(OTHER), stands => ({
      ...stands,
      team: [...stands.team, role(CONVENER)],
    }))
    expect((await preview(ROW)).text).toContain('Western Slope')
  })
})

describe('the pointers', () => {
  test('cost a few reads for each person shown, however many people there are', async () => {
    await addInvitees(
      t.world,
      BEFORE,
      Array.from({ length: 400 }, (_, n) => invitee(n)),
      CONVENER,
      'now',
    )
    const here = (await read(t.world.store, campaignRef(IDS.campaign)))?.value
    if (!here) throw new Error('no campaign')
    const emails = Array.from({ length: 50 }, (_, n) => invitee(n).email)
    expect((await knownElsewhere(t.world, CONVENER, here, emails)).size).toBe(50)
    let gets = 0
    let lists = 0
    const counting: Store = {
      ...t.world.store,
      get(...what) {
        gets++
        return t.world.store.get(...what)
      },
      list(...what) {
        lists++
        return t.world.store.list(...what)
      },
    }
    await knownElsewhere({ ...t.world, store: counting }, CONVENER, here, emails)
    expect({ gets: gets <= 50 * 2 + 5, lists }).toEqual({ gets: true, lists: 1 })
  })

  test('go with whoever is taken back, forgotten or deleted', async () => {
    const { path } = await preview(ROW)
    await convener.post(path, { do: 'import' })
    expect(await pointers(IDS.partnership)).toEqual(['jane@roe.example'])
    await takeListBack(t.world, IDS.campaign, path.split('/').at(-1) ?? '', CONVENER)
    expect(await pointers(IDS.partnership)).toEqual([])
    const jane = await put(BEFORE)
    await put(IDS.campaign, invitee(2))
    const context = await readContext(t.world.store, BEFORE)
    if (!context) throw new Error('no campaign')
    await forgetEverywhere(t.world, context, jane, CONVENER)
    expect(await pointers(IDS.partnership)).toEqual(['guest2@company2.example'])
    expect((await preview(ROW)).text).not.toContain('Known from')
    await deletePartnership(t.world, IDS.partnership, true)
    expect(await pointers(IDS.partnership)).toEqual([])
  })
})
