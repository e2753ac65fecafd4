/** interim */
import type { WrittenReply } from './reading.ts'

export function readWrittenReply(text: string): WrittenReply {
  const own = text.split(/\n>|\nOn .* wrote:/)[0]?.trim() ?? ''
  const says: [RegExp, WrittenReply['says']][] = [
    [/unsubscribe/i, 'opt-out'],
    [/\?/, 'question'],
    [/in my place/i, 'delegated'],
    [/^(yes|.*will attend)/i, 'accepted'],
    [/^no\b/i, 'declined'],
    [/^maybe/i, 'tentative'],
  ]
  const found = says.find(([pattern]) => pattern.test(own))
  const delegate = found?.[1] === 'delegated' ? { name: own.split(' will')[0] ?? '', title: '', email: '' } : undefined
  return { says: found?.[1] ?? 'unclear', because: 'interim', text: own, ...(delegate ? { delegate } : {}) }
}
