/** The step that names the partnership and says what it is for. */
import * as z from 'zod'
import { errorsOf } from '../../web/typed.ts'
import type { Step } from './step.ts'

const line = (label: string, most = 120) =>
  z.string().trim().min(1, `Enter ${label}.`).max(most, `Shorten ${label} to ${most} characters.`)
const text = (label: string) => line(label, 1200)

const form = z.object({
  sector: line('the industry, such as Manufacturing', 60),
  region: line('the region, such as Front Range', 60),
  why: text('why this industry needs a table'),
  what: text('what the partnership is'),
  how: text('how it works'),
  organization_name: line('the convening organization'),
  organization_address: line('the postal address: every letter has to show it', 300),
  organization_phone: z.string().trim().max(40, 'Shorten the phone number to 40 characters.'),
})

export const partnershipStep: Step = {
  id: 'partnership',
  of: 'partnership',
  typed: ({ partnership }) => ({
    sector: partnership.sector,
    region: partnership.region,
    why: partnership.why,
    what: partnership.what,
    how: partnership.how,
    organization_name: partnership.organization.name,
    organization_address: partnership.organization.address,
    organization_phone: partnership.organization.phone,
  }),
  read(typed) {
    const found = form.safeParse({ organization_phone: '', ...typed })
    if (!found.success) return { ok: false, errors: errorsOf(found.error) }
    const { organization_name, organization_address, organization_phone, ...rest } = found.data
    const organization = { name: organization_name, address: organization_address, phone: organization_phone }
    return { ok: true, edit: { of: 'partnership', edit: partnership => ({ ...partnership, ...rest, organization }) } }
  },
}
