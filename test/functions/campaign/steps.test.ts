import { deflateRawSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import { requestSignatures } from '../../../functions/campaign/request-signatures.ts'
import { askForChange } from '../../../functions/campaign/sign.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { checkOfSet } from '../../../functions/send/texts/signed-set.ts'
import { createApp } from '../../../functions/web.tsx'
import { makeWorld, type TestWorld } from '../../world.ts'
import { plain, type Visitor, visitor } from '../visitor.ts'
import { CONVENER, draftCampaign, IDS, signAll, signedCampaign } from './launch.ts'

let t: TestWorld
let convener: Visitor
beforeEach(async () => {
  t = makeWorld()
  convener = await visitor(t.world, CONVENER)
})
afterEach(() => t.close())

const AT = `/campaigns/${IDS.campaign}`
const stands = async (id = IDS.campaign): Promise<{ campaign: Campaign; partnership: Partnership }> => {
  const context = await readContext(t.world.store, id)
  if (!context) throw new Error('no campaign')
  return context
}
const mailsTo = (wave: string) =>
  t.outbox
    .list()
    .filter(mail => mail.wave === wave)
    .flatMap(({ to }) => to)

/** A partnership somebody has just started. */
async function start(): Promise<string> {
  const location = (await convener.post('/partnerships')).headers.get('location') ?? ''
  return location.split('/')[2] ?? ''
}

/** What a browser would send back of a page's one form that saves a step. */
async function fieldsOf(path: string): Promise<Record<string, string>> {
  const html = await (await convener.get(path)).text()
  const form = html.slice(html.indexOf('novalidate'))
  const fields: Record<string, string> = {}
  const clean = (text = '') =>
    text
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&lt;/g, '<')
      .replace(/&amp;/g, '&')
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const [, name] = /name="([^"]*)"/.exec(input) ?? []
    if (!name || input.includes('type="file"') || (input.includes('checkbox') && !input.includes('checked'))) continue
    fields[name] = clean(/value="([^"]*)"/.exec(input)?.[1])
  }
  for (const [, name = '', text] of form.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>(.*?)<\/textarea>/gs))
    fields[name] = clean(text)
  for (const [, name = '', options = ''] of form.matchAll(/<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs))
    if (name !== 'invitee')
      fields[name] = clean(/value="([^"]*)" selected/.exec(options)?.[1] ?? /value="([^"]*)"/.exec(options)?.[1])
  return fields
}

const PARTNERSHIP = {
  sector: 'Manufacturing',
  region: 'Front Range',
  why: 'We all look for machinists.',
  what: 'A table.',
  how: 'Business sets the priorities.',
  organization_name: 'Front Range Workforce',
  organization_address: '1 Main St, Longmont, CO 80501',
  organization_phone: '',
}

describe('a step of the form', () => {
  it('is kept as typed when it does not read yet, and comes back with each error beside its field', async () => {
    const id = await start()
    const path = `/campaigns/${id}/partnership`
    const response = await convener.post(path, { ...PARTNERSHIP, region: '', why: 'Half a “thought” <b>' })
    expect(response.status).toBe(422)
    const again = await convener.get(path)
    for (const html of [await response.text(), await again.text()]) {
      expect(html).toContain('<a href="#region">Enter the region.</a>')
      expect(html).toContain('aria-describedby="region-hint region-error" aria-invalid="true"')
      expect(html).toContain('id="region-error"')
      expect(html).toContain('Half a “thought” &lt;b&gt;')
      expect(html).toContain('value="1 Main St, Longmont, CO 80501"')
    }
    expect((await stands(campaignIdFrom(id))).partnership.sector).toBe('')
    expect((await stands(campaignIdFrom(id))).partnership.unfinished.partnership?.why).toBe('Half a “thought” <b>')
  })

  it('counts once it reads, and leads on to the next', async () => {
    const id = await start()
    await convener.post(`/campaigns/${id}/partnership`, { ...PARTNERSHIP, region: '' })
    const saved = await convener.post(`/campaigns/${id}/partnership`, PARTNERSHIP)
    expect(saved.headers.get('location')).toBe(`/campaigns/${id}/meeting`)
    const { partnership } = await stands(campaignIdFrom(id))
    expect(partnership).toMatchObject({ sector: 'Manufacturing', unfinished: {} })
    expect(partnership.organization.address).toBe('1 Main St, Longmont, CO 80501')
  })

  it.each(['partnership', 'meeting', 'champions', 'team', 'letter', 'timing'])(
    'called %s changes nothing when it is saved as it stands',
    async step => {
      await draftCampaign(t.world)
      const before = await stands()
      const response = await convener.post(`${AT}/${step}`, await fieldsOf(`${AT}/${step}`))
      expect(response.status).toBe(303)
      const { history: _, ...campaign } = (await stands()).campaign
      const { history: __, ...was } = before.campaign
      expect({ campaign, partnership: (await stands()).partnership }).toEqual({
        campaign: was,
        partnership: before.partnership,
      })
    },
  )

  it('says how long a field may be, and holds to it', async () => {
    const id = await start()
    const long = await convener.post(`/campaigns/${id}/partnership`, { ...PARTNERSHIP, sector: 'x'.repeat(61) })
    expect(long.status).toBe(422)
    expect(plain(await long.text())).toContain('Shorten the industry to 60 characters.')
  })

  it('cannot be reached by a path of somebody else’s campaign', async () => {
    await draftCampaign(t.world)
    const other = await visitor(t.world, 'other@conveners.example')
    expect((await other.post(`${AT}/letter`, { subject: 'Ha', body: 'Ha' })).status).toBe(404)
    expect((await stands()).campaign.letter?.subject).toBe('Join us, {{first_name}}')
  })
})

describe('the launch meeting', () => {
  const MEETING = {
    date: '2027-03-31',
    start: '07:30',
    end: '09:00',
    zone: 'America/Denver',
    host: 'Ridgeline Machining',
    address: '200 Forge Way, Longmont',
    parking: '',
    access: '',
  }

  it.each([
    ['a date that does not exist', { date: '2027-02-30' }, 'date'],
    ['an end before the start', { end: '07:00' }, 'end'],
    ['a zone nobody knows', { zone: 'Moon/Base' }, 'zone'],
    ['no host', { host: ' ' }, 'host'],
  ])('does not take %s', async (_, wrong, field) => {
    const id = await start()
    const response = await convener.post(`/campaigns/${id}/meeting`, { ...MEETING, ...wrong })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain(`<a href="#${field}">`)
    expect((await stands(campaignIdFrom(id))).campaign.meeting).toBeUndefined()
  })

  it('keeps its identity when it moves', async () => {
    await draftCampaign(t.world)
    const uid = (await stands()).campaign.meeting?.uid
    await convener.post(`${AT}/meeting`, { ...(await fieldsOf(`${AT}/meeting`)), date: '2027-04-14' })
    expect((await stands()).campaign.meeting).toMatchObject({ uid, date: '2027-04-14' })
  })
})

describe('champions', () => {
  const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(200, 7)])
  const file = (bytes: Uint8Array<ArrayBuffer>, name: string, type: string) => new File([bytes], name, { type })

  it('may bring a picture of their signature, which stays until it is taken away', async () => {
    await draftCampaign(t.world)
    const fields = await fieldsOf(`${AT}/champions`)
    await convener.post(`${AT}/champions`, { ...fields, picture_0: file(new Uint8Array(PNG), 'me.png', 'image/png') })
    const [ann, bob] = (await stands()).partnership.champions
    expect(ann).toMatchObject({ id: IDS.ann, signature: { type: 'image/png', base64: PNG.toString('base64') } })
    expect(bob?.signature).toBeUndefined()
    expect(await (await convener.get(`${AT}/champions`)).text()).toContain(
      `src="data:image/png;base64,${PNG.toString('base64')}"`,
    )

    await convener.post(`${AT}/champions`, await fieldsOf(`${AT}/champions`))
    expect((await stands()).partnership.champions[0]?.signature?.type).toBe('image/png')
    await convener.post(`${AT}/champions`, { ...fields, remove_0: 'yes' })
    expect((await stands()).partnership.champions[0]?.signature).toBeUndefined()
  })

  it.each([
    [
      'a page that calls itself a picture',
      file(new TextEncoder().encode('<svg onload=alert(1)>'), 'x.png', 'image/png'),
      'must be a PNG or JPEG',
    ],
    [
      'a picture that is too large for a letter',
      file(new Uint8Array(Buffer.concat([PNG, Buffer.alloc(40_000)])), 'x.png', 'image/png'),
      'larger than 40 KB',
    ],
  ])('cannot bring %s', async (_, picture, words) => {
    await draftCampaign(t.world)
    const fields = await fieldsOf(`${AT}/champions`)
    const response = await convener.post(`${AT}/champions`, { ...fields, picture_1: picture })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('href="#picture_1"')
    expect(plain(html)).toContain(words)
    expect((await stands()).partnership.champions[1]?.signature).toBeUndefined()
  })

  it('keep who they are when their row moves, and have an address each', async () => {
    await draftCampaign(t.world)
    const fields = await fieldsOf(`${AT}/champions`)
    const swapped = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name.replace(/_([01])$/, (_, n) => `_${1 - Number(n)}`), value]),
    )
    await convener.post(`${AT}/champions`, swapped)
    expect((await stands()).partnership.champions.map(({ id }) => id)).toEqual([IDS.bob, IDS.ann])
    const response = await convener.post(`${AT}/champions`, { ...fields, email_1: 'ANN@lee.example' })
    expect(plain(await response.text())).toContain('This address is another champion’s.')
  })
})

describe('the team', () => {
  it('keeps a convener, and lets those on it sign in', async () => {
    await draftCampaign(t.world)
    const nobody = await convener.post(`${AT}/team`, {
      name_0: 'Cora Day',
      email_0: CONVENER,
      role_0: 'support team',
      organization_0: '',
    })
    expect(plain(await nobody.text())).toContain('Someone has to be the convener')
    await convener.post(`${AT}/team`, {
      ...(await fieldsOf(`${AT}/team`)),
      role_0: 'convener',
      name_1: 'Fay Gold',
      email_1: 'fay@guide.example',
      role_1: 'facilitator',
    })
    expect((await stands()).partnership.team.map(({ role }) => role)).toEqual(['convener', 'facilitator'])
    const fay = await visitor(t.world, 'fay@guide.example')
    expect(await fay.text('/')).toContain('Front Range Manufacturing Partnership')
    expect((await fay.get(AT)).status).toBe(200)
  })
})

describe('the letter', () => {
  it('is proposed from the why, what and how, and counts once it is saved', async () => {
    const id = await start()
    await convener.post(`/campaigns/${id}/partnership`, PARTNERSHIP)
    const proposed = await fieldsOf(`/campaigns/${id}/letter`)
    expect(proposed.body).toContain('We all look for machinists.')
    expect((await stands(campaignIdFrom(id))).campaign.letter).toBeUndefined()
    expect(await convener.text(`/campaigns/${id}/letters/letter/preview?as=html`)).toContain(
      'We all look for machinists.',
    )
    await convener.post(`/campaigns/${id}/letter`, proposed)
    const { subject, body } = proposed
    expect((await stands(campaignIdFrom(id))).campaign.letter).toEqual({ subject, body })
  })

  it('names fields that Convoke does not know', async () => {
    await draftCampaign(t.world)
    const response = await convener.post(`${AT}/letter`, {
      subject: 'Hi {{nick}}',
      body: 'Dear {{first_name}}, {{oops',
    })
    expect(response.status).toBe(422)
    const text = plain(await response.text())
    expect(text).toContain('{{nick}} is no field that Convoke knows.')
    expect(text).toContain('{{oops is no field that Convoke knows.')
  })

  it('is shown for any invitee, as text too, and while it is typed', async () => {
    await draftCampaign(t.world)
    const page = await (await convener.get(`${AT}/letter`)).text()
    const [, guest] = /<option value="([a-z2-7]{16})">Guest 1,/.exec(page) ?? []
    expect(await convener.text(`${AT}/letters/letter/preview?as=html&invitee=${guest}`)).toContain('Dear Guest')
    expect(await (await convener.get(`${AT}/letters/letter/preview?as=text&invitee=${guest}`)).text()).toContain(
      'Subject: Join us, Guest',
    )
    expect(await (await convener.get(`${AT}/letters/letter/preview?as=text&invitee=${guest}`)).text()).not.toContain(
      '/rsvp/',
    )
    const typed = await convener.post(`${AT}/letters/letter/preview?as=html`, {
      subject: 'New for {{first_name}}',
      body: 'Quite **new** <script>x</script>',
    })
    expect(typed.headers.get('content-security-policy')).toMatch(/^sandbox;.*default-src 'none'/)
    const html = await typed.text()
    expect(html).toContain('Quite <strong>new</strong>')
    expect(html).toContain('New for Jordan')
    expect(html).not.toContain('<script>')
    expect((await stands()).campaign.letter?.subject).toBe('Join us, {{first_name}}')
  })

  it('is shown as it is typed, packed into an address, and a broken pack shows what is kept', async () => {
    await draftCampaign(t.world)
    const pack = (text: string) => deflateRawSync(text).toString('base64url')
    const seen = (typed: string) => convener.text(`${AT}/letters/letter/preview?as=html&typed=${typed}`)
    expect(await seen(pack(JSON.stringify({ subject: 'Só', body: 'Grüße, {{first_name}}' })))).toContain(
      'Grüße, Jordan',
    )
    for (const broken of ['%00', 'abc', pack('{'), pack('[]'), pack(JSON.stringify({ body: 'x'.repeat(200_000) }))])
      expect(await seen(broken)).toContain('Join us, Jordan')
  })

  it('goes to the convener as a test, and to nobody else', async () => {
    await draftCampaign(t.world)
    const typed = { subject: 'Not saved, {{first_name}}', body: 'Dear {{first_name}}, these very words.' }
    const html = await (await convener.post(`${AT}/letter/test`, typed)).text()
    expect(plain(html)).toContain('Test sent to you')
    expect(html).toContain('these very words.</textarea>')
    expect(t.outbox.list()).toMatchObject([{ to: [CONVENER], subject: 'Test: Not saved, Jordan' }])
    expect((await stands()).campaign.letter?.subject).toBe('Join us, {{first_name}}')
  })

  it('says before it is saved that signatures will be voided, and voids them only then', async () => {
    await signedCampaign(t.world)
    const edited = { ...(await fieldsOf(`${AT}/letter`)), body: 'Dear {{first_name}}, "come" & <see>.' }
    const first = await convener.post(`${AT}/letter`, edited)
    expect(first.status).toBe(200)
    const html = await first.text()
    expect(plain(html)).toContain(
      '2 champions have signed “Letter of invitation” as it was. Saving voids those signatures',
    )
    expect((await stands()).campaign.status).toBe('scheduled')
    expect(html).toContain('name="body" value="Dear {{first_name}}, &quot;come&quot; &amp; &lt;see&gt;."')

    const asked = mailsTo('signature-request').length
    await convener.post(`${AT}/letter`, { ...edited, confirmed: 'yes' })
    expect((await stands()).campaign).toMatchObject({ status: 'awaiting signatures', letter: { body: edited.body } })
    expect(mailsTo('signature-request')).toHaveLength(asked + 2)
  })
})

describe('the timing', () => {
  it('keeps a wish and leaves the rest to follow the meeting', async () => {
    await draftCampaign(t.world)
    const fields = await fieldsOf(`${AT}/timing`)
    const { on_reminder: _, ...without } = fields
    await convener.post(`${AT}/timing`, {
      ...without,
      'hour_follow-up-1': '14:30',
      'tone_follow-up-2': 'warm',
      goal: '20',
    })
    const { campaign } = await stands()
    expect(campaign.goal).toBe(20)
    expect(campaign.timing.waves).toEqual({
      'follow-up-1': { hour: '14:30' },
      'follow-up-2': { tone: 'warm' },
      reminder: { off: true },
    })
    await convener.post(`${AT}/meeting`, { ...(await fieldsOf(`${AT}/meeting`)), date: '2027-05-20' })
    expect((await fieldsOf(`${AT}/timing`)).date_invite).toBe('2027-04-20')
  })

  it('warns in words and draws the waves on a line', async () => {
    await draftCampaign(t.world)
    const fields = await fieldsOf(`${AT}/timing`)
    await convener.post(`${AT}/timing`, {
      ...fields,
      'date_follow-up-1': '2027-03-20',
      'date_follow-up-2': '2027-03-20',
    })
    const html = await (await convener.get(`${AT}/timing`)).text()
    expect(plain(html)).toContain('Second follow-up and First follow-up go out on the same day.')
    expect(plain(html)).toContain('Sat, Mar 20 is not a working day.')
    expect(html).toMatch(/<title id="timeline-title">Today: .*, Letter: .*, Launch: /)
  })

  it.each([
    ['holidays', 'next Monday', 'next, Monday: write each holiday like 2027-07-05'],
    ['goal', 'many', 'a number from 1 to 999'],
    ['date_invite', '2027-02-31', 'enter a date that exists'],
  ])('does not take %s as “%s”', async (field, value, words) => {
    await draftCampaign(t.world)
    const response = await convener.post(`${AT}/timing`, { ...(await fieldsOf(`${AT}/timing`)), [field]: value })
    expect(response.status).toBe(422)
    expect(plain(await response.text())).toContain(words)
    expect((await fieldsOf(`${AT}/timing`))[field]).toBe(value)
  })
})

describe('the last check', () => {
  it('says what is missing and leads to the step that mends it', async () => {
    const id = await start()
    const html = await (await convener.get(`/campaigns/${id}/review`)).text()
    for (const step of ['partnership', 'meeting', 'champions', 'invitees', 'letter'])
      expect(html).toContain(`<a href="/campaigns/${id}/${step}"><strong>`)
    expect(plain(html)).toContain('Name at least two champions: 0 so far.')
    expect(html).not.toContain(`action="/campaigns/${id}/signatures"`)
    await convener.post(`/campaigns/${id}/signatures`)
    expect((await stands(campaignIdFrom(id))).campaign.status).toBe('draft')
    expect(t.outbox.list()).toEqual([])
  })

  it('asks the champions, shows who signed and what another asks to change', async () => {
    await draftCampaign(t.world)
    expect((await convener.post(`${AT}/signatures`)).headers.get('location')).toBe(`${AT}/review?said=asked`)
    expect(mailsTo('signature-request')).toEqual(['ann@lee.example', 'bob@ruiz.example'])
    const check = checkOfSet(await stands()) ?? ''
    await askForChange(t.world, { campaign: IDS.campaign, champion: IDS.bob, comment: 'Say <automation>.', check })
    const text = await convener.text(`${AT}/review`)
    expect(text).toContain('Waiting for signatures')
    expect(text).toContain('Say &lt;automation&gt;.')
    await signAll(t.world)
    expect(await convener.text(`${AT}/review`)).toContain('Signed as “Ann Lee” on Jan 5, 2026, 9:00 AM')
    expect((await stands()).campaign.status).toBe('scheduled')
  })

  it('pauses, resumes and cancels, and says so', async () => {
    await signedCampaign(t.world)
    await convener.post(`${AT}/pause`)
    expect((await stands()).campaign.status).toBe('paused')
    expect(await convener.text(`${AT}/review?said=paused`)).toContain('Paused. Nothing is sent.')
    await convener.post(`${AT}/resume`)
    expect((await stands()).campaign.status).toBe('scheduled')
    await convener.post(`${AT}/cancel`)
    expect((await stands()).campaign.status).toBe('canceled')
    const html = await (await convener.get(`${AT}/review`)).text()
    expect(html).not.toContain('/pause"')
    expect(html).not.toContain('/cancel"')
  })

  it('never lets fewer than two champions stand under the letter', async () => {
    await draftCampaign(t.world)
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    expect((await convener.post(`${AT}/champions/${IDS.bob}/drop`)).status).toBe(400)
    expect((await stands()).partnership.champions).toHaveLength(2)
  })
})

describe('the first page', () => {
  it('offers the sample, which can be walked at once', async () => {
    expect(await convener.text('/')).toContain('Load the sample partnership')
    const path = (await convener.post('/sample')).headers.get('location') ?? ''
    expect(await convener.text(path)).toContain('Ask the champions to sign')
    expect(await convener.text('/')).toContain('You are its convener')
  })

  it('weighs less than 100 KB over the wire, with everything it loads from here and nothing from elsewhere', async () => {
    const app = createApp(t.world)
    const fetch = (path: string) =>
      app.request(new URL(path, t.world.settings.url).href, { headers: { 'accept-encoding': 'gzip' } })
    const zipped = await fetch('/')
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    const html = await (await app.request(new URL('/', t.world.settings.url).href)).text()
    const paths = [...html.matchAll(/(?:href|src)="([^"]*\/assets\/[^"]*)"/g)].map(([, path = '']) => path)
    expect(paths.length).toBeGreaterThan(2)
    let weight = gzipSync(html).length
    for (const path of paths) {
      const response = await fetch(path)
      expect([path, response.status]).toEqual([path, 200])
      weight += (await response.arrayBuffer()).byteLength
    }
    expect(weight).toBeLessThan(100_000)
    expect(html).not.toMatch(/(?:href|src)="(?:https?:)?\/\//)
    const styles = await (
      await app.request(new URL(paths.find(path => path.endsWith('.css')) ?? '', t.world.settings.url).href)
    ).text()
    expect(styles).not.toMatch(/url\((?!["']?(?:data:|\/assets\/))/)
    expect(styles).not.toContain('@import')
  })
})
