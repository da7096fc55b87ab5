/** A plan that was asked for, or a study of one. */
interface SuggestionRow {
  id: string
  county_id: string
  /** What was asked: a plan, others nearly as good, how many sites, or how sure a plan is. */
  kind: string
  /** The suggestion that a study is of. */
  of_suggestion: string | null
  /** The scenario that a study is of. */
  of_scenario: string | null
  name: string
  /** JSON. */
  request: string
  /** JSON: the best so far, kept while the work goes on, so that it is never lost. */
  best: string | null
  /** JSON; null until the work has ended. */
  answer: string | null
  job_id: string | null
  created_at: string
  created_by: string
  answered_at: string | null
}

/** Tables of suggested plans. */
export interface SuggestionsTables {
  suggestion: SuggestionRow
}
