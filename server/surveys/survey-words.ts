import {
  expandedQuestions,
  pipedText,
  pipesIn,
  type GivenAnswer,
  type SurveyDefinition,
} from '../model/survey.ts'
import { languageOf } from '../platform/languages.ts'
import { escapeHtml, Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'

/** Says the survey's own words to one visitor, with earlier answers put in where the words ask for them. */
export type SurveyWords = (text: string) => Said

/**
 * Says the survey's own words in the visitor's language, with earlier answers put in.
 *
 * @param speaker - who speaks to the visitor
 * @param definition - the survey
 * @param answers - what was answered so far
 * @returns says one text
 */
export function wordsOf(
  speaker: Speaker,
  definition: SurveyDefinition,
  answers: readonly GivenAnswer[],
): SurveyWords {
  const questions = expandedQuestions([...definition.pages, ...definition.equality])
  return text => {
    const said = speaker.say(text)
    if (!text.includes('{{') || pipesIn(said.text).length === 0) return said
    // An answer is said, joined and written in the language of the words around it.
    const around = said.language === speaker.language ? speaker : english
    const list = (texts: readonly string[]): string => listFormat(around).format(texts)
    const date = (day: string): string => around.format.date(day)
    const filled = pipedText(said.text, {
      questions,
      answers,
      list,
      date,
      say: words => around.plain(words),
      put: answer => (keepsItsDirection(answer, around) ? `\u2068${answer}\u2069` : answer),
    })
    // Where only some of the sentences are translated, the answer says its own language.
    const tag = around === speaker && said.html.includes('lang="en"') ? ` lang="${speaker.language}"` : ''
    const html = pipedText(said.html, {
      questions,
      answers,
      list,
      date: day => escapeHtml(date(day)),
      number: escapeHtml,
      say: words => around.say(words).html,
      put: answer =>
        tag !== '' || keepsItsDirection(answer, around) ? `<bdi${tag}>${answer}</bdi>` : answer,
    })
    return new Said(filled, said.language, html)
  }
}

const listFormats = new Map<string, Intl.ListFormat>()

function listFormat({ language }: Speaker): Intl.ListFormat {
  const known = listFormats.get(language)
  if (known) return known
  const made = new Intl.ListFormat(languageOf(language)?.locale ?? 'en-GB', { type: 'conjunction' })
  listFormats.set(language, made)
  return made
}

// As with every value in a sentence: text of the other direction must not carry the words around it away.
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/
const keepsItsDirection = (answer: string, { direction }: Speaker): boolean =>
  direction === 'rtl' || rightToLeft.test(answer)

/**
 * Says the survey's own words in a reader's language as they are on paper, which can repeat no answer: the words that
 * stand there without one, in that language too.
 *
 * @param speaker - who speaks to the reader
 * @returns says one text
 */
export function wordsWithoutAnswers(speaker: Speaker): SurveyWords {
  return wordsOf(speaker, { title: '', pages: [], equality: [] }, [])
}

/**
 * Says the survey's own words in English, as they stand.
 *
 * @param text - the words
 * @returns the same
 */
export function asTheyStand(text: string): Said {
  return english.say(text)
}
