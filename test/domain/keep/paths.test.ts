import { describe, expect, it } from 'vitest'
import { campaignIn, isAt, PATHS, PERSONAL, WORKBENCH, withQuery } from '../../../domain/keep/paths.ts'

const ID = 'a'.repeat(16)

describe('A path', () => {
  it('is the pattern with its values in it, each as one part and no more', () => {
    expect(PATHS.home()).toBe('/')
    expect(PATHS.matterMessage(ID, 'b', 'c')).toBe(`/campaigns/${ID}/people/b/matters/c/message.eml`)
    expect(PATHS.releaseWave(ID, 'thanks:x/y?z#1')).toBe(`/campaigns/${ID}/waves/thanks%3Ax%2Fy%3Fz%231/release`)
    expect(PERSONAL.feed('token.ics')).toBe('/calendar/token.ics')
  })

  it('leaves out what its pattern says of the values', () => {
    expect(WORKBENCH.download('7.eml')).toBe('/_local/outbox/7.eml')
    expect(WORKBENCH.rendered('7')).toBe('/_local/outbox/7/rendered')
  })

  it('takes a query and a place on the page, and leaves out what is empty', () => {
    const path = PATHS.board(ID)
    expect(withQuery(path, {})).toBe(path)
    expect(withQuery(path, { q: '', show: undefined, page: 0 })).toBe(`${path}?page=0`)
    expect(withQuery(path, { q: 'Lee & Co', show: 'needs you' }, 'people')).toBe(
      `${path}?q=Lee+%26+Co&show=needs+you#people`,
    )
    expect(withQuery(path, {}, 'item-"><b>')).toBe(`${path}#item-%22%3E%3Cb%3E`)
  })

  it('is known again, whatever its values', () => {
    expect(isAt(PERSONAL.rsvp, '/rsvp/token')).toBe(true)
    for (const other of ['/rsvp', '/rsvp/', '/rsvp/token/', '/rsvp/token/calendar', '/sign/token', 'rsvp/token'])
      expect([other, isAt(PERSONAL.rsvp, other)]).toEqual([other, false])
  })

  it('says which campaign it is about', () => {
    for (const path of [PATHS.board(ID), PATHS.person(ID, 'b'), withQuery(PATHS.board(ID), { q: 'x' }, 'people')])
      expect(campaignIn(path)).toBe(ID)
    for (const path of [PATHS.home(), PERSONAL.rsvp('token'), '/campaigns']) expect(campaignIn(path)).toBeUndefined()
  })
})
