/** The workbench's pages for people. */
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { WORKBENCH, withQuery } from '../../domain/keep/paths.ts'
import { type Instant, readable, wallOf } from '../../domain/keep/time.ts'
import type { WrittenSchedule } from '../../functions/keep/schedule.ts'
import type { Kept } from '../mail/outbox.ts'

export type Body = HtmlEscapedString | Promise<HtmlEscapedString>
/** Puts the house's page around a body. */
export type Layout = (title: string, body: Body) => Body | string | Promise<string>

/** The zone of this machine, in which the pages show and take times. */
export interface Zoned {
  zone: string
}

export interface WorkbenchState {
  now: Instant
  next: Instant | null
  schedules: readonly Omit<WrittenSchedule, 'name'>[]
  kept: readonly Kept[]
  older: string | undefined
  count: number
}

/** A wave by its name; what follows a colon tells copies of it apart. */
const whyOf = (wave: string): string => wave.replace(/:.*/, '')

const time = (at: Instant, { zone }: Zoned) => html`<time datetime="${at}">${readable(at, zone)}</time>`

/** Clock, what is scheduled, and the outbox. */
export function workbenchPage(layout: Layout, zoned: Zoned, state: WorkbenchState): Body | string | Promise<string> {
  return layout(
    'Workbench',
    html`<h1>Workbench</h1>
      <p class="usa-intro">
        Nothing is sent from this machine: emails go to the outbox below, and you move the clock. Only this
        machine can see this page, with the key that was printed at the start.
      </p>
      ${clockSection(zoned, state)} ${scheduleSection(zoned, state)} ${outboxSection(zoned, state)}`,
  )
}

/** What a browser sees that did not come by the printed link. */
export const lockedPage = (layout: Layout): Body | string | Promise<string> =>
  layout(
    'The workbench is locked',
    html`<h1>The workbench is locked</h1>
      <p class="usa-intro">It opens with the link that <code>npm start</code> printed beside “Workbench”.</p>
      <p>
        Copy that whole link from the terminal into this browser, once after each start. It ends in a key that only whoever
        started Convoke has seen.
      </p>`,
  )

function clockSection(zoned: Zoned, { now, next }: WorkbenchState): Body {
  const wall = wallOf(now, zoned.zone)
  return html`<section aria-labelledby="clock">
    <h2 id="clock">Clock</h2>
    <p>It is <strong>${time(now, zoned)}</strong> (${zoned.zone}). The clock only goes forward.</p>
    <form method="post" action="${WORKBENCH.clock()}" class="usa-form">
      <input type="hidden" name="to" value="next" />
      ${
        next === null
          ? html`<p>Nothing is going to happen by itself.</p>`
          : html`<p>The next thing happens ${time(next, zoned)}.</p>
              <button class="usa-button" type="submit">Go to the next thing that happens</button>`
      }
    </form>
    <form method="post" action="${WORKBENCH.clock()}" class="usa-form">
      <label class="usa-label" for="wall">Go to date and time</label>
      <input class="usa-input" type="datetime-local" id="wall" name="wall" required
        min="${wall.day}T${wall.hour}" value="${wall.day}T${wall.hour}" />
      <button class="usa-button usa-button--outline" type="submit">Go to date</button>
    </form>
  </section>`
}

function scheduleSection(zoned: Zoned, { schedules }: WorkbenchState): Body {
  if (schedules.length === 0)
    return html`<section aria-labelledby="scheduled">
      <h2 id="scheduled">What is scheduled</h2>
      <p>Nothing is scheduled.</p>
    </section>`
  return html`<section aria-labelledby="scheduled">
    <h2 id="scheduled">What is scheduled</h2>
    <table class="roll">
      <thead>
        <tr><th scope="col">When</th><th scope="col">Wave</th><th scope="col">Campaign</th></tr>
      </thead>
      <tbody>
        ${schedules.map(
          ({ at, wave, campaign }) =>
            html`<tr>
              <th scope="row" data-label="When">${time(at, zoned)}</th>
              <td data-label="Wave">${wave}</td>
              <td data-label="Campaign">${campaign}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`
}

function outboxSection(zoned: Zoned, { kept, older, count }: WorkbenchState): Body {
  if (count === 0)
    return html`<section aria-labelledby="outbox">
      <h2 id="outbox">Outbox</h2>
      <p>No email has been sent yet.</p>
    </section>`
  return html`<section aria-labelledby="outbox">
    <h2 id="outbox">Outbox</h2>
    <p>${count === 1 ? 'One message' : `${count} messages`}, the newest first.</p>
    <table class="roll">
      <thead>
        <tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Why</th><th scope="col">When</th></tr>
      </thead>
      <tbody>
        ${kept.map(
          ({ id, subject, to, wave, at }) =>
            html`<tr>
              <th scope="row"><a class="usa-link" href="${WORKBENCH.message(id)}">${subject || 'No subject'}</a></th>
              <td data-label="To" class="break">${to.join(', ')}</td>
              <td data-label="Why">${whyOf(wave)}</td>
              <td data-label="When">${time(at, zoned)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${older === undefined ? '' : html`<p><a class="usa-link" href="${withQuery(WORKBENCH.home(), { before: older })}">Older messages</a></p>`}
  </section>`
}

/** One message: as rendered, as text, as source, and to take away. */
export function messagePage(
  layout: Layout,
  zoned: Zoned,
  { kept, text, source }: { kept: Kept; text: string; source: string },
): Body | string | Promise<string> {
  const { id, subject, from, to, at, wave } = kept
  return layout(
    subject || 'No subject',
    html`<p><a class="usa-link" href="${WORKBENCH.home()}">Workbench</a></p>
      <h1>${subject || 'No subject'}</h1>
      <dl class="facts">
        <dt>From</dt><dd class="break">${from}</dd>
        <dt>To</dt><dd class="break">${to.join(', ')}</dd>
        <dt>When</dt><dd>${time(at, zoned)}</dd>
        <dt>Why</dt><dd>${whyOf(wave)}</dd>
      </dl>
      <p><a class="usa-link" href="${WORKBENCH.download(`${id}.eml`)}">Download as .eml</a></p>
      <section aria-labelledby="rendered">
        <h2 id="rendered">As rendered</h2>
        <iframe
          title="The message as rendered" src="${WORKBENCH.rendered(id)}" width="100%" height="960"
          sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
      </section>
      <section aria-labelledby="text">
        <h2 id="text">As text</h2>
        <pre class="letter-text" tabindex="0">${text}</pre>
      </section>
      <section aria-labelledby="source">
        <h2 id="source">Source</h2>
        <details>
          <summary>Show the bytes as they would leave</summary>
          <pre class="letter-text" tabindex="0">${source}</pre>
        </details>
      </section>`,
  )
}
