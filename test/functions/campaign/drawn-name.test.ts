import { inflateSync } from 'node:zlib'
import PostalMime from 'postal-mime'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { drawName } from '../../../functions/campaign/draw-name.ts'
import { LARGEST_PICTURE } from '../../../functions/campaign/picture.ts'
import { requestSignatures } from '../../../functions/campaign/request-signatures.ts'
import { sign } from '../../../functions/campaign/sign.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { sweep } from '../../../functions/rounds/sweep.ts'
import { checkOfSet } from '../../../functions/send/texts/signed-set.ts'
import { makeWorld, releaseWaves, type TestWorld } from '../../world.ts'
import { CONVENER, draftCampaign, IDS } from './launch.ts'

/** Width, height and how many pixels bear ink, read from the bytes of a PNG of eight bits a pixel. */
function readPng(bytes: Buffer) {
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const at = bytes.indexOf('IDAT')
  const rows = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)))
  const inked = [...rows].filter((value, n) => n % (width + 1) !== 0 && value > 15).length
  return { width, height, share: inked / (width * height), size: rows.length }
}

describe('A name drawn in script', () => {
  test.each([
    'Tom Halvorsen',
    'José Muñoz',
    'Łukasz Dzięgielewski',
    'Мария Лопес',
    'Nguyễn Thị Minh',
    'TH',
    'x'.repeat(80),
  ])('%s is a small picture with a name in it', async name => {
    const png = await drawName(name)
    const { width, height, share, size } = readPng(png ?? Buffer.alloc(0))
    expect(width).toBeLessThanOrEqual(456)
    expect(height).toBeLessThanOrEqual(112)
    expect(size).toBe((width + 1) * height)
    expect(share).toBeGreaterThan(0.03)
    expect(share).toBeLessThan(0.6)
    expect(png?.length).toBeLessThan(LARGEST_PICTURE / 3)
  })

  test('is text where the face has not all of its characters', async () => {
    for (const name of ['王小明', 'محمد علي', 'Tom 王', ' ', '']) expect(await drawName(name)).toBeUndefined()
  })
})

describe('the signature under a letter', () => {
  let t: TestWorld
  beforeEach(async () => {
    t = makeWorld({ start: '2027-01-14T17:30:00.000Z', release: releaseWaves, sweep })
    await draftCampaign(t.world, { invitees: 1 })
    await requestSignatures(t.world, IDS.campaign, CONVENER)
  })
  afterEach(() => t.close())
  const context = async () =>
    (await readContext(t.world.store, IDS.campaign)) as NonNullable<Awaited<ReturnType<typeof readContext>>>
  const put = async (champion: typeof IDS.ann, name: string, picture?: Parameters<typeof sign>[1]['picture']) =>
    sign(t.world, {
      campaign: IDS.campaign,
      champion,
      name,
      picture,
      sure: true,
      check: checkOfSet(await context()) ?? '',
    })
  const own = async () => (await context()).partnership.champions[0]?.signature

  test('is the name as it was typed, drawn when they signed, with the name as text for when pictures are off', async () => {
    await put(IDS.ann, 'Ann B. Lee')
    await put(IDS.bob, '王小明')
    await t.timers.runUntil('2027-02-26T16:10:00.000Z')
    const invite = t.outbox.list().find(({ wave }) => wave === 'invite')
    const mail = await PostalMime.parse(t.outbox.bytes(invite?.id ?? '') ?? new Uint8Array())
    expect(mail.attachments.filter(({ mimeType }) => mimeType === 'image/png')).toHaveLength(1)
    expect(mail.html).toMatch(/<img class="ink-drawn" src="cid:signature-[^"]+"[^>]* alt="Ann B\. Lee"/)
    expect(mail.html).toMatch(/class="script"[^>]*>王小明</)
    expect(mail.text).toContain('Ann B. Lee')
  })

  test('is what they drew or brought, until they want their typed name', async () => {
    const drawn = { type: 'image/png', base64: 'iVBORw0KGgo=', drawn: 'by hand' } as const
    await put(IDS.ann, 'Ann Lee', drawn)
    expect(await own()).toEqual(drawn)
    await put(IDS.ann, 'Ann Lee')
    expect(await own()).toEqual(drawn)
    await put(IDS.ann, 'Ann Lee', 'from the name')
    expect((await own())?.drawn).toBe('from the name')
    await put(IDS.ann, '王小明')
    expect(await own()).toBeUndefined()
  })
})
