/** One letter from words to its press. What composes and sets letters is loaded with the first that is asked for. */
import type { LetterRequest } from './content.ts'
import type { Press, Setting } from './press.ts'

export async function setLetter(request: LetterRequest, setting: Setting): Promise<Press> {
  const [{ composeLetter }, { setPress }] = await Promise.all([import('./letter.ts'), import('./press.ts')])
  return setPress(composeLetter(request), setting)
}
