/** How many of a list cannot be shown, where that is said; nothing where there are none. */
import { PATHS } from '../../domain/keep/paths.ts'
import { Alert } from '../web/field.tsx'

export function PeopleMissing({ campaign, people }: { campaign: string; people: number }) {
  if (people === 0) return null
  const one = people === 1
  return (
    <Alert kind="warning">
      <strong>{one ? '1 person' : `${people.toLocaleString('en-US')} people`} cannot be shown.</strong> What is stored
      of {one ? 'them' : 'each'} cannot be read, so no email goes there and {one ? 'they are' : 'none is'} not counted.{' '}
      <a class="usa-link" href={PATHS.unreadable(campaign)}>
        See {one ? 'who it is' : 'who they are'} and what to do
      </a>
    </Alert>
  )
}
