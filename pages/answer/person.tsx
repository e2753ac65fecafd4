/** One invitee: what was sent, what came back, who changed what, and what is left for the convener to do. */

import type { Person as OnBoard } from '../../domain/answer/board.ts'
import type { Invitation, Send } from '../../domain/keep/invitation.ts'
import { HELD_BACK } from '../../domain/keep/invitation.ts'
import { openMatters } from '../../domain/keep/matter.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { readable, wallOf } from '../../domain/keep/time.ts'
import { titleOf } from '../../domain/keep/wave-id.ts'
import { KnownFrom, type KnownPlace } from '../list/known.tsx'
import { AnswerTag } from '../web/answer-tag.tsx'
import { bounceWords } from '../web/bounce-words.ts'
import { Back } from '../web/campaign-nav.tsx'
import { ErrorSummary, TextField } from '../web/field.tsx'
import { FeedCard } from './feed-card.tsx'
import { type Event, historyOf, whyOf } from './history.ts'
import { MatterCard } from './matter.tsx'
import { type AnswerForm, RecordAnswer } from './record-answer.tsx'

export interface PersonView {
  campaign: string
  person: OnBoard<Invitation>
  /** What is to be known where they are one of the partnership's own people. */
  own: string | undefined
  /** Their private calendar feed, for whoever may see it. */
  feed: string | undefined
  /** Where else they are known from, as far as whoever looks may see it. */
  known: readonly KnownPlace[]
  zone: string
  mayEdit: boolean
  /** Why no answer can be recorded, if none can. */
  closed?: string | undefined
  form: AnswerForm
}

export function PersonPage(view: PersonView) {
  const { person, campaign, mayEdit } = view
  const { invitation } = person
  const { invitee } = invitation
  return (
    <>
      <Back to={PATHS.board(campaign)}>Board</Back>
      <div class="page-head">
        <div>
          <h1 class="margin-top-0 margin-bottom-05">{invitee.name}</h1>
          <p class="usa-intro margin-top-0 margin-bottom-1">
            {[invitee.title, invitee.company].filter(Boolean).join(', ') || 'No title or company given'}
          </p>
          <p class="margin-y-05">
            <a class="usa-link break" href={`mailto:${invitee.email}`}>
              {invitee.email}
            </a>
            {invitee.phone && <> · {invitee.phone}</>}
            {invitee.assistant && (
              <>
                {' '}
                · copy to {invitee.assistant.name || 'assistant'} <span class="break">({invitee.assistant.email})</span>
              </>
            )}
          </p>
          <p class="margin-y-1">
            <AnswerTag person={person} />
            {invitee.publicPartner && <span class="tag">Public partner</span>}
            {invitation.standsInFor && <span class="tag">In place of {invitation.standsInFor.name}</span>}
          </p>
          {invitation.knownBy && <p class="margin-y-1">Known by {invitation.knownBy.name}</p>}
          {view.own && <p class="margin-y-1">{view.own}</p>}
        </div>
        {mayEdit && (
          <a class="usa-button usa-button--outline" href={PATHS.invitee(campaign, invitation.id)}>
            Edit
          </a>
        )}
      </div>
      {view.known.length > 0 && (
        <section aria-labelledby="known">
          <h2 id="known" class="font-heading-lg margin-bottom-1">
            Known from
          </h2>
          <ul class="usa-list margin-top-0">
            {view.known.map(place => (
              <li key={`${place.there?.campaign} ${place.partnership}`}>
                <KnownFrom place={place} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Attention view={view} />
      <div class="grid-row grid-gap-4">
        <div class={mayEdit ? 'desktop:grid-col-7' : 'desktop:grid-col-12'}>
          <h2 class="margin-top-3">What happened</h2>
          <ol class="history">
            {historyOf(invitation).map((event, i) => (
              <Line key={i} event={event} zone={view.zone} />
            ))}
          </ol>
        </div>
        {mayEdit && (
          <div class="desktop:grid-col-5">
            <RecordAnswer form={view.form} closed={view.closed} action={PATHS.personAnswer(campaign, invitation.id)} />
            {view.closed ? null : <Away view={view} />}
            {view.person.invitation.forgottenAt === undefined && (
              <p class="margin-top-4">
                <a class="usa-link" href={PATHS.personForget(campaign, invitation.id)}>
                  Their data, and how to delete it
                </a>
              </p>
            )}
            {view.feed === undefined ? null : (
              <FeedCard feed={view.feed} path={PATHS.personFeed(campaign, invitation.id)} />
            )}
          </div>
        )}
      </div>
    </>
  )
}

function Line({ event, zone }: { event: Event; zone: string }) {
  return (
    <li class={`event event-${event.kind.replace(' ', '-')}`}>
      <strong>{event.what}</strong>
      {event.words && <blockquote class="event-words">{event.words}</blockquote>}
      <span class="under">
        <time datetime={event.at}>{readable(event.at, zone)}</time>
        {event.by && <> · {event.by}</>}
      </span>
    </li>
  )
}

const TROUBLE: Partial<Record<Send['status'], string>> = {
  'in doubt': 'may or may not have arrived. Sending it again could mean that they get it twice.',
  bounced: 'came back.',
  failed: 'could not be sent.',
  complained: 'was marked as spam. Convoke writes to this address no more.',
}

/** Sends the convener has to decide on, and whatever else waits for a person. */
function Attention({ view }: { view: PersonView }) {
  const { mayEdit } = view
  const { invitation } = view.person
  const troubled = Object.entries(invitation.sends).filter(
    ([, send]) => TROUBLE[send.status] !== undefined || (send.status === 'skipped' && send.why === HELD_BACK),
  )
  return (
    <>
      {view.form.errors.matter && (
        <div class="usa-alert usa-alert--error usa-alert--slim" role="alert">
          <div class="usa-alert__body">
            <p class="usa-alert__text">{view.form.errors.matter}</p>
          </div>
        </div>
      )}
      {openMatters(invitation.matters).map(matter => (
        <MatterCard
          key={matter.id}
          matter={matter}
          path={PATHS.matter(view.campaign, invitation.id, matter.id)}
          message={PATHS.matterMessage(view.campaign, invitation.id, matter.id)}
          zone={view.zone}
          mayEdit={mayEdit}
          closed={view.closed !== undefined}
        />
      ))}
      {troubled.map(([wave, send]) => (
        <div class="needs" key={wave}>
          <p class="margin-y-0">
            <strong>{titleOf(wave)}</strong>{' '}
            {send.status === 'skipped'
              ? 'has not been sent: you added this person without sending it.'
              : TROUBLE[send.status]}
            {send.status === 'bounced' && ` ${bounceWords(send.bounce)}`}
            {whyOf(send) && send.status !== 'skipped' && <span class="under">{whyOf(send)}</span>}
          </p>
          {mayEdit && send.status !== 'complained' && (
            <form method="post" action={PATHS.personSend(view.campaign, invitation.id, wave)} class="needs-actions">
              <input type="hidden" name="attempt" value={send.attempt} />
              <button class="usa-button" type="submit" name="do" value="send again">
                {send.status === 'skipped' ? 'Send it now' : 'Send again'}
              </button>
              {send.status === 'in doubt' && (
                <button class="usa-button usa-button--outline" type="submit" name="do" value="leave">
                  Leave it
                </button>
              )}
            </form>
          )}
        </div>
      ))}
    </>
  )
}

/** Out of office: follow-ups wait for the return. */
function Away({ view }: { view: PersonView }) {
  const { awayUntil } = view.person.invitation
  return (
    <section class="card aside" aria-labelledby="away">
      <h2 id="away" class="margin-top-0 font-heading-lg">
        Out of office?
      </h2>
      <p class="margin-top-0">
        {awayUntil
          ? `Follow-ups wait until ${readable(awayUntil, view.zone)}.`
          : 'Follow-ups can wait until they are back.'}
      </p>
      {view.form.errors.back && <ErrorSummary errors={{ back: view.form.errors.back }} />}
      <form method="post" action={PATHS.personAway(view.campaign, view.person.invitation.id)} novalidate>
        <TextField
          name="back"
          label="First day back"
          type="date"
          value={view.form.typed.back ?? (awayUntil && wallOf(awayUntil, view.zone).day)}
          error={view.form.errors.back}
        />
        <button class="usa-button usa-button--outline margin-top-2" type="submit">
          {awayUntil ? 'Change' : 'Pause follow-ups'}
        </button>
        {awayUntil && (
          <button class="usa-button usa-button--unstyled margin-left-2" type="submit" name="do" value="here">
            They are back
          </button>
        )}
      </form>
    </section>
  )
}
