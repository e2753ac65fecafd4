/** Critical mass, drawn: one box for each company the goal asks for, filled as companies say that they come. */

export interface Mass {
  goal: number
  /** Companies whose invited leader comes. */
  principals: number
  /** Companies that send somebody in the leader's place. */
  delegates: number
  /** Companies that may come. */
  undecided: number
  /** People from the public side who come: welcome, and not counted. */
  publicPartners: number
}

/** More boxes than this do not read as boxes any more; then the gauge is one bar. */
const MOST_BOXES = 40

const INK = { principals: 'var(--blue)', delegates: 'var(--sky)', undecided: 'var(--amber)', empty: 'var(--mist)' }

/** A company that has not made up its mind, and whom to ask. */
export interface Wavering {
  company: string
  name: string
  href: string
}

/** The gauge, with the figures beside it in words, and who could tip it. */
export function MassGauge({ mass, wavering }: { mass: Mass; wavering: readonly Wavering[] }) {
  const coming = mass.principals + mass.delegates
  const open = Math.max(0, mass.goal - coming - mass.undecided)
  return (
    <section class="gauge" aria-labelledby="critical-mass">
      <h2 id="critical-mass" class="gauge-title">
        Critical mass
      </h2>
      <MassFigure mass={mass} />
      <ul class="chart-key">
        <li>
          <Swatch fill={INK.principals} /> Leaders coming <strong>{mass.principals}</strong>
        </li>
        <li>
          <Swatch fill={INK.delegates} /> Sending someone <strong>{mass.delegates}</strong>
        </li>
        <li>
          <Swatch fill={INK.undecided} hollow={Math.max(mass.goal, coming) <= MOST_BOXES} /> Undecided{' '}
          <strong>{mass.undecided}</strong>
        </li>
        {open > 0 && (
          <li>
            <Swatch fill={INK.empty} hollow /> Open <strong>{open}</strong>
          </li>
        )}
        <li class="gauge-aside">
          Public partners coming, not counted <strong>{mass.publicPartners}</strong>
        </li>
      </ul>
      {wavering.length > 0 && (
        <>
          <h3 class="gauge-call">Worth a call: undecided</h3>
          <ul class="gauge-names">
            {wavering.map(({ company, name, href }) => (
              <li key={href}>
                <a class="usa-link" href={href}>
                  {name}
                </a>
                , {company}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** How many of how many, in a figure and drawn. */
export function MassFigure({ mass }: { mass: Mass }) {
  const coming = mass.principals + mass.delegates
  return (
    <>
      <p class="gauge-figure">
        <strong>{coming.toLocaleString('en-US')}</strong> <span>of {mass.goal} companies</span>{' '}
        <span class="gauge-verdict">{verdict(coming, mass.goal, mass.undecided)}</span>
      </p>
      <Boxes mass={mass} coming={coming} />
    </>
  )
}

function verdict(coming: number, goal: number, undecided: number): string {
  if (coming >= goal) return coming === goal ? 'The goal is reached.' : `The goal is passed by ${coming - goal}.`
  const left = goal - coming
  if (coming + undecided >= goal) return `${left} to go; the undecided could make it.`
  return `${left} to go.`
}

const Swatch = ({ fill, hollow }: { fill: string; hollow?: boolean }) => (
  <svg class="chart-swatch" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
    {hollow ? (
      <rect x="1" y="1" width="10" height="10" rx="2" fill="var(--page)" stroke={fill} stroke-width="2" />
    ) : (
      <rect width="12" height="12" rx="2" fill={fill} />
    )}
  </svg>
)

function Boxes({ mass, coming }: { mass: Mass; coming: number }) {
  const label = `${coming} of ${mass.goal} companies coming: ${mass.principals} with their leader, ${mass.delegates} with someone in the leader’s place. ${mass.undecided} undecided.`
  const count = Math.max(mass.goal, coming)
  if (count > MOST_BOXES) return <Bar mass={mass} coming={coming} label={label} />
  // Two rows on a phone: a box too small to see says nothing.
  const box = 22
  const gap = 4
  return (
    <>
      {[
        { perRow: count, class: 'display-none tablet:display-block' },
        { perRow: Math.min(count, 10), class: 'tablet:display-none' },
      ].map(({ perRow, class: shown }) => {
        const rows = Math.ceil(count / perRow)
        return (
          <svg
            key={shown}
            class={`gauge-boxes ${shown}`}
            viewBox={`0 0 ${perRow * (box + gap) - gap} ${rows * (box + gap) - gap}`}
            role="img"
            aria-label={label}
          >
            {Array.from({ length: count }, (_, i) => {
              const at = { x: (i % perRow) * (box + gap), y: Math.floor(i / perRow) * (box + gap) }
              return <Box key={i} {...at} size={box} kind={kindOf(i, mass)} />
            })}
          </svg>
        )
      })}
    </>
  )
}

function kindOf(i: number, { principals, delegates, undecided }: Mass): keyof typeof INK {
  if (i < principals) return 'principals'
  if (i < principals + delegates) return 'delegates'
  return i < principals + delegates + undecided ? 'undecided' : 'empty'
}

function Box({ x, y, size, kind }: { x: number; y: number; size: number; kind: keyof typeof INK }) {
  if (kind === 'principals' || kind === 'delegates')
    return <rect x={x} y={y} width={size} height={size} rx="4" fill={INK[kind]} />
  return (
    <rect
      x={x + 1}
      y={y + 1}
      width={size - 2}
      height={size - 2}
      rx="3"
      fill="var(--page)"
      stroke={INK[kind]}
      stroke-width={kind === 'undecided' ? 2.5 : 1.5}
      stroke-dasharray={kind === 'undecided' ? undefined : '3 3'}
    />
  )
}

function Bar({ mass, coming, label }: { mass: Mass; coming: number; label: string }) {
  const full = Math.max(mass.goal, coming + mass.undecided)
  const width = (count: number) => (400 * count) / full
  const parts = [
    { at: 0, count: mass.principals, fill: INK.principals },
    { at: mass.principals, count: mass.delegates, fill: INK.delegates },
    { at: coming, count: mass.undecided, fill: INK.undecided },
  ]
  return (
    <svg class="gauge-bar" viewBox="0 0 400 28" role="img" aria-label={label}>
      <rect x="0.5" y="2.5" width="399" height="21" rx="4" fill="var(--page)" stroke={INK.empty} />
      {parts.map(({ at, count, fill }) => (
        <rect key={fill} x={width(at)} y="3" width={width(count)} height="20" fill={fill} />
      ))}
      <path d={`M${width(mass.goal)} 0V28`} stroke="var(--ink)" stroke-width="2" />
    </svg>
  )
}
