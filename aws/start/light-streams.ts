/**
 * ReadableStream and CompressionStream of the Streams standard. Node loads its own when they are first named; the bundle of
 * the pages is made with these, which name them once a stream is made or packed. Beside `light-fetch.ts`, for the same reason.
 */
import { deflateSync, gzipSync } from 'node:zlib'

type Chunk = Uint8Array<ArrayBuffer>

export const isStream = (value: unknown): value is globalThis.ReadableStream<Chunk> =>
  Object.prototype.toString.call(value) === '[object ReadableStream]'

/** Node's own, made by it; to ask whether something is one loads nothing. */
export class ReadableStream {
  // Others compare names, and a bundle shortens ours.
  static readonly name = 'ReadableStream'

  static [Symbol.hasInstance](value: unknown): boolean {
    return isStream(value)
  }

  constructor(...given: ConstructorParameters<typeof globalThis.ReadableStream>) {
    // biome-ignore lint/correctness/noConstructorReturn: whoever makes a stream has one of Node's.
    return new globalThis.ReadableStream(...given) as unknown as ReadableStream
  }
}

const PACKED = { gzip: gzipSync, deflate: deflateSync }

/** How a body is to be packed: bytes at hand at once, a stream by Node's own. */
export class CompressionStream {
  readonly #format: keyof typeof PACKED

  constructor(format: keyof typeof PACKED) {
    this.#format = format
  }

  ofBytes(bytes: Chunk): Chunk {
    return new Uint8Array(PACKED[this.#format](bytes))
  }

  ofStream(stream: globalThis.ReadableStream<Chunk>): globalThis.ReadableStream<Chunk> {
    return stream.pipeThrough(new globalThis.CompressionStream(this.#format))
  }
}
