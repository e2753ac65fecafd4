/**
 * How the shape of a document is written down: once, as a schema of which its type follows. A shape checks what is stored
 * and changes nothing of it, so it has no defaults and nothing that trims or turns one value into another.
 */
import * as z from 'zod'

/** A shape is built when it is first asked for, so that a function that starts pays for those alone that it meets. */
export function shape<S extends z.ZodType>(make: () => S): () => S {
  let made: S | undefined
  return () => (made ??= make())
}

/** The type of what has a shape. */
export type Shaped<F extends () => z.ZodType> = z.infer<ReturnType<F>>

/** A list that nobody changes in place. */
export const listOf = <T>(of: z.ZodType<T>): z.ZodType<readonly T[]> => z.array(of)

/** A moment in UTC, always written `YYYY-MM-DDTHH:mm:ss.sssZ`, so that instants compare as text. */
export const instant = shape(() => z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/))

const marked = (personal: 'name' | 'address' | 'phone' | 'work' | 'words' | 'picture') =>
  shape(() => z.string().meta({ personal }))

/**
 * Text that is somebody's own: what erasure has to blank, an export of what is known of a person to bring, and retention
 * to forget. Whatever people typed in sentences counts, for it may name anybody.
 */
export const personal = {
  name: marked('name'),
  /** An email address, wherever it stands, or where somebody lives or works. */
  address: marked('address'),
  phone: marked('phone'),
  /** Title and company of one person. */
  work: marked('work'),
  words: marked('words'),
  picture: marked('picture'),
}
