/** The words for a likely answer, which a person confirms or changes. */
import type { Suggestion } from '../../domain/keep/matter.ts'

/** What the reply says, were it so. */
export const LIKELY: Record<Suggestion['answer'], string> = {
  accepted: 'They come',
  tentative: 'They may come',
  declined: 'They do not come',
  delegated: 'They send someone in their place',
  'opt out': 'They want no more letters',
}
