import {
  conditionsOf,
  expandedQuestions,
  sameQuestion,
  type ExpandedQuestion,
  type SurveyDefinition,
  type SurveyPage,
} from '../../model/survey.ts'
import { inOneOrder } from './plan-marks.ts'

/** One thing in which two versions of a survey differ. */
export interface SurveyDifference {
  readonly change: 'added' | 'removed' | 'changed' | 'who' | 'words'
  /** The question's or page's words, as they are after the change. */
  readonly text: string
  /** As they were before; '' where they are the same or there was none. */
  readonly before: string
}

/**
 * What differs between two versions of a survey. Answers to questions that are in none of these are counted together.
 *
 * @param before - the earlier version
 * @param after - the later version
 * @returns questions that were added, taken out or changed; pages asked of other people; other words and order. Empty when they are the same
 */
export function surveyDifferences(before: SurveyDefinition, after: SurveyDefinition): SurveyDifference[] {
  const found: SurveyDifference[] = []
  const all = ({ pages, equality }: SurveyDefinition): SurveyPage[] => [...pages, ...equality]
  const byKey = (survey: SurveyDefinition): Map<string, ExpandedQuestion> =>
    new Map(expandedQuestions(all(survey)).map(question => [question.key, question]))
  const [old, now] = [byKey(before), byKey(after)]
  for (const [key, question] of now) {
    const was = old.get(key)
    if (was === undefined) found.push({ change: 'added', text: question.text, before: '' })
    else if (!sameQuestion(was, question))
      found.push({ change: 'changed', text: question.text, before: was.text })
  }
  for (const [key, question] of old) {
    if (!now.has(key)) found.push({ change: 'removed', text: question.text, before: '' })
  }
  const oldPages = new Map(all(before).map(page => [page.key, page]))
  const newPages = new Map(all(after).map(page => [page.key, page]))
  for (const page of all(after)) {
    const was = oldPages.get(page.key)
    if (was && JSON.stringify(conditionsOf(was)) !== JSON.stringify(conditionsOf(page))) {
      found.push({ change: 'who', text: page.title, before: '' })
    }
  }
  const about = {
    hasPage: (key: string): boolean => oldPages.has(key) && newPages.has(key),
    isSame: (key: string): boolean => {
      const [was, question] = [old.get(key), now.get(key)]
      return was !== undefined && question !== undefined && sameQuestion(was, question)
    },
  }
  const differs =
    found.length === 0
      ? inOneOrder(before) !== inOneOrder(after)
      : otherWords(before, about) !== otherWords(after, about)
  if (differs) {
    found.push({
      change: 'words',
      text: 'Order, headings, help texts, or what has to be answered',
      before: '',
    })
  }
  return found
}

/** What is said around the questions that both versions ask. */
function otherWords(
  { title, pages, equality }: SurveyDefinition,
  {
    hasPage,
    isSame,
  }: { readonly hasPage: (key: string) => boolean; readonly isSame: (key: string) => boolean },
): string {
  const asked = (page: SurveyPage): unknown[] =>
    page.questions
      .filter(question =>
        expandedQuestions([{ ...page, questions: [question] }]).every(one => isSame(one.key)),
      )
      .map(({ key, hint, easyText, picture, required }) => ({ key, hint, easyText, picture, required }))
  return inOneOrder({
    title,
    pages: [...pages, ...equality]
      .filter(page => hasPage(page.key))
      .map(page => ({
        key: page.key,
        // A title that is its question's words changes with them.
        title: page.questions.some(question => question.text === page.title) ? '' : page.title,
        introduction: page.introduction,
        section: page.section,
        questions: asked(page),
      })),
  })
}
