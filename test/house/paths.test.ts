/** The addresses of the house stand in one table: nowhere else in the source, each behind a route, and no route beside it. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is source of others that is written here
import { globSync, readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { afterEach, describe, expect, test } from 'vitest'
import { PATHS, PERSONAL, WORKBENCH } from '../../domain/keep/paths.ts'
import { createApp } from '../../functions/web.tsx'
import { createWorkbench, type WorkbenchNeeds } from '../../local/workbench/workbench.ts'
import { ASSETS } from '../../pages/compiled/assets.ts'
import { makeWorld, type TestWorld } from '../world.ts'
import { literalsOf } from './literals.ts'

const TABLE = 'domain/keep/paths.ts'
const HOUSE = {
  ...PATHS,
  ...Object.fromEntries(Object.entries(PERSONAL).map(([name, path]) => [`${name} (link)`, path])),
}
const ROUTES = [...Object.values(PATHS), ...Object.values(PERSONAL), ...Object.values(WORKBENCH)].map(
  ({ route }): string => route,
)

const isName = (segment: string) => segment !== '' && !segment.startsWith(':')
const NAMES = [...new Set(ROUTES.flatMap(route => route.split('/').filter(isName)))]
const NAME = `(?:${NAMES.map(name => name.replaceAll('.', '\\.')).join('|')})`
/** What an address looks like in source that does not ask the table. */
const ADDRESSES: readonly RegExp[] = [
  // A string, or a template, that begins as an address does.
  new RegExp(`^\`?/${NAME}(?![\\w-])`),
  // A template that goes on after one of its values as an address does: `${path}/preview`.
  new RegExp(`\\}/${NAME}(?![\\w-])`),
  // The house's own address, and anything behind it.
  /\$\{[^{}]*url\}\//i,
  // Markup in a template that leads to a page by its address.
  /\b(?:href|src|action|formaction)=["']\//,
  // A pattern that is held against addresses.
  new RegExp(`^/\\^?\\\\/\\(?${NAME}\\b`),
]

const addressesIn = (sources: ReadonlyMap<string, string>): string[] =>
  literalsOf(sources)
    .filter(({ text }) => ADDRESSES.some(address => address.test(text)))
    .map(({ file, line, text }) => `${file}:${line} ${text.slice(0, 80)}`)

/** What is made from other files, and what makes it, goes by other names: files on a disk, styles, fonts. */
const isMade = (file: string) => /\/(?:build|compiled)\//.test(file)

describe('an address', () => {
  test('stands in the table and nowhere else', () => {
    const files = globSync('{domain,templates,mail,pages,functions,local,aws}/**/*.{ts,tsx}')
    const sources = new Map(
      files.filter(file => !isMade(file) && file !== TABLE).map(file => [file, readFileSync(file, 'utf8')]),
    )
    expect(addressesIn(sources)).toEqual([])
    // Whoever walks past everything finds nothing either.
    expect(addressesIn(new Map([[TABLE, readFileSync(TABLE, 'utf8')]])).length).toBeGreaterThanOrEqual(
      ROUTES.length - 1,
    )
  })

  test('is found in whatever way somebody writes it', () => {
    const ways = [
      "export const a = '/campaigns'",
      'export const a = (id: string) => `/campaigns/${id}/board.csv`',
      'export const a = (path: string) => `${path}/preview?as=html`',
      "export const a = { settings: { url: '' } }; export const b = `${a.settings.url}/${'x'}`",
      'export const a = <a href="/sign-in">Sign in</a>',
      'export const a = <form action={`/rsvp/${1}/calendar`} />',
      'export const a = (t: string) => `<a href="/_local">${t}</a>`',
      'export const a = (path: string) => /^\\/(rsvp|opt-out)\\//.test(path)',
    ]
    for (const way of ways) expect([way, addressesIn(new Map([['a.tsx', way]])).length]).toEqual([way, 1])
    const others = [
      "import '../campaigns/board.ts'",
      "// '/campaigns'\nexport const a = 'at /campaigns'",
      "export const a = '/etc'",
    ]
    for (const other of others) expect([other, addressesIn(new Map([['a.tsx', other]]))]).toEqual([other, []])
  })

  test('that bears a token is made, and its token read, by the table of links alone', () => {
    const others = globSync('{pages,functions,local,aws}/**/*.{ts,tsx}').filter(
      file => file !== 'functions/keep/links.ts',
    )
    expect(others.filter(file => /\b(?:make|read)Token\b/.test(readFileSync(file, 'utf8')))).toEqual([])
  })

  test('comes into letters through a field, and at most an answer, or the wish to change it, is put behind it', () => {
    for (const file of globSync('templates/**/*.mjml'))
      for (const [, to = ''] of readFileSync(file, 'utf8').matchAll(/\b(?:href|src)="([^"]*)"/g))
        expect([file, to]).toEqual([
          file,
          expect.stringMatching(/^\{\{\w+\}\}(?:\?answer=(?:accepted|declined|tentative|delegated)|\?change=1)?$/),
        ])
  })
})

describe('the table', () => {
  const worlds: TestWorld[] = []
  afterEach(() => {
    for (const world of worlds.splice(0)) world.close()
  })
  const app = () => {
    const t = makeWorld()
    worlds.push(t)
    return createApp(t.world)
  }
  const routesOf = (of: Hono) => of.routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path)

  test('holds every route there is, and every entry has one', () => {
    const assets: string[] = Object.values(ASSETS).flat()
    const there = routesOf(app()).filter(path => !assets.includes(path))
    expect([...new Set(there)].sort()).toEqual(
      Object.values(HOUSE)
        .map(({ route }): string => route)
        .sort(),
    )
  })

  test('makes addresses that lead to the routes they are made from', () => {
    const house = app()
    for (const [name, make] of Object.entries(HOUSE)) {
      const values = [...make.route.matchAll(/:(\w+)/g)].map(([, value]) =>
        value === 'font' ? 'a1.woff2' : `${value}-1`,
      )
      const path = (make as (...values: string[]) => string)(...values)
      const methods = house.routes.filter(route => route.path === make.route).map(({ method }) => method)
      for (const method of methods) {
        const answering = house.router.match(method, path)[0].map(([[, { path: route }]]) => route)
        expect([name, method, answering.find(route => !route.endsWith('*'))]).toEqual([name, method, make.route])
      }
      expect([name, methods.length > 0]).toEqual([name, true])
    }
  })

  test('holds every route of the workbench, and every entry has one', () => {
    const needs = { outbox: {}, clock: {}, timers: {}, timetable: {} } as WorkbenchNeeds
    const there = new Hono().route(WORKBENCH.home.route, createWorkbench(needs))
    expect([...new Set(routesOf(there))].sort()).toEqual(
      Object.values(WORKBENCH)
        .map(({ route }): string => route)
        .sort(),
    )
  })
})
