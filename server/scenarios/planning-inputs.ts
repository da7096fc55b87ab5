import { z } from 'zod'
import type { District, Position } from '../county/index.ts'
import { COST_LINES, type SiteCost } from '../model/ledger.ts'
import { scenarioSettingsSchema, type ScenarioSettings } from './scenario-settings.ts'

/** Where families set out from: the place where a neighbourhood's people live on average. */
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

/** How distances come about. */
export interface InputTravel {
  /** The provider's key. */
  readonly key: string
  /** Said beside every figure. */
  readonly method: string
  readonly unit: 'metres' | 'seconds'
  readonly detourFactor: number
}

/** Everything that figures are made of besides a scenario's own choices; the same for all scenarios at one time. */
export interface PlanningInputs {
  readonly county: { readonly name: string; readonly vintage: string }
  readonly travel: InputTravel
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

/**
 * What to print beneath figures made from these inputs.
 *
 * @param inputs - the inputs
 * @returns datasets with publisher, period, geography and licence, and how distances come about
 */
export function inputsSourceLine(inputs: PlanningInputs): string {
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
  const from = named.length > 0 ? `${named.join('; ')}. ` : ''
  return `${from}Distances: ${inputs.travel.method}, from where each neighbourhood’s people live on average. Families are counted as children 0–4. ${[...methods, ...licences].join(' ')}`.trim()
}

// Sites are named where they stand; the source line is for figures.
const figureKinds = new Set(['population', 'census-age', 'deprivation', 'deprivation-children', 'centroids'])
