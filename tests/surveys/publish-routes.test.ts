import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { askForReview } from '../../server/consultations/review-repository.ts'
import { publishConsultation } from '../../server/surveys/publication-service.ts'
import { listSurveys } from '../../server/surveys/survey-repository.ts'
import { readPlan, storePlan } from '../../server/surveys/survey-plan-repository.ts'
import { actor, aDraftConsultation, whileOpen } from '../consultations/builders.ts'
import { answerChecklist, hiddenOn } from '../consultations/record-support.ts'
import { staffAndPublic } from '../consultations/manage-support.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'

const at = new Date('2026-05-01T09:00:00.000Z')
const asker = { accountId: 'asker', name: 'Asker' }

/** Where the summary of what is wrong leads, and whether that is on the page. */
function summaryLeads(html: string): readonly [field: string | undefined, there: boolean] {
  const field = /error-summary__list">\s*<li><a href="#([^"]+)"/.exec(html)?.[1]
  return [field, field !== undefined && html.includes(` id="${field}"`)]
}

/** A page that no district of the consultation is asked. */
const lostPage = {
  id: 'lost',
  key: 'lost',
  title: 'A <b>lost</b> page',
  districts: ['E07000000'],
  questions: [{ key: 'lost', kind: 'text' as const, text: 'Does anybody read this?', required: false }],
}

describe('publishing a survey with a question that nobody is asked', () => {
  let app: TestApplication
  let planner: Visitor
  let id: string
  let manage: string
  let close: () => Promise<void>
  const publish = async () => {
    const mark = /name="mark" value="([^"]+)"/.exec((await planner.get(`${manage}/publish`)).text)?.[1] ?? ''
    return planner.post(`${manage}/publish`, { sure: 'yes', mark })
  }
  beforeAll(async () => {
    ;({ app, planner, id, close } = await staffAndPublic(false))
    manage = `/manage/consultations/${id}`
    const { plan } = await readPlan(app.db, id)
    const change = { at, by: 'A', summary: 'A page' }
    await storePlan(app.db, id, { ...plan, pages: [...plan.pages, lostPage] }, 0, change)
    await answerChecklist(app.db, id)
    await askForReview(app.db, id, asker, at)
  })
  afterAll(() => close())

  it('is refused, with the way to the page', async () => {
    const shown = (await planner.get(`${manage}/publish`)).text
    expect(shown).toContain('The page “A &lt;b&gt;lost&lt;/b&gt; page” is asked in no district')
    expect(shown).toContain(`href="${manage}/builder/pages/lost"`)
    expect(shown).not.toContain('name="mark"')
    expect((await planner.get(`${manage}/builder/pages/lost`)).status).toBe(200)
    const refused = await publish()
    expect(refused.status).toBe(422)
    expect(summaryLeads(refused.text)).toEqual(['problems', true])
    await expect(publishConsultation(app.db, id, actor, () => at)).rejects.toThrow('is asked in no district')
    expect(await listSurveys(app.db, id)).toEqual([])
  })

  it('goes on once some district is asked', async () => {
    const { plan, version } = await readPlan(app.db, id)
    const pages = plan.pages.map(one => (one.id === 'lost' ? { ...one, districts: ['E07009991'] } : one))
    await storePlan(app.db, id, { ...plan, pages }, version, { at, by: 'A', summary: 'A district' })
    expect((await publish()).status).toBe(303)
    const asked = (await listSurveys(app.db, id)).map(({ districtCode, definition }) => [
      districtCode,
      definition.pages.some(({ key }) => key === 'lost'),
    ])
    expect(asked).toEqual([
      ['E07009991', true],
      ['E07009992', false],
    ])
  })
})

describe.each(['SQLite', 'PostgreSQL'] as const)('publishing by a double click on %s', database => {
  let app: TestApplication
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen, database })
  })
  afterAll(() => app.close())

  it('publishes once, and tells the second press plainly', async () => {
    const planner = await app.agent('planner')
    const { consultationId: id } = await aDraftConsultation(app.db)
    const publish = `/manage/consultations/${id}/publish`
    await answerChecklist(app.db, id)
    await askForReview(app.db, id, asker, at)
    const mark = hiddenOn((await planner.get(publish)).text, 'mark')
    const press = () => planner.post(publish, { sure: 'yes', mark })
    const both = await Promise.all([press(), press()])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
    const second = both.find(({ status }) => status === 422)?.text ?? ''
    expect(second).toContain('This consultation is published already.')
    expect(second).not.toContain('name="mark"')
    expect(summaryLeads(second)).toEqual(['published', true])
    const { db } = app
    const records = await db.selectFrom('consultation_record').select('version').execute()
    expect(records).toEqual([{ version: 1 }])
    expect((await listSurveys(db, id)).map(({ version }) => version)).toEqual([1, 1])
    const changes = await db.selectFrom('consultation_change').select('kind').execute()
    expect(changes.filter(({ kind }) => kind === 'published')).toHaveLength(1)
    const written = await db.selectFrom('audit').select('action').execute()
    expect(written.filter(({ action }) => action === 'consultation.published')).toHaveLength(1)
  })
})

describe('a summary of why it is not published', () => {
  let app: TestApplication
  let planner: Visitor
  let publish: string
  let id: string
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    planner = await app.agent('planner')
    id = (await aDraftConsultation(app.db)).consultationId
    publish = `/manage/consultations/${id}/publish`
  })
  afterAll(() => app.close())

  const press = async (form: Record<string, string>): Promise<ReturnType<typeof summaryLeads>> =>
    summaryLeads((await planner.post(publish, form)).text)

  it('leads to something that is on the page, whatever stands in the way', async () => {
    const contact = { contact_email: '', contact_phone: '', contact_post: '' }
    const [before] = await app.db.selectFrom('consultation').selectAll().execute()
    await app.db.updateTable('consultation').set(contact).execute()
    expect(await press({ sure: 'yes' })).toEqual(['missing', true])
    expect(await press({})).toEqual(['missing', true])
    await app.db
      .updateTable('consultation')
      .set({ contact_email: before?.contact_email ?? '' })
      .execute()
    expect(await press({ sure: 'yes' })).toEqual(['checks', true])
    await answerChecklist(app.db, id)
    expect(await press({ sure: 'yes' })).toEqual(['review', true])
    await askForReview(app.db, id, { accountId: planner.accountId, name: 'Test planner' }, at)
    expect(await press({ sure: 'yes' })).toEqual(['review', true])
    await app.db.updateTable('consultation').set({ review_asked_by: 'asker' }).execute()
    expect(await press({})).toEqual(['sure', true])
    expect(await press({ sure: 'yes', mark: 'of something else' })).toEqual(['sure', true])
  })
})

describe('asking for a review of a survey with a question that nobody is asked', () => {
  let app: TestApplication
  let planner: Visitor
  let manage: string
  let id: string
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    planner = await app.agent('planner')
    id = (await aDraftConsultation(app.db)).consultationId
    manage = `/manage/consultations/${id}`
    const { plan, version } = await readPlan(app.db, id)
    const change = { at, by: 'A', summary: 'A page' }
    await storePlan(app.db, id, { ...plan, pages: [...plan.pages, lostPage] }, version, change)
  })
  afterAll(() => app.close())

  it('says so with the way to the page, beside what else is missing and alone', async () => {
    const first = await planner.post(`${manage}/review`)
    expect(summaryLeads(first.text)).toEqual(['missing', true])
    await answerChecklist(app.db, id)
    const shown = (await planner.get(`${manage}/review`)).text
    for (const { text } of [first, { text: shown }]) {
      expect(text).toContain('The page “A &lt;b&gt;lost&lt;/b&gt; page” is asked in no district')
      expect(text).toContain(`href="${manage}/builder/pages/lost"`)
    }
    expect(shown).not.toContain('Everything is there')
    const refused = await planner.post(`${manage}/review`)
    expect([refused.status, ...summaryLeads(refused.text)]).toEqual([422, 'problems', true])
    expect(refused.text).toContain('Put the questions right first')
  })

  it('goes on once it is put right', async () => {
    const { plan, version } = await readPlan(app.db, id)
    const pages = plan.pages.filter(one => one.id !== 'lost')
    await storePlan(app.db, id, { ...plan, pages }, version, { at, by: 'A', summary: 'Out' })
    expect((await planner.get(`${manage}/review`)).text).toContain('Everything is there')
    expect((await planner.post(`${manage}/review`)).status).toBe(303)
  })
})
