/** Conditions, and what hangs on them: whether they come, or something else. */
import { inFirstPerson } from './speaker.ts'
import { isOfComing } from './topic.ts'

/** A sentence that begins with a condition, which is one on all that it says. */
export const BEGINS_WITH_IF = /^(?:and |but |so |well |y |pero )?(?:if|unless|provided|as long as|assuming|si)\b/i
/** "When my partner agrees.", and no more: it hangs what was said before on that. */
export const ONLY_WHEN = /^(?:when|once|as soon as|cuando|en cuanto)\b[^,]{1,40}$/i
const IF = '(?:if|when|in case|unless|si|cuando|en caso de que)'
/** "If a cow goes down, I'll call you." */
const THEN = new RegExp(
  `(?:^|, ?)(?:and |but |so |y |pero )?${IF}\\b[^,]{3,80}, ?(?:then |entonces )?(?<main>.+)$`,
  'iu',
)
/** "I'll bring two chairs if you are short." */
const BEFORE = new RegExp(`^(?<main>.{12,}?),? (?:por )?${IF}\\b.+$`, 'iu')
/** What by itself says whether they come. */
const SHORT_FOR_IT = /\b(?:good|fine|ok(?:ay)?|great|set|game|sold|yours|forget it|deal|bets|bien|va|listo)\b/i

/**
 * Whether what hangs on a sentence's condition is not whether they come. `besides`: no clause of it is an answer.
 */
export function hangsElsewhere(sentence: string, besides: boolean): boolean {
  const main = THEN.exec(sentence)?.groups?.main ?? (besides ? BEFORE.exec(sentence)?.groups?.main : undefined)
  return (
    main !== undefined && /\S \S+ \S/.test(main) && !isOfComing(inFirstPerson(main).words) && !SHORT_FOR_IT.test(main)
  )
}
