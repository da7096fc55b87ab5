import {
  districtSurvey,
  type PlannedPage,
  type PlannedProposal,
  type SurveyDefinition,
  type SurveyPlan,
} from '../model/survey.ts'
import { equalityPages } from './equality-pages.ts'
import { effects } from './standard-effects.ts'
import { aboutEachProposal, aboutYou } from './standard-opening.ts'
import { page, type UnnamedPage } from './standard-parts.ts'

/** What the standard survey needs to know of a proposal. */
export type SurveyedProposal = PlannedProposal

/** What else the standard survey may know. */
export interface SurveySurroundings {
  /** The centres that families of the district use now, offered by name. */
  readonly centres?: readonly { readonly id: string; readonly name: string }[]
}

// The same plan has the same ids in every consultation.
const named = (pages: readonly UnnamedPage[]): PlannedPage[] =>
  pages.map(one => ({ ...one, id: `standard-${one.key}` }))

/**
 * The question set that a consultation begins with.
 *
 * @returns the plan, always the same
 */
export function standardPlan(): SurveyPlan {
  return {
    title: 'Children’s centres in {{district}}',
    pages: named([
      ...aboutYou(),
      page('overall', {
        kind: 'agreement',
        text: 'How much do you agree or disagree with the overall approach?',
        hint: 'Fewer, larger Child and Family Centres, with Zones and sessions in other places.',
      }),
      aboutEachProposal,
      ...effects(),
    ]),
    equality: standardEquality(),
  }
}

/**
 * The harmonised equality questions, as a part of a plan.
 *
 * @returns pages, always the same
 */
export function standardEquality(): PlannedPage[] {
  return named(equalityPages())
}

/**
 * The question set that every district is asked, with its own proposals, where nobody changed it.
 *
 * @param district - code and name of the district
 * @param proposals - the district's own proposals, in order
 * @param surroundings - the centres that are offered by name
 * @returns a survey that is the same for the same proposals
 */
export function standardSurvey(
  district: { readonly code: string; readonly name: string },
  proposals: readonly SurveyedProposal[],
  surroundings: SurveySurroundings = {},
): SurveyDefinition {
  return districtSurvey(standardPlan(), {
    code: district.code,
    name: district.name,
    proposals,
    centres: surroundings.centres ?? [],
  })
}
