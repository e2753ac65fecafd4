import { expect, test } from 'vitest'
import { readMessage } from '../../../mail/inbound/read-message.ts'
import { readWrittenReply } from '../../../mail/inbound/reply/read-reply.ts'
import { createLuck } from '../../simulation/luck.ts'
import { everyMessage, fuzz, mutated } from './mutations.ts'

test('two thousand changed messages are read without a throw, each within two seconds', async () => {
  const { failures, kinds } = await fuzz(2000)
  expect(failures).toEqual([])
  // The changes leave enough of the messages for every branch to be reached.
  expect(Object.keys(kinds).sort()).toEqual(['automatic', 'bounce', 'calendar', 'other', 'refresh', 'written'])
}, 120_000)

test('three thousand changed automatic replies and bounces are none of them taken for an answer', async () => {
  const from = 'guest@company.example'
  const kinds = await Promise.all(everyMessage().map(async bytes => ({ bytes, ...(await readMessage(bytes, from)) })))
  const programs = kinds.filter(({ content }) => content.kind === 'automatic' || content.kind === 'bounce')
  const sources = programs.map(({ bytes }) => bytes)
  expect(sources.length).toBeGreaterThan(30)
  const answers: string[] = []
  for (let seed = 1; seed <= 3000; seed++) {
    const { content, subject } = await readMessage(mutated(sources, createLuck(seed)), from)
    if (content.kind !== 'written') continue
    const { says, text } = readWrittenReply(content.text, { invitee: 'Ann Lee', subject })
    if (says !== 'unclear' && says !== 'question') answers.push(`seed ${seed}: ${says}: ${text}`)
  }
  expect(answers).toEqual([])
}, 120_000)
