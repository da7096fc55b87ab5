import { expandedQuestions, optionsOf, type SurveyDefinition, type SurveyQuestion } from '../model/survey.ts'
import { format } from '../platform/format.ts'
import type { FieldError } from '../platform/forms.ts'
import { languageOf } from '../platform/languages.ts'
import { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import { numberedQuestions, type Difference } from './as-written.ts'
import { placeField } from './paper-forms.ts'
import { questionInWords } from './print-page.ts'

/** Keys that tick the first, second … option of a question; letters follow the digits. */
const optionKeys = '123456789abcdefghijklmnopqrstuvw'

/** An option on the keying page. */
export interface KeyingOption {
  readonly value: string
  readonly text: string
  /** As it is printed; null where that is the same. */
  readonly printed: Said | null
  /** The key that ticks it; '' where there are more options than keys. */
  readonly pressed: string
  readonly checked: boolean
  /** What was typed beside it, where options are put in order; otherwise ''. */
  readonly place: string
}

/** A question on the keying page. */
export interface KeyingQuestion {
  readonly key: string
  readonly number: number
  readonly text: string
  /** As it is printed; null where that is the same. */
  readonly printed: Said | null
  /** Heading of the part that it begins, or null. */
  readonly heading: string | null
  readonly asksFor: string
  readonly options: readonly KeyingOption[]
  /** Its options have places, not ticks. */
  readonly ranked: boolean
  readonly words: 'none' | 'other' | 'line' | 'lines' | 'postcode'
  readonly written: string
  readonly state: string
}

/**
 * Shapes a survey for keying, with what was typed so far.
 *
 * @param definition - the survey
 * @param typed - fields as typed
 * @param speaker - who speaks on the form
 * @returns the questions in printed order
 */
export function keyingQuestions(
  definition: SurveyDefinition,
  typed: Readonly<Record<string, string | readonly string[]>>,
  speaker: Speaker = english,
): KeyingQuestion[] {
  const printed = (said: Said): Said | null => (said.language === 'en' ? null : tagged(said))
  const headings = new Map<string, string>()
  const firstOf = (pages: SurveyDefinition['pages']): string | undefined => pages[0]?.questions[0]?.key
  const [first, equality] = [firstOf(definition.pages), firstOf(definition.equality)]
  if (first !== undefined) headings.set(first, 'Answers')
  if (equality !== undefined) headings.set(equality, 'About you')
  // Translations are known by the words as they stand in the survey.
  const asBuilt = expandedQuestions([...definition.pages, ...definition.equality])
  return numberedQuestions(definition).map(({ number, question }) => {
    const ticked = new Set([typed[`tick-${question.key}`] ?? []].flat())
    return {
      key: question.key,
      number,
      text: question.list === undefined ? question.text : `${question.list.text} ${question.text}`,
      printed: printed(questionInWords(asBuilt[number - 1] ?? question, speaker)),
      heading: headings.get(question.key) ?? null,
      asksFor: asksFor(question),
      ranked: question.kind === 'ranking',
      options: optionsOf(question).map((option, at) => ({
        value: option.value,
        text: option.text,
        printed: printed(speaker.say(option.text)),
        pressed: question.kind === 'ranking' ? '' : optionKeys.charAt(at),
        checked: ticked.has(option.value),
        place: firstText(typed[placeField(question.key, option.value)]),
      })),
      words: wordsOf(question),
      written: firstText(typed[`words-${question.key}`]),
      state: firstText(typed[`state-${question.key}`]),
    }
  })
}

/**
 * Says at each field that was changed after the form was stored what is stored of it.
 *
 * @param definition - the survey on the form
 * @param changes - what was changed, what is stored first
 * @param shown - whether who looks may see what is stored: nobody but the person who keyed it
 * @returns a sentence for each change, at the first box of its field
 */
export function storedInWords(
  definition: SurveyDefinition,
  changes: readonly Difference[],
  shown: boolean,
): FieldError[] {
  const questions = new Map(
    numberedQuestions(definition).map(one => [
      one.question.kind === 'postcode' ? 'postcode' : one.question.key,
      one,
    ]),
  )
  const sentence = (what: string, stored: string): string =>
    shown ? `${what} is stored as: ${stored}` : `${what} is stored otherwise`
  return changes.map(({ field, first }) => {
    const asked = questions.get(field)
    if (!asked) {
      return field === 'received-on'
        ? { field: 'received', message: sentence('The date received', format.date(first)) }
        : { field, message: sentence('Help by somebody from the council', first) }
    }
    const { number, question } = asked
    const [top] = optionsOf(question)
    return {
      field:
        question.kind === 'ranking' && top ? placeField(question.key, top.value) : `tick-${question.key}`,
      message: sentence(`Question ${number}`, first),
    }
  })
}

// On a page in English, where the words of a form from right to left stand between others.
function tagged(said: Said): Said {
  const direction = languageOf(said.language)?.direction ?? 'ltr'
  return new Said(
    said.text,
    said.language,
    `<span lang="${said.language}" dir="${direction}">${said.html}</span>`,
  )
}

function asksFor(question: SurveyQuestion): string {
  if (question.kind === 'several') return 'Several may be ticked'
  if (question.kind === 'ranking') {
    return 'Key the place that stands beside each, 1 for the first. Where two have the same place, key both so'
  }
  return optionsOf(question).length > 0 ? 'One was asked for: tick every box that is ticked' : ''
}

function wordsOf(question: SurveyQuestion): KeyingQuestion['words'] {
  if (question.kind === 'long-text') return 'lines'
  if (question.kind === 'text' || question.kind === 'number' || question.kind === 'date') return 'line'
  if (question.kind === 'postcode') return 'postcode'
  return question.otherOption === true ? 'other' : 'none'
}

function firstText(typed: string | readonly string[] | undefined): string {
  return typeof typed === 'string' ? typed : (typed?.[0] ?? '')
}
