/** The day of a meeting: who is expected and who came, who does what when, and what is printed for it. */

import type { Attendance, Coming, Guest } from '../../domain/day/attendance.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { outnumbered } from '../../domain/prepare/outnumbered.ts'
import { Alert, Filled, type Merging, TextArea } from '../web/field.tsx'
import { PrintNote } from '../web/print-note.tsx'

export interface DayView {
  /** Names and notes with characters that no face of ours has. */
  unprinted: readonly string[]
  campaign: string
  mayEdit: boolean
  when: string
  place: string
  /** `before`: nobody can have come yet. */
  stage: 'before' | 'the day' | 'after'
  coming: Coming
  /** Everybody who may come. */
  invited: { leaders: number; publicPartners: number }
  attendance: Attendance
  /** Businesses that walked in and left no address. */
  unreachable: readonly Guest[]
  parts: readonly { part: string; who: readonly string[] }[]
  order: readonly string[]
  /** The order as the convener wrote it, or as proposed; what the form holds. */
  written: string
  merging: Merging
  /** When the run sheet leaves or left, and to how many; meetings of a few have none. */
  runSheet: { at: string; left: boolean; to: number } | undefined
  /** The reader's own check-in page. */
  checkIn: string | undefined
  done: string | undefined
}

export function DayPage(view: DayView) {
  const path = PATHS.day(view.campaign)
  return (
    <>
      <div class="page-head">
        <div>
          <h1 class="margin-y-0">The day</h1>
          <p class="margin-y-05 text-base-dark">
            {view.when}
            {view.place && ` · ${view.place}`}
          </p>
        </div>
        {view.checkIn && (
          <a class="usa-button" href={view.checkIn}>
            Open the check-in
          </a>
        )}
      </div>
      {view.done && <Alert kind="success">{view.done}</Alert>}
      <section class="card" aria-labelledby="day-who">
        <h2 id="day-who" class="card-title">
          {view.stage === 'after' ? 'Who came' : 'Who is coming'}
        </h2>
        <Numbers view={view} />
        {view.stage !== 'after' && <Turned view={view} />}
        {view.stage !== 'before' && (
          <p>
            <a href={PATHS.capture(view.campaign)}>Priorities, votes and commitments</a>
          </p>
        )}
        <Unreachable view={view} />
      </section>
      <div class="day-two">
        <Order view={view} path={path} />
        <div>
          <Roles view={view} />
          <section class="card" aria-labelledby="day-print">
            <h2 id="day-print" class="card-title">
              To print
            </h2>
            <p>
              <a href={PATHS.badges(view.campaign)}>Name badges (PDF)</a>
              <span class="under">Six on a Letter sheet, 4 by 3 inches, plus blank badges for walk-ins</span>
            </p>
            <p>
              <a href={PATHS.dayList(view.campaign)}>List for the table at the door (PDF)</a>
              <span class="under">With boxes to tick, and what people need</span>
            </p>
            <PrintNote words={view.unprinted} />
          </section>
        </div>
      </div>
      <Missing view={view} />
    </>
  )
}

const one = (n: number, single: string, many: string): string => (n === 1 ? single : many)

function Numbers({ view: { stage, coming, attendance } }: { view: DayView }) {
  const { businesses: asked, publicPartners: partners, delegates } = coming
  const { companies, people, walkIns, publicPartners, missing } = attendance
  // Where nobody was checked in, nobody knows who came: those who were expected are not said to have stayed away.
  const unknown = stage === 'after' && people.length === 0
  const numbers: [number, string][] =
    stage === 'before' || unknown
      ? [
          [asked.size, one(asked.size, 'business', 'businesses')],
          [coming.people, one(coming.people, 'person', 'people')],
          [delegates, 'in someone’s place'],
          [partners, one(partners, 'public partner', 'public partners')],
        ]
      : [
          [companies.length, one(companies.length, 'business came', 'businesses came')],
          [people.length, one(people.length, 'person', 'people')],
          [walkIns.length, 'walked in'],
          [publicPartners.length, one(publicPartners.length, 'public partner', 'public partners')],
          [missing.length, stage === 'after' ? 'expected and not there' : 'still expected'],
        ]
  return (
    <>
      <ul class="day-numbers">
        {numbers.map(([number, label]) => (
          <li key={label}>
            <strong>{number}</strong> {label}
          </li>
        ))}
      </ul>
      {unknown && <p class="quiet">No one is checked in, so attendance is not known. These people said yes.</p>}
      {stage !== 'before' && !unknown && (
        <Bar asked={asked} came={new Set(businessesOf(people))} after={stage === 'after'} />
      )}
    </>
  )
}

/** Said while there is time to call more leaders. */
function Turned({ view: { coming, invited } }: { view: DayView }) {
  const { people, publicPartners } = coming
  const words = outnumbered({ leaders: people - publicPartners, publicPartners }, invited)
  return words === undefined ? null : (
    <Alert kind="warning">{words} Call a few leaders, or ask some partners to listen another time.</Alert>
  )
}

const businessesOf = (guests: readonly Guest[]): string[] =>
  guests.filter(({ publicPartner }) => !publicPartner).map(({ company }) => company.key)

/** Businesses as one bar: expected and here, here beyond that, expected and not here. */
function Bar({ asked, came, after }: { asked: ReadonlySet<string>; came: Set<string>; after: boolean }) {
  const here = [...asked].filter(key => came.has(key)).length
  const more = came.size - here
  const not = asked.size - here
  const all = Math.max(1, here + more + not)
  const words = [
    `${here} of ${asked.size} expected ${one(asked.size, 'business', 'businesses')} here`,
    more > 0 && `${more} more`,
    not > 0 && `${not} ${after ? 'did not come' : 'still expected'}`,
  ]
    .filter(Boolean)
    .join(', ')
  return (
    <>
      <svg class="day-bar" viewBox={`0 0 ${all} 1`} preserveAspectRatio="none" aria-hidden="true">
        <rect x="0" y="0" width={all} height="1" fill="var(--line)" />
        <rect x="0" y="0" width={here} height="1" fill="var(--good)" />
        <rect x={here} y="0" width={more} height="1" fill="var(--brand)" />
      </svg>
      <p class="quiet margin-top-05">{after ? words.replace(' here', ' came') : words}</p>
    </>
  )
}

function Order({ view: { order, written, merging, mayEdit, runSheet }, path }: { view: DayView; path: string }) {
  return (
    <section class="card" aria-labelledby="day-order">
      <h2 id="day-order" class="card-title">
        Agenda
      </h2>
      <ol class="day-order">
        {order.map(line => {
          const [, at = '', what = line] = /^(\d{1,2}:\d\d(?: ?[AP]M)?)\s+(.*)$/.exec(line) ?? []
          return (
            <li key={line}>
              <span class="at">{at}</span>
              <span>{what}</span>
            </li>
          )
        })}
      </ol>
      {runSheet && (
        <p class="quiet">
          {runSheet.left ? 'The run sheet was sent' : 'The run sheet will be sent'} on {runSheet.at} to {runSheet.to}{' '}
          {one(runSheet.to, 'person', 'people')}: champions, facilitator and team. It says who is coming and who does
          what; the team’s copy leads to the check-in.
        </p>
      )}
      {mayEdit && (
        <details open={(merging.clashes ?? []).length > 0}>
          <summary>Change the agenda</summary>
          <form method="post" action={path} novalidate data-once>
            <Filled {...merging} names={{ order: 'The agenda' }} />
            <TextArea
              name="order"
              label="A line for each part"
              hint="Begin a line with its time, as in “8:00 AM  Welcome”. Clear it to use our proposal."
              value={written}
              rows={9}
              most={4000}
              required={false}
            />
            <div class="actions">
              <button class="usa-button" type="submit">
                Save the order
              </button>
            </div>
          </form>
        </details>
      )}
    </section>
  )
}

const Roles = ({ view: { parts } }: { view: DayView }) => (
  <section class="card" aria-labelledby="day-roles">
    <h2 id="day-roles" class="card-title">
      Who does what
    </h2>
    {parts.length === 0 && <p class="quiet">No one is named yet.</p>}
    <dl class="facts">
      {parts.map(({ part, who }) => (
        <>
          <dt>{part}</dt>
          <dd>{who.join('; ')}</dd>
        </>
      ))}
    </dl>
  </section>
)

function Unreachable({ view: { campaign, unreachable } }: { view: DayView }) {
  if (unreachable.length === 0) return null
  return (
    <div class="day-asks">
      <p class="margin-y-0">The summary reaches these people once someone adds their address:</p>
      <ul class="margin-y-05">
        {unreachable.map(({ invitation, name, company }) => (
          <li key={invitation}>
            <a href={PATHS.invitee(campaign, invitation)}>{name}</a>, {company.name}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Missing({ view: { stage, attendance } }: { view: DayView }) {
  if (stage !== 'after' || attendance.people.length === 0 || attendance.missing.length === 0) return null
  return (
    <section aria-labelledby="day-missing">
      <h2 id="day-missing">Expected and not there</h2>
      <p>
        {attendance.missing.some(({ publicPartner }) => publicPartner) ? 'Businesses among them' : 'They'} get the
        summary with a word for those who missed it. A call the same day brings many of them to a team.
      </p>
      <ul>
        {attendance.missing.map(({ invitation, name, company }) => (
          <li key={invitation}>
            {name}, {company.name}
          </li>
        ))}
      </ul>
    </section>
  )
}
