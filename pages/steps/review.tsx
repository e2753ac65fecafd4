/** The last step: what is missing, who has signed, and the convener's hand on the campaign. */
import type { Campaign } from '../../domain/campaign.ts'
import { factsOf } from '../../domain/meeting.ts'
import type { Champion } from '../../domain/partnership.ts'
import { readable } from '../../domain/time.ts'
import { Alert } from '../field.tsx'
import { StepList, type StepView } from './frame.tsx'

export interface ReviewView {
  view: StepView
  campaign: Campaign
  champions: readonly Champion[]
  check: string | undefined
  problems: readonly string[]
  invitees: number
  holders: number
  said?: string | undefined
}

const STATUS: Record<Campaign['status'], string> = {
  draft: 'This is a draft. Nothing leaves before you ask the champions to sign and all of them have.',
  'awaiting signatures': 'The champions have the letter. Nothing that bears their names leaves before all have signed.',
  scheduled: 'All champions have signed. The letter leaves as planned.',
  running: 'The letter has left. Follow-ups and reminders leave as planned.',
  paused: 'Paused: nothing leaves until you resume.',
  finished: 'The meeting is over and every wave has left.',
  cancelled: 'The meeting is cancelled. Whoever held the letter was told.',
}

export function ReviewPage({ view, campaign, champions, check, problems, invitees, holders, said }: ReviewView) {
  const { meeting, status } = campaign
  const zone = meeting?.zone ?? 'UTC'
  const facts = meeting && factsOf(meeting)
  const post = (path: string) => `/campaigns/${campaign.id}/${path}`
  const over = status === 'cancelled' || status === 'finished'
  return (
    <>
      <StepList {...view} />
      <h1>Check and sign</h1>
      {said ? <Alert kind="success">{said}</Alert> : null}
      <p class="usa-intro">{STATUS[status]}</p>
      {problems.length > 0 && !over ? (
        <Alert kind="warning" title="Still missing">
          <ul>
            {problems.map(each => (
              <li>{each}</li>
            ))}
          </ul>
        </Alert>
      ) : null}
      <dl class="facts">
        <dt>When</dt>
        <dd>{facts ? `${facts.date}, ${facts.time}` : 'no date yet'}</dd>
        <dt>Where</dt>
        <dd>{facts?.place ?? 'no place yet'}</dd>
        <dt>Invitees</dt>
        <dd>
          <a href={post('invitees')}>
            {invitees === 0 ? 'nobody yet' : invitees === 1 ? 'one person' : `${invitees} people`}
          </a>
        </dd>
      </dl>
      <h2>Signatures</h2>
      <ul class="todo">
        {champions.map(champion => {
          const signature = campaign.signatures.find(each => each.champion === champion.id && each.check === check)
          const asked = check ? campaign.requests[`${champion.id}:${check}`] : undefined
          const concerns = campaign.concerns.filter(each => each.champion === champion.id)
          return (
            <li>
              <strong>{champion.name}</strong>, {champion.title}, {champion.company}
              <br />
              {signature ? (
                <span class="signed">
                  ✓ Signed as “{signature.name}” on {readable(signature.at, zone)}
                </span>
              ) : asked ? (
                <span class="quiet">
                  {asked.status === 'in doubt'
                    ? 'It is not certain that the request arrived. Ask them whether they have it.'
                    : `Asked on ${readable(asked.at, zone)}, not signed yet`}
                </span>
              ) : (
                <span class="quiet">Not asked yet</span>
              )}
              {concerns.map(({ comment, at, check: of }) => (
                <blockquote class="concern">
                  <p>{comment}</p>
                  <p class="quiet">
                    Asked for a change on {readable(at, zone)}
                    {of === check ? '' : ', of an earlier letter'}
                  </p>
                </blockquote>
              ))}
              {view.mayEdit && !over && !signature && champions.length > 2 ? (
                <form method="post" action={post(`champions/${champion.id}/drop`)}>
                  <button class="usa-button usa-button--unstyled" type="submit">
                    Take {champion.name} off the letter
                  </button>
                </form>
              ) : null}
            </li>
          )
        })}
      </ul>
      {view.mayEdit && status === 'draft' ? (
        <form method="post" action={post('signatures')} data-once>
          <button class="usa-button usa-button--big" type="submit">
            Ask the champions to sign
          </button>
          <p class="quiet">Each gets the exact letter by mail and signs, or asks for a change.</p>
        </form>
      ) : null}
      {view.mayEdit && !over && status !== 'draft' ? (
        <>
          <h2>Stop or pause</h2>
          <div class="actions">
            {status === 'paused' ? (
              <form method="post" action={post('resume')}>
                <button class="usa-button" type="submit">
                  Resume
                </button>
              </form>
            ) : (
              <form method="post" action={post('pause')}>
                <button class="usa-button usa-button--outline" type="submit">
                  Pause: nothing leaves until I resume
                </button>
              </form>
            )}
          </div>
          <details class="danger">
            <summary>Cancel the meeting</summary>
            <p>
              {holders === 0
                ? 'Nobody holds a letter yet, so nobody is written to.'
                : `${holders === 1 ? 'One person holds' : `${holders} people hold`} the letter. Each gets a mail that the meeting will not take place.`}{' '}
              This cannot be undone.
            </p>
            <form method="post" action={post('cancel')}>
              <button class="usa-button usa-button--secondary" type="submit">
                Cancel the meeting for good
              </button>
            </form>
          </details>
        </>
      ) : null}
    </>
  )
}
