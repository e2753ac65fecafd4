/** Whatever marks stand in the names and words of people, a letter that quotes them shows what they typed and obeys none of it. */
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { takeAnswer } from '../../../functions/answer/take-answer.ts'
import { requestSignatures } from '../../../functions/campaign/request-signatures.ts'
import { askForChange, sign } from '../../../functions/campaign/sign.ts'
import { create, refOf } from '../../../functions/keep/documents.ts'
import { DOCUMENTS } from '../../../functions/keep/registry.ts'
import { proposeInvitee } from '../../../functions/prepare/proposals.ts'
import { aboutReadiness } from '../../../functions/prepare/readiness-news.ts'
import { preview } from '../../../functions/send/preview.ts'
import { releaseWave } from '../../../functions/send/release-wave.ts'
import { errandRequest, errandValues } from '../../../functions/send/texts/errand-texts.ts'
import { checkOfSet } from '../../../functions/send/texts/signed-set.ts'
import { changeAgenda } from '../../../functions/table/agenda.ts'
import { successionErrands } from '../../../functions/table/succession-errands.ts'
import { foundTeams, offerHelp } from '../../../functions/teams/action-team.ts'
import { aboutTeams } from '../../../functions/teams/team-news.ts'
import { sharedValues } from '../../../mail/canonical.ts'
import { setMarkdown } from '../../../mail/markdown.ts'
import { written } from '../../../mail/merge.ts'
import { setLetter } from '../../../mail/set-letter.ts'
import { launch, sent } from '../../domain/keep/campaigns.ts'
import type { TestWorld } from '../../world.ts'
import { CONVENER, IDS, invitee, partnership } from '../campaign/launch.ts'
import { launchIn } from '../campaign/written.ts'
import { type Carrier, DUE, quarterlyDue } from '../send/written.ts'
import { plain } from '../visitor.ts'

const MARKED = '*Ana* _de_ **la** [Cruz](https://evil.example) `x` <b>O’Neil</b> & "Q" www.evil.example'

let t: TestWorld
let carrier: Carrier
/** What left, as it was handed over. */
let left: Uint8Array[]
const { context, edit, guest, overview, idOf } = launchIn(() => t.world)
beforeEach(async () => {
  ;({ t, carrier } = await quarterlyDue(2))
  left = []
  carrier.answer = ({ bytes }) => {
    left.push(bytes)
    return { outcome: 'sent' }
  }
})
afterEach(() => t.close())

/** As a person reads them: what was typed stands there letter by letter, and none of it is obeyed. */
function shows(html: string, text: string): void {
  expect([...html.matchAll(/href="([^"]*)"/g)].filter(([, to]) => to?.includes('evil'))).toEqual([])
  expect(html).not.toMatch(/<(?:em|code|b)\b/)
  for (const read of [plain(html), text.replace(/\s+/g, ' ')])
    expect(read.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')).toContain(MARKED)
}
async function lastShows(): Promise<void> {
  const mail = await simpleParser(Buffer.from(left.at(-1) ?? new Uint8Array()))
  shows(mail.html || '', mail.text ?? '')
}
async function wordsShow(markdown: string | undefined): Promise<void> {
  const { campaign } = await context()
  const { html, text } = setMarkdown(markdown ?? '', sharedValues(partnership(), campaign.meeting))
  shows(
    written(html, {}, value => value),
    written(text, {}, value => value),
  )
}

describe('a letter quotes letter by letter', () => {
  test('who answered for somebody', async () => {
    await guest(0, { sends: { hold: sent(DUE) } })
    const given = { campaign: IDS.campaign, invitation: idOf(0), note: '', needs: '', id: 'a' }
    await takeAnswer(t.world, { ...given, answer: 'accepted', channel: 'written', by: MARKED })
    await lastShows()
  })

  test('why a meeting moved', async () => {
    const was = launch({ kind: 'quarterly', date: '2027-04-07' })
    await edit({
      status: 'running',
      left: { hold: DUE },
      meeting: launch({ kind: 'quarterly', sequence: 1 }),
      changes: [{ sequence: 1, at: DUE, was, reason: MARKED }],
    })
    await guest(0, { sends: { hold: sent(DUE) } })
    await releaseWave(t.world, { campaign: IDS.campaign, wave: 'update-1' })
    await lastShows()
  })

  test('what a champion asks to change', async () => {
    await edit({ meeting: launch(), status: 'awaiting signatures' })
    const check = checkOfSet(await context()) ?? ''
    await askForChange(t.world, { campaign: IDS.campaign, champion: IDS.ann, comment: MARKED, check })
    await lastShows()
  })

  test('what champions have not read yet, without the marks it is set by', async () => {
    await edit({ meeting: launch(), status: 'awaiting signatures' })
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    const check = checkOfSet(await context()) ?? ''
    await sign(t.world, { campaign: IDS.campaign, champion: IDS.bob, name: 'Bob Ruiz', check })
    await t.clock.moveTo('2027-02-17T17:00:00.000Z')
    await edit({ letter: { subject: 'Join us', body: 'Dear {{first_name}},\n\nSay \\*yes\\* to \\_us\\_ \\`now\\`.' } })
    await requestSignatures(t.world, IDS.campaign, CONVENER)
    const mail = await simpleParser(Buffer.from(left.at(-1) ?? new Uint8Array()))
    expect(mail.html).toMatch(/<(?:strong)[^>]*>\s*Say \*yes\* to _us_ `now`\.\s*<\/strong>/)
  })

  test('the agenda, and who put what on it', async () => {
    const item = { name: MARKED, company: '', email: invitee(0).email, at: DUE, id: 'i', text: MARKED }
    await changeAgenda(t.world, IDS.campaign, agenda => ({ ...agenda, items: [item] }))
    await wordsShow((await context()).campaign.agenda)
    const seen = await preview(t.world, IDS.campaign, { text: 'reminder' })
    shows(seen?.html ?? '', seen?.text ?? '')
  })

  test('what a team works on, and who leads it', async () => {
    await edit({ meeting: launch({ kind: 'action-team' }), name: MARKED, lead: MARKED, letter: undefined })
    const seen = await preview(t.world, IDS.campaign, { text: 'letter' })
    shows(seen?.html ?? '', seen?.text ?? '')
  })

  test('whom somebody proposes for the list', async () => {
    await edit({ meeting: launch(), status: 'draft', scheduledAt: undefined })
    const cora = partnership().team[0]
    if (!cora) throw new Error('nobody')
    const proposed = { ...invitee(9), name: MARKED, company: MARKED }
    await proposeInvitee(t.world, partnership(), { invitee: proposed, why: '' }, { ...cora, name: MARKED })
    const [line] = await aboutReadiness(t.world, await overview())
    await wordsShow(line?.words)
  })

  test('who offers a team to help, and how', async () => {
    const at = { id: IDS.campaign, partnership: IDS.partnership }
    const [team] = await foundTeams(t.world, at, [{ name: 'Welding' }], CONVENER)
    if (!team) throw new Error('no team')
    const person = { name: MARKED, title: '', organization: '', email: 'sue@college.example' }
    await offerHelp(t.world, { partnership: IDS.partnership, team, by: 'x' }, person, MARKED)
    const words = (await aboutTeams(t.world, await overview())).map(line => line.words)
    await wordsShow(words.find(each => each.includes('Ana')))
  })

  test('what passed on to whoever takes over', async () => {
    const party = { name: 'Ann Lee', email: 'ann@lee.example', organization: 'Lee Forge' }
    const to = { ...party, name: 'Zoe Orr', email: 'zoe@lee.example' }
    const passed = [`the commitment ${MARKED}`]
    const succession = { id: 's', role: 'champion', from: party, to, at: DUE, by: 'Cora', passed } as const
    await create(t.world.store, refOf(DOCUMENTS.succession, IDS.partnership, 's'), { ...succession, passed })
    for (const errand of await successionErrands(t.world, await overview())) {
      const press = await setLetter(errandRequest(partnership(), errand), { from: t.world.settings.from })
      const [replyTo, values] = [{ name: '', email: CONVENER }, errandValues(errand)]
      const bytes = press.fill({ to: errand.to, replyTo, attempt: 'a', at: DUE, values })
      if ('refused' in bytes) throw new Error(bytes.refused)
      left.push(bytes)
      await lastShows()
    }
    expect(left).toHaveLength(2)
  })
})
