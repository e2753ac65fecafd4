/** What is printed comes through the HTTP API whole: it takes bytes as base64 and says so. */
import { handle } from 'hono/aws-lambda'
import { expect, it } from 'vitest'
import { openLogin } from '../../functions/access/sign-in.ts'
import { createApp } from '../../functions/web.tsx'
import { CONVENER, IDS, signedCampaign } from '../functions/campaign/launch.ts'
import { textOf } from '../pages/pdf-text.ts'
import { makeWorld } from '../world.ts'

it('badges arrive as a PDF that can be read', async () => {
  const t = makeWorld()
  try {
    await signedCampaign(t.world, { invitees: 1 })
    const answer = handle(createApp(t.world))
    const rawPath = `/campaigns/${IDS.campaign}/day/badges.pdf`
    const event = {
      version: '2.0',
      routeKey: '$default',
      rawPath,
      rawQueryString: '',
      headers: { cookie: `convoke_session=${await openLogin(t.world, CONVENER)}`, 'accept-encoding': 'gzip' },
      requestContext: { http: { method: 'GET', path: rawPath }, domainName: 'localhost' },
      isBase64Encoded: false,
    }
    const { statusCode, isBase64Encoded, body } = await answer(event as never, {} as never)
    expect([statusCode, isBase64Encoded]).toEqual([200, true])
    expect(textOf(Buffer.from(body, 'base64'))[0]).toContain('CHAMPION')
  } finally {
    t.close()
  }
})
