/** An action team as it stands in a world of a test, and as it is written down without waiting for it to come about. */
import type { TeamId } from '../../../domain/keep/ids.ts'
import type { ActionTeam, Joining } from '../../../domain/teams/team.ts'
import type { World } from '../../../functions/keep/ports.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { foundTeams, makeLead } from '../../../functions/teams/action-team.ts'
import { changeTeam, teamOf } from '../../../functions/teams/teams.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signedCampaign } from '../campaign/launch.ts'
import { launchIn } from '../campaign/written.ts'

/** `world` and `team`: those of the test that runs. What is not there throws. */
export function teamIn(world: () => World, team: () => TeamId) {
  const at = (of = team()) => ({ partnership: IDS.partnership, by: 'Somebody', team: of })
  const { overview } = launchIn(world)
  return {
    at,
    async stands(): Promise<ActionTeam> {
      const found = await teamOf(world().store, IDS.partnership, team())
      if (!found) throw new Error('no team')
      return found
    },
    async found(...names: string[]): Promise<TeamId[]> {
      const launch = { id: IDS.campaign, partnership: IDS.partnership }
      return foundTeams(
        world(),
        launch,
        names.map(name => ({ name })),
        CONVENER,
      )
    },
    write: (over: Partial<ActionTeam>) =>
      changeTeam(world().store, IDS.partnership, team(), each => ({ ...each, ...over })),
    async lead(person: Joining): Promise<void> {
      const { partnership, campaigns } = await overview()
      await makeLead(world(), partnership, campaigns[0], at(), person)
    },
  }
}

/** A launch that is held on March 2, in a world whose schedules and sweeps run by themselves. */
export async function launching(invitees: number): Promise<TestWorld> {
  const t = makeWorld({
    start: '2027-01-04T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep,
  })
  await signedCampaign(t.world, { invitees, meeting: { date: '2027-03-02' } })
  return t
}
