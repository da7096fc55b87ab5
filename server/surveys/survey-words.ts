import {
  expandedQuestions,
  pipedText,
  pipesIn,
  type GivenAnswer,
  type SurveyDefinition,
} from '../model/survey.ts'
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
    const filled = pipedText(said.text, {
      questions,
      answers,
      say: words => speaker.plain(words),
      date: date => speaker.format.date(date),
    })
    const html = escapeHtml(filled)
    const tagged = said.language === speaker.language ? html : `<span lang="${said.language}">${html}</span>`
    return new Said(filled, said.language, tagged)
  }
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
