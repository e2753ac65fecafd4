/** A year of a partnership, by HTTP and JSON alone: from an empty folder to the fourth quarterly meeting. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { house } from '../local/house.ts'
import { readSettings, type StartOptions } from '../local/settings.ts'
import { type Running, start } from '../local/start.ts'
import { WORKBENCH_KEY } from './as-script.ts'
import { walkOutbox } from './outbox-walk.ts'
import { DAY, dayOf, fieldIn, idsIn, plain, plus } from './reading.ts'
import { createScript, type Fields, type Guest, type Letter, linkIn, type Sample, type Script } from './year.ts'

const QUIET = { info: () => undefined, error: () => undefined }
const CONVENER = 'convener@example.org'

interface Row {
  email: string
  answer: string | null
  channel: string | null
  answeredBy: string | null
}

describe('a year of a sector partnership', { retry: 0 }, () => {
  let folder: string
  let running: Running
  let script: Script
  let sample: Sample
  let launch: string
  /** The launch's day, and when it is over. */
  let date: string
  const coming: Guest[] = []
  /** Who has written what nobody settles, since when. */
  const wrote = new Map<string, string>()
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'convoke-year-'))
    running = await start(
      readSettings(['--data', folder, '--port', '0', '--smtp-port', '0'], {
        CONVOKE_WORKBENCH_KEY: WORKBENCH_KEY,
      }) as StartOptions,
      house,
      QUIET,
    )
    script = createScript(running.url)
    // The same season whenever it is played: it begins in the first week of a February.
    await script.goTo(`${new Date(await script.now()).getUTCFullYear() + 1}-02-03T16:00:00Z`)
    await script.signIn(CONVENER)
    sample = await script.json<Sample>('/_local/sample', { stage: 'draft' })
    launch = `/campaigns/${sample.campaign}`
    const shown = await script.get(`${launch}/meeting`)
    date = fieldIn(shown.html, 'date')
  }, 60_000)
  afterAll(async () => {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const answers = (campaign = sample.campaign) => script.json<Row[]>(`/_local/answers.json?campaign=${campaign}`)
  const guest = (n: number): Guest => {
    const found = sample.invitees[n]
    if (!found) throw new Error('the sample has fewer invitees')
    return found
  }
  const answer = (link: string, said: Fields) => script.press(link, { form: 'f', note: '', needs: '', by: '', ...said })

  const signed = async (request: Letter | undefined) => {
    const link = linkIn(request, 'sign')
    const { html } = await script.open(link)
    const check = fieldIn(html, 'check')
    await script.press(link, { do: 'sign', check, name: 'As they sign', sure: 'As they sign' })
  }

  test('the support team agrees to its roles and to the region, and proposes a name, each by link', async () => {
    const path = `${launch}/readiness`
    await script.post(path, {
      do: 'figure',
      figure: '14,200 people work in manufacturing here',
      link: 'https://www.bls.gov/',
      note: 'Three thousand retire within five years.',
    })
    await script.post(path, { do: 'ask-roles' })
    const now = Date.parse(await script.now())
    await script.goTo(new Date(now + 2 * DAY).toISOString())
    const asked = await script.letters('role-asked')
    expect(asked.length).toBeGreaterThanOrEqual(6)
    for (const letter of asked) {
      await script.press(linkIn(letter, 'team'), { do: 'agree', sector: '' })
      if (!letter.to.includes('marcus.bell@facilitation.example'))
        await script.press(linkIn(letter, 'team'), { do: 'scope', said: 'right', note: '' })
    }
    const [first] = asked
    await script.press(linkIn(first, 'team'), {
      do: 'propose',
      name: 'Nora Pruitt',
      title: 'CEO',
      company: 'Berthoud Coatings',
      email: 'nora@berthoud-coatings.example',
      phone: '',
      why: 'She asked me about this.',
    })
    const waiting = await script.get(path)
    expect(plain(waiting.html)).toContain('Nora Pruitt')
    const [proposal = ''] = idsIn(waiting.html, /name="proposal" value="([a-z2-7]{16})"/g)
    await script.post(path, { do: 'name', proposal, answer: 'now' })
    expect((await answers()).some(({ email }) => email === 'nora@berthoud-coatings.example')).toBe(true)
  })

  test('the champions sign, and the letter leaves a month ahead', async () => {
    await script.post(`${launch}/signatures`)
    const asked = await script.letters('signature-request')
    expect(asked).toHaveLength(2)
    for (const request of asked) await signed(request)
    await script.goTo(`${plus(date, -27)}T00:00:00Z`)
    const letters = await script.letters('invite')
    // Those of the sample, and whom the team proposed.
    expect(letters).toHaveLength(sample.invitees.length + 1)
    const [first] = letters
    expect(dayOf(first?.at ?? '') <= plus(date, -28)).toBe(true)
    expect(first?.calendar).toContain('METHOD:REQUEST')
  })

  test('leaders answer by link; whoever is silent is followed up, then called, and what a champion heard counts', async () => {
    for (const one of sample.invitees.slice(0, 20)) {
      await answer(one.link, { answer: 'accepted' })
      coming.push(one)
    }
    await answer(guest(20).link, { answer: 'declined' })
    // What nobody understands has been said all the same: they are not asked again until somebody has read it.
    await script.write(guest(25), 'Interesting. Who else is going to be at this?', running.smtpPort)
    wrote.set(guest(25).email, await script.now())
    const before = new Set((await script.outbox()).map(({ id }) => id))
    await script.goTo(`${plus(date, -9)}T00:00:00Z`)
    const followed = (await script.letters('follow-up-1')).filter(({ id }) => !before.has(id))
    expect(followed).toHaveLength(sample.invitees.length + 1 - 22)
    const { html } = await script.get(`${launch}/calls`)
    const selects = [...html.matchAll(/<select[^>]*name="(caller-[a-z2-7]{16})"[\s\S]*?<\/select>/g)]
    expect(selects.length).toBeGreaterThan(5)
    const [, elena = ''] = /<option value="([a-z2-7]{16})"[^>]*>Elena Vargas/.exec(html) ?? []
    await script.post(`${launch}/calls`, Object.fromEntries(selects.map(([, name = '']) => [name, elena])))
    // Words that were changed late: they wait for the second champion past their own time, and then go out.
    const second = `${launch}/letters/follow-up-2`
    await script.post(second, {
      subject: 'Re: will you join us on {{date}}?',
      body: 'Dear {{first_name}},\n\nShort and last: **can you make it on {{date}}?**\n\nKind regards,',
      confirmed: 'yes',
    })
    const [elenas, toms] = (await script.letters('signature-request')).slice(-2)
    await signed(elenas)
    await script.goTo(`${plus(date, -7)}T18:00:00Z`)
    await signed(toms)
    await script.goTo(`${plus(date, -6)}T23:00:00Z`)
    const [sheet] = await script.letters('call-sheet', 'elena.vargas@summit-precision.example')
    const link = linkIn(sheet, 'call')
    const page = await script.open(link)
    const [invitation = ''] = idsIn(page.html, /name="invitation" value="([a-z2-7]{16})"/g)
    const name = guest(21)
    await script.press(link, {
      do: 'heard',
      invitation,
      once: fieldIn(page.html, 'once'),
      seen: '',
      heard: 'accepted',
      note: 'Told me at the plant.',
    })
    const called = (await answers()).filter(({ answeredBy }) => /Elena Vargas/.test(answeredBy ?? ''))
    expect(called.map(row => row.answer)).toEqual(['accepted'])
    const found = sample.invitees.find(({ email }) => email === called[0]?.email) ?? name
    coming.push(found)
  })

  test('the day: a run sheet the day before, a check-in by phone, a walk-in, badges to print', async () => {
    await script.goTo(`${date}T13:00:00Z`)
    const sheets = await script.letters('run-sheet')
    expect(sheets.length).toBeGreaterThanOrEqual(7)
    const door = linkIn(
      sheets.find(({ to }) => to.includes('marcus.bell@facilitation.example')),
      'day',
    )
    const { html } = await script.open(door)
    const listed = idsIn(html, /name="invitation" value="([a-z2-7]{16})"/g)
    for (const invitation of listed.slice(0, 19)) await script.press(door, { do: 'came', invitation, at: '' })
    await script.press(door, {
      do: 'walk-in',
      name: 'Wanda Walker',
      company: 'Poudre Castings',
      title: 'President',
      email: 'wanda@poudre-castings.example',
      publicPartner: '',
      at: '',
    })
    expect(plain((await script.open(door)).html)).toContain('Wanda Walker')
    for (const file of ['badges.pdf', 'list.pdf']) {
      const pdf = await script.get(`${launch}/day/${file}`)
      expect(pdf.type).toContain('application/pdf')
      expect(Buffer.from(pdf.bytes.subarray(0, 5)).toString()).toBe('%PDF-')
    }
    const capture = `${door}/capture`
    for (const text of [
      'Apprenticeships that start this year',
      'Shared freight to Denver',
      'Childcare near the plants',
    ])
      await script.press(capture, { do: 'name', text })
    const seen = await script.open(capture)
    const companies = [...new Set(idsIn(seen.html, /name="company" value="([^"]+)"/g))]
    const priorities = [...new Set(idsIn(seen.html, /name="priorities" value="([a-z2-7]{16})"/g))]
    expect(companies.length).toBeGreaterThan(8)
    for (const [n, company] of companies.entries())
      await script.press(capture, {
        do: 'vote',
        company,
        priorities: n % 3 === 0 ? priorities : priorities.slice(0, 1),
      })
    const owners = [...seen.html.matchAll(/<option value="([^"]+@[^"]+)"/g)].map(([, email = '']) => email)
    const [kept = '', broken = ''] = owners.filter(email => !/summit|longspeak|convener/.test(email))
    await script.press(capture, {
      do: 'promise',
      what: 'Send last year’s job descriptions',
      owner: kept,
      due: plus(date, 10),
    })
    await script.press(capture, { do: 'promise', what: 'Share freight invoices', owner: broken, due: plus(date, 20) })
    const board = plain((await script.get(`${launch}/capture`)).html)
    expect(board).toContain('Send last year’s job descriptions')
  })

  test('the support team debriefs among itself; the summary is approved by two champions and leaves within two days', async () => {
    await script.goTo(`${date}T20:00:00Z`)
    const [ask] = await script.letters('notes', 'samuel.osei@frontrange-college.example')
    const notes = linkIn(ask, 'notes')
    await script.press(notes, { heard: 'They fear losing machinists.', offer: 'SECRET evening lab hours', wait: '' })
    const { html } = await script.get(`${launch}/summary`)
    expect(plain(html)).toMatch(/4\d hours are left/)
    const words = {
      subject: fieldIn(html, 'subject'),
      body: /<textarea[^>]*name="body"[^>]*>([\s\S]*?)<\/textarea>/.exec(html)?.[1] ?? '',
    }
    expect(words.body).toContain('Your priorities, in the order of your votes')
    await script.post(`${launch}/summary`, { do: 'save', ...words, missed: 'We missed you.' })
    await script.post(`${launch}/summary`, { do: 'ask' })
    await script.goTo('next')
    const asked = await script.letters('approve')
    expect(asked).toHaveLength(2)
    for (const request of asked) {
      const link = linkIn(request, 'approve')
      const page = await script.open(link)
      await script.press(link, { do: 'approve', check: fieldIn(page.html, 'check') })
    }
    await script.goTo(`${plus(date, 2)}T20:00:00Z`)
    const summaries = await script.letters('summary')
    const to = new Set(summaries.flatMap(each => each.to))
    expect(to.has('wanda@poudre-castings.example')).toBe(true)
    expect(to.has(guest(20).email)).toBe(true)
    expect(summaries.filter(({ text }) => text.includes('We missed you.')).length).toBeGreaterThan(5)
    expect(Date.parse(summaries[0]?.at ?? '') - Date.parse(`${date}T15:00:00Z`)).toBeLessThan(3 * DAY)
    for (const { text } of await Promise.all(['summary', 'invite', 'thanks'].map(wave => script.letters(wave))).then(
      all => all.flat(),
    ))
      expect(text).not.toContain('SECRET')
  })

  test('a click in the summary puts leaders on an action team; its lead chooses a time, and the calls are held', async () => {
    const page = await script.get(`${launch}/teams`)
    const teams = [...new Set(idsIn(page.html, /\/teams\/([a-z2-7]{16})"/g))]
    expect(teams).toHaveLength(3)
    const [team = ''] = idsIn(page.html, /\/teams\/([a-z2-7]{16})"[^>]*>Apprenticeships/g)
    const summaries = await script.letters('summary')
    // Public partners get no summary, and so no seat on a team by themselves.
    const members = summaries.filter(({ to }) => coming.some(({ email }) => to.includes(email))).slice(0, 6)
    for (const letter of members) await script.press(linkIn(letter, 'join'), { do: 'join', team })
    const [lead = ''] = members[0]?.to ?? []
    await script.post(`${launch}/teams/${team}`, { do: 'lead', lead })
    await script.goTo(`${plus(date, 5)}T23:00:00Z`)
    const [offer] = await script.letters('times', lead)
    const link = linkIn(offer, 'times')
    const slots = [
      ...new Set(idsIn((await script.open(link)).html, /name="slot"[^>]*value="(\d{4}-\d\d-\d\d \d\d:\d\d)"/g)),
    ]
    expect(slots).toHaveLength(3)
    for (const slot of slots) {
      expect(slot.slice(0, 10) >= plus(date, 14)).toBe(true)
      expect(slot.slice(0, 10) <= plus(date, 28)).toBe(true)
    }
    await script.press(link, {
      do: 'choose',
      slot: slots[0] ?? '',
      date: '',
      start: '',
      minutes: '45',
      where: '',
      agenda: 'Who has a seat free?',
    })
    await script.goTo(`${plus(date, 8)}T23:00:00Z`)
    const holds = (await script.letters('hold')).filter(({ subject }) => subject.includes('Apprenticeships'))
    expect(new Set(holds.flatMap(({ to }) => to)).size).toBeGreaterThanOrEqual(6)
    expect(holds[0]?.calendar).toContain('STATUS:TENTATIVE')
  })

  test('commitments are reminded of before and after their date; one is kept, one is moved and then broken', async () => {
    await script.goTo(`${plus(date, 12)}T23:00:00Z`)
    const reminders = await script.letters('commitment')
    const kept = reminders.find(({ text }) => text.includes('job descriptions'))
    await script.press(linkIn(kept, 'commitment'), { do: 'kept', note: 'Sent on Monday.' })
    const moved = reminders.find(({ text }) => text.includes('freight invoices'))
    await script.goTo(`${plus(date, 18)}T23:00:00Z`)
    const ahead = moved ?? (await script.letters('commitment')).find(({ text }) => text.includes('freight invoices'))
    const link = linkIn(ahead, 'commitment')
    await script.press(link, { do: 'move', to: plus(date, 40), why: 'Our auditor is here.' })
    await script.goTo(`${plus(date, 42)}T23:00:00Z`)
    await script.press(link, { do: 'broken', note: 'Legal said no.' })
    const page = plain((await script.get(`${launch}/teams`)).html)
    expect(page).toContain('Sent on Monday.')
    expect(page).toContain('Legal said no.')
    const members = (await script.letters('summary')).find(({ to }) => to.includes(coming[1]?.email ?? ''))
    expect(plain((await script.open(linkIn(members, 'join'))).html)).toContain('job descriptions')
  })

  test('the table meets four times: holds, agenda items of members, a check-in, a report; and once a year a pulse', async () => {
    const days = [90, 180, 270, 360].map(ahead => plus(date, ahead))
    const wanted = {
      start: '08:00',
      end: '09:30',
      zone: 'America/Denver',
      host: 'Ridgeline Machining',
      address: '1 Mill St',
    }
    await script.post(`${launch}/meetings/quarterly`, {
      ...wanted,
      dates: days.join('\n'),
      people: coming.map(({ email }) => email),
      others: '',
    })
    await script.post(`${launch}/meetings/quarterly/send`)
    const campaigns: string[] = []
    for (const [n, day] of days.entries()) {
      await script.goTo(`${plus(day, -16)}T00:00:00Z`)
      const asks = await script.letters('agenda')
      const campaign = asks.at(-1)?.campaign ?? ''
      campaigns.push(campaign)
      const own = asks.find(each => each.campaign === campaign && each.to.includes(coming[2]?.email ?? ''))
      await script.press(linkIn(own, 'agenda'), { do: 'add', text: `Item ${n + 1}: night shifts` })
      await script.goTo(`${plus(day, -3)}T00:00:00Z`)
      const invites = (await script.letters('invite')).filter(each => each.campaign === campaign)
      expect(invites.length).toBeGreaterThanOrEqual(coming.length - 1)
      expect(invites[0]?.text).toContain(`Item ${n + 1}: night shifts`)
      expect(invites[0]?.calendar).toContain('STATUS:CONFIRMED')
      for (const letter of invites.slice(0, 10 + n))
        await answer(linkIn(letter, 'rsvp').replace(/\?.*/, ''), { answer: 'accepted' })
      await script.goTo(`${day}T14:00:00Z`)
      const sheet = (await script.letters('run-sheet'))
        .filter(each => each.to.includes('marcus.bell@facilitation.example'))
        .at(-1)
      const door = linkIn(sheet, 'day')
      const listed = idsIn((await script.open(door)).html, /name="invitation" value="([a-z2-7]{16})"/g)
      for (const invitation of listed.slice(0, 8 + n)) await script.press(door, { do: 'came', invitation, at: '' })
      await script.goTo(`${day}T20:00:00Z`)
      const report = `/campaigns/${campaign}/report`
      const { html } = await script.get(report)
      const body = /<textarea[^>]*name="body"[^>]*>([\s\S]*?)<\/textarea>/.exec(html)?.[1] ?? ''
      await script.post(report, { do: 'save', subject: fieldIn(html, 'subject'), body, missed: '' })
      await script.post(report, { do: 'release' })
      await script.goTo(`${plus(day, 3)}T00:00:00Z`)
      const told = (await script.letters('summary')).filter(each => each.campaign === campaign)
      expect(told.length).toBeGreaterThan(15)
      const page = await script.open(linkIn(told[0], 'report'))
      expect(plain(page.html)).toMatch(/commitment/i)
      const pdf = await script.open(`${linkIn(told[0], 'report')}/report.pdf`)
      expect(Buffer.from(pdf.bytes.subarray(0, 5)).toString()).toBe('%PDF-')
    }
    const last = days.at(-1) ?? ''
    await script.goTo(`${plus(last, 12)}T00:00:00Z`)
    const pulses = (await script.letters('pulse')).filter(({ campaign }) => campaign === campaigns.at(-1))
    expect(pulses.length).toBeGreaterThan(15)
    const first = await script.open(linkIn(pulses[0], 'pulse'))
    const asked = [...new Set(idsIn(first.html, /name="(priority-[a-z2-7]{16})"/g))]
    for (const letter of pulses.slice(0, 9))
      await script.press(linkIn(letter, 'pulse'), {
        value: '5',
        led: '4',
        home: '4',
        ...Object.fromEntries(asked.map(name => [name, 'right'])),
        missing: '',
        words: 'It is worth the drive.',
      })
    await script.goTo(`${plus(last, 40)}T00:00:00Z`)
    const progress = plain((await script.get(`/campaigns/${campaigns.at(-1)}/progress`)).html)
    for (const words of ['Item 4: night shifts', '1 kept', '1 not kept', '100 % agree', 'worth the drive'])
      expect(progress).toContain(words)
  })

  test('at the end of the year every mail that left had its reason, and no letter left twice', async () => {
    const outbox = await script.outbox()
    const kinds = new Map<string, number>()
    const once = new Set<string>()
    for (const { wave, campaign, to } of outbox) {
      const kind = wave.replace(/[:.].*/, '')
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      if (
        ['invite', 'follow-up-1', 'follow-up-2', 'hold', 'agenda', 'summary', 'pulse', 'after-meeting'].includes(wave)
      ) {
        const key = `${wave} ${campaign} ${to[0]}`
        expect(once.has(key), key).toBe(false)
        once.add(key)
      }
    }
    for (const kind of [
      'signature-request',
      'invite',
      'follow-up-1',
      'reminder',
      'thanks',
      'call-sheet',
      'run-sheet',
      'notes',
      'approve',
      'after-meeting',
      'summary',
      'times',
      'hold',
      'commitment',
      'agenda',
      'pulse',
      'digest',
    ])
      expect(kinds.get(kind) ?? 0, kind).toBeGreaterThan(0)
    const rows = await answers()
    expect(rows.filter(row => row.answer === 'accepted').length).toBe(coming.length)
  })

  test('nothing left unsigned, to the wrong reader, or beside the first letter’s thread', async () => {
    const { problems, met } = await walkOutbox(script, [sample.campaign], wrote)
    expect(problems).toEqual([])
    expect(Math.min(...Object.values(met)), JSON.stringify(met)).toBeGreaterThan(3)
  })
})
