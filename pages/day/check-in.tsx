/** Check-in on a phone: everybody who is expected, one tap each; who else may come; and who comes unasked. */
import type { Guest } from '../../domain/day/attendance.ts'
import { ASSETS } from '../compiled/assets.ts'
import { Alert, ErrorSummary, TextField } from '../web/field.tsx'

export interface CheckInView {
  path: string
  /** Where priorities and commitments are written down. */
  capture: string
  partnership: string
  meeting: string
  when: string
  place: string
  door: 'not yet' | 'open' | 'over'
  guests: readonly Guest[]
  done: string | undefined
  typed: Record<string, string>
  errors: Record<string, string>
}

export function CheckInPage(view: CheckInView) {
  const { guests, door, path } = view
  const listed = guests.filter(({ said, came }) => said === 'yes' || came)
  const others = guests.filter(({ said, came }) => said !== 'yes' && !came)
  const here = guests.filter(({ came }) => came)
  const businesses = new Set(here.filter(({ publicPartner }) => !publicPartner).map(({ company }) => company.key))
  return (
    <>
      <p class="over">{view.partnership}</p>
      <h1>Check-in</h1>
      <p class="usa-intro margin-bottom-1">
        {view.meeting}: {view.when}
      </p>
      <p class="quiet margin-top-0">{view.place}</p>
      {view.done && <Alert kind="success">{view.done}</Alert>}
      <ErrorSummary errors={view.errors} />
      {door === 'not yet' && (
        <Alert kind="info">Check-in opens on the morning of the day. This is who is expected so far.</Alert>
      )}
      {door === 'over' && <Alert kind="info">Check-in is over. This is who was there.</Alert>}
      <p class="door-count" role="status">
        <strong data-here>{here.length}</strong> of {listed.length} here, from{' '}
        <strong data-businesses>{businesses.size}</strong> {businesses.size === 1 ? 'business' : 'businesses'}
      </p>
      <p class="door-waiting" role="status" data-waiting hidden></p>
      {door === 'open' && (
        <p class="door-links">
          <a href={view.capture}>Write down priorities and commitments</a>
        </p>
      )}
      <div class="door-find" hidden>
        <label class="usa-label" for="find">
          Find a name or company
        </label>
        <input class="usa-input" id="find" type="search" autocomplete="off" data-find />
      </div>
      <h2>Expected</h2>
      {listed.length === 0 && <p class="quiet">No one has said yes yet.</p>}
      <GuestList view={view} guests={listed} />
      <ul class="door" data-added></ul>
      {others.length > 0 && (
        <details class="door-more">
          <summary>
            Others on the list ({others.length})<span class="under">They said no or maybe, or nothing at all</span>
          </summary>
          <GuestList view={view} guests={others} />
        </details>
      )}
      {door === 'open' && <WalkIn view={view} />}
      <p class="quiet">
        This link is yours. Several people can check in at once, each by their own.{' '}
        <a href={path}>Load the list again</a>
      </p>
      <script src={ASSETS.door} defer></script>
    </>
  )
}

const GuestList = ({ view, guests }: { view: CheckInView; guests: readonly Guest[] }) => (
  <ul class="door">
    {guests.map(guest => (
      <li
        key={guest.invitation}
        id={`g-${guest.invitation}`}
        data-guest
        data-company={guest.publicPartner ? undefined : guest.company.key}
      >
        {view.door === 'open' ? (
          <form method="post" action={view.path} data-tap>
            <input type="hidden" name="invitation" value={guest.invitation} />
            <button
              class="door-tap"
              type="submit"
              name="do"
              value={guest.came ? 'left' : 'came'}
              aria-pressed={guest.came ? 'true' : 'false'}
            >
              <Who guest={guest} />
              <span class="door-mark" aria-hidden="true"></span>
            </button>
          </form>
        ) : (
          <div class="door-tap" data-came={guest.came ? 'yes' : undefined}>
            <Who guest={guest} />
            {guest.came && <span class="tag">was there</span>}
          </div>
        )}
      </li>
    ))}
  </ul>
)

const SAID: Record<Guest['said'], string> = { yes: '', maybe: 'said maybe', no: 'said no', silent: 'no answer' }

const Who = ({ guest }: { guest: Guest }) => (
  <span class="door-who">
    <span class="door-name">{guest.name}</span>
    <span class="under">
      {[
        guest.title,
        guest.company.name,
        guest.inPlaceOf && `in place of ${guest.inPlaceOf}`,
        guest.publicPartner && 'public partner',
        guest.host ? 'champion' : guest.walkIn ? 'walk-in' : SAID[guest.said],
        guest.needs && `needs: ${guest.needs}`,
      ]
        .filter(Boolean)
        .join(' · ')}
    </span>
  </span>
)

function WalkIn({ view: { path, typed, errors } }: { view: CheckInView }) {
  const q = (name: string) => ({ name, id: name, value: typed[name], error: errors[name] })
  return (
    <details class="door-more" open={Object.keys(errors).length > 0}>
      <summary>
        Add a walk-in<span class="under">A name and a company are enough</span>
      </summary>
      <form method="post" action={path} novalidate data-walk-in>
        <input type="hidden" name="do" value="walk-in" />
        <TextField {...q('name')} label="Name" most={120} autocomplete="off" />
        <TextField {...q('company')} label="Company" most={160} autocomplete="off" />
        <TextField {...q('title')} label="Title" required={false} most={160} autocomplete="off" />
        <TextField
          {...q('email')}
          label="Email"
          type="email"
          hint="Businesses get the summary there."
          required={false}
          most={254}
          autocomplete="off"
        />
        <div class="usa-checkbox margin-top-2">
          <input
            class="usa-checkbox__input"
            type="checkbox"
            id="publicPartner"
            name="publicPartner"
            value="yes"
            checked={typed.publicPartner === 'yes'}
          />
          <label class="usa-checkbox__label" for="publicPartner">
            From the public side, not a business
          </label>
        </div>
        <div class="actions">
          <button class="usa-button" type="submit">
            They are here
          </button>
        </div>
      </form>
    </details>
  )
}
