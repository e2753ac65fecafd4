import { afterEach, describe, expect, it } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { change, invitationRef, invitationsOf } from '../../../functions/keep/documents.ts'
import { createBackground } from '../../../local/background.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS, signedCampaign } from '../campaign/launch.ts'
import { plain, type Visitor, visitor } from '../visitor.ts'

const LIST = `/campaigns/${IDS.campaign}/invitees`
const LETTER = '2027-02-26T16:00:00.000Z'

let open: TestWorld | undefined
afterEach(() => open?.close())

async function draft(invitees = 0): Promise<{ t: TestWorld; convener: Visitor }> {
  open = makeWorld({
    release: async (world, schedule) => {
      await releaseWaves(world, schedule)
    },
  })
  await draftCampaign(open.world, { invitees })
  return { t: open, convener: await visitor(open.world, CONVENER) }
}

async function sent(invitees: number): Promise<{ t: TestWorld; convener: Visitor }> {
  open = makeWorld({
    release: async (world, schedule) => {
      await releaseWaves(world, schedule)
    },
  })
  await signedCampaign(open.world, { invitees })
  await open.timers.runUntil(LETTER)
  return { t: open, convener: await visitor(open.world, CONVENER) }
}

async function everybody(t: TestWorld): Promise<Invitation[]> {
  const found: Invitation[] = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) found.push(value)
  return found
}
const named = async (t: TestWorld, name: string) => (await everybody(t)).find(({ invitee }) => invitee.name === name)

/** Brings a list in as far as its preview and answers where that is. */
async function bring(convener: Visitor, fields: Record<string, string | File>): Promise<string> {
  const response = await convener.post(`${LIST}/read`, fields)
  expect(response.status).toBe(303)
  return response.headers.get('location') ?? ''
}

/** Looks at an import until it says that it is done. */
async function done(convener: Visitor, path: string): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const text = await convener.text(path)
    if (text.includes('List imported')) return text
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error('the import never ended')
}

const CSV = [
  'Contact,Job title,Company,E-mail',
  '"Lee, Ann",CEO,Lee Forge,ann@lee.example',
  'Kim Nobody,Owner,Kim Co,kim at kim.example',
  'Bob Ruiz,Sales manager,Ruiz Castings,info@ruiz.example',
  'Ann Lee,,Lee Forge,ANN@lee.example',
].join('\n')

describe('the list of invitees', () => {
  it('takes a person as typed, with an assistant', async () => {
    const { t, convener } = await draft()
    const response = await convener.post(LIST, {
      name: 'Dana Cole',
      email: 'dana@cole.example',
      company: 'Cole Tools',
      assistantName: 'Sam Fox',
      assistantEmail: 'sam@cole.example',
    })
    expect(response.status).toBe(303)
    expect((await named(t, 'Dana Cole'))?.invitee.assistant).toEqual({ name: 'Sam Fox', email: 'sam@cole.example' })
    expect(await convener.text(response.headers.get('location') ?? '')).toContain('Dana Cole is on the list.')
  })

  it('says beside the field what is wrong, keeps what was typed and adds nobody', async () => {
    const { t, convener } = await draft()
    const response = await convener.post(LIST, {
      name: 'Dana <b>Cole',
      email: 'dana at cole',
      company: 'x'.repeat(161),
    })
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain('value="Dana &lt;b&gt;Cole"')
    expect(plain(html)).toContain('"dana at cole" is not an email address.')
    expect(plain(html)).toContain('At most 160 characters; this has 161.')
    expect(html).toContain('aria-describedby="email-error"')
    expect(await everybody(t)).toHaveLength(0)
  })

  it('finds people by name, company and address, a page at a time', async () => {
    const { convener } = await draft(120)
    expect(await convener.text(LIST)).toContain('120 people of 25 companies')
    expect(await convener.text(`${LIST}?page=3`)).toContain('Guest 99')
    const found = await convener.text(`${LIST}?q=guest117@`)
    expect(found).toContain('Guest 117')
    expect(found).not.toContain('Guest 118')
  })

  it('changes a person without touching what they answered, and refuses an address that another has', async () => {
    const { t, convener } = await sent(3)
    const guest = await named(t, 'Guest 1')
    const id = guest?.id ?? ''
    const given = { answer: 'accepted', channel: 'link', note: '', needs: '', id: 'one' } as const
    await takeAnswer(t.world, { campaign: IDS.campaign, invitation: invitationIdFrom(id), ...given })
    const taken = await convener.post(`${LIST}/${id}`, { name: 'Guest 1', email: 'guest2@company2.example' })
    expect(taken.status).toBe(422)
    expect(plain(await taken.text())).toContain('Guest 2 is invited with this address already.')
    await convener.post(`${LIST}/${id}`, { name: 'Gwen One', email: 'gwen@company1.example', company: 'Company 1' })
    const after = await named(t, 'Gwen One')
    expect(after?.answers).toHaveLength(1)
    expect(after?.history.at(-1)).toMatchObject({ by: CONVENER })
  })

  it('sends the letter to somebody added late when told to, and holds it back when told so', async () => {
    const { t, convener } = await sent(2)
    await convener.post(LIST, { name: 'Now Please', email: 'now@late.example', when: 'now' })
    await convener.post(LIST, { name: 'Not Yet', email: 'later@late.example', when: 'with the wave' })
    await t.timers.runUntil('2027-03-25T00:00:00.000Z')
    const waves = async (name: string) =>
      Object.entries((await named(t, name))?.sends ?? {})
        .filter(([, { status }]) => status === 'sent')
        .map(([wave]) => wave)
    expect((await waves('Now Please')).sort()).toEqual(['follow-up-1', 'follow-up-2', 'invite'])
    expect(await waves('Not Yet')).toEqual([])
  })

  it('takes people off the list, so that nothing more goes to them', async () => {
    const { t, convener } = await draft(2)
    const guest = await named(t, 'Guest 1')
    expect((await convener.post(`${LIST}/${guest?.id}/remove`)).status).toBe(303)
    expect((await named(t, 'Guest 1'))?.removedAt).toBeDefined()
    expect(await convener.text(LIST)).not.toContain('Guest 1 ')
    expect((await convener.get(`${LIST}/${guest?.id}`)).status).toBe(404)
  })

  it('lets readers look and change nothing, and shows strangers nothing', async () => {
    const { t } = await draft(2)
    const guest = await named(t, 'Guest 1')
    const stranger = await visitor(t.world, 'stranger@conveners.example')
    const nobody = await visitor(t.world)
    expect((await stranger.get(LIST)).status).toBe(404)
    expect((await stranger.post(LIST, { name: 'X Y', email: 'x@y.example' })).status).toBe(404)
    expect((await nobody.get(LIST)).headers.get('location')).toMatch(/^\/sign-in/)
    expect((await nobody.post(`${LIST}/${guest?.id}/remove`)).status).toBe(303)
    expect((await named(t, 'Guest 1'))?.removedAt).toBeUndefined()
  })
})

describe('a list on its way in', () => {
  it('is looked through before anybody is added: what each row holds, what is wrong, what is worth a look', async () => {
    const { t, convener } = await draft()
    const path = await bring(convener, { file: new File([CSV], 'guests.csv') })
    const text = await convener.text(path)
    expect(text).toContain('4 of 4 recognized: Name, Title, Company, Email')
    expect(text).toContain('Import 2 people')
    expect(text).toContain('"kim at kim.example" is not an email address.')
    expect(text).toContain('Same address as row 2')
    expect(text).toContain('info@ruiz.example belongs to an office')
    const [, rows = ''] = text.split('Row by row')
    const order = ['is not an email address', 'belongs to an office', 'ann@lee.example'].map(words =>
      rows.indexOf(words),
    )
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(await everybody(t)).toHaveLength(0)
  })

  it('takes the good rows in, and the bad ones once they are corrected', async () => {
    const { t, convener } = await draft()
    const path = await bring(convener, { pasted: CSV })
    expect((await convener.post(path, { do: 'import' })).status).toBe(303)
    expect(await done(convener, path)).toContain('2 people added')
    expect((await everybody(t)).map(({ invitee }) => invitee.name).sort()).toEqual(['Ann Lee', 'Bob Ruiz'])
    await convener.post(path, { do: 'correct', 'email-3': 'kim@kim.example', 'name-3': 'Kim Nobody' })
    expect(await convener.text(path)).toContain('Import')
    await convener.post(path, { do: 'import' })
    expect((await named(t, 'Kim Nobody'))?.invitee).toMatchObject({ email: 'kim@kim.example', title: 'Owner' })
    expect((await everybody(t)).length).toBe(3)
  })

  it('gives the rows that cannot be taken in as a CSV that no spreadsheet runs', async () => {
    const { convener } = await draft()
    const path = await bring(convener, { pasted: `${CSV}\n=cmd(),CEO,+1,@nowhere` })
    const response = await convener.get(`${path}?as=csv`)
    expect(response.headers.get('content-type')).toContain('text/csv')
    const csv = await response.text()
    expect(csv).toContain('Kim Nobody,Owner,Kim Co,kim at kim.example')
    expect(csv).not.toMatch(/(?:^|,)"?[=+@]/m)
  })

  it('can be told what its columns hold', async () => {
    const { t, convener } = await draft()
    const path = await bring(convener, {
      pasted: 'a;b;c\nLee Forge;ann@lee.example;Ann Lee\nRuiz;bob@ruiz.example;Bob Ruiz',
    })
    await convener.post(path, { do: 'columns', 'column-0': 'company', 'column-1': 'email', 'column-2': 'name' })
    await convener.post(path, { do: 'import' })
    expect((await named(t, 'Ann Lee'))?.invitee).toMatchObject({ company: 'Lee Forge', email: 'ann@lee.example' })
  })

  it('after the letter wants to hear whether it leaves now for who is new, and asks beside the choice', async () => {
    const { t, convener } = await sent(2)
    const before = await everybody(t)
    const path = await bring(convener, { pasted: 'name,email\nNew Person,new@person.example' })
    const person = { name: 'Other Person', email: 'other@person.example' }
    for (const [where, fields] of [
      [path, { do: 'import' }],
      [LIST, person],
    ] as const) {
      const refused = await convener.post(where, { ...fields, when: 'perhaps' })
      expect(refused.status).toBe(422)
      expect(await refused.text()).toMatch(/id="when-error"[^>]*>\s*Choose whether the letter is sent now/)
      expect(await everybody(t)).toHaveLength(before.length)
    }
    const kept = await (await convener.post(LIST, { ...person, email: 'none', when: 'now' })).text()
    expect(kept).toMatch(/id="when-now"[^>]*checked/)
    expect(kept).toContain('value="Other Person"')
    await convener.post(path, { do: 'import', when: 'with the wave' })
    await convener.post(LIST, { ...person, when: 'with the wave' })
    expect(await everybody(t)).toHaveLength(before.length + 2)
  })

  it('updates people and never resets an answer or an opt-out', async () => {
    const { t, convener } = await sent(3)
    const guest = await named(t, 'Guest 1')
    const id = guest?.id ?? ''
    const given = { answer: 'declined', channel: 'link', note: '', needs: '', id: 'one' } as const
    await takeAnswer(t.world, { campaign: IDS.campaign, invitation: invitationIdFrom(id), ...given })
    const suppressed = { email: 'guest1@company1.example', reason: 'opted out', at: LETTER } as const
    await change(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(id)), stands => ({
      ...stands,
      suppressed,
    }))
    const path = await bring(convener, { pasted: 'name,title,email\nGuest One,President,GUEST1@company1.example' })
    expect(await convener.text(path)).toContain('1 updated')
    await convener.post(path, { do: 'import', when: 'now' })
    const after = await named(t, 'Guest One')
    expect(after).toMatchObject({ id, suppressed, invitee: { title: 'President', company: 'Company 1' } })
    expect(after?.answers).toHaveLength(1)
  })

  it('takes 5,000 rows in, shows how far it is, goes on after a crash and loses nobody', async () => {
    const { t, convener } = await draft()
    const background = createBackground(t.world.log)
    t.world.afterwards = background.go
    const rows = Array.from(
      { length: 5000 },
      (_, n) => `Guest ${n},CEO,Company ${n % 900},guest${n}@c${n % 900}.example`,
    )
    const path = await bring(convener, {
      file: new File([['name,title,company,email', ...rows].join('\n')], 'big.csv'),
    })
    expect(await convener.text(path)).toContain('Import 5,000 people')

    // The store fails in the middle, as when a machine goes down.
    const put = t.world.store.put.bind(t.world.store)
    let writes = 0
    t.world.store.put = async (...written) => {
      if (written[1].startsWith('invitation#') && ++writes > 1500) throw new Error('down')
      return put(...written)
    }
    await convener.post(path, { do: 'import' })
    await expect.poll(() => t.logged.some(({ event }) => event === 'import stopped'), { timeout: 20_000 }).toBe(true)
    t.world.store.put = put
    const running = await convener.get(path)
    expect(running.headers.get('refresh')).toBe('2')
    expect((await convener.get(`${path}?still=1`)).headers.get('refresh')).toBeNull()
    await t.clock.rest(30_000)
    const stopped = await convener.text(path)
    expect(stopped).toContain('The import stopped')
    expect(stopped).toMatch(/[1-9][\d,]* of 5,000 people/)

    await convener.post(path, { do: 'import' })
    await done(convener, path)
    const emails = new Set((await everybody(t)).map(({ invitee }) => invitee.email))
    expect(emails.size).toBe(5000)
    expect((await everybody(t)).length).toBe(5000)
  }, 60_000)

  it('says plainly when there is nothing to read, or the list is gone', async () => {
    const { t, convener } = await draft()
    const nothing = await convener.post(`${LIST}/read`, { pasted: '  ' })
    expect(nothing.status).toBe(422)
    expect(plain(await nothing.text())).toContain('Choose a file, or paste a list below.')
    const pdf = await convener.post(`${LIST}/read`, { file: new File(['%PDF-1.4'], 'list.pdf') })
    expect(plain(await pdf.text())).toContain('This is a PDF')
    const path = await bring(convener, { pasted: CSV })
    await t.timers.runUntil('2026-01-06T17:00:00.000Z')
    expect((await convener.get(path)).status).toBe(404)
  })
})
