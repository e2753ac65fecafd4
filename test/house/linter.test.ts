/** Each rule of biome.json for the layers is broken on purpose, as a person would break it, and has to be seen. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'

const PURE = ['domain/keep', 'templates', 'mail', 'pages/web', 'functions/keep']

/** No layer above the edges may do any of these. */
const AMBIENT: Record<string, string[]> = {
  'asks what time it is': [
    'Date.now()',
    'new Date()',
    'new Date',
    'Date()',
    'performance.now()',
    'Date?.now()',
    "Date['now']()",
    'Reflect.construct(Date, [])',
    'new Event("a").timeStamp',
    'new File([], "a").lastModified',
    'new Date(...[])',
  ],
  'asks Temporal what time it is': [
    'Temporal.Now.instant()',
    "import { Temporal } from 'temporal-polyfill'\nTemporal.Now.instant()",
    "import { Temporal as T } from 'temporal-polyfill'\nT.Now.instant()",
    "import { Temporal } from 'temporal-polyfill'\nconst { Now } = Temporal",
    "import { Temporal } from 'temporal-polyfill'\nconst { Now: moment } = Temporal",
    "import { Temporal } from 'temporal-polyfill'\nTemporal['Now'].instant()",
    "import * as all from 'temporal-polyfill'\nall.Temporal.Now.instant()",
    "import * as now from 'temporal-polyfill/fns/now'\nnow.instant()",
    "import 'temporal-polyfill/global'",
  ],
  'throws dice': [
    'Math.random()',
    'Math?.random()',
    "Math['random']()",
    '(Math as any).random()',
    'Math!.random()',
    'const { random } = Math',
    'const M = Math',
    '[1].map(Math.random)',
    'f({ Math })',
    'f(Math).random()',
    'crypto.randomUUID()',
    'crypto.getRandomValues(new Uint8Array(1))',
    'const { getRandomValues } = crypto',
    "import { randomUUID } from 'node:crypto'",
    "import { randomBytes as bytes } from 'node:crypto'",
    "import * as all from 'node:crypto'",
    "import all from 'node:crypto'",
    "export * from 'node:crypto'",
    "await import('node:crypto')",
  ],
  waits: [
    'setTimeout(f, 1)',
    'setInterval(f, 1)',
    'setImmediate(f)',
    'queueMicrotask(f)',
    'requestAnimationFrame(f)',
    'AbortSignal.timeout(1)',
    'Atomics.wait(a, 0, 0)',
    'const wait = setTimeout',
    "import { setTimeout } from 'node:timers/promises'",
    "import { setTimeout } from 'timers'",
  ],
  'asks where it runs': [
    'process.env.ZONE',
    'const { env } = process',
    'typeof process',
    'navigator.language',
    'import.meta.url',
    'import.meta.dirname',
    "require('os')",
    '__dirname',
    "import { env } from 'node:process'",
    "import os from 'node:os'",
    "import os from 'os'",
  ],
  'takes the zone or the language of the machine': [
    'new Intl.DateTimeFormat().resolvedOptions().timeZone',
    'f.resolvedOptions()',
    "f['resolvedOptions']()",
    'const { resolvedOptions } = f',
    'new Intl.Collator()',
    'new Intl.NumberFormat',
    'new Intl.NumberFormat(undefined)',
    'const { Collator } = Intl',
    '(1).toLocaleString()',
    '(1).toLocaleString(undefined)',
    "'a'.localeCompare('b')",
    "'a'.toLocaleUpperCase()",
    'at.getHours()',
    'at.getTimezoneOffset()',
    'at.setDate(1)',
    "at.toLocaleDateString('en-US')",
    'at.toDateString()',
    'new Date(2026, 0, 1)',
  ],
  'talks to the network': [
    "fetch('/')",
    'f({ fetch })',
    'new XMLHttpRequest()',
    "new WebSocket('wss://example.org')",
    "new EventSource('/')",
    "import { request } from 'node:https'",
    "import net from 'net'",
    "import { createTransport } from 'nodemailer'",
    "import { hc } from 'hono/client'",
  ],
  'touches files or starts programs': [
    "import { readFileSync } from 'node:fs'",
    "import type { Stats } from 'node:fs'",
    "export { readFileSync } from 'node:fs'",
    "export * from 'node:fs'",
    "import 'node:fs'",
    "await import('node:fs')",
    "await import('node:fs/promises')",
    "import { spawn } from 'node:child_process'",
    "import { DatabaseSync } from 'node:sqlite'",
    "import readXlsxFile from 'read-excel-file/node'",
  ],
  logs: ["console.log('a')", "console['error']('a')", 'const { warn } = console'],
  'opens every global by another name': [
    'globalThis.fetch',
    "globalThis['setTimeout'](f, 1)",
    'global.process',
    'window.fetch',
    'self.crypto',
    "eval('1')",
    "Function('return this')()",
    "new Function('return this')()",
    "f.constructor('return process')()",
    "f['constructor']('return process')()",
    'const { constructor } = f',
    'const name2 = name',
    'document.cookie',
  ],
  'uses what nobody allowed': [
    "import x from 'left-pad'",
    "import type { X } from 'left-pad'",
    "import x from '@aws-sdk/client-s3'",
  ],
}

/** What the pure layers do today, and may. */
const PURELY = [
  'Math.max(1, 2)',
  'Object.keys(Math.abs(-1))',
  "(1).toLocaleString('en-US')",
  "'a'.localeCompare('b', 'en')",
  "new Intl.Collator('en')",
  "Intl.supportedValuesOf('timeZone')",
  'value instanceof Date',
  'export const at: Date | undefined = undefined',
  'export const f = (clock: { now(): string }) => clock.now()',
  'export const g = (process: string, name: string, fetch: () => void) => [process, name, fetch]',
  'new URL("https://example.org")',
  "import { a } from './a.ts'",
  "import { a } from '../../domain/keep/a.ts'",
]

/** What a layer may not though another may. */
const ASTRAY: Record<string, string[]> = {
  'domain/keep': [
    "import { Hono } from 'hono'",
    "import { createHash } from 'node:crypto'",
    'new Date(0)',
    "Date.parse('')",
    "new Intl.DateTimeFormat('en')",
  ],
  templates: ["import { z } from 'zod'", "import { Temporal } from 'temporal-polyfill'"],
  mail: [
    "import { z } from 'zod'",
    "import { Temporal } from 'temporal-polyfill'",
    "import { inflateRawSync } from 'node:zlib'",
    'new Date(0)',
    "import nodemailer from 'nodemailer'",
  ],
  'pages/web': [
    "import { z } from 'zod'",
    "import { Hono } from 'hono'",
    "import { createHash } from 'node:crypto'",
    'Date.UTC(2026, 1)',
  ],
  'functions/keep': [
    "import PostalMime from 'postal-mime'",
    "import { Temporal } from 'temporal-polyfill'",
    "import { gzipSync, createGzip } from 'node:zlib'",
    "import { serve } from '@hono/node-server'",
    'new Date(0)',
  ],
  aws: [
    "import { createTransport } from 'nodemailer'",
    "import { Stack } from 'aws-cdk-lib'",
    "import { EC2Client } from '@aws-sdk/client-ec2'",
  ],
  local: ["import { S3Client } from '@aws-sdk/client-s3'", "import { Temporal } from 'temporal-polyfill'"],
  infra: ["import { createServer } from 'node:http'", "import { S3Client } from '@aws-sdk/client-s3'"],
}

/** What a layer may though others may not. */
const AT_HOME: Record<string, string[]> = {
  'domain/keep': [
    "import { Temporal } from 'temporal-polyfill'\nTemporal.PlainDate.from('2026-03-31')",
    "import { z } from 'zod'",
  ],
  mail: [
    "import { createHash, createHmac, timingSafeEqual } from 'node:crypto'",
    "import MailComposer from 'nodemailer/lib/mail-composer'",
  ],
  'pages/web': ["import type { Child } from 'hono/jsx'", "await import('pdfkit')"],
  'functions/keep': [
    "import { Hono } from 'hono'",
    "import { getCookie } from 'hono/cookie'",
    "import { crc32, inflateRawSync } from 'node:zlib'",
  ],
  aws: [
    "import { readFileSync } from 'node:fs'",
    "import { setTimeout } from 'node:timers/promises'",
    'process.env.A',
    'Date.now()',
    'setTimeout(f, 1)',
    "fetch('/')",
  ],
  local: [
    "import { DatabaseSync } from 'node:sqlite'",
    "import { Resolver } from 'node:dns/promises'",
    'Math.random()',
    'console.log(1)',
    'globalThis.fetch',
  ],
  infra: ["import * as s3 from 'aws-cdk-lib/aws-s3'", "import { Construct } from 'constructs'"],
}

/** The home of dates: they are made from what is given, and there as well not from the clock. */
const HOME_OF_DATES = 'domain/keep/time.ts'
const GIVEN = [
  'new Date(0)',
  "Date.parse('')",
  'Date.UTC(2026, 1)',
  "new Intl.DateTimeFormat('en', { timeZone: 'UTC' })",
]
const TAKEN = [
  'Date.now()',
  'new Date()',
  'Date()',
  'new Date(2026, 0, 1)',
  'new Date(...[])',
  'f(Date)',
  'Math.random()',
]

/** Globals of Node that say nothing of time, chance or place, so that the pure layers may use them. */
const HARMLESS = new Set(
  `Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp
  Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError DOMException SuppressedError
  JSON Math Intl ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array BigUint64Array
  BigInt64Array Uint8ClampedArray Float16Array Float32Array Float64Array DataView Map BigInt Set Iterator WeakMap WeakSet
  Proxy Reflect decodeURI decodeURIComponent encodeURI encodeURIComponent isFinite isNaN DisposableStack
  AsyncDisposableStack Buffer URL URLSearchParams URLPattern TextEncoder TextDecoder AbortController TransformStream
  TransformStreamDefaultController WritableStream WritableStreamDefaultController WritableStreamDefaultWriter
  ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamBYOBRequest
  ReadableByteStreamController ReadableStreamDefaultController ByteLengthQueuingStrategy CountQueuingStrategy
  TextEncoderStream TextDecoderStream CompressionStream DecompressionStream structuredClone atob btoa Blob File FormData
  Headers Request Response`.split(/\s+/),
)

interface Said {
  line: number
  message: string
}

/** A house of nothing but these files, under the real rules; what the rules for layers say of each. */
function lint(files: Record<string, string>): Map<string, Said[]> {
  const house = mkdtempSync(join(tmpdir(), 'house-'))
  try {
    cpSync('biome.json', join(house, 'biome.json'))
    cpSync('test/house/linter', join(house, 'test/house/linter'), { recursive: true })
    for (const [file, source] of Object.entries(files)) {
      mkdirSync(dirname(join(house, file)), { recursive: true })
      writeFileSync(join(house, file), `${source}\n`)
    }
    const { stdout, stderr } = spawnSync(
      resolve('node_modules/.bin/biome'),
      ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.'],
      { cwd: house, encoding: 'utf8', maxBuffer: 1 << 28 },
    )
    if (!stdout.startsWith('{')) throw new Error(stderr)
    const found = new Map<string, Said[]>(Object.keys(files).map(file => [file, []]))
    for (const { category, message, location } of JSON.parse(stdout).diagnostics) {
      if (category.startsWith('parse')) throw new Error(`${location.path}: ${message}`)
      if (!/^plugin|noRestricted/.test(category)) continue
      found.get(location.path.replace(/^\.\//, ''))?.push({ line: location.start.line, message })
    }
    return found
  } finally {
    rmSync(house, { recursive: true })
  }
}

const everywhere = (snippets: string[]) => PURE.map(place => [place, snippets] as const)
/** What is tried where: each snippet in a file of its own, so that what is said is said of it. */
const TRIED = [
  ...everywhere([...Object.values(AMBIENT).flat(), ...PURELY]),
  ...Object.entries(ASTRAY),
  ...Object.entries(AT_HOME),
].flatMap(([place, snippets]) => snippets.map(snippet => ({ place, snippet })))
const fileOf = ({ place }: { place: string }, at: number) => `${place}/snippet-${at}.ts`

let seen: string[] = []
beforeAll(() => {
  const said = lint(Object.fromEntries(TRIED.map((each, at) => [fileOf(each, at), each.snippet])))
  seen = TRIED.filter((each, at) => said.get(fileOf(each, at))?.length).map(
    ({ place, snippet }) => `${place}: ${snippet}`,
  )
})
const named = (places: readonly (readonly [string, readonly string[]])[]) =>
  places.flatMap(([place, snippets]) => snippets.map(snippet => `${place}: ${snippet}`))

describe('the linter sees whoever', () => {
  for (const [what, snippets] of Object.entries(AMBIENT))
    test(`${what} in a pure layer`, () => {
      expect(named(everywhere(snippets)).filter(each => !seen.includes(each))).toEqual([])
    })

  test('does what is not for this layer', () => {
    expect(named(Object.entries(ASTRAY)).filter(each => !seen.includes(each))).toEqual([])
  })

  test('takes dates from the clock, even in their home', () => {
    const said = lint({ [HOME_OF_DATES]: [...GIVEN, ...TAKEN].join('\n') }).get(HOME_OF_DATES)
    expect([...new Set(said?.map(({ line }) => line))].sort((a, b) => a - b)).toEqual(
      TAKEN.map((_, at) => GIVEN.length + at + 1),
    )
  })
})

describe('the linter lets alone', () => {
  test('what is pure', () => {
    expect(named(everywhere(PURELY)).filter(each => seen.includes(each))).toEqual([])
  })

  test('what a layer is for', () => {
    expect(named(Object.entries(AT_HOME)).filter(each => seen.includes(each))).toEqual([])
  })

  test('the scripts of pages that run in browsers', () => {
    expect([...lint({ 'pages/web/page.js': "fetch('/'); setTimeout(f, Date.now())" }).values()]).toEqual([[]])
  })
})

describe('the rules', () => {
  test('know every global that Node has', () => {
    const house = mkdtempSync(join(tmpdir(), 'globals-'))
    const script = join(house, 'globals.mjs')
    writeFileSync(script, 'console.log(Object.getOwnPropertyNames(globalThis).join("\\n"))')
    const all = execFileSync(process.execPath, [script], { encoding: 'utf8' }).trim().split('\n')
    rmSync(house, { recursive: true })
    const denied = JSON.parse(readFileSync('biome.json', 'utf8')).overrides.flatMap(
      (each: { linter?: { rules: { style: { noRestrictedGlobals?: { options: { deniedGlobals: object } } } } } }) =>
        Object.keys(each.linter?.rules.style.noRestrictedGlobals?.options.deniedGlobals ?? {}),
    )
    expect(all.length).toBeGreaterThan(100)
    expect(all.filter(name => !HARMLESS.has(name) && !denied.includes(name))).toEqual([])
  })

  test('are not switched off in the pure layers', () => {
    const files = globSync('{domain,templates,mail,pages,functions}/**/*.{ts,tsx}')
    const comments = files.flatMap(file => readFileSync(file, 'utf8').match(/biome-ignore.*/g) ?? [])
    expect(comments.filter(each => !/^biome-ignore lint\/(?!plugin)\w+\/(?!noRestricted)\w+:/.test(each))).toEqual([])
  })
})
