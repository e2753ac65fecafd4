/** Convoke writes to itself: the letter goes the way of every letter and of every answer, before anybody is invited. */
import { replyAddressOf } from '../../../mail/reply-address.ts'
import { setLetter } from '../../../mail/set-letter.ts'
import { shortId } from '../../../mail/token.ts'
import { PROBE } from '../../../templates/texts.ts'
import { deskOf } from '../../keep/desk-of.ts'
import { change, upsert } from '../../keep/documents.ts'
import type { Sends } from '../../keep/ports.ts'
import { submitUnclaimed } from '../../keep/submit.ts'
import { OF_A_PROBE, probeRef } from './note-probe.ts'

/** Writes to our own reply address. The last probe is forgotten. */
export async function sendProbe(world: Sends): Promise<void> {
  const { settings, clock, chance, run } = world
  const at = clock.now()
  const id = shortId(`${run.id}${chance.id(10)}`)
  await upsert(world.store, probeRef, () => ({ id, at, left: 'leaves', detail: '' }))
  const to = replyAddressOf(settings.secret, settings.replyDomain, OF_A_PROBE, id)
  const press = await setLetter({ kind: 'probe', text: PROBE }, { from: settings.from })
  const copy = { to, replyTo: deskOf(settings), values: {} }
  const outcome = await submitUnclaimed(world, press, copy, { kind: 'probe', campaign: '' })
  await change(world.store, probeRef, stands =>
    stands.id === id
      ? { ...stands, left: outcome.outcome, detail: 'detail' in outcome ? outcome.detail.slice(0, 500) : '' }
      : undefined,
  )
}
