import { describe, expect, test } from 'vitest'
import { exportsOf, importsIn } from './source.ts'

const imported = (source: string) => {
  const { files, packages, untold } = importsIn('pages/day/day.tsx', source)
  return [...files, ...packages, ...untold]
}

describe('the reader of imports sees', () => {
  for (const [source, found] of [
    ["import a from './a.ts'", 'pages/day/a.ts'],
    ['import a from "../a.ts"', 'pages/a.ts'],
    ["import type { A } from './a.ts'", 'pages/day/a.ts'],
    ["import { type A } from './a.ts'", 'pages/day/a.ts'],
    ["import './a.ts'", 'pages/day/a.ts'],
    ["import a, * as all from 'zod'", 'zod'],
    ["import a, { b as c } from 'zod'", 'zod'],
    ["import {\n  a, // from 'here'\n  b,\n} from\n  'zod'", 'zod'],
    ["const x = 1; import a from 'zod'", 'zod'],
    ["/* first */ import a /* from 'x' */ from 'zod'", 'zod'],
    ["import a from 'zod' with { type: 'json' }", 'zod'],
    ["export { a } from 'zod'", 'zod'],
    ["export type { A } from 'zod'", 'zod'],
    ["export * from 'zod'", 'zod'],
    ["export * as all from 'zod'", 'zod'],
    ["const a = await import('zod')", 'zod'],
    ['const a = () => import(\n  "zod"\n)', 'zod'],
    ["const a = import /* later */ ('zod')", 'zod'],
    ["let a: import('zod').ZodType", 'zod'],
    ["type A = typeof import('zod')", 'zod'],
    ["import a = require('zod')", 'zod'],
    ["const a = require('zod')", 'zod'],
    ['const a = import(`zod`)', '`zod`'],
    ["const a = import('zo' + b)", "'zo' + b"],
    ['const a = import(name)', 'name'],
  ] as const)
    test(JSON.stringify(source), () => expect(imported(source)).toEqual([found]))
})

describe('the reader of imports takes for none', () => {
  for (const source of [
    "// import a from 'zod'",
    "/*\nimport a from 'zod'\n*/",
    `const text = "import a from 'zod'"`,
    "const text = `\nimport a from 'zod'\n`",
    "const page = <p>import a from 'zod'</p>",
    "a.import('zod')",
    "const from = 'zod'",
  ])
    test(JSON.stringify(source), () => expect(imported(source)).toEqual([]))
})

test('what cannot be read is not taken for a file without imports', () => {
  expect(() => importsIn('a.ts', "import { from 'zod'")).toThrow('a.ts')
})

test('the reader of exports sees values and types, each once, and not what is passed on', () => {
  const source = `
    export const a = 1, [b, { c }] = d
    export function e(): void
    export function e(f: number): void
    export function e() {}
    export class G {}
    export enum H {}
    export interface I {}
    export type J = 1
    const k = 1
    export { k as l }
    export default 1
    export * from './x.ts'
    export { m } from './x.ts'`
  expect(exportsOf('a.ts', source).sort()).toEqual(['G', 'H', 'I', 'J', 'a', 'b', 'c', 'default', 'e', 'l'])
})
