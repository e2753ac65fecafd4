/** The stylesheet and the script, under names that change with their content, so that browsers may keep them for good. */
import { Hono } from 'hono'
import { ASSETS, SCRIPT, STYLES } from '../../pages/compiled/assets.ts'
import type { WebEnv } from './caller.ts'

export function assetRoutes(): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const serve = (path: string, body: string, type: string) =>
    app.get(path, c => {
      c.header('Content-Type', type)
      c.header('Cache-Control', 'public, max-age=31536000, immutable')
      return c.body(body)
    })
  serve(ASSETS.styles, STYLES, 'text/css; charset=utf-8')
  serve(ASSETS.script, SCRIPT, 'text/javascript; charset=utf-8')
  return app
}
