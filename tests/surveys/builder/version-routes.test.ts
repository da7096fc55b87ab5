import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { listSurveys } from '../../../server/surveys/index.ts'
import { aPublishedConsultation, whileOpen } from '../../consultations/builders.ts'
import { testApplication, type TestApplication, type Visitor } from '../../support/application.ts'
import { addedPage, hiddenIn } from './building.ts'

describe('questions that change after publication', () => {
  let app: TestApplication
  let analyst: Visitor
  let colleague: Visitor
  let id: string
  let at: string
  beforeEach(async () => {
    app = await testApplication({ clock: whileOpen })
    analyst = await app.agent('analyst')
    colleague = await app.agent('analyst')
    id = (await aPublishedConsultation(app.db)).consultationId
    at = `/manage/consultations/${id}/builder`
  })
  afterEach(() => app.close())

  it('are asked as a new version, with a reason that the public reads', async () => {
    expect((await analyst.get(`${at}/versions`)).text).toContain('Nothing differs')
    const before = await listSurveys(app.db, id)
    await addedPage(
      analyst,
      at,
      { title: 'One more' },
      { kind: 'number', text: 'How many prams?', key: 'prams' },
    )
    expect((await listSurveys(app.db, id)).length).toBe(before.length)
    const page = await colleague.get(`${at}/versions`)
    // What is the same in every district is shown once.
    expect(page.text.split('How many prams?')).toHaveLength(2)
    expect(page.text).toMatch(/<h2 class="govuk-heading-m">[^<]+, [^<]+: version 2<\/h2>/)
    const fields = hiddenIn(page, `${at}/versions`)
    expect((await colleague.post(`${at}/versions`, { ...fields, reason: '' })).status).toBe(422)
    const done = await colleague.post(`${at}/versions`, { ...fields, reason: 'Residents asked us to.' })
    expect(done.status).toBe(303)
    const after = await listSurveys(app.db, id)
    expect(after.filter(survey => survey.version === 2)).toHaveLength(before.length)
    expect(
      after
        .filter(survey => survey.version === 1)
        .map(survey => survey.hash)
        .sort(),
    ).toEqual(before.map(survey => survey.hash).sort())
    const log = await app.db
      .selectFrom('consultation_change')
      .selectAll()
      .where('kind', '=', 'survey')
      .execute()
    expect(log).toHaveLength(before.length)
    expect(log[0]?.reason).toBe('Residents asked us to.')
    expect(before.map(survey => survey.hash)).toContain(log[0]?.before_hash)
    expect((await analyst.get(`${at}/versions`)).text).toContain('Nothing differs')
  })

  it('are asked by somebody else than who changed them last, or by the administrator', async () => {
    await addedPage(analyst, at, { title: 'One more' }, { kind: 'text', text: 'More?' })
    const seen = hiddenIn(await colleague.get(`${at}/versions`), `${at}/versions`)
    const own = await analyst.get(`${at}/versions`)
    expect(own.text).toContain('You changed the questions last')
    expect(own.text).not.toContain('Ask the changed questions from now on')
    const forged = await analyst.post(`${at}/versions`, { ...seen, reason: 'Because.' })
    expect([forged.status, forged.text.includes('href="#reason"')]).toEqual([422, true])
    expect(await listSurveys(app.db, id)).toHaveLength(2)
    const administrator = await app.agent('administrator')
    await addedPage(administrator, at, { title: 'A last one' }, { kind: 'text', text: 'And now?' })
    const fields = hiddenIn(await administrator.get(`${at}/versions`), `${at}/versions`)
    expect((await administrator.post(`${at}/versions`, { ...fields, reason: 'Because.' })).status).toBe(303)
    expect(await listSurveys(app.db, id)).toHaveLength(4)
  })

  it('are asked by anybody where nobody knows who changed them', async () => {
    await addedPage(analyst, at, { title: 'One more' }, { kind: 'text', text: 'More?' })
    await app.db.updateTable('survey_plan').set({ changed_by_account: null }).execute()
    const fields = hiddenIn(await analyst.get(`${at}/versions`), `${at}/versions`)
    expect((await analyst.post(`${at}/versions`, { ...fields, reason: 'Because.' })).status).toBe(303)
  })

  it('are not asked when somebody changed them once more meanwhile, or after closing', async () => {
    await addedPage(analyst, at, { title: 'One more' }, { kind: 'text', text: 'More?' })
    const fields = hiddenIn(await colleague.get(`${at}/versions`), `${at}/versions`)
    await addedPage(analyst, at, { title: 'Another' }, { kind: 'text', text: 'Another?' })
    const stale = await colleague.post(`${at}/versions`, { ...fields, reason: 'Because.' })
    expect([stale.status, stale.text.includes('since you opened this page')]).toEqual([422, true])
    app.setClock('2027-06-01T09:00:00.000Z')
    const later = await app.agent('analyst')
    expect((await later.get(`${at}/versions`)).text).toContain('can no longer be changed')
    const now = await later.post(`${at}/versions`, { ...fields, reason: 'Because.' })
    expect(now.status).toBe(422)
    expect((await listSurveys(app.db, id)).every(survey => survey.version === 1)).toBe(true)
  })
})
