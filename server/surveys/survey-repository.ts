import { createHash } from 'node:crypto'
import type { Db } from '../db/index.ts'
import type { SurveyDefinition } from '../model/survey.ts'
import { newId } from '../platform/ids.ts'
import { refuseForbiddenFiles } from './file-permission-repository.ts'
import { surveyDefinitionJson } from './survey-json.ts'

/** One published version of one district's survey. */
export interface Survey {
  readonly id: string
  readonly consultationId: string
  readonly districtCode: string
  readonly version: number
  readonly definition: SurveyDefinition
  /** SHA-256 of the definition as stored. */
  readonly hash: string
  readonly publishedAt: string
}

interface Row {
  id: string
  consultation_id: string
  district_code: string
  version: number
  definition: string
  hash: string
  published_at: string
}

// Definitions never change, so the parsed ones of the last surveys that were asked for are kept by their hash.
const parsed = new Map<string, SurveyDefinition>()
const mostParsed = 200

/**
 * A definition that was read before, for reading a survey without its text.
 *
 * @param hash - SHA-256 of the definition
 * @returns the definition, or null when it must be read from the database
 */
export function knownDefinition(hash: string): SurveyDefinition | null {
  return parsed.get(hash) ?? null
}

/**
 * Reads a stored definition once; later reads find it by its hash.
 *
 * @param hash - SHA-256 of the definition
 * @param json - the definition as stored
 * @returns the definition
 */
export function definitionFrom(hash: string, json: string): SurveyDefinition {
  const known = parsed.get(hash)
  if (known) return known
  const definition = surveyDefinitionJson.parse(JSON.parse(json))
  if (parsed.size >= mostParsed) parsed.clear()
  parsed.set(hash, definition)
  return definition
}

function surveyFrom(row: Row): Survey {
  return {
    id: row.id,
    consultationId: row.consultation_id,
    districtCode: row.district_code,
    version: row.version,
    definition: definitionFrom(row.hash, row.definition),
    hash: row.hash,
    publishedAt: row.published_at,
  }
}

/**
 * One survey.
 *
 * @param db - the database
 * @param surveyId - its id
 * @returns the survey, or null
 */
export async function readSurvey(db: Db, surveyId: string): Promise<Survey | null> {
  const row = await db.selectFrom('survey').selectAll().where('id', '=', surveyId).executeTakeFirst()
  return row ? surveyFrom(row) : null
}

/**
 * Every survey of a consultation, in every version.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns by district code, newest version first
 */
export async function listSurveys(db: Db, consultationId: string): Promise<Survey[]> {
  const rows = await db
    .selectFrom('survey')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('district_code')
    .orderBy('version', 'desc')
    .execute()
  return rows.map(surveyFrom)
}

/**
 * Publishes a survey: from now on it does not change. The same survey again is the same version.
 *
 * @param db - a transaction
 * @param survey - whose it is, and its questions
 * @param at - the moment
 * @returns the survey as stored
 * @throws {AppError} 422 when it asks for a file and nobody has allowed that
 */
export async function addSurvey(
  db: Db,
  survey: { consultationId: string; districtCode: string; definition: SurveyDefinition },
  at: Date,
): Promise<Survey> {
  // Through the schema, so that the same survey has the same text whatever order its parts were made in.
  const definition = JSON.stringify(surveyDefinitionJson.parse(survey.definition))
  const hash = createHash('sha256').update(definition).digest('hex')
  const newest = await db
    .selectFrom('survey')
    .selectAll()
    .where('consultation_id', '=', survey.consultationId)
    .where('district_code', '=', survey.districtCode)
    .orderBy('version', 'desc')
    .executeTakeFirst()
  if (newest?.hash === hash) return surveyFrom(newest)
  await refuseForbiddenFiles(db, survey.consultationId, survey.definition)
  const row = {
    id: newId(),
    consultation_id: survey.consultationId,
    district_code: survey.districtCode,
    version: (newest?.version ?? 0) + 1,
    definition,
    hash,
    published_at: at.toISOString(),
  }
  await db.insertInto('survey').values(row).execute()
  return surveyFrom(row)
}
