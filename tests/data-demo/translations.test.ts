import { describe, expect, it } from '@jest/globals'
import { translations } from '../../data/demo/consultation-translations.ts'
import { districtTexts } from '../../data/demo/consultation-districts.ts'
import { faqs } from '../../data/demo/consultation-faqs.ts'
import { options } from '../../data/demo/consultation-options.ts'
import { surveyQuestions } from '../../data/demo/survey-questions.ts'
import { translationProblems } from '../../server/consultations/translations/translation-check.ts'
import { questionsOf } from '../../server/model/survey.ts'
import { translatedLanguages } from '../../server/platform/languages.ts'
import { sentenceKey, sentencesOf } from '../../server/platform/sentences.ts'
import { speakerIn } from '../../server/platform/speaker.ts'

const newest: readonly (string | undefined)[] = [
  ...surveyQuestions.flatMap(({ survey }) =>
    survey.pages.flatMap(page => [
      page.title,
      page.introduction,
      ...questionsOf([page]).flatMap(question => [
        question.text,
        question.hint,
        question.easyText,
        question.unit,
        ...[...(question.options ?? []), ...(question.items ?? [])].map(({ text }) => text),
      ]),
    ]),
  ),
  ...options.flatMap(({ name, whatItWas, whyNot }) => [name, whatItWas, whyNot]),
  ...faqs.flatMap(({ question, answer }) => [question, answer]),
  ...districtTexts.flatMap(({ whatIsLost, whatIsProposed }) => [whatIsLost, whatIsProposed]),
  ...districtTexts
    .filter(({ district }) => ['fens', 'south', 'coast'].includes(district))
    .flatMap(({ proposals }) => proposals.map(({ title }) => title)),
]

describe('the translations of the demonstration', () => {
  it('could have come from a translator', () => {
    expect(Object.keys(translations).sort()).toEqual(translatedLanguages.map(({ code }) => code).sort())
    for (const [language, sentences] of Object.entries(translations)) {
      for (const [english, words] of Object.entries(sentences)) {
        expect([language, english, translationProblems(english, words)]).toEqual([language, english, []])
      }
    }
  })

  it('hold every sentence of its own questions, its options, its answers and what districts are told, in every language', () => {
    const missing = Object.entries(translations).flatMap(([language, sentences]) => {
      const product = speakerIn(language)
      return newest
        .flatMap(text => (text ?? '').split('\n'))
        .flatMap(line => sentencesOf(line).map(sentenceKey))
        .filter(one => /\p{Letter}{2}/u.test(one))
        .filter(one => sentences[one] === undefined && product.say(one).language !== language)
        .map(one => [language, one])
    })
    expect(missing).toEqual([])
  })
})
