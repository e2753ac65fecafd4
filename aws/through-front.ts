/** Requests that came through CloudFront, as those of whoever asked. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { LambdaEvent } from 'hono/aws-lambda'
import { FRONT_HEADERS } from './environment.ts'

/** An HTTP API's event, payload format 2.0. */
export type HttpEvent = Extract<LambdaEvent, { rawPath: string }>

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * The request as it came to CloudFront: host and scheme of `url`, and the address of who asked. Undefined where it does not
 * show the key: somebody came round CloudFront, and whatever stands there for safety.
 */
export function throughFront(event: HttpEvent, key: string, url: string): HttpEvent | undefined {
  const { [FRONT_HEADERS.key]: shown = '', [FRONT_HEADERS.viewer]: viewer, ...headers } = event.headers
  if (!timingSafeEqual(digest(shown), digest(key))) return undefined
  const { host, protocol } = new URL(url)
  const { requestContext } = event
  return {
    ...event,
    headers: {
      ...headers,
      host,
      'x-forwarded-host': host,
      'x-forwarded-proto': protocol.replace(':', ''),
      // Only what CloudFront says: before it anybody may have written anything.
      'x-forwarded-for': viewer ?? '',
    },
    requestContext: {
      ...requestContext,
      domainName: host,
      http: { ...requestContext.http, sourceIp: viewer ?? '' },
    },
  }
}
