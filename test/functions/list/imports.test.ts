/** What a convener sees and says of a list on its way in: greetings, notes, what the list leaves out, columns. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { invitationsOf } from '../../../functions/keep/documents.ts'
import type { Names } from '../../../functions/keep/ports.ts'
import { valuesFor } from '../../../functions/send/letters.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS } from '../campaign/launch.ts'
import { plain, type Visitor, visitor } from '../visitor.ts'

const LIST = `/campaigns/${IDS.campaign}/invitees`

let open: TestWorld | undefined
afterEach(() => open?.close())

async function draft(names?: Names): Promise<{ t: TestWorld; convener: Visitor }> {
  open = makeWorld(names ? { world: { names } } : {})
  await draftCampaign(open.world, { invitees: 0 })
  return { t: open, convener: await visitor(open.world, CONVENER) }
}

async function bring(convener: Visitor, pasted: string): Promise<string> {
  const response = await convener.post(`${LIST}/read`, { pasted })
  expect(response.status).toBe(303)
  return response.headers.get('location') ?? ''
}

async function everybody(t: TestWorld): Promise<Invitation[]> {
  const found: Invitation[] = []
  for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) found.push(value)
  return found
}
const greetingsOf = async (t: TestWorld) =>
  Object.fromEntries(
    (await everybody(t)).map(({ id, invitee }) => [
      invitee.name,
      valuesFor(t.world.settings, IDS.campaign, id, invitee).first_name,
    ]),
  )

const HEADER = 'Name,Title,Company,Email,Status'

describe('a list on its way in', () => {
  it('shows the greeting of every row, and letters say what was typed there', async () => {
    const { t, convener } = await draft()
    const path = await bring(
      convener,
      `${HEADER}\nRobert Lee,CEO,Lee,bob@lee.example,\nDr. and Mrs. Ray,Owners,Ray,ray@ray.example,\nJane Roe,CEO,Roe,jane@roe.example,`,
    )
    const html = await (await convener.get(path)).text()
    expect(html).toMatch(/name="greeting-2"[^>]*value="Robert"/)
    expect(html).toMatch(/name="greeting-3"[^>]*value="Dr. &amp; Mrs. Ray"/)
    await convener.post(path, {
      do: 'correct',
      'greeting-2': 'Bob',
      'greeting-3': 'Dr. & Mrs. Ray',
      'greeting-4': 'Jane',
    })
    await convener.post(path, { do: 'import' })
    expect(await greetingsOf(t)).toEqual({
      'Robert Lee': 'Bob',
      'Dr. and Mrs. Ray': 'Dr. & Mrs. Ray',
      'Jane Roe': 'Jane',
    })
    expect((await everybody(t)).find(({ invitee }) => invitee.name === 'Jane Roe')?.invitee).not.toHaveProperty(
      'greeting',
    )
    // The same list again changes nobody, and a greeting once given stays.
    const again = await bring(convener, `${HEADER}\nRobert Lee,President,Lee,bob@lee.example,`)
    await convener.post(again, { do: 'import' })
    expect((await greetingsOf(t))['Robert Lee']).toBe('Bob')
  })

  it('does not add whom nobody could greet, until a name or a greeting is typed', async () => {
    const { t, convener } = await draft()
    const path = await bring(convener, `${HEADER}\nFront Desk,,Fox,desk@fox.example,\nN/A,CEO,Lee,ceo@lee.example,`)
    expect(await convener.text(path)).toContain('Emails cannot greet “Front Desk”.')
    await convener.post(path, {
      do: 'correct',
      'name-2': 'Front Desk',
      'greeting-2': 'friends',
      'name-3': 'Bob Lee',
      'email-3': 'ceo@lee.example',
    })
    await convener.post(path, { do: 'import' })
    expect(await greetingsOf(t)).toEqual({ 'Front Desk': 'Friends', 'Bob Lee': 'Bob' })
  })

  it('leaves out whom the list leaves out, says why, and adds them when told to', async () => {
    const { t, convener } = await draft()
    const path = await bring(
      convener,
      `${HEADER}\nJane Roe,CEO,Roe,jane@roe.example,Active\nBob Lee,CEO,Lee,bob@lee.example,Unsubscribed\nAnn Ray,CEO,Ray,ann@ray.example,Dropped`,
    )
    const text = await convener.text(path)
    expect(text).toContain('2 left out by the list')
    expect(text).toContain('Status: Unsubscribed')
    expect(text).toContain('Import 1 person')
    await convener.post(path, { do: 'correct', 'include-4': 'yes' })
    expect(await convener.text(path)).toContain('Import 2 people')
    await convener.post(path, { do: 'correct', 'exclude-4': 'yes' })
    expect(await convener.text(path)).toContain('Import 1 person')
    await convener.post(path, { do: 'correct', 'include-4': 'yes' })
    await convener.post(path, { do: 'import' })
    expect((await everybody(t)).map(({ invitee }) => invitee.name).sort()).toEqual(['Ann Ray', 'Jane Roe'])
  })

  it('asks about a domain that cannot be meant, and takes what was meant with one click', async () => {
    const { t, convener } = await draft()
    const path = await bring(convener, `${HEADER}\nJane Roe,CEO,Roe,jane@gmial.com,`)
    const html = await (await convener.get(path)).text()
    expect(plain(html)).toContain('Did you mean jane@gmail.com?')
    expect(html).toMatch(/<button[^>]*name="email-2"[^>]*value="jane@gmail.com"/)
    await convener.post(path, { do: 'correct', 'greeting-2': 'Jane', 'email-2': 'jane@gmail.com' })
    await convener.post(path, { do: 'import' })
    expect((await everybody(t))[0]?.invitee.email).toBe('jane@gmail.com')
  })

  it('says which domains take no mail, as far as the name system answers, and keeps nobody out for it', async () => {
    const mx: Record<string, string[] | 'unknown'> = {
      'null.co': [''],
      'none.co': [],
      'a-record.co': [],
      'slow.co': 'unknown',
      'good.co': ['mx.good.co'],
    }
    const { convener } = await draft({
      txt: async () => 'unknown',
      mx: async name => mx[name] ?? 'unknown',
      addresses: async name => (name === 'a-record.co' ? ['192.0.2.1'] : []),
    })
    const rows = Object.keys(mx).map((domain, n) => `Person ${'ABCDE'[n]},CEO,${domain},p${n}@${domain},`)
    const text = await convener.text(await bring(convener, [HEADER, ...rows].join('\n')))
    expect(text.match(/[\w-]+\.co takes no email/g)?.sort()).toEqual([
      'none.co takes no email',
      'null.co takes no email',
    ])
    expect(text).toContain('Import 5 people')
  })

  it('does not believe a name system that knows no domain at all', async () => {
    const nothing = async () => []
    const { convener } = await draft({ txt: nothing, mx: nothing, addresses: nothing })
    const rows = [1, 2, 3].map(n => `Person ${'ABC'[n - 1]},CEO,C${n},p@c${n}.co,`)
    expect(await convener.text(await bring(convener, [HEADER, ...rows].join('\n')))).not.toContain('takes no email')
  })

  it('hides a note in all rows at once, and shows it again', async () => {
    const { convener } = await draft()
    const path = await bring(
      convener,
      `${HEADER}\nJane Roe,VP Sales,Roe,jane@roe.example,\nBob Lee,Manager,Lee,bob@lee.example,`,
    )
    expect(await convener.text(path)).toContain('“VP Sales” may not be a decision-maker.')
    await convener.post(path, { do: 'dismiss', kind: 'not C-level' })
    const text = await convener.text(path)
    expect(text).not.toContain('may not be a decision-maker')
    expect(text).toContain('Show dismissed notes')
    await convener.post(path, { do: 'dismiss', kind: 'none' })
    expect(await convener.text(path)).toContain('“Manager” may not be a decision-maker.')
  })

  it('opens the columns and does not offer to import first where no column holds names', async () => {
    const { convener } = await draft()
    const path = await bring(
      convener,
      'Ref;Where;Mail\nA1;Greeley;jane.roe@roe.example\nA2;Loveland;bob.lee@lee.example',
    )
    const html = await (await convener.get(path)).text()
    expect(plain(html)).toContain('No column holds names yet.')
    expect(html).toMatch(/<details class="panel" open/)
    expect(html.indexOf('Use these columns')).toBeLessThan(html.indexOf('Import 2 people'))
    expect(plain(html)).toContain('Import 2 people anyway')
    const named = await bring(convener, `${HEADER}\nJane Roe,CEO,Roe,jane@roe.example,`)
    expect(await (await convener.get(named)).text()).not.toMatch(/<details class="panel" open/)
  })

  it('has two people of a row, each with a row of the page, and keeps what is known of their company', async () => {
    const { t, convener } = await draft()
    const path = await bring(
      convener,
      'Company,County,NAICS,Contact 1 Name,Contact 1 Email,Contact 2 Name,Contact 2 Email\nKerr,Weld,331511,James Kerr,jk@kerr.example,Ann Bell,ann@kerr.example',
    )
    await convener.post(path, { do: 'correct', 'greeting-2': 'Jim', 'greeting-2.2': 'Annie' })
    await convener.post(path, { do: 'import' })
    expect(await greetingsOf(t)).toEqual({ 'James Kerr': 'Jim', 'Ann Bell': 'Annie' })
    for (const { invitee } of await everybody(t))
      expect(invitee).toMatchObject({ company: 'Kerr', facts: { county: 'Weld', naics: '331511' } })
  })
})

describe('one person', () => {
  const typed = { name: 'Jane Roe', company: 'Roe', email: 'jane@gmial.com' }
  const asked = (html: string) => /name="asked" value="([^"]*)"/.exec(html)?.[1] ?? ''

  it('is asked about once, and taken when the same is sent again', async () => {
    const { t, convener } = await draft()
    const first = await convener.post(LIST, typed)
    const html = await first.text()
    expect(first.status).toBe(422)
    expect(plain(html)).toContain('Did you mean jane@gmail.com? If this is right, save again.')
    expect((await convener.post(LIST, { ...typed, asked: asked(html) })).status).toBe(303)
    expect((await everybody(t))[0]?.invitee.email).toBe('jane@gmial.com')
  })

  it('has an address that is read strictly', async () => {
    const { t, convener } = await draft()
    for (const email of ['jane doe@roe.example', '"x@gmail.com y"@roe.example', 'jane@roe.example; bob@roe.example']) {
      const response = await convener.post(LIST, { ...typed, email })
      expect([email, response.status]).toEqual([email, 422])
    }
    expect(await everybody(t)).toEqual([])
  })

  it('keeps the greeting and the facts when something else of them is changed', async () => {
    const { t, convener } = await draft()
    const path = await bring(
      convener,
      'Name,Company,County,Email,Preferred name\nRobert Lee,Lee,Weld,bob@lee.example,Bob',
    )
    await convener.post(path, { do: 'import' })
    const [before] = await everybody(t)
    const html = await (await convener.get(`${LIST}/${before?.id}`)).text()
    expect(plain(html)).toContain('County Weld')
    expect(html).toMatch(/name="greeting"[^>]*value="Bob"|value="Bob"[^>]*name="greeting"/)
    await convener.post(`${LIST}/${before?.id}`, {
      name: 'Robert Lee',
      greeting: 'Bob',
      company: 'Lee & Sons',
      email: 'bob@lee.example',
    })
    expect((await everybody(t))[0]?.invitee).toMatchObject({
      greeting: 'Bob',
      company: 'Lee & Sons',
      facts: { county: 'Weld' },
    })
  })
})
