/** The step that names the partnership and says what it is for. */
import * as z from 'zod'
import { nameOf, proposedName } from '../../../domain/keep/partnership.ts'
import { errorsOf } from '../../web/typed.ts'
import { LARGEST_LOGO, readPicture } from '../picture.ts'
import type { Step } from './step.ts'

const line = (label: string, most = 120) =>
  z.string().trim().min(1, `Enter ${label}.`).max(most, `Shorten ${label} to ${most} characters.`)
const text = (label: string) => line(label, 1200)

const form = z.object({
  sector: line('the industry', 60),
  region: line('the region', 60),
  name: z.string().trim().max(120, 'Shorten the name of the partnership to 120 characters.'),
  why: text('why these companies should work together'),
  what: text('what the partnership is'),
  how: text('how it works'),
  organization_name: line('the convening organization'),
  organization_address: line('the postal address', 300),
  organization_phone: z.string().trim().max(40, 'Shorten the phone number to 40 characters.'),
})

/** What the method itself says of both, for a convener to keep or to put better. */
const WHAT =
  'Business leaders of our industry in our region at one table, with the workforce board, the colleges and the schools listening, then helping where we ask.'
const HOW =
  'We meet four times a year, for less than two hours. Business leaders set the priorities and lead the action teams; public partners support them.'

export const partnershipStep: Step = {
  id: 'partnership',
  of: 'partnership',
  typed: ({ partnership }) => ({
    sector: partnership.sector,
    region: partnership.region,
    name: partnership.sector && partnership.region ? nameOf(partnership) : (partnership.name ?? ''),
    why: partnership.why,
    what: partnership.what || WHAT,
    how: partnership.how || HOW,
    organization_name: partnership.organization.name,
    organization_address: partnership.organization.address,
    organization_phone: partnership.organization.phone,
    ...(partnership.logo ? { kept_logo: `data:${partnership.logo.type};base64,${partnership.logo.base64}` } : {}),
  }),
  read(typed, { partnership }) {
    const found = form.safeParse({ organization_phone: '', name: '', ...typed })
    const uploaded = typed.image_logo ? readPicture(typed.image_logo, LARGEST_LOGO) : undefined
    const wrong = typeof uploaded === 'string' ? { picture_logo: uploaded } : {}
    if (!found.success) return { ok: false, errors: { ...errorsOf(found.error), ...wrong } }
    if (typeof uploaded === 'string') return { ok: false, errors: wrong }
    const { organization_name, organization_address, organization_phone, name, ...rest } = found.data
    const organization = { name: organization_name, address: organization_address, phone: organization_phone }
    // The proposal is no choice: it follows the region and the industry when they change.
    const own = name === '' || name === proposedName(rest) || name === proposedName(partnership) ? undefined : name
    return {
      ok: true,
      edit: {
        of: 'partnership',
        edit: stands => ({
          ...stands,
          ...rest,
          name: own,
          organization: { ...stands.organization, ...organization },
          logo: uploaded ?? (typed.remove_logo ? undefined : stands.logo),
        }),
      },
    }
  },
}
