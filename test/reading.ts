/** What a script reads from pages and dates. */

export const DAY = 24 * 3600_000

/** The value of a field in a page's form. */
export const fieldIn = (html: string, name: string): string =>
  new RegExp(`name="${name}"[^>]* value="([^"]*)"|value="([^"]*)"[^>]* name="${name}"`)
    .exec(html)
    ?.slice(1)
    .find(Boolean) ?? ''
export const plain = (html: string): string =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&#39;|&rsquo;/g, '’')
    .replace(/\s+/g, ' ')
export const idsIn = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map(([, id = '']) => id)
export const dayOf = (instant: string | number): string => new Date(instant).toISOString().slice(0, 10)
export const plus = (day: string, days: number): string => dayOf(Date.parse(`${day}T12:00:00Z`) + days * DAY)
