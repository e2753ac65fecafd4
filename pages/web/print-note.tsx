/** Says before printing what would not be printed whole. */
import { Alert } from './field.tsx'

/** More than these are not named. */
const MOST = 8

/** `words` are those with characters that no face of ours has; nothing is shown where there are none. */
export const PrintNote = ({ words }: { words: readonly string[] }) =>
  words.length === 0 ? null : (
    <Alert kind="warning">
      Our printed pages don’t have every character in <bdi>{words.slice(0, MOST).join(' · ')}</bdi>
      {words.length > MOST ? ` and ${words.length - MOST} more` : ''}. A box (□) is printed instead: add a spelling in
      other letters, or write it by hand.
    </Alert>
  )
