/** What a workbench needs, over a world of a test. */
import { campaignIdFrom, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import { listRows } from '../../../functions/list/list-rows.ts'
import type { WorkbenchNeeds } from '../../../local/workbench/workbench.ts'
import { WORKBENCH_KEY } from '../../as-script.ts'
import type { TestWorld } from '../../world.ts'

export const needsOf = ({ outbox, clock, timers, timetable }: TestWorld): WorkbenchNeeds => ({
  outbox,
  clock,
  timers,
  timetable,
  idle: async () => undefined,
  signIn: async email => (email.endsWith('@example.org') ? 'session=abc; HttpOnly; Path=/' : undefined),
  sample: async stage => ({ partnership: partnershipIdFrom(stage), campaign: campaignIdFrom('c'), invitees: [] }),
  signed: async () => undefined,
  answers: async campaign => (campaign === 'c' ? [] : undefined),
  list: async (bytes, name) => listRows({ bytes, name }),
  layout: (title, body) => Promise.resolve(body).then(inner => `<!doctype html><title>${title}</title>${inner}`),
  remote: () => '127.0.0.1',
  key: WORKBENCH_KEY,
})
