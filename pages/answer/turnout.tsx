/** Who came, above everything else on the board of a meeting that is over. */
import type { Turnout } from '../../domain/answer/turnout.ts'
import { PATHS } from '../../domain/keep/paths.ts'

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`

export function TurnoutCard({ campaign, turnout }: { campaign: string; turnout: Turnout }) {
  const { isNoted, companies, people, publicPartners, walkIns } = turnout
  const shown = isNoted ? companies.came : companies.expected
  return (
    <section class="turnout" aria-labelledby="who-came">
      <h2 id="who-came" class="gauge-title">
        {isNoted ? 'Who came' : 'Who was expected'}
      </h2>
      <p class="gauge-figure">
        <strong>{shown.toLocaleString('en-US')}</strong> {shown === 1 ? 'company' : 'companies'}
        {isNoted && <span class="gauge-verdict">of {companies.expected.toLocaleString('en-US')} expected</span>}
      </p>
      {isNoted ? (
        <ul class="chart-key">
          <li>
            People <strong>{people.came}</strong> of {people.expected} expected
          </li>
          <li>
            Walked in <strong>{walkIns}</strong>
          </li>
          <li>
            Public partners <strong>{publicPartners}</strong>
          </li>
        </ul>
      ) : (
        <p>
          {counted(people.expected, 'person', 'people')} said yes. No one was checked in, so attendance isn’t known.
        </p>
      )}
      <p class="margin-bottom-0">
        <a class="usa-link" href={PATHS.day(campaign)}>
          {isNoted ? 'See who came, by name' : 'Open the day'}
        </a>
      </p>
    </section>
  )
}
