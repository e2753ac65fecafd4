/** The pulse of a partnership: once a year its members say whether it is worth their time, and what it should work on. */

import * as z from 'zod'
import { invitationId } from '../keep/ids.ts'
import { instant, personal, type Shaped, shape } from '../keep/shape.ts'

/** What members weigh from 1, not at all, to 5, entirely. */
export const STATEMENTS = ['value', 'led', 'home'] as const
export type Statement = (typeof STATEMENTS)[number]
export const HIGHEST = 5
const grade = shape(() => z.literal([1, 2, 3, 4, 5]))
type Grade = Shaped<typeof grade>

/** What a member says of a priority. */
export const VERDICTS = ['right', 'reached', 'drop'] as const
export type Verdict = (typeof VERDICTS)[number]

/** One member's answer; said again, the newer one stands. */
export const pulseAnswerShape = shape(() =>
  z.object({
    invitation: invitationId(),
    /** Key of the company they count for. */
    company: z.string(),
    at: instant(),
    value: grade(),
    led: grade(),
    home: grade(),
    /** By the id of the priority, or of its team. */
    priorities: z.record(z.string(), z.enum(VERDICTS)),
    /** What is missing among the priorities. */
    missing: personal.words(),
    /** Anything else. */
    words: personal.words(),
  }),
)
export type PulseAnswer = Shaped<typeof pulseAnswerShape>

/** Fewer answers than this could be told apart by who gave them, so they are not shown. */
const FEWEST_SHOWN = 3
/** Days the survey stays open after its letter. */
export const PULSE_DAYS = 21

export const spreadShape = shape(() =>
  z.object({
    /** How many chose 1, 2, 3, 4, 5. */
    counts: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]),
    /** From 1 to 5; 0 where nobody answered. */
    mean: z.number(),
    /** Share of those who chose 4 or 5, from 0 to 1. */
    agree: z.number(),
  }),
)
export type Spread = Shaped<typeof spreadShape>

export const priorityPulseShape = shape(() =>
  z.object({ id: z.string(), name: personal.words(), right: z.number(), reached: z.number(), drop: z.number() }),
)
export type PriorityPulse = Shaped<typeof priorityPulseShape>

export interface PulseResult extends Record<Statement, Spread> {
  answers: number
  companies: number
  asked: number
  priorities: PriorityPulse[]
  missing: Said[]
  words: Said[]
}

/** What members wrote in the same words, and how many did. */
export interface Said {
  text: string
  times: number
}

function spreadOf(grades: readonly Grade[]): Spread {
  const counts: Spread['counts'] = [0, 0, 0, 0, 0]
  for (const grade of grades) counts[grade - 1] = (counts[grade - 1] ?? 0) + 1
  const sum = grades.reduce<number>((total, grade) => total + grade, 0)
  return {
    counts,
    mean: grades.length === 0 ? 0 : sum / grades.length,
    agree: grades.length === 0 ? 0 : (counts[3] + counts[4]) / grades.length,
  }
}

/**
 * What members said, as numbers. Words stand in the order of the alphabet, so that their place says nothing of who wrote
 * them. Answers of people who are no longer on the list still count.
 */
export function resultOf(
  answers: readonly PulseAnswer[],
  asked: number,
  priorities: readonly { id: string; name: string }[],
): PulseResult {
  return {
    answers: answers.length,
    companies: new Set(answers.map(({ company }) => company)).size,
    asked: Math.max(asked, answers.length),
    value: spreadOf(answers.map(({ value }) => value)),
    led: spreadOf(answers.map(({ led }) => led)),
    home: spreadOf(answers.map(({ home }) => home)),
    priorities: priorities.map(({ id, name }) => {
      const count = (verdict: Verdict) => answers.filter(each => each.priorities[id] === verdict).length
      return { id, name, right: count('right'), reached: count('reached'), drop: count('drop') }
    }),
    missing: inWords(answers.map(({ missing }) => missing)),
    words: inWords(answers.map(({ words }) => words)),
  }
}

/** Whoever wrote the same as another, whatever the case and the blanks, is counted beside them. */
function inWords(texts: readonly string[]): Said[] {
  const alike = Map.groupBy(
    texts.map(text => text.trim()).filter(text => text !== ''),
    text => text.toLowerCase().replace(/\s+/g, ' '),
  )
  return [...alike.values()]
    .flatMap(([text, ...others]) => (text === undefined ? [] : { text, times: 1 + others.length }))
    .sort((a, b) => a.text.localeCompare(b.text, 'en'))
}

/** Whether there are enough answers to show them. */
export const isTold = ({ answers }: Pick<PulseResult, 'answers'>): boolean => answers >= FEWEST_SHOWN

/** What the renewal of priorities would do with one, by what most said; ties keep it. */
export function adviceOn({ right, reached, drop }: Record<Verdict, number>): Verdict | undefined {
  if (right + reached + drop === 0) return undefined
  if (right >= reached && right >= drop) return 'right'
  return reached >= drop ? 'reached' : 'drop'
}
