import {
  expandedQuestions,
  isEmpty,
  optionsOf,
  OTHER,
  pagesThatApply,
  RESPONSE_BANDS,
  type ExpandedQuestion,
  type GivenAnswer,
  type SurveyDefinition,
  type SurveyPage,
  type SurveyQuestion,
} from '../model/survey.ts'
import { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import { answersOf, type Draft, type NamedPlace } from './draft.ts'
import { wordsOf, type SurveyWords } from './survey-words.ts'

/** One answered question in a list. */
export interface ShownAnswer {
  readonly question: Said
  /** One under another; empty for no answer. */
  readonly lines: readonly (Said | string)[]
  /** The page on which it can be changed. */
  readonly pageKey: string
}

/**
 * A place in words, as far as it is kept.
 *
 * @param place - neighbourhood and distance band
 * @param speaker - who speaks to the visitor
 * @returns lines; empty when nothing is known
 */
export function placeInWords(place: NamedPlace | null, speaker: Speaker = english): Said[] {
  if (place === null || (place.neighbourhoodCode === null && place.distanceBand === null)) return []
  const band = RESPONSE_BANDS.find(one => one.value === place.distanceBand)
  const name = place.neighbourhoodName ?? ''
  return [
    speaker.say('Postcode found, and not kept'),
    ...(name === '' ? [] : [speaker.say('Neighbourhood: {{name}}', { name })]),
    ...(band === undefined
      ? []
      : [
          band.value === 'no-way-there'
            ? speaker.say('Nearest centre today: no way to get there')
            : speaker.say('Nearest centre today: {{band}} away', {
                band: speaker.plain(band.text).toLowerCase(),
              }),
        ]),
  ]
}

/**
 * What was answered, for checking before it is sent.
 *
 * @param definition - the survey
 * @param draft - the draft
 * @param speaker - who speaks to the visitor
 * @returns every question that is asked, with its answer
 */
export function shownAnswers(
  definition: SurveyDefinition,
  draft: Pick<Draft, 'pages'>,
  speaker: Speaker = english,
): ShownAnswer[] {
  const answers = answersOf(draft)
  const words = wordsOf(speaker, definition, answers)
  return pagesThatApply(definition.pages, answers).flatMap(page =>
    shownAnswersOfPage(page, answers, draft.pages.get(page.key)?.place ?? null, { words, speaker }),
  )
}

/**
 * What was answered on one page.
 *
 * @param page - the page
 * @param answers - what was answered
 * @param place - where the respondent lives, as far as it is kept
 * @param how - who says it
 * @returns every question of the page, each statement of a list by itself
 */
export function shownAnswersOfPage(
  page: SurveyPage,
  answers: readonly GivenAnswer[],
  place: NamedPlace | null,
  { words, speaker }: { readonly words: SurveyWords; readonly speaker: Speaker },
): ShownAnswer[] {
  return expandedQuestions([page]).map(question => ({
    question: titleOf(page, question, words),
    pageKey: page.key,
    lines:
      question.kind === 'postcode'
        ? placeInWords(place, speaker)
        : answerLines(
            question,
            answers.find(answer => answer.questionKey === question.key),
            { words, speaker },
          ),
  }))
}

// "Why do you say that?" is clear only under the proposal that it is about, and a statement under its list.
function titleOf(page: SurveyPage, question: ExpandedQuestion, words: SurveyWords): Said {
  const about = question.list?.text ?? (question.proposalId === undefined ? null : page.title)
  const asked = words(question.text)
  if (about === null) return asked
  const under = words(about)
  return new Said(`${under.text}: ${asked.text}`, asked.language, `${under.html}: ${asked.html}`)
}

function answerLines(
  question: SurveyQuestion,
  answer: GivenAnswer | undefined,
  { words, speaker }: { readonly words: SurveyWords; readonly speaker: Speaker },
): (Said | string)[] {
  if (!answer || isEmpty(answer)) return []
  const options = optionsOf(question)
  const texts = answer.choices.map(choice => {
    const option = options.find(one => one.value === choice)
    return option === undefined ? choice : words(option.text)
  })
  if (question.kind === 'ranking')
    return texts.map((text, at) =>
      speaker.say('{{place}}. {{answer}}', { place: at + 1, answer: String(text) }),
    )
  const written = answer.text ?? ''
  if (question.kind === 'date') return [speaker.format.date(written)]
  if (question.kind === 'number' && question.unit !== undefined && question.unit !== '')
    return [speaker.say('{{number}} {{unit}}', { number: written, unit: words(question.unit).text })]
  const lines = written === '' ? [] : written.split('\n')
  if (answer.choices.includes(OTHER) && lines.length === 1) {
    const other = speaker.say('Other: {{written}}', { written })
    return texts.map((text, at) => (answer.choices[at] === OTHER ? other : text))
  }
  return [...texts, ...lines]
}
