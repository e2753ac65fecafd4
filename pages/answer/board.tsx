/** The convener's board: is there a critical mass, who needs me, what left and what is next, who said what. */
import type { Tally } from '../../domain/answer/board.ts'
import type { AnswerDay } from '../../domain/answer/over-time.ts'
import type { Turnout } from '../../domain/answer/turnout.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { PeopleMissing } from '../list/people-missing.tsx'
import { type ShownWave, WaveLine } from '../send/wave-line.tsx'
import { AnswerChart, type ChartMark } from '../web/chart.tsx'
import { type BoardList, type Filter, People } from './board-people.tsx'
import { MassGauge, type Wavering } from './gauge.tsx'
import { SessionStrip, type ShownSession } from './session-strip.tsx'
import { TurnoutCard } from './turnout.tsx'

export interface Need {
  id: string
  name: string
  company: string
  why: string
}

export interface BoardView extends BoardList {
  mayEdit: boolean
  /** What the campaign waits for or does, in a sentence. */
  state:
    | {
        title: string
        text: string
        tone: 'info' | 'warning' | 'success'
        action?: { href: string; label: string } | undefined
      }
    | undefined
  when: string
  place: string
  mass: Tally['mass']
  /** Once the meeting was held. */
  turnout: Turnout | undefined
  wavering: Wavering[]
  counts: Tally['counts']
  needs: Need[]
  needsTotal: number
  /** How many replies wait with a likely answer. */
  likely: number
  /** How many messages were set aside in the last thirty days. */
  aside: number
  /** People of whom what is stored cannot be read. */
  missing: number
  /** How many did not get their letter for which reason, where sending it again may help. */
  unsent: { why: string; words: string; people: number }[]
  asking: ShownWave[]
  waves: ShownWave[]
  days: readonly AnswerDay[]
  marks: ChartMark[]
  /** All sessions of its launch and what they come to together, where there are several. */
  sessions?: { each: readonly ShownSession[]; together: Tally['mass'] } | undefined
}

const number = (value: number): string => value.toLocaleString('en-US')

export function Board(view: BoardView) {
  const path = PATHS.board(view.campaign)
  return (
    <>
      <div class="page-head">
        <div>
          <h1 class="margin-y-0">Board</h1>
          {view.when && (
            <p class="margin-y-05 text-base-dark">
              {view.when}
              {view.place && ` · ${view.place}`}
            </p>
          )}
        </div>
      </div>
      {view.state && <State state={view.state} />}
      <PeopleMissing campaign={view.campaign} people={view.missing} />
      <div class="board-top">
        <div class="card">
          {view.turnout ? (
            <TurnoutCard campaign={view.campaign} turnout={view.turnout} />
          ) : (
            <MassGauge mass={view.mass} wavering={view.wavering} />
          )}
        </div>
        <Counts view={view} path={path} />
      </div>
      {view.sessions && <SessionStrip sessions={view.sessions} here={view.campaign} />}
      <Needs view={view} path={path} />
      <div class="board-middle">
        <section class="card" aria-labelledby="over-time">
          <h2 id="over-time" class="card-title">
            Answers over time
          </h2>
          <AnswerChart days={view.days} marks={view.marks} />
        </section>
        <section class="card" aria-labelledby="waves">
          <h2 id="waves" class="card-title">
            Letters
          </h2>
          {view.waves.length === 0 ? (
            <p class="text-base-dark">Nothing is planned yet.</p>
          ) : (
            <ol class="waves">
              {view.waves.map(wave => (
                <WaveLine key={wave.id} wave={wave} campaign={view.campaign} mayEdit={view.mayEdit} />
              ))}
            </ol>
          )}
        </section>
      </div>
      <People view={view} path={path} />
      {view.aside > 0 && (
        <p class="quiet">
          Set aside in the last 30 days: {view.aside === 1 ? '1 message' : `${number(view.aside)} messages`} that looked
          automatic, like spam or empty. <a href={PATHS.aside(view.campaign)}>Look through them</a>.
        </p>
      )}
    </>
  )
}

function State({ state }: { state: NonNullable<BoardView['state']> }) {
  return (
    <div class={`usa-alert usa-alert--${state.tone} usa-alert--slim margin-bottom-3`}>
      <div class="usa-alert__body">
        <p class="usa-alert__text">
          <strong>{state.title}</strong> {state.text}
          {state.action && (
            <>
              {' '}
              <a class="usa-link" href={state.action.href}>
                {state.action.label}
              </a>
            </>
          )}
        </p>
      </div>
    </div>
  )
}

const countOf = ({ counts }: BoardView, filter: Filter): number =>
  filter in counts ? counts[filter as keyof typeof counts] : 0

function Counts({ view, path }: { view: BoardView; path: string }) {
  const always: [Filter, string, string][] = [
    ['accepted', 'coming', 'yes'],
    ['delegated', 'sending someone', 'delegate'],
    ['tentative', 'undecided', 'maybe'],
    ['declined', 'not coming', 'no'],
    ['silent', 'no reply', 'silent'],
    ['not written to', 'not sent yet', 'off'],
  ]
  const sometimes: [Filter, string, string][] = [
    ['replied', 'replied, not read yet', 'maybe'],
    ['old time', 'said yes to the old time', 'maybe'],
    ['unreachable', 'cannot be reached', 'stop'],
  ]
  const shown = [...always, ...sometimes.filter(([state]) => countOf(view, state) > 0)]
  return (
    <section class="card counts-card" aria-labelledby="counts">
      <h2 id="counts" class="card-title">
        {view.turnout ? 'What people had answered' : 'People'}
      </h2>
      <ul class="counts">
        {shown.map(([filter, label, kind]) => (
          <li key={label}>
            <a class={`count count-${kind}`} href={withQuery(path, { show: filter }, 'people')}>
              <strong>{number(countOf(view, filter))}</strong> <span>{label}</span>
            </a>
          </li>
        ))}
      </ul>
      {view.counts.silent > 0 && !view.turnout && (
        <p class="margin-bottom-0">
          <a class="usa-link" href={PATHS.calls(view.campaign)}>
            Assign follow-up calls
          </a>
        </p>
      )}
    </section>
  )
}

function Needs({ view, path }: { view: BoardView; path: string }) {
  if (view.needs.length === 0 && view.asking.length === 0 && view.unsent.length === 0) return null
  return (
    <section class="needs-you" aria-labelledby="needs-you">
      <h2 id="needs-you" class="card-title">
        Needs your attention
      </h2>
      {view.asking.length > 0 && (
        <ol class="waves">
          {view.asking.map(wave => (
            <WaveLine key={wave.id} wave={wave} campaign={view.campaign} mayEdit={view.mayEdit} />
          ))}
        </ol>
      )}
      {view.unsent.map(({ why, words, people }) => (
        <div class="needs-unsent" key={why}>
          <p class="margin-y-0">
            <strong>
              {people === 1 ? '1 email wasn’t delivered.' : `${number(people)} emails weren’t delivered.`}
            </strong>{' '}
            {words}
          </p>
          {view.mayEdit && (
            <form method="post" action={PATHS.sendUnsent(view.campaign)} class="needs-actions" data-once>
              <button class="usa-button usa-button--outline" type="submit" name="why" value={why}>
                {people === 1 ? 'Send it again' : `Send all ${number(people)} again`}
              </button>
            </form>
          )}
        </div>
      ))}
      <ul class="needs-list">
        {view.needs.map(({ id, name, company, why }) => (
          <li key={id}>
            <a class="usa-link text-bold" href={PATHS.person(view.campaign, id)}>
              {name}
            </a>
            {company && <span class="text-base-dark"> · {company}</span>}
            <span class="under">{why}</span>
          </li>
        ))}
      </ul>
      {view.likely > 0 && (
        <p class="margin-bottom-0">
          <a class="usa-link" href={PATHS.likely(view.campaign)}>
            {view.likely === 1 ? 'Confirm 1 likely answer' : `Confirm ${number(view.likely)} likely answers together`}
          </a>
        </p>
      )}
      {view.needsTotal > view.needs.length && (
        <p class="margin-bottom-0">
          <a class="usa-link" href={withQuery(path, { show: 'needs you' }, 'people')}>
            All {number(view.needsTotal)} that need your attention
          </a>
        </p>
      )}
    </section>
  )
}
