/**
 * The Timetable port on EventBridge Scheduler: one group, one schedule a wave, gone after it has fired. The service deletes a
 * schedule some time after it fired, by its name; what is set anew meanwhile must not go with it. So each time a schedule is set
 * for has a name of its own: that of what it is for, a dot, and its second.
 */
import { createHash, randomUUID } from 'node:crypto'
import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  SchedulerClient,
  type SchedulerClientConfig,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler'
import { fromMillis, HOUR, type Instant, SECOND, shift, toMillis } from '../domain/keep/time.ts'
import type { Clock, Schedule, Timetable, WaveSchedule } from '../functions/keep/ports.ts'
import { readSchedule, writeSchedule, writtenSchedule } from '../functions/keep/schedule.ts'

export interface TimetableOptions {
  group: string
  /** The function `release-wave`. */
  target: string
  /** What the scheduler calls it as. */
  role: string
  /** Queue for what could not be delivered. */
  deadLetters: string
  clock: Pick<Clock, 'now'>
  connection?: SchedulerClientConfig
}

/** A schedule for the past would be refused or never fire: what is due at once is set this far ahead. */
const AHEAD = 5 * SECOND
/** What could not be delivered for so long is for the dead letters; the sweep has released the wave long before. */
const TRIED_FOR = 6 * HOUR
const TRIES = 60
/** Errands that are still to come leave at some moment of so many minutes from the one they are due at. */
const AROUND = { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 10 } as const
/** Schedules asked for at one time. */
const AT_ONCE = 8

export function createTimetable(options: TimetableOptions): Timetable {
  const { group, clock } = options
  const client = new SchedulerClient({
    maxAttempts: 5,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true },
    ...options.connection,
  })
  const describe = (schedule: Schedule): CreateScheduleCommandInput & { Name: string } => {
    const soonest = shift(clock.now(), AHEAD)
    const at = wholeSecond(later(schedule.at, soonest))
    return {
      Name: `${nameOf(schedule.name)}.${(toMillis(at) / SECOND).toString(36)}`,
      GroupName: group,
      ScheduleExpression: `at(${at.slice(0, 19)})`,
      ScheduleExpressionTimezone: 'UTC',
      // Digests are due at one moment in a whole zone: thousands of functions would ask for a turn to send at once.
      FlexibleTimeWindow: schedule.of === 'errands' && schedule.at > soonest ? AROUND : { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: options.target,
        RoleArn: options.role,
        // Ids, and the exact instant, which the schedule itself keeps to the second.
        Input: JSON.stringify(writeSchedule(schedule)),
        RetryPolicy: { MaximumEventAgeInSeconds: TRIED_FOR / SECOND, MaximumRetryAttempts: TRIES },
        DeadLetterConfig: { Arn: options.deadLetters },
      },
    }
  }

  return {
    async set(schedule) {
      const wanted = describe(schedule)
      await make(wanted)
      // Only now: of two that are there for a moment, whichever fires finds what is due and what is not.
      await removeAll(schedule.name, wanted.Name)
    },

    remove: name => removeAll(name),

    async list(campaign) {
      const names = await namesFrom(`${campaign}-`)
      const found: WaveSchedule[] = []
      for (let start = 0; start < names.length; start += AT_ONCE) {
        const some = await Promise.all(names.slice(start, start + AT_ONCE).map(read))
        for (const schedule of some) if (schedule?.of === 'wave' && schedule.campaign === campaign) found.push(schedule)
      }
      return found
    },
  }

  async function make(wanted: CreateScheduleCommandInput): Promise<void> {
    // Of each call alone: its repetitions are one, and setting the same schedule again after its removal is another.
    const told = () => ({ ...wanted, ClientToken: randomUUID() })
    for (let tries = 0; tries < 5; tries++) {
      try {
        await client.send(new CreateScheduleCommand(told()))
        return
      } catch (error) {
        if (!(error instanceof ConflictException)) throw error
      }
      try {
        await client.send(new UpdateScheduleCommand(told()))
        return
      } catch (error) {
        // It fired or was removed in between, or another writer is at it.
        if (!(error instanceof ResourceNotFoundException || error instanceof ConflictException)) throw error
      }
    }
    throw new Error(`too many writers of the schedule ${wanted.Name}`)
  }

  /** Every schedule of that name, also those that earlier versions set, without a second. */
  async function removeAll(name: string, except?: string): Promise<void> {
    const base = nameOf(name)
    const all = await namesFrom(base)
    for (const each of all.filter(one => one !== except && (one === base || one.startsWith(`${base}.`))))
      try {
        await client.send(new DeleteScheduleCommand({ Name: each, GroupName: group, ClientToken: randomUUID() }))
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error
      }
  }

  async function namesFrom(prefix: string): Promise<string[]> {
    const names: string[] = []
    let from: string | undefined
    do {
      const page: { Schedules?: { Name?: string | undefined }[] | undefined; NextToken?: string | undefined } =
        await client.send(
          new ListSchedulesCommand({
            GroupName: group,
            NamePrefix: prefix,
            MaxResults: 100,
            ...(from === undefined ? {} : { NextToken: from }),
          }),
        )
      for (const { Name } of page.Schedules ?? []) if (Name !== undefined) names.push(Name)
      from = page.NextToken
    } while (from !== undefined)
    return names
  }

  /** The list tells names alone; what a schedule is for stands in it. One that is gone by now is none. */
  async function read(name: string): Promise<Schedule | undefined> {
    try {
      const { Target } = await client.send(new GetScheduleCommand({ Name: name, GroupName: group }))
      return readSchedule(writtenSchedule.parse(JSON.parse(Target?.Input ?? '{}')))
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined
      throw error
    }
  }
}

/** A dot and a second stand behind it, in at most nine characters. */
const LONGEST = 55

/** Names may have 64 characters, and ours hold no dot. A longer one keeps its beginning, by which it is listed, and ends in a check value. */
function nameOf(name: string): string {
  if (!/^[0-9A-Za-z_-]+$/.test(name)) throw new TypeError('A schedule has a name that the scheduler does not allow.')
  if (name.length <= LONGEST) return name
  const check = createHash('sha256').update(name).digest('hex').slice(0, 20)
  return `${name.slice(0, LONGEST - check.length - 1)}-${check}`
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other)

/** Never before the instant: a schedule that fires early finds nothing due. */
const wholeSecond = (at: Instant): Instant => fromMillis(Math.ceil(toMillis(at) / SECOND) * SECOND)
