/** Where somebody is signed in: their sessions, to look at and to end. */
import type { Instant } from '../../domain/keep/time.ts'
import { all, read } from '../keep/documents.ts'
import type { Keeps, Knows, Logs, Reads, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { endLogin, listedAs, loginRef } from './sign-in.ts'

export interface SignedIn {
  id: string
  openedAt: Instant
  seenAt: Instant
}

/** The sessions of an address that are open now, the one used last first. */
export async function loginsOf(world: Reads & Timed, email: string): Promise<SignedIn[]> {
  const now = world.clock.now()
  const found: SignedIn[] = []
  for (const listed of [DOCUMENTS.loginOf, DOCUMENTS.formerLoginOf])
    for await (const { value } of all(world.store, listed, listedAs(email))) {
      const login = (await read(world.store, loginRef(value.id)))?.value
      if (login && login.expiresAt > now) found.push({ ...value, seenAt: login.seenAt ?? value.openedAt })
    }
  return found.sort((a, b) => (a.seenAt < b.seenAt ? 1 : -1))
}

/** Ends sessions of an address, all of them but `own`, or the one that is named, and answers how many. Others' sessions are not touched. */
export async function endLogins(
  world: Keeps & Timed & Logs & Knows<'secret'>,
  email: string,
  own: string,
  which: 'others' | string,
): Promise<number> {
  let ended = 0
  for (const { id } of await loginsOf(world, email))
    if (which === 'others' ? id !== own : id === which) if ((await endLogin(world, id)) !== undefined) ended++
  return ended
}

/** Ends every session of an address. */
export async function endAllLogins(world: Keeps & Timed & Logs & Knows<'secret'>, email: string): Promise<void> {
  for (const { id } of await loginsOf(world, email)) await endLogin(world, id)
}
