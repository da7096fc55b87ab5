import type { GivenAnswer } from '../../server/model/survey.ts'
import { byWeight } from './answers-phrases.ts'
import type { Respondent } from './answers-respondents.ts'
import { agreement } from './answers-choices.ts'
import type { Chance } from './random.ts'
import { surveyQuestions } from './survey-questions.ts'

const added = surveyQuestions.flatMap(({ survey }) => survey.pages.flatMap(page => page.questions))
const statements = added.flatMap(({ key, items = [] }) => items.map(({ value }) => `${key}--${value}`))

/** Keys of the questions that the council asks beside the standard ones, in the order of the survey. */
export const addedKeys: Readonly<Record<'family' | 'principles' | 'order', readonly string[]>> = {
  family: ['family-size'],
  principles: statements,
  order: ['keep-first'],
}

/** How people feel about each statement, −2 to 2: nobody is against help that comes to families. */
const feelings: Readonly<Record<string, number>> = {
  'principles--near-poorest': 0.5,
  'principles--longer-hours': -0.45,
  'principles--all-ages': 0.25,
  'principles--come-to-us': 0.95,
}

/**
 * Draws the answers to what the council asks beside the standard questions.
 *
 * @param who - the respondent
 * @param ticked - what they answered to the standard questions
 * @param draw - chance
 * @returns answers, without what was left out; none of groups, and of a campaign only the statements
 */
export function moreAnswers(
  who: Respondent,
  ticked: ReadonlyMap<string, GivenAnswer>,
  draw: Chance,
): GivenAnswer[] {
  if (who.group !== null) return []
  const skips = (share: number): boolean => draw.happens(share * (1.7 - 1.4 * who.thorough))
  const answers: GivenAnswer[] = []
  const children = ticked.get('children')?.choices ?? []
  const asked = !children.includes('none') && !children.includes('prefer-not-to-say')
  const size = familySize(who, draw)
  if (asked && size > 0 && !skips(0.2)) answers.push({ questionKey: 'family-size', choices: [], text: String(size) })
  for (const questionKey of statements) {
    if (skips(who.campaigner ? 0.7 : 0.16)) continue
    const opinion = (feelings[questionKey] ?? 0) + leaning(questionKey, who) + draw.around(0, 0.8)
    const choice = draw.happens(0.04) ? 'dont-know' : agreement(Math.max(-2, Math.min(2, opinion)))
    answers.push({ questionKey, choices: [choice], text: null })
  }
  if (!who.campaigner && !skips(0.28)) answers.push({ questionKey: 'keep-first', choices: order(who, draw), text: null })
  return answers
} // prettier-ignore

function familySize({ children }: Respondent, draw: Chance): number {
  const born = children.filter(child => child !== 'expecting' && child !== 'send-to-25').length
  return born === 0 ? 0 : born + byWeight(draw, [[0, 70], [1, 24], [2, 6]]) // prettier-ignore
}

function leaning(questionKey: string, { home, works, car, children, temper }: Respondent): number {
  const own: Readonly<Record<string, number>> = {
    'principles--near-poorest': home.decile <= 3 ? 0.5 : home.decile >= 8 ? -0.4 : 0,
    'principles--longer-hours': (works ? 0.5 : -0.2) + (home.place.kind === 'village' ? -0.5 : 0),
    'principles--all-ages': children.includes('12-to-19') ? 0.5 : children.includes('0') ? -0.4 : 0,
    'principles--come-to-us': car ? 0 : 0.4,
  }
  return (own[questionKey] ?? 0) + 0.3 * temper
}

/** Most people put two or three things in order, and some all of them. */
function order(who: Respondent, draw: Chance): string[] {
  const weights: readonly (readonly [string, number])[] = [
    ['groups', who.children.includes('0') || who.children.includes('1') ? 9 : 5],
    ['clinics', who.children.includes('expecting') ? 9 : 4.5],
    ['support', who.home.decile <= 3 ? 4 : 2.2],
    ['courses', 1],
    ['special-needs', who.send ? 14 : 1.8],
  ]
  const wanted = byWeight(draw, [[1, 14], [2, 20], [3, 34], [4, 6], [5, 26]]) // prettier-ignore
  const chosen: string[] = []
  while (chosen.length < wanted) {
    const left = weights.filter(([value]) => !chosen.includes(value))
    chosen.push(byWeight(draw, left))
  }
  return chosen
}
