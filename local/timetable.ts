/** The Timetable port over SQLite, and what the timers need to know of it. */
import type { Instant } from '../domain/keep/time.ts'
import type { Schedule, Timetable } from '../functions/keep/ports.ts'
import { readSchedule, type WrittenSchedule, writeSchedule } from '../functions/keep/schedule.ts'
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
    async set(schedule) {
      const { name, campaign, wave, at } = writeSchedule(schedule)
      await commits.run(() => set.run(name, campaign, wave, at))
    },
    async remove(name) {
      await commits.run(() => remove.run(name))
    },
    async list(campaign) {
      return schedulesIn(ofCampaign.all(campaign)).filter(each => each.of === 'wave')
    },
    all: () => schedulesIn(all.all()),
    due: now => schedulesIn(due.all(now)),
    next(except = new Set()) {
      for (const row of all.iterate() as Iterable<unknown>) {
        const schedule = readSchedule(row as WrittenSchedule)
        if (!except.has(schedule.name)) return schedule
      }
      return undefined
    },
    async fired({ name, at }) {
      await commits.run(() => fired.run(name, at))
    },
  }
}

const schedulesIn = (rows: unknown): Schedule[] => (rows as WrittenSchedule[]).map(readSchedule)
