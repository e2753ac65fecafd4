/** Who may sign in, and why. */
import type { Role } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { Back } from '../web/campaign-nav.tsx'

export interface AdmittedView {
  operators: readonly string[]
  addresses: readonly string[]
  /** `@example.org`. */
  domains: readonly string[]
  /** Who claimed the machine. */
  claimed: string | undefined
}

export interface WhoMaySignInView {
  admitted: AdmittedView
  partnerships: {
    id: string
    name: string
    /** Its team's page, for whoever has a role there. */
    path: string | undefined
    team: readonly { name: string; email: string; role: Role }[]
  }[]
  /** Where to go on from. */
  after: string | undefined
  isFirst: boolean
}

const Addresses = ({ of }: { of: readonly string[] }) => (
  <>
    {of.map((each, n) => (
      <>
        {n > 0 ? ', ' : ''}
        <span class="break">{each}</span>
      </>
    ))}
  </>
)

/** By the settings. */
export const AdmittedList = ({ admitted }: { admitted: AdmittedView }) => (
  <dl class="record facts-of-machine">
    <dt>Run this Convoke</dt>
    <dd>{admitted.operators.length === 0 ? 'No one is named' : <Addresses of={admitted.operators} />}</dd>
    <dt>Named</dt>
    <dd>{admitted.addresses.length === 0 ? 'No one' : <Addresses of={admitted.addresses} />}</dd>
    <dt>By domain</dt>
    <dd>
      {admitted.domains.length === 0 ? (
        'None'
      ) : (
        <>
          everyone at <Addresses of={admitted.domains.map(domain => domain.slice(1))} />
        </>
      )}
    </dd>
    {admitted.claimed === undefined ? null : (
      <>
        <dt>Claimed it</dt>
        <dd class="break">{admitted.claimed}</dd>
      </>
    )}
  </dl>
)

export const WhoMaySignIn = ({ admitted, partnerships, after, isFirst }: WhoMaySignInView) => (
  <>
    <Back to={PATHS.operator()}>This Convoke</Back>
    <h1 class="margin-top-0">Who may sign in</h1>
    <p class="usa-intro">
      Whoever the settings name may sign in and start partnerships. Whoever is on a partnership’s team may sign in and
      see that partnership.
    </p>
    {isFirst && (
      <>
        <h2>By the settings</h2>
        <AdmittedList admitted={admitted} />
        <p class="quiet">
          The settings are CONVOKE_CONVENERS and CONVOKE_OPERATORS; on AWS, “conveners” and “operators” in the stack’s
          settings.
        </p>
      </>
    )}
    <h2>By a role</h2>
    {partnerships.length === 0 ? (
      <p>No partnership {isFirst ? 'is here yet' : 'follows'}.</p>
    ) : (
      <table class="roll">
        <caption class="usa-sr-only">People on the teams of partnerships</caption>
        <thead>
          <tr>
            <th scope="col">Address</th>
            <th scope="col">Name</th>
            <th scope="col">Role</th>
          </tr>
        </thead>
        {partnerships.map(({ id, name, path, team }) => (
          <tbody key={id}>
            <tr class="company">
              <th colspan={3} scope="rowgroup">
                {path ? (
                  <a class="usa-link" href={path}>
                    {name}
                  </a>
                ) : (
                  name
                )}
              </th>
            </tr>
            {team.map(member => (
              <tr>
                <th scope="row" data-label="Address" class="break">
                  {member.email}
                </th>
                <td data-label="Name">{member.name}</td>
                <td data-label="Role">{member.role}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    )}
    {after !== undefined && (
      <p>
        <a class="usa-link" href={withQuery(PATHS.operatorPeople(), { after })}>
          More partnerships
        </a>
      </p>
    )}
    {!isFirst && (
      <p>
        <a class="usa-link" href={PATHS.operatorPeople()}>
          Back to the first
        </a>
      </p>
    )}
    <p class="quiet">
      Roles are changed by a partnership’s conveners, on its team page. Someone who was on a team once can still sign
      in, and sees nothing of it. A partnership from before version 0.2 is listed once someone of its team has signed
      in.
    </p>
  </>
)
