import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as light from '../../../aws/start/light-fetch.ts'
import * as streams from '../../../aws/start/light-streams.ts'

/** What Node's own do and these have to do likewise. Tests here ask both, and compare. */
const own = { Headers, Request, Response }
type Both = typeof own
const both = [own, light as unknown as Both] as const

/** What comes of it, or which kind of error. */
async function outcome<T>(act: () => T | Promise<T>): Promise<T | string> {
  try {
    return await act()
  } catch (error) {
    return (error as Error).name
  }
}

async function alike(act: (kit: Both) => unknown): Promise<void> {
  const [expected, found] = await Promise.all(both.map(kit => outcome(() => act(kit))))
  expect(found).toEqual(expected)
}

const names = fc.oneof(
  fc.constantFrom(
    'Set-Cookie',
    'set-cookie',
    'Content-Type',
    'X-A',
    'x-a',
    'x-b',
    '__proto__',
    'constructor',
    '',
    'a b',
    'a:',
  ),
  fc.string({ maxLength: 5 }),
)
const values = fc.oneof(
  fc.constantFrom('', ' a ', 'a, b', 'a\r\nSet-Cookie: b=c', '\r\na\n', 'a\0', 'é', '’', '\u0001', 'a=b; Path=/'),
  fc.string({ maxLength: 8 }),
)
const deeds = fc.array(fc.tuple(fc.constantFrom('append', 'set', 'delete'), names, values), { maxLength: 12 })

describe('The light Headers', () => {
  it('take, refuse and list the same as Node’s, whatever is done to them', () =>
    fc.assert(
      fc.asyncProperty(deeds, names, (done, asked) =>
        alike(async ({ Headers }) => {
          const headers = new Headers()
          const became: unknown[] = []
          for (const [deed, name, value] of done)
            became.push(
              await outcome(() => (deed === 'delete' ? headers.delete(name) : headers[deed as 'set'](name, value))),
            )
          const seen: string[][] = []
          headers.forEach((value, name) => {
            seen.push([name, value])
          })
          const got = [await outcome(() => headers.get(asked)), await outcome(() => headers.has(asked))]
          return [became, [...headers], seen, headers.getSetCookie(), got, [...new Headers(headers)]]
        }),
      ),
      { numRuns: 500 },
    ))

  it('let nothing in that ends a line', async () => {
    const headers = new light.Headers()
    for (const value of ['a\r\nSet-Cookie: b=c', 'a\nb', 'a\rb', 'a\0b'])
      expect(() => headers.set('location', value)).toThrow(TypeError)
    expect([...headers]).toEqual([])
  })

  it('begin as pairs or as an object, as Node’s do', async () => {
    await alike(({ Headers }) => [
      ...new Headers([
        ['b', '1'],
        ['A', '2'],
        ['b', '3'],
      ]),
    ])
    await alike(({ Headers }) => [...new Headers({ B: '1', a: '2' })])
    await alike(({ Headers }) => [...new Headers({ 'a b': '1' })])
  })
})

const bodies = [
  null,
  undefined,
  '',
  'text',
  '“quotes”',
  '\ud800',
  '\ufeffmarked',
  new TextEncoder().encode('\ufeffmarked'),
  new Uint8Array([1, 2, 255]),
  new Uint8Array([1, 2, 3, 4]).subarray(1, 3),
]
const WAYS = ['text', 'json', 'arrayBuffer', 'bytes', 'formData'] as const

describe('The light Response and Request', () => {
  it.each(WAYS)('give %s of each body as Node’s do, once', async way => {
    for (const body of [...bodies, '{"a":[1]}', new URLSearchParams('a=1&b=ü'), new Blob(['x'], { type: 'text/html' })])
      await alike(async ({ Response }) => {
        const response = new Response(body)
        const first = await outcome(() => response[way]())
        const again = await outcome(() => response[way]())
        return [
          first instanceof FormData
            ? [...first]
            : typeof first === 'object' && Symbol.iterator in first
              ? [...(first as Iterable<unknown>)]
              : first,
          again,
          response.bodyUsed,
          response.body === null,
          [...response.headers],
        ]
      })
  })

  it('have the status and headers that Node’s have', async () => {
    for (const status of [100, 101, 199, 200, 204, 205, 303, 304, 404, 599, 600, Number.NaN])
      for (const body of [null, 'x'])
        await alike(({ Response }) => {
          const { status: is, ok, statusText, headers } = new Response(body, { status, headers: { 'X-A': 'b' } })
          return [is, ok, statusText, [...headers]]
        })
  })

  it('pass a body on to another, and through a stream', () =>
    alike(async ({ Response }) => {
      const first = new Response('a page', { status: 201, headers: { 'content-type': 'text/html' } })
      const second = new Response(first.body, first)
      const pressed = new Response(second.body?.pipeThrough(new CompressionStream('gzip')), second)
      const plain = new Response(pressed.body?.pipeThrough(new DecompressionStream('gzip')), pressed)
      return [await plain.text(), plain.status, [...plain.headers]]
    }))

  it('know address and method as Node’s do', async () => {
    for (const url of [
      'https://a.org',
      'https://A.org/ü?x=“',
      'https://a.org/a/../b',
      'nowhere',
      'https://me:word@a.org/',
    ])
      for (const method of ['GET', 'get', 'Post', 'patch', 'TRACE', 'a b', 'X'])
        for (const body of [undefined, 'x'])
          await alike(({ Request }) => {
            const request = new Request(url, { method, ...(body === undefined ? {} : { body }) })
            const is = new Request(request)
            // Fetch leaves `patch` in small letters; nothing here asks for it so.
            return method === 'patch' ? is.url : [is.url, is.method, [...is.headers]]
          })
  })

  it('read a form that somebody typed as Node’s do', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.constantFrom('?a=1', '&&a', 'a=1&a=2', '%zz=%e2%80', 'a+b=c+d', '\ufeffa=b', 'a=%00', '=', '__proto__=1'),
        ),
        fc.constantFrom(
          'application/x-www-form-urlencoded',
          'Application/X-WWW-Form-Urlencoded; charset=latin1',
          'text/plain',
          'application/x-www-form-urlencodedx',
          '',
        ),
        (body, type) =>
          alike(async ({ Request }) => {
            const headers = { 'content-type': type }
            const form = await new Request('https://a.org', { method: 'POST', body, headers }).formData()
            const seen: unknown[] = []
            form.forEach((value, name) => {
              seen.push([name, value])
            })
            return [[...form], seen, form.get('a'), form.getAll('a'), form.has('a')]
          }),
      ),
      { numRuns: 500 },
    ))

  it('leave parts with files to Node', () =>
    alike(async ({ Request }) => {
      const form = new FormData()
      form.set('name', 'Ada')
      form.set('list', new File(['a,b'], 'list.csv', { type: 'text/csv' }))
      const sent = new Response(form)
      const headers = { 'content-type': sent.headers.get('content-type') ?? '' }
      const got = await new Request('https://a.org', {
        method: 'POST',
        body: await sent.arrayBuffer(),
        headers,
      }).formData()
      const file = got.get('list') as File
      return [got.get('name'), file.name, file.type, await file.text(), file instanceof File]
    }))
})

describe('The light streams', () => {
  const kits = [{ ...own, ReadableStream, CompressionStream }, { ...light, ...streams } as unknown as typeof globalThis]
  const unpacked = async (bytes: ArrayBuffer, format: CompressionFormat) =>
    new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format))).text()

  it.each(['gzip', 'deflate'] as const)('pack a body as %s, at hand or still to come, once', format =>
    fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 3000 }), fc.boolean(), async (text, comes) => {
        for (const kit of kits) {
          const body = comes ? new Blob([text]).stream() : text
          const answer = new kit.Response(body)
          const packed = new kit.Response(answer.body?.pipeThrough(new kit.CompressionStream(format)))
          expect(await unpacked(await packed.arrayBuffer(), format)).toBe(text.toWellFormed())
          await expect(answer.text()).rejects.toThrow(TypeError)
        }
      }),
      { numRuns: 60 },
    ),
  )

  it('are Node’s own once they are made, and know them', () => {
    const made = new streams.ReadableStream()
    expect(made.constructor).toBe(ReadableStream)
    expect(made instanceof streams.ReadableStream).toBe(true)
    expect(new ReadableStream() instanceof streams.ReadableStream).toBe(true)
    for (const other of [undefined, null, 'text', new Uint8Array(), {}])
      expect((other as unknown) instanceof streams.ReadableStream).toBe(false)
    expect(streams.ReadableStream.name).toBe('ReadableStream')
  })
})
