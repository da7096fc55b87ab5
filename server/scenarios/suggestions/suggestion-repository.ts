import type { Db } from '../../db/index.ts'

/** What can be asked: a plan, others nearly as good, how many sites, or how sure a plan is. */
export const suggestionKinds = ['plan', 'alternatives', 'frontier', 'how-sure'] as const

/** What can be asked. */
export type SuggestionKind = (typeof suggestionKinds)[number]

/** Something that was asked, with what came of it; requests and answers are JSON of their kind. */
export interface Suggestion {
  readonly id: string
  readonly countyId: string
  readonly kind: SuggestionKind
  /** The suggestion that a study is of. */
  readonly ofSuggestion: string | null
  /** The scenario that a study is of. */
  readonly ofScenario: string | null
  readonly name: string
  readonly request: unknown
  /** The best so far; null until there is one. */
  readonly best: unknown
  /** Null until the work has ended. */
  readonly answer: unknown
  readonly jobId: string | null
  readonly createdAt: string
  readonly createdBy: string
  readonly answeredAt: string | null
}

/** What is needed to ask. */
export type NewSuggestion = Pick<
  Suggestion,
  'id' | 'countyId' | 'kind' | 'ofSuggestion' | 'ofScenario' | 'name' | 'request' | 'createdAt' | 'createdBy'
>

interface Row {
  id: string
  county_id: string
  kind: string
  of_suggestion: string | null
  of_scenario: string | null
  name: string
  request: string
  best: string | null
  answer: string | null
  job_id: string | null
  created_at: string
  created_by: string
  answered_at: string | null
}

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json))

function suggestionOf(row: Row): Suggestion {
  return {
    id: row.id,
    countyId: row.county_id,
    kind: suggestionKinds.find(kind => kind === row.kind) ?? 'plan',
    ofSuggestion: row.of_suggestion,
    ofScenario: row.of_scenario,
    name: row.name,
    request: parsed(row.request),
    best: parsed(row.best),
    answer: parsed(row.answer),
    jobId: row.job_id,
    createdAt: row.created_at,
    createdBy: row.created_by,
    answeredAt: row.answered_at,
  }
}

/**
 * Records what was asked.
 *
 * @param db - the database
 * @param suggestion - what was asked
 */
export async function addSuggestion(db: Db, suggestion: NewSuggestion): Promise<void> {
  await db
    .insertInto('suggestion')
    .values({
      id: suggestion.id,
      county_id: suggestion.countyId,
      kind: suggestion.kind,
      of_suggestion: suggestion.ofSuggestion,
      of_scenario: suggestion.ofScenario,
      name: suggestion.name,
      request: JSON.stringify(suggestion.request),
      created_at: suggestion.createdAt,
      created_by: suggestion.createdBy,
    })
    .execute()
}

/**
 * What was asked under an id.
 *
 * @param db - the database
 * @param countyId - the county
 * @param id - the suggestion
 * @returns the suggestion; null when the county has none of that id
 */
export async function findSuggestion(db: Db, countyId: string, id: string): Promise<Suggestion | null> {
  const row = await db
    .selectFrom('suggestion')
    .selectAll()
    .where('id', '=', id)
    .where('county_id', '=', countyId)
    .executeTakeFirst()
  return row === undefined ? null : suggestionOf(row)
}

/**
 * Everything that was asked for a county, the latest first.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns plans and studies
 */
export async function listSuggestions(db: Db, countyId: string): Promise<Suggestion[]> {
  const rows = await db
    .selectFrom('suggestion')
    .selectAll()
    .where('county_id', '=', countyId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(suggestionOf)
}

/**
 * Names the job that works on a suggestion.
 *
 * @param db - the database
 * @param id - the suggestion
 * @param jobId - the job
 */
export async function setSuggestionJob(db: Db, id: string, jobId: string): Promise<void> {
  await db.updateTable('suggestion').set({ job_id: jobId }).where('id', '=', id).execute()
}

/**
 * Keeps the best that was found so far, so that it is never lost.
 *
 * @param db - the database
 * @param id - the suggestion
 * @param best - the best so far
 */
export async function keepBest(db: Db, id: string, best: unknown): Promise<void> {
  await db
    .updateTable('suggestion')
    .set({ best: JSON.stringify(best) })
    .where('id', '=', id)
    .execute()
}

/**
 * Keeps what came of a suggestion.
 *
 * @param db - the database
 * @param id - the suggestion
 * @param answer - what came of it; null when the work begins again
 * @param at - the moment
 */
export async function keepAnswer(db: Db, id: string, answer: unknown, at: Date): Promise<void> {
  await db
    .updateTable('suggestion')
    .set({
      answer: answer === null ? null : JSON.stringify(answer),
      answered_at: answer === null ? null : at.toISOString(),
    })
    .where('id', '=', id)
    .execute()
}

/**
 * Removes a suggestion and the studies of it.
 *
 * @param db - the database
 * @param countyId - the county
 * @param id - the suggestion
 */
export async function removeSuggestion(db: Db, countyId: string, id: string): Promise<void> {
  await db.deleteFrom('suggestion').where('id', '=', id).where('county_id', '=', countyId).execute()
}
