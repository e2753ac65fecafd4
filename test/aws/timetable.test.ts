import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTimetable } from '../../aws/timetable.ts'
import { campaignIdFrom, partnershipIdFrom } from '../../domain/keep/ids.ts'
import type { Timetable } from '../../functions/keep/ports.ts'
import { errandsSchedule, readSchedule, waveSchedule } from '../../functions/keep/schedule.ts'
import { timetableContract } from '../contract/timetable.ts'
import { jsonError, openServices, type Services } from './services.ts'

const NOW = '2026-01-05T16:00:00.000Z'
const open = ({ connection }: Services): Timetable =>
  createTimetable({
    group: 'convoke',
    target: 'arn:aws:lambda:us-east-1:123456789012:function:release-wave',
    role: 'arn:aws:iam::123456789012:role/scheduler',
    deadLetters: 'arn:aws:sqs:us-east-1:123456789012:dead-letters',
    clock: { now: () => NOW },
    connection,
  })

timetableContract('EventBridge Scheduler', async () => {
  const services = await openServices()
  return { timetable: open(services), close: services.close }
})

describe('EventBridge Scheduler', () => {
  let services: Services
  let timetable: Timetable
  beforeAll(async () => {
    services = await openServices()
    timetable = open(services)
  })
  afterAll(() => services.close())
  beforeEach(() => {
    services.requests.length = 0
    services.schedules.clear()
  })
  const invite = waveSchedule(campaignIdFrom('c1'), 'invite', '2026-02-01T09:00:00.000Z')
  const asked = () => services.requests.map(({ method, path }) => `${method} ${path}`)
  const bodyOf = (n: number) => JSON.parse(String(services.requests[n]?.body))

  it('is asked as the reference of CreateSchedule has it', async () => {
    await timetable.set(invite)
    expect(asked()).toEqual(['POST /schedules/c1-invite.t9rvo0', 'GET /schedules'])
    expect(bodyOf(0)).toEqual({
      GroupName: 'convoke',
      ScheduleExpression: 'at(2026-02-01T09:00:00)',
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: 'arn:aws:lambda:us-east-1:123456789012:function:release-wave',
        RoleArn: 'arn:aws:iam::123456789012:role/scheduler',
        Input: '{"name":"c1-invite","campaign":"c1","wave":"invite","at":"2026-02-01T09:00:00.000Z"}',
        RetryPolicy: { MaximumEventAgeInSeconds: 21_600, MaximumRetryAttempts: 60 },
        DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:123456789012:dead-letters' },
      },
      ClientToken: expect.stringMatching(/^[a-zA-Z0-9-_]{1,64}$/),
    })
  })

  it('picks the moment of errands within ten minutes, for those of a whole zone are due at once; what goes on goes on at once', async () => {
    const partnership = partnershipIdFrom('p1')
    const windowOf = async (at: string) => {
      services.requests.length = 0
      await timetable.set(errandsSchedule(partnership, at))
      return bodyOf(0).FlexibleTimeWindow
    }
    expect(await windowOf('2026-02-02T13:30:00.000Z')).toEqual({ Mode: 'FLEXIBLE', MaximumWindowInMinutes: 10 })
    expect(await windowOf('2020-01-01T00:00:00.000Z')).toEqual({ Mode: 'OFF' })
  })

  it('that the first version set is understood: its waves, and errands as a wave of a campaign that is a partnership', async () => {
    const inputs = [
      '{"name":"c1-invite","campaign":"c1","wave":"invite","at":"2026-02-01T09:00:00.000Z"}',
      '{"name":"c1-errands","campaign":"c1","wave":"errands","at":"2026-02-02T09:00:00.000Z"}',
    ]
    for (const Input of inputs) {
      const Name = JSON.parse(Input).name as string
      services.schedules.set(`convoke/${Name}`, { Name, GroupName: 'convoke', Target: { Arn: 'x', Input } })
    }
    expect(await timetable.list('c1')).toEqual([invite])
    const errands = errandsSchedule(partnershipIdFrom('c1'), '2026-02-02T09:00:00.000Z')
    expect(inputs.map(input => readSchedule(JSON.parse(input)))).toEqual([invite, errands])
    // What is set now the first version understands as well, should it be the one that comes.
    services.requests.length = 0
    for (const schedule of [invite, errands]) await timetable.set(schedule)
    const bodies = services.requests.filter(({ body }) => body.length > 0).map(({ body }) => JSON.parse(String(body)))
    expect(new Set(bodies.map(({ Target }) => Target.Input))).toEqual(new Set(inputs))
  })

  it('has a name of its own for each time it is set for, so that none goes with one that has fired', async () => {
    await timetable.set(invite)
    await timetable.set({ ...invite, at: '2026-03-01T09:00:00.000Z' })
    expect(asked().slice(2)).toEqual([
      'POST /schedules/c1-invite.tb7qc0',
      'GET /schedules',
      'DELETE /schedules/c1-invite.t9rvo0',
    ])
    expect([...services.schedules.keys()]).toEqual(['convoke/c1-invite.tb7qc0'])
  })

  it('takes away what an earlier version set under the bare name, and nothing that only begins alike', async () => {
    const bare = (name: string) =>
      services.schedules.set(`convoke/${name}`, { Name: name, GroupName: 'convoke', Target: { Arn: 'x', Input: '{}' } })
    bare('c1-invite')
    bare('c1-invite_2')
    await timetable.set(invite)
    expect([...services.schedules.keys()].sort()).toEqual(['convoke/c1-invite.t9rvo0', 'convoke/c1-invite_2'])
    bare('c1-invite')
    await timetable.remove('c1-invite')
    expect([...services.schedules.keys()]).toEqual(['convoke/c1-invite_2'])
  })

  it('updates the one of that second, and creates it when it fired in between', async () => {
    services.fail(/c1-invite/, jsonError(409, 'ConflictException'))
    await timetable.set(invite)
    expect(asked()).toEqual([
      ...['POST', 'PUT', 'POST'].map(method => `${method} /schedules/c1-invite.t9rvo0`),
      'GET /schedules',
    ])
    expect(services.schedules.size).toBe(1)
  })

  it('takes each call for itself and its repetitions for one', async () => {
    services.fail(/c1-invite/, 'reset')
    await timetable.set(invite)
    const written = services.requests.filter(({ body }) => body.length > 0)
    const [first, again, update] = written.map(({ body }) => JSON.parse(String(body)).ClientToken)
    expect(again).toBe(first)
    expect(update).not.toBe(first)
    expect(services.schedules.size).toBe(1)
  })

  it('tries again after throttling and internal errors, and says so when that does not help', async () => {
    services.fail(/c1-invite/, jsonError(429, 'ThrottlingException'))
    services.fail(/c1-invite/, jsonError(500, 'InternalServerException'))
    await timetable.set(invite)
    expect(services.requests.filter(({ method }) => method === 'POST')).toHaveLength(3)
    services.fail(/c1-invite/, jsonError(402, 'ServiceQuotaExceededException'))
    await expect(timetable.set(invite)).rejects.toThrow()
  })

  it('never fires before the instant, nor is set for the past', async () => {
    const expressionOf = async (at: string) => {
      services.requests.length = 0
      services.schedules.clear()
      await timetable.set({ ...invite, at })
      return bodyOf(0).ScheduleExpression
    }
    expect(await expressionOf('2026-02-01T09:00:00.001Z')).toBe('at(2026-02-01T09:00:01)')
    expect(await expressionOf(NOW)).toBe('at(2026-01-05T16:00:05)')
    expect(await expressionOf('2025-12-01T00:00:00.000Z')).toBe('at(2026-01-05T16:00:05)')
    expect(await timetable.list('c1')).toEqual([{ ...invite, at: '2025-12-01T00:00:00.000Z' }])
  })

  it('lists page by page, of our group alone', async () => {
    const waves = ['hold', 'invite', 'follow-up', 'reminder', 'update'].map(wave =>
      waveSchedule(campaignIdFrom('c1'), wave, invite.at),
    )
    for (const wave of waves) await timetable.set(wave)
    services.schedules.set('default/c1-invite', { Name: 'c1-invite', GroupName: 'default', Target: { Arn: 'x' } })
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
    expect((await timetable.list('c1')).sort(byName)).toEqual([...waves].sort(byName))
  })

  it('leaves out a schedule that fires while it lists', async () => {
    await timetable.set(invite)
    services.fail(/schedules\/c1-invite/, jsonError(404, 'ResourceNotFoundException'))
    expect(await timetable.list('c1')).toEqual([])
  })

  it('shortens a name beyond 64 characters, the same way each time and no two alike', async () => {
    const long = (wave: string) => waveSchedule(campaignIdFrom('c'.repeat(26)), wave, invite.at)
    const [one, other] = [long(`${'w'.repeat(60)}1`), long(`${'w'.repeat(60)}2`)]
    await timetable.set(one)
    await timetable.set(other)
    await timetable.set(one)
    expect(await timetable.list(one.campaign)).toHaveLength(2)
    expect(await timetable.list(one.campaign)).toContainEqual(other)
    for (const { path } of services.requests) expect(path.slice('/schedules/'.length).length).toBeLessThanOrEqual(64)
    await timetable.remove(one.name)
    expect(await timetable.list(one.campaign)).toEqual([other])
  })
})
