/** Two who work on one campaign at once, each with a page of their own: nothing that either typed is ever lost silently. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TeamMember } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { readContext } from '../../functions/keep/context.ts'
import {
  change,
  create,
  invitationsOf,
  partnershipOfRef,
  partnershipRef,
  read,
} from '../../functions/keep/documents.ts'
import type { World } from '../../functions/keep/ports.ts'
import { releaseWave } from '../../functions/send/release-wave.ts'
import { releaseNow } from '../../functions/send/steer-campaign.ts'
import { foundTeams, makeLead } from '../../functions/teams/action-team.ts'
import { CONVENER, IDS } from './campaign/launch.ts'
import { type Form, formsOf } from './forms.ts'
import { quarterlyTables, type Tables } from './table/quarterly.ts'
import { plain, type Visitor, visitor } from './visitor.ts'

const COLE = 'cole@board.example'
const SUE = 'sue@college.example'
const member = (name: string, email: string, role: TeamMember['role']) => ({ name, email, role, organization: '' })

let at: Tables
let cora: Visitor
let cole: Visitor
let paths: Record<string, string>

beforeEach(async () => {
  at = await quarterlyTables(['2027-08-10'])
  const { world } = at.t
  await releaseNow(world, IDS.campaign, 'invite', CONVENER)
  await releaseWave(world, { campaign: IDS.campaign, wave: 'invite' })
  await change(world.store, partnershipRef(IDS.partnership), stands => ({
    ...stands,
    team: [...stands.team, member('Cole Park', COLE, 'co-convener'), member('Sue Ott', SUE, 'support team')],
  }))
  for (const email of [COLE, SUE])
    await create(world.store, partnershipOfRef(email, IDS.partnership), { id: IDS.partnership })
  const context = await readContext(world.store, IDS.campaign)
  if (!context) throw new Error('no campaign')
  const [team] = await foundTeams(world, context.campaign, [{ name: 'Housing' }], CONVENER)
  if (!team) throw new Error('no team')
  const lead = { name: 'Ann Lee', title: 'CEO', company: 'Lee Forge', email: 'ann@lee.example', publicPartner: false }
  const where = { partnership: IDS.partnership, team, by: CONVENER }
  await makeLead(world, context.partnership, context.campaign, where, lead)
  cora = await visitor(world, CONVENER)
  cole = await visitor(world, COLE)
  let guest = ''
  for await (const { value } of invitationsOf(world.store, IDS.campaign)) guest ||= value.id
  paths = {
    partnership: PATHS.partnership(IDS.campaign),
    meeting: PATHS.meeting(IDS.campaign),
    champions: PATHS.champions(IDS.campaign),
    team: PATHS.team(IDS.campaign),
    letter: PATHS.letter(IDS.campaign),
    timing: PATHS.timing(IDS.campaign),
    'follow-up': PATHS.text(IDS.campaign, 'follow-up-1'),
    'run sheet': PATHS.text(IDS.campaign, 'run-sheet'),
    invitee: PATHS.invitee(IDS.campaign, guest),
    day: PATHS.day(IDS.campaign),
    summary: PATHS.summary(IDS.campaign),
    report: PATHS.report((await at.table(0)).id),
    calls: PATHS.calls(IDS.campaign),
    readiness: PATHS.readiness(IDS.campaign),
    'action team': PATHS.actionTeam(IDS.campaign, team),
  }
})
afterEach(() => at.t.close())

/** The form of a page that has this field. */
async function formAt(who: Visitor, path: string, field: string): Promise<Form> {
  const html = await (await who.get(path)).text()
  const form = formsOf(html).find(each => Object.hasOwn(each.fields, field) && Object.hasOwn(each.fields, 'was'))
  if (!form) throw new Error(`no form at ${path} has ${field} and what it was filled from`)
  return form
}
/** Sends a form as somebody left it, and says yes to what that brings. */
async function send(who: Visitor, path: string, { action, fields }: Form, typed: Record<string, string>) {
  const response = await who.post(action || path, { ...fields, ...typed })
  if (response.status !== 200) return { status: response.status, html: await response.text() }
  const confirm = formsOf(await response.text()).find(each => each.fields.confirmed === 'yes')
  if (!confirm) throw new Error(`${path} asks for something`)
  const confirmed = await who.post(confirm.action, confirm.fields)
  return { status: confirmed.status, html: await confirmed.text() }
}

/** Of every form, two fields that two people change at once, and another value for the first. */
const FORMS: [page: string, one: [string, string], other: [string, string] | undefined, again: string][] = [
  [
    'partnership',
    ['why', 'Mine: nobody finds welders.'],
    ['organization_phone', '303 555 0100'],
    'Theirs: pay is low.',
  ],
  ['meeting', ['parking', 'Behind the mill'], ['access', 'Ring twice'], 'In front of it'],
  ['champions', ['title_0', 'Owner'], ['company_1', 'Ruiz and Sons'], 'Chair'],
  ['team', ['organization_0', 'The board'], ['name_2', 'Susan Ott'], 'The chamber'],
  [
    'letter',
    ['subject', 'Breakfast for {{first_name}}'],
    ['body', 'Dear {{first_name}},\n\nCome.'],
    'Lunch, {{first_name}}',
  ],
  ['timing', ['goal', '21'], ['holidays', '2027-03-05'], '33'],
  ['follow-up', ['subject', 'Once more'], ['body', 'We hope to see you, {{first_name}}.'], 'And again'],
  ['run sheet', ['subject', 'Tomorrow it is'], undefined, 'So, tomorrow'],
  ['invitee', ['title', 'Owner'], ['phone', '303 555 0111'], 'President'],
  ['day', ['order', '8:00 AM Coffee'], undefined, '8:00 AM Tea'],
  ['summary', ['subject', 'What we said'], ['missed', 'We missed you.'], 'What you said'],
  ['report', ['subject', 'Three months'], ['missed', 'You were missed.'], 'A quarter'],
  ['calls', ['points', 'Say hello first.'], undefined, 'Say who you are.'],
  ['action team', ['start0', '07:15'], ['start1', '08:45'], '06:45'],
]

describe.each(FORMS)('Two pages of one form: %s', (page, [field, mine], other, again) => {
  const path = () => paths[page] ?? ''
  beforeEach(async () => {
    if (page !== 'summary') return
    await at.t.clock.moveTo('2027-03-31T20:00:00.000Z')
    cora = await visitor(at.t.world, CONVENER)
    cole = await visitor(at.t.world, COLE)
  })

  it('merge where they touch different fields', async () => {
    if (!other) return
    const [one, two] = [await formAt(cora, path(), field), await formAt(cole, path(), other[0])]
    expect((await send(cora, path(), one, { [field]: mine })).status).toBe(303)
    expect((await send(cole, path(), two, { [other[0]]: other[1] })).status).toBe(303)
    const { fields } = await formAt(cora, path(), field)
    expect([fields[field], fields[other[0]]]).toEqual([mine, other[1]])
  })

  it('show both values where they touch one, and lose neither', async () => {
    const [one, two] = [await formAt(cora, path(), field), await formAt(cole, path(), field)]
    expect((await send(cora, path(), one, { [field]: mine })).status).toBe(303)
    const asked = await send(cole, path(), two, { [field]: again })
    expect(asked.status).toBe(409)
    expect(plain(asked.html)).toContain(mine)
    const back = formsOf(asked.html).find(
      each => Object.hasOwn(each.fields, field) && Object.hasOwn(each.fields, 'was'),
    )
    expect(back?.fields[field]).toBe(again)
    expect((await formAt(cora, path(), field)).fields[field], 'nothing is saved yet').toBe(mine)
    if (!back) throw new Error('the form is gone')
    // Theirs, by one choice.
    const take = back.boxes.find(({ name }) => name === 'take_0')?.value ?? ''
    expect((await send(cole, path(), back, { take_0: take })).status).toBe(303)
    expect((await formAt(cora, path(), field)).fields[field]).toBe(mine)
    // Mine, by saving again.
    expect((await send(cole, path(), back, {})).status).toBe(303)
    expect((await formAt(cora, path(), field)).fields[field]).toBe(again)
  })
})

/** A world in which somebody else saves right before its first write, once it is told who. */
function overtaken(world: World): { world: World; by: (save: () => Promise<unknown>) => void } {
  let others: (() => Promise<unknown>) | undefined
  const store: World['store'] = {
    get: (...place) => world.store.get(...place),
    list: (...place) => world.store.list(...place),
    remove: (...place) => world.store.remove(...place),
    async put(...row) {
      const save = others
      others = undefined
      await save?.()
      return world.store.put(...row)
    },
  }
  return {
    world: { ...world, store },
    by: save => {
      others = save
    },
  }
}

describe.each(FORMS)('Two saves of one form in the same moment: %s', (page, [field, mine], other, again) => {
  it('are merged, or show both values', async () => {
    const path = paths[page] ?? ''
    if (page === 'summary') await at.t.clock.moveTo('2027-03-31T20:00:00.000Z')
    const between = overtaken(at.t.world)
    cora = await visitor(at.t.world, CONVENER)
    cole = await visitor(between.world, COLE)
    if (other) {
      const [one, two] = [await formAt(cora, path, field), await formAt(cole, path, other[0])]
      between.by(() => send(cora, path, one, { [field]: mine }))
      expect((await send(cole, path, two, { [other[0]]: other[1] })).status).toBe(303)
      const { fields } = await formAt(cora, path, field)
      expect([fields[field], fields[other[0]]]).toEqual([mine, other[1]])
    }
    const [one, two] = [await formAt(cora, path, field), await formAt(cole, path, field)]
    between.by(() => send(cora, path, one, { [field]: anotherOf(field, mine) }))
    const asked = await send(cole, path, two, { [field]: again })
    expect(asked.status).toBe(409)
    expect((await formAt(cora, path, field)).fields[field]).toBe(anotherOf(field, mine))
  })
})

/** One more value for a field. */
const anotherOf = (field: string, value: string): string =>
  /^start/.test(field) ? '09:15' : field === 'goal' ? '27' : `${value} Now.`

describe('A stale page', () => {
  const team = async () =>
    (await read(at.t.world.store, partnershipRef(IDS.partnership)))?.value.team.map(({ email, role }) => [email, role])

  it('gives no rights back to who lost them, and takes none that were given', async () => {
    const path = paths.team ?? ''
    const stale = await formAt(cora, path, 'name_0')
    // Meanwhile Cole leaves, Sue may make changes, and Dee comes.
    await change(at.t.world.store, partnershipRef(IDS.partnership), stands => ({
      ...stands,
      team: [
        ...stands.team.filter(({ email }) => email === CONVENER),
        member('Sue Ott', SUE, 'co-convener'),
        member('Dee Ray', 'dee@board.example', 'facilitator'),
      ],
    }))
    expect((await send(cora, path, stale, { organization_0: 'The board' })).status).toBe(303)
    expect(await team()).toEqual([
      [CONVENER, 'convener'],
      [SUE, 'co-convener'],
      ['dee@board.example', 'facilitator'],
    ])
  })

  it('asks before it gives rights back to somebody whose row was changed on it', async () => {
    const path = paths.team ?? ''
    const stale = await formAt(cora, path, 'name_1')
    await change(at.t.world.store, partnershipRef(IDS.partnership), stands => ({
      ...stands,
      team: stands.team.filter(({ email }) => email !== COLE),
    }))
    const asked = await send(cora, path, stale, { name_1: 'Cole Parker' })
    expect(asked.status).toBe(409)
    expect(plain(asked.html)).toContain(`took ${COLE} off, and you changed it`)
    expect((await team())?.map(([email]) => email)).toEqual([CONVENER, SUE])
  })

  it('keeps what was typed and does not read, without bringing back who was taken off meanwhile', async () => {
    const path = paths.team ?? ''
    const form = await formAt(cora, path, 'name_0')
    expect((await send(cora, path, form, { name_2: '' })).status).toBe(422)
    await change(at.t.world.store, partnershipRef(IDS.partnership), stands => ({
      ...stands,
      team: stands.team.filter(({ email }) => email !== COLE),
    }))
    const later = await formAt(cora, path, 'name_0')
    expect(Object.values(later.fields)).not.toContain(COLE)
    const sue = Object.entries(later.fields)
      .find(([, value]) => value === SUE)?.[0]
      .split('_')[1]
    expect(later.fields[`name_${sue}`]).toBe('')
    expect((await send(cora, path, later, { [`name_${sue}`]: 'Sue O.' })).status).toBe(303)
    expect((await team())?.map(([email]) => email)).toEqual([CONVENER, SUE])
  })

  it('merges two saves of the same moment', async () => {
    const path = paths.partnership ?? ''
    const [one, two] = [await formAt(cora, path, 'why'), await formAt(cole, path, 'what')]
    const saved = await Promise.all([
      send(cora, path, one, { why: 'Nobody finds welders.' }),
      send(cole, path, two, { what: 'A table of our own.' }),
    ])
    expect(saved.map(({ status }) => status)).toEqual([303, 303])
    const { fields } = await formAt(cora, path, 'why')
    expect([fields.why, fields.what]).toEqual(['Nobody finds welders.', 'A table of our own.'])
  })

  it('keeps a tick that a colleague set beside mine', async () => {
    const path = paths.readiness ?? ''
    const ticked = async () => {
      const { fields } = await dayForm(cora)
      return [fields.listens ?? []].flat()
    }
    const dayForm = async (who: Visitor): Promise<Form> => {
      const found = formsOf(await (await who.get(path)).text()).find(({ fields }) => fields.do === 'day')
      if (!found) throw new Error('no form says who does what')
      return found
    }
    const [one, two] = [await dayForm(cora), await dayForm(cole)]
    const before = [one.fields.listens ?? []].flat()
    await cora.post(path, { ...one.fields, listens: [...before, CONVENER] })
    await cole.post(path, { ...two.fields, listens: [...before, COLE] })
    expect((await ticked()).toSorted()).toEqual([...new Set([...before, CONVENER, COLE])].toSorted())
  })
})

describe('On the day', () => {
  it('two who write down votes of one business, or reword one priority, lose nothing of each other', async () => {
    await at.t.clock.moveTo('2027-03-31T14:30:00.000Z')
    const [one, two] = [await visitor(at.t.world, CONVENER), await visitor(at.t.world, COLE)]
    const path = PATHS.capture(IDS.campaign)
    for (const text of ['Pay', 'Housing']) await one.post(path, { do: 'name', text })
    const formDoing = async (who: Visitor, what: string) =>
      formsOf(await (await who.get(path)).text()).filter(({ fields }) => fields.do === what)
    const [mine, yours] = [(await formDoing(one, 'reword'))[0], (await formDoing(two, 'reword'))[0]]
    if (!mine || !yours) throw new Error('nothing can be reworded')
    expect((await one.post(path, { ...mine.fields, text: 'Wages' })).status).toBe(303)
    const asked = await two.post(path, { ...yours.fields, text: 'Salaries' })
    expect(asked.status).toBe(409)
    const html = await asked.text()
    expect(plain(html)).toContain('Wages')
    expect(html).toContain('value="Salaries"')
  })
})

describe('A summary', () => {
  it('is not put before the champions by a page that shows other words than stand', async () => {
    const path = PATHS.summary(IDS.campaign)
    await at.t.clock.moveTo('2027-03-31T20:00:00.000Z')
    const [one, two] = [await visitor(at.t.world, CONVENER), await visitor(at.t.world, COLE)]
    await one.post(path, { subject: 'What we said', body: 'Much.', missed: '' })
    const asking = formsOf(await (await one.get(path)).text()).find(({ fields }) => fields.do === 'ask')
    if (!asking) throw new Error('nobody can be asked')
    await two.post(path, { subject: 'What we said', body: 'What they never saw.', missed: '' })
    const refused = await one.post(path, asking.fields)
    expect(refused.status).toBe(400)
    expect(plain(await refused.text())).toContain('The summary has changed')
  })
})

describe('A report', () => {
  it('is not released by a page that shows other words than stand', async () => {
    const { id } = await at.table(0)
    const path = PATHS.report(id)
    await cora.post(path, { subject: 'Three months', body: 'What we did.', missed: '' })
    await at.t.clock.moveTo('2027-08-11T18:00:00.000Z')
    const [one, two] = [await visitor(at.t.world, CONVENER), await visitor(at.t.world, COLE)]
    const release = formsOf(await (await one.get(path)).text()).find(({ fields }) => fields.do === 'release')
    if (!release) throw new Error('it cannot be released')
    await two.post(path, { subject: 'Three months', body: 'What they never saw.', missed: '' })
    const refused = await one.post(path, release.fields)
    expect(refused.status).toBe(400)
    expect(plain(await refused.text())).toContain('The report has changed')
  })
})

/** Forms that come filled and change nothing that stands: they add something, or keep nothing. */
const NEED_NONE = [
  /\/meetings\/(debrief|action-team|quarterly)$/,
  /\/sessions$/,
  // Locked here, with a button that sends a test; its words stand on a page of their own.
  /\/letters\/summary$/,
]

it('carries in every form that comes filled what it was filled from', async () => {
  const roots = [IDS.campaign, (await at.table(0)).id].map(id => PATHS.board(id))
  const todo = [...roots, ...Object.values(paths)]
  const seen = new Set<string>()
  const without = new Set<string>()
  let carrying = 0
  for (let path = todo.shift(); path !== undefined; path = todo.shift()) {
    // Of texts and people two stand for all.
    const kind = path.replace(/\/(letters|invitees|people)\/.*/, '/$1/')
    const alike = [...seen].filter(each => kind.endsWith('/') && each.startsWith(kind)).length
    if (seen.has(path) || alike >= 2) continue
    seen.add(path)
    const response = await cora.get(path)
    if (!response.headers.get('content-type')?.includes('html')) continue
    const html = await response.text()
    for (const { action, fields, filled } of formsOf(html)) {
      if (filled.length === 0) continue
      if (Object.hasOwn(fields, 'was')) carrying++
      else if (!NEED_NONE.some(each => each.test(action)))
        without.add(`${path}: ${action || path} (${filled.join(', ')})`)
    }
    for (const [, href = ''] of html.matchAll(/href="(\/campaigns\/[^"#?]+)/g)) todo.push(href)
  }
  expect([...without]).toEqual([])
  expect(carrying).toBeGreaterThan(20)
})
