/** The stylesheet, the script and the fonts, under names that change with their content, so that browsers may keep them for good. */
import { Hono } from 'hono'
import { PATHS } from '../../domain/keep/paths.ts'
import { ASSETS } from '../../pages/compiled/assets.ts'
import type { WebEnv } from './env.ts'

const FOR_GOOD = 'public, max-age=31536000, immutable'

/** A browser asks for each once, and the pages only name them. */
const served = () => import('../../pages/compiled/served.ts')

export function assetRoutes(): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const serve = (path: string, body: () => Promise<string>, type: string) =>
    app.get(path, async c => c.body(await body(), 200, { 'Content-Type': type, 'Cache-Control': FOR_GOOD }))
  serve(ASSETS.styles, async () => (await served()).STYLES, 'text/css; charset=utf-8')
  serve(ASSETS.script, async () => (await served()).SCRIPT, 'text/javascript; charset=utf-8')
  serve(ASSETS.door, async () => (await served()).DOOR_SCRIPT, 'text/javascript; charset=utf-8')
  serve(ASSETS.pictures, async () => (await served()).PICTURES_SCRIPT, 'text/javascript; charset=utf-8')
  const passkey = async () => (await import('../../pages/compiled/passkey-script.ts')).PASSKEY_SCRIPT
  serve(ASSETS.passkey, passkey, 'text/javascript; charset=utf-8')
  app.get(PATHS.font.route, async (c, next) => {
    const { FONTS } = await import('../../pages/compiled/fonts.ts')
    const base64 = FONTS[c.req.path]
    if (base64 === undefined) return next()
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'))
    return c.body(bytes, 200, { 'Content-Type': 'font/woff2', 'Cache-Control': FOR_GOOD })
  })
  return app
}
