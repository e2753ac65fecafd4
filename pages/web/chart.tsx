/** Answers over time, drawn as SVG in the page itself: a title and a description for those who listen, a table for all. */
import type { AnswerDay } from '../../domain/answer/over-time.ts'
import { type Day, daysBetween, shortDate } from '../../domain/keep/time.ts'

/** A wave that left on a day, to see what it brought. */
export interface ChartMark {
  day: Day
  title: string
}

const SERIES = [
  { key: 'coming', name: 'Coming', fill: 'var(--blue)' },
  { key: 'maybe', name: 'Undecided', fill: 'var(--amber)' },
  { key: 'no', name: 'Not coming', fill: 'var(--gray)' },
] as const

interface Frame {
  id: string
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
  class: string
}

// Text in a scaled drawing shrinks with it, so a phone gets a drawing of its own instead of a small one.
const FRAMES: readonly Frame[] = [
  {
    id: 'wide',
    width: 580,
    height: 260,
    left: 40,
    right: 12,
    top: 40,
    bottom: 32,
    class: 'display-none tablet:display-block',
  },
  { id: 'narrow', width: 340, height: 230, left: 32, right: 8, top: 26, bottom: 30, class: 'tablet:display-none' },
]

/** The chart and its table. Days come in order, one entry for every day. */
export function AnswerChart({ days, marks }: { days: readonly AnswerDay[]; marks: readonly ChartMark[] }) {
  const last = days.at(-1)
  if (!last || last.coming + last.maybe + last.no === 0)
    return <p class="text-base-dark">The chart starts with the first answer.</p>
  return (
    <figure class="margin-0 chart">
      {FRAMES.map(frame => (
        <Drawing key={frame.id} frame={frame} days={days} marks={marks} />
      ))}
      <figcaption>
        <ul class="chart-key" aria-label="Key of the chart">
          {SERIES.map(({ key, name, fill }) => (
            <li key={key}>
              <svg class="chart-swatch" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
                <rect width="12" height="12" rx="2" fill={fill} />
              </svg>
              {name} <strong>{last[key].toLocaleString('en-US')}</strong>
            </li>
          ))}
          {marks.length > 0 && (
            <li>
              <svg class="chart-swatch" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
                <path d="M6 0V12" stroke="var(--grid)" stroke-width="1.5" stroke-dasharray="3 2" />
              </svg>
              Email sent
            </li>
          )}
        </ul>
        <details class="margin-top-1">
          <summary>The same as a table</summary>
          <section class="usa-table-container--scrollable" tabindex={0} aria-label="Answers by day">
            <table class="usa-table usa-table--borderless usa-table--compact">
              <caption class="usa-sr-only">
                Answers that stood at the end of each day on which something changed
              </caption>
              <thead>
                <tr>
                  <th scope="col">Day</th>
                  {SERIES.map(({ key, name }) => (
                    <th key={key} scope="col" class="text-right">
                      {name}
                    </th>
                  ))}
                  <th scope="col">Email sent</th>
                </tr>
              </thead>
              <tbody>
                {changed(days, marks).map(day => (
                  <tr key={day.day}>
                    <th scope="row">{shortDate(day.day)}</th>
                    {SERIES.map(({ key }) => (
                      <td key={key} class="text-right text-tabular">
                        {day[key]}
                      </td>
                    ))}
                    <td>{titles(marks, day.day)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </details>
      </figcaption>
    </figure>
  )
}

const titles = (marks: readonly ChartMark[], day: Day): string =>
  marks
    .filter(mark => mark.day === day)
    .map(({ title }) => title)
    .join(', ')

/** The days on which the picture changed: a table of every quiet day says nothing. */
function changed(days: readonly AnswerDay[], marks: readonly ChartMark[]): readonly AnswerDay[] {
  return days.filter((day, i) => {
    const before = days[i - 1] ?? { coming: 0, maybe: 0, no: 0 }
    return SERIES.some(({ key }) => day[key] !== before[key]) || marks.some(mark => mark.day === day.day)
  })
}

function Drawing({ frame, days, marks }: { frame: Frame; days: readonly AnswerDay[]; marks: readonly ChartMark[] }) {
  const first = days[0] as AnswerDay
  const last = days.at(-1) as AnswerDay
  const top = niceTop(Math.max(...days.map(({ coming, maybe, no }) => coming + maybe + no)))
  const inner = { width: frame.width - frame.left - frame.right, height: frame.height - frame.top - frame.bottom }
  // A drawing of the first days leaves room for those to come.
  const span = Math.max(days.length, FEWEST)
  const x = (i: number) => frame.left + (inner.width * i) / span
  const y = (count: number) => frame.top + inner.height * (1 - count / top)
  const middle = (day: Day) => x(daysBetween(first.day, day) + 0.5)
  const titleId = `chart-title-${frame.id}`
  const descId = `chart-desc-${frame.id}`
  const shown = marks.filter(({ day }) => day >= first.day && day <= last.day)
  return (
    <svg
      class={`${frame.class} width-full`}
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      role="img"
      aria-labelledby={`${titleId} ${descId}`}
      font-family="inherit"
      font-size="12"
    >
      <title id={titleId}>Answers over time</title>
      <desc id={descId}>
        {`From ${shortDate(first.day)} to ${shortDate(last.day)}: ${last.coming} coming, ${last.maybe} undecided, ${last.no} not coming.`}
      </desc>
      {[0, top / 2, top].map(count => (
        <g key={count}>
          <path d={`M${frame.left} ${round(y(count))}H${frame.width - frame.right}`} stroke="var(--line)" />
          <text x={frame.left - 8} y={round(y(count) + 4)} text-anchor="end" fill="var(--soft)">
            {count.toLocaleString('en-US')}
          </text>
        </g>
      ))}
      {layers(days).map(({ fill, low, high }) => (
        <path key={fill} d={area(low, high, x, y)} fill={fill} stroke="var(--page)" stroke-width="1" />
      ))}
      {shown.map(({ day, title }, i) => (
        <g key={title}>
          <path
            d={`M${round(middle(day))} ${frame.top - 4}V${frame.top + inner.height}`}
            stroke="var(--grid)"
            stroke-width="1.5"
            stroke-dasharray="4 3"
          />
          {frame.id === 'wide' && (
            <text
              x={round(Math.min(middle(day), frame.width - frame.right))}
              // Neighbors stand on two lines, so that they do not write over each other.
              y={frame.top - (i % 2 === 0 ? 8 : 23)}
              text-anchor={middle(day) > frame.width * 0.8 ? 'end' : middle(day) < 100 ? 'start' : 'middle'}
              fill="var(--grid)"
            >
              {title}
            </text>
          )}
        </g>
      ))}
      {ticks(days, Math.floor(((frame.id === 'wide' ? 6 : 3) * days.length) / span)).map(i => (
        <text
          key={i}
          x={round(x(i + 0.5))}
          y={frame.height - 10}
          text-anchor={i === 0 ? 'start' : i === span - 1 ? 'end' : 'middle'}
          fill="var(--soft)"
        >
          {shortDate(days[i]?.day ?? first.day).replace(/^\w+, /, '')}
        </text>
      ))}
    </svg>
  )
}

/** Days the drawing has room for at least, so that one day is a bar and no wall. */
const FEWEST = 14

/** The upper end of the axis: even, so that its half is a whole number too. */
function niceTop(most: number): number {
  const steps = [4, 6, 8, 10, 20, 30, 40, 60, 80, 100]
  for (let scale = 1; ; scale *= 10) {
    const found = steps.find(step => step * scale >= most)
    if (found) return found * scale
  }
}

const round = (value: number): number => Math.round(value * 10) / 10

/** Each series between what lies below it and what that makes with it. */
function layers(days: readonly AnswerDay[]): { fill: string; low: number[]; high: number[] }[] {
  let low = days.map(() => 0)
  return SERIES.map(({ key, fill }) => {
    const high = days.map((day, i) => (low[i] ?? 0) + day[key])
    const layer = { fill, low, high }
    low = high
    return layer
  })
}

/** A step for each day: what stands at its end. */
function area(low: number[], high: number[], x: (i: number) => number, y: (count: number) => number): string {
  const up = high.map((value, i) => `${i === 0 ? 'M' : 'L'}${round(x(i))} ${round(y(value))}H${round(x(i + 1))}`)
  const down = low.map((value, i) => `L${round(x(i + 1))} ${round(y(value))}H${round(x(i))}`).reverse()
  return `${up.join('')}${down.join('')}Z`
}

/** Positions of at most `most` labels, first and last among them. */
function ticks(days: readonly unknown[], most: number): number[] {
  const count = Math.min(most, days.length)
  if (count < 2) return [0]
  return [...new Set(Array.from({ length: count }, (_, i) => Math.round((i * (days.length - 1)) / (count - 1))))]
}
