/** Choosing several people of the list, and what can be done with them: one form around the table, without a script. */
import { PATHS } from '../../domain/keep/paths.ts'

/** What the list of invitees can be narrowed to. */
export const SHOW_PEOPLE = {
  all: 'Everyone',
  silent: 'No reply',
  'not written to': 'Not sent yet',
  unsent: 'Email didn’t get through',
  accepted: 'Coming',
  tentative: 'Undecided',
  declined: 'Not coming',
  unreachable: 'Cannot be reached',
  'public partners': 'Public partners',
} as const
export type ShowPeople = keyof typeof SHOW_PEOPLE

/** What may be done with those who are chosen; the word of each button. */
type DeedWord = 'remind' | 'again' | 'partner' | 'business' | 'known' | 'remove'

export interface ChooseView {
  campaign: string
  search: string
  show: ShowPeople
  /** How many this page shows, and how many match on all pages. */
  here: number
  found: number
  /** So many may be chosen at once. */
  most: number
  /** Whether anybody can be reminded: letters have left and follow-ups are still to come. */
  reminds: boolean
  knowers: readonly { name: string; email: string }[]
}

const number = (value: number): string => value.toLocaleString('en-US')

/** Above the table: everyone shown, or everyone who matches. */
export function ChooseAll({ view }: { view: ChooseView }) {
  const { here, found, most } = view
  return (
    <fieldset class="usa-fieldset choose-all">
      <legend class="usa-sr-only">Choose many at once</legend>
      <input type="hidden" name="q" value={view.search} />
      <input type="hidden" name="show" value={view.show} />
      <Box id="all-shown" name="all" value="shown" label={`Everyone shown (${number(here)})`} />
      {found > here && found <= most && (
        <Box
          id="all-found"
          name="all"
          value="found"
          label={`Everyone ${view.search === '' && view.show === 'all' ? 'on the list' : 'who matches'} (${number(found)})`}
        />
      )}
      <a class="usa-link" href="#deeds">
        What to do with them
      </a>
    </fieldset>
  )
}

const Box = ({ id, name, value, label }: { id: string; name: string; value: string; label: string }) => (
  <div class="usa-checkbox">
    <input class="usa-checkbox__input" id={id} type="checkbox" name={name} value={value} />
    <label class="usa-checkbox__label margin-top-0" for={id}>
      {label}
    </label>
  </div>
)

/** The box of one row. */
export const ChooseOne = ({ id, name }: { id: string; name: string }) => (
  <span class="usa-checkbox choose">
    <input class="usa-checkbox__input" id={`choose-${id}`} type="checkbox" name="person" value={id} />
    <label class="usa-checkbox__label margin-top-0" for={`choose-${id}`}>
      <span class="usa-sr-only">Choose {name}</span>
    </label>
  </span>
)

/** Below the table: what to do with them. */
export function Deeds({ view }: { view: ChooseView }) {
  return (
    <fieldset class="usa-fieldset deeds" id="deeds">
      <legend class="usa-legend text-bold">With the people you chose</legend>
      <div class="deeds-row">
        {view.reminds && <Deed word="remind" label="Remind…" />}
        <Deed word="again" label="Send again…" />
        <Deed word="partner" label="Mark as public partner" />
        <Deed word="business" label="Mark as business" />
        <Deed word="remove" label="Remove…" />
      </div>
      <div class="deeds-row">
        <div>
          <label class="usa-label margin-top-0" for="knower">
            Who knows them
          </label>
          <select class="usa-select" id="knower" name="knower">
            <option value="">No one</option>
            {view.knowers.map(({ name, email }) => (
              <option key={email} value={email}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <Deed word="known" label="Assign" />
      </div>
      <p class="usa-hint margin-bottom-0">
        Nothing is sent or removed before you see who it is. Whoever knows someone is proposed to{' '}
        <a class="usa-link" href={PATHS.calls(view.campaign)}>
          call them
        </a>
        .
      </p>
    </fieldset>
  )
}

const Deed = ({ word, label }: { word: DeedWord; label: string }) => (
  <button class="usa-button usa-button--outline" type="submit" name="do" value={word}>
    {label}
  </button>
)
