/** The last step: what is missing, who has signed, and the convener's hand on the campaign. */
import { type Asked, askedOf } from '../../domain/campaign/asking.ts'
import type { Campaign, Signature } from '../../domain/keep/campaign.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import type { Champion } from '../../domain/keep/partnership.ts'
import { type CampaignPage, PATHS } from '../../domain/keep/paths.ts'
import type { FormValues } from '../../domain/keep/three-way.ts'
import { longDate, readable } from '../../domain/keep/time.ts'
import { Timeline, type TimelineMark } from '../send/timeline.tsx'
import { Alert, Filled, TextArea } from '../web/field.tsx'
import { pauseWords } from '../web/harm-words.ts'
import { StepMark, StepPage } from '../web/steps.tsx'
import type { StepView } from './frame.tsx'

/** One thing that has to be there before champions can be asked. */
export interface ChecklistItem {
  step: CampaignPage
  label: string
  /** What stands there, in a few words. */
  is: string
  missing: readonly string[]
}

export interface ReviewView {
  view: StepView
  campaign: Campaign
  champions: readonly Champion[]
  /** Of everything that champions sign, together. */
  check: string | undefined
  /** Their signatures, once they are under all of it; by the id of the champion. */
  signatures: ReadonlyMap<string, Signature>
  checks: readonly ChecklistItem[]
  marks: readonly TimelineMark[]
  /** How many people would be told if the meeting were canceled. */
  holders: number
  /** Its meeting is over. */
  isHeld: boolean
  /** The words that would be sent, by their check value. */
  seen: FormValues
  /** The letter as somebody on the list will read it, or an example of one. */
  letter: { seen: string; by: string } | undefined
}

const STATUS: Record<Campaign['status'], [string, string]> = {
  draft: ['Draft', 'Nothing is sent until you ask the champions to sign and all of them have.'],
  'awaiting signatures': [
    'Waiting for signatures',
    'The champions have the letter. Nothing is sent in their names until all have signed.',
  ],
  scheduled: ['Signed', 'All champions have signed. The letter will be sent as planned.'],
  running: ['Under way', 'The letter has been sent. Follow-ups and reminders will be sent as planned.'],
  paused: ['Paused', 'Nothing is sent until you resume.'],
  finished: ['Finished', 'The meeting is over and every email has been sent.'],
  canceled: ['Canceled', 'The meeting is canceled. Everyone who had the invitation gets an email that says so.'],
}

/** The same for meetings that nobody has to sign for. */
const UNSIGNED: Partial<Record<Campaign['status'], [string, string]>> = {
  draft: ['Draft', 'Nothing is sent until you say so.'],
  scheduled: ['Planned', 'The emails will be sent as planned.'],
  running: ['Under way', 'The first email has been sent. The others will be sent as planned.'],
}

export function ReviewPage(props: ReviewView) {
  const { view, campaign, checks, marks, isHeld } = props
  const { status } = campaign
  const over = status === 'canceled' || status === 'finished'
  const undone = checks.some(each => each.missing.length > 0)
  // Champions can read and sign while the list still grows.
  const missing = checks.some(each => each.missing.length > 0 && each.step !== 'invitees')
  const { signed } = kindOf(campaign)
  const [word, sentence] =
    isHeld && campaign.meeting && status !== 'paused'
      ? [
          `Held on ${longDate(campaign.meeting.date)}`,
          status === 'finished' ? 'Every planned email has been sent.' : 'What follows the meeting is sent as planned.',
        ]
      : ((signed ? undefined : UNSIGNED[status]) ?? STATUS[status])
  return (
    <StepPage view={view}>
      <h1>{signed ? 'Check and sign' : 'Check and send'}</h1>
      {view.said ? <Alert kind="success">{view.said}</Alert> : null}
      <div class={`state-line state-${status.replace(' ', '-')}`}>
        <strong>{word}</strong>
        <p>{sentence}</p>
        {campaign.pausedWhy && status === 'paused' ? <p>{pauseWords(campaign.pausedWhy)}</p> : null}
      </div>
      <h2>{undone && !over ? 'Still to do' : 'Review before signing'}</h2>
      <ul class="todo">
        {checks.map(each => (
          <li>
            <StepMark state={each.missing.length > 0 ? 'open' : 'done'} />
            <div>
              <p>
                <a href={PATHS[each.step](campaign.id)}>
                  <strong>{each.label}</strong>
                </a>
                {each.is ? ` · ${each.is}` : ''}
              </p>
              {each.missing.map(message => (
                <p class="missing">{message}</p>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {props.letter ? (
        <section aria-labelledby="as-read">
          <h2 id="as-read">The letter as {props.letter.by} will read it</h2>
          <iframe class="letter" src={props.letter.seen} title={`The letter to ${props.letter.by}`} sandbox=""></iframe>
          <p class="quiet">
            <a href={PATHS.letter(campaign.id)}>Change it, or read it as someone else</a>
          </p>
        </section>
      ) : null}
      {marks.length > 1 ? (
        <>
          <h2>Email schedule</h2>
          <Timeline marks={marks} />
        </>
      ) : null}
      {signed ? <Signatures {...props} over={over} /> : null}
      {view.mayEdit && status === 'draft' && !signed ? (
        <section class="ask" aria-labelledby="ask">
          <h2 id="ask">Send it</h2>
          <p>It’s sent in the name of the convening organization, each email at its scheduled time.</p>
          {undone ? (
            <p class="quiet">You can do this once everything above is done.</p>
          ) : (
            <form method="post" action={PATHS.send(campaign.id)} data-once>
              <Filled was={props.seen} />
              <button class="usa-button usa-button--big" type="submit">
                Schedule the emails
              </button>
            </form>
          )}
        </section>
      ) : null}
      {view.mayEdit && status === 'draft' && signed ? (
        <section class="ask" aria-labelledby="ask">
          <h2 id="ask">Ask the champions to sign</h2>
          <p>Each gets the exact letter by email and signs it, or asks for a change. You’ll be notified either way.</p>
          {missing ? (
            <p class="quiet">You can do this once everything above is done.</p>
          ) : (
            <form method="post" action={PATHS.signatures(campaign.id)} data-once>
              <Filled was={props.seen} />
              <button class="usa-button usa-button--big" type="submit">
                Ask the champions to sign
              </button>
            </form>
          )}
        </section>
      ) : null}
      {view.mayEdit && !over && status !== 'draft' ? <Hand {...props} /> : null}
    </StepPage>
  )
}

function Signatures({ view, campaign, champions, check, signatures, seen, over }: ReviewView & { over: boolean }) {
  const zone = campaign.meeting?.zone ?? 'UTC'
  if (champions.length === 0) return null
  return (
    <>
      <h2>Signatures</h2>
      <ul class="todo">
        {champions.map(champion => {
          const signature = signatures.get(champion.id)
          const asked = check ? askedOf(campaign, champion, check) : undefined
          const concerns = campaign.concerns.filter(each => each.champion === champion.id)
          return (
            <li>
              <StepMark state={signature ? 'done' : 'to do'} />
              <div>
                <p>
                  <strong>{champion.name}</strong>, {champion.title}, {champion.company}
                </p>
                {signature ? (
                  <p class="signed">
                    Signed as “{signature.name}” on {readable(signature.at, zone)}
                  </p>
                ) : (
                  <p class="quiet">{asked?.sent.length ? askedWords(asked, zone) : 'Not asked yet'}</p>
                )}
                {view.mayEdit && !over && !signature && asked?.sent.length ? (
                  <form method="post" action={PATHS.askAgain(campaign.id, champion.id)} data-once>
                    <Filled was={seen} />
                    <button class="usa-button usa-button--outline" type="submit">
                      Ask {champion.name} again
                    </button>
                  </form>
                ) : null}
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
                  <details class="danger">
                    <summary>Continue without {champion.name}</summary>
                    <p>Their name is removed from the letter, so those who have signed are asked again.</p>
                    <form method="post" action={PATHS.dropChampion(campaign.id, champion.id)}>
                      <button class="usa-button usa-button--secondary" type="submit">
                        Take {champion.name} off the letter
                      </button>
                    </form>
                  </details>
                ) : null}
              </div>
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** How the latest request fared, when the others were sent, and when they were reminded or will be. */
function askedWords({ sent, reminder }: Asked, zone: string): string {
  const { status, at = '' } = sent.at(-1) ?? {}
  const times = sent.map((each, n) => `${n === 0 ? 'Asked on' : 'again on'} ${readable(each.at, zone)}`).join(', ')
  if (status === 'bounced') return 'The request bounced. Check their address: once you correct it, they’re asked again.'
  if (status === 'in doubt') return 'We can’t tell whether the request arrived. Ask them whether they have it.'
  if (status === 'claimed') return `Being asked since ${readable(at, zone)}`
  return `${times}${reminder ? `, reminded on ${readable(reminder.at, zone)}` : ''}. Not signed yet.`
}

function Hand({ campaign, holders, isHeld }: ReviewView) {
  const emails = holders === 1 ? 'one email' : `${holders} emails`
  return (
    <>
      <h2>{isHeld ? 'Pause' : 'Pause or cancel'}</h2>
      {campaign.status === 'paused' ? (
        <form method="post" action={PATHS.resume(campaign.id)}>
          <p>Emails that were held for more than a day ask you before they’re sent.</p>
          <button class="usa-button" type="submit">
            Resume
          </button>
        </form>
      ) : (
        <form method="post" action={PATHS.pause(campaign.id)}>
          <p>A pause holds every email until you resume. Answers still count.</p>
          <button class="usa-button usa-button--outline" type="submit">
            Pause
          </button>
        </form>
      )}
      {isHeld ? null : (
        <details class="danger">
          <summary>Cancel the meeting</summary>
          <p>
            {holders === 0
              ? 'No one has the invitation yet, so no one is emailed.'
              : `${holders === 1 ? 'One person has' : `${holders} people have`} the invitation. Each gets an email that the meeting is canceled.`}{' '}
            This cannot be undone.
          </p>
          <form method="post" action={PATHS.cancel(campaign.id)} novalidate>
            {holders === 0 ? null : (
              <TextArea
                name="reason"
                label="Why it’s canceled"
                hint="In your words. It’s in the email and in their calendars."
                required={false}
                rows={2}
              />
            )}
            <button class="usa-button usa-button--secondary" type="submit">
              {holders === 0 ? 'Cancel the meeting' : `Cancel the meeting and send ${emails}`}
            </button>
          </form>
        </details>
      )}
    </>
  )
}
// Named here for the stylesheet: state-paused state-canceled
