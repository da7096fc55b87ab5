import {
  conditionsOf,
  expandedQuestions,
  optionsOf,
  questionSignature,
  unansweredPage,
  type ExpandedQuestion,
  type PageCondition,
  type QuestionKind,
  type SurveyDefinition,
  type SurveyQuestion,
} from '../model/survey.ts'
import type { TalliedQuestion } from '../model/tally.ts'
import type { Survey } from '../surveys/index.ts'
import { numberBands, type NumberBand } from './number-bands.ts'

/** A district of the consultation. */
export interface FindingsDistrict {
  readonly code: string
  readonly slug: string
  readonly name: string
}

/** That a question was asked only after certain answers to an earlier one. */
export interface AskedAfter {
  /** Code of the district whose survey says so. */
  readonly district: string
  /** The earlier question's key in the findings. */
  readonly question: string
  readonly has: 'any of' | 'none of'
  readonly values: readonly string[]
}

/** A question as it was asked in one or several districts, with the same words and the same answers. */
export interface AskedQuestion extends TalliedQuestion {
  /** Its key in the districts' surveys. */
  readonly surveyKey: string
  readonly section: 'survey' | 'equality'
  readonly kind: QuestionKind
  /** Its words; where versions of the survey asked differently, with the versions that asked it so. */
  readonly text: string
  /** Nobody who answers online can leave it out. */
  readonly required: boolean
  /** Asked only after certain answers to an earlier question. */
  readonly conditional: boolean
  /** Every version of the surveys that ask it asks everybody. */
  readonly everybody: boolean
  /** What it is asked after, by district; all of them must hold. None where a district's versions differ in it. */
  readonly after: readonly AskedAfter[]
  /** Codes, in the order of the districts' pages. */
  readonly districts: readonly string[]
  /** Ranges of a `number`, which are its options too. */
  readonly bands?: readonly NumberBand[]
  /** Least number that a `number` may be. */
  readonly minimum?: number
}

/** The questions of a consultation, and which one a survey's key stands for. */
export interface QuestionBook {
  readonly questions: readonly AskedQuestion[]
  /** The question's key in the findings, by survey id and the key in that survey. */
  idOf(surveyId: string, surveyKey: string): string | undefined
}

interface Found {
  readonly survey: Survey
  readonly section: 'survey' | 'equality'
  readonly question: ExpandedQuestion
  readonly conditions: readonly PageCondition[]
  readonly text: string
  readonly signature: string
}

/**
 * Brings the questions of all districts' surveys together. Questions with the same key, words and answers are one
 * question, also where the words name the district; each district's own proposals stay its own.
 *
 * @param surveys - every survey of the consultation, in every version
 * @param districts - in the order of their pages
 * @returns the questions in the order of the surveys
 */
export function questionBook(
  surveys: readonly Survey[],
  districts: readonly FindingsDistrict[],
): QuestionBook {
  const found = [...surveys]
    .sort((a, b) => placeOf(districts, a) - placeOf(districts, b) || b.version - a.version)
    .flatMap(survey =>
      questionsOfSurvey(survey, districts.find(({ code }) => code === survey.districtCode)?.name ?? ''),
    )
  const signatures = new Map<string, string[]>()
  for (const { question, signature } of found) {
    const known = signatures.get(question.key) ?? []
    if (!known.includes(signature)) signatures.set(question.key, [...known, signature])
  }
  const nameOf = ({ question, signature }: Found): string => {
    const all = signatures.get(question.key) ?? []
    if (all.length === 1) return question.key
    let name = `${question.key}--${all.indexOf(signature) + 1}`
    // Another question may be called so: an item of a list, say.
    while (signatures.has(name)) name += '-'
    return name
  }
  const changed = keysThatChanged(found)
  const ids = new Map<string, Map<string, string>>()
  for (const one of found) {
    const own = ids.get(one.survey.id) ?? new Map<string, string>()
    ids.set(one.survey.id, own.set(one.question.key, nameOf(one)))
  }
  const together = new Map<string, Found[]>()
  for (const one of found) together.set(nameOf(one), [...(together.get(nameOf(one)) ?? []), one])
  return {
    questions: inOrder(found.map(one => [one.survey.id, nameOf(one)])).flatMap(key => {
      const [first, ...others] = together.get(key) ?? []
      if (!first) return []
      const asking = new Set([first, ...others].map(one => one.survey.districtCode))
      return [
        {
          key,
          surveyKey: first.question.key,
          section: first.section,
          kind: first.question.kind,
          text: changed.has(first.question.key)
            ? `${first.text} (${versionsInWords([first, ...others])})`
            : first.text,
          required: [first, ...others].every(one => one.question.required),
          conditional: [first, ...others].some(one => one.conditions.length > 0),
          everybody: surveys
            .filter(({ districtCode }) => asking.has(districtCode))
            .every(({ id }) =>
              [first, ...others].some(one => one.survey.id === id && one.conditions.length === 0),
            ),
          after: [...asking].flatMap(code => afterIn(code, [first, ...others], ids)),
          several: first.question.kind === 'several',
          options: optionsOf(first.question),
          ...(first.question.kind === 'number' ? numbersOf(first.question) : {}),
          districts: districts.map(({ code }) => code).filter(code => asking.has(code)),
        },
      ]
    }),
    idOf: (surveyId, surveyKey) => ids.get(surveyId)?.get(surveyKey),
  }
}

function afterIn(
  district: string,
  found: readonly Found[],
  ids: ReadonlyMap<string, ReadonlyMap<string, string>>,
): AskedAfter[] {
  const [first = [], ...others] = found
    .filter(({ survey }) => survey.districtCode === district)
    .map(({ survey, conditions }) =>
      conditions.flatMap(({ questionKey, has, values }) => {
        const question = ids.get(survey.id)?.get(questionKey)
        return question === undefined ? [] : [{ district, question, has, values }]
      }),
    )
  return others.every(other => JSON.stringify(other) === JSON.stringify(first)) ? first : []
}

// A district's survey that asked something else under the same key in an earlier version.
function keysThatChanged(found: readonly Found[]): ReadonlySet<string> {
  const asked = new Map<string, string>()
  const changed = new Set<string>()
  for (const { survey, question, signature } of found) {
    const place = `${survey.districtCode} ${question.key}`
    const known = asked.get(place)
    if (known !== undefined && known !== signature) changed.add(question.key)
    asked.set(place, signature)
  }
  return changed
}

function versionsInWords(found: readonly Found[]): string {
  const versions = [...new Set(found.map(({ survey }) => survey.version))].sort((a, b) => a - b)
  if (versions.length === 1) return `version ${versions[0] ?? ''} of the survey`
  return `versions ${versions.slice(0, -1).join(', ')} and ${versions.at(-1) ?? ''} of the survey`
}

function numbersOf(question: SurveyQuestion): Pick<AskedQuestion, 'bands' | 'options' | 'minimum'> {
  const bands = numberBands(question)
  const least = question.minimum === undefined ? {} : { minimum: question.minimum }
  return { bands, options: bands, ...least }
}

function placeOf(districts: readonly FindingsDistrict[], survey: Survey): number {
  return districts.findIndex(({ code }) => code === survey.districtCode)
}

function questionsOfSurvey(survey: Survey, districtName: string): Found[] {
  const { pages, equality } = survey.definition
  const part = (section: Found['section'], of: SurveyDefinition['pages']): Found[] =>
    // Nobody's own answer stands in a table: an earlier answer in the words gives way to the words without one.
    of.map(unansweredPage).flatMap(page =>
      expandedQuestions([page])
        .filter(question => question.kind !== 'postcode')
        .map(question => {
          const words = question.list === undefined ? question.text : `${question.list.text} ${question.text}`
          // A proposal's question says "this proposal": the page's title says which.
          const text =
            question.proposalId === undefined
              ? withoutDistrict(words, districtName)
              : `${page.title}: ${words}`
          const signature = questionSignature(question, text)
          return { survey, section, question, conditions: conditionsOf(page), text, signature }
        }),
    )
  return [...part('survey', pages), ...part('equality', equality)]
}

/** "What would the changes in City mean for you?" is the same question in every district. */
function withoutDistrict(text: string, districtName: string): string {
  return districtName === '' ? text : text.replaceAll(` in ${districtName}`, ' in your district')
}

// Each survey keeps its own order. What a later survey adds stands after the question that it follows there, and after
// what other surveys have added in that place.
function inOrder(askings: readonly (readonly [survey: string, key: string])[]): string[] {
  const order: string[] = []
  const own = new Map<string, Set<string>>()
  for (const [survey, key] of askings) own.set(survey, (own.get(survey) ?? new Set()).add(key))
  let [lastSurvey, lastAt] = ['', -1]
  for (const [survey, key] of askings) {
    if (survey !== lastSurvey) lastAt = -1
    lastSurvey = survey
    const known = order.indexOf(key)
    if (known < 0) {
      const next = (): string | undefined => order[lastAt + 1]
      while (next() !== undefined && own.get(survey)?.has(next() ?? '') === false) lastAt += 1
      order.splice(lastAt + 1, 0, key)
    }
    lastAt = order.indexOf(key)
  }
  return order
}
