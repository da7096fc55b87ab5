import { z } from 'zod'
import type { District, Position } from '../county/index.ts'
import { COST_LINES, type SiteCost } from '../model/ledger.ts'
import { travelModes, type TravelMode } from '../travel/index.ts'
import { scenarioSettingsSchema, type ScenarioSettings } from './scenario-settings.ts'

/** A neighbourhood, whose families set out from its postcodes, or from the place where its people live on average. */
export interface OriginNeighbourhood {
  readonly code: string
  readonly name: string
  readonly districtCode: string
  /** Null when it is not known. */
  readonly position: Position | null
  /** Children 0–4, who stand for families; null when it is not known. */
  readonly children: number | null
  /** Income deprivation affecting children: 1 is the most deprived tenth of England; null when it is not known. */
  readonly decile: number | null
  /** Whether it is rural by the official classification; null or absent when it is not known. */
  readonly rural?: boolean | null
  /** The share of households without a car, from 0 to 1; null or absent when it is not known. */
  readonly noCarShare?: number | null
}

/** A site as scenarios see it. */
export interface PlanningSite {
  readonly id: string
  readonly reference: string
  readonly name: string
  readonly kind: string
  /** On today's register of children's centres. */
  readonly existing: boolean
  /** Just over the county's boundary; an existing centre there stays open in every scenario. */
  readonly beyondCounty: boolean
  readonly districtCode: string | null
  /** The decile of its neighbourhood. */
  readonly decile: number | null
  readonly position: Position | null
}

/** Criteria that must not fail, and do or may at one site. */
export interface SiteGates {
  readonly siteId: string
  /** Numbers of criteria that fail on the evidence. */
  readonly definitely: readonly number[]
  /** Numbers of criteria that fail or not, as far as is known. */
  readonly possibly: readonly number[]
}

/** A dataset that figures are made from. */
export interface InputDataset {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly publisher: string
  readonly period: string
  readonly geography: string
  readonly licence: string
  readonly method: string | null
  readonly sha256: string
}

/** How distances are estimated where no journeys were measured: between the places where people live on average. */
export interface InputTravel {
  /** The provider's key. */
  readonly key: string
  /** Said beside every figure. */
  readonly method: string
  readonly unit: 'metres' | 'seconds'
  readonly detourFactor: number
}

/** A network, timetable or matrix from which journeys were worked out. */
export interface InputBasis {
  readonly hash: string
  readonly mode: TravelMode
  readonly unit: 'metres' | 'seconds'
  /** Said beside every figure. */
  readonly method: string
}

/** Journeys that were worked out, and from where. */
export interface InputJourneys {
  /** Of the places from which families set out: every postcode of the county. */
  readonly originsHash: string
  /** Walking with a buggy first; at most one for each mode. */
  readonly bases: readonly InputBasis[]
}

/** Everything that figures are made of besides a scenario's own choices; the same for all scenarios at one time. */
export interface PlanningInputs {
  readonly county: { readonly name: string; readonly vintage: string }
  readonly travel: InputTravel
  /** Null while nothing was loaded from which journeys could be measured. */
  readonly journeys: InputJourneys | null
  readonly settings: ScenarioSettings
  /** By name. */
  readonly districts: readonly District[]
  /** By code. */
  readonly neighbourhoods: readonly OriginNeighbourhood[]
  /** By name. */
  readonly sites: readonly PlanningSite[]
  /** A line of a site that is absent is not known. */
  readonly costs: readonly SiteCost[]
  /** Only sites with a gate that fails or may fail. */
  readonly gates: readonly SiteGates[]
  readonly datasets: readonly InputDataset[]
}

const position = z.tuple([z.number(), z.number()]).nullable()
const number = z.number().nullable()

/** Inputs as a published scenario keeps them. */
export const planningInputsSchema: z.ZodType<PlanningInputs> = z.object({
  county: z.object({ name: z.string(), vintage: z.string() }),
  travel: z.object({
    key: z.string(),
    method: z.string(),
    unit: z.enum(['metres', 'seconds']),
    detourFactor: z.number(),
  }),
  // What was published before journeys were measured has none of what follows with a default.
  journeys: z
    .object({
      originsHash: z.string(),
      bases: z.array(
        z.object({
          hash: z.string(),
          mode: z.enum(travelModes),
          unit: z.enum(['metres', 'seconds']),
          method: z.string(),
        }),
      ),
    })
    .nullable()
    .default(null),
  settings: scenarioSettingsSchema,
  districts: z.array(z.object({ code: z.string(), name: z.string() })),
  neighbourhoods: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      districtCode: z.string(),
      position,
      children: number,
      decile: number,
      rural: z.boolean().nullable().default(null),
      noCarShare: number.default(null),
    }),
  ),
  sites: z.array(
    z.object({
      id: z.string(),
      reference: z.string(),
      name: z.string(),
      kind: z.string(),
      existing: z.boolean(),
      beyondCounty: z.boolean(),
      districtCode: z.string().nullable(),
      decile: number,
      position,
    }),
  ),
  costs: z.array(z.object({ siteId: z.string(), line: z.enum(COST_LINES), poundsPerYear: number })),
  gates: z.array(
    z.object({ siteId: z.string(), definitely: z.array(z.number()), possibly: z.array(z.number()) }),
  ),
  datasets: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      title: z.string(),
      publisher: z.string(),
      period: z.string(),
      geography: z.string(),
      licence: z.string(),
      method: z.string().nullable(),
      sha256: z.string(),
    }),
  ),
})

/** How the journeys of some figures come about, in words. */
export interface SaidMethod {
  readonly method: string
  readonly unit: 'metres' | 'seconds'
  /** Whether families set out from every postcode, or from where each neighbourhood's people live on average. */
  readonly from: 'postcodes' | 'neighbourhoods'
}

/**
 * What to print beneath figures made from these inputs.
 *
 * @param inputs - the inputs
 * @param basis - how their journeys come about; the estimate unless given
 * @returns datasets with publisher, period, geography and licence, and how distances or journeys come about
 */
export function inputsSourceLine(
  inputs: PlanningInputs,
  basis: SaidMethod = { ...inputs.travel, from: 'neighbourhoods' },
): string {
  const datasets = inputs.datasets.filter(dataset => figureKinds.has(dataset.kind))
  const named = datasets.map(({ title, publisher, period, geography }) =>
    [title, publisher, period, geography].filter(part => part !== '').join(', '),
  )
  // Licences share sentences: each is said once.
  const licences = new Set(
    datasets
      .flatMap(({ licence }) => licence.split(/(?<=\.)\s+(?=[A-Z])/))
      .map(sentence => `${sentence.replace(/\.$/, '')}.`),
  )
  const methods = [...new Set(datasets.flatMap(({ method }) => method ?? []))]
  const said = named.length > 0 ? `${named.join('; ')}. ` : ''
  return `${said}${methodInWords(basis)} Families are counted as children 0–4. ${[...methods, ...licences].join(' ')}`.trim()
}

/**
 * How journeys come about, in a sentence or two.
 *
 * @param basis - the method, its unit and where families set out
 * @returns ends with a full stop
 */
export function methodInWords({ method, unit, from }: SaidMethod): string {
  const what = unit === 'seconds' ? 'Journeys' : 'Distances'
  return from === 'postcodes'
    ? `${what}: ${method}, from every postcode; a neighbourhood’s families are shared equally among its postcodes.`
    : `${what}: ${method}, from where each neighbourhood’s people live on average.`
}

// Sites are named where they stand; the source line is for figures.
const figureKinds = new Set([
  'population',
  'census-age',
  'deprivation',
  'deprivation-children',
  'centroids',
  'postcodes',
  'rural-urban',
  'census-cars',
])
