/** The stylesheet, the script and the fonts, under names that change with their content, so that browsers may keep them for good. */
import { Hono } from 'hono'
import { ASSETS, DOOR_SCRIPT, SCRIPT, STYLES } from '../../pages/compiled/assets.ts'
import { FONTS } from '../../pages/compiled/fonts.ts'
import type { WebEnv } from './caller.ts'

export function assetRoutes(): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const serve = (path: string, body: string | Uint8Array<ArrayBuffer>, type: string) =>
    app.get(path, c => {
      c.header('Content-Type', type)
      c.header('Cache-Control', 'public, max-age=31536000, immutable')
      return c.body(body)
    })
  serve(ASSETS.styles, STYLES, 'text/css; charset=utf-8')
  serve(ASSETS.script, SCRIPT, 'text/javascript; charset=utf-8')
  serve(ASSETS.door, DOOR_SCRIPT, 'text/javascript; charset=utf-8')
  for (const [path, base64] of Object.entries(FONTS))
    serve(path, new Uint8Array(Buffer.from(base64, 'base64')), 'font/woff2')
  return app
}
