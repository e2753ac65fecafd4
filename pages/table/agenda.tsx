/** The agenda of a quarterly table: members put things on it, champions and the convener put them in order. */

import type { Meeting } from '../../domain/keep/meeting.ts'
import { longDate, timeSpan } from '../../domain/keep/time.ts'
import { type AgendaItem, LONGEST_ITEM, type Ordering, type TableAgenda } from '../../domain/table/agenda.ts'
import { Alert, ErrorSummary, TextArea } from '../web/field.tsx'

export interface AgendaView {
  path: string
  agenda: TableAgenda
  /** Whose items may be taken back here. */
  email: string
  /** Whether the items may be put in order. */
  mayOrder: boolean
  /** Whether any item may be taken off. */
  mayTakeOff: boolean
  /** Whether something can still be put on it. */
  open: boolean
  /** The meeting has begun. */
  over: boolean
  typed: Record<string, string>
  errors: Record<string, string>
}

interface Step {
  how: Ordering | 'take-back'
  label: string
}

function Steps({ path, item, steps }: { path: string; item: AgendaItem; steps: readonly Step[] }) {
  if (steps.length === 0) return null
  return (
    <form method="post" action={path} class="agenda-steps" data-once>
      <input type="hidden" name="item" value={item.id} />
      {steps.map(({ how, label }) => (
        <button key={how} class="usa-button usa-button--outline" type="submit" name="do" value={how}>
          {label}
          <span class="usa-sr-only">: {item.text}</span>
        </button>
      ))}
    </form>
  )
}

const Item = ({ item }: { item: AgendaItem }) => (
  <p class="agenda-text">
    {item.text}
    <span class="under">{[item.name, item.company].filter(Boolean).join(', ')}</span>
  </p>
)

/** The items with what may be done to each. */
export function AgendaList({ view }: { view: AgendaView }) {
  const { agenda, path, open } = view
  const own = (item: AgendaItem) => item.email.toLowerCase() === view.email.toLowerCase()
  const stepsOf = (item: AgendaItem, n: number): Step[] => {
    const steps: Step[] = []
    if (!open) return steps
    if (view.mayOrder && n > 0) steps.push({ how: 'up', label: 'Up' })
    if (view.mayOrder && n < agenda.items.length - 1) steps.push({ how: 'down', label: 'Down' })
    if (view.mayOrder) steps.push({ how: 'later', label: 'Next time' })
    if (own(item) || view.mayTakeOff) steps.push({ how: 'take-back', label: 'Take off' })
    return steps
  }
  return (
    <>
      {agenda.items.length === 0 ? (
        <p class="quiet">{view.over ? 'Nothing was on it.' : 'Nothing is on it yet.'}</p>
      ) : (
        <ol class="agenda-items">
          {agenda.items.map((item, n) => (
            <li key={item.id} id={`item-${item.id}`}>
              <Item item={item} />
              <Steps path={path} item={item} steps={stepsOf(item, n)} />
            </li>
          ))}
        </ol>
      )}
      {agenda.later.length > 0 && (
        <>
          <h3>Set aside for the next meeting</h3>
          <ul class="agenda-items">
            {agenda.later.map(item => (
              <li key={item.id} id={`item-${item.id}`}>
                <Item item={item} />
                {open && view.mayOrder && (
                  <Steps path={path} item={item} steps={[{ how: 'now', label: 'Back to this one' }]} />
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** What is worth everybody's hour, in a sentence. */
export const AgendaForm = ({ view, label }: { view: AgendaView; label: string }) => (
  <form method="post" action={view.path} novalidate data-once>
    <input type="hidden" name="do" value="add" />
    <TextArea
      name="text"
      label={label}
      hint="One sentence: what should the table talk about, and what should come of it?"
      rows={2}
      most={LONGEST_ITEM}
      value={view.typed.text}
      error={view.errors.text}
    />
    <button class="usa-button margin-top-2" type="submit">
      Put it on the agenda
    </button>
  </form>
)

export interface AgendaPageView extends AgendaView {
  partnership: string
  name: string
  meeting: Meeting
  done?: string | undefined
}

export function AgendaPage(view: AgendaPageView) {
  const { meeting, mayOrder, open, agenda } = view
  return (
    <>
      <p class="over">{view.partnership}</p>
      <h1>{mayOrder ? `${view.name}, what comes first?` : `${view.name}, what should we talk about?`}</h1>
      {view.done && <Alert kind="success">{view.done}</Alert>}
      <p class="usa-intro">
        {longDate(meeting.date)}, {timeSpan(meeting.start, meeting.end, meeting.zone, meeting.date)}.{' '}
        {open
          ? 'The agenda is its members’ own: what’s here goes out with the invitation, with your name beside what you bring.'
          : 'The meeting has begun; this was its agenda.'}
      </p>
      <ErrorSummary errors={view.errors} />
      <h2>{mayOrder && open && agenda.items.length > 1 ? 'The agenda, for you to put in order' : 'The agenda'}</h2>
      <AgendaList view={view} />
      {open && (
        <>
          <h2>{agenda.items.length === 0 ? 'Begin it' : 'Add to it'}</h2>
          <AgendaForm view={view} label="What is worth an hour of your peers’ time?" />
        </>
      )}
      <p class="quiet">This link is {view.name}’s own. What you add to the agenda here carries that name.</p>
    </>
  )
}
