import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { listFrames, listThemes } from '../../server/findings/theme-repository.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { anyAnswers } from './any-answers.ts'
import { outsiderLearns, tablesOnPage, type Shown } from './outsider.ts'
import {
  aConsultation,
  aResponse,
  someDistricts,
  type TestAnswers,
  type TestConsultation,
} from './support.ts'

function csvOf(text: string): string[][] {
  return parse(text, { bom: true, relax_column_count: true })
}

describe('findings on pages', () => {
  let app: TestApplication
  let consultation: TestConsultation
  let analyst: Visitor
  let nobody: Visitor
  const at = '/findings/centres'

  beforeAll(async () => {
    app = await testApplication({ clock: '2026-10-05T10:00:00Z' })
    consultation = await aConsultation(app.db)
    analyst = await app.agent('analyst')
    nobody = await app.agent()
    const twelve = Array.from({ length: 12 }, (_, index) => index)
    for (const index of twelve) {
      await aResponse(app.db, consultation, {
        channel: index < 3 ? 'paper' : 'online',
        choices: {
          role: ['parent'],
          overall: [index < 7 ? 'agree' : 'disagree'],
          impact: ['worse'],
          sex: ['female'],
        },
        ...(index < 4
          ? {
              texts: {
                missed: `=1+${index} The bus from Ely is late, so nobody can come before ten in the morning`,
              },
            }
          : {}),
      })
    }
    await aResponse(app.db, consultation, {
      district: 'D2',
      choices: { role: ['other'], overall: ['agree'], sex: ['male'] },
      texts: {
        role: 'Lamplighter',
        missed: '<b>Fen</b> people are forgotten',
        'gender-identity': 'Very private words',
      },
    })
  })
  afterAll(() => app.close())

  it('are for analysts', async () => {
    for (const role of ['planner', 'drop-in'] as const) {
      expect((await (await app.agent(role)).get('/findings')).status).toBe(403)
    }
    expect((await nobody.get(at)).status).toBe(303)
    expect((await analyst.get('/findings')).text).toContain('Children’s centres')
    expect((await analyst.get('/findings/elsewhere')).status).toBe(404)
    expect((await analyst.get(`${at}/districts/elsewhere`)).status).toBe(404)
  })

  it('show staff each district’s answers by channel, with a chart and its table', async () => {
    const { text } = await analyst.get(`${at}/districts/city`)
    const overall = tablesOnPage(text).get('overall.D1')
    expect(Object.fromEntries(overall?.get('Agree') ?? [])).toEqual({ Online: 4, Paper: 3, All: 7 })
    expect(text).toContain('58% agree and 42% disagree with the overall approach in City')
    expect(text).toMatch(/<svg[^>]*role="img"/)
    expect(text).toContain('no margin of error')
    expect((await analyst.get(at)).text).toContain('Responses by district and how they came')
  })

  it('say the same in the export as on the screen, number for number', async () => {
    const pages = await Promise.all(
      ['', ...someDistricts.map(one => `/districts/${one.slug}`)].map(page => analyst.get(`${at}${page}`)),
    )
    const onScreen = new Map<string, string>()
    for (const { text } of pages) {
      const titles = new Map(
        [
          ...text.matchAll(/id="([^"]+)">\s*<h3[^>]*>([^<]+)<\/h3>[\s\S]*?<caption[^>]*>([^<]+)<\/caption>/g),
        ].map(found => [found[1], found[3]]),
      )
      for (const [id, rows] of tablesOnPage(text)) {
        for (const [row, counts] of rows) {
          for (const [column, count] of counts) {
            onScreen.set(
              [titles.get(id), row, column].join(' | ').replaceAll('&#39;', "'"),
              count === null ? 'not shown' : String(count),
            )
          }
        }
      }
    }
    const rows = csvOf((await analyst.get(`${at}/results.csv`)).text).slice(1)
    const exported = new Map(
      rows
        .filter(row => row[0] !== 'Note')
        .map(row => [[`${row[1] ?? ''}, ${row[2] ?? ''}`, row[3], row[4]].join(' | '), row[5]]),
    )
    expect(exported.size).toBeGreaterThan(100)
    expect(exported).toEqual(onScreen)
    const one = csvOf((await analyst.get(`${at}/results.csv?district=city`)).text)
    expect(
      new Set(
        one
          .slice(1)
          .filter(row => row[0] !== 'Note')
          .map(row => row[2]),
      ),
    ).toEqual(new Set(['City']))
  })

  it('break answers down by groups, and withhold what is small', async () => {
    const { text } = await analyst.get(`${at}/groups?question=overall&by=sex`)
    expect(tablesOnPage(text).get('cross.overall.sex')?.get('Male')?.get('Agree')).toBeNull()
    const rows = csvOf((await analyst.get(`${at}/groups?question=overall&by=sex&as=csv`)).text)
    expect(rows.find(row => row[3] === 'Male' && row[4] === 'Agree')?.[5]).toBe('not shown')
    expect((await analyst.get(`${at}/groups?question=sex&by=sex`)).text).not.toContain('findings-table')
  })

  it('keep what people wrote of themselves from every reader', async () => {
    for (const page of [
      '/comments',
      '/comments.csv',
      '/results.csv',
      '',
      '/districts/fenland',
      '/duplicates',
    ]) {
      const answer = await analyst.get(`${at}${page}`)
      expect(answer.status).toBe(200)
      expect(answer.text).not.toContain('Very private')
    }
  })

  it('let comments be read, found and given themes', async () => {
    const page = (await analyst.get(`${at}/comments`)).text
    expect(page).toContain('&lt;b&gt;Fen&lt;/b&gt; people are forgotten')
    expect(page).toContain('Lamplighter')
    expect(page).toContain('There are no themes yet')
    expect((await analyst.get(`${at}/comments?words=FORGOTTEN`)).text).toContain('<strong>1 comment</strong>')
    expect((await analyst.get(`${at}/comments?district=fenland`)).text).toContain(
      '<strong>2 comments</strong>',
    )
    expect((await analyst.get(`${at}/comments?question=role`)).text).toContain('<strong>1 comment</strong>')
    expect((await analyst.get(`${at}/comments?channel=paper`)).text).toContain('<strong>3 comments</strong>')
    expect((await analyst.get(`${at}/comments?words=100%25`)).text).toContain('<strong>0 comments</strong>')
    expect((await analyst.post(`${at}/themes`, { name: '', meaning: '' })).status).toBe(422)
    expect(
      (await analyst.post(`${at}/themes`, { name: 'Buses', meaning: 'No bus, or one at the wrong time' }))
        .status,
    ).toBe(303)
    await analyst.post(`${at}/themes`, { name: 'Villages', meaning: 'Villages are forgotten' })
    const [frame] = await listFrames(app.db, consultation.id)
    const [buses, villages] = await listThemes(app.db, frame?.id ?? '')
    const fen =
      /id="comment-([^"]+)"/.exec((await analyst.get(`${at}/comments?words=forgotten`)).text)?.[1] ?? ''
    const coded = {
      comment: fen,
      [`before-${fen}`]: '',
      [`themes-${fen}`]: [buses?.id ?? '', villages?.id ?? '', 'made-up'],
    }
    expect((await analyst.post(`${at}/comments`, coded)).status).toBe(303)
    expect((await analyst.get(`${at}/comments?theme=${buses?.id ?? ''}`)).text).toContain(
      '<strong>1 comment</strong>',
    )
    expect((await analyst.get(`${at}/comments?state=not-coded`)).text).toContain(
      '<strong>5 comments</strong>',
    )
    expect(
      tablesOnPage((await analyst.get(at)).text)
        .get('themes')
        ?.get('Buses')
        ?.get('Fenland'),
    ).toBe(1)
  })

  it('do not lose what somebody else coded meanwhile', async () => {
    const other = await app.agent('analyst')
    const fen =
      /id="comment-([^"]+)"/.exec((await analyst.get(`${at}/comments?words=forgotten`)).text)?.[1] ?? ''
    const [frame] = await listFrames(app.db, consultation.id)
    const [buses] = await listThemes(app.db, frame?.id ?? '')
    // Shown before the first person coded it.
    await other.post(`${at}/comments`, {
      comment: fen,
      [`before-${fen}`]: '',
      [`themes-${fen}`]: buses?.id ?? '',
    })
    expect((await analyst.get(`${at}/comments`)).text).toContain('Coded by Test analyst')
    const themes = await app.db.selectFrom('comment_theme').selectAll().where('answer_id', '=', fen).execute()
    expect(themes).toHaveLength(2)
  })

  it('have versions of the themes: an agreed one does not change any more', async () => {
    expect((await analyst.post(`${at}/themes/agree`, { note: 'The first six comments' })).status).toBe(303)
    const [first] = await listFrames(app.db, consultation.id)
    const [buses] = await listThemes(app.db, first?.id ?? '')
    await analyst.post(`${at}/themes/${buses?.id ?? ''}`, {
      name: 'Buses and trains',
      meaning: 'Public transport',
    })
    const [second] = await listFrames(app.db, consultation.id)
    expect(second).toMatchObject({ version: 2, agreedAt: null })
    expect((await listThemes(app.db, first?.id ?? '')).map(theme => theme.name)).toEqual([
      'Buses',
      'Villages',
    ])
    expect((await listThemes(app.db, second?.id ?? '')).map(theme => theme.name)).toEqual([
      'Buses and trains',
      'Villages',
    ])
    await analyst.post(`${at}/themes/${buses?.id ?? ''}/leave-out`)
    expect((await listThemes(app.db, second?.id ?? '')).map(theme => theme.name)).toEqual(['Villages'])
    expect((await analyst.get(`${at}/themes`)).text).toContain('Version 2.')
  })

  it('log what somebody has to act on, apart from everything else', async () => {
    const fen =
      /id="comment-([^"]+)"/.exec((await analyst.get(`${at}/comments?words=forgotten`)).text)?.[1] ?? ''
    expect((await analyst.post(`${at}/comments/${fen}/flag`, { note: '' })).status).toBe(422)
    expect((await analyst.post(`${at}/comments/${fen}/flag`, { note: 'Sounds desperate' })).status).toBe(303)
    const log = (await analyst.get(`${at}/flags`)).text
    expect(log).toContain('Sounds desperate')
    const flag = /action="(\/findings\/centres\/flags\/[^"]+)"/.exec(log)?.[1] ?? ''
    await analyst.post(flag, { outcome: 'Told the named lead' })
    expect((await analyst.get(`${at}/flags`)).text).toContain('Told the named lead')
    const audit = await app.db.selectFrom('audit').select('summary').execute()
    expect(audit.map(row => row.summary).join()).not.toContain('desperate')
  })

  it('flag shared words, remove nothing, and count with and without', async () => {
    for (let copy = 0; copy < 3; copy += 1) {
      await aResponse(app.db, consultation, {
        district: 'D3',
        choices: { overall: ['strongly-disagree'] },
        texts: {
          missed: `Save our centres!  They are the heart of every village in the fens,${' '.repeat(copy)} and we need them.`,
        },
      })
    }
    const { text } = await analyst.get(`${at}/duplicates`)
    expect(text).toContain('1 group of responses that share a long text')
    expect(text).toContain('Without 2 later ones')
    expect((await analyst.get(at)).text).toContain('>16<')
  })

  it('are public only after closing, when an analyst says so, and then stay word for word', async () => {
    const page = '/consultations/centres/findings'
    expect((await nobody.get(page)).status).toBe(404)
    expect((await nobody.get(`${page}.csv`)).status).toBe(404)
    app.setClock('2026-09-30T12:00:00Z')
    const early = await app.agent('analyst')
    expect((await early.post(`${at}/publish`)).status).toBe(409)
    app.setClock('2026-10-05T10:00:00Z')
    expect((await analyst.get(`${at}/publish`)).text).toContain('What the public would see now')
    expect((await analyst.post(`${at}/publish`)).status).toBe(303)
    const before = await nobody.get(page)
    expect(before.status).toBe(200)
    expect(before.text).toContain('16 responses')
    app.statements()
    const city = await nobody.get(`${page}/city`)
    expect(app.statements().length).toBeLessThanOrEqual(3)
    expect(city.text).toContain('What people said about City')
    expect((await nobody.get(`${page}/elsewhere`)).status).toBe(404)
    await aResponse(app.db, consultation, { choices: { overall: ['agree'] } })
    expect(tablesOnPage((await nobody.get(page)).text)).toEqual(tablesOnPage(before.text))
    await analyst.post(`${at}/publish`)
    expect((await nobody.get(page)).text).toContain('17 responses')
    expect((await nobody.get(page)).text).toContain('Version 2')
    await analyst.post(`${at}/withdraw`)
    expect((await nobody.get(page)).status).toBe(404)
    expect((await analyst.get(`${at}/publish`)).text).toContain('Not public since')
  })

  it('never run as a formula in a spreadsheet', async () => {
    const { text } = await analyst.get(`${at}/comments.csv`)
    expect(text).toContain("'=1+0 The bus")
    for (const row of csvOf(text)) for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  })

  it('leave a trace of every change', async () => {
    const actions = await app.db
      .selectFrom('audit')
      .select('action')
      .distinct()
      .where('action', 'like', 'findings.%')
      .execute()
    expect(actions.map(row => row.action).sort()).toEqual([
      'findings.coded',
      'findings.flagged',
      'findings.passed-on',
      'findings.published',
      'findings.theme-added',
      'findings.theme-left-out',
      'findings.theme-worded',
      'findings.themes-agreed',
      'findings.withdrawn',
    ])
  })
})

describe('published findings of small consultations', () => {
  let app: TestApplication
  let analyst: Visitor
  let nobody: Visitor

  beforeAll(async () => {
    app = await testApplication({ clock: '2026-10-05T10:00:00Z' })
    analyst = await app.agent('analyst')
    nobody = await app.agent()
  })
  afterAll(() => app.close())

  it('give no small count away, on their pages or in their export', async () => {
    let number = 0
    await fc.assert(
      fc.asyncProperty(anyAnswers, async (all: TestAnswers[]) => {
        number += 1
        const consultation = await aConsultation(app.db, `small-${number}`)
        for (const answers of all) await aResponse(app.db, consultation, answers)
        expect((await analyst.post(`/findings/${consultation.slug}/publish`)).status).toBe(303)
        const address = `/consultations/${consultation.slug}/findings`
        const pages = await Promise.all(
          [address, ...someDistricts.map(one => `${address}/${one.slug}`)].map(page => nobody.get(page)),
        )
        const shown: Shown = new Map(pages.flatMap(page => [...tablesOnPage(page.text)]))
        expect(outsiderLearns(shown, all)).toEqual([])
        const rows = csvOf((await nobody.get(`${address}.csv`)).text)
          .slice(1)
          .filter(row => row[0] !== 'Note')
        const onPages = [...shown.values()].flatMap(table =>
          [...table.values()].flatMap(row => [...row.values()]),
        )
        const exported = rows.map(row => (row[5] === 'not shown' ? null : Number(row[5])))
        const sorted = (counts: (number | null)[]): (number | null)[] =>
          [...counts].sort((a, b) => (a ?? -1) - (b ?? -1))
        expect(sorted(exported)).toEqual(sorted(onPages))
      }),
      { numRuns: 12 },
    )
  })
})
