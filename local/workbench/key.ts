/** What opens the workbench: a key made at each start, which a browser keeps in a cookie and a script sends as a header. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { WORKBENCH } from '../../domain/keep/paths.ts'
import { chance } from '../chance.ts'
import { writeOwn } from '../secret.ts'

const HEADER = 'x-workbench-key'
const COOKIE = 'convoke_workbench'
/** As many bits as no stranger behind a proxy guesses. */
const BYTES = 20

/**
 * The key of this start, which is `chosen` where the operator chose one. It lies beside the data for their owner alone, so that
 * scripts on this machine find it.
 */
export function makeKey(folder: string, chosen?: string): string {
  const key = chosen ?? chance.id(BYTES)
  writeOwn(join(folder, 'workbench-key'), key)
  return key
}

/** Whether a request comes from somebody who has the key. */
export const holds = (c: Context, key: string): boolean =>
  fits(c.req.header(HEADER), key) || fits(getCookie(c, cookieName(c)), key)

/** A browser that follows a printed link, which ends in `?key=`, keeps the key. Answers whether it was the right one. */
export function keepKey(c: Context, key: string): boolean {
  if (c.req.method !== 'GET' || !fits(c.req.query('key'), key)) return false
  setCookie(c, cookieName(c), key, { path: WORKBENCH.home(), httpOnly: true, sameSite: 'Strict' })
  return true
}

const digest = (text: string) => createHash('sha256').update(text).digest()
const fits = (said: string | undefined, key: string): boolean =>
  said !== undefined && timingSafeEqual(digest(said), digest(key))

/** Browsers share cookies between the ports of one host, and two Convokes may run side by side. */
const cookieName = (c: Context): string => `${COOKIE}${/:(\d+)$/.exec(c.req.header('host') ?? '')?.[1] ?? ''}`
