/** What every Timetable keeps to, whatever it is built on. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { campaignIdFrom, partnershipIdFrom } from '../../domain/keep/ids.ts'
import type { Timetable } from '../../functions/keep/ports.ts'
import { errandsSchedule, listSchedule, waveSchedule } from '../../functions/keep/schedule.ts'

export interface TimetableUnderTest {
  timetable: Timetable
  close(): Promise<void>
}

export function timetableContract(name: string, open: () => Promise<TimetableUnderTest>): void {
  describe(`${name} keeps to the Timetable port`, () => {
    let subject: TimetableUnderTest
    let timetable: Timetable
    beforeAll(async () => {
      subject = await open()
      timetable = subject.timetable
    })
    afterAll(() => subject.close())

    const names = async (campaign: string) => (await timetable.list(campaign)).map(({ name }) => name).sort()

    it('lists the schedules of one campaign and of no other', async () => {
      const invite = waveSchedule(campaignIdFrom('one'), 'invite', '2030-01-01T09:00:00.000Z')
      await timetable.set(invite)
      await timetable.set(waveSchedule(campaignIdFrom('two'), 'invite', '2030-01-01T09:00:00.000Z'))
      expect(await timetable.list('one')).toEqual([invite])
      expect(await timetable.list('none')).toEqual([])
    })

    it('moves the schedule of the same name instead of adding one', async () => {
      await timetable.set(waveSchedule(campaignIdFrom('moving'), 'invite', '2030-01-01T09:00:00.000Z'))
      await timetable.set(waveSchedule(campaignIdFrom('moving'), 'invite', '2030-02-02T10:30:00.000Z'))
      expect(await timetable.list('moving')).toEqual([
        waveSchedule(campaignIdFrom('moving'), 'invite', '2030-02-02T10:30:00.000Z'),
      ])
    })

    it('keeps the lists that are taken in apart from the waves of their campaign', async () => {
      const invite = waveSchedule(campaignIdFrom('listed'), 'invite', '2030-01-01T09:00:00.000Z')
      const list = listSchedule(campaignIdFrom('listed'), 'abc', '2030-01-02T09:00:00.000Z')
      await timetable.set(invite)
      await timetable.set(list)
      expect(await timetable.list('listed')).toEqual([invite])
      await timetable.remove(list.name)
      expect(await timetable.list('listed')).toEqual([invite])
    })

    it('keeps the errands of a partnership apart from the waves of a campaign, whatever its id', async () => {
      const invite = waveSchedule(campaignIdFrom('both'), 'invite', '2030-01-01T09:00:00.000Z')
      await timetable.set(invite)
      await timetable.set(errandsSchedule(partnershipIdFrom('both'), '2030-01-02T09:00:00.000Z'))
      await timetable.set(errandsSchedule(partnershipIdFrom('both'), '2030-01-03T09:00:00.000Z'))
      expect(await timetable.list('both')).toEqual([invite])
      await timetable.remove(errandsSchedule(partnershipIdFrom('both'), '2030-01-03T09:00:00.000Z').name)
      expect(await timetable.list('both')).toEqual([invite])
    })

    it('removes by name, and removing what is not there is no error', async () => {
      await timetable.set(waveSchedule(campaignIdFrom('going'), 'invite', '2030-01-01T09:00:00.000Z'))
      await timetable.set(waveSchedule(campaignIdFrom('going'), 'reminder', '2030-01-20T09:00:00.000Z'))
      await timetable.remove('going-invite')
      await timetable.remove('going-invite')
      expect(await names('going')).toEqual(['going-reminder'])
    })

    it('takes the same schedule twice as one', async () => {
      const same = waveSchedule(campaignIdFrom('twice'), 'invite', '2030-01-01T09:00:00.000Z')
      await Promise.all([timetable.set(same), timetable.set(same)])
      expect(await timetable.list('twice')).toEqual([same])
    })
  })
}
