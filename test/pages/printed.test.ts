import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import bidi from 'bidi-js'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { options } from '../../aws/build/bundle.ts'
import type { Guest } from '../../domain/day/attendance.ts'
import { type Badge, setBadges } from '../../pages/day/badges.ts'
import { setTableList } from '../../pages/day/table-list.ts'
import { printable, unprintable } from '../../pages/web/faces.ts'
import { setPdf, sizeFor } from '../../pages/web/pdf.ts'
import { brokenInto, stretchesOf } from '../../pages/web/pdf-lines.ts'
import { textOf } from './pdf-text.ts'

const AT = '2027-03-30T19:00:00.000Z'
const badge = (over: Partial<Badge> = {}): Badge => ({
  name: 'Ana Lee',
  title: 'CEO',
  company: 'Lee Forge',
  part: '',
  accent: 'business',
  ...over,
})
const guest = (over: Partial<Guest> = {}): Guest => ({
  invitation: 'i'.repeat(16),
  seat: 'i'.repeat(16),
  name: 'Ana Lee',
  email: 'ana@lee-forge.example',
  title: 'CEO',
  company: { key: 'lee forge', name: 'Lee Forge' },
  publicPartner: false,
  said: 'yes',
  needs: '',
  walkIn: false,
  host: false,
  ...over,
})
const list = (guests: Guest[]) =>
  setTableList({ partnership: 'Front Range', meeting: 'Launch', when: 'Wednesday', place: 'Ridgeline', guests, at: AT })

describe('a printed page', () => {
  it('holds names as people write them, accents and quotes and all', async () => {
    const words = 'José Ñandú “Žižek” Łukasz Ørsted O’Brien Şahin Kovács-Őri'
    const [text] = textOf(await setPdf({ title: 'Names', at: AT }, on => on.text(words)))
    expect(text).toBe(words)
  })

  it.each([
    ['Cyrillic', 'Олена Шевченко, Ґалаґан'],
    ['Greek', 'Γιώργος Παπαδόπουλος'],
    ['Vietnamese', 'Nguyễn Thị Ngọc Ánh, Đường'],
    ['Chinese', '李小龍，北京机械公司'],
    ['Japanese', '田中さくら、トヨタ'],
    ['Korean', '김민준 서울'],
    ['several alphabets', 'Wei Li (李伟) Київ'],
  ])('holds names in %s', async (_, words) => {
    const [page = ''] = textOf(await setPdf({ title: 'Names', at: AT }, on => on.text(words)))
    expect(page.replaceAll('\n', '')).toBe(words)
    expect(await unprintable([words])).toEqual([])
  })

  it.each([
    ['Hebrew', 'דוד כהן', ['ן', 'ה', 'כ', 'ד', 'ו', 'ד']],
    ['Arabic', 'محمد علي', ['ل', 'ع', 'د', 'م', 'ح', 'م']],
  ])('holds names in %s, whose letters stand from right to left', async (_, words, onPaper) => {
    const [page = ''] = textOf(await setPdf({ title: 'Names', at: AT }, on => on.text(words)))
    expect([...page].filter(letter => onPaper.includes(letter))).toEqual(onPaper)
    expect(await unprintable([words])).toEqual([])
  })

  it('keeps numbers and Latin words readable within a line from right to left', () => {
    const partOf = (character: string) => (/\p{sc=Hebrew}/u.test(character) ? 2 : 0)
    const shown = stretchesOf('כהן (2027) Acme', partOf, bidi())
    expect(shown.map(({ words }) => words).join('|')).toBe('Acme| (|2027|) |כהן'.replace('| (|', '| (|'))
  })

  it('breaks lines after blanks and around Chinese signs, and cuts what has no room', () => {
    const widthOf = (text: string) => [...text].length
    expect(brokenInto('ab cd 北京機械', 5, widthOf)).toEqual(['ab cd', '北京機械'])
    expect(brokenInto('北京機械公司', 4, widthOf)).toEqual(['北京機械', '公司'])
    expect(brokenInto('one\ntwo', 10, widthOf)).toEqual(['one', 'two'])
  })

  it('says before which words have characters that no face has', async () => {
    expect(await unprintable(['Ann Lee', 'José', 'ᚠᚢᚦ Rune', 'นิด', '李', 'ᚠᚢᚦ Rune'])).toEqual(['ᚠᚢᚦ Rune', 'นิด'])
    const [page] = textOf(await setPdf({ title: 'Names', at: AT }, on => on.text('ᚠ Rune')))
    expect(page).toBe('□ Rune')
  })

  it('loses an accent before it loses a letter, and says where it has none', () => {
    const known = (character: string) => /[\x20-\x7eê□]/.test(character)
    expect(printable('Nguyễn Thị 李 a\u200bb\u0007', known)).toBe('Nguyên Thi □ ab')
  })

  it('is the same for the same content, and is shown under its title', async () => {
    const one = await setPdf({ title: 'Liste für Žižek', at: AT }, on => on.text('Hello'))
    const two = await setPdf({ title: 'Liste für Žižek', at: AT }, on => on.text('Hello'))
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true)
    expect(Buffer.from(one).toString('latin1')).toContain('/DisplayDocTitle true')
  })

  it('sets words as large as they fit', async () => {
    await setPdf({ title: 'Sizes', at: AT }, on => {
      expect(sizeFor(on, 'Ana', 200, { most: 30, least: 8 })).toBe(30)
      const size = sizeFor(on, 'A name that is rather long for its place', 200, { most: 30, least: 8 })
      expect(size).toBeLessThan(30)
      expect(on.widthOfString('A name that is rather long for its place')).toBeLessThanOrEqual(200)
    })
  })

  it('comes out of the bundle that runs on Lambda as it does here', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'convoke-printed-'))
    try {
      await build({ ...options(folder), sourcemap: false, entryPoints: { index: 'pages/day/badges.ts' } })
      const bundled: { setBadges: typeof setBadges } = await import(pathToFileURL(join(folder, 'index.mjs')).href)
      const bytes = await bundled.setBadges([badge({ name: 'Łucja 李伟' })], 'Front Range', AT)
      expect(textOf(bytes)).toEqual(textOf(await setBadges([badge({ name: 'Łucja 李伟' })], 'Front Range', AT)))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 60_000)
})

describe('name badges', () => {
  it('are six to a sheet, with the name people use large, and a sheet of empty ones at the end', async () => {
    const names = ['Dr. Ana María López', 'J. Robert Hale', 'Cher', 'Bo Li', 'Cy Vale', 'Di Fox', 'Ed Roy']
    const pages = textOf(
      await setBadges(
        names.map(name => badge({ name })),
        'Front Range',
        AT,
      ),
    )
    expect(pages).toHaveLength(3)
    const [first = '', second = '', empty = ''] = pages
    expect(first.split('Front Range')).toHaveLength(7)
    for (const line of ['Ana', 'Dr. María López', 'J. Robert', 'Hale', 'Cher'])
      expect(first.split('\n')).toContain(line)
    expect(second).toContain('Roy')
    expect(empty.split('\n').filter(Boolean)).toEqual(Array(6).fill('Front Range'))
  })

  it('cut what no size makes fit, and never run into the next badge', async () => {
    const [page = ''] = textOf(await setBadges([badge({ company: 'Very '.repeat(60) })], 'Front Range', AT))
    expect(page).toMatch(/Very V?e?r?y?…/)
  })
})

describe('the list for the door', () => {
  it('has those who are expected, those who may come, and what they need, but nobody who said no', async () => {
    const [page = ''] = textOf(
      await list([
        guest({ name: 'Yes Person', needs: 'Step-free' }),
        guest({ name: 'Sent Person', inPlaceOf: 'Boss Person' }),
        guest({ name: 'Maybe Person', said: 'maybe' }),
        guest({ name: 'Silent Person', said: 'silent' }),
        guest({ name: 'No Person', said: 'no' }),
        guest({ name: 'Partner Person', publicPartner: true }),
      ]),
    )
    expect(page).toContain('3 expected, from 1 business')
    for (const words of ['Step-free', 'in place of Boss Person', 'Maybe Person', 'Silent Person', 'Public partner'])
      expect(page).toContain(words)
    expect(page).not.toContain('No Person')
  })

  it('of five hundred goes on over pages and loses nobody', async () => {
    const pages = textOf(await list(Array.from({ length: 500 }, (_, n) => guest({ name: `Guest number${n}` }))))
    expect(pages.length).toBeGreaterThan(15)
    const found = new Set(pages.join('\n').match(/Guest number\d+/g))
    expect(found.size).toBe(500)
  })
})
