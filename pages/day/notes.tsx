/** Debrief notes: three questions for each of the support team, and what all of them wrote. */
import { Alert, ErrorSummary, TextArea } from '../web/field.tsx'

interface NoteShown {
  writer: string
  by: string
  organization: string
  heard: string
  offer: string
  wait: string
}

const QUESTIONS: readonly [keyof Pick<NoteShown, 'heard' | 'offer' | 'wait'>, string, string][] = [
  ['heard', 'What did business say?', 'In their words, as far as you can.'],
  ['offer', 'What could you bring, once an action team asks for it?', 'People, programs, money, data, a room.'],
  ['wait', 'What do we leave alone for now?', 'Good ideas of ours that business has not asked for.'],
]

/** What the team wrote, question by question: so a debrief goes through it. */
const Notes = ({ notes }: { notes: readonly NoteShown[] }) => (
  <>
    {notes.length === 0 && <p class="quiet">No one has written anything yet.</p>}
    {notes.length > 0 &&
      QUESTIONS.map(([key, question]) => (
        <section key={key}>
          <h2>{question}</h2>
          <ul class="captured">
            {notes
              .filter(note => note[key].trim() !== '')
              .map(note => (
                <li key={note.writer}>
                  <span class="said">{note[key]}</span>
                  <span class="under">{[note.by, note.organization].filter(Boolean).join(', ')}</span>
                </li>
              ))}
          </ul>
        </section>
      ))}
  </>
)

export interface NotesView {
  notes: readonly NoteShown[]
  /** Who of the team has written nothing. */
  missing: readonly string[]
}

export const NotesPage = ({ notes, missing }: NotesView) => (
  <>
    <h1 class="margin-top-0">Debrief notes</h1>
    <p class="usa-intro">
      What the support team heard, and what it could bring. These notes are for the team: no email to members holds any
      of them.
    </p>
    {missing.length > 0 && <p>Nothing yet from {missing.join(', ')}. Each of them has a link by mail.</p>}
    <Notes notes={notes} />
  </>
)

export interface WriteNoteView {
  path: string
  partnership: string
  name: string
  /** The launch is not over yet. */
  early: boolean
  done: boolean
  others: readonly NoteShown[]
  typed: Record<string, string>
  errors: Record<string, string>
}

export const WriteNotePage = (view: WriteNoteView) => (
  <>
    <p class="over">{view.partnership}</p>
    <h1>{view.name}, what did you hear?</h1>
    <p class="usa-intro">
      You listened; now it is the support team’s turn. Members never see these notes. You can change yours at any time.
    </p>
    {view.early && <Alert kind="info">The launch hasn’t taken place yet. You can take notes anyway.</Alert>}
    {view.done && <Alert kind="success">Your notes are kept. Thank you.</Alert>}
    <ErrorSummary errors={view.errors} />
    <form method="post" action={view.path} novalidate data-once>
      {QUESTIONS.map(([key, label, hint]) => (
        <TextArea
          key={key}
          name={key}
          label={label}
          hint={hint}
          required={false}
          most={3000}
          value={view.typed[key]}
          error={view.errors[key]}
        />
      ))}
      <div class="actions">
        <button class="usa-button usa-button--big" type="submit">
          Keep my notes
        </button>
      </div>
    </form>
    {view.others.length > 0 && (
      <>
        <h2 class="margin-top-5">What the others wrote</h2>
        <Notes notes={view.others} />
      </>
    )}
  </>
)
