/** The step that names the champions: the business leaders who sign. */

import * as z from 'zod'
import { type Champion, type Partnership, sameAddress } from '../../../domain/keep/partnership.ts'
import { championIdOf } from '../../keep/new-ids.ts'
import { type Errors, errorsOf } from '../../web/typed.ts'
import { readPicture } from '../picture.ts'
import { filledRows, personName, typedRows } from './people.ts'
import type { Step } from './step.ts'

export const CHAMPION_ROWS = 6

const row = z.object({
  name: personName('Enter the champion’s name.'),
  title: z.string().min(1, 'Enter the title, such as CEO.').max(80, 'Shorten the title to 80 characters.'),
  company: z.string().min(1, 'Enter the company.').max(80, 'Shorten the company to 80 characters.'),
  email: z.email('Enter an email address such as name@example.com.').max(254, 'Shorten the address.'),
})

export const championsStep: Step = {
  id: 'champions',
  of: 'partnership',
  lists: [{ fields: ['name', 'title', 'company', 'email', 'image', 'remove', 'kept'], key: 'email' }],
  typed: ({ partnership }) =>
    typedRows(
      partnership.champions.map(({ name, title, company, email, signature }) => ({
        name,
        title,
        company,
        email,
        ...(signature && signature.drawn !== 'from the name'
          ? { kept: `data:${signature.type};base64,${signature.base64}` }
          : {}),
      })),
    ),
  read(typed, { partnership }) {
    const errors: Errors = {}
    const champions: Champion[] = []
    for (const { at, row: fields } of filledRows(typed, ['name', 'title', 'company', 'email'], CHAMPION_ROWS)) {
      const found = row.safeParse(fields)
      if (!found.success) {
        Object.assign(
          errors,
          errorsOf(found.error, path => `${path}_${at}`),
        )
        continue
      }
      const before = partnership.champions.find(({ email }) => sameAddress(email, found.data.email))
      if (champions.some(({ email }) => sameAddress(email, found.data.email)))
        errors[`email_${at}`] = 'This address is another champion’s. Each champion signs from their own.'
      const uploaded = typed[`image_${at}`] ? readPicture(typed[`image_${at}`] ?? '') : undefined
      if (typeof uploaded === 'string') errors[`picture_${at}`] = uploaded
      const signature = typeof uploaded === 'object' ? uploaded : typed[`remove_${at}`] ? undefined : before?.signature
      const id = before?.id ?? championIdOf(partnership.id, found.data.email)
      champions.push({ ...found.data, id, signature })
    }
    if (champions.length > CHAMPION_ROWS)
      errors[`name_${CHAMPION_ROWS}`] = `Together these are more than ${CHAMPION_ROWS} champions. Clear a row.`
    if (Object.keys(errors).length > 0) return { ok: false, errors }
    const known = (stands: Partnership, { id }: Champion) => stands.champions.find(each => each.id === id)
    return {
      ok: true,
      edit: {
        of: 'partnership',
        edit: stands => ({ ...stands, champions: champions.map(each => ({ ...known(stands, each), ...each })) }),
      },
    }
  },
}
