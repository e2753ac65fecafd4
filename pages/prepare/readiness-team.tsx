/** The team of a launch: whom each stands for, and what each has said to role, scope and list. */

import type { TeamMember } from '../../domain/keep/partnership.ts'
import { type Footprint, SECTORS, type Sector } from '../../domain/prepare/readiness-record.ts'
import type { Readiness } from '../../domain/prepare/ready-item.ts'
import { Filled, type Merging } from '../web/field.tsx'
import { ReadyMark } from './readiness-chart.tsx'

export interface MemberLine {
  id: string
  member: TeamMember
  sector: Sector | undefined
  /** Whether that is only guessed from the name of their organization. */
  guessed: boolean
  role: 'agreed' | 'not like this' | undefined
  /** Undefined: not said; `not asked`: facilitators are neutral. */
  footprint: Footprint | 'not asked' | undefined
  list: 'right' | 'not asked' | undefined
}

interface Props {
  path: string
  merging: Merging
  mayEdit: boolean
  lines: readonly MemberLine[]
  /** When the team was asked, in words. */
  askedRoles: string | undefined
  askedList: { round: number; when: string | undefined }
  /** Whether there is a list to put before the team. */
  hasList: boolean
  /** The reader's own page, where they are of the team. */
  own: string | undefined
}

const SECTOR_WORDS: Record<Sector, string> = {
  education: 'Education',
  workforce: 'Workforce',
  'economic development': 'Economic development',
  other: 'Something else',
}
export const SECTOR_OPTIONS = SECTORS.map(value => ({ value, label: SECTOR_WORDS[value] }))

/** A mark with its words for those who cannot see it. */
const Said = ({ state, words }: { state: Readiness; words: string }) => (
  <span class="ready-said">
    <ReadyMark state={state} /> {words}
  </span>
)

function Answer({ said, good }: { said: string | undefined; good: string }) {
  if (said === 'not asked') return <span class="quiet">not asked</span>
  const words = said === 'not like this' ? 'wants a change' : (said ?? 'open')
  return <Said state={said === undefined ? 'missing' : said === good ? 'ready' : 'partly'} words={words} />
}

/** What the questions are called. */
const namesOf = (lines: readonly MemberLine[]): Record<string, string> =>
  Object.fromEntries(lines.map(({ id, member }) => [`sector-${id}`, `Sector of ${member.name}`]))

export function ReadinessTeam({ path, merging, mayEdit, lines, askedRoles, askedList, hasList, own }: Props) {
  const table = (
    <table class="roll">
      <caption class="usa-sr-only">The team, and what each has said</caption>
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">Represents</th>
          <th scope="col">Role</th>
          <th scope="col">Size of the region</th>
          <th scope="col">List</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(line => (
          <tr key={line.id}>
            <th scope="row" data-label="Who">
              <span class="text-bold">{line.member.name}</span>
              <span class="under">{[line.member.role, line.member.organization].filter(Boolean).join(', ')}</span>
            </th>
            <td data-label="Represents">
              <StandsFor line={line} mayEdit={mayEdit} />
            </td>
            <td data-label="Role">
              <Answer said={line.role} good="agreed" />
            </td>
            <td data-label="Size of the region">
              <Answer said={line.footprint} good="right" />
            </td>
            <td data-label="List">
              <Answer said={line.list} good="right" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
  return (
    <section aria-labelledby="people">
      <h2 id="people">The team</h2>
      {mayEdit ? (
        <form method="post" action={path} data-once>
          <Filled {...merging} names={namesOf(lines)} />
          {table}
          <button class="usa-button usa-button--outline margin-top-2" type="submit" name="do" value="sectors">
            Save sectors
          </button>
        </form>
      ) : (
        table
      )}
      <div class="actions">
        {own && (
          <a class="usa-button usa-button--outline" href={own}>
            Fill in your own role
          </a>
        )}
        {mayEdit && lines.length > 1 && !askedRoles && (
          <form method="post" action={path} data-once>
            <button class="usa-button" type="submit" name="do" value="ask-roles">
              Ask everyone to agree
            </button>
          </form>
        )}
        {mayEdit && hasList && lines.length > 1 && (
          <form method="post" action={path} data-once>
            <input type="hidden" name="round" value={String(askedList.round)} />
            <button class="usa-button usa-button--outline" type="submit" name="do" value="ask-list">
              {askedList.when ? 'Ask for the list again' : 'Ask the team to review the list'}
            </button>
          </form>
        )}
      </div>
      {(askedRoles || askedList.when) && (
        <p class="quiet">
          {[
            askedRoles && `Asked for their part on ${askedRoles}; whoever joins the team is asked as well.`,
            askedList.when && `Asked for the list on ${askedList.when}.`,
            'Emails are sent in working hours. Anyone who doesn’t reply is asked once more.',
          ]
            .filter(Boolean)
            .join(' ')}
        </p>
      )}
    </section>
  )
}

function StandsFor({ line: { id, member, sector, guessed }, mayEdit }: { line: MemberLine; mayEdit: boolean }) {
  if (member.role === 'facilitator') return <span class="quiet">neutral</span>
  if (!mayEdit) return <>{sector ? SECTOR_WORDS[sector] : <span class="quiet">not said</span>}</>
  return (
    <>
      <label class="usa-sr-only" for={`sector-${id}`}>
        Sector that {member.name} represents
      </label>
      <select class="usa-select" id={`sector-${id}`} name={`sector-${id}`}>
        {[{ value: '', label: 'Not said' }, ...SECTOR_OPTIONS].map(({ value, label }) => (
          <option key={value} value={value} selected={value === (sector ?? '')}>
            {label}
          </option>
        ))}
      </select>
      {guessed && <span class="under">by the name of the organization</span>}
    </>
  )
}
