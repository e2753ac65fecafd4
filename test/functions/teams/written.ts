/** An action team as it stands in a world of a test, and as it is written down without waiting for it to come about. */
import type { TeamId } from '../../../domain/keep/ids.ts'
import type { ActionTeam, Joining } from '../../../domain/teams/team.ts'
import type { World } from '../../../functions/keep/ports.ts'
import { foundTeams, makeLead } from '../../../functions/teams/action-team.ts'
import { changeTeam, teamOf } from '../../../functions/teams/teams.ts'
import { CONVENER, IDS } from '../campaign/launch.ts'
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
