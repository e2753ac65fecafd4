/** The house's page around a body that was made elsewhere, such as the workbench. */
import type { HtmlEscapedString } from 'hono/utils/html'
import { page } from '../../pages/web/layout.tsx'

export const framed = (title: string, body: HtmlEscapedString): string => page(title, body, { wide: true })
