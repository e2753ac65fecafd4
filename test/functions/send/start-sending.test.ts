/** What has to be so before emails begin to leave: the sender's domain is in order, and whoever presses has seen the words. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PATHS } from '../../../domain/keep/paths.ts'
import { campaignRef, change } from '../../../functions/keep/documents.ts'
import { campaignsOf } from '../../../functions/keep/overview.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS } from '../campaign/launch.ts'
import { type Form, formsOf } from '../forms.ts'
import { type Visitor, visitor } from '../visitor.ts'

let t: TestWorld
let convener: Visitor
beforeEach(async () => {
  t = makeWorld({ start: '2027-01-04T16:00:00.000Z', release: releaseWaves })
  await draftCampaign(t.world)
  convener = await visitor(t.world, CONVENER)
  const quarterly = { start: '08:00', end: '09:30', zone: 'America/Denver', host: 'Lee Forge', address: '1 Mill Rd' }
  await convener.post(`${PATHS.meetings(IDS.campaign)}/quarterly`, {
    ...quarterly,
    dates: '2027-08-10 2027-11-09',
    people: 'ann@lee.example',
    others: 'Somebody <guest0@company0.example>',
  })
})
afterEach(() => t.close())

const breakDomain = () => {
  t.world.names = { ...t.world.names, txt: async () => [] }
}
const statuses = async () => {
  const found: Record<string, string> = {}
  for (const { id, status } of await campaignsOf(t.world, IDS.partnership)) found[id] = status
  return found
}
const tables = async () => Object.keys(await statuses()).filter(id => id !== IDS.campaign)
const scheduled = async () =>
  (await Promise.all(Object.keys(await statuses()).map(id => t.world.timetable.list(id)))).flat().length
const formTo = async (page: string, action: string): Promise<Form> => {
  const form = formsOf(await (await convener.get(page)).text()).find(each => each.action === action)
  if (!form) throw new Error(`${page} has no form to ${action}`)
  return form
}

/** What ends something, so that the forms after it would be gone. */
const ENDS = /\/(?:delete|delete-partnership|cancel|archive|forget|remove|drop|sign-out|not-written-to)$/

/** Every form that leads anywhere from the pages of these campaigns, as it is pressed without touching anything. */
async function allForms(): Promise<Map<string, Form>> {
  const forms = new Map<string, Form>()
  const todo = Object.keys(await statuses()).map(id => PATHS.board(id))
  const seen = new Set<string>()
  for (let path = todo.shift(); path !== undefined; path = todo.shift()) {
    // Of texts and people two stand for all.
    const kind = path.replace(/\/(letters|invitees|people)\/.*/, '/$1/')
    if (seen.has(path) || (kind.endsWith('/') && [...seen].filter(each => each.startsWith(kind)).length >= 2)) continue
    seen.add(path)
    const response = await convener.get(path)
    if (!response.headers.get('content-type')?.includes('html')) continue
    const html = await response.text()
    for (const form of formsOf(html)) if (!ENDS.test(form.action)) forms.set(form.action || path, form)
    for (const [, href = ''] of html.matchAll(/href="(\/campaigns\/[^"#?]+)/g)) todo.push(href)
  }
  return forms
}

describe('while something is wrong at the sender’s domain', () => {
  test('no form of any page begins to send: those that would ask first, and do it when they are told to', async () => {
    breakDomain()
    const drafts = await statuses()
    const [first = '', second = ''] = await tables()
    const asking = new Map<string, Form>()
    const forms = await allForms()
    expect(forms.size).toBeGreaterThan(40)
    for (const [action, { fields }] of forms) {
      const response = await convener.post(action, fields)
      const html = await response.text()
      const form = formsOf(html).find(each => each.fields.sender === 'anyway')
      if (form) {
        expect([action, response.status, html.includes('Your emails may not arrive')]).toEqual([action, 409, true])
        asking.set(action, form)
      }
    }
    const now = await statuses()
    expect(Object.fromEntries(Object.keys(drafts).map(id => [id, now[id]]))).toEqual(drafts)
    expect(await scheduled()).toBe(0)
    for (const action of [
      PATHS.signatures(IDS.campaign),
      PATHS.send(first),
      PATHS.send(second),
      PATHS.sendQuarterly(IDS.campaign),
    ])
      expect([...asking.keys()]).toContain(action)
  }, 60_000)

  test('what is pressed once more is done as it was pressed', async () => {
    breakDomain()
    const page = PATHS.meetings(IDS.campaign)
    const { action, fields } = await formTo(page, PATHS.sendQuarterly(IDS.campaign))
    const asked = formsOf(await (await convener.post(action, fields)).text()).find(each => each.fields.sender)
    expect(asked?.fields).toEqual({ ...fields, sender: 'anyway' })
    expect((await convener.post(asked?.action ?? '', asked?.fields)).status).toBe(303)
    expect(Object.values(await statuses()).sort()).toEqual(['draft', 'scheduled', 'scheduled'])
    expect(await scheduled()).toBeGreaterThan(0)
  })

  test.each([
    ['a wave is released', PATHS.releaseWave(IDS.campaign, 'invite'), {}],
    ['a campaign is resumed', PATHS.resume(IDS.campaign), {}],
    ['champions are asked for the summary', PATHS.summary(IDS.campaign), { do: 'ask' }],
    ['a report is released', PATHS.report(IDS.campaign), { do: 'release' }],
    ['what failed is sent again', PATHS.sendUnsent(IDS.campaign), { why: 'mailbox full' }],
  ])('it is asked about before %s', async (_, path, fields) => {
    breakDomain()
    const response = await convener.post(path, fields)
    expect(response.status).toBe(409)
    expect(await response.text()).toContain('Nothing has been sent.')
    const anyway = await convener.post(path, { ...fields, sender: 'anyway' })
    expect(await anyway.text()).not.toContain('Nothing has been sent.')
  })
})

describe('words that changed since the page was made', () => {
  const PRESSES: [string, () => Promise<[page: string, action: string]>][] = [
    ['champions are asked to sign', async () => [PATHS.review(IDS.campaign), PATHS.signatures(IDS.campaign)]],
    [
      'a meeting nobody signs is sent',
      async () => {
        const [first = ''] = await tables()
        return [PATHS.review(first), PATHS.send(first)]
      },
    ],
    ['all tables are sent', async () => [PATHS.meetings(IDS.campaign), PATHS.sendQuarterly(IDS.campaign)]],
  ]
  const changeLetters = async () => {
    for (const { id } of await campaignsOf(t.world, IDS.partnership))
      await change(t.world.store, campaignRef(id), stands =>
        stands.letter
          ? { ...stands, letter: { ...stands.letter, body: `${stands.letter.body}\n\nA colleague’s words.` } }
          : undefined,
      )
  }

  test.each(PRESSES)('are not sent unseen where %s; from a page that has them they are', async (_, where) => {
    const [page, action] = await where()
    const before = await statuses()
    const old = await formTo(page, action)
    await changeLetters()
    const refused = await convener.post(action, old.fields)
    expect([refused.status, (await refused.text()).includes('The emails have changed')]).toEqual([400, true])
    expect([await statuses(), t.outbox.count()]).toEqual([before, 0])
    const { fields } = await formTo(page, action)
    expect((await convener.post(action, fields)).status).toBe(303)
    expect(await statuses()).not.toEqual(before)
  })

  test.each(PRESSES)('are not asked about on a page from before a deploy, where %s', async (_, where) => {
    const [, action] = await where()
    const before = await statuses()
    expect((await convener.post(action, {})).status).toBe(303)
    expect(await statuses()).not.toEqual(before)
  })

  test('no form of any page breaks that was made before a deploy, and does not say what it was filled from', async () => {
    const carrying = [...(await allForms())].filter(([, { fields }]) => fields.was !== undefined)
    expect(carrying.length).toBeGreaterThan(15)
    for (const [action, { fields }] of carrying) {
      const { was: _, ...rest } = fields
      expect([action, (await convener.post(action, rest)).status < 500]).toEqual([action, true])
    }
    expect(t.logged.filter(({ level }) => level === 'error')).toEqual([])
  }, 30_000)

  test('are asked about when a new date or another meeting is among what all tables send', async () => {
    const old = await formTo(PATHS.meetings(IDS.campaign), PATHS.sendQuarterly(IDS.campaign))
    const [first = ''] = await tables()
    const [campaign] = (await campaignsOf(t.world, IDS.partnership)).filter(({ id }) => id === first)
    if (!campaign?.meeting) throw new Error('no table')
    await change(t.world.store, campaignRef(campaign.id), stands => ({
      ...stands,
      meeting: stands.meeting && { ...stands.meeting, date: '2027-08-17' },
    }))
    expect((await convener.post(old.action, old.fields)).status).toBe(400)
  })
})
