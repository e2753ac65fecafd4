/** One wave on the board: what left, what leaves next, and what asks. */
import { PATHS } from '../../domain/keep/paths.ts'
import type { Off } from '../../domain/send/plan.ts'

export interface ShownWave {
  id: string
  title: string
  state: 'left' | 'leaving' | 'next' | 'planned' | 'asks' | 'dropped' | 'off' | 'unreadable'
  /** As people of the meeting's zone read it. */
  when: string
  /** Who it is for. */
  audience: string
  /** Why it will not leave. */
  off?: Off | undefined
  /** What the mail service waits for, and who can do it. */
  waits?: string | undefined
  /** Its letters leave over an hour. */
  spread?: boolean | undefined
  /** Since when the mail service has taken none of its emails. */
  stuck?: string | undefined
  sent: number
  skipped: number
  trouble: number
  /** How many emails leave at once if it is released, while it asks. */
  emails?: number | undefined
  /** People looked at so far and in all, while it leaves. */
  progress?: { done: number; total: number } | undefined
}

const WORDS: Record<ShownWave['state'], string> = {
  left: 'Sent',
  leaving: 'Sending now',
  next: 'Next',
  planned: 'Planned',
  asks: 'Waiting for you',
  dropped: 'Dropped',
  off: 'Won’t be sent',
  unreadable: 'Cannot be shown',
}

const people = (count: number): string => (count === 1 ? '1 person' : `${count.toLocaleString('en-US')} people`)

export function WaveLine({ wave, campaign, mayEdit }: { wave: ShownWave; campaign: string; mayEdit: boolean }) {
  const look = wave.state === 'unreadable' ? 'asks' : wave.state
  return (
    <li class={`wave wave-${look}`}>
      <p class="wave-head">
        <strong>{wave.title}</strong> <span class={`tag tag-wave-${look}`}>{WORDS[wave.state]}</span>
      </p>
      <p class="wave-text">{detail(wave)}</p>
      {wave.state === 'unreadable' && (
        <p class="wave-text">
          <a class="usa-link" href={PATHS.unreadable(campaign)}>
            See what to do
          </a>
        </p>
      )}
      {wave.progress && (
        <>
          <progress
            class="progress"
            value={wave.progress.done}
            max={Math.max(1, wave.progress.total)}
            aria-label={`${wave.title}: people gone through`}
          />
          <p class="wave-text">
            {wave.progress.done.toLocaleString('en-US')} of {people(wave.progress.total)}.{' '}
            <a class="usa-link" href={PATHS.board(campaign)}>
              Look again
            </a>
          </p>
        </>
      )}
      {wave.state === 'leaving' && wave.spread && !wave.waits && mayEdit && (
        <form method="post" action={PATHS.releaseWave(campaign, wave.id)} data-once>
          <button class="usa-button usa-button--outline" type="submit">
            Send the rest now
          </button>
        </form>
      )}
      {wave.state === 'asks' && mayEdit && (
        <div class="needs-actions">
          <form method="post" action={PATHS.releaseWave(campaign, wave.id)}>
            <button class="usa-button" type="submit">
              Send it now ({wave.emails === 1 ? '1 email' : `${(wave.emails ?? 0).toLocaleString('en-US')} emails`})
            </button>
          </form>
          <form method="post" action={PATHS.dropWave(campaign, wave.id)}>
            <button class="usa-button usa-button--outline" type="submit">
              Do not send it
            </button>
          </form>
        </div>
      )}
    </li>
  )
}

function detail(wave: ShownWave): string {
  const trouble = wave.trouble > 0 ? `, ${wave.trouble.toLocaleString('en-US')} in trouble` : ''
  switch (wave.state) {
    case 'left':
      return `${wave.when}: to ${people(wave.sent)}${trouble}`
    case 'leaving':
      if (wave.waits)
        return `To ${people(wave.sent)} so far${trouble}. ${wave.waits} Convoke tries again every five minutes.`
      if (wave.spread)
        return `To ${people(wave.sent)} so far${trouble}. Mail services don’t know your address yet, so these leave over an hour.`
      return wave.stuck
        ? `To ${people(wave.sent)} so far${trouble}. Since ${wave.stuck} the mail service has taken none of its emails. Convoke tries again every five minutes, and asks you after a day.`
        : `To ${people(wave.sent)} so far${trouble}`
    case 'next':
    case 'planned':
      return `${wave.when}, to ${wave.audience}`
    case 'asks':
      return `Was due ${wave.when} and wasn’t sent in time. Should it still go to ${wave.audience}?`
    case 'dropped':
      return 'You decided not to send it.'
    case 'unreadable':
      return 'What is stored of it cannot be read, so it isn’t sent.'
    case 'off':
      return `${wave.when}: ${wave.off ?? 'switched off'}`
  }
}
