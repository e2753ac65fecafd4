/** Replies that look like an answer and are none, and what of somebody else they say. */
import { describe, expect, test } from 'vitest'
import { readWrittenReply } from '../../../mail/inbound/reply/read-reply.ts'

const read = (text: string, subject = 'Re: the launch') => readWrittenReply(text, { invitee: 'Jane Roe', subject })

const NONE = [
  'I’ll be there. It needs my boss’s sign-off.',
  'I’ll be there. Nothing is certain though.',
  'I will attend. Then again, I have surgery that day.',
  'I’ll be there. Oh, that’s a Thursday. I’m gone Thursdays.',
  'Yes. Wrong number though.',
  'Yes. Who is this?',
  'Yes. I am the owner.',
  'Yes. This is the right address.',
  'No. The meeting you describe sounds useful and I may come.',
  'No. I never got the first letter.',
  'No. This is not Jane.',
  'No. You must mean the other Roe.',
  'No. I did not get the attachment.',
  'No. I have not decided.',
  'I’m in. Sort of.',
  'I’m coming to see you about the invoice.',
  'See you Thursday at the Rotary lunch.',
  'See you at the plant Thursday to fix the boiler.',
  'Looking forward to it. Whether I can make it is another matter.',
  'I’ll be there for the golf.',
  'Jane will attend the conference in Ohio that week.',
  'Jane is confirmed for surgery that day.',
  'Jane accepts submissions until March.',
  'Jane will not be attending the board dinner. The launch is fine.',
  'I cannot attend the lunch afterwards.',
  'We will not be sponsoring.',
  'I decline to comment.',
  'I pass your shop every day.',
  'I’m out of stamps, so email is fine.',
  'Count me in for the newsletter.',
  'Sign me up for the mailing list.',
  'Please add me to your list.',
  'Put me down for a table at the gala.',
  'Happy to help. What do you need?',
  'I accept the challenge!',
  'I accept that we have a problem.',
  'We confirm receipt of your invitation.',
  'Confirmed receipt.',
  'I can be there if my sitter shows.',
  'I could be there.',
  'I would attend.',
  'I should be there.',
  'I’d be there but no.',
  'Would love to. Will see.',
  'Would love to! My wife has chemo on Thursdays though.',
  'Love to. Which day again?',
  'I plan to attend the one in the fall.',
  'I’ll be there the week after.',
  'Tell Sam I’ll be there when hell freezes over.',
  'I’ll be there when pigs fly.',
  'Over my dead body.',
  'I’ll be there, said no one ever.',
  'My brother will be there. I am in Ohio.',
  'My brother will be there, so will I.',
  'Sam said I’d be there.',
  'You can’t count on me.',
  'I can’t not come.',
  'I wouldn’t say no.',
  'I can hardly wait to not be there',
  'Not coming? Of course I’m coming!',
  'Do I have to come? I’m not coming.',
  'I’m not coming unless there’s coffee.',
  'Jane Roe no longer works here. I’ll be there instead.',
  'I don’t think I can’t come.',
  'I will be there virtually',
  'I’ll be there via Zoom.',
  'Yes to lunch.',
  'I’ll be there with a proxy.',
  'Yes please send more information.',
  'Sure, send me the details.',
  'Ok.',
  'Okay, thanks.',
  'Sounds great!',
  'Great idea.',
  'Thanks, we will be there in the fall',
  'I’ll try. I’ll be there.',
  'I’ll be there, Lord willing and the creek don’t rise.',
  'Si Dios quiere ahí estaré.',
  'Ahí estaré, Dios mediante.',
  'Ahí nos vemos en misa.',
  'Nos vemos luego.',
  'Claro, mándeme la información.',
  'Sí, mándeme más información.',
  'Sí, soy yo.',
  'No, no soy yo.',
  'No, todavía no lo he visto.',
  'Con gusto le ayudo.',
  'Voy a ver.',
  'Voy a preguntar.',
  'Voy saliendo de viaje.',
  'No puedo abrir la liga.',
  'If you can promise me nobody sells anything, I’m there.',
  'Please don’t stop emailing me.',
  'Please remove my colleague Bob from the list, he left.',
  'She said “I will be there”.',
  'Sam told me “no”, and I told him “yes”.',
]

describe('no answer', () => {
  test.each(NONE)('is “%s”', text => expect(['unclear', 'question']).toContain(read(text).says))
})

describe('an answer', () => {
  test.each([
    ['I’ll be there. We lose every second driver to the railroad, and nobody talks about it.', 'accepted'],
    ['Yes. I am gluten free and I take my coffee black.', 'accepted'],
    ['I will attend. Where do I park?', 'accepted'],
    ['No. We already belong to two groups and don’t need a third.', 'declined'],
    ['No hard feelings, but no.', 'declined'],
    ['Can’t make it. Please keep us in mind for the next one.', 'declined'],
    ['I said no last time and regretted it. This time it’s a yes.', 'accepted'],
    ['Jane asked me to tell you yes.', 'accepted'],
    ['Ms. Roe regrets', 'declined'],
    ['no for jane, traveling', 'declined'],
    ['Jane me pidió que les dijera que no va.', 'declined'],
    ['Jane me encargó decirles que acepta con gusto.', 'accepted'],
    ['Maybe. If the trucks roll I’m out, otherwise I’m with you.', 'tentative'],
  ])('“%s” is %s', (text, says) => expect(read(text)).toMatchObject({ says }))

  test('may stand in the subject, where that is the writer’s own', () => {
    expect(read('Jane Roe\nRoe Tool', 'I will be there').says).toBe('accepted')
    expect(read('Thanks', 'Re: I will be there').says).toBe('unclear')
  })

  test('is not given by somebody who bears the invitee’s family name', () =>
    expect(read('My son Tom Roe will be there.').says).not.toBe('accepted'))
})

describe('somebody in their place', () => {
  const JOAN = { name: 'Joan Kim', email: 'jkim@x.example' }
  test.each([
    ['Our VP of HR Joan Kim (jkim@x.example) will represent us', { ...JOAN, title: 'VP of HR' }],
    ['Joan Kim (jkim@x.example), our plant manager, is coming in my place', { ...JOAN, title: 'plant manager' }],
    ['Joan Kim, jkim@x.example, VP Operations, will attend instead of me', { ...JOAN, title: 'VP Operations' }],
    ['In my place: Joan Kim, Director of HR, jkim@x.example', { ...JOAN, title: 'Director of HR' }],
    ['Please expect our COO, Joan Kim, instead of me (jkim@x.example).', { ...JOAN, title: 'COO' }],
    ['Jane can’t make it, but Joan Kim will be there. jkim@x.example', { ...JOAN, title: '' }],
    ['Nuestra gerente de planta, Joan Kim (jkim@x.example), irá en mi lugar', { ...JOAN, title: 'gerente de planta' }],
    ['Mando a Joan Kim, jefa de compras: jkim@x.example', { ...JOAN, title: 'jefa de compras' }],
  ])('“%s”', (text, delegate) => expect(read(text)).toMatchObject({ says: 'delegated', delegate }))
})
