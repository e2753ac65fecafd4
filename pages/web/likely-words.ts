/** The words for a likely answer, which a person confirms or changes. */
import type { Suggestion } from '../../domain/keep/matter.ts'

/** What the reply says, were it so. */
export const LIKELY: Record<Suggestion['answer'], string> = {
  accepted: 'They’re coming',
  tentative: 'They may be coming',
  declined: 'They’re not coming',
  delegated: 'They’re sending someone',
  'opt out': 'They want no more emails',
}
