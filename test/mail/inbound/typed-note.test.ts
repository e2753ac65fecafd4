import { describe, expect, test } from 'vitest'
import { readMessage } from '../../../mail/inbound/read-message.ts'
import { typedNote } from '../../../mail/inbound/typed-note.ts'
import { slowness, worked } from '../../slowness.ts'
import { SOMEBODY } from './mutations.ts'
import { fillSample, SAMPLES, sampleBytes } from './samples.ts'

const note = (text: string) => typedNote(text, ['Accepted: Launch meeting', 'Launch meeting'])

describe('a note typed with a calendar answer', () => {
  test.each([
    'Guest has accepted this invitation.',
    'Guest has replied "Maybe" to this invitation.',
    'Guest has answered.',
    'Guest proposed a new time.',
    'Guest <guest@company.example> has declined your event invitation.',
    'Guest accepted your invitation to Launch meeting',
    'Accepted: Launch meeting',
    'No, I won’t attend.',
    'Yes, I will attend.\n*~*~*~*~*~*~*~*~*~*\nWhen: Wednesday',
    'Guest has accepted this invitation.\n\nLaunch meeting\nWednesday Mar 31, 2027\n\nInvitation from Google Calendar: https://calendar.google.example/',
    'Guest ha aceptado esta invitación.',
    'Guest ha respondido «Quizás» a esta invitación.',
    'Guest ha propuesto una nueva hora para esta invitación.',
    'Aceptada: Launch meeting',
    'Sí, asistiré.',
    '-----Original Appointment-----\nFrom: Convener',
  ])('is not what a program writes: %s', text => expect(note(text)).toBe(''))

  test.each([
    ['I may be ten minutes late', 'I may be ten minutes late'],
    ['I have accepted this invitation but may be late.', 'I have accepted this invitation but may be late.'],
    ['Dana accepted the invitation too and will drive.', 'Dana accepted the invitation too and will drive.'],
    ['Accepted: with one question for you', 'Accepted: with one question for you'],
    ['Happy to come.\n\n-----Original Appointment-----\nFrom: Convener', 'Happy to come.'],
    ['Out that week.\n\nBest,\nMark', 'Out that week.'],
    ['Guest has declined this invitation with this note: "Out that week"', 'Out that week'],
    [
      'Guest has declined this invitation with this note:\n\n"Out that week"\n\nLaunch meeting\nWed Mar 31\n\nInvitation from Google Calendar: https://calendar.google.example/',
      'Out that week',
    ],
  ])('is what stands beside it: %s', (text, typed) => expect(note(text)).toBe(typed))

  test('is found in exactly those sample messages whose sender typed one, and never twice', async () => {
    const found: string[] = []
    for (const { file, reads } of SAMPLES) {
      const { content } = await readMessage(fillSample(sampleBytes(file), SOMEBODY), 'guest@company.example')
      const comment = content.kind === 'calendar' ? content.reply.comment.replace(/^\(The time it .*$/, '') : ''
      if (comment !== (reads.comment ?? '').replace(/^\(The time it .*$/, '')) found.push(file)
    }
    expect(found).toEqual([])
  })

  test('takes no more than a moment, however long or strange', () => {
    for (const text of ['Guest has accepted '.repeat(40_000), '"'.repeat(65_536), 'A\n'.repeat(30_000)]) {
      const began = worked()
      note(text.slice(0, 8192))
      expect(worked() - began).toBeLessThan(1000 * slowness())
    }
  })
})
