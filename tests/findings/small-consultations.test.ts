import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { anyAnswers } from './any-answers.ts'
import { csvOf } from './closed-consultation.ts'
import { outsiderLearns, tablesOnPage, type Shown } from './outsider.ts'
import { aConsultation, aResponse, someDistricts, type TestAnswers } from './support.ts'

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
