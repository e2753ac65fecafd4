/**
 * Headers, Request and Response of the Fetch standard, as far as our pages and their framework use them. To load the ones
 * that Node brings takes nearly as much of the processor as all of Node's own start; so the bundle of the pages is made
 * with these. What they do not do themselves (files in forms, streams that are no bytes yet) Node's own do for them.
 */

import { LightForm } from './light-form.ts'
import { CompressionStream, isStream } from './light-streams.ts'

type Pairs = Iterable<readonly [string, string]>
type HeadersInit = Pairs | Record<string, string> | undefined
type Chunk = Uint8Array<ArrayBuffer>

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const BLANK_AROUND = /^[\t\n\r ]+|[\t\n\r ]+$/g
/** What ends a line, and what is more than a byte. */
const NO_VALUE = /[\0\r\n\u0100-\uffff]/

function nameOf(name: string): string {
  const text = String(name)
  if (!TOKEN.test(text)) throw new TypeError('That is no name of a header.')
  return text.toLowerCase()
}

/** Nothing that ends a line gets into a header, whatever somebody typed. */
function plainValue(value: string): string {
  const text = String(value).replace(BLANK_AROUND, '')
  if (NO_VALUE.test(text)) throw new TypeError('That is no value of a header.')
  return text
}

export class Headers {
  readonly #values = new Map<string, string[]>()

  constructor(init?: HeadersInit) {
    if (init === undefined) return
    const pairs: Pairs = Symbol.iterator in init ? (init as Pairs) : Object.entries(init as Record<string, string>)
    for (const [name, value] of pairs) this.append(name, value)
  }

  get [Symbol.toStringTag](): string {
    return 'Headers'
  }

  append(name: string, value: string): void {
    const key = nameOf(name)
    const more = plainValue(value)
    const values = this.#values.get(key)
    if (values) values.push(more)
    else this.#values.set(key, [more])
  }

  set(name: string, value: string): void {
    this.#values.set(nameOf(name), [plainValue(value)])
  }

  get(name: string): string | null {
    return this.#values.get(nameOf(name))?.join(', ') ?? null
  }

  has(name: string): boolean {
    return this.#values.has(nameOf(name))
  }

  delete(name: string): void {
    this.#values.delete(nameOf(name))
  }

  getSetCookie(): string[] {
    return [...(this.#values.get('set-cookie') ?? [])]
  }

  /** In the order of the names; each cookie by itself. */
  *entries(): Generator<[string, string]> {
    for (const name of [...this.#values.keys()].sort()) {
      const values = this.#values.get(name) ?? []
      for (const value of name === 'set-cookie' ? values : [values.join(', ')]) yield [name, value]
    }
  }

  *keys(): Generator<string> {
    for (const [name] of this.entries()) yield name
  }

  *values(): Generator<string> {
    for (const [, value] of this.entries()) yield value
  }

  forEach(act: (value: string, name: string, headers: Headers) => void): void {
    for (const [name, value] of this.entries()) act(value, name, this)
  }

  [Symbol.iterator](): Generator<[string, string]> {
    return this.entries()
  }
}

/** What `body` of a request or an answer is: bytes or a text at hand, or a stream, to be read once. */
class Content {
  used = false
  #stream: ReadableStream<Chunk> | undefined
  readonly #held: string | Chunk | undefined

  constructor(held: string | Chunk | ReadableStream<Chunk>) {
    if (isStream(held)) this.#stream = held
    else this.#held = held
  }

  #use(): void {
    if (this.used) throw new TypeError('Body is unusable: Body has already been read')
    this.used = true
  }

  get #bytes(): Chunk | undefined {
    return typeof this.#held === 'string' ? new TextEncoder().encode(this.#held) : this.#held
  }

  async bytes(): Promise<Chunk> {
    this.#use()
    const bytes = this.#bytes
    if (bytes !== undefined) return bytes
    const pieces: Chunk[] = []
    const reader = this.#stream?.getReader()
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) pieces.push(next.value)
    return new Uint8Array(Buffer.concat(pieces))
  }

  /** With the mark of its byte order, if there is one. */
  async text(): Promise<string> {
    if (typeof this.#held !== 'string') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await this.bytes())
    this.#use()
    return this.#held.toWellFormed()
  }

  /** Whoever wants a stream has one. */
  stream(): ReadableStream<Chunk> {
    this.#stream ??= new ReadableStream<Chunk>(
      {
        pull: async controller => {
          const bytes = await this.bytes()
          if (bytes.length > 0) controller.enqueue(bytes)
          controller.close()
        },
      },
      { highWaterMark: 0 },
    )
    return this.#stream
  }

  getReader(): ReadableStreamDefaultReader<Chunk> {
    return this.stream().getReader()
  }

  pipeThrough<T>(pair: ReadableWritablePair<T, Chunk> | CompressionStream): ReadableStream<T> | Content {
    if (!(pair instanceof CompressionStream)) return this.stream().pipeThrough(pair)
    this.#use()
    const bytes = this.#bytes
    return new Content(bytes === undefined ? pair.ofStream(this.stream()) : pair.ofBytes(bytes))
  }

  cancel(why?: unknown): Promise<void> {
    return this.stream().cancel(why)
  }
}

type Given = string | Uint8Array | ArrayBuffer | ReadableStream<Chunk> | Content | URLSearchParams | Blob | FormData

/** The content of a body, and the type that it has by itself. */
function contentOf(given: Given | null | undefined): { content: Content | null; type?: string | null } {
  if (given === null || given === undefined) return { content: null }
  if (given instanceof Content) return { content: given }
  if (isStream(given)) return { content: new Content(given) }
  if (given instanceof ArrayBuffer) return { content: new Content(new Uint8Array(given.slice(0))) }
  if (ArrayBuffer.isView(given)) return { content: new Content(new Uint8Array(given)) }
  if (given instanceof URLSearchParams)
    return { content: new Content(given.toString()), type: 'application/x-www-form-urlencoded;charset=UTF-8' }
  if (typeof given === 'object' && Symbol.toStringTag in given) {
    const own = new globalThis.Response(given)
    return { content: new Content(own.body as ReadableStream<Chunk>), type: own.headers.get('content-type') }
  }
  return { content: new Content(String(given)), type: 'text/plain;charset=UTF-8' }
}

interface Init {
  headers?: HeadersInit
  body?: Given | null
}

abstract class Message {
  readonly headers: Headers
  readonly #content: Content | null

  constructor(given: Given | null | undefined, headers: HeadersInit) {
    this.headers = new Headers(headers)
    const { content, type } = contentOf(given)
    this.#content = content
    if (type && !this.headers.has('content-type')) this.headers.set('content-type', type)
  }

  get body(): Content | null {
    return this.#content
  }

  get bodyUsed(): boolean {
    return this.#content?.used ?? false
  }

  async text(): Promise<string> {
    return ((await this.#content?.text()) ?? '').replace(/^\uFEFF/, '')
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text())
  }

  async bytes(): Promise<Chunk> {
    return (await this.#content?.bytes()) ?? new Uint8Array()
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const { buffer, byteOffset, byteLength } = await this.bytes()
    return byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)
  }

  async blob(): Promise<Blob> {
    return new Blob([await this.bytes()], { type: this.headers.get('content-type') ?? '' })
  }

  /** Fields that were typed are read here; parts with files, and what is no form, by Node's own. */
  async formData(): Promise<FormData> {
    const type = this.headers.get('content-type') ?? ''
    if (/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type))
      return new LightForm((await this.#content?.text()) ?? '') as unknown as FormData
    return new globalThis.Response(await this.bytes(), { headers: { 'content-type': type } }).formData()
  }
}

const METHODS = /^(?:delete|get|head|options|post|put|patch)$/i

export class Request extends Message {
  readonly url: string
  readonly method: string

  constructor(input: string | URL | Request, init: Init & { method?: string } = {}) {
    const from = input instanceof Request ? input : undefined
    const method = init.method ?? from?.method ?? 'GET'
    super(init.body ?? from?.body, init.headers ?? from?.headers)
    this.method = METHODS.test(method) ? method.toUpperCase() : method
    if (!TOKEN.test(method) || /^(?:connect|trace|track)$/i.test(method)) throw new TypeError('That is no method.')
    if (this.body !== null && /^(?:GET|HEAD)$/.test(this.method))
      throw new TypeError('Request with GET/HEAD method cannot have body.')
    const url = new URL(from ? from.url : String(input))
    if (url.username !== '' || url.password !== '') throw new TypeError('An address must not hold a password.')
    this.url = url.href
  }

  get [Symbol.toStringTag](): string {
    return 'Request'
  }
}

/** Answers that have no body. */
const WITHOUT_BODY: readonly number[] = [101, 204, 205, 304]

export class Response extends Message {
  readonly status: number
  readonly statusText: string

  constructor(body?: Given | null, init: Init & { status?: number; statusText?: string } = {}) {
    super(body, init.headers)
    this.status = init.status ?? 200
    this.statusText = init.statusText ?? ''
    if (!Number.isInteger(this.status) || this.status < 200 || this.status > 599)
      throw new RangeError('The status of an answer is from 200 to 599.')
    if (this.body !== null && WITHOUT_BODY.includes(this.status))
      throw new TypeError(`An answer of status ${this.status} has no body.`)
  }

  get [Symbol.toStringTag](): string {
    return 'Response'
  }

  get ok(): boolean {
    return this.status < 300
  }
}
