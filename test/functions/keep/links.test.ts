import { describe, expect, it } from 'vitest'
import { campaignIdFrom, invitationIdFrom, partnershipIdFrom, teamIdFrom } from '../../../domain/keep/ids.ts'
import { feedLinkOf, LINKS, type Link } from '../../../functions/keep/links.ts'
import { shortId } from '../../../mail/token.ts'

const SETTINGS = { url: 'https://convoke.example', secret: 'a secret of at least thirty-two bytes' }
const UNDER = shortId('a campaign')
const ID = shortId('an invitation')
const TOKEN = '[a-z2-7]{58}'

/** By an id, which every kind takes: those that go by an address take it for one. */
const every = Object.entries({ ...LINKS, feed: feedLinkOf(0), 'a later feed': feedLinkOf(1) }) as [
  string,
  Link<string, string, string[]>,
][]

describe('A link in a letter', () => {
  it('leads where it always led: letters that are out keep working', () => {
    const paths = Object.fromEntries(every.map(([name, link]) => [name, link.to(SETTINGS, UNDER, ID, ID)]))
    const at = (path: string) => expect.stringMatching(new RegExp(`^https://convoke\\.example/${path}$`))
    expect(paths).toEqual({
      rsvp: at(`rsvp/${TOKEN}`),
      'opt-out': at(`opt-out/${TOKEN}`),
      sign: at(`sign/${TOKEN}`),
      approve: at(`approve/${TOKEN}`),
      join: at(`join/${TOKEN}`),
      joinAsSupporter: at(`join/${TOKEN}`),
      agenda: at(`agenda/${TOKEN}`),
      pulse: at(`pulse/${TOKEN}`),
      report: at(`report/${TOKEN}`),
      call: at(`call/${TOKEN}`),
      day: at(`day/${TOKEN}`),
      notes: at(`notes/${TOKEN}`),
      team: at(`team/${TOKEN}`),
      times: at(`times/${TOKEN}`),
      commitment: at(`commitment/${TOKEN}`),
      preview: at(`preview/${TOKEN}`),
      feed: at(`calendar/${TOKEN}\\.ics`),
      'a later feed': at(`calendar/${TOKEN}\\.ics`),
    })
  })

  it('bears the tokens it always bore', () => {
    // Made before there was a table, with this secret and these ids.
    expect(LINKS.rsvp.token(SETTINGS, campaignIdFrom(UNDER), invitationIdFrom(ID))).toBe(
      'lu54jutevhjfgfs6wgbaj72e5g2mrry6yvoe4ely4pz5gwnzzzxdgwav6x',
    )
    expect(LINKS.call.token(SETTINGS, campaignIdFrom(UNDER), 'Ann@Lee.example')).toBe(
      'lu54jutevhjfgfs6cpikjcujddfgqd3yqz4uyks755qvyc4x45ksrpikph',
    )
    expect(LINKS.day.token(SETTINGS, campaignIdFrom(UNDER), 'Ann@Lee.example')).toBe(
      'lu54jutevhjfgfs6di4i5z6hm42jwo3pqwewoupij67s2h7cjxbocv4kxf',
    )
    expect(LINKS.notes.token(SETTINGS, campaignIdFrom(UNDER), 'Ann@Lee.example')).toBe(
      'lu54jutevhjfgfs6odpniywsf5ovyyh2dqh3xgmfassqfdn7qbcttwsmcm',
    )
    expect(LINKS.team.token(SETTINGS, partnershipIdFrom(UNDER), 'Ann@Lee.example')).toBe(
      'lu54jutevhjfgfs6svepzj7pcbs7zavz2x4n4m5fsov67p6auqi7cri3e3',
    )
    expect(LINKS.joinAsSupporter.token(SETTINGS, campaignIdFrom(UNDER), 'Ann@Lee.example')).toBe(
      'lu54jutevhjfgfs6svepzj7pcbs7zavzjv4tyg5qcwh56ajlevzmjoftd7',
    )
    expect(LINKS.times.token(SETTINGS, partnershipIdFrom(UNDER), teamIdFrom(ID), 'Ann@Lee.example')).toBe(
      'lu54jutevhjfgfs6nyhhpzwzsibdzfon6rqh57upe22oqibv335w73docr',
    )
    expect(feedLinkOf(3).token(SETTINGS, partnershipIdFrom(UNDER), ID)).toBe(
      'lu54jutevhjfgfs6wgbaj72e5g2mrry6uc34e2zdv55gtfzv3wunekf725',
    )
  })

  it('names its reader to its own kind, and to no other', () => {
    for (const [name, link] of every)
      for (const [other, reader] of every) {
        const samePage = [name, other].every(each => each.startsWith('join'))
        const whose = reader.read(SETTINGS, link.token(SETTINGS, UNDER, ID, ID))
        const wanted = name === other || samePage ? { under: UNDER, id: link.idOf(ID, ID) } : undefined
        expect([name, other, whose]).toEqual([name, other, wanted])
      }
  })

  it('knows an address however it is written', () => {
    expect(LINKS.call.idOf('Ann@Lee.example')).toBe(LINKS.call.idOf('ann@lee.example'))
    expect(LINKS.times.idOf(teamIdFrom(ID), 'Ann@Lee.example')).toBe(
      LINKS.times.idOf(teamIdFrom(ID), 'ann@lee.example'),
    )
    expect(LINKS.times.idOf(teamIdFrom(ID), 'ann@lee.example')).not.toBe(
      LINKS.times.idOf(teamIdFrom(UNDER), 'ann@lee.example'),
    )
  })
})
