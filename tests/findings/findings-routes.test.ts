import { describe, expect, it } from '@jest/globals'
import { at, closedConsultation, csvOf } from './closed-consultation.ts'
import { tablesOnPage } from './outsider.ts'
import { someDistricts } from './support.ts'

describe('findings on pages', () => {
  const closed = closedConsultation()

  it('are for analysts', async () => {
    for (const role of ['planner', 'drop-in'] as const) {
      expect((await (await closed.app.agent(role)).get('/findings')).status).toBe(403)
    }
    expect((await closed.nobody.get(at)).status).toBe(303)
    expect((await closed.analyst.get('/findings')).text).toContain('Children’s centres')
    expect((await closed.analyst.get('/findings/elsewhere')).status).toBe(404)
    expect((await closed.analyst.get(`${at}/districts/elsewhere`)).status).toBe(404)
  })

  it('show staff each district’s answers by channel, with a chart and its table', async () => {
    const { text } = await closed.analyst.get(`${at}/districts/city`)
    const overall = tablesOnPage(text).get('overall.D1')
    expect(Object.fromEntries(overall?.get('Agree') ?? [])).toEqual({ Online: 4, Paper: 3, All: 7 })
    expect(text).toContain('58% agree and 42% disagree with the overall approach in City')
    expect(text).toMatch(/<svg[^>]*role="img"/)
    expect(text).toContain('no margin of error')
    expect((await closed.analyst.get(at)).text).toContain('Responses by district and how they came')
  })

  it('say the same in the export as on the screen, number for number', async () => {
    const pages = await Promise.all(
      ['', ...someDistricts.map(one => `/districts/${one.slug}`)].map(page =>
        closed.analyst.get(`${at}${page}`),
      ),
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
    const rows = csvOf((await closed.analyst.get(`${at}/results.csv`)).text).slice(1)
    const exported = new Map(
      rows
        .filter(row => row[0] !== 'Note')
        .map(row => [[`${row[1] ?? ''}, ${row[2] ?? ''}`, row[3], row[4]].join(' | '), row[5]]),
    )
    expect(exported.size).toBeGreaterThan(100)
    expect(exported).toEqual(onScreen)
    const one = csvOf((await closed.analyst.get(`${at}/results.csv?district=city`)).text)
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
    const { text } = await closed.analyst.get(`${at}/groups?question=overall&by=sex`)
    expect(tablesOnPage(text).get('cross.overall.sex')?.get('Male')?.get('Agree')).toBeNull()
    const rows = csvOf((await closed.analyst.get(`${at}/groups?question=overall&by=sex&as=csv`)).text)
    expect(rows.find(row => row[3] === 'Male' && row[4] === 'Agree')?.[5]).toBe('not shown')
    expect((await closed.analyst.get(`${at}/groups?question=sex&by=sex`)).text).not.toContain(
      'findings-table',
    )
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
      const answer = await closed.analyst.get(`${at}${page}`)
      expect(answer.status).toBe(200)
      expect(answer.text).not.toContain('Very private')
    }
  })
})
