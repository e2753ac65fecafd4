/** Texts of documents, found by their shapes: whose they are, and what becomes of them. */
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import {
  askingRow,
  askingRows,
  certainRows,
  isMeetingKind,
  KINDS,
  kindNameOf,
  meetingHeading,
  meetingTitle,
  rowsBefore,
} from '../../../domain/keep/kinds.ts'
import { type PersonalText, rewrite } from '../../../domain/keep/personal.ts'
import { personal } from '../../../domain/keep/shape.ts'
import { answeredBy, precedence, rsvpStateOf, standing } from '../../../domain/keep/standing.ts'
import {
  isForOne,
  isThanks,
  nameOfWave,
  readWaveKey,
  rowKey,
  titleOf,
  waveKey,
  waveKindOf,
} from '../../../domain/keep/wave-id.ts'
import { answered, invitation, launch, sent } from './campaigns.ts'

const person = z.object({ name: personal.name(), email: personal.address(), note: personal.words().optional() })
const shape = z.object({
  id: z.string(),
  person,
  others: z.array(person),
  pair: z.tuple([personal.name(), z.string()]),
  byAddress: z.record(personal.address(), z.object({ said: personal.words() })),
  either: z.union([
    z.object({ is: z.literal('a'), who: personal.name() }),
    z.object({ is: z.literal('b'), tel: personal.phone() }),
  ]),
  count: z.number(),
  nothing: z.null(),
})
const jane = { name: 'Jane', email: 'jane@x.example', note: 'Hello' }
const document = {
  id: 'abc',
  person: jane,
  others: [{ name: 'Bo', email: 'bo@x.example' }],
  pair: ['Jane', 'x'],
  byAddress: { 'jane@x.example': { said: 'yes' }, 'bo@x.example': { said: 'no' } },
  either: { is: 'b', tel: '1' },
  count: 3,
  nothing: null,
}
/** Every text as it is come by. */
function met(value: unknown, about = false): PersonalText[] {
  const found: PersonalText[] = []
  const change = (text: PersonalText) => {
    found.push(text)
    return text.text
  }
  expect(rewrite(shape, value, { isTheirs: address => address.startsWith('jane'), change }, about)).toBe(value)
  return found
}
const at = (path: string, value: unknown = document) => met(value).find(each => each.path === path)

describe('a text', () => {
  test('is marked by its shape, wherever it stands: in lists, pairs, records, choices, what may be missing', () => {
    const marks = Object.fromEntries(met(document).map(({ path, mark }) => [path, mark]))
    expect(marks).toEqual({
      id: undefined,
      'person.name': 'name',
      'person.email': 'address',
      'person.note': 'words',
      'others.0.name': 'name',
      'others.0.email': 'address',
      'pair.0': 'name',
      'pair.1': undefined,
      'byAddress.jane@x.example': 'address',
      'byAddress.jane@x.example.said': 'words',
      'byAddress.bo@x.example': 'address',
      'byAddress.bo@x.example.said': 'words',
      'either.is': undefined,
      'either.tel': 'phone',
    })
    expect(at('either.who', { ...document, either: { is: 'a', who: 'Jane' } })?.mark).toBe('name')
    expect(at('extra', { ...document, extra: 'x' })?.mark).toBe('unknown')
    expect(rewrite(undefined, 'x', { isTheirs: () => true, change: ({ mark }) => String(mark) })).toBe('unknown')
  })

  test('is said with its field and whether what holds it is about them', () => {
    const about = met(document).flatMap(each => (each.about ? [each.path] : []))
    expect(about).toEqual([
      'person.name',
      'person.email',
      'person.note',
      'byAddress.jane@x.example',
      'byAddress.jane@x.example.said',
    ])
    expect(at('byAddress.jane@x.example.said')?.field).toBe('said')
    expect(at('byAddress.bo@x.example')?.field).toBe('byAddress')
    expect(at('others.0.name')?.field).toBe('name')
    expect(
      met(document, true)
        .filter(each => !each.about)
        .map(({ path }) => path),
    ).toEqual(['byAddress.bo@x.example'])
  })

  test('is changed where it stands, keys too; what nothing changes comes back as it was', () => {
    const gone = rewrite(shape, document, {
      isTheirs: address => address.startsWith('jane'),
      change: ({ text, about, mark }) => (about && mark ? 'gone' : text),
    })
    expect(gone).toMatchObject({
      person: { name: 'gone', email: 'gone', note: 'gone' },
      byAddress: { gone: { said: 'gone' }, 'bo@x.example': { said: 'no' } },
      count: 3,
    })
    expect(gone.others).toBe(document.others)
    expect(gone.either).toBe(document.either)
    expect(document.person.name).toBe('Jane')
    const list = rewrite(shape, document, { isTheirs: () => false, change: ({ text }) => (text === 'Bo' ? 'X' : text) })
    expect(list.others).toEqual([{ name: 'X', email: 'bo@x.example' }])
    expect(list.person).toBe(document.person)
  })
})

describe('an answer stands', () => {
  const at = (n: number) => `2027-03-0${n}T00:00:00.000Z`
  test('by the higher SEQUENCE, then the later instant, arrival and id', () => {
    const one = answered({ id: 'a', at: at(2) })
    for (const before of [{ sequence: 1, at: at(1) }, { at: at(3) }, { receivedAt: at(3) }, { id: 'b' }])
      expect(precedence({ ...one, ...before }, one)).toBeLessThan(0)
    expect(precedence(one, { ...one })).toBe(0)
    expect(precedence({ ...one, receivedAt: at(2) }, one)).toBe(0)
  })

  test('to the time of now or to an old one, and no more for who is asked anew', () => {
    const of = (over: Parameters<typeof invitation>[0], sequence = 0) => standing(invitation(over), sequence)
    expect(of({})).toBeUndefined()
    expect(of({ answers: [answered()] })?.toOldTime).toBe(false)
    expect(of({ answers: [answered()] }, 1)?.toOldTime).toBe(true)
    expect(of({ answers: [answered({ answer: 'declined' })] }, 1)?.toOldTime).toBe(false)
    const again = { answers: [answered({ at: at(2) })], invitedAgainAt: at(3) }
    expect(of(again)).toBeDefined()
    expect(of({ ...again, raised: 2 })).toBeUndefined()
    expect(of({ ...again, raised: 2, invitedAgainAt: at(2) })).toBeDefined()
    const states = [[], [answered()], [answered({ answer: 'declined' })]].map(answers =>
      rsvpStateOf(invitation({ answers }), 0),
    )
    expect(states).toEqual(['silent', 'answered', 'declined'])
    expect(rsvpStateOf(invitation({ answers: [answered()] }), 1)).toBe('again')
  })

  test('for the SEQUENCE that its writer knew', () => {
    expect(answeredBy(invitation(), at(5))).toBeUndefined()
    const sends = { invite: sent(at(2), { sequence: 1 }), update: sent(at(4), { sequence: 3 }) }
    expect([at(1), at(2), at(4)].map(when => answeredBy(invitation({ sends }), when))).toEqual([undefined, 1, 3])
    const answers = [answered({ at: at(3), sequence: 2 })]
    expect([at(2), at(3)].map(when => answeredBy(invitation({ sends, answers }), when))).toEqual([1, 2])
  })
})

describe('the key of a letter', () => {
  test.each<[string, object | undefined]>([
    ['invite', { of: 'row', row: 'invite', round: 1 }],
    ['invite.2', { of: 'row', row: 'invite', round: 2 }],
    ['invite.1', undefined],
    ['invite.02', undefined],
    ['.2', undefined],
    ['nonsense', undefined],
    ['nonsense.2', undefined],
    [waveKey({ of: 'update', sequence: 3 }), { of: 'update', sequence: 3 }],
    [`${waveKey({ of: 'update', sequence: 3 })}x`, undefined],
    [waveKey({ of: 'thanks', answer: 'a' }), { of: 'thanks', answer: 'a' }],
    [waveKey({ of: 'thanks', answer: '' }), undefined],
    ...(['cancellation', 'summary', 'pulse', 'pulse, once more', 'withdrawal', 'entry'] as const).map(
      (of): [string, object] => [waveKey({ of }), { of }],
    ),
  ])('%s is read back as it was written', (key, id) => expect(readWaveKey(key)).toEqual(id))

  test('has an everyday name and a kind', () => {
    expect([rowKey('follow-up-1'), titleOf('follow-up-1'), titleOf('follow-up-1.2'), titleOf('nonsense')]).toEqual([
      'follow-up-1',
      'First follow-up',
      'First follow-up',
      'nonsense',
    ])
    expect(nameOfWave({ of: 'row', row: 'nonsense', round: 1 })).toBe('nonsense')
    expect(nameOfWave({ of: 'pulse, once more' })).toBe('Pulse survey, once more')
    const kinds = [
      'follow-up-1',
      waveKey({ of: 'pulse, once more' }),
      waveKey({ of: 'summary' }),
      waveKey({ of: 'entry' }),
      'nonsense',
    ]
    expect(kinds.map(waveKindOf)).toEqual(['follow-up', 'pulse', 'summary', 'entry', undefined])
    const own = [
      waveKey({ of: 'thanks', answer: 'a' }),
      waveKey({ of: 'withdrawal' }),
      waveKey({ of: 'entry' }),
      'invite',
      waveKey({ of: 'summary' }),
    ]
    expect(own.map(isForOne)).toEqual([true, true, true, false, false])
    expect(own.map(isThanks)).toEqual([true, false, false, false, false])
  })
})

test('a kind of meeting has its letters, and its meeting a name', () => {
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
  expect(ids(askingRows(KINDS.quarterly))).toEqual(['hold', 'invite'])
  expect(ids(certainRows(KINDS.quarterly))).toEqual(['invite'])
  expect(Object.values(KINDS).map(kind => askingRow(kind)?.id)).toEqual(['invite', 'invite', 'hold', 'invite'])
  expect(ids(rowsBefore(KINDS.launch))).toEqual(['invite', 'follow-up-1', 'follow-up-2', 'reminder'])
  expect([kindNameOf({}), kindNameOf({ meeting: { kind: 'debrief' } })]).toEqual(['launch', 'debrief'])
  expect(['launch', 'toString', 3, undefined].map(isMeetingKind)).toEqual([true, false, false, false])
  const meeting = launch()
  const both = (over: object) => [meetingHeading({ meeting, ...over }), meetingTitle({ meeting, ...over })]
  expect(both({})).toEqual(['Launch meeting', 'Launch'])
  expect(both({ session: { name: 'East' } })).toEqual(['Launch meeting (East)', 'Launch: East'])
  expect(both({ name: 'West', session: { name: 'East' } })).toEqual(['Launch meeting (West)', 'Launch: West'])
})
