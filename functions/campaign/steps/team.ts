/** The step that names who runs the partnership: conveners, facilitator, support team. */
import * as z from 'zod'
import { type Partnership, sameAddress, type TeamMember } from '../../../domain/keep/partnership.ts'
import { type Errors, errorsOf } from '../../web/typed.ts'
import { filledRows, personName, typedRows } from './people.ts'
import type { Step } from './step.ts'

export const TEAM_ROWS = 14

const row = z.object({
  name: personName('Enter the name.'),
  email: z.email('Enter an email address such as name@example.org.').max(254, 'Shorten the address.'),
  role: z.enum(['convener', 'co-convener', 'facilitator', 'support team'], 'Choose a role.'),
  organization: z.string().max(120, 'Shorten the organization to 120 characters.'),
})

export const teamStep: Step = {
  id: 'team',
  of: 'partnership',
  lists: [{ fields: ['name', 'email', 'role', 'organization'], key: 'email', preset: ['role'] }],
  typed: ({ partnership }) =>
    typedRows(partnership.team.map(({ name, email, role, organization }) => ({ name, email, role, organization }))),
  read(typed) {
    const errors: Errors = {}
    const team: TeamMember[] = []
    for (const { at, row: fields } of filledRows(typed, ['name', 'email', 'role', 'organization'], TEAM_ROWS)) {
      const found = row.safeParse(fields)
      if (!found.success)
        Object.assign(
          errors,
          errorsOf(found.error, path => `${path}_${at}`),
        )
      else if (team.some(({ email }) => sameAddress(email, found.data.email)))
        errors[`email_${at}`] = 'This address is already on the list. Give each person one role.'
      else team.push(found.data)
    }
    if (team.length > TEAM_ROWS)
      errors[`name_${TEAM_ROWS}`] = `Together these are more than ${TEAM_ROWS} people. Clear a row.`
    if (Object.keys(errors).length === 0 && !team.some(({ role }) => role === 'convener'))
      errors.role_0 = 'Someone has to be the convener, or no one could make changes.'
    if (Object.keys(errors).length > 0) return { ok: false, errors }
    const known = (stands: Partnership, { email }: TeamMember) =>
      stands.team.find(each => sameAddress(each.email, email))
    return {
      ok: true,
      edit: {
        of: 'partnership',
        edit: stands => ({ ...stands, team: team.map(each => ({ ...known(stands, each), ...each })) }),
      },
    }
  },
}
