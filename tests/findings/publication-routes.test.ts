import { describe, expect, it } from '@jest/globals'
import { answersToOthers, at, closedConsultation, findingsActions } from './closed-consultation.ts'
import { tablesOnPage } from './outsider.ts'
import { aResponse } from './support.ts'

describe('findings before the public', () => {
  const closed = closedConsultation()

  it('are published by analysts alone, of a consultation that there is', async () => {
    expect(await answersToOthers(closed, `${at}/publish`)).toEqual([403, 403, 403, 403, 303, 303])
    expect((await answersToOthers(closed, `${at}/withdraw`)).filter((_, index) => index % 2 === 1)).toEqual([
      403, 403, 303,
    ])
    for (const page of ['publish', 'withdraw']) {
      expect((await closed.analyst.post(`/findings/none/${page}`)).status).toBe(404)
    }
    expect(await findingsActions(closed)).toEqual([])
  })

  it('are public only after closing, when an analyst says so, and then stay word for word', async () => {
    const page = '/consultations/centres/findings'
    expect((await closed.nobody.get(page)).status).toBe(404)
    expect((await closed.nobody.get(`${page}.csv`)).status).toBe(404)
    closed.app.setClock('2026-09-30T12:00:00Z')
    const early = await closed.app.agent('analyst')
    expect((await early.post(`${at}/publish`)).status).toBe(409)
    closed.app.setClock('2026-10-05T10:00:00Z')
    expect((await closed.analyst.get(`${at}/publish`)).text).toContain('What the public would see now')
    expect((await closed.analyst.post(`${at}/publish`)).status).toBe(303)
    const before = await closed.nobody.get(page)
    expect(before.status).toBe(200)
    expect(before.text).toContain('13 responses')
    closed.app.statements()
    const city = await closed.nobody.get(`${page}/city`)
    expect(closed.app.statements().length).toBeLessThanOrEqual(3)
    expect(city.text).toContain('What people said about City')
    expect((await closed.nobody.get(`${page}/elsewhere`)).status).toBe(404)
    await aResponse(closed.app.db, closed.consultation, { choices: { overall: ['agree'] } })
    expect(tablesOnPage((await closed.nobody.get(page)).text)).toEqual(tablesOnPage(before.text))
    await closed.analyst.post(`${at}/publish`)
    expect((await closed.nobody.get(page)).text).toContain('14 responses')
    expect((await closed.nobody.get(page)).text).toContain('Version 2')
    await closed.analyst.post(`${at}/withdraw`)
    expect((await closed.nobody.get(page)).status).toBe(404)
    expect((await closed.analyst.get(`${at}/publish`)).text).toContain('Not public since')
    // Taken back once more, nothing is written down a second time.
    await closed.analyst.post(`${at}/withdraw`)
    const audit = await closed.app.db
      .selectFrom('audit')
      .select('action')
      .where('action', 'like', 'findings.%')
      .orderBy('action')
      .execute()
    expect(audit.map(row => row.action)).toEqual([
      'findings.published',
      'findings.published',
      'findings.withdrawn',
    ])
  })
})
