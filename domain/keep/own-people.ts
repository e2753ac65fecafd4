/** A partnership's own people: champions invite and the support team helps, so a champions' letter goes to neither. */
import { canonicalAddress, type Partnership } from './partnership.ts'

export type OwnPart = 'champion' | 'support team'

/** What somebody of this address does for the partnership; undefined: nothing. */
export function ownPartOf(
  { champions, team }: Pick<Partnership, 'champions' | 'team'>,
  email: string,
): OwnPart | undefined {
  const address = canonicalAddress(email)
  if (address === '') return undefined
  const is = (each: { email: string }) => canonicalAddress(each.email) === address
  return champions.some(is) ? 'champion' : team.some(is) ? 'support team' : undefined
}
