import { z } from 'zod'
import { format } from '../../platform/format.ts'
import {
  oneOf,
  optionalNumber,
  requiredNumber,
  requiredText,
  severalOf,
  wholeNumber,
} from '../../platform/forms.ts'
import type { PlanningSite } from '../planning-inputs.ts'
import { planGoals, type PlanRequest } from './plan-request.ts'

/** What one may ask of a single site. */
export const siteRules = ['free', 'centre', 'open', 'not-used'] as const

/** What one may ask of a single site. */
export type SiteRule = (typeof siteRules)[number]

/** Letters by which sites are tied together. */
export const togetherLetters = ['A', 'B', 'C', 'D', 'E'] as const

/** Rules that are ticked or not. */
export const tickedRules = ['oneInEachDistrict', 'keepGates'] as const

const base = z.object({
  name: requiredText('Enter a name, so that you find this plan again', 100),
  goal: oneOf(planGoals, 'Select what matters most'),
  within: optionalNumber({ label: 'The journey to be within', min: 1, max: 200_000 }),
  mode: requiredText('Select which journeys to count', 60),
  deprivedCount: oneOf(['1', '2', '3'], 'Select whose journeys count more'),
  centres: wholeNumber({ label: 'The number of Centres', min: 1, max: 1000 }),
  zones: wholeNumber({ label: 'The number of Zones', min: 0, max: 1000 }),
  zoneWorth: oneOf(['0', '0.5', '1'], 'Select what a Zone is worth to a family'),
  rules: severalOf(tickedRules),
  deprivedShare: optionalNumber({ label: 'The share of Centres', min: 0, max: 100 }),
  saving: optionalNumber({ label: 'The least saving', min: 0, max: 1_000_000_000 }),
  worseChildren: optionalNumber({ label: 'The number of children', min: 0, max: 100_000_000 }),
  worseBy: optionalNumber({ label: 'How much longer', min: 0, max: 100_000 }),
  searchSeconds: requiredNumber({ label: 'How long to search', min: 5, max: 1800 }),
})

/** What a form asks for. */
export interface AskedPlan {
  readonly name: string
  readonly request: PlanRequest
}

/**
 * The form that asks for a plan. Journeys are entered in minutes where they are measured in time, else in metres.
 *
 * @param sites - sites of the county that a rule may name
 * @param venueKinds - kinds of venue that may be ticked
 * @param unitOf - what journeys of a mode are counted in; null when there are none of that mode
 * @returns a schema for the parsed body
 */
export function planForm(
  sites: readonly PlanningSite[],
  venueKinds: readonly string[],
  unitOf: (mode: string) => 'metres' | 'seconds' | null,
): z.ZodType<AskedPlan> {
  return z
    .looseObject({ ...base.shape, venueKinds: severalOf(venueKinds) })
    .transform((form, context): AskedPlan => {
      const problem = (path: string, message: string): void => {
        context.addIssue({ code: 'custom', path: [path], message })
      }
      const unit = unitOf(form.mode)
      if (unit === null) problem('mode', 'Select which journeys to count')
      const inUnit = unit === 'seconds' ? 60 : 1
      if (form.goal === 'most-within' && form.within === null)
        problem(
          'within',
          `Enter ${unit === 'seconds' ? 'how many minutes' : 'how many metres'} is near enough`,
        )
      if ((form.worseChildren === null) !== (form.worseBy === null))
        problem(
          form.worseBy === null ? 'worseBy' : 'worseChildren',
          'Enter both how many children and how much longer, or neither',
        )
      const fields = form as Record<string, unknown>
      const ruled = (rule: SiteRule): string[] =>
        sites.filter(site => fields[`rule-${site.id}`] === rule).map(site => site.id)
      const mustBeCentre = ruled('centre')
      if (mustBeCentre.length > form.centres)
        problem(
          'centres',
          `You asked for ${format.count(form.centres, 'Centre')} but marked ${format.count(mustBeCentre.length, 'site')} that must be one`,
        )
      return {
        name: form.name,
        request: {
          goal: form.goal,
          within: form.goal === 'most-within' && form.within !== null ? form.within * inUnit : null,
          mode: form.mode,
          deprivedCount: form.deprivedCount === '3' ? 3 : form.deprivedCount === '2' ? 2 : 1,
          centres: form.centres,
          zones: form.zones,
          zoneWorth: Number(form.zoneWorth),
          oneInEachDistrict: form.rules.includes('oneInEachDistrict'),
          keepGates: form.rules.includes('keepGates'),
          deprivedShare: form.deprivedShare === null ? null : form.deprivedShare / 100,
          saving: form.saving,
          worse:
            form.worseChildren === null || form.worseBy === null
              ? null
              : { children: form.worseChildren, by: form.worseBy * inUnit },
          venueKinds: form.venueKinds,
          mustBeCentre,
          mustStayOpen: ruled('open'),
          mustNotBeUsed: ruled('not-used'),
          together: togetherLetters
            .map(letter => sites.filter(site => fields[`with-${site.id}`] === letter).map(site => site.id))
            .filter(group => group.length > 1),
          searchSeconds: form.searchSeconds,
        },
      }
    })
}
