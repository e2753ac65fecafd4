/** A line about one person, in any form people write it. */
import { describe, expect, it } from 'vitest'
import { readPersonLine } from '../../../domain/list/person-line.ts'

const J = 'jane@roe.example'

/** Each line reads so. */
const read = (
  rule: string,
  rows: [line: string, name: string, rest?: { title?: string; company?: string; email?: string; phone?: string }][],
) =>
  describe(rule, () => {
    it.each(rows)('%j is about %j: %j', (line, name, rest) =>
      expect(readPersonLine(line)).toEqual({ name, title: '', company: '', email: '', phone: '', ...rest }),
    )
  })

read('an address stands anywhere in the line', [
  [`Jane Roe <${J}>`, 'Jane Roe', { email: J }],
  [`Jane Roe ${J}`, 'Jane Roe', { email: J }],
  [`${J} Jane Roe`, 'Jane Roe', { email: J }],
  [`${J}, Jane Roe`, 'Jane Roe', { email: J }],
  [`${J} Mple`, 'Mple', { email: J }],
  [`Jane Roe (${J})`, 'Jane Roe', { email: J }],
  [`Jane Roe "${J}"`, 'Jane Roe', { email: J }],
  [`Jane Roe [${J}](mailto:${J})`, 'Jane Roe', { email: J }],
  [`Jane Roe [write](${J})`, 'Jane Roe [write]', { email: J }],
  [`Jane Roe Email: ${J}`, 'Jane Roe', { email: J }],
  [`Jane Roe correo ${J} | CEO`, 'Jane Roe', { email: J, title: 'CEO' }],
  [`Jane Roe\t${J}`, 'Jane Roe', { email: J }],
  [`Jane Roe, CEO <${J}>`, 'Jane Roe', { email: J, title: 'CEO' }],
  [`Jane<${J}>`, 'Jane', { email: J }],
  [`Jane Roe: ${J}.`, 'Jane Roe', { email: J }],
  [`Jane Roe <SMTP:${J}>`, 'Jane Roe', { email: J }],
  [`Jane Roe, ::${J}..`, 'Jane Roe', { email: J }],
  [`Jane Roe, ${J}!`, 'Jane Roe', { email: J }],
  [J, '', { email: J }],
  [`Jane Roe <${J}> <JANE@roe.example>`, 'Jane Roe', { email: J }],
  [`Jane Roe <${J}>; <j@home.example>`, 'Jane Roe', { email: `${J}; j@home.example` }],
  [`Jane Roe ${J} j@home.example`, 'Jane Roe', { email: `${J}; j@home.example` }],
])

read('words close before an address must be the name of its owner', [
  [`jane doe ${J}`, 'jane doe', { email: J }],
  [`jane ${J}`, 'jane', { email: J }],
  [`Bob Lee ${J}`, 'Bob Lee', { email: J }],
  ['Bob O’Neil boneil@x.example', 'Bob O’Neil', { email: 'boneil@x.example' }],
  [`- jane ${J}`, 'jane', { email: J }],
  [`Acme Works, jane ${J}`, 'jane', { company: 'Acme Works', email: J }],
])

read('where they are not, or anything else is close, the cell is kept as it is written', [
  [`janet doe ${J}`, '', { email: `janet doe ${J}` }],
  ['al alan@x.example', '', { email: 'al alan@x.example' }],
  [`roe ${J}`, '', { email: `roe ${J}` }],
  [`aJane aBob x@y.example`, '', { email: 'aJane aBob x@y.example' }],
  [`Jane<${J}`, 'Jane', { email: J }],
  ['Jane Roe jane@roe', '', { email: 'Jane Roe jane@roe' }],
  [`Jane Roe ${J};x`, '', { email: `Jane Roe ${J};x` }],
  [`bob lee ${J}`, '', { email: `bob lee ${J}` }],
  [`Bob ${J}`, '', { email: `Bob ${J}` }],
  [`ja ne@x.example`, '', { email: 'ja ne@x.example' }],
  ['jane roe@roe.example', '', { email: 'jane roe@roe.example' }],
  ['Jane Roe, jane roe@roe.example', 'Jane Roe', { email: 'jane roe@roe.example' }],
  ['Jane Roe - jane roe@roe.example', 'Jane Roe', { email: 'jane roe@roe.example' }],
  ['Jane Roe <jane roe@roe.example>', 'Jane Roe', { email: 'jane roe@roe.example' }],
  [`${J} mple`, '', { email: `${J} mple` }],
  [`x ${J} Mple`, '', { email: `x ${J} Mple` }],
  [`Jane Roe ${J} mple`, '', { email: `Jane Roe ${J} mple` }],
  [`Jane Roe, ${J}/x`, 'Jane Roe', { email: `${J}/x` }],
  [`Jane Roe @ Roe ${J}`, '', { email: `Jane Roe @ Roe ${J}` }],
  ['Jane Roe @roe', '', { email: 'Jane Roe @roe' }],
  ['Jane Roe, jane@roe', 'Jane Roe', { email: 'jane@roe' }],
  [`Jane, Roe ${J}, x@y`, 'Jane', { email: `Roe ${J}, x@y` }],
])

read('what a list puts before a person is not read', [
  ['• Jane Roe', 'Jane Roe'],
  ['→ Jane Roe', 'Jane Roe'],
  ['☐ Jane Roe', 'Jane Roe'],
  ['1. Jane Roe', 'Jane Roe'],
  ['1.Jane Roe', 'Jane Roe'],
  ['(2) Jane Roe', 'Jane Roe'],
  ['a) Jane Roe', 'Jane Roe'],
  ['12 Jane Roe', 'Jane Roe'],
  ['3 - Jane Roe', 'Jane Roe'],
  [`1. ${J}`, '', { email: J }],
  [`1.${J}`, '', { email: `1.${J}` }],
  ['- Jane Roe -', 'Jane Roe'],
])

describe('a line', () => {
  it.each(['', '   ', '---', 'Board members:', '• :'])('%j is about nobody', line =>
    expect(readPersonLine(line)).toBeUndefined(),
  )

  it('with a colon and an address is about somebody, and so is a number', () => {
    expect(readPersonLine(`${J}:`)?.email).not.toBe('')
    expect(readPersonLine('Board: Jane')?.name).toBe('Board: Jane')
    expect(readPersonLine('303-555-0100')?.phone).toBe('303-555-0100')
  })

  it('is read no further than a thousand characters', () => {
    expect(readPersonLine(`${'x'.repeat(990)} <${J}>`)?.email).not.toBe(J)
    expect(readPersonLine(`${'x'.repeat(900)} <${J}>`)?.email).toBe(J)
  })
})

read('a phone number is taken out of the words', [
  ['Jane Roe, (303) 555-0100 x12', 'Jane Roe', { phone: '(303) 555-0100 x12' }],
  ['Jane Roe, tel: 303.555.0100, CEO', 'Jane Roe', { phone: '303.555.0100', title: 'CEO' }],
  ['Jane Roe c: 3035550100', 'Jane Roe', { phone: '3035550100' }],
  ['Jane Roe, +1 303 555 0100', 'Jane Roe', { phone: '+1 303 555 0100' }],
  ['Jane Roe 1-303-555-0100 ext. 5', 'Jane Roe', { phone: '1-303-555-0100 ext. 5' }],
  ['Jane Roe, 555-0100', 'Jane Roe'],
  ['Jane Roe, Store 3', 'Jane Roe', { company: 'Store 3' }],
])

read('name, job and company are told apart in any order', [
  ['Jane Roe, CEO, Roe Works', 'Jane Roe', { title: 'CEO', company: 'Roe Works' }],
  ['Jane Roe, Roe Works, CEO', 'Jane Roe', { title: 'CEO', company: 'Roe Works' }],
  ['CEO | Owner', 'Owner', { title: 'CEO' }],
  ['Jane Roe, Denver, CO', 'Jane Roe', { company: 'Denver' }],
  ['Jane Roe, Denver', 'Jane Roe', { company: 'Denver' }],
  ['Jane Roe; CEO; Roe Works', 'Jane Roe', { title: 'CEO', company: 'Roe Works' }],
  ['Jane Roe | CEO | Roe Works', 'Jane Roe', { title: 'CEO', company: 'Roe Works' }],
  ['Jane Roe — CEO — Roe Works', 'Jane Roe', { title: 'CEO', company: 'Roe Works' }],
  ['Jane Roe • CEO', 'Jane Roe', { title: 'CEO' }],
  ['Jane Roe - CEO, Roe Works', 'Jane Roe', { title: 'CEO', company: 'Roe Works' }],
  ['Roe Works - Jane Roe', 'Jane Roe', { company: 'Roe Works' }],
  ['CEO, Jane Roe', 'Jane Roe', { title: 'CEO' }],
  ['Manager, Roe Works, Jane Roe', 'Jane Roe', { title: 'Manager', company: 'Roe Works' }],
  ['Jane Roe, CEO, Partner Engineering', 'Jane Roe', { title: 'CEO', company: 'Partner Engineering' }],
  ['12 | Jane Roe | CEO', 'Jane Roe', { title: 'CEO' }],
  ['Store 3 | Jane Roe', 'Jane Roe', { company: 'Store 3' }],
  ['so many words that are no name | Jane Roe', 'Jane Roe', { company: 'so many words that are no name' }],
  ['Ana Maria de la Cruz Ruiz | Kerr', 'Ana Maria de la Cruz Ruiz', { company: 'Kerr' }],
  ['Jane Roe | Roe Works, CO', 'Jane Roe', { company: 'Roe Works, CO' }],
  ['Jane Roe | Roe Works,CEO', 'Jane Roe', { title: 'CEO', company: 'Roe Works' }],
  ['Jane Roe | K', 'Jane Roe'],
  ['Jane Roe -- CEO', 'Jane Roe', { title: 'CEO' }],
  ['Jane Roe,, CEO', 'Jane Roe', { title: 'CEO' }],
  ['Jane Roe, Roe Works, Lee Inc.', 'Jane Roe', { company: 'Roe Works' }],
  ['Jane Roe, Bob Lee', 'Jane Roe', { company: 'Bob Lee' }],
  ['Jane Roe, 12, Roe Works', 'Jane Roe', { company: 'Roe Works' }],
  ['Jane Roe, CEO, PhD', 'Jane Roe', { title: 'CEO' }],
  ['Jane Roe (CEO)', 'Jane Roe', { title: 'CEO' }],
  ['Jane Roe (Roe Works Inc.)', 'Jane Roe', { company: 'Roe Works Inc.' }],
  ['Jane Roe (Janie)', 'Jane Roe (Janie)'],
  ['Jane Roe (Janie), CEO', 'Jane Roe (Janie)', { title: 'CEO' }],
  ['Jane "JR" Roe', 'Jane "JR" Roe'],
  ['“Jane Roe” | CEO', 'Jane Roe', { title: 'CEO' }],
  ['(Jane Roe) | CEO', 'Jane Roe', { title: 'CEO' }],
  ['=Jane Roe= | CEO', 'Jane Roe', { title: 'CEO' }],
  ['Jane Roe, Dean Owner', 'Jane Roe', { company: 'Dean Owner' }],
  ['CEO', 'CEO'],
  ['Roe Works Inc.', 'Roe Works Inc.'],
  ['jane roe', 'jane roe'],
  [
    'Jane Roe, Sales and marketing of all the world here',
    'Jane Roe',
    {
      company: 'Sales and marketing of all the world here',
    },
  ],
])

read('a job may say where', [
  ['Jane Roe, CEO at Roe Works', 'Jane Roe', { title: 'CEO', company: 'Roe Works' }],
  ['Jane Roe, CEO of Kerr', 'Jane Roe', { title: 'CEO', company: 'Kerr' }],
  ['Jane Roe, Manager of Roe Works', 'Jane Roe', { title: 'Manager', company: 'Roe Works' }],
  ['Jane Roe, Manager at Kerr', 'Jane Roe', { title: 'Manager', company: 'Kerr' }],
  ['Jane Roe, owner de Panadería Roe', 'Jane Roe', { title: 'owner', company: 'Panadería Roe' }],
  ['Jane Roe, Gerente en Kerr', 'Jane Roe', { title: 'Gerente', company: 'Kerr' }],
  ['Jane Roe, Dean at Roe College', 'Jane Roe', { title: 'Dean', company: 'Roe College' }],
  ['Jane Roe, Owner, CEO of Kerr', 'Jane Roe', { title: 'Owner', company: 'Kerr' }],
  ['Owner with Roe Works', '', { title: 'Owner', company: 'Roe Works' }],
  ['Jane Roe, Roe Works, CEO of Kerr', 'Jane Roe', { title: 'CEO', company: 'Roe Works' }],
  ['Jane Roe, Director of Sales, Roe Works', 'Jane Roe', { title: 'Director of Sales', company: 'Roe Works' }],
  ['Jane Roe, Dean of Nursing, Roe College', 'Jane Roe', { title: 'Dean of Nursing', company: 'Roe College' }],
  ['Jane Roe, Chief of Staff', 'Jane Roe', { title: 'Chief of Staff' }],
  ['Jane Roe, Manager often Of Kerr', 'Jane Roe', { title: 'Manager often Of Kerr' }],
  ['Jane Roe, Assistant to the CEO', 'Jane Roe', { title: 'Assistant to the CEO' }],
  ['Jane Roe, Manager of managers', 'Jane Roe', { title: 'Manager of managers' }],
])

read('letters and a given name behind a comma belong to the name', [
  ['Roe, Jane', 'Roe, Jane'],
  ['Roe, Jane, CEO', 'Roe, Jane', { title: 'CEO' }],
  ['Roe, Jane, CEO, Roe Works', 'Roe, Jane', { title: 'CEO', company: 'Roe Works' }],
  ['Roe, Jane, PhD, CEO', 'Roe, Jane, PhD', { title: 'CEO' }],
  ['Roe, Xochitl', 'Roe, Xochitl'],
  ['Roe, Xochitl, CEO', 'Roe, Xochitl', { title: 'CEO' }],
  ['Roe, Xochitl, Denver', 'Roe', { company: 'Xochitl' }],
  ['de la Cruz, Ana, CEO', 'de la Cruz, Ana', { title: 'CEO' }],
  ['De La Cruz, Ana, CEO', 'De La Cruz, Ana', { title: 'CEO' }],
  ['St. John, Ann, CEO', 'St. John, Ann', { title: 'CEO' }],
  ['Dr. Roe, Jane, CEO', 'Dr. Roe, Jane', { title: 'CEO' }],
  ['Xochitl Roe, Zyx', 'Xochitl Roe, Zyx'],
  ['Xochitl Roe, Zyx | CEO', 'Xochitl Roe', { title: 'CEO', company: 'Zyx' }],
  ['Xochitl Roe, Zyx, CEO', 'Xochitl Roe', { title: 'CEO', company: 'Zyx' }],
  ['Roe, Zyx, CEO, Denver', 'Roe', { title: 'CEO', company: 'Zyx' }],
  ['Roe, CEO', 'Roe', { title: 'CEO' }],
  ['Jane Roe, PhD Works', 'Jane Roe', { company: 'PhD Works' }],
  ['Ana de Cruz, Zyx, CEO', 'Ana de Cruz', { title: 'CEO', company: 'Zyx' }],
  ['Delroy Roe, Zyx, CEO', 'Delroy Roe', { title: 'CEO', company: 'Zyx' }],
  ['MacDi Roe, Zyx, CEO', 'MacDi Roe', { title: 'CEO', company: 'Zyx' }],
  ['Jane Roe, PhD, CEO, Roe Works', 'Jane Roe, PhD', { title: 'CEO', company: 'Roe Works' }],
  ['Jane Roe, Jr., CEO', 'Jane Roe, Jr.', { title: 'CEO' }],
  ['Jane Roe, PhD CPA, CEO', 'Jane Roe, PhD CPA', { title: 'CEO' }],
  ['Jane Roe, PhD', 'Jane Roe, PhD'],
  ['JANE ROE, CEO, ROE WORKS', 'JANE ROE', { title: 'CEO', company: 'ROE WORKS' }],
  ['JANE ROE, PHD, KERR', 'JANE ROE, PHD', { company: 'KERR' }],
])
