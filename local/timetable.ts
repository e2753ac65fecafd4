/** The Timetable port over SQLite, and what the timers need to know of it. */
import type { Instant } from '../domain/keep/time.ts'
import type { Schedule, Timetable } from '../functions/keep/ports.ts'
import type { Database } from './database.ts'

export interface LocalTimetable extends Timetable {
  /** Every schedule, the earliest first. */
  all(): Schedule[]
  /** Schedules whose instant has come, the earliest first. */
  due(now: Instant): Schedule[]
  /** The earliest schedule that is not one of the `except`. */
  next(except?: ReadonlySet<string>): Schedule | undefined
  /** Removes a schedule that has fired, unless it was moved in the meantime. */
  fired(schedule: Schedule): Promise<void>
}

const COLUMNS = 'SELECT name, campaign, wave, at FROM schedules'

export function createTimetable({ sql, commits }: Database): LocalTimetable {
  const set = sql.prepare(
    `INSERT INTO schedules (name, campaign, wave, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET campaign = excluded.campaign, wave = excluded.wave, at = excluded.at`,
  )
  const remove = sql.prepare('DELETE FROM schedules WHERE name = ?')
  const fired = sql.prepare('DELETE FROM schedules WHERE name = ? AND at = ?')
  const ofCampaign = sql.prepare(`${COLUMNS} WHERE campaign = ? ORDER BY at, name`)
  const all = sql.prepare(`${COLUMNS} ORDER BY at, name`)
  const due = sql.prepare(`${COLUMNS} WHERE at <= ? ORDER BY at, name`)

  return {
    async set({ name, campaign, wave, at }) {
      await commits.run(() => set.run(name, campaign, wave, at))
    },
    async remove(name) {
      await commits.run(() => remove.run(name))
    },
    async list(campaign) {
      return (ofCampaign.all(campaign) as unknown as Schedule[]).map(plain)
    },
    all: () => (all.all() as unknown as Schedule[]).map(plain),
    due: now => (due.all(now) as unknown as Schedule[]).map(plain),
    next(except = new Set()) {
      for (const row of all.iterate() as Iterable<unknown>) {
        const schedule = plain(row as Schedule)
        if (!except.has(schedule.name)) return schedule
      }
      return undefined
    },
    async fired({ name, at }) {
      await commits.run(() => fired.run(name, at))
    },
  }
}

/** Rows of node:sqlite have no prototype, which surprises whoever compares them. */
const plain = ({ name, campaign, wave, at }: Schedule): Schedule => ({ name, campaign, wave, at })
