import Papa from 'papaparse'
import { afterEach, describe, expect, it } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation, Rsvp } from '../../../domain/keep/invitation.ts'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { change, invitationRef, invitationsOf, partnershipRef, waveRef } from '../../../functions/keep/documents.ts'
import { matter } from '../../domain/keep/campaigns.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signedCampaign, type Wish } from '../campaign/launch.ts'
import { plain, type Visitor, visitor } from '../visitor.ts'

const BOARD = `/campaigns/${IDS.campaign}`
const LETTER = '2027-02-26T16:00:00.000Z'
const READER = 'support@example.org'

let open: TestWorld | undefined
afterEach(() => open?.close())

async function sent(wish: Wish): Promise<{ t: TestWorld; convener: Visitor; guests: Map<string, string> }> {
  open = makeWorld({
    release: async (world, schedule) => {
      await releaseWaves(world, schedule)
    },
  })
  await signedCampaign(open.world, wish)
  await change(open.world.store, partnershipRef(IDS.partnership), stands => ({
    ...stands,
    team: [...stands.team, { name: 'Sue Port', email: READER, role: 'support team' as const, organization: 'College' }],
  }))
  await open.timers.runUntil(LETTER)
  const guests = new Map<string, string>()
  for await (const { value } of invitationsOf(open.world.store, IDS.campaign)) guests.set(value.invitee.name, value.id)
  return { t: open, convener: await visitor(open.world, CONVENER), guests }
}

const say = (t: TestWorld, id: string | undefined, answer: Rsvp, note = '') =>
  takeAnswer(t.world, {
    campaign: IDS.campaign,
    invitation: invitationIdFrom(id ?? ''),
    answer,
    channel: 'link',
    note,
    needs: '',
    id: `${id} ${answer}`,
    ...(answer === 'delegated' ? { delegate: { name: 'Pat Quinn', title: '', email: 'pat@quinn.example' } } : {}),
  })

const edit = (t: TestWorld, id: string | undefined, to: (stands: Invitation) => Invitation) =>
  change(t.world.store, invitationRef(IDS.campaign, invitationIdFrom(id ?? '')), to)
const stands = async (t: TestWorld, id: string | undefined) => edit(t, id, same => same)

describe('the board', () => {
  it('shows critical mass by company, leaders and those sent in their place apart, public partners aside', async () => {
    const { t, convener, guests } = await sent({ invitees: 30 })
    await say(t, guests.get('Guest 1'), 'accepted')
    await say(t, guests.get('Guest 26'), 'accepted') // of the same company
    await say(t, guests.get('Guest 2'), 'delegated')
    await say(t, guests.get('Guest 3'), 'tentative')
    const partner = guests.get('Guest 4')
    await edit(t, partner, same => ({ ...same, invitee: { ...same.invitee, publicPartner: true } }))
    await say(t, partner, 'accepted')
    const html = await (await convener.get(BOARD)).text()
    expect(html).toContain(
      'aria-label="2 of 15 companies coming: 1 with their leader, 1 with someone in the leader’s place. 1 undecided."',
    )
    expect(plain(html)).toContain('2 of 15 companies 13 to go.')
    expect(plain(html)).toContain('Public partners coming, not counted 1')
    expect(plain(html)).toContain('Worth a call: undecided Guest 3 , Company 3')
  })

  it('draws the answers over time with a title, a description and the same as a table', async () => {
    const { t, convener, guests } = await sent({ invitees: 5 })
    expect(await convener.text(BOARD)).toContain('The chart starts with the first answer.')
    await say(t, guests.get('Guest 1'), 'accepted')
    await t.timers.runUntil('2027-03-02T18:00:00.000Z')
    await say(t, guests.get('Guest 1'), 'declined')
    await say(t, guests.get('Guest 2'), 'tentative')
    // Sessions end after three days without use, so this is another one.
    const html = await (await (await visitor(t.world, CONVENER)).get(BOARD)).text()
    expect(html).toMatch(/<title id="chart-title-wide">Answers over time/)
    expect(html).toContain('0 coming, 1 undecided, 1 not coming.')
    const table = plain(html.slice(html.indexOf('The same as a table')))
    expect(table).toContain('Fri, Feb 26 1 0 0 Letter of invitation')
    expect(table).toContain('Tue, Mar 2 0 1 1')
  })

  it('names who needs the convener, and lets a wave that asks be sent or dropped', async () => {
    const { t, convener, guests } = await sent({ invitees: 4 })
    await edit(t, guests.get('Guest 1'), same => ({ ...same, matters: [matter('May a colleague come?')] }))
    await edit(t, guests.get('Guest 2'), same => {
      const invite = same.sends.invite
      return invite ? { ...same, sends: { ...same.sends, invite: { ...invite, status: 'in doubt' } } } : same
    })
    await t.world.store.put(
      `campaign#${IDS.campaign}`,
      'wave#follow-up-1',
      { id: 'follow-up-1', campaign: IDS.campaign, state: 'asks', counts: {} },
      undefined,
    )
    const text = await convener.text(BOARD)
    expect(text).toContain('First follow-up Waiting for you')
    expect(text).toContain('Guest 1 · Company 1 Asks a question. “May a colleague come?”')
    expect(text).toContain('Guest 2 · Company 2 We can’t tell whether an email arrived')
    expect((await convener.post(`${BOARD}/waves/follow-up-1/drop`)).status).toBe(303)
    const ref = waveRef(IDS.campaign, 'follow-up-1')
    expect((await change(t.world.store, ref, same => same))?.state).toBe('dropped')
    expect(await convener.text(BOARD)).toContain('You decided not to send it.')
  })

  it('narrows the list by answer, searches it and lists it by company, by plain links', async () => {
    const { t, convener, guests } = await sent({ invitees: 60 })
    await say(t, guests.get('Guest 7'), 'declined', 'Away that week.')
    const list = async (query: string) => (await convener.text(`${BOARD}?${query}`)).split('Who said what')[1] ?? ''
    expect(await list('show=declined')).toMatch(/1 person .*Guest 7 .*Not coming .*Away that week\./)
    expect(await list('q=company+12')).toContain('2 people')
    expect(await list('show=silent')).toContain('59 people, page 1 of 2')
    expect(await list('by=company')).toMatch(/Company 7 3 invited/)
    expect(await list('q=nobody+at+all')).toContain('No one matches.')
    expect(await list('show=nonsense&page=-4')).toContain('60 people, page 1 of 2')
  })

  it('holds 5,000 invitees, fifty to a page', async () => {
    const { t, convener } = await sent({ invitees: 5000 })
    let answered = 0
    for await (const { value } of invitationsOf(t.world.store, IDS.campaign)) {
      if (answered++ >= 1000) break
      await edit(t, value.id, same => ({
        ...same,
        answers: [
          { id: `a${answered}`, answer: 'accepted', channel: 'link', at: LETTER, sequence: 0, note: '', needs: '' },
        ],
      }))
    }
    const text = await convener.text(`${BOARD}?page=2`)
    expect(text).toContain('1,000 coming')
    expect(text).toContain('4,000 no reply')
    expect(text).toContain('5,000 people, page 2 of 100')
    const csv = await (await convener.get(`${BOARD}/board.csv`)).text()
    expect(csv.trim().split('\r\n')).toHaveLength(5001)
  }, 60_000)

  it('exports a CSV with the columns people rely on, in which no cell is a formula', async () => {
    const { t, convener, guests } = await sent({ invitees: 2 })
    await say(t, guests.get('Guest 1'), 'delegated', '=HYPERLINK("https://evil.example")')
    const response = await convener.get(`${BOARD}/board.csv`)
    expect(response.headers.get('content-disposition')).toContain('attachment')
    const { data, meta } = Papa.parse<Record<string, string>>((await response.text()).replace(/^\ufeff/, ''), {
      header: true,
      skipEmptyLines: true,
    })
    expect(meta.fields?.join()).toBe(
      'email,name,title,company,status,answer,channel,answered_at,delegate_name,delegate_email,note,in_place_of',
    )
    expect(data.find(({ name }) => name === 'Guest 1')).toMatchObject({
      answer: 'delegated',
      delegate_name: 'Pat Quinn',
      note: '\'=HYPERLINK("https://evil.example")',
    })
  })

  it('shows readers everything and lets them change nothing', async () => {
    const { t, guests } = await sent({ invitees: 3 })
    const reader = await visitor(t.world, READER)
    const person = `${BOARD}/people/${guests.get('Guest 1')}`
    for (const path of [BOARD, `${BOARD}/board.csv`, `${BOARD}/invitees`, person])
      expect((await reader.get(path)).status).toBe(200)
    expect(await (await reader.get(person)).text()).not.toContain('Record the answer')
    expect(await (await reader.get(`${BOARD}/invitees`)).text()).not.toContain('Add this person')
    const changes = [
      `${person}/answer`,
      `${person}/matters/m`,
      `${person}/sends/invite`,
      `${BOARD}/waves/reminder/release`,
    ]
    for (const path of changes) expect((await reader.post(path, { answer: 'accepted' })).status).toBe(403)
    const stranger = await visitor(t.world, 'stranger@conveners.example')
    const nobody = await visitor(t.world)
    for (const path of [BOARD, `${BOARD}/board.csv`, person]) {
      expect((await stranger.get(path)).status).toBe(404)
      expect((await nobody.get(path)).status).toBe(303)
    }
    expect((await stands(t, guests.get('Guest 1')))?.answers).toEqual([])
  })
})

describe('a person on the board', () => {
  it('shows what was sent, what came back and who did what, the latest first', async () => {
    const { t, guests } = await sent({ invitees: 2 })
    const id = guests.get('Guest 1')
    await t.timers.runUntil('2027-02-27T16:00:00.000Z')
    await say(t, id, 'tentative', 'Let me check.')
    await t.timers.runUntil('2027-03-24T16:00:00.000Z')
    // Sessions end after a week, so this is another one.
    const text = await (await visitor(t.world, CONVENER)).text(`${BOARD}/people/${id}`)
    const order = [
      'Second follow-up not sent: answered',
      'Said maybe, by the link in an email Let me check.',
      'Letter of invitation sent',
      'Added to the list',
    ]
    const places = order.map(words => text.indexOf(words))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  it('takes an answer the convener was told, with who said so, once however often the form arrives', async () => {
    const { t, convener, guests } = await sent({ invitees: 2 })
    const id = guests.get('Guest 1')
    const path = `${BOARD}/people/${id}`
    const once = /name="once" value="([a-z2-7]+)"/.exec(await (await convener.get(path)).text())?.[1] ?? ''
    const missing = await convener.post(`${path}/answer`, { once, answer: 'delegated', by: '', note: 'By phone.' })
    expect(missing.status).toBe(422)
    const html = await missing.text()
    expect(plain(html)).toContain('Say who told you, so that it can be checked.')
    expect(plain(html)).toContain('Enter who is coming in their place.')
    expect(html).toContain('value="By phone."')
    const fields = { once, answer: 'delegated', by: 'Their assistant', delegateName: 'Pat Quinn', delegateEmail: '' }
    for (let i = 0; i < 2; i++) expect((await convener.post(`${path}/answer`, fields)).status).toBe(303)
    const { answers } = (await stands(t, id)) ?? {}
    expect(answers).toHaveLength(1)
    expect(answers?.[0]).toMatchObject({
      answer: 'delegated',
      channel: 'convener',
      by: { person: 'Their assistant', was: 'noted', by: CONVENER },
      delegate: { name: 'Pat Quinn' },
    })
  })

  it('lets the convener send a letter in doubt again, or leave it', async () => {
    const { t, convener, guests } = await sent({ invitees: 3 })
    const doubt = async (name: string) => {
      await edit(t, guests.get(name), same => {
        const invite = same.sends.invite
        return invite ? { ...same, sends: { ...same.sends, invite: { ...invite, status: 'in doubt' } } } : same
      })
      return `${BOARD}/people/${guests.get(name)}`
    }
    const [again, left] = [await doubt('Guest 1'), await doubt('Guest 2')]
    expect(await convener.text(again)).toContain('may or may not have arrived')
    await convener.post(`${again}/sends/invite`, { do: 'send again' })
    await convener.post(`${left}/sends/invite`, { do: 'leave' })
    await t.timers.runUntil('2027-02-27T00:00:00.000Z')
    expect((await stands(t, guests.get('Guest 1')))?.sends.invite).toMatchObject({ status: 'sent', attempts: 2 })
    expect((await stands(t, guests.get('Guest 2')))?.sends.invite).toMatchObject({ status: 'sent', attempts: 1 })
    expect(await convener.text(left)).toContain('Letter of invitation left as it is')
    expect((await convener.post(`${left}/sends/__proto__`, { do: 'leave' })).status).toBe(404)
  })

  it('puts aside what the convener has dealt with, and keeps that they did', async () => {
    const { t, convener, guests } = await sent({ invitees: 1 })
    const id = guests.get('Guest 0')
    await edit(t, id, same => ({ ...same, matters: [matter('Is it catered?')] }))
    const page = `${BOARD}/people/${id}`
    expect(await convener.text(page)).toContain('Asks a question. Is it catered?')
    await convener.post(`${page}/matters/matter-1`, { do: 'dismiss' })
    expect((await stands(t, id))?.matters[0]?.settled).toMatchObject({ how: 'dismiss' })
    const after = await convener.text(page)
    expect(after).not.toContain('It is a yes')
    expect(after).toContain('Dealt with it Asks a question. Is it catered?')
    expect((await convener.post(`${page}/matters/matter-1`, { do: 'nonsense' })).status).toBe(422)
    expect((await convener.post(`${page}/matters/no-such`, { do: 'dismiss' })).status).toBe(404)
  })
})
