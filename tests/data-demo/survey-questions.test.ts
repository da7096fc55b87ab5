import { describe, expect, it } from '@jest/globals'
import { surveyQuestions } from '../../data/demo/survey-questions.ts'
import { planProblems, questionsOf } from '../../server/model/survey.ts'
import { addPage } from '../../server/surveys/builder/plan-edits.ts'
import { planFromJson } from '../../server/surveys/plan-json.ts'
import { standardPlan } from '../../server/surveys/standard-survey.ts'

describe('the questions of the demonstration', () => {
  it('can be read, fit between the standard ones, and show kinds that those do not have', () => {
    let plan = standardPlan()
    for (const { after, survey } of surveyQuestions) {
      const read = planFromJson(JSON.stringify(survey))
      if (!read.ok) throw new Error(JSON.stringify(read.refused))
      const before = plan.pages.find(page => page.key === after)
      expect([after, before === undefined]).toEqual([after, false])
      for (const page of read.plan.pages) plan = addPage(plan, 'pages', page, before?.id ?? null)
    }
    const district = { code: 'D', name: 'Fen', proposals: [], centres: [] }
    expect(planProblems(plan, [district])).toEqual([])
    const kinds = questionsOf(plan.pages).map(question => question.kind)
    expect(kinds).toEqual(expect.arrayContaining(['agreement-list', 'ranking', 'number']))
    // Answers that the demonstration makes may leave them empty.
    expect(
      surveyQuestions.flatMap(({ survey }) => questionsOf(survey.pages)).some(question => question.required),
    ).toBe(false)
  })
})
