/** How ready a launch is, drawn: one field for each thing it stands on, in the order of the method's steps. */
import { countReady } from '../../domain/prepare/readiness.ts'
import type { Mend, Readiness, ReadinessStage } from '../../domain/prepare/ready-item.ts'

const READY_WORDS: Record<Readiness, string> = { ready: 'ready', partly: 'begun', missing: 'missing' }

/** A ring that fills. */
export const ReadyMark = ({ state }: { state: Readiness }) => (
  <svg class={`ready-mark ready-${state}`} viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    <circle cx="12" cy="12" r="10" class="ready-ring" />
    {state === 'partly' && <path d="M12 2a10 10 0 0 1 0 20z" class="ready-half" />}
    {state === 'ready' && <path d="M7 12.5l3.4 3.4 6.8-7.4" class="ready-tick" />}
  </svg>
)
// Named here for the stylesheet: ready-ready ready-partly ready-missing

const FIELD = 30
const GAP = 4
const BETWEEN = 14
const HIGH = 34

/** All fields in one row, a gap between steps. */
function Fields({ stages, label }: { stages: readonly ReadinessStage[]; label: string }) {
  const fields = stages.flatMap((stage, n) => stage.items.map(({ id, state }) => ({ id, state, n })))
  const width = fields.length * (FIELD + GAP) + (stages.length - 1) * BETWEEN - GAP
  return (
    <svg
      class="ready-fields"
      viewBox={`0 0 ${width} ${HIGH}`}
      preserveAspectRatio="xMinYMid"
      role="img"
      aria-label={label}
    >
      {fields.map(({ id, state, n }, i) => {
        const x = i * (FIELD + GAP) + n * BETWEEN
        return (
          <g key={id} class={`ready-${state}`}>
            <rect x={x + 1} y="1" width={FIELD - 2} height={HIGH - 2} rx="5" class="ready-field" />
            {state === 'partly' && (
              <path d={`M${x + 2} ${HIGH - 2}V${HIGH / 2}H${x + FIELD - 2}V${HIGH - 2}z`} class="ready-half" />
            )}
          </g>
        )
      })}
    </svg>
  )
}

export interface ReadinessChartView {
  stages: readonly ReadinessStage[]
  /** "29 days to the launch"; empty without a date. */
  until: string
  /** What to do first; a page that cannot mend it gives no address. */
  next?: { mend: Mend; href: string | undefined } | undefined
}

export function ReadinessChart({ stages, until, next }: ReadinessChartView) {
  const { ready, of } = countReady(stages)
  const words = stages
    .map(({ title, items }) => `${title}: ${items.filter(({ state }) => state === 'ready').length} of ${items.length}`)
    .join(', ')
  return (
    <section class="card ready-card" aria-labelledby="ready">
      <h2 id="ready" class="usa-sr-only">
        Where we are
      </h2>
      <p class="ready-figure">
        <strong>{ready}</strong> of {of} {ready === of ? 'are ready. Everything is in place.' : 'are ready'}
        {until !== '' && <span class="ready-until">{until}</span>}
      </p>
      <Fields stages={stages} label={`${ready} of ${of} are ready. ${words}.`} />
      <ul class="chart-key" aria-hidden="true">
        {(['ready', 'partly', 'missing'] as const).map(state => (
          <li key={state}>
            <ReadyMark state={state} /> {READY_WORDS[state]}
          </li>
        ))}
      </ul>
      {next && (
        <p class="ready-next">
          <span>
            <strong>Next:</strong> {next.mend.words}
          </span>
          {next.href && (
            <a class="usa-button" href={next.href}>
              Go there
            </a>
          )}
        </p>
      )}
    </section>
  )
}

/** The things themselves, a card for each step; `hrefOf` answers where something is mended, if the reader may. */
export const Stages = ({
  stages,
  hrefOf,
}: {
  stages: readonly ReadinessStage[]
  hrefOf?: ((mend: Mend) => string) | undefined
}) => (
  <div class="ready-stages">
    {stages.map(({ id, title, items }, n) => (
      <section class="card" key={id} aria-labelledby={`stage-${id}`}>
        <h2 class="card-title" id={`stage-${id}`}>
          <span class="quiet">{n + 1}</span> {title}
        </h2>
        <ul class="ready-items">
          {items.map(each => (
            <li key={each.id}>
              <ReadyMark state={each.state} />
              <div>
                <p>
                  <strong>{each.title}</strong>
                  <span class="usa-sr-only"> ({READY_WORDS[each.state]})</span>
                  {each.is !== '' && <span class="under">{each.is}</span>}
                </p>
                {each.missing.map(mend => (
                  <p class="ready-mend" key={mend.words}>
                    {hrefOf ? (
                      <a class="usa-link" href={hrefOf(mend)}>
                        {mend.words}
                      </a>
                    ) : (
                      mend.words
                    )}
                  </p>
                ))}
              </div>
            </li>
          ))}
        </ul>
      </section>
    ))}
  </div>
)
