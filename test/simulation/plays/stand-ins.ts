/** Who cannot come and sends somebody: a name the convener has to approve, mostly somebody new, sometimes a guest. */
import type { Delegate } from '../../../domain/keep/invitation.ts'
import type { Person, Taken } from '../ledger.ts'
import { DAY_MILLIS, MINUTE } from '../weather.ts'
import type { Play, Stagecraft } from './play.ts'

const FIRST = ['Dana', 'Maria', 'Peter', 'Susan', 'Thomas', 'Laura', 'Kevin', 'Grace']
const LAST = ['Stone', 'Miller', 'Baker', 'Fisher', 'Carter', 'Mason', 'Turner', 'Cooper', 'Weaver', 'Archer']

/** Somebody of the same company whom nobody has named yet, or now and then a guest who is on the list. */
export type Envoy = (of: Person, isNew?: boolean) => Delegate

export function createEnvoys({ scene, luck }: Pick<Stagecraft, 'scene' | 'luck'>): Envoy {
  let named = 0
  return (of, isNew = false) => {
    const guest = luck.pick([...scene.ledger.people.values()])
    if (!isNew && luck.happens(0.1) && guest.id !== of.id && !guest.removed && !guest.nowhere)
      return { name: guest.name, title: '', email: guest.emails.at(-1)?.email ?? '' }
    const n = named++
    const name = `${FIRST[n % FIRST.length]} ${LAST[n % LAST.length]}`
    return { name, title: 'COO', email: `${name.toLowerCase().replace(' ', '.')}${n}@company${of.company}.example` }
  }
}

export function createStandIns({ scene, luck, invitees }: Stagecraft, envoy: Envoy): Play {
  return {
    read({ invitation, wave }: Taken) {
      const person = scene.ledger.people.get(invitation ?? '')
      if (!person || person.dead || person.standsFor || /^(withdrawn|cancellation|summary|after|pulse)/.test(wave))
        return false
      if (!luck.happens(wave.startsWith('thanks:') ? 0.05 : 0.25)) return false
      const after = luck.happens(0.5) ? luck.between(MINUTE, 30 * MINUTE) : luck.between(MINUTE, 3 * DAY_MILLIS)
      scene.timeline.at(scene.timeline.now() + after, () => invitees.say(person, 'delegated', envoy(person)))
      return true
    },
  }
}
