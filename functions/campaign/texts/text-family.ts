/** Emails that can be read, changed and tested before they are sent. A family holds those of one kind of reader. */
import type { Letter } from '../../../domain/keep/campaign.ts'
import type { SeenBy } from '../../../pages/campaign/seen.tsx'
import type { ListedText } from '../../../pages/campaign/texts.tsx'
import type { Context } from '../../keep/context.ts'
import type { Keeps, Knows, Plans, Reads, Sends, Timed } from '../../keep/ports.ts'
import type { ViewedText } from '../../send/preview.ts'

/** One email, as the convener sees it. */
export interface EditableText extends Omit<ListedText, 'subject' | 'written'> {
  /** The words that it would have, and those that Convoke proposes. */
  words: Letter
  proposed: Letter
  /** Fields that may stand in it. */
  fields: readonly string[]
  /** Those of them that hold data, and so have to stay. */
  data: readonly string[]
  /** What the convener should know of it before they change it. */
  notes: readonly string[]
  /** It is as it is: it was sent, or it is written on a page of its own. */
  locked?: true
  /** Where that page is. */
  elsewhere?: { path: string; label: string }
}

export interface TextGroup {
  title: string
  hint: string
  texts: readonly EditableText[]
}

export type LooksAt = Reads & Timed & Knows<'secret' | 'url'>

export interface TextFamily {
  groups(world: LooksAt, context: Context): Promise<TextGroup[]>
  /** As whom it can be read. */
  readers(world: LooksAt, context: Context, text: string): Promise<SeenBy[]>
  /**
   * One reader's copy; without a reader that of an example. On a page its links lead nowhere, in a test they open a preview
   * that keeps nothing.
   */
  view(
    world: LooksAt,
    context: Context,
    sight: { text: string; reader: string; words: Letter; on: 'page' | 'test' },
  ): Promise<ViewedText | undefined>
  /** What saving these words would bring; undefined: those that Convoke proposes. */
  consequences(world: Reads & Timed, context: Context, text: string, words: Letter | undefined): Promise<string[]>
  write(
    world: Keeps & Sends & Plans,
    context: Context,
    text: string,
    by: string,
    words: Letter | undefined,
  ): Promise<'written' | 'kept'>
}

/** Which email of which family goes by an id; undefined: none. */
export async function findText(
  world: LooksAt,
  families: readonly TextFamily[],
  context: Context,
  id: string,
): Promise<{ family: TextFamily; text: EditableText } | undefined> {
  for (const family of families)
    for (const { texts } of await family.groups(world, context)) {
      const text = texts.find(each => each.id === id)
      if (text) return { family, text }
    }
  return undefined
}
