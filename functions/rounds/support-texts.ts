/** Emails to those who help, outside any list: the same words for every meeting of a partnership. */
import { canonicalAddress, mayEdit } from '../../domain/keep/partnership.ts'
import type { Errand } from '../../domain/send/errand.ts'
import { composeLetter } from '../../mail/letter.ts'
import { shortId } from '../../mail/token.ts'
import { ERRAND_GROUPS, ERRAND_TEXTS, type ErrandTextId, isErrandText } from '../../templates/errand-texts.ts'
import { CONVENERS } from '../../templates/errands/row.ts'
import { editableRow, writeRow } from '../campaign/texts/partnership-texts.ts'
import type { LooksAt, TextFamily } from '../campaign/texts/text-family.ts'
import type { Context } from '../keep/context.ts'
import { absolute } from '../keep/links.ts'
import { type Overview, readOverview } from '../keep/overview.ts'
import { safeSettings } from '../keep/safe-preview.ts'
import { SOMEBODY } from '../send/preview.ts'
import { errandRequest, errandValues } from '../send/texts/errand-texts.ts'
import { PLANNERS } from './planners.ts'

const readerOf = ({ to }: Pick<Errand, 'to'>): string => shortId(canonicalAddress(to.email))

export const helperTexts: TextFamily = {
  groups: async (_, { partnership }) =>
    ERRAND_GROUPS.map(({ title, ids }) => ({
      title,
      hint: 'The same words for every meeting of this partnership. Lists and figures in them are data, so they stay as they are.',
      texts: ids.map(id => editableRow(partnership, id, ERRAND_TEXTS[id])),
    })),
  async readers(world, context, text) {
    const found = new Map<string, Errand>()
    for (const errand of await plannedAs(world, context, text)) found.set(readerOf(errand), errand)
    return [...found].map(([id, { to }]) => ({ id, name: to.name, company: to.organization ?? '' }))
  },
  // Links stand among the data too, so they are safe ones wherever it is read.
  async view(world, context, { text, reader, words }) {
    if (!isErrandText(text)) return undefined
    const safe = { ...world, settings: safeSettings(world.settings, context.campaign.id, world.clock.now()) }
    const errand = await errandFor(safe, context, text, reader)
    const partnership = { ...context.partnership, texts: { ...context.partnership.texts, [text]: words } }
    return { letter: composeLetter(errandRequest(partnership, errand)), values: errandValues(errand) }
  },
  consequences: async () => [],
  write: async (world, { campaign }, text, by, words) =>
    isErrandText(text) ? writeRow(world, campaign.id, text, by, words) : 'kept',
}

/** One reader's errand as it would be if it were due now; where nobody is due to get it, an example to nobody. */
async function errandFor(world: LooksAt, context: Context, text: ErrandTextId, reader: string): Promise<Errand> {
  const planned = await plannedAs(world, context, text)
  const chosen = planned.find(each => readerOf(each) === reader) ?? planned[0]
  const now = world.clock.now()
  if (!chosen) return example(world, context, text, now)
  if (chosen.at <= now) return chosen
  // What is read when it is due is read as it is today.
  const due = { ...world, clock: { now: () => chosen.at } }
  const then = await plannedAs(due, context, text)
  return then.find(({ key, to }) => key === chosen.key && readerOf({ to }) === readerOf(chosen)) ?? chosen
}

async function plannedAs(world: LooksAt, { partnership }: Context, text: string): Promise<Errand[]> {
  const overview: Overview | undefined = await readOverview(world, partnership.id)
  if (!overview) return []
  const planned = await Promise.all(PLANNERS.map(planner => planner(world, overview)))
  return planned.flat().filter(errand => errand.text === text)
}

function example({ settings }: LooksAt, { partnership: { team } }: Context, text: ErrandTextId, at: string): Errand {
  const { fields, button, readers } = ERRAND_TEXTS[text]
  // What goes to nobody but conveners is read by one of them.
  const convener = readers === CONVENERS ? team.find(({ role }) => mayEdit(role)) : undefined
  return {
    key: text,
    kind: text,
    to: convener ?? { name: SOMEBODY.name, email: SOMEBODY.email, organization: SOMEBODY.company },
    at,
    until: at,
    text,
    fields,
    ...(button ? { link: absolute(settings, '/') } : {}),
  }
}
