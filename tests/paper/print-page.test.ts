import { describe, expect, it } from '@jest/globals'
import type { SurveyDefinition } from '../../server/model/survey.ts'
import { keyingQuestions } from '../../server/paper/keying-page.ts'
import { printedSurvey } from '../../server/paper/print-page.ts'
import { sentenceKey } from '../../server/platform/sentences.ts'
import { english, speakerIn } from '../../server/platform/speaker.ts'

const asked = 'Why do you use {{answer:centres|your centre}}?'
const survey: SurveyDefinition = {
  title: 'T',
  pages: [
    {
      key: 'why',
      title: 'Why',
      questions: [{ key: 'why', kind: 'text', text: asked, hint: asked, required: false }],
    },
  ],
  equality: [],
}

describe('a question that repeats an earlier answer', () => {
  it('is printed in each language without one, and keyed beside the same words', () => {
    const polish = speakerIn('pl').reading(
      new Map([[sentenceKey(asked), 'Dlaczego korzystasz z {{answer:centres|swojego centrum}}?']]),
    )
    const printed = printedSurvey(survey, polish).parts[0]?.questions[0]
    expect([printed?.text.html, printed?.hint?.html]).toEqual(
      Array(2).fill('Dlaczego korzystasz z swojego centrum?'),
    )
    const keyed = keyingQuestions(survey, {}, polish)[0]
    expect(keyed?.text).toBe('Why do you use your centre?')
    expect(keyed?.printed?.text).toBe('Dlaczego korzystasz z swojego centrum?')
    expect(printedSurvey(survey, english).parts[0]?.questions[0]?.text.text).toBe(
      'Why do you use your centre?',
    )
    // Nobody translated it.
    expect(printedSurvey(survey, speakerIn('pl')).parts[0]?.questions[0]?.text.html).toBe(
      '<span lang="en" dir="ltr">Why do you use your centre?</span>',
    )
  })
})
