import { z } from 'zod'
import { planRequestSchema, type PlanRequest } from './plan-request.ts'

/** A study of a plan: under other assumptions, of others nearly as good, or of more and fewer Centres. */
export interface StudyRequest {
  /** What is wanted of every plan in the study. */
  readonly request: PlanRequest
  /** The plan that is studied, by ids of sites; null where it is about more and fewer Centres. */
  readonly plan: { readonly centres: readonly string[]; readonly zones: readonly string[] } | null
  /** The numbers of Centres to compare. */
  readonly numbers: { readonly from: number; readonly to: number } | null
  /** How many other plans, and in how many Centres each must differ from all the others at least. */
  readonly others: { readonly count: number; readonly differ: number } | null
}

const sites = z.object({ centres: z.array(z.string()), zones: z.array(z.string()) })

/** A study as it is stored. */
export const studyRequestSchema: z.ZodType<StudyRequest> = z.object({
  request: planRequestSchema,
  plan: sites.nullable(),
  numbers: z.object({ from: z.int(), to: z.int() }).nullable(),
  others: z.object({ count: z.int(), differ: z.int() }).nullable(),
})

/** How families do with the plan of one run, each child counted once. */
export interface RunFigures {
  /** Journeys to the nearest Centre, or Zone if a Zone is worth anything; in the study's unit. */
  readonly mean: number
  readonly median: number
  readonly ninetieth: number
  /** What the plan saves for certain in a year, in pounds. */
  readonly saving: number
}

/** The best plan under one assumption. */
export interface StudyRun {
  /** What was assumed: see the variations of a plan; `centres:12` for a number, `other:2` for an alternative. */
  readonly key: string
  readonly proof: 'proven best' | 'best found' | 'stopped' | 'cannot be done'
  readonly centres: readonly string[]
  readonly zones: readonly string[]
  /** Null when there is no plan. */
  readonly objective: number | null
  readonly bound: number | null
  readonly gap: number | null
  /** What the studied plan comes to under this assumption; null where none is studied. */
  readonly planValue: number | null
  /** Rules that the studied plan breaks under this assumption. */
  readonly breaks: readonly string[]
  /** Children who are counted, each as often as was assumed. */
  readonly counted: number
  readonly figures: RunFigures | null
}

/** What came of a study, or of its runs so far. */
export interface StudyAnswer {
  readonly runs: readonly StudyRun[]
  readonly method: string
  readonly unit: 'metres' | 'seconds'
}

const figures = z.object({
  mean: z.number(),
  median: z.number(),
  ninetieth: z.number(),
  saving: z.number(),
})

/** A study's answer as it is stored. */
export const studyAnswerSchema: z.ZodType<StudyAnswer> = z.object({
  runs: z.array(
    z.object({
      key: z.string(),
      proof: z.enum(['proven best', 'best found', 'stopped', 'cannot be done']),
      centres: z.array(z.string()),
      zones: z.array(z.string()),
      objective: z.number().nullable(),
      bound: z.number().nullable(),
      gap: z.number().nullable(),
      planValue: z.number().nullable(),
      breaks: z.array(z.string()),
      counted: z.number(),
      figures: figures.nullable(),
    }),
  ),
  method: z.string(),
  unit: z.enum(['metres', 'seconds']),
})
