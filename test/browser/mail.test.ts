/** Every email on a phone: what it shows first, that it can be read in the light and in the dark, and how it speaks. */

import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { championIdFrom } from '../../domain/keep/ids.ts'
import { composeLetter } from '../../mail/letter.ts'
import { LETTERS, type LetterKind } from '../../mail/letter-kinds.ts'
import { personFields } from '../../mail/merge.ts'
import { previewOf } from '../../mail/preview.ts'
import { CHAMPIONS, LETTER, LINKED, MEETING, PARTNERSHIP, PERSON } from '../mail/sample.ts'
import { houseWordsIn } from '../plain-words.ts'
import type { Letter } from '../year.ts'
import { open, type Place, skipped } from './browser.ts'
import { playSeason } from './season.ts'

/** A phone of the narrow kind, as mail programs see it. */
const PHONE = { width: 360, height: 640 }
/** As far as somebody looks before they scroll. */
const FIRST_YES = 560
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Letters that ask whether somebody comes, and emails with one button. */
const ASKING = ['hold', 'invite', 'follow-up', 'reminder', 'update'] as const
const HELPING = [
  'signature-request',
  'role-asked',
  'role-again',
  'list-asked',
  'calls-proposed',
  'call-sheet',
  'call-again',
  'run-sheet',
  'notes',
  'summary-due',
  'approve',
  'summary',
  'digest',
  'notice',
  'sign-in',
]

const words = (text: string): string[] => text.split(/\s+/).filter(word => word !== '' && !word.startsWith('http'))

/** The bottom of the first link or button that says so, in pixels from the top. */
const bottomOf = (page: Page, what: RegExp): Promise<number> =>
  page
    .getByRole('link', { name: what })
    .first()
    .evaluate(each => each.getBoundingClientRect().bottom)

describe.skipIf(skipped)('Every email', { timeout: 300_000 }, () => {
  let place: Place
  let page: Page
  let season: Map<string, Letter[]>
  const all = (): [string, Letter][] =>
    [...season].flatMap(([kind, each]) => each.map((one): [string, Letter] => [kind, one]))
  beforeAll(async () => {
    place = await open()
    season = await playSeason(place)
    page = (await place.visit(undefined, { viewport: PHONE })).page
  }, 300_000)
  afterAll(() => place?.close())

  it('that a season brings is looked at', () => {
    const asked = ASKING.filter(kind => kind !== 'hold')
    const others = ['thanks', 'cancellation']
    expect([...season.keys()]).toEqual(expect.arrayContaining([...asked, ...HELPING, ...others]))
  })

  it('that asks whether somebody comes shows who asks, when and where, and Yes on the first screen', async () => {
    for (const [kind, { html, text, subject, audience }] of all().filter(([name]) =>
      (ASKING as readonly string[]).includes(name),
    )) {
      await page.setContent(html)
      expect(await bottomOf(page, /^Yes/), subject).toBeLessThanOrEqual(FIRST_YES)
      // Champions write what they have signed; everything else is the convener's.
      const isOurs = !text.includes('read and signed')
      if (audience === 'partner' || kind === 'update') expect(isOurs, subject).toBe(true)
      else if (kind === 'invite' || kind === 'reminder') expect(isOurs, subject).toBe(false)
      const who = isOurs ? 'Northern Front Range Business Alliance' : 'Elena Vargas'
      expect(words(text).slice(0, 40).join(' '), subject).toContain(who)
      expect(words(text).slice(0, 40).join(' '), subject).toContain('7:30 AM to 9:00 AM')
      expect(text.indexOf('answer=accepted'), subject).toBeLessThan(text.indexOf('Dear'))
      expect(text.lastIndexOf('answer=accepted'), subject).toBeGreaterThan(text.indexOf('Place:'))
    }
  })

  it.each(ASKING)(
    'of the kind %s does so with six champions of long names, a long place and a long partnership',
    async kind => {
      const signers = Array.from({ length: 6 }, (_, n) => ({
        ...(CHAMPIONS[n % 4] ?? PERSON),
        id: championIdFrom(`${n}`),
        email: '',
        name: `Bartholomew Featherstonehaugh ${n}`,
        company: 'Consolidated Precision Manufacturing Holdings',
      }))
      const partnership = {
        ...PARTNERSHIP,
        region: 'Northern Front Range and Eastern Plains',
        sector: 'Advanced Manufacturing',
      }
      const content = composeLetter({ kind, text: LETTER, partnership, meeting: MEETING, signers })
      const { html, text } = previewOf(content, { ...personFields(PERSON), ...LINKED })
      await page.setContent(html)
      expect(await bottomOf(page, /^Yes/)).toBeLessThanOrEqual(FIRST_YES)
      const first = LETTERS[kind].isSigned ? 'Bartholomew Featherstonehaugh 0' : PARTNERSHIP.organization.name
      expect(words(text).slice(0, 40).join(' ')).toContain(first)
    },
  )

  it('to helpers has its button on the first screen, and its link in the first lines of the text', async () => {
    for (const [, { html, text, subject }] of all().filter(([kind]) => HELPING.includes(kind))) {
      await page.setContent(html)
      const button = page.locator('.button-main a').first()
      const words = ((await button.textContent()) ?? '').trim()
      expect(words, subject).not.toBe('')
      expect(await button.evaluate(each => each.getBoundingClientRect().bottom), subject).toBeLessThanOrEqual(
        PHONE.height,
      )
      expect(text.slice(0, 700), subject).toContain(`${words}: http`)
    }
  })

  it('has phone numbers that can be tapped, and one person a row', async () => {
    const [sheet] = season.get('call-sheet') ?? []
    await page.setContent(sheet?.html ?? '')
    const dial = page.locator('li a[href^="tel:+1"]')
    expect(await dial.count()).toBeGreaterThan(5)
    for (const one of await dial.all()) expect((await one.boundingBox())?.height).toBeGreaterThanOrEqual(24)
    expect(
      await page
        .locator('li:has(a[href^="tel:"])')
        .filter({ hasText: /\(?\d{3}\D+\d{3}-\d{4}.*\d{3}-\d{4}/ })
        .count(),
    ).toBe(0)
    const [run] = season.get('run-sheet') ?? []
    await page.setContent(run?.html ?? '')
    const coming = page
      .locator('h2, h3')
      .filter({ hasText: /^Coming/ })
      .locator('xpath=following-sibling::ul[1]/li')
    expect(await coming.count()).toBeGreaterThanOrEqual(3)
    for (const one of await coming.all()) expect(await one.locator('strong').count()).toBe(1)
  })

  it('says in its subject how many people and emails it is about', () => {
    const [sheet] = season.get('call-sheet') ?? []
    const people = sheet?.text.match(/^- .*\n {2}(?:\(?\d{3}|No phone)/gm)?.length
    expect(sheet?.subject).toContain(`Would you call ${people} people`)
    for (const { subject, text } of (season.get('digest') ?? []).filter(each => each.subject.includes('go out'))) {
      const counted = [...text.matchAll(/: (\d+) emails?$/gm)].reduce((sum, [, n]) => sum + Number(n), 0)
      expect(subject).toContain(`${counted} email`)
    }
    expect((season.get('digest') ?? []).some(({ subject }) => /\b[1-9]\d* emails go out/.test(subject))).toBe(true)
  })

  it('has a foot that is true for its reader', () => {
    const own = season.get('digest') ?? []
    for (const { text } of own) expect(text).toMatch(/because you run the .* Convoke wrote it for you\./)
    for (const { text } of season.get('call-sheet') ?? [])
      expect(text).toMatch(/Convoke wrote it for .*, who reads your reply\./)
    for (const kind of ['thanks', 'update', 'cancellation', 'summary'])
      for (const { text } of season.get(kind) ?? []) expect(text).not.toMatch(/Each champion has|Check value/)
  })

  it('has a name under its regards', () => {
    for (const [kind, { text }] of all())
      expect(text, kind).not.toMatch(/^(?:With k|K)ind regards,\s*\n(?:[A-Z ]{6,}$|-- )/m)
  })

  it('speaks plain American English', () => {
    const found = all().flatMap(([kind, { subject, text }]) => {
      return houseWordsIn(`${subject}\n${text}`).map(each => `${kind}: ${each}`)
    })
    expect(found).toEqual([])
  })

  it('hides nothing, and writes nothing that cannot be seen on its ground', () => {
    for (const [kind, { html }] of all()) {
      expect(html, kind).not.toMatch(/display:\s*none|visibility:\s*hidden/)
      // A mail filter that sees text of one pixel or of the color of its ground takes it for hidden.
      expect(html, kind).not.toMatch(/<[a-z]+[^>]*font-size:[01](?:px)?;[^>]*>[^<\s&]/)
    }
  })

  it.each(['light', 'dark'] as const)(
    'is no wider than the narrowest phone, and axe finds nothing, in the %s',
    async scheme => {
      await page.emulateMedia({ colorScheme: scheme })
      const found: string[] = []
      for (const [kind, [one]] of season) {
        await page.setViewportSize({ width: 320, height: 640 })
        await page.setContent(one?.html ?? '')
        const wide = await page.evaluate(() => document.documentElement.scrollWidth)
        if (wide > 320) found.push(`${kind}: ${wide} px wide`)
        await page.evaluate(axe.source)
        const { violations }: AxeResults = await page.evaluate(
          tags => (window as unknown as { axe: typeof axe }).axe.run({ runOnly: tags, resultTypes: ['violations'] }),
          WCAG,
        )
        for (const { id, nodes } of violations)
          found.push(...nodes.map(each => `${kind}: ${id}: ${each.html.slice(0, 120)}`))
      }
      expect(found).toEqual([])
    },
  )

  it('of which Convoke knows has a frame in which what it asks comes before what it tells', () => {
    const kinds = Object.keys(LETTERS) as LetterKind[]
    expect(kinds.filter(kind => LETTERS[kind].answer === 'give').sort()).toEqual([...ASKING].sort())
  })
})
