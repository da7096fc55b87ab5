import { z } from 'zod'

/** What a plan is to be best at. */
export const planGoals = ['least-journey', 'most-within', 'least-worst'] as const

/** What a plan is to be best at. */
export type PlanGoal = (typeof planGoals)[number]

/** What a council wants of a plan, and what must hold. Sites by id. */
export interface PlanRequest {
  readonly goal: PlanGoal
  /** The journey within which families are counted, in the unit of the journeys; null unless the goal is within it. */
  readonly within: number | null
  /** Which journeys are counted: a mode that was measured, or straight lines. */
  readonly mode: string
  /** How often a family in the most deprived 30% of neighbourhoods is counted. */
  readonly deprivedCount: 1 | 2 | 3
  readonly centres: number
  /** At most so many Zones. */
  readonly zones: number
  /** What a Zone is to a family beside a Centre, from 0 (nothing) to 1 (the same). */
  readonly zoneWorth: number
  readonly oneInEachDistrict: boolean
  /** No Centre in a building that is known to fail a criterion that must not fail. */
  readonly keepGates: boolean
  /** The least share of Centres in the most deprived 30%, from 0 to 1; null when it does not matter. */
  readonly deprivedShare: number | null
  /** The least saving, in pounds a year; null when it does not matter. */
  readonly saving: number | null
  /** At most so many children may have a journey that is longer than today's by more than `by`; null: no such rule. */
  readonly worse: { readonly children: number; readonly by: number } | null
  /** Kinds of venue that may be taken into use besides today's centres. */
  readonly venueKinds: readonly string[]
  readonly mustBeCentre: readonly string[]
  readonly mustStayOpen: readonly string[]
  readonly mustNotBeUsed: readonly string[]
  /** Sites that are used all or none. */
  readonly together: readonly (readonly string[])[]
  readonly searchSeconds: number
}

/** A request as it is stored. */
export const planRequestSchema: z.ZodType<PlanRequest> = z.object({
  goal: z.enum(planGoals),
  within: z.number().nullable(),
  mode: z.string(),
  deprivedCount: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  centres: z.int(),
  zones: z.int(),
  zoneWorth: z.number(),
  oneInEachDistrict: z.boolean(),
  keepGates: z.boolean(),
  deprivedShare: z.number().nullable(),
  saving: z.number().nullable(),
  worse: z.object({ children: z.number(), by: z.number() }).nullable(),
  venueKinds: z.array(z.string()),
  mustBeCentre: z.array(z.string()),
  mustStayOpen: z.array(z.string()),
  mustNotBeUsed: z.array(z.string()),
  together: z.array(z.array(z.string())),
  searchSeconds: z.number(),
})

/** A plan that was found. Sites by id. */
export interface FoundPlan {
  readonly centres: readonly string[]
  readonly zones: readonly string[]
  /** What the plan comes to, worked out again by other sums than those that found it. */
  readonly objective: number
}

/** The answer to a request. */
export interface PlanAnswer {
  readonly plan: FoundPlan | null
  /** No plan that keeps the rules is better than this, in the objective's unit; null while nothing is known. */
  readonly bound: number | null
  /** |objective − bound| / |objective|; null when there is no plan. */
  readonly gap: number | null
  readonly proof: 'proven best' | 'best found' | 'stopped' | 'cannot be done'
  /** Rules that cannot hold together, as keys. */
  readonly conflict: readonly string[]
  /** How families' journeys were counted. */
  readonly method: string
  readonly unit: 'metres' | 'seconds'
  /** Children who were counted, each as often as was asked. */
  readonly childrenCounted: number
  /** Children who can reach none of the sites: they are in no sum. */
  readonly childrenOutOfReach: number
  /** What a journey counted as for which there is no way. */
  readonly noWayCountsAs: number
  /** Names of sites that were left out because their journeys are not worked out. */
  readonly leftOut: readonly string[]
  readonly seconds: number
}

const foundPlanSchema = z.object({
  centres: z.array(z.string()),
  zones: z.array(z.string()),
  objective: z.number(),
})

/** An answer as it is stored. */
export const planAnswerSchema: z.ZodType<PlanAnswer> = z.object({
  plan: foundPlanSchema.nullable(),
  bound: z.number().nullable(),
  gap: z.number().nullable(),
  proof: z.enum(['proven best', 'best found', 'stopped', 'cannot be done']),
  conflict: z.array(z.string()),
  method: z.string(),
  unit: z.enum(['metres', 'seconds']),
  childrenCounted: z.number(),
  childrenOutOfReach: z.number(),
  noWayCountsAs: z.number(),
  leftOut: z.array(z.string()),
  seconds: z.number(),
})

/** A request in which nothing must hold: for sums over all the sites that there are. */
export const openRequest: PlanRequest = {
  goal: 'least-journey',
  within: null,
  mode: '',
  deprivedCount: 1,
  centres: 1,
  zones: 0,
  zoneWorth: 0,
  oneInEachDistrict: false,
  keepGates: true,
  deprivedShare: null,
  saving: null,
  worse: null,
  venueKinds: [],
  mustBeCentre: [],
  mustStayOpen: [],
  mustNotBeUsed: [],
  together: [],
  searchSeconds: 0,
}
