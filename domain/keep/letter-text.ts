import * as z from 'zod'
import { personal, shape } from './shape.ts'

/** A letter's subject and its body in Markdown, both with merge fields such as `{{first_name}}`. */
export const letterText = shape(() => z.object({ subject: personal.words(), body: personal.words() }))
