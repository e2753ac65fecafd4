/** Lists as people have them, through the endpoint for scripts: every case of test/samples/lists/cases comes out as wanted. */
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Hono } from 'hono'
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { ListRows } from '../../../domain/list/list-import.ts'
import { createWorkbench } from '../../../local/workbench/workbench.ts'
import { AS_SCRIPT } from '../../as-script.ts'
import { makeWorld } from '../../world.ts'
import { needsOf } from './needs.ts'

const wanted = z.strictObject({
  name: z.string().optional(),
  not_name: z.string().optional(),
  greeting: z.string().optional(),
  not_greeting: z.string().optional(),
  title: z.string().optional(),
  company: z.string().optional(),
  email: z.string().optional(),
  not_email: z.string().optional(),
  phone: z.string().optional(),
  assistant: z.string().optional(),
  assistantEmail: z.string().optional(),
  publicPartner: z.boolean().optional(),
  state: z.enum(['new', 'update', 'cannot', 'left out']).optional(),
  flag: z.boolean().optional(),
})
const cases = z.object({
  cases: z.array(
    z.object({
      file: z.string(),
      why: z.string(),
      text: z.union([z.string(), z.array(z.string())]).optional(),
      base64: z.string().optional(),
      want: z.array(wanted),
    }),
  ),
})

const made = makeWorld()
afterAll(() => made.close())
const app = new Hono({ strict: false }).route('/_local', createWorkbench(needsOf(made)))

async function ask(name: string, bytes: Uint8Array): Promise<Response> {
  return app.request('http://localhost:8080/_local/list.json', {
    method: 'POST',
    headers: { host: 'localhost:8080', ...AS_SCRIPT, 'content-type': 'application/json' },
    body: JSON.stringify({ name, base64: Buffer.from(bytes).toString('base64') }),
  })
}

/** What is wrong with a row, a line each. */
function differences(got: ListRows['rows'][number], want: z.infer<typeof wanted>): string[] {
  return Object.entries(want).flatMap(([field, value]) => {
    const not = field.startsWith('not_')
    const found = field === 'flag' ? got.flags.length > 0 : got[field.replace('not_', '') as keyof typeof got]
    return (found === value) === not ? [`${field}: ${JSON.stringify(found)} instead of ${JSON.stringify(value)}`] : []
  })
}

for (const path of globSync('test/samples/lists/cases/*.json').sort())
  describe(`lists of ${basename(path, '.json')}`, () => {
    const file = cases.parse(JSON.parse(readFileSync(path, 'utf8')))
    it.each(file.cases.map(each => [each.file, each.why, each] as const))(
      '%s: %s',
      async (name, _, { text, base64, want }) => {
        const bytes = base64 === undefined ? Buffer.from([text].flat().join('\n')) : Buffer.from(base64, 'base64')
        const response = await ask(name, bytes)
        const { rows } = (await response.json()) as ListRows
        expect(response.status).toBe(200)
        const wrong = want.flatMap((each, at) => {
          const row = rows[at]
          return row ? differences(row, each).map(words => `row ${at + 1}, ${words}`) : [`row ${at + 1} is missing`]
        })
        expect(wrong).toEqual([])
        expect(rows).toHaveLength(want.length)
      },
    )
  })

describe('the endpoint', () => {
  it('says what each column holds', async () => {
    const response = await ask('x.csv', Buffer.from('Member,Contact,Email\nKerr Castings,James Kerr,jk@kerr.example'))
    expect((await response.json()) as ListRows).toMatchObject({
      columns: [
        { title: 'Member', field: 'company' },
        { title: 'Contact', field: 'name' },
        { title: 'Email', field: 'email' },
      ],
      rows: [{ name: 'James Kerr', state: 'new', flags: [], problems: [] }],
    })
  })

  it('refuses what is no list in words', async () => {
    const response = await ask('x.pdf', Buffer.from('%PDF-1.7'))
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ error: expect.stringContaining('This is a PDF'), rows: [] })
  })

  it('takes a file of four megabytes and no other body of that size', async () => {
    const large = Buffer.alloc(4 * 1024 * 1024, 'x')
    expect((await ask('x.txt', large)).status).toBeLessThan(500)
    const other = await app.request('http://localhost:8080/_local/clock', {
      method: 'POST',
      headers: { host: 'localhost:8080', ...AS_SCRIPT, 'content-type': 'application/json' },
      body: JSON.stringify({ to: large.toString() }),
    })
    expect(other.status).toBe(413)
  })
})
