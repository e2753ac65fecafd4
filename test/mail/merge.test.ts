import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { greetingOf } from '../../domain/list/person-name.ts'
import { fillShared, oneLine, personFields, splitFields, unknownFields } from '../../mail/merge.ts'

describe('Merge fields', () => {
  it('are named when there is no such field, as they were typed', () => {
    expect(unknownFields('Dear {{first_name}}, {{ Company }} {{firstname}} {{salary}} {{firstname}}')).toEqual([
      '{{firstname}}',
      '{{salary}}',
    ])
  })

  it('are named when their braces never close', () => {
    expect(unknownFields('Dear {{first_name}, welcome')).toEqual(['{{first_name}'])
    expect(unknownFields('no { braces } to speak of')).toEqual([])
  })

  it('may be typed with capitals and spaces', () => {
    expect(splitFields('Dear {{ First name }}!', () => '')).toEqual(['Dear ', { slot: 'first_name' }, '!'])
  })

  it('are filled once: a value that looks like a field is only a value', () => {
    const shared = {
      sector: '{{region}}',
      region: 'North',
      partnership: '',
      organization: '',
      date: '',
      time: '',
      place: '',
      host: '',
      champions: '',
    }
    expect(fillShared('{{sector}} in {{region}} for {{name}}, {{nothing}}', shared)).toBe(
      '{{region}} in North for {{name}}, {{nothing}}',
    )
  })
})

describe('The name to greet somebody by', () => {
  it.each([
    ['Eleanor Marsh', 'Eleanor'],
    ['Dr. Ana María López', 'Ana'],
    ['J. Robert Hale', 'J. Robert'],
    ['J. Hale', 'J. Hale'],
    ['Prof. Dr. Wei Chen', 'Wei'],
    ['山田太郎', '山田太郎'],
    ['  ', ''],
  ])('%s is %s', (name, first) => {
    expect(greetingOf(name)).toBe(first)
  })

  it('reads naturally where nothing is known', () => {
    expect(personFields({ name: '', title: '', company: '' })).toEqual({
      first_name: 'colleague',
      name: 'colleague',
      title: '',
      company: 'your company',
    })
  })
})

it('A value is always one line of whole characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const line = oneLine(text)
      expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]|^\s|\s$|\s\s/u)
      expect(line.isWellFormed()).toBe(true)
      expect(oneLine(line)).toBe(line)
    }),
  )
})
