/** The partnership's logo: brought on its step, at the top of its emails and of the page that answers them. */
import PostalMime from 'postal-mime'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rowKey } from '../../../domain/keep/wave-id.ts'
import { inkPng } from '../../../functions/campaign/png.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { releaseNow } from '../../../functions/send/steer-campaign.ts'
import { checkOfSet } from '../../../functions/send/texts/signed-set.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { type Visitor, visitor } from '../visitor.ts'
import { CONVENER, IDS, signedCampaign } from './launch.ts'

const AT = `/campaigns/${IDS.campaign}`
/** 480 × 96 pixels, so that it is shown at 240 × 48. */
const LOGO = inkPng(480, 96, new Float32Array(480 * 96).fill(1), [20, 80, 107])
const file = (bytes: Uint8Array, name = 'logo.png', type = 'image/png') =>
  new File([new Uint8Array(bytes)], name, { type })
const FIELDS = {
  sector: 'Manufacturing',
  region: 'Front Range',
  why: 'We all look for the same machinists.',
  what: 'A table of business leaders.',
  how: 'Business sets the priorities.',
  organization_name: 'Front Range Workforce',
  organization_address: '1 Main St, Longmont, CO 80501',
}

describe('The logo of a partnership', () => {
  let t: TestWorld
  let convener: Visitor
  beforeEach(async () => {
    t = makeWorld({ release: releaseWaves })
    await signedCampaign(t.world)
    convener = await visitor(t.world, CONVENER)
  })
  afterEach(() => t.close())
  const context = async () =>
    (await readContext(t.world.store, IDS.campaign)) as NonNullable<Awaited<ReturnType<typeof readContext>>>
  const bring = async (logo: File | undefined, more = {}) => {
    const fields = { ...FIELDS, ...more, confirmed: 'yes', ...(logo ? { picture_logo: logo } : {}) }
    return convener.post(`${AT}/partnership`, fields)
  }
  const invite = async () => {
    const wave = rowKey('invite')
    await releaseNow(t.world, IDS.campaign, wave, CONVENER)
    await releaseWave(t.world, { campaign: IDS.campaign, wave })
    const [mail] = t.outbox.list().filter(({ wave }) => wave === 'invite')
    return PostalMime.parse(t.outbox.bytes(mail?.id ?? '') ?? new Uint8Array())
  }

  test('heads each email as a part of the message, with the name where pictures are off, and the answer page', async () => {
    expect((await bring(file(LOGO))).status).toBe(303)
    const { html = '', attachments } = await invite()
    expect(html).toContain(
      'src="cid:logo@letter.convoke" width="240" height="48" alt="Front Range Manufacturing Partnership"',
    )
    const [logo] = attachments.filter(({ contentId }) => contentId === '<logo@letter.convoke>')
    expect(Buffer.from(logo?.content as ArrayBuffer)).toEqual(Buffer.from(LOGO))
    expect(logo?.filename).toBe('logo.png')
    const [, rsvp = ''] = /href="[^"]*(\/rsvp\/[a-z2-7]+)/.exec(html) ?? []
    const page = await (await (await visitor(t.world)).get(rsvp)).text()
    expect(page).toContain(
      `<img src="data:image/png;base64,${LOGO.toString('base64')}" alt="Front Range Manufacturing Partnership"`,
    )
  })

  test('is no part of what champions sign', async () => {
    const before = checkOfSet(await context())
    await bring(file(LOGO))
    expect((await context()).partnership.logo).toBeDefined()
    expect(checkOfSet(await context())).toBe(before)
    expect(await convener.text(`${AT}/partnership`)).toContain('It isn’t part of what champions sign')
  })

  test('stays when the step is saved again, until it is removed', async () => {
    await bring(file(LOGO))
    await bring(undefined, { how: 'Leaders set the priorities.' })
    expect((await context()).partnership.logo?.type).toBe('image/png')
    await bring(undefined, { remove_logo: 'yes' })
    expect((await context()).partnership.logo).toBeUndefined()
  })

  test.each([
    ['a page that calls itself a picture', file(Buffer.from('<html>')), 'The picture must be a PNG or JPEG.'],
    ['one that is too large for every email', file(Buffer.concat([LOGO, Buffer.alloc(20_000)])), 'larger than 20 KB'],
  ])('cannot be %s', async (_, picture, words) => {
    const response = await bring(picture)
    expect(response.status).toBe(422)
    expect(await response.text()).toContain(words)
    expect((await context()).partnership.logo).toBeUndefined()
  })
})
