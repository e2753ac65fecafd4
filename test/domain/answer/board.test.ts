import { describe, expect, it } from 'vitest'
import { filter, tally } from '../../../domain/answer/board.ts'
import { answersOverTime, wavesLeft } from '../../../domain/answer/over-time.ts'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Answer, Invitation, Invitee } from '../../../domain/keep/invitation.ts'
import { WAVES } from '../../../domain/keep/wave-kinds.ts'
import { answered, campaign, invitation, launch, matter, sent } from '../keep/campaigns.ts'

const LEFT = '2027-03-01T16:00:00.000Z'
let count = 0
const person = (
  over: Partial<Invitee>,
  answers: Partial<Answer>[] = [],
  rest: Partial<Invitation> = {},
): Invitation => {
  const id = `person-${++count}`
  return invitation({
    id: invitationIdFrom(id),
    invitee: { ...invitation().invitee, email: `${id}@x.example`, ...over },
    sends: { invite: sent(LEFT) },
    answers: answers.map((each, at) => answered({ id: `${id}-${at}`, ...each })),
    ...rest,
  })
}
const yes: Partial<Answer> = { answer: 'accepted' }
const instead: Partial<Answer> = { answer: 'delegated', delegate: { name: 'Sam', title: '', email: 'sam@x.example' } }

describe('the board', () => {
  it('counts companies, not people, principals apart from delegates', () => {
    const { mass, companies } = tally(campaign({ goal: 2 }), [
      person({ company: 'Ortiz Tool' }, [yes]),
      person({ company: 'ORTIZ TOOL, Inc.' }, [yes]),
      person({ company: 'Hale' }, [instead]),
      person({ company: 'Hale' }, [{ answer: 'declined' }]),
      person({ company: 'Cho' }, [{ answer: 'tentative' }]),
    ])
    expect(mass).toEqual({ goal: 2, principals: 1, delegates: 1, undecided: 1, publicPartners: 0, reached: true })
    expect(companies.map(({ name, best, comes }) => [name, best, comes])).toEqual([
      ['Cho', 'tentative', undefined],
      ['Hale', 'delegated', 'delegate'],
      ['Ortiz Tool', 'accepted', 'principal'],
    ])
  })

  it('counts a company whose leader comes and another sends somebody as one with its leader', () => {
    const { mass } = tally(campaign(), [person({ company: 'A' }, [instead]), person({ company: 'A' }, [yes])])
    expect(mass).toMatchObject({ principals: 1, delegates: 0, reached: false })
  })

  it('counts a company that sends somebody until everybody cannot come whom it sent', () => {
    const boss = person({ company: 'A' }, [instead])
    const sent = (said: Partial<Answer>[]) =>
      person({ company: 'A' }, said, { standsInFor: { invitation: boss.id, name: 'Amy' } })
    const delegates = (...standIns: Invitation[]) => tally(campaign(), [boss, ...standIns]).mass.delegates
    expect(delegates(sent([]))).toBe(1)
    expect(delegates(sent([{ answer: 'declined' }]))).toBe(0)
    expect(delegates(sent([{ answer: 'declined' }]), sent([]))).toBe(1)
  })

  it('welcomes public partners without counting them', () => {
    const { mass, companies } = tally(campaign(), [
      person({ company: 'College', publicPartner: true }, [yes]),
      person({ company: 'Both', publicPartner: true }, [yes]),
      person({ company: 'Both' }),
    ])
    expect(mass).toMatchObject({ principals: 0, delegates: 0, undecided: 0, publicPartners: 2 })
    expect(companies.map(({ best, publicPartner }) => [best, publicPartner])).toEqual([
      ['silent', false],
      ['accepted', true],
    ])
  })

  it('does not count a yes to the old time, but keeps a no', () => {
    const moved = campaign({ meeting: launch({ sequence: 1 }) })
    const { counts, mass } = tally(moved, [person({}, [yes]), person({}, [{ answer: 'declined' }])])
    expect(counts).toMatchObject({ 'old time': 1, accepted: 0, declined: 1 })
    expect(mass.principals).toBe(0)
  })

  it('tells the silent from those who were not written to, cannot be reached, or are off the list', () => {
    const { counts } = tally(campaign(), [
      person({}),
      person({}, [], { sends: {} }),
      person({}, [], { suppressed: { email: 'x', reason: 'bounced', at: LEFT } }),
      person({}, [yes], { suppressed: { email: 'x', reason: 'opted out', at: LEFT } }),
      person({}, [yes], { removedAt: LEFT }),
      person({}, [], { matters: [matter('Is there parking?')] }),
    ])
    expect(counts).toEqual({
      invited: 5,
      needsYou: 1,
      accepted: 1,
      declined: 0,
      tentative: 0,
      delegated: 0,
      'old time': 0,
      replied: 1,
      silent: 1,
      'not written to': 1,
      unreachable: 1,
    })
  })

  it('gives a stand-in and whom they stand for one seat, whoever answered', () => {
    const leader = person({ company: 'Hale' }, [instead])
    const standIn = (...answers: Partial<Answer>[]) =>
      person({ company: 'Hale' }, answers, {
        standsInFor: { invitation: leader.id, name: 'Jane Ortiz' } as NonNullable<Invitation['standsInFor']>,
      })
    const board = (...people: Invitation[]) => tally(campaign({ goal: 1 }), people)
    expect(board(leader, standIn()).counts).toMatchObject({ invited: 1, delegated: 1, silent: 0 })
    expect(board(leader, standIn(yes)).counts).toMatchObject({ invited: 1, delegated: 1, accepted: 0 })
    expect(board(leader, standIn(yes)).mass).toMatchObject({ principals: 0, delegates: 1, reached: true })
    expect(board(leader, standIn({ answer: 'tentative' })).mass).toMatchObject({ delegates: 1, undecided: 0 })
    // A stand-in who cannot come leaves the seat empty; what they write waits for the convener all the same.
    const no = standIn({ answer: 'declined' })
    expect(board(leader, no).mass).toMatchObject({ principals: 0, delegates: 0, reached: false })
    expect(board(leader, { ...standIn(), matters: [matter('Where do I park?')] }).counts.needsYou).toBe(1)
    // Another's refusal empties no seat but their own.
    expect(board(leader, standIn(), person({ company: 'Cho' }, [{ answer: 'declined' }])).mass.delegates).toBe(1)
  })

  it('counts public partners who come, each once, and never as one that may', () => {
    const college = (answer: Partial<Answer>) => person({ company: 'College', publicPartner: true }, [answer])
    const sends = college(instead)
    const standIn = person({ company: 'College', publicPartner: true }, [yes], {
      standsInFor: { invitation: sends.id, name: 'Jane Ortiz' } as NonNullable<Invitation['standsInFor']>,
    })
    const { mass, counts } = tally(campaign(), [
      college(yes),
      sends,
      standIn,
      college({ answer: 'tentative' }),
      college({ answer: 'declined' }),
    ])
    expect(mass).toMatchObject({ publicPartners: 2, undecided: 0, principals: 0, delegates: 0 })
    expect(counts.invited).toBe(4)
  })

  it('counts a company that may come only until somebody of it comes', () => {
    const maybe = person({ company: 'Hale' }, [{ answer: 'tentative' }])
    const { mass } = tally(campaign(), [maybe, person({ company: 'Hale' }, [yes]), person({ company: 'Cho' })])
    expect(mass).toMatchObject({ principals: 1, undecided: 0 })
  })

  it('shows people and companies before the meeting has a time, without champions', () => {
    const { meeting: _, ...untimed } = campaign()
    const { people, companies } = tally(untimed as ReturnType<typeof campaign>, [
      person({ company: 'Hale' }, [yes]),
      person({ company: 'Hale' }),
      person({ company: 'Host' }, [yes], { host: true }),
    ])
    expect(people.map(({ state }) => state)).toEqual(['accepted', 'silent'])
    expect(companies.map(({ key, people: all }) => [key, all.length])).toEqual([['hale', 2]])
  })

  it('is searched by words in any order, without accents, by state and by company', () => {
    const { people } = tally(campaign(), [
      person({ name: 'José Peña', company: 'Peña e Hijos' }, [yes]),
      person({ name: 'Josie Hale', company: 'Hale', title: 'Owner' }, [], { matters: [matter('Look')] }),
    ])
    const names = (sought: Parameters<typeof filter>[1]) => filter(people, sought).map(p => p.invitation.invitee.name)
    expect(names({ text: 'pena JOSE' })).toEqual(['José Peña'])
    expect(names({ text: 'jos' })).toHaveLength(2)
    expect(names({ text: 'owner', state: 'replied' })).toEqual(['Josie Hale'])
    expect(names({ state: 'needs you' })).toEqual(['Josie Hale'])
    expect(names({ company: 'pena e hijos' })).toEqual(['José Peña'])
    expect(names({ text: 'nobody' })).toEqual([])
    // Every word has to occur, and a blank none.
    expect(names({ text: 'pena hale' })).toEqual([])
    expect(names({ text: ' ' })).toHaveLength(2)
    expect(names({ state: 'accepted' })).toEqual(['José Peña'])
  })
})

describe('answers over time', () => {
  const left = { invite: LEFT }

  it('start with the first letter and stand at the end of each day of the zone', () => {
    const days = answersOverTime(
      campaign({ left }),
      [
        person({}, [{ at: '2027-03-02T15:00:00.000Z' }, { at: '2027-03-03T15:00:00.000Z', answer: 'declined' }]),
        // Still 3 March in Denver.
        person({}, [{ at: '2027-03-04T05:00:00.000Z', answer: 'tentative' }]),
        person({}, [instead, yes], { removedAt: LEFT }),
        person({}),
      ],
      '2027-03-04T20:00:00.000Z',
    )
    expect(days).toEqual([
      { day: '2027-03-01', coming: 0, maybe: 0, no: 0 },
      { day: '2027-03-02', coming: 1, maybe: 0, no: 0 },
      { day: '2027-03-03', coming: 0, maybe: 1, no: 1 },
      { day: '2027-03-04', coming: 0, maybe: 1, no: 1 },
    ])
  })

  it('stop counting a yes on the day the meeting moves', () => {
    const meeting = launch({ sequence: 1 })
    const changes = [{ sequence: 1, at: '2027-03-03T20:00:00.000Z', was: launch() }]
    const said = [person({}, [{ at: '2027-03-02T15:00:00.000Z' }])]
    // The same people were counted before it moved.
    expect(answersOverTime(campaign({ left }), said, '2027-03-04T20:00:00.000Z').at(-1)).not.toMatchObject({
      coming: 0,
    })
    const days = answersOverTime(campaign({ left, meeting, changes }), said, '2027-03-04T20:00:00.000Z')
    expect(days.map(({ coming }) => coming)).toEqual([0, 1, 0, 0])
  })

  it('end with the meeting, and are none before anything has left', () => {
    expect(answersOverTime(campaign({ left }), [], '2027-12-31T00:00:00.000Z').at(-1)?.day).toBe('2027-03-31')
    expect(answersOverTime(campaign(), [person({})], LEFT)).toEqual([])
  })

  it('are counted of those who are still invited, each seat once, whenever they answered', () => {
    const standIn = person({}, [yes], {
      standsInFor: { invitation: invitationIdFrom('x'), name: 'X' } as NonNullable<Invitation['standsInFor']>,
    })
    const said = [person({}, [yes], { removedAt: LEFT }), standIn]
    const days = answersOverTime(campaign({ left }), said, '2027-03-02T20:00:00.000Z')
    expect(days.at(-1)).toEqual({ day: '2027-03-02', coming: 0, maybe: 0, no: 0 })
  })

  it('move from one count to another as somebody changes their mind, in whatever order the answers are kept', () => {
    const said = [
      person({}, [
        { at: '2027-03-04T15:00:00.000Z' },
        { at: '2027-03-02T15:00:00.000Z', answer: 'tentative' },
        { at: '2027-03-03T15:00:00.000Z', answer: 'tentative' },
      ]),
      person({}, [{ ...instead, at: '2027-03-02T15:00:00.000Z' }]),
    ]
    const days = answersOverTime(campaign({ left }), said, '2027-03-04T20:00:00.000Z')
    expect(days.map(({ coming, maybe }) => [coming, maybe])).toEqual([
      [0, 0],
      [1, 1],
      [1, 1],
      [2, 0],
    ])
  })

  it('begin with the first of several letters, or with an answer that came before any', () => {
    const both = campaign({ left: { again: '2027-03-03T16:00:00.000Z', invite: LEFT } })
    expect(answersOverTime(both, [], '2027-03-03T20:00:00.000Z').map(({ day }) => day)).toEqual([
      '2027-03-01',
      '2027-03-02',
      '2027-03-03',
    ])
    const early = [person({}, [{ at: '2027-02-27T15:00:00.000Z' }])]
    expect(answersOverTime(campaign({ left }), early, LEFT)[0]).toEqual({
      day: '2027-02-27',
      coming: 1,
      maybe: 0,
      no: 0,
    })
  })

  it('go on past the meeting for an answer that came after it', () => {
    const late = [person({}, [{ at: '2027-04-02T15:00:00.000Z', answer: 'declined' }])]
    expect(answersOverTime(campaign({ left }), late, '2027-04-05T15:00:00.000Z').at(-1)).toMatchObject({
      day: '2027-04-02',
      no: 1,
    })
  })

  it('tell days apart on the minute, where a zone is half an hour off', () => {
    // Midnight of Kolkata is half past six in the evening before.
    const meeting = launch({ zone: 'Asia/Kolkata' })
    const said = [
      person({}, [{ at: '2027-03-02T18:29:59.999Z' }]),
      person({}, [{ at: '2027-03-02T18:30:00.000Z', answer: 'declined' }]),
    ]
    expect(answersOverTime(campaign({ left, meeting }), said, '2027-03-02T20:00:00.000Z')).toEqual([
      { day: '2027-03-01', coming: 0, maybe: 0, no: 0 },
      { day: '2027-03-02', coming: 1, maybe: 0, no: 0 },
      { day: '2027-03-03', coming: 1, maybe: 0, no: 1 },
    ])
  })

  it('neither begin nor go on by what changed nobody: a meeting that moved before, a yes that is said again', () => {
    const changes = [{ sequence: 1, at: '2027-02-20T20:00:00.000Z', was: launch() }]
    const moved = campaign({ left, meeting: launch({ sequence: 1 }), changes })
    const said = [
      person({}, [
        { at: '2027-03-02T15:00:00.000Z', sequence: 1 },
        { at: '2027-04-05T15:00:00.000Z', sequence: 1 },
      ]),
    ]
    const days = answersOverTime(moved, said, '2027-04-08T20:00:00.000Z')
    expect([days[0]?.day, days.at(-1)]).toEqual(['2027-03-01', { day: '2027-03-31', coming: 1, maybe: 0, no: 0 }])
  })

  it('are none while the meeting has no time', () => {
    const { meeting: _, ...untimed } = campaign({ left })
    expect(answersOverTime(untimed as ReturnType<typeof campaign>, [person({}, [yes])], LEFT)).toEqual([])
    expect(wavesLeft(untimed as ReturnType<typeof campaign>)).toEqual([])
  })

  it('know on which day which wave left', () => {
    expect(wavesLeft(campaign({ left }))).toEqual([{ day: '2027-03-01', title: expect.any(String) }])
    const after = Object.entries(WAVES).flatMap(([kind, { outlastsStart }]) => (outlastsStart ? [kind] : []))
    expect(after.length).toBeGreaterThan(0)
    const all = { ...left, ...Object.fromEntries(after.map(kind => [kind, LEFT])), unheard: LEFT }
    expect(wavesLeft(campaign({ left: all })).map(({ day }) => day)).toEqual(['2027-03-01', '2027-03-01'])
  })
})
