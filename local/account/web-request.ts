/** One request to a mail service over HTTPS, with everything that may become of it as a value. */

export interface Answered {
  is: 'answered'
  status: number
  /** The body as far as it was read; undefined where it was longer than allowed. */
  body: Uint8Array | undefined
  /** Seconds of `Retry-After` (RFC 9110 section 10.2.3), where it is named. */
  after: number | undefined
}

/** `sure`: the request never got there. Otherwise nobody knows what was done with it. */
export interface Lost {
  is: 'lost'
  sure: boolean
  why: string
}

export interface WebRequest {
  method?: 'GET' | 'POST' | 'PATCH'
  headers?: Record<string, string>
  body?: string
  /** Milliseconds for all of it. */
  patience: number
  /** Ends it before its time. */
  signal?: AbortSignal | undefined
  /** Bytes of the answer that are read at most. */
  most?: number
}

/** Errors by which the request never left this machine. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])
const MOST = 1024 * 1024
/** Nobody is left alone longer than this because of what they say. Seconds. */
const LONGEST = 3600

/** Asks once, follows no redirect, and throws for nothing that a network does. */
export async function ask(
  url: string,
  { method = 'GET', headers = {}, body, patience, signal, most = MOST }: WebRequest,
): Promise<Answered | Lost> {
  let came = false
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(patience), ...(signal ? [signal] : [])]),
    })
    came = true
    const { status } = response
    return { is: 'answered', status, body: await read(response, most), after: afterOf(response.headers) }
  } catch (error) {
    const { cause, name } = error as { cause?: { code?: string }; name: string }
    const code = cause?.code ?? name
    return { is: 'lost', sure: !came && NEVER_LEFT.has(code), why: code }
  }
}

async function read(response: Response, most: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    // Leaving the loop lets go of the connection.
    if (length > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Seconds, or a date from which the seconds follow. */
function afterOf(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim()
  if (!text) return undefined
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.min(LONGEST, Math.max(0, Math.ceil(seconds))) : undefined
}

/** The body as JSON, or undefined where it is none. */
export function jsonOf({ body }: Answered): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}
