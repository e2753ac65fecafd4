/** What somebody reads who is not signed in. */
import { PATHS } from '../../domain/keep/paths.ts'

/** A table with people around it: what Convoke sets. */
const Table = () => (
  <svg viewBox="0 0 240 240" aria-hidden="true">
    <circle cx="120" cy="120" r="112" fill="var(--paper)" />
    <circle cx="120" cy="120" r="46" fill="var(--page)" stroke="var(--brand)" stroke-width="6" />
    {Array.from({ length: 10 }, (_, n) => (
      <circle
        cx="120"
        cy="38"
        r="13"
        transform={`rotate(${n * 36} 120 120)`}
        fill={n === 0 || n === 3 ? 'var(--spot)' : n === 7 ? 'var(--page)' : 'var(--brand)'}
        stroke="var(--brand)"
        stroke-width={n === 7 ? 4 : 0}
      />
    ))}
  </svg>
)

export const WelcomePage = ({ sample }: { sample: boolean }) => (
  <>
    <div class="hero">
      <div>
        <h1>One industry, one region, one table</h1>
        <p class="usa-intro">
          Convoke launches sector partnerships. Business leaders invite their peers; you see who’s coming, and no one is
          forgotten.
        </p>
        <p>
          <a class="usa-button usa-button--big" href={PATHS.signIn()}>
            Sign in
          </a>
        </p>
        <p class="quiet">
          Signed in, you can start a partnership{sample ? ' or load the sample partnership to look around' : ''}. On
          your own machine, use the sign-in link that was printed when Convoke started.
        </p>
      </div>
      <Table />
    </div>
    <ol class="how">
      <li>
        <h2>One letter</h2>
        <p>You say why, what and how. The letter is ready to send; change every word of it if you like.</p>
      </li>
      <li>
        <h2>Signed by peers</h2>
        <p>Two business leaders or more sign the exact letter. Nothing is sent until all have.</p>
      </li>
      <li>
        <h2>Answers that add up</h2>
        <p>
          It’s sent a month ahead, follows up with those who haven’t replied, and counts companies toward your critical
          mass.
        </p>
      </li>
    </ol>
  </>
)
