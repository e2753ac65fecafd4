/** What the convener is told of somebody on the list of a launch who is one of the partnership's own people. */
import type { Invitee } from '../keep/invitation.ts'
import type { Partnership } from '../keep/partnership.ts'
import { type OwnPart, ownPartOf } from '../keep/partnership.ts'
import { companyOf } from './company.ts'
import { personKey } from './person-name.ts'

const IS: Record<OwnPart, string> = {
  champion: 'Is a champion: not invited by themselves',
  'support team': 'Is on the support team: not invited by the champions',
}

/** By address they are one; by name and company they may be, which a person decides. Undefined: neither. */
export function ownNotice(
  partnership: Pick<Partnership, 'champions' | 'team'>,
  { name, company, email }: Pick<Invitee, 'name' | 'company' | 'email'>,
): string | undefined {
  const part = ownPartOf(partnership, email)
  if (part) return IS[part]
  const key = personKey(name)
  const house = companyOf({ company, email }).key
  if (key === '') return undefined
  const same = (each: { name: string; company: string; email: string }) =>
    personKey(each.name) === key && companyOf(each).key === house
  const team = partnership.team.map(each => ({ ...each, company: each.organization }))
  if (partnership.champions.some(same))
    return 'Has the name and company of a champion. If it’s the same person, remove them.'
  if (team.some(same))
    return 'Has the name and organization of someone on the support team. If it’s the same person, remove them.'
  return undefined
}
