/** The requests to sign, as the letters page shows, edits and tests them. */

import { championIdFrom } from '../../../domain/keep/ids.ts'
import type { Champion } from '../../../domain/keep/partnership.ts'
import { SIGNING_TEXTS, type SigningTextId } from '../../../templates/signing-texts.ts'
import { safeSettings } from '../../keep/safe-preview.ts'
import { SOMEBODY } from '../../send/preview.ts'
import { requestSeen } from '../signature-request.ts'
import { editableRow, writeRow } from './partnership-texts.ts'
import type { TextFamily } from './text-family.ts'

const IDS = Object.keys(SIGNING_TEXTS) as SigningTextId[]
const isOne = (id: string): id is SigningTextId => Object.hasOwn(SIGNING_TEXTS, id)

/** Somebody who is asked, while no champion is named. */
const EXAMPLE: Champion = { ...SOMEBODY, id: championIdFrom('examplechampionn') }

export const signingTexts: TextFamily = {
  groups: async (_, { partnership }) => [
    {
      title: 'To your champions: signing',
      hint: 'The same words for every meeting of this partnership. All that a champion is asked to sign is below them, whole.',
      texts: IDS.map(id => editableRow(partnership, id, SIGNING_TEXTS[id])),
    },
  ],
  readers: async (_, { partnership }) => partnership.champions.map(({ id, name, company }) => ({ id, name, company })),
  async view(world, context, { text, reader, words }) {
    if (!isOne(text)) return undefined
    const { champions } = context.partnership
    const safe = { ...world, settings: safeSettings(world.settings, context.campaign.id, world.clock.now()) }
    return requestSeen(safe, context, champions.find(({ id }) => id === reader) ?? champions[0] ?? EXAMPLE, text, words)
  },
  consequences: async () => [],
  write: async (world, { campaign }, text, by, words) =>
    isOne(text) ? writeRow(world, campaign.id, text, by, words) : 'kept',
}
