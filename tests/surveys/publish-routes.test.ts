import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { askForReview } from '../../server/consultations/review-repository.ts'
import { publishConsultation } from '../../server/surveys/publication-service.ts'
import { listSurveys } from '../../server/surveys/survey-repository.ts'
import { readPlan, storePlan } from '../../server/surveys/survey-plan-repository.ts'
import { actor } from '../consultations/builders.ts'
import { answerChecklist } from '../consultations/record-support.ts'
import { staffAndPublic } from '../consultations/manage-support.ts'
import type { TestApplication, Visitor } from '../support/application.ts'

const at = new Date('2026-05-01T09:00:00.000Z')
const asker = { accountId: 'asker', name: 'Asker' }

describe('publishing a survey with a question that nobody is asked', () => {
  let app: TestApplication
  let planner: Visitor
  let id: string
  let manage: string
  let close: () => Promise<void>
  const page = {
    id: 'lost',
    key: 'lost',
    title: 'A <b>lost</b> page',
    districts: ['E07000000'],
    questions: [{ key: 'lost', kind: 'text' as const, text: 'Does anybody read this?', required: false }],
  }
  const publish = async () => {
    const mark = /name="mark" value="([^"]+)"/.exec((await planner.get(`${manage}/publish`)).text)?.[1] ?? ''
    return planner.post(`${manage}/publish`, { sure: 'yes', mark })
  }
  beforeAll(async () => {
    ;({ app, planner, id, close } = await staffAndPublic(false))
    manage = `/manage/consultations/${id}`
    const { plan } = await readPlan(app.db, id)
    const change = { at, by: 'A', summary: 'A page' }
    await storePlan(app.db, id, { ...plan, pages: [...plan.pages, page] }, 0, change)
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
    expect((await publish()).status).toBe(422)
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
    // Twice, by a double click.
    expect((await planner.post(`${manage}/publish`, { sure: 'yes', mark: 'x' })).status).toBe(422)
    expect((await listSurveys(app.db, id)).length).toBe(2)
  })
})
