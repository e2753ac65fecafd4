/** The first page. */
import type { CampaignStatus } from '../domain/campaign.ts'
import type { Meeting } from '../domain/meeting.ts'
import type { Role } from '../domain/partnership.ts'
import { shortDate } from '../domain/time.ts'

export interface Row {
  id: string
  name: string
  role: Role
  status: CampaignStatus
  meeting: Meeting | undefined
}

export const WelcomePage = ({ sample }: { sample: boolean }) => (
  <>
    <h1>One industry, one region, one table</h1>
    <p class="usa-intro">
      Convoke launches sector partnerships. You write one letter, two business leaders sign it, and Convoke invites
      their peers a month ahead, follows up with the silent, and shows you who is coming.
    </p>
    <p>
      <a class="usa-button usa-button--big" href="/sign-in">
        Sign in
      </a>
    </p>
    <p class="quiet">
      Signed in, you can start a partnership{sample ? ' or load the sample partnership to look around' : ''}. On your
      own machine, use the sign-in link that was printed when Convoke started.
    </p>
  </>
)

export const HomePage = ({ rows, mayStart, sample }: { rows: Row[]; mayStart: boolean; sample: boolean }) => (
  <>
    <h1>{rows.length === 0 ? 'Start here' : 'Your partnerships'}</h1>
    {rows.length === 0 ? null : (
      <div class="usa-table-container--scrollable" tabindex={0}>
        <table class="usa-table usa-table--borderless wide-table">
          <caption class="usa-sr-only">Campaigns you have a role in</caption>
          <thead>
            <tr>
              <th scope="col">Partnership</th>
              <th scope="col">Launch</th>
              <th scope="col">Stands at</th>
              <th scope="col">Your role</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr>
                <th scope="row">
                  <a href={row.status === 'draft' ? `/campaigns/${row.id}/review` : `/campaigns/${row.id}`}>
                    {row.name || 'A partnership without a name yet'}
                  </a>
                </th>
                <td>
                  {row.meeting ? `${shortDate(row.meeting.date)}, ${row.meeting.date.slice(0, 4)}` : 'no date yet'}
                </td>
                <td>
                  <span class="tag">{row.status}</span>
                </td>
                <td>{row.role}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
    {mayStart ? (
      <div class="choices">
        <section class="card">
          <h2>Start a partnership</h2>
          <p>Seven short steps, each saved as you go. Nothing leaves before your champions have signed.</p>
          <form method="post" action="/partnerships" data-once>
            <button class="usa-button" type="submit">
              Start a partnership
            </button>
          </form>
        </section>
        {sample ? (
          <section class="card">
            <h2>Look around first</h2>
            <p>A manufacturing partnership with two champions and some forty invitees, ready to walk through.</p>
            <form method="post" action="/sample" data-once>
              <button class="usa-button usa-button--outline" type="submit">
                Load the sample partnership
              </button>
            </form>
          </section>
        ) : null}
      </div>
    ) : null}
  </>
)
