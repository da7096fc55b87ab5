import { describe, expect, it } from '@jest/globals'
import { listFrames, listThemes } from '../../server/findings/theme-repository.ts'
import { answersToOthers, at, closedConsultation, findingsActions, csvOf } from './closed-consultation.ts'
import { tablesOnPage } from './outsider.ts'
import { shownName } from '../../server/platform/form-shown.ts'
import { hiddenOn, twice } from '../consultations/record-support.ts'

describe('comments', () => {
  const closed = closedConsultation()

  it('are for analysts, and none is coded or flagged that there is not', async () => {
    for (const page of ['comments', 'comments/x/flag', 'flags/x']) {
      const posted = (await answersToOthers(closed, `${at}/${page}`)).filter((_, index) => index % 2 === 1)
      expect([page, posted]).toEqual([page, [403, 403, 303]])
    }
    const others = await answersToOthers(closed, `${at}/comments.csv`)
    expect(others.filter((_, index) => index % 2 === 0)).toEqual([403, 403, 303])
    expect((await closed.analyst.get('/findings/none/comments')).status).toBe(404)
    expect((await closed.analyst.get(`${at}/comments/none/flag`)).status).toBe(404)
    expect((await closed.analyst.post(`${at}/comments/none/flag`, { note: 'x' })).status).toBe(404)
    expect(await findingsActions(closed)).toEqual([])
  })

  it('are read, found and given themes', async () => {
    const page = (await closed.analyst.get(`${at}/comments`)).text
    expect(page).toContain('&lt;b&gt;Fen&lt;/b&gt; people are forgotten')
    expect(page).toContain('Lamplighter')
    expect(page).toContain('There are no themes yet')
    expect((await closed.analyst.get(`${at}/comments?words=FORGOTTEN`)).text).toContain(
      '<strong>1 comment</strong>',
    )
    expect((await closed.analyst.get(`${at}/comments?district=fenland`)).text).toContain(
      '<strong>2 comments</strong>',
    )
    expect((await closed.analyst.get(`${at}/comments?question=role`)).text).toContain(
      '<strong>1 comment</strong>',
    )
    expect((await closed.analyst.get(`${at}/comments?channel=paper`)).text).toContain(
      '<strong>3 comments</strong>',
    )
    expect((await closed.analyst.get(`${at}/comments?words=100%25`)).text).toContain(
      '<strong>0 comments</strong>',
    )
    expect((await closed.analyst.post(`${at}/themes`, { name: '', meaning: '' })).status).toBe(422)
    expect(
      (
        await closed.analyst.post(`${at}/themes`, {
          name: 'Buses',
          meaning: 'No bus, or one at the wrong time',
        })
      ).status,
    ).toBe(303)
    await closed.analyst.post(`${at}/themes`, { name: 'Villages', meaning: 'Villages are forgotten' })
    const [frame] = await listFrames(closed.app.db, closed.consultation.id)
    const [buses, villages] = await listThemes(closed.app.db, frame?.id ?? '')
    const fen =
      /id="comment-([^"]+)"/.exec((await closed.analyst.get(`${at}/comments?words=forgotten`)).text)?.[1] ??
      ''
    const coded = {
      comment: fen,
      [`before-${fen}`]: '',
      [`themes-${fen}`]: [buses?.id ?? '', villages?.id ?? '', 'made-up'],
    }
    expect((await closed.analyst.post(`${at}/comments`, coded)).status).toBe(303)
    expect((await closed.analyst.get(`${at}/comments?theme=${buses?.id ?? ''}`)).text).toContain(
      '<strong>1 comment</strong>',
    )
    expect((await closed.analyst.get(`${at}/comments?state=not-coded`)).text).toContain(
      '<strong>5 comments</strong>',
    )
    expect(
      tablesOnPage((await closed.analyst.get(at)).text)
        .get('themes')
        ?.get('Buses')
        ?.get('Fenland'),
    ).toBe(1)
  })

  it('lose nothing that somebody else coded meanwhile', async () => {
    const other = await closed.app.agent('analyst')
    const fen =
      /id="comment-([^"]+)"/.exec((await closed.analyst.get(`${at}/comments?words=forgotten`)).text)?.[1] ??
      ''
    const [frame] = await listFrames(closed.app.db, closed.consultation.id)
    const [buses] = await listThemes(closed.app.db, frame?.id ?? '')
    // Shown before the first person coded it.
    await other.post(`${at}/comments`, {
      comment: fen,
      [`before-${fen}`]: '',
      [`themes-${fen}`]: buses?.id ?? '',
    })
    expect((await closed.analyst.get(`${at}/comments`)).text).toContain('Coded by Test analyst')
    const themes = await closed.app.db
      .selectFrom('comment_theme')
      .selectAll()
      .where('answer_id', '=', fen)
      .execute()
    expect(themes).toHaveLength(2)
  })

  it('are counted in two looks at the answers: those of the page, and how far all are coded', async () => {
    closed.app.statements()
    expect((await closed.analyst.get(`${at}/comments`)).status).toBe(200)
    const counting = closed.app
      .statements()
      .filter(sql => /count\(/.test(sql) && sql.includes('from "answer"'))
    expect(counting).toHaveLength(2)
  })

  it('that somebody has to act on are logged apart from everything else', async () => {
    const fen =
      /id="comment-([^"]+)"/.exec((await closed.analyst.get(`${at}/comments?words=forgotten`)).text)?.[1] ??
      ''
    expect((await closed.analyst.post(`${at}/comments/${fen}/flag`, { note: '' })).status).toBe(422)
    const page = `${at}/comments/${fen}/flag`
    const form = {
      note: 'Sounds desperate',
      [shownName]: hiddenOn((await closed.analyst.get(page)).text, shownName),
    }
    const sent = await twice(() => closed.analyst.post(page, form))
    expect(sent.map(({ status }) => status)).toEqual([303, 303])
    expect(await closed.app.db.selectFrom('safeguarding_flag').selectAll().execute()).toHaveLength(1)
    const log = (await closed.analyst.get(`${at}/flags`)).text
    expect(log).toContain('Sounds desperate')
    const flag = /action="(\/findings\/centres\/flags\/[^"]+)"/.exec(log)?.[1] ?? ''
    await closed.analyst.post(flag, { outcome: 'Told the named lead' })
    expect((await closed.analyst.get(`${at}/flags`)).text).toContain('Told the named lead')
    const audit = await closed.app.db.selectFrom('audit').select('summary').execute()
    expect(audit.map(row => row.summary).join()).not.toContain('desperate')
  })

  it('never run as a formula in a spreadsheet, and leave a trace of every change', async () => {
    const { text } = await closed.analyst.get(`${at}/comments.csv`)
    expect(text).toContain("'=1+0 The bus")
    for (const row of csvOf(text)) for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
    expect(await findingsActions(closed)).toEqual([
      'findings.coded',
      'findings.flagged',
      'findings.passed-on',
      'findings.theme-added',
    ])
  })
})
