import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { recordAction } from '../../server/accounts/index.ts'
import type { TestApplication, Visitor } from '../support/application.ts'
import { aDraftConsultation } from './builders.ts'
import { staffAndPublic } from './manage-support.ts'

describe('who did what about a consultation', () => {
  let app: TestApplication
  let planner: Visitor
  let at: string
  let id: string
  let close: () => Promise<void>
  beforeAll(async () => {
    ;({ app, planner, id, close } = await staffAndPublic(false))
    at = `/manage/consultations/${id}/actions`
    await planner.post(`/manage/consultations/${id}/contact`, {
      version: '1',
      contactEmail: 'ask@example.org',
      contactPhone: '01632 960 123',
      contactPost: 'County Hall',
      otherWays: 'By post',
      urgentHelp: 'Call 999',
    })
    const analyst = { accountId: 'the-analyst', name: '=Ana <b>Lyst</b>' }
    await recordAction(app.db, analyst, {
      action: 'findings.flagged',
      consultation: id,
      subject: 'a-flag',
      summary: 'Flagged <i>one</i>',
    })
    await recordAction(app.db, analyst, { action: 'site.changed', subject: 'x', summary: 'Moved a site' })
  })
  afterAll(() => close())

  it('lists every entry of the consultation, and nothing else, with the words of its kind', async () => {
    const page = (await planner.get(at)).text
    expect(page).toContain('Flagged &lt;i&gt;one&lt;/i&gt;')
    expect(page).toContain('>Findings</td>')
    expect(page).not.toContain('Moved a site')
    expect(page).not.toContain('findings.flagged')
    expect((await planner.get(`/manage/consultations/${id}`)).text).toContain(`href="${at}"`)
  })

  it('shows what one person did, or one kind, and says so where that is nothing', async () => {
    const theirs = (await planner.get(`${at}?person=the-analyst`)).text
    expect(theirs).toContain('1 entry')
    expect(theirs).toContain('<option value="the-analyst" selected>')
    const texts = (await planner.get(`${at}?kind=texts`)).text
    expect(texts).not.toContain('Flagged')
    expect(texts).toContain('Changed the contact')
    const none = (await planner.get(`${at}?person=the-analyst&kind=texts`)).text
    expect(none).toContain('Nothing of this kind was done by them.')
    expect(none).not.toContain('actions.csv')
    // A kind that is none, and a page far behind the last.
    expect((await planner.get(`${at}?kind=constructor`)).text).toContain('2 entries')
    expect((await planner.get(`${at}?page=99999999`)).text).toContain('The list has no page 10000.')
  })

  it('is taken away as a table that no spreadsheet runs', async () => {
    const table = await planner.get(`${at}.csv?person=the-analyst&kind=`)
    expect(table.headers['content-type']).toContain('text/csv')
    const lines = table.text.split('\r\n')
    expect(lines[0]).toBe('\ufeffWhen (UTC),Who,What,Kind')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toContain(",'=Ana <b>Lyst</b>,Flagged <i>one</i>,Findings")
  })

  it('is for those who prepare consultations', async () => {
    expect((await (await app.agent('drop-in')).get(at)).status).toBe(403)
    expect((await planner.get(`/manage/consultations/none/actions`)).status).toBe(404)
  })

  it('is empty, and says so, for a consultation about which nothing was done', async () => {
    const other = await aDraftConsultation(app.db)
    const page = (await planner.get(`/manage/consultations/${other.consultationId}/actions`)).text
    expect(page).toContain('Nothing was done yet.')
  })
})
