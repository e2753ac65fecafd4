/** One letter from words to its press. What composes and sets letters is loaded with the first that is asked for. */
import type { LetterRequest } from './content.ts'
import type { Press, PressOptions } from './press.ts'

type Tools = [typeof import('./letter.ts'), typeof import('./press.ts')]

let tools: Promise<Tools> | undefined
const load = (): Promise<Tools> => (tools ??= Promise.all([import('./letter.ts'), import('./press.ts')]))

export async function setLetter(request: LetterRequest, setting: PressOptions): Promise<Press> {
  const [{ composeLetter }, { setPress }] = await load()
  return setPress(composeLetter(request), setting)
}
