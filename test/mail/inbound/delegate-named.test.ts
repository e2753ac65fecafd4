/** Who comes instead, by name, title and address in any order. */
import { expect, test } from 'vitest'
import { readWrittenReply } from '../../../mail/inbound/reply/read-reply.ts'

/** What Robert Hale, or somebody for him, writes; whom it names. */
const REPLIES: [text: string, name: string, title: string, email: string][] = [
  ['Our VP of HR Joan Kim will represent us.', 'Joan Kim', 'VP of HR', ''],
  ['Joan Kim, our VP of HR, will represent us at the launch.', 'Joan Kim', 'VP of HR', ''],
  [
    'I have a conflict that morning, but Joan Kim (jkim@hale.example), our VP of HR, will be there in my place.',
    'Joan Kim',
    'VP of HR',
    'jkim@hale.example',
  ],
  [
    "I can't make it. Please expect Marcus Doyle, Plant Manager, marcus.doyle@hale.example.",
    'Marcus Doyle',
    'Plant Manager',
    'marcus.doyle@hale.example',
  ],
  [
    'marcus.doyle@hale.example is our plant manager Marcus Doyle; he will come instead of me.',
    'Marcus Doyle',
    'plant manager',
    'marcus.doyle@hale.example',
  ],
  ['Sending Dana Ruiz, COO, in my stead: dana@hale.example', 'Dana Ruiz', 'COO', 'dana@hale.example'],
  [
    'I am sending our chief operating officer, Dana Ruiz <dana@hale.example>.',
    'Dana Ruiz',
    'chief operating officer',
    'dana@hale.example',
  ],
  [
    'Dana Ruiz will attend for me. She is our Director of Operations. Her email is druiz@hale.example.',
    'Dana Ruiz',
    'Director of Operations',
    'druiz@hale.example',
  ],
  ['Unfortunately I will be traveling. My colleague Priya Nair will attend on my behalf.', 'Priya Nair', '', ''],
  ["Regrets from me. Our HR director, Tom O'Brien, is coming instead.", "Tom O'Brien", 'HR director', ''],
  [
    'Please put down Luis Ortega (Operations Manager, luis@hale.example) instead of me.',
    'Luis Ortega',
    'Operations Manager',
    'luis@hale.example',
  ],
  ['Luis Ortega from our shop will take my seat.', 'Luis Ortega', '', ''],
  [
    'Our general manager will take my place: Karen Whitfield, kwhitfield@hale.example',
    'Karen Whitfield',
    'general manager',
    'kwhitfield@hale.example',
  ],
  ["I've asked Karen Whitfield, our GM, to attend in my place.", 'Karen Whitfield', 'GM', ''],
  ['Ms. Karen Whitfield, General Manager, will represent Hale Machine.', 'Karen Whitfield', 'General Manager', ''],
  [
    'Dr. Amy Chen, our Chief Technology Officer, will be attending in my absence.',
    'Amy Chen',
    'Chief Technology Officer',
    '',
  ],
  ["I won't be able to attend; however Amy Chen will be there on behalf of our company.", 'Amy Chen', '', ''],
  ['Count on Steve Park, VP Manufacturing, to represent us.', 'Steve Park', 'VP Manufacturing', ''],
  ['Steve Park (spark@hale.example) will cover this for me.', 'Steve Park', '', 'spark@hale.example'],
  [
    'In my place: Steve Park, VP of Manufacturing, spark@hale.example.',
    'Steve Park',
    'VP of Manufacturing',
    'spark@hale.example',
  ],
  ["Can't do the 14th. Delegating to Steve Park, VP of Manufacturing.", 'Steve Park', 'VP of Manufacturing', ''],
  [
    'I delegate my seat to Nina Brooks, our controller (nina.brooks@hale.example).',
    'Nina Brooks',
    'controller',
    'nina.brooks@hale.example',
  ],
  ['We will be represented by Nina Brooks, Controller.', 'Nina Brooks', 'Controller', ''],
  ['Hale Machine will be represented by our controller, Nina Brooks.', 'Nina Brooks', 'controller', ''],
  [
    'Nina Brooks, Controller, Hale Machine, nina@hale.example, will be our representative.',
    'Nina Brooks',
    'Controller',
    'nina@hale.example',
  ],
  ['My assistant manager Jorge will come for me.', 'Jorge', 'assistant manager', ''],
  ['Representing us will be Nina Brooks.', 'Nina Brooks', '', ''],
  [
    'Nuestra directora de recursos humanos, Laura Méndez, asistirá en mi lugar.',
    'Laura Méndez',
    'directora de recursos humanos',
    '',
  ],
  [
    'Laura Méndez, nuestra directora de recursos humanos, nos representará.',
    'Laura Méndez',
    'directora de recursos humanos',
    '',
  ],
  [
    'No puedo ir, pero enviaré a Laura Méndez (laura@hale.example), gerente de planta.',
    'Laura Méndez',
    'gerente de planta',
    'laura@hale.example',
  ],
  [
    'En mi lugar irá el gerente de operaciones, Pedro Salas, pedro@hale.example.',
    'Pedro Salas',
    'gerente de operaciones',
    'pedro@hale.example',
  ],
  ['Pedro Salas irá por mí. Es nuestro gerente general.', 'Pedro Salas', 'gerente general', ''],
  ['No podré asistir; mi socio Pedro Salas irá en mi lugar.', 'Pedro Salas', 'socio', ''],
  [
    'Delego en la Ing. Marta Ríos, jefa de producción (mrios@hale.example).',
    'Marta Ríos',
    'jefa de producción',
    'mrios@hale.example',
  ],
  ['Voy a mandar a mi jefe de planta, Raúl Vega.', 'Raúl Vega', 'jefe de planta', ''],
  [
    'mrios@hale.example, Marta Ríos, jefa de producción, asistirá por nosotros.',
    'Marta Ríos',
    'jefa de producción',
    'mrios@hale.example',
  ],
  ['Nos representará nuestro contador, Raúl Vega.', 'Raúl Vega', 'contador', ''],
  [
    'La Lic. Ana Torres, directora comercial, acudirá en representación de la empresa.',
    'Ana Torres',
    'directora comercial',
    '',
  ],
  [
    'Por favor registren a Raúl Vega en mi lugar. Su correo es raul.vega@hale.example.',
    'Raúl Vega',
    '',
    'raul.vega@hale.example',
  ],
]

test.each(REPLIES)('%s', (text, name, title, email) => {
  const { says, delegate } = readWrittenReply(text, { invitee: 'Robert Hale', subject: 'Re: will you join us?' })
  expect([says, delegate]).toEqual(['delegated', { name, title, email }])
})

test.each([
  'No podremos enviar el logo.',
  'Joan Kim, our VP of HR, says hello.',
  'I will represent us myself.',
  'Nina Brooks is our controller. She sends the invoice.',
])('names nobody who comes: %s', text => {
  expect(readWrittenReply(text, { invitee: 'Robert Hale', subject: 'Re: will you join us?' }).says).not.toBe(
    'delegated',
  )
})

test.each([
  'I cannot come. dana stone will come in my place.',
  'I cannot come. J. Stone <js@hale.example> will come in my place.',
  'Sorry, I can’t make it. My number 2 will come instead of me.',
])('is no mere no where somebody comes whom we do not know for a person: %s', text => {
  expect(readWrittenReply(text, { invitee: 'Robert Hale', subject: 'Re: will you join us?' }).says).toBe('unclear')
})
