/** The stylesheet, the script and the fonts, under names that change with their content, so that browsers may keep them for good. */
import { Hono } from 'hono'
import { PATHS } from '../../domain/keep/paths.ts'
import { ASSETS, DOOR_SCRIPT, PICTURES_SCRIPT, SCRIPT, STYLES } from '../../pages/compiled/assets.ts'
import type { WebEnv } from './env.ts'

const FOR_GOOD = 'public, max-age=31536000, immutable'

export function assetRoutes(): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const serve = (path: string, body: string, type: string) =>
    app.get(path, c => c.body(body, 200, { 'Content-Type': type, 'Cache-Control': FOR_GOOD }))
  serve(ASSETS.styles, STYLES, 'text/css; charset=utf-8')
  serve(ASSETS.script, SCRIPT, 'text/javascript; charset=utf-8')
  serve(ASSETS.door, DOOR_SCRIPT, 'text/javascript; charset=utf-8')
  serve(ASSETS.pictures, PICTURES_SCRIPT, 'text/javascript; charset=utf-8')
  app.get(ASSETS.passkey, async c => {
    const { PASSKEY_SCRIPT } = await import('../../pages/compiled/passkey-script.ts')
    return c.body(PASSKEY_SCRIPT, 200, { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': FOR_GOOD })
  })
  // A browser asks for the fonts once, and no page needs them to be shown.
  app.get(PATHS.font.route, async (c, next) => {
    const { FONTS } = await import('../../pages/compiled/fonts.ts')
    const base64 = FONTS[c.req.path]
    if (base64 === undefined) return next()
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'))
    return c.body(bytes, 200, { 'Content-Type': 'font/woff2', 'Cache-Control': FOR_GOOD })
  })
  return app
}
