/** Where else somebody is known from: which meeting, what they said, and whether they want no more emails. */
import type { Rsvp, SuppressionReason } from '../../domain/keep/invitation.ts'
import { PATHS } from '../../domain/keep/paths.ts'

export interface KnownPlace {
  /** The list they are on there; undefined where only an opt-out of theirs is known. */
  there?: {
    campaign: string
    invitation: string
    /** The kind of meeting, and its day in words. */
    meeting: string
    said: Rsvp | 'no reply' | 'not sent' | 'replied' | 'removed'
    came: boolean
  }
  /** The name of the partnership, where it is another. */
  partnership: string | undefined
  optedOut: SuppressionReason | undefined
}

const SAID: Record<NonNullable<KnownPlace['there']>['said'], string> = {
  accepted: 'said yes',
  declined: 'said no',
  tentative: 'said maybe',
  delegated: 'sent someone',
  'no reply': 'no reply',
  'not sent': 'not sent yet',
  replied: 'replied',
  removed: 'removed from the list',
}

const OUT: Record<SuppressionReason, string> = {
  'opted out': 'asked for no more emails',
  complained: 'marked an email as spam',
  bounced: 'emails came back',
}

/** One place, as words with a link to the person there. */
export function KnownFrom({ place: { there, partnership, optedOut } }: { place: KnownPlace }) {
  const facts = [...(there ? [there.came ? 'came' : SAID[there.said]] : []), ...(optedOut ? [OUT[optedOut]] : [])].join(
    '; ',
  )
  return (
    <>
      {there ? (
        <a class="usa-link" href={PATHS.person(there.campaign, there.invitation)}>
          {there.meeting}
        </a>
      ) : null}
      {partnership && (there ? ` (${partnership})` : partnership)}: {facts}
    </>
  )
}

/** All places, a line each. */
export const KnownList = ({ places }: { places: readonly KnownPlace[] }) => (
  <>
    {places.map(place => (
      <span key={`${place.there?.campaign} ${place.partnership}`} class="note">
        Known from <KnownFrom place={place} />
      </span>
    ))}
  </>
)
