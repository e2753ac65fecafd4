/** A partnership past its launch with a series of quarterly tables, whose letters leave as planned. */

import { simpleParser } from 'mailparser'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { campaignsOf } from '../../../functions/keep/overview.ts'
import { onSchedule } from '../../../functions/rounds/on-schedule.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { makeToken, type Purpose } from '../../../mail/token.ts'
import { makeWorld, type TestWorld } from '../../world.ts'
import { CONVENER, IDS, signedCampaign } from '../campaign/launch.ts'
import { type Visitor, visitor } from '../visitor.ts'

export const ANN = 'ann@lee.example'
const BOB = 'bob@ruiz.example'
export const guest = (n: number): string => `guest${n}@company${n}.example`

export interface Tables {
  t: TestWorld
  convener: Visitor
  /** Anybody with a link. */
  somebody: Visitor
  /** The quarterly tables by date, as they stand. */
  tables: () => Promise<Campaign[]>
  table: (n: number) => Promise<Campaign>
  /** The path behind the link of somebody's letter about a meeting. */
  link: (purpose: Purpose, campaign: string, email: string) => string
  championLink: (purpose: Purpose, campaign: string, champion: string) => string
  /** What left for somebody, of one kind. */
  letters: (email: string, wave: string) => Promise<{ at: string; subject: string; text: string; html: string }[]>
}

/** Tables on `dates`, four guests and two champions on each list. */
export async function quarterlyTables(dates: readonly string[]): Promise<Tables> {
  const t = makeWorld({
    start: '2027-02-01T16:00:00.000Z',
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep,
  })
  const { world } = t
  await signedCampaign(world, { invitees: 4 })
  // A session lasts a week, and a test goes through a year: the convener signs in whenever they come.
  const convener: Visitor = {
    get: async path => (await visitor(world, CONVENER)).get(path),
    post: async (path, fields) => (await visitor(world, CONVENER)).post(path, fields),
    text: async path => (await visitor(world, CONVENER)).text(path),
  }
  const meetings = `/campaigns/${IDS.campaign}/meetings`
  await convener.post(`${meetings}/quarterly`, {
    start: '08:00',
    end: '09:30',
    zone: 'America/Denver',
    host: 'Lee Forge',
    address: '1 Mill Rd',
    dates: dates.join(' '),
    people: ANN,
    others: [BOB, guest(0), guest(1), guest(2), guest(3)].map(email => `Somebody <${email}>`).join('\n'),
  })
  await convener.post(`${meetings}/quarterly/send`)
  const tables = async () =>
    (await campaignsOf(world, IDS.partnership)).filter(({ meeting }) => meeting?.kind === 'quarterly')
  const path = (purpose: Purpose, campaign: string, id: string) =>
    `/${purpose}/${makeToken(world.settings.secret, purpose, campaign, id)}`
  return {
    t,
    convener,
    somebody: await visitor(world),
    tables,
    table: async n => {
      const found = (await tables())[n]
      if (!found) throw new Error(`there is no table ${n}`)
      return found
    },
    link: (purpose, campaign, email) => path(purpose, campaign, invitationIdOf(campaignIdFrom(campaign), email)),
    championLink: path,
    letters: async (email, wave) => {
      const found = []
      for (const kept of t.outbox.list()) {
        if (!kept.to.includes(email) || kept.wave !== wave) continue
        const mail = await simpleParser(Buffer.from(t.outbox.bytes(kept.id) ?? ''))
        found.push({ at: kept.at, subject: kept.subject, text: mail.text ?? '', html: mail.html || '' })
      }
      return found
    },
  }
}

/** Was there, as the convener saw at the door. */
export const checkedIn = { at: '2027-08-10T14:00:00.000Z', by: CONVENER }
