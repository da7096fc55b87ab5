import { describe, expect, it } from '@jest/globals'
import { consultation } from '../../data/demo/consultation.ts'
import { translations } from '../../data/demo/consultation-translations.ts'
import { consultationUpdates } from '../../data/demo/consultation-updates.ts'
import { buildDemonstrationCounty, buildSites } from '../../data/demo/generate.ts'
import { proposedScenario } from '../../data/demo/scenarios.ts'
import { surveyQuestions } from '../../data/demo/survey-questions.ts'
import { takingPart } from '../../data/demo/taking-part.ts'
import { translationProblems } from '../../server/consultations/translations/translation-check.ts'
import { questionsOf } from '../../server/model/survey.ts'
import { translatedLanguages } from '../../server/platform/languages.ts'
import { sentenceKey, sentencesOf } from '../../server/platform/sentences.ts'
import { speakerIn } from '../../server/platform/speaker.ts'

const sites = buildSites(buildDemonstrationCounty())
const told = consultation(sites)
const { record } = told

/** What the public reads about the consultation, in the order of its pages. Names of places stay as they are. */
const read: readonly (string | undefined)[] = [
  ...[told.name, told.introduction, told.whatIsLost, told.whatIsProposed, told.reasons],
  ...[told.otherWays, told.urgentHelp, told.decisionBy],
  ...told.districts.flatMap(({ whatIsLost, whatIsProposed, proposals }) => [
    whatIsLost,
    whatIsProposed,
    ...proposals.flatMap(proposal => [proposal.title, proposal.whatIsLost, proposal.whatChanges]),
  ]),
  ...told.places.flatMap(({ why, replacedBy }) => [why, replacedBy]),
  ...proposedScenario(sites).outreach.map(({ activity }) => activity),
  ...sites.flatMap(({ services }) => services.map(({ service }) => service)),
  ...told.sessions.flatMap(({ access, languages }) => [access, languages]),
  ...told.options.flatMap(({ name, whatItWas, whyNot }) => [name, whatItWas, whyNot]),
  ...told.documents.flatMap(({ title, description }) => [title, description]),
  ...told.faqs.flatMap(({ question, answer, before }) => [question, answer, before?.note]),
  ...record.meetings.flatMap(({ committee, what }) => [committee, what]),
  ...[record.extended.reason, record.corrected.reason],
  ...consultationUpdates.documents.map(({ reason }) => reason),
  ...consultationUpdates.sessions.map(({ note }) => note),
  ...takingPart.updates.flatMap(({ title, body }) => [title, body]),
  ...takingPart.boards.flatMap(({ question, introduction, ideas }) => [
    question,
    introduction,
    ...ideas.map(({ reply }) => reply?.text),
  ]),
  ...takingPart.pledge.flatMap(({ title, body, note }) => [title, body, note]),
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

  it('hold every sentence that the public reads about its consultation, in every language', () => {
    const missing = Object.entries(translations).flatMap(([language, sentences]) => {
      const product = speakerIn(language)
      return read
        .flatMap(text => (text ?? '').split('\n').map(line => line.replace(/^- /, '')))
        .flatMap(line => sentencesOf(line).map(sentenceKey))
        .filter(one => /\p{Letter}{2}/u.test(one))
        .filter(one => sentences[one] === undefined && product.say(one).language !== language)
        .map(one => [language, one])
    })
    expect(missing).toEqual([])
  })
})
