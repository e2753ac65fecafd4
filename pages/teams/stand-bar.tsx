/** How commitments stand, drawn as one bar of their states. */
import { type CommitmentCounts, totalOf } from '../../domain/table/report.ts'

const STATES = [
  ['kept', 'kept', 'yes'],
  ['open', 'open', 'open'],
  ['moved', 'open, with a new date', 'maybe'],
  ['overdue', 'overdue', 'no'],
  ['broken', 'not kept', 'off'],
] as const

/** How commitments stand, as one bar; `named` says it in words beneath. */
export function StandBar({ stand, named }: { stand: CommitmentCounts; named?: boolean }) {
  const total = totalOf(stand)
  if (total === 0) return null
  const words = STATES.filter(([state]) => stand[state] > 0).map(([state, label]) => `${stand[state]} ${label}`)
  let x = 0
  return (
    <div class="stand">
      <svg viewBox="0 0 600 16" preserveAspectRatio="none" class="stand-bar" role="img" aria-label={words.join(', ')}>
        {STATES.map(([state, , tone]) => {
          const width = (stand[state] / total) * 600
          x += width
          return width > 0 ? (
            <rect key={state} class={`stand-${tone}`} x={x - width} y="0" width={Math.max(0, width - 2)} height="16" />
          ) : null
        })}
      </svg>
      {named && (
        <ul class="chart-key">
          {STATES.filter(([state]) => stand[state] > 0).map(([state, label, tone]) => (
            <li key={state}>
              <span class={`stand-swatch stand-${tone}`}></span>
              <strong>{stand[state]}</strong> {label}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
// Named here for the stylesheet: stand-yes stand-open stand-maybe stand-no stand-off
