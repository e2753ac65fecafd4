/** Who may sign in, and why: named by the operator, by claiming the machine, or by a role in a partnership. */
import { partnershipIdFrom } from '../../domain/keep/ids.ts'
import { nameOf, roleOf } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import type { WhoMaySignInView } from '../../pages/operate/who-may-sign-in.tsx'
import { operatorsOf } from '../access/operators.ts'
import { claimantOf } from '../access/sign-in.ts'
import { campaignIdsOf, partnershipRef, readIfLegible } from '../keep/documents.ts'
import type { Knows, Reads } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'

/** Partnerships on one page. */
const A_PAGE = 25

export interface Admitted {
  operators: readonly string[]
  addresses: readonly string[]
  domains: readonly string[]
  claimed: string | undefined
}

/** Whom the settings let in. */
export async function admitted(world: Reads & Knows<'conveners' | 'operators'>): Promise<Admitted> {
  const { conveners } = world.settings
  return {
    operators: await operatorsOf(world),
    addresses: conveners.filter(entry => !entry.startsWith('@')),
    domains: conveners.filter(entry => entry.startsWith('@')),
    claimed: await claimantOf(world),
  }
}

/** The teams of partnerships, a page at a time from the one behind `after`. */
export async function teamsFrom(
  world: Reads,
  email: string,
  after: string | undefined,
): Promise<Pick<WhoMaySignInView, 'partnerships' | 'after'>> {
  const { partition } = DOCUMENTS.partnershipHere
  const page = await world.store.list(partition, { limit: A_PAGE, ...(after === undefined ? {} : { after }) })
  const partnerships: WhoMaySignInView['partnerships'] = []
  for (const { key } of page.found) {
    const id = partnershipIdFrom(key)
    const partnership = (await readIfLegible(world.store, partnershipRef(id)))?.value
    if (!partnership) continue
    const own = roleOf(partnership, email) !== undefined
    const campaign = own ? (await campaignIdsOf(world.store, id)).at(0) : undefined
    partnerships.push({
      id,
      name: nameOf(partnership),
      path: campaign === undefined ? undefined : PATHS.team(campaign),
      team: partnership.team.map(({ name, email, role }) => ({ name, email, role })),
    })
  }
  return { partnerships, after: page.after }
}
