/**
 * The order of test files: those first that keep a worker busy the longest, so that none of them is left alone at the end.
 * Vitest knows how long a file took where it ran before; a fresh clone knows nothing, and goes by its size.
 */
import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By how long they take, the longest first. One that is named here and is gone costs nothing. */
const LONGEST = [
  'test/commands.test.ts',
  'test/simulation/simulation.test.ts',
  'test/browser/pages.test.ts',
  'test/aws/doors/release-list.test.ts',
  'test/browser/door.test.ts',
  'test/browser/after-launch.test.ts',
  'test/browser/mail.test.ts',
  'test/local/stop.test.ts',
  'test/aws/scenario.test.ts',
  'test/functions/keep/year-kept.test.ts',
  'test/infra/synth.test.ts',
  'test/attack/others.test.ts',
  'test/local/soak.test.ts',
  'test/functions/routes-walk.test.ts',
  'test/attack/uploads.test.ts',
  'test/infra/stack.test.ts',
]

/** What is played again in turn with a later version: where both are asked for, that one alone, which says all that the first does. */
const AGAIN: Record<string, string> = {
  'test/year.test.ts': 'test/functions/keep/year-kept.test.ts',
  'test/functions/list/invitees.test.ts': 'test/functions/keep/lists-kept.test.ts',
  'test/functions/campaign/steps.test.ts': 'test/functions/keep/forms-kept.test.ts',
}

const pathOf = ({ moduleId }: TestSpecification): string => relative(process.cwd(), moduleId).replaceAll('\\', '/')

const placeOf = (file: TestSpecification): number => {
  const place = LONGEST.indexOf(pathOf(file))
  return place < 0 ? LONGEST.length : place
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const asked = new Set(files.map(pathOf))
    const once = files.filter(file => !asked.has(AGAIN[pathOf(file)] ?? ''))
    return (await super.sort(once)).sort((a, b) => placeOf(a) - placeOf(b))
  }
}
