/** How ready a launch is, for those who run it: what stands, what is missing and where it is mended, and the team's part. */
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import type { Proposal } from '../../domain/prepare/proposal.ts'
import type { Figure } from '../../domain/prepare/readiness-record.ts'
import type { Mend, ReadinessStage } from '../../domain/prepare/ready-item.ts'
import { Alert, type Merging } from '../web/field.tsx'
import { Proposals } from './proposals.tsx'
import { ReadinessChart, Stages } from './readiness-chart.tsx'
import { type DayChoice, DayRolesForm, FiguresForm } from './readiness-forms.tsx'
import { type MemberLine, ReadinessTeam } from './readiness-team.tsx'

export interface ReadinessView {
  /** Of the form that says who is of which sector. */
  merging: Merging
  campaign: string
  mayEdit: boolean
  stages: readonly ReadinessStage[]
  until: string
  /** The launch has begun: nothing comes next. */
  over: boolean
  team: readonly MemberLine[]
  askedRoles: string | undefined
  askedList: { round: number; when: string | undefined }
  hasList: boolean
  own: string | undefined
  figures: readonly Figure[]
  room: boolean
  choice: DayChoice
  waiting: readonly Proposal[]
  settled: readonly Proposal[]
  letterLeft: boolean
  did: string | undefined
  typed: Record<string, string>
  errors: Record<string, string>
}

export function ReadinessPage(view: ReadinessView) {
  const { campaign, mayEdit, stages } = view
  const path = PATHS.readiness(campaign)
  const hrefOf = ({ step, place }: Mend) => withQuery(PATHS[step](campaign), {}, place)
  const items = stages.flatMap(stage => stage.items)
  const first = items.flatMap(({ missing }) => missing).find(({ waits }) => !waits)
  return (
    <>
      <h1 class="margin-top-0">Readiness</h1>
      {view.did && <Alert kind="success">{view.did}</Alert>}
      <ReadinessChart
        stages={stages}
        until={view.until}
        next={view.over || !first ? undefined : { mend: first, href: mayEdit ? hrefOf(first) : undefined }}
      />
      <Stages stages={stages} hrefOf={mayEdit ? hrefOf : undefined} />
      <Proposals
        path={path}
        mayEdit={mayEdit}
        waiting={view.waiting}
        settled={view.settled}
        letterLeft={view.letterLeft}
      />
      <ReadinessTeam
        path={path}
        merging={view.merging}
        mayEdit={mayEdit}
        lines={view.team}
        askedRoles={view.askedRoles}
        askedList={view.askedList}
        hasList={view.hasList}
        own={view.own}
      />
      <FiguresForm
        path={path}
        figures={view.figures}
        mayEdit={mayEdit}
        room={view.room}
        typed={view.typed}
        errors={view.errors}
      />
      {mayEdit && (
        <DayRolesForm
          path={path}
          choice={view.choice}
          open={items.some(({ id, state }) => id === 'day' && state !== 'ready')}
        />
      )}
    </>
  )
}
