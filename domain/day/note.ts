/** What one of the support team heard at a launch, and could help with once industry asks. */
import * as z from 'zod'
import { instant, personal, type Shaped, shape } from '../keep/shape.ts'

export const noteShape = shape(() =>
  z.object({
    /** Tells the writer from another of the same name. */
    writer: z.string(),
    by: personal.name(),
    organization: personal.work(),
    /** What business said. */
    heard: personal.words(),
    /** What they could bring, once an action team asks for it. */
    offer: personal.words(),
    /** What is better left alone for now. */
    wait: personal.words(),
    at: instant(),
  }),
)
export type Note = Shaped<typeof noteShape>
