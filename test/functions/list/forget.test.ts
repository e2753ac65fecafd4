/** Somebody is forgotten, in everything that a partnership of a year's standing has kept. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { judgeList } from '../../../domain/list/invitee-list.ts'
import { isReachable } from '../../../domain/list/mailbox.ts'
import { passkeyRef, passkeysOf } from '../../../functions/access/passkeys.ts'
import { openRsvp } from '../../../functions/answer/answer-by-link.ts'
import { readContext } from '../../../functions/keep/context.ts'
import { create, invitationRef, invitationsOf, read } from '../../../functions/keep/documents.ts'
import { LINKS } from '../../../functions/keep/links.ts'
import { forgetEverywhere, heldOf } from '../../../functions/list/forget.ts'
import { forgettings, forgottenIn } from '../../../functions/list/forgotten.ts'
import { addInvitees } from '../../../functions/list/invite.ts'
import { IDS, midYear, rowsOfMidYear } from '../../samples/mid-year.ts'
import type { TestWorld } from '../../world.ts'

let t: TestWorld
beforeEach(async () => {
  t = await midYear()
})
afterEach(() => t.close())

const launch = campaignIdFrom(IDS.campaigns.launch ?? '')
const contextOf = async (campaign = launch) => {
  const context = await readContext(t.world.store, campaign)
  if (!context) throw new Error('no campaign')
  return context
}
const invited = async (): Promise<Invitation[]> => {
  const found: Invitation[] = []
  for await (const { value } of invitationsOf(t.world.store, launch)) found.push(value)
  return found
}
/** Those who sign or work for any partnership of the convener. */
const inRoles = new Set(
  rowsOfMidYear()
    .filter(({ key }) => key === 'partnership')
    .flatMap(({ value }) => [...(value.champions as { email: string }[]), ...(value.team as { email: string }[])])
    .map(({ email }) => email.toLowerCase()),
)
const hasRole = ({ invitee }: Invitation): boolean => inRoles.has(invitee.email.toLowerCase())
/** Names that several people have, who are known by several addresses. */
const isShared = (name: string): boolean =>
  new Set(
    rowsOfMidYear()
      .map(({ value }) => value.invitee as Invitation['invitee'] | undefined)
      .flatMap(invitee => (invitee?.name === name ? invitee.email.toLowerCase() : [])),
  ).size > 1

/** Everything that is stored, as text: an export's documents, and the files themselves. */
const stored = (): string => {
  const files = readdirSync(t.folder).filter(file => file.startsWith('convoke.db'))
  return files
    .map(file => readFileSync(join(t.folder, file)).toString('utf8'))
    .join('\n')
    .toLowerCase()
}
const forget = async (invitation: Invitation) => {
  const receipt = await forgetEverywhere(t.world, await contextOf(), invitation, IDS.convener)
  if (typeof receipt === 'string') throw new Error(receipt)
  return receipt
}
const personOf = async (who: string): Promise<Invitation> => {
  const found = (await invited()).find(({ id }) => id === IDS.people[who]?.invitation)
  if (!found) throw new Error(`nobody is ${who}`)
  return found
}

describe('somebody who is forgotten', () => {
  test('is nowhere in the database files, by name or address; company and answer count on', async () => {
    let count = 0
    for (const invitation of (await invited()).slice(0, 16)) {
      const { name, email, company } = invitation.invitee
      if (hasRole(invitation)) continue
      await t.world.mailbox.keep(`from/${invitation.id}`, Buffer.from(`From: ${name} <${email}>\r\n\r\nHi`))
      const receipt = await forget(invitation)
      const after = (await read(t.world.store, invitationRef(launch, invitation.id)))?.value
      expect(after?.invitee.company).toBe(company)
      expect(after?.answers.map(({ answer }) => answer)).toEqual(invitation.answers.map(({ answer }) => answer))
      // Who gave no address has one of ours, which says nothing of them.
      if (isReachable(email)) expect(stored().includes(email.toLowerCase()), email).toBe(false)
      if (receipt.remains.length === 1 && !isShared(name))
        expect(stored().includes(name.toLowerCase()), name).toBe(false)
      expect(await t.world.mailbox.read(`from/${invitation.id}`)).toBeUndefined()
      count++
    }
    expect(count).toBeGreaterThan(9)
    expect(await forgettings(t.world, (await contextOf()).partnership.id)).toHaveLength(count)
  }, 120_000)

  test('stays out of every list that is brought later', async () => {
    const invitation = await personOf('accepted')
    await forget(invitation)
    const added = await addInvitees(t.world, launch, [invitation.invitee], 'Cora', 'with the wave')
    expect(added).toMatchObject({ added: 0, updated: 0, forgotten: 1 })
    const { rows, invitees } = judgeList([{ name: 'N. Pruitt', email: invitation.invitee.email.toUpperCase() }], {
      isForgotten: await forgottenIn(t.world, (await contextOf()).partnership.id),
    })
    expect(rows.map(({ state }) => state)).toEqual(['left out'])
    expect(invitees).toEqual([])
  })

  test('has no link that opens anything', async () => {
    const invitation = await personOf('accepted')
    const token = LINKS.rsvp.token(t.world.settings, launch, invitation.id)
    expect(await openRsvp(t.world, token)).toBeDefined()
    await forget(invitation)
    expect(await openRsvp(t.world, token)).toBeUndefined()
  })

  test('is shown all that is held before', async () => {
    const invitation = await personOf('in writing')
    const held = await heldOf(t.world, await contextOf(), invitation)
    expect(held).toContainEqual({ kind: 'invitation', path: 'invitee.email', text: invitation.invitee.email })
    await forget(invitation)
    const after = (await read(t.world.store, invitationRef(launch, invitation.id)))?.value
    if (!after) throw new Error('gone')
    const still = await heldOf(t.world, await contextOf(), { ...invitation, id: after.id })
    expect(still).toEqual([])
  })

  test('is forgotten again without harm, as after a crash in the middle', async () => {
    const invitation = await personOf('accepted')
    const store = t.world.store
    let writes = 0
    const crashing = {
      ...t.world,
      store: {
        ...store,
        put: async (...of: Parameters<typeof store.put>) => {
          if (++writes === 3) throw new Error('the machine is off')
          return store.put(...of)
        },
      },
    }
    await expect(forgetEverywhere(crashing, await contextOf(), invitation, IDS.convener)).rejects.toThrow('off')
    // Their page is there still, and the button does it.
    expect((await personOf('accepted')).invitee.email).toBe(invitation.invitee.email)
    await forget(await personOf('accepted'))
    expect(stored().includes(invitation.invitee.email)).toBe(false)
  })

  test('cannot be forgotten while they sign or work for the partnership', async () => {
    const { champions } = (await contextOf()).partnership
    for (const invitation of await invited())
      if (champions.some(({ email }) => email === invitation.invitee.email))
        expect(await forgetEverywhere(t.world, await contextOf(), invitation, IDS.convener)).toBe('has a role')
  })

  test('takes nobody else along who has the same name', async () => {
    const invitation = await personOf('accepted')
    const namesake = { ...invitation.invitee, email: 'other@namesake.example', company: 'Another' }
    await addInvitees(t.world, launch, [namesake], 'Cora', 'with the wave')
    const receipt = await forget(invitation)
    expect(receipt.remains).toEqual(['hash', 'name of another'])
    expect((await invited()).map(({ invitee }) => invitee)).toContainEqual(namesake)
  })
})

describe('a partnership of somebody else', () => {
  test('keeps whom it has', async () => {
    const invitation = await personOf('declined')
    const receipt = await forgetEverywhere(t.world, await contextOf(), invitation, 'nobody@example.org')
    expect(typeof receipt).toBe('object')
    expect(stored().includes(invitation.invitee.email)).toBe(true)
  })
})

test('whoever convened here once, and may sign in no more, leaves no passkey behind', async () => {
  const invitation = (await invited()).find(each => !hasRole(each)) as Invitation
  const { email } = invitation.invitee
  const passkey = { publicKey: 'A', counter: 0, synced: true, name: 'phone', addedAt: t.world.clock.now() }
  await create(t.world.store, passkeyRef(email, 'a'), { id: 'a', ...passkey })
  await create(t.world.store, passkeyRef(IDS.convener, 'b'), { id: 'b', ...passkey })
  await forget(invitation)
  expect(await passkeysOf(t.world, email)).toEqual([])
  expect(await passkeysOf(t.world, IDS.convener)).toHaveLength(1)
})
