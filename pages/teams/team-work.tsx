/** What a team wants to reach, and what it asks of partners: forms of its lead, some of them the convener's too. */
import type { ActionTeam } from '../../domain/teams/team.ts'
import { Filled, type Merging, TextArea, TextField } from '../web/field.tsx'

/** A question of one of the forms of a page, with what was typed there and what is wrong with it. */
export type Ask = (
  form: string,
) => (
  name: string,
  value?: string,
) => { name: string; id: string; value: string | undefined; error: string | undefined }

export function Reaching({ team, path, ask, merging }: { team: ActionTeam; path: string; ask: Ask; merging: Merging }) {
  const q = ask('aim')
  return (
    <>
      <h2 id="aim">What the team wants to reach</h2>
      <form method="post" action={path} novalidate data-once>
        <Filled {...merging} form="aim" />
        <input type="hidden" name="do" value="aim" />
        <TextArea
          {...q('outcome', team.outcome)}
          label="What will be different in 60 days?"
          hint="Something one can see or count. All members see it."
          rows={2}
          most={500}
        />
        <TextArea
          {...q('strategy', team.strategy)}
          label="How do you get there?"
          required={false}
          rows={3}
          most={1000}
        />
        <button class="usa-button usa-button--outline margin-top-2" type="submit">
          Save
        </button>
      </form>
    </>
  )
}

/** What partners are asked for, and what they offered. */
export function Partners({ team, path, ask }: { team: ActionTeam; path: string; ask: Ask }) {
  const q = ask('ask')
  const offers = team.offers.filter(({ answer }) => answer === undefined)
  return (
    <>
      <h2 id="partners">What partners could bring</h2>
      <p>Colleges, the workforce board and others come in where you ask them to. They read what you write here.</p>
      {offers.length > 0 && <Offers offers={offers} path={path} />}
      <ul>
        {team.asks.map(({ id, text }) => (
          <li key={id}>
            <form method="post" action={path} class="inline-form margin-y-0">
              <span>{text}</span>
              <input type="hidden" name="do" value="unask" />
              <button class="usa-button usa-button--unstyled" type="submit" name="ask" value={id}>
                Take it back<span class="usa-sr-only">: {text}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
      <form method="post" action={path} novalidate data-once>
        <input type="hidden" name="do" value="ask" />
        <TextField
          {...q('text')}
          label="Ask for something"
          hint="For example: Seats in the evening welding course"
          most={300}
        />
        <button class="usa-button usa-button--outline margin-top-2" type="submit">
          Ask the partners
        </button>
      </form>
    </>
  )
}

export const Offers = ({ offers, path }: { offers: ActionTeam['offers']; path: string }) => (
  <ul class="needs-list">
    {offers.map(({ id, name, organization, text }) => (
      <li key={id}>
        <strong>{name}</strong>
        {organization && `, ${organization}`} offers: “{text}”
        <form method="post" action={path} class="actions margin-top-1">
          <input type="hidden" name="do" value="offer" />
          <input type="hidden" name="offer" value={id} />
          <button class="usa-button" type="submit" name="answer" value="welcome">
            Take them in<span class="usa-sr-only">: {name}</span>
          </button>
          <button class="usa-button usa-button--outline" type="submit" name="answer" value="not now">
            Not now<span class="usa-sr-only">: {name}</span>
          </button>
        </form>
      </li>
    ))}
  </ul>
)
