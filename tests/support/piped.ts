import type { GivenAnswer, SurveyPage, SurveyQuestion } from '../../server/model/survey.ts'

/** Questions of which later ones may name the answer: a choice with words of one's own, a date and a number. */
export function questionsToName(options: NonNullable<SurveyQuestion['options']>): SurveyQuestion[] {
  return [
    {
      key: 'centres',
      kind: 'several',
      text: 'Which centres?',
      options,
      otherOption: true,
      required: false,
    },
    { key: 'born', kind: 'date', text: 'When?', required: false },
    { key: 'count', kind: 'number', text: 'How many?', required: false },
  ]
}

/** An answer to one of them. */
export const givenTo = (
  questionKey: string,
  choices: readonly string[],
  text: string | null = null,
): GivenAnswer => ({ questionKey, choices, text })

/** A page with a mark in every text that it has. */
export function pageOfMarks(mark: string): SurveyPage {
  return {
    key: 'p',
    title: mark,
    introduction: mark,
    questions: [
      {
        key: 'l',
        kind: 'agreement-list',
        text: mark,
        hint: mark,
        easyText: mark,
        items: [{ value: 'i', text: mark }],
        required: false,
      },
    ],
  }
}
