/** Forms as they arrive: what is kept of what was typed, what two people changed, and hours that there are. */
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { boundaryOf, cutParts, NoForm } from '../../../functions/web/cut-parts.ts'
import { boxesOf, isStale, lastChange, mergeTyped, tickedIn, wasIn } from '../../../functions/web/merged.ts'
import { wordsOf } from '../../../functions/web/said.ts'
import { errorsOf, typedIn, unknownErrors } from '../../../functions/web/typed.ts'
import { clockErrors, refuseImpossible, skippedHour, when } from '../../../functions/web/when.ts'

describe('what was typed', () => {
  test('is text alone, with one character for a line break, and no longer than can be shown', () => {
    const typed = typedIn({
      a: 'x\r\ny\rz',
      b: new Blob(['x']),
      c: ['d'],
      e: 'x'.repeat(10_001),
      was: 'x'.repeat(200_001),
      f: 'a\u0000b',
    })
    expect(typed).toMatchObject({ a: 'x\ny\nz' })
    expect(Object.keys(typed).sort()).toEqual(['a', 'e', 'f', 'was'])
    expect([typed.e?.length, typed.was?.length, typed.f?.includes('\u0000')]).toEqual([10_000, 200_000, false])
  })

  test('that does not read is said at its field, the first complaint of each', () => {
    const form = z.object({
      a: z.string().min(2, 'short').regex(/^\d+$/, 'no number'),
      b: z.object({ c: z.string('none') }),
    })
    const found = form.safeParse({ a: 'x', b: {} })
    expect(found.error && errorsOf(found.error)).toEqual({ a: 'short', 'b.c': 'none' })
    expect(found.error && errorsOf(found.error, path => `${path}_1`)).toEqual({ a_1: 'short', 'b.c_1': 'none' })
    expect(unknownErrors({ body: ['{{x}}', '{{y}}'], subject: undefined })).toEqual({
      body: 'Convoke does not know {{x}}, {{y}}. Take it out.',
      subject: 'Convoke does not know . Take it out.',
    })
  })

  test('is merged with what others saved since the form was filled', () => {
    const was = JSON.stringify({ a: '1', b: '1', c: '1' })
    expect(mergeTyped({ a: '2', b: '1', c: '1', was }, { a: '1', b: '3', c: '1' })).toEqual({
      values: { a: '2', b: '3', c: '1' },
      clashes: [],
    })
    const { values, clashes } = mergeTyped({ a: '2', b: '1', c: '1', was }, { a: '3', b: '1', c: '1' })
    expect([values.a, clashes.map(({ field }) => field)]).toEqual(['2', ['a']])
    // Whoever takes the other's word takes it whole.
    expect(
      mergeTyped({ a: '2', b: '1', c: '1', take_0: JSON.stringify({ a: '3' }), was }, { a: '3', b: '1', c: '1' }),
    ).toEqual({ values: { a: '3', b: '1', c: '1' }, clashes: [] })
    expect(mergeTyped({ a: '2' }, { a: '3' })).toEqual({ values: { a: '2' }, clashes: [] })
    expect(mergeTyped({ a: '2', take_0: '{', was: '[]' }, { a: '3' })).toEqual({ values: { a: '2' }, clashes: [] })
    expect(mergeTyped({ take_x: '1', was: '{}' }, {}).values).toEqual({ take_x: '1' })
  })

  test('says what it was filled from, where that reads', () => {
    expect(wasIn(JSON.stringify({ a: 'x', b: 1, c: null }))).toEqual({ a: 'x' })
    for (const broken of [undefined, '', '{', 'null', '[]', '"x"', '1', `{"a":"${'x'.repeat(200_000)}"}`])
      expect(wasIn(broken)).toBeUndefined()
    expect([
      isStale(JSON.stringify({ a: '1' }), { a: '1' }),
      isStale(JSON.stringify({ a: '1' }), { a: '2' }),
      isStale(undefined, { a: '2' }),
      isStale(7, { a: '2' }),
      isStale('{', { a: '2' }),
    ]).toEqual([false, true, false, false, false])
  })

  test('in boxes of one name is each box by itself', () => {
    expect(boxesOf('who', ['a', 'b', new Blob([])])).toEqual({ 'who a': 'yes', 'who b': 'yes' })
    expect([boxesOf('who', 'a'), boxesOf('who', undefined)]).toEqual([{ 'who a': 'yes' }, {}])
    expect(tickedIn({ 'who a': 'yes', 'whoever b': 'yes', who: 'x' }, 'who')).toEqual(['a'])
  })

  test('was changed last by whoever did so at the latest time', () => {
    const at = (day: number, by: string) => ({ at: `2027-03-0${day}T16:00:00.000Z`, by })
    expect(lastChange([at(2, 'Bea'), at(1, 'Ada')], 'America/Denver')).toBe('Bea, Mar 2, 2027, 9:00 AM')
    expect(lastChange([at(2, 'Bea')])).toBe('Bea, Mar 2, 2027, 4:00 PM')
    expect(lastChange([])).toBeUndefined()
  })

  test('a page says what was done by a word that it knows', () => {
    const words = { saved: 'Saved.' }
    expect([wordsOf(words, 'saved'), wordsOf(words, 'toString'), wordsOf(words, undefined)]).toEqual([
      'Saved.',
      undefined,
      undefined,
    ])
  })
})

describe('hours', () => {
  test('end after they start, and are none that clocks skip', () => {
    const zone = 'America/Denver'
    const errors = (start: string, end: string, date: string | undefined = '2027-03-14') =>
      Object.keys(clockErrors({ start, end, zone, ...(date ? { date } : {}) }))
    expect(errors('09:00', '09:00')).toEqual(['end'])
    expect(errors('02:30', '04:00')).toEqual(['start'])
    expect(errors('01:30', '02:30')).toEqual(['end'])
    expect([
      errors('03:00', '04:00'),
      errors('02:30', '04:00', '2027-03-15'),
      Object.keys(clockErrors({ start: '02:30', end: '04:00', zone })),
    ]).toEqual([[], [], []])
    expect(skippedHour('2027-03-14', '02:30', zone)).toContain('There is no 2:30 AM on Sunday, March 14, 2027')
    expect(skippedHour('2027-03-14', '02:30', 'America/Phoenix')).toBeUndefined()
  })

  test('in a form complain each for itself, and together where all read', () => {
    const form = z.object(when).superRefine(refuseImpossible)
    const wrong = (over: object) => {
      const found = form.safeParse({
        date: '2027-03-14',
        start: '07:30',
        end: '09:00',
        zone: 'America/Denver',
        ...over,
      })
      return found.success ? [] : Object.keys(errorsOf(found.error))
    }
    expect(wrong({})).toEqual([])
    expect(wrong({ start: ' 07:30 ' })).toEqual([])
    expect(wrong({ end: '07:00' })).toEqual(['end'])
    expect(wrong({ start: '02:30' })).toEqual(['start'])
    expect(wrong({ date: '2027-02-30', zone: 'Moon', start: 'x', end: 'y' }).sort()).toEqual([
      'date',
      'end',
      'start',
      'zone',
    ])
  })
})

describe('a form of parts', () => {
  const boundary = 'XyZ'
  const form = (...parts: string[]) =>
    `${parts.map((part, n) => `${n > 0 ? '\r\n' : ''}--${boundary}\r\nContent-Disposition: form-data; name="f${n}"\r\n\r\n${part}`).join('')}\r\n--${boundary}--\r\n`
  /** What is kept of a form that comes in pieces of so many bytes. */
  const kept = (text: string, most: number, step: number): string => {
    const cut = cutParts(boundary, most)
    const bytes = Buffer.from(text)
    const out: Uint8Array[] = []
    for (let at = 0; at < bytes.length; at += step) out.push(cut.take(bytes.subarray(at, at + step)))
    return Buffer.concat([...out, cut.end()]).toString()
  }
  test.each([1, 3, 7, 1000])('arrives whole where no part is too long, in pieces of %i', step => {
    const text = form('short', '', 'with\r\n--Xy lines\r\n')
    expect(kept(text, 100, step)).toBe(text)
  })

  test.each([1, 5, 1000])('keeps of each part one byte more than is wanted, in pieces of %i', step => {
    expect(kept(form('x'.repeat(50), 'ok', 'y'.repeat(11)), 10, step)).toBe(form('x'.repeat(11), 'ok', 'y'.repeat(11)))
    expect(kept(form('x'.repeat(10)), 10, step)).toBe(form('x'.repeat(10)))
  })

  test('is none where what stands above a part has no end', () => {
    const endless = (length: number) => () => kept(`--${boundary}\r\n${'a'.repeat(length)}`, 10, 1024)
    expect(endless(17 * 1024)).toThrow(NoForm)
    expect(endless(15 * 1024)).not.toThrow()
  })

  test('names its boundary, quoted or not', () => {
    expect(boundaryOf('multipart/form-data; boundary=abc')).toBe('abc')
    expect(boundaryOf('Multipart/Form-Data; charset=utf-8; boundary="a b"')).toBe('a b')
    for (const other of [
      undefined,
      'text/plain; boundary=abc',
      'multipart/form-data',
      `multipart/form-data; boundary="${'a'.repeat(71)}"`,
    ])
      expect(boundaryOf(other)).toBeUndefined()
  })
})
