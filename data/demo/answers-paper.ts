import { AGREEMENT_OPTIONS, type GivenAnswer } from '../../server/model/survey.ts'
import type { Chance } from './random.ts'

/** How many forms have a question with two ticks where one was asked. */
const share = 0.05

/**
 * Ticks a second box, as some people do on paper: the one beside the first.
 *
 * @param answers - a form's answers
 * @param draw - chance
 * @returns the answers, in one form in twenty with two ticks at one question
 */
export function doubleTicks(answers: readonly GivenAnswer[], draw: Chance): GivenAnswer[] {
  const scale = AGREEMENT_OPTIONS.map(({ value }) => value).slice(0, -1)
  const asked = answers.filter(({ choices: [first = ''] }) => scale.includes(first))
  if (asked.length === 0 || !draw.happens(share)) return [...answers]
  const twice = draw.pick(asked)
  const at = scale.indexOf(twice.choices[0] ?? '')
  const beside = at === scale.length - 1 ? at - 1 : at + 1
  const both = scale.filter((_, place) => place === at || place === beside)
  return answers.map(one => (one === twice ? { ...one, choices: both } : one))
}
