/** Holds docs/security.md to what is there: requirements once each, and every test, file and section that it names. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { REQUIREMENTS } from './asvs.ts'

const PAGE = readFileSync('docs/security.md', 'utf8')
const STATES = ['Met', 'Partly', 'Operator', 'Not applicable', 'Not done']
const rows = [...PAGE.matchAll(/^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+?) \| (.*?) \|$/gm)].map(
  ([, number = '', level = '', asked = '', state = '', how = '']) => ({
    number,
    level: Number(level),
    asked,
    state,
    how,
  }),
)
const quoted = (text: string): string[] =>
  [...text.replace(/^```.*?^```$/gms, '').matchAll(/`([^`]+)`/g)].map(([, found = '']) => found)
const sourceOf = (name: string): string | undefined =>
  [`test/${name}.test.ts`, `test/${name}.test.tsx`, `test/${name}.ts`].find(path => existsSync(path))

describe('the page on security', () => {
  it('has every requirement of ASVS 5.0.0 at levels 1 and 2 once, in order, with its level', () => {
    expect(rows.map(({ number, level }) => `${number} L${level}`)).toEqual(
      [...REQUIREMENTS].map(([number, level]) => `${number} L${level}`),
    )
    const levels = [...REQUIREMENTS.values()]
    expect([levels.filter(level => level === 1).length, levels.filter(level => level === 2).length]).toEqual([70, 183])
  })

  it('says of each in our words how it is met, or why not, and counts them rightly', () => {
    for (const { number, asked, state, how } of rows) {
      expect([number, STATES.includes(state), asked.length > 5, how.length > 5]).toEqual([number, true, true, true])
      if (state === 'Met') expect([number, quoted(how).length > 0 || how.includes('](#')]).toEqual([number, true])
    }
    const counts = STATES.map(each => `${rows.filter(({ state }) => state === each).length} ${each.toLowerCase()}`)
    expect(PAGE).toContain(`${rows.length} requirements: ${counts.join(', ')}.`)
  })

  it('names only tests that there are', () => {
    let named = 0
    for (const [file, test] of quoted(PAGE).flatMap(text => (text.includes(' › ') ? [text.split(' › ')] : []))) {
      const path = sourceOf(file ?? '')
      expect([file, path === undefined]).toEqual([file, false])
      const source = readFileSync(path ?? '', 'utf8')
      const called = [`'${test}'`, `\`${test}\``, `"${test}"`].some(name => source.includes(name))
      expect([file, test, called]).toEqual([file, test, true])
      named++
    }
    expect(named).toBeGreaterThan(150)
  })

  it('names only files, folders and sections that there are', () => {
    const headings = [...PAGE.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    )
    for (const [, to = ''] of PAGE.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).toContain(to)
    for (const text of quoted(PAGE)) {
      if (/^(attack|functions|infra|local|mail|aws|house|contract|simulation)(\/[\w-]+)*$/.test(text))
        expect([text, sourceOf(text) === undefined && !existsSync(text)]).toEqual([text, false])
      if (/^[\w./-]+\.(?:tsx?|js|json)$/.test(text)) expect([text, existsSync(text)]).toEqual([text, true])
    }
  })

  it('has a test in this folder for every attacker, and names each of these', () => {
    for (const file of globSync('test/attack/*.test.ts')) {
      const name = file.slice('test/'.length, -'.test.ts'.length)
      if (name !== 'attack/security-page') expect([name, PAGE.includes(`\`${name}`)]).toEqual([name, true])
    }
  })
})
