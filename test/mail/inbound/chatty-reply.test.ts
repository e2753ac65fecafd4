/** How people really write: several things in one breath, slips, other people, and what only sounds like an answer. */
import { describe, expect, test } from 'vitest'
import { type Labeled, written } from '../../../bench/labeled-replies.ts'
import { measure } from '../../../bench/replies.ts'
import { readWrittenReply } from '../../../mail/inbound/reply/read-reply.ts'
import { slowness, worked } from '../../slowness.ts'

const read = (text: string) => readWrittenReply(text, { invitee: 'Luis Ortega', subject: 'Re: the launch' })
/** Those of them that are read as something else. */
const otherwise = (texts: readonly string[], ...expected: string[]) =>
  texts.map(text => `${text} → ${read(text).says}`).filter(each => !expected.some(says => each.endsWith(says)))

const NONE = [
  "I can't do Thursday but Friday is open.",
  "Can't come in person but I'd dial in.",
  'No to driving, yes to a phone call',
  'No on the 15th, but the week after I could.',
  'El jueves no puedo, el viernes sí.',
  'Ese día no puedo; el lunes con gusto.',
  'En persona no puedo, por videollamada sí.',
  "I can't make mornings. Evenings I can.",
  "I won't be there at 8:30 but I'll be there by 10",
  'No puedo ir a menos que lo cambien',
  'No podría ir tan temprano',
  'Jueves imposible, viernes posible',
  'I said no to the chamber, not to you.',
  "I won't make it on time, the plant shuts at nine",
  'Yes, if you move it to noon.',
  'Voy si va Toño.',
  "Who says I'm not coming?",
  'I never said I was coming.',
  "My wife says I'm going, I say I'm not.",
  'Luis says yes, his secretary says no.',
  "I'm going to the other one, the chamber's.",
  "I'll be there for the golf outing.",
  'Count me in for the next one.',
  "I'd come if it were closer.",
  'Is it true that Bob said "I\'ll be there"?',
  "I'll be there in spirit.",
  'Let me see and get back to you',
  "I'll pass this to my brother.",
  "I don't want to say no.",
  "I can't decide.",
  'I was going to come.',
  'I thought I could come.',
  'Bob is coming.',
  'No digo que no.',
  'Ya veremos.',
  'No sé quién les dijo que yo iba.',
  'Iré a la próxima.',
  "I can come late, if that's any use.",
  'I am out of the office until May 3 with no access to email.',
  "I'm away this week, will answer Monday.",
  "I'm on the road, will look later.",
  "You'll have to ask my boss.",
  'Luis no longer works here.',
  "Luis is out until next week. I'll show him this.",
  "I can't believe how great this is.",
  'Sounds like something I should attend.',
  'I should be there.',
  "I'd better be there or Karen will kill me",
  "I'll see you in church Sunday.",
  'See you at the game Friday',
  "Thanks for the reminder, I haven't forgotten, still checking.",
  "Please confirm my attendance isn't required.",
  'Do you need me to confirm?',
  'I could not be more excited for the region.',
  "No, I haven't decided.",
  'Sí lo leí, no lo he pensado.',
  'Not sure I belong there.',
  'Okay',
  'Great!',
  'Congratulations on the launch!',
  'Los veo el domingo en misa.',
  "I'm in Denver.",
  "I'm in a meeting, call you later.",
  'Tied up right now. Later.',
  'Busy. What is this?',
  "Luis would come but he's ill. I'll be there.",
  'Luis anda de viaje. Ahí estaré yo.',
  'Luis no anda aquí. Ahí nos vemos.',
  "Luis has retired. I'm the new owner and I'd be glad to come.",
  'Luis passed it to me. See you Thursday.',
  "Luis said yes but he forgets. I can't come.",
  "Tell Bob no. Tell Karen I'm thinking.",
  "They say I'm in. I say who's they.",
  "I'll come and get the forms tomorrow.",
  "I'll come by your office Monday to talk about it.",
  'I can do 8:30 but not that day.',
  'That works for me on paper.',
  "Thursday works, the 15th doesn't.",
  "I'm down with the flu.",
  "I'm there every week anyway, at the college.",
  'Put my name on the list for the next one.',
  'Count on it to rain.',
  'Why not?',
  'Can do better than that.',
  "I'm a yes if Bob is.",
  "I'm a yes unless it snows",
  'We have had to turn people away. This is needed.',
  'The plant keeps me from attending most things.',
  "Nothing keeps me from attending but I don't see why I should.",
  'My boss says no to everything.',
  "No point in me coming if Bob isn't.",
  "I have no time for people who don't show. Who's confirmed?",
  "I don't think I will, I know I will... kidding, still deciding",
  'Not for me to decide.',
  'Not my call.',
  "I don't have time to read this now.",
  "I can't do mornings, is there an evening one?",
  "It's impossible to find machinists.",
  "It's not going to happen the way you describe.",
  "You'll have to start without me, I get there at 9.",
  'Paso por ti el jueves.',
  'Paso la invitación a mi socio.',
  'No llego a las 8:30, llego a las 10.',
  'No alcanzo a llegar a esa hora.',
  'No me da tiempo de leerlo.',
  'Se me complica la hora, ¿podría ser más tarde?',
  'Se me complica un poco pero voy a ver.',
  'Queda para la próxima junta con mi socio.',
  'Ahí andamos, luchando. ¿De qué se trata?',
  'Ahí voy, poco a poco.',
  'Jalo si hay lonche.',
  'Guárdame un lugar por si acaso.',
  'Apártame lugar, luego te confirmo.',
  'Yo voy con mi contador a ver si conviene.',
  'Estoy en una junta.',
  'Ya lo tengo en mi agenda para revisarlo.',
  'Dale, lo leo.',
  'Dice mi jefe que quién paga.',
  'Dice mi socio que no va.',
  'Me dijo que sí va Toño.',
  'Luis said to ask what it costs before he says yes.',
  'Luis wants to know if he has to speak.',
  'Luis says hi.',
  'My dad is coming home Thursday.',
  "I'll be in touch.",
  'I will be in Houston.',
  "I'm away until the 20th.",
  'We are closed Thursday.',
  'I was out of town that week.',
  'I have another meeting at ten, so how long is it?',
  "I'm busy that morning until 8, then free.",
  "I'm booked that day but I could come for the first half hour.",
  "I'm out of town that day. Zoom?",
  "I'm traveling that week but back by Thursday",
  'Out that week, in the week after.',
  "I'll be there. When my partner agrees.",
  "Can't leave the shop before nine.",
  'Yes. No. I mean yes to lunch.',
  'I will be there if Bob is',
]

const STOP = [
  "No thank you and please don't write to us anymore",
  'not coming, and quit writing me',
  'No me interesa. No quiero que me sigan escribiendo.',
  'No voy a ir y no quiero que me manden nada más',
  'No gracias, y ya no me escriban',
  'no thanks. dont email me again',
  'Not interested, take my name off whatever list this is',
  'No puedo, y por favor no me vuelvan a contactar',
  'Decline. Remove me.',
  "We won't attend. Kindly remove us from this mailing list.",
  'Please drop us from your mailings',
  'Ya no me interesa recibir sus mensajes',
  'please no more of these',
]

describe('a reply', () => {
  test.each(NONE)('that only sounds like a yes or a no is neither: %s', text => {
    expect(['unclear', 'question', 'tentative', 'delegated']).toContain(read(text).says)
  })

  test('that asks for no more emails is that, whatever else it declines', () => {
    expect(otherwise(STOP, 'opt-out')).toEqual([])
  })

  test('with slips of the finger is read as it was meant, and none turns an answer round', () => {
    expect(
      otherwise(
        ['Attendign!', 'Confirmd', 'wil be ther', 'I wil attend the meetign', 'Cuente con mi asistensia'],
        'accepted',
      ),
    ).toEqual([])
    expect(
      otherwise(['cnat make it', 'Unfortunatly I am not availble that day', 'no boy a poder ir'], 'declined'),
    ).toEqual([])
    // What is not available is not taken for its opposite, however it is spelled.
    expect(otherwise(['I am unavailble that morning', 'I am unvailable that morning'], 'declined', 'unclear')).toEqual(
      [],
    )
  })

  test('that was dictated is read with the marks that were said', () => {
    expect(read('thanks for the invite comma I cannot come period talk soon').says).toBe('declined')
    expect(read('yes I will be there period sorry I am driving').says).toBe('accepted')
  })

  test('that says two things in one breath is read for both', () => {
    expect(
      otherwise(["I'll be in Tulsa that week so count me out", 'the crew needs me and I have to decline'], 'declined'),
    ).toEqual([])
    expect(otherwise(['Luis has a conflict that day and is unable to attend'], 'declined')).toEqual([])
    expect(otherwise(["I'll be there and Tom owes me a beer"], 'accepted')).toEqual([])
  })

  test('with a condition on something else than coming is as clear as without it', () => {
    expect(read("Plan on me. If a cow goes down, I'll call your cell.").says).toBe('accepted')
    expect(read('Plan on me. If a cow goes down, I will not make it.').says).toBe('unclear')
    expect(read("I'll be there if a cow does not go down.").says).toBe('unclear')
  })

  test('with a question about something else is an answer, and the question is for a person', () => {
    expect(read("I'll be there. Is it the building with the blue roof?")).toMatchObject({
      says: 'accepted',
      asks: true,
    })
    expect(read("I'll be there. How about April instead?").says).toBe('unclear')
  })

  test('of somebody who speaks of the invitee and of themselves is for a person', () => {
    expect(read("Luis is ill. I'm coming.").says).toBe('unclear')
    expect(read('Luis is ill and asked me to take his place.').says).toBe('delegated')
    expect(read('Boss says yes.').says).toBe('accepted')
  })
})

describe('a suggestion', () => {
  test('names the likely answer with the sentence that says it', () => {
    expect(read("Hoping it rains. I'll come unless the hay is dry.").suggestion).toBeDefined()
    expect(read('Wish I could!').suggestion).toEqual({ answer: 'declined', because: 'Wish I could!' })
    expect(read("I'll be there. When my partner agrees.").suggestion?.answer).toBe('tentative')
  })

  test('is none for who is away now, nor from words half understood beside a question', () => {
    expect(read("I'll be away from my desk until the 14th with no email.").suggestion).toBeUndefined()
    expect(
      read('I will be out of the office November 30 - December 4, and back on Monday, Dec. 7th.').suggestion,
    ).toBeUndefined()
    expect(read("How is this different? I just can't tell from the letter.").suggestion).toBeUndefined()
  })
})

test('a long text full of places where one could go on takes no more than a moment', () => {
  const clause = 'the mill was loud and i thank you so please see i was and he said we put them as they count '
  const began = worked()
  read(`${clause.repeat(4).slice(0, 380)}. `.repeat(21))
  expect(worked() - began).toBeLessThan(1500 * slowness())
})

describe.each(['fresh', 'aside'] as const)('of the replies in %s.tsv', name => {
  const replies: readonly Labeled[] = written(name)
  test('no yes and no no is one that is none, and most are read', () => {
    const { figures } = measure(replies)
    expect(figures).toMatchObject({ precision_accepted: 1, precision_declined: 1, not_answers_taken: 0 })
    expect(figures.read_of_clear).toBeGreaterThan(0.7)
  })
})
