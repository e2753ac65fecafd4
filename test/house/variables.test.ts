/** Every variable that one machine's Convoke reads of its environment stands in the table of docs/server.md, and the reverse. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { HELP } from '../../local/settings.ts'
import { literalsOf } from './literals.ts'

const NAME = /^(?:CONVOKE|OTEL)_[A-Z_]+$/
const TABLE = readFileSync('docs/server.md', 'utf8').split('## Every variable')[1] ?? ''
const named = [...TABLE.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name = '']) => name)

test('each is named once', () => expect(named).toEqual([...new Set(named)]))

test('each that the code reads is named, and each that is named is read', () => {
  const files = globSync('{local,identity,functions,mail,pages,domain}/**/*.{ts,tsx}')
  const sources = new Map(files.map(file => [file, readFileSync(file, 'utf8')]))
  const literals = literalsOf(sources)
    .map(({ text }) => text)
    .filter(text => NAME.test(text))
  const properties = [...sources.values()].flatMap(source =>
    [...source.matchAll(/\benv\.((?:CONVOKE|OTEL)_[A-Z_]+)/g)].map(([, name]) => name),
  )
  expect([...new Set([...literals, ...properties])].sort()).toEqual([...named].sort())
})

test('each that the command line’s help explains is named there as well', () => {
  for (const [name] of HELP.matchAll(/\bCONVOKE_[A-Z_]+/g)) expect(named).toContain(name)
})

test('what stands in the files for a server are variables that there are', () => {
  const own = ['CONVOKE_HOST', 'CONVOKE_AT']
  for (const file of globSync('serve/*'))
    for (const [name] of readFileSync(file, 'utf8').matchAll(/\bCONVOKE_[A-Z_]+/g))
      expect([file, [...named, ...own].includes(name)]).toEqual([file, true])
})
