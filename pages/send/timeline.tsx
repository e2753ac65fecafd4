/** Moments on a line of time: drawn where there is room, listed where there is not. */
import { type Day, daysBetween, shortDate } from '../../domain/keep/time.ts'

/** A moment on the line: a wave, today, or the meeting itself. */
export interface TimelineMark {
  label: string
  day: Day
  kind: 'today' | 'wave' | 'off' | 'meeting'
}

const WIDTH = 720
const EDGE = 46
const LINE = 95
/** Labels take turns above and below, near and far, so that close ones can be read. */
const LEVELS = [28, 142, 62, 174]

export function Timeline({ marks }: { marks: readonly TimelineMark[] }) {
  const sorted = [...marks].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  const first = sorted[0]?.day
  const last = sorted.at(-1)?.day
  if (!first || !last) return null
  const days = Math.max(1, daysBetween(first, last))
  const x = (day: Day) => EDGE + (daysBetween(first, day) / days) * (WIDTH - 2 * EDGE)
  const letter = sorted.find(({ kind }) => kind === 'wave')
  const meeting = sorted.find(({ kind }) => kind === 'meeting')
  const when = ({ kind, day }: TimelineMark) => (kind === 'off' ? 'won’t be sent' : shortDate(day))
  return (
    <figure class="timeline">
      <svg viewBox={`0 0 ${WIDTH} 190`} role="img" aria-labelledby="timeline-title">
        <title id="timeline-title">{sorted.map(mark => `${mark.label}: ${when(mark)}`).join(', ')}</title>
        <line x1={EDGE} x2={WIDTH - EDGE} y1={LINE} y2={LINE} class="time-line" />
        {letter && meeting ? (
          <line x1={x(letter.day)} x2={x(meeting.day)} y1={LINE} y2={LINE} class="time-run" />
        ) : null}
        {sorted.map((mark, n) => {
          const level = LEVELS[n % LEVELS.length] ?? 28
          const at = x(mark.day)
          const anchor = at < 90 ? 'start' : at > WIDTH - 90 ? 'end' : 'middle'
          const edge = anchor === 'start' ? at - 6 : anchor === 'end' ? at + 6 : at
          return (
            <g class={`mark mark-${mark.kind}`}>
              <line x1={at} x2={at} y1={LINE} y2={level < LINE ? level + 6 : level - 27} class="mark-stem" />
              <circle cx={at} cy={LINE} r={mark.kind === 'meeting' ? 10 : 7} />
              <text x={edge} y={level - 14} text-anchor={anchor} class="mark-label">
                {mark.label}
              </text>
              <text x={edge} y={level + 2} text-anchor={anchor} class="mark-day">
                {when(mark)}
              </text>
            </g>
          )
        })}
      </svg>
      <ol class="timeline-list">
        {sorted.map(mark => (
          <li>
            <strong>{mark.label}</strong> <span class="quiet">{when(mark)}</span>
          </li>
        ))}
      </ol>
    </figure>
  )
}
// Named here for the stylesheet: mark-today mark-wave mark-off mark-meeting
