/** What people and programmers read is spelled as Americans spell it. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { britishIn } from './spelling.ts'

/** Words that others may write, and we read; and what stood in documents of earlier versions. */
const DATA = [
  'domain/list/company-like.ts',
  'domain/list/given-names.ts',
  'domain/list/heading.ts',
  'domain/prepare/readiness-record.ts',
  'functions/keep/upgrade.ts',
  'functions/keep/told-events.ts',
  'functions/keep/upgrade-prose.ts',
  'mail/inbound/reply/question.ts',
  'mail/inbound/reply/rules/maybe.ts',
  'mail/inbound/reply/topic.ts',
  'mail/inbound/reply/words.ts',
  'mail/merge.ts',
  'test/functions/keep/first-version.test.ts',
  'test/simulation/plays/played-bugs.ts',
  'test/simulation/plays/versions.ts',
  'test/plain-words.ts',
  'test/house/spelling.ts',
  'test/house/spelling.test.ts',
]
const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' })
  .split('\n')
  .filter(file => /\.(?:tsx?|mjml|css|md)$/.test(file))
  .filter(file => !/\/compiled\/|^test\/samples\//.test(file) && !DATA.includes(file))

describe('spelling', () => {
  test('is American in every file of ours', () => {
    const found = files.flatMap(file => britishIn(readFileSync(file, 'utf8')).map(line => `${file}:${line}`))
    expect(found).toEqual([])
  })

  test.each(['the behaviour', 'cancelled', 'organised by', 'a centre', 'prioritising', 'colourful', 'Neighbours'])(
    'notices “%s”',
    words => expect(britishIn(words)).toHaveLength(1),
  )

  test.each([
    'promise',
    'cancellation',
    'otherwise',
    'enrollment',
    'excellent',
    'advise',
    'aria-labelledby',
    'canceled',
  ])('lets “%s” stand', words => expect(britishIn(words)).toEqual([]))
})
