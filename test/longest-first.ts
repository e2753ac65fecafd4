/**
 * The order of test files: those first that keep a worker busy the longest, so that none of them is left alone at the end.
 * Vitest knows how long a file took where it ran before; a fresh clone knows nothing, and goes by its size.
 */
import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * By how long they take, the longest first. One that is named here and is gone costs nothing. The first two work in processes of
 * their own, so that their workers have next to nothing to load.
 */
const LONGEST = [
  'test/commands.test.ts',
  'test/simulation/simulation.test.ts',
  'test/browser/pages.test.ts',
  'test/browser/door.test.ts',
  'test/browser/mail.test.ts',
  'test/browser/sign.test.ts',
  'test/browser/walk.test.ts',
  'test/browser/after-launch.test.ts',
  'test/functions/keep/year-kept.test.ts',
  'test/aws/doors/release-list.test.ts',
  'test/local/stop.test.ts',
  'test/local/mail/inbound-samples.test.ts',
  'test/local/mail/listener.test.ts',
  'test/attack/others.test.ts',
  'test/local/mail/imap.test.ts',
  'test/attack/uploads.test.ts',
  'test/functions/routes-walk.test.ts',
  'test/infra/stack.test.ts',
  'test/aws/doors.test.ts',
  'test/local/put-back.test.ts',
  'test/identity/lies.test.ts',
  'test/local/kill.test.ts',
  'test/local/main.test.ts',
  'test/infra/synth.test.ts',
  'test/local/soak.test.ts',
  'test/aws/scenario.test.ts',
  'test/local/relay/relay.test.ts',
  'test/functions/rounds/errand-readers.test.ts',
  'test/functions/send/messages.test.ts',
]

/** Files of one project one after the other: a worker that goes on with another project begins anew, and loads all that it had again. */
const PROJECTS = ['browser', 'alone', 'parts']
/** These begin before all of them. */
const FIRST = 2

/** What is played again in turn with a later version: where both are asked for, that one alone, which says all that the first does. */
const AGAIN: Record<string, string> = {
  'test/year.test.ts': 'test/functions/keep/year-kept.test.ts',
  'test/functions/list/invitees.test.ts': 'test/functions/keep/lists-kept.test.ts',
  'test/functions/campaign/steps.test.ts': 'test/functions/keep/forms-kept.test.ts',
}

const pathOf = ({ moduleId }: TestSpecification): string => relative(process.cwd(), moduleId).replaceAll('\\', '/')

/** Where a file stands: first those that take by far the longest, then project by project, each with its longest first. */
const placeOf = (file: TestSpecification): [project: number, place: number] => {
  const place = LONGEST.indexOf(pathOf(file))
  const isFirst = place >= 0 && place < FIRST
  return [isFirst ? -1 : PROJECTS.indexOf(file.project.name), place < 0 ? LONGEST.length : place]
}

const inOrder = (one: TestSpecification, other: TestSpecification): number => {
  const [[project, place], [otherProject, otherPlace]] = [placeOf(one), placeOf(other)]
  return project - otherProject || place - otherPlace
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const asked = new Set(files.map(pathOf))
    const once = files.filter(file => !asked.has(AGAIN[pathOf(file)] ?? ''))
    return (await super.sort(once)).sort(inOrder)
  }
}
