import { z } from 'zod'
import { recordAction, type Actor } from '../accounts/index.ts'
import type { County } from '../county/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { FATES, type SiteFate } from '../model/fates.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { keepJourneyColumns, type JourneyColumns } from '../travel/index.ts'
import { differingColumns, frozenColumns, type FrozenColumns } from './frozen-journeys-service.ts'
import { canonicalJson, differences, sha256, type Difference } from './canonical.ts'
import { readFates, readLedger, readOutreach } from './choices-repository.ts'
import { mainModeOf, modesOf } from './figure-basis.ts'
import { figuresSnapshot, publishedFigures } from './figures-snapshot.ts'
import { planFigures, planReach, prepareInputs } from './figures.ts'
import { journeySource } from './journey-source.ts'
import { planningInputsSchema, type PlanningInputs } from './planning-inputs.ts'
import { onlyUsedSites, planningInputs } from './planning-inputs-service.ts'
import { addPublication, findPublication } from './publication-repository.ts'
import type { LedgerRecord, OutreachSession } from './scenario.ts'
import { beginChange, findScenario } from './scenarios-repository.ts'

/** Everything that a published scenario's figures are made of. Its canonical JSON is what the hash is of. */
export interface PublishedDocument {
  /** 1 knows of estimated distances alone; 2 of measured journeys too. */
  readonly format: 'doorstep-scenario/1' | 'doorstep-scenario/2'
  readonly name: string
  readonly description: string
  /** By site id. */
  readonly fates: readonly SiteFate[]
  readonly outreach: readonly OutreachSession[]
  readonly ledger: readonly LedgerRecord[]
  readonly inputs: PlanningInputs
  /** The hash of every column of journeys that the figures are made of. */
  readonly journeys: readonly FrozenColumns[]
}

const documentSchema: z.ZodType<PublishedDocument> = z.object({
  format: z.enum(['doorstep-scenario/1', 'doorstep-scenario/2']),
  name: z.string(),
  description: z.string(),
  fates: z.array(z.object({ siteId: z.string(), fate: z.enum(FATES), leadSiteId: z.string().nullable() })),
  outreach: z.array(
    z.object({
      id: z.string(),
      siteId: z.string(),
      weekday: z.int(),
      starts: z.string(),
      ends: z.string(),
      fromOn: z.string().nullable(),
      toOn: z.string().nullable(),
      activity: z.string(),
    }),
  ),
  ledger: z.array(
    z.object({
      id: z.string(),
      siteId: z.string().nullable(),
      line: z.string(),
      pounds: z.number(),
      oneOff: z.boolean(),
      note: z.string(),
    }),
  ),
  inputs: planningInputsSchema,
  journeys: z
    .array(z.object({ basisHash: z.string(), columns: z.record(z.string(), z.string()) }))
    .default([]),
})

// Kept by hash: a document with the same hash can never be another one.
const opened = new Map<string, PublishedDocument>()
const mostOpened = 20

/**
 * Reads a published scenario.
 *
 * @param db - the database
 * @param scenarioId - the scenario
 * @param hash - the hash that it was published under
 * @returns what was frozen
 * @throws {AppError} when what is stored is not what was published under that hash
 */
export async function publishedDocument(
  db: Db,
  scenarioId: string,
  hash: string,
): Promise<PublishedDocument> {
  const known = opened.get(hash)
  if (known) return known
  const publication = await findPublication(db, scenarioId)
  if (publication === null || sha256(publication.document) !== hash) {
    throw new AppError(
      'publication-damaged',
      500,
      'What is stored of this published scenario is not what was published. Restore it from a backup.',
    )
  }
  const document = documentSchema.parse(JSON.parse(publication.document))
  opened.set(hash, document)
  const [oldest] = opened.keys()
  if (opened.size > mostOpened && oldest !== undefined) opened.delete(oldest)
  return document
}

/**
 * Publishes a scenario: freezes its choices and everything that its figures are made of under one hash. From then on
 * it cannot be changed.
 *
 * @param db - the database
 * @param county - the county
 * @param scenarioId - the scenario
 * @param by - who publishes it
 * @param clock - the time
 * @param columns - keeps journeys
 * @returns the hash
 * @throws {AppError} 409 when it cannot be changed any more, 422 when a site has no fate, or an impossible one
 */
export async function publishScenario(
  db: Db,
  county: County,
  scenarioId: string,
  by: Actor,
  clock: Clock,
  columns: JourneyColumns,
): Promise<string> {
  return inTransaction(db, async tx => {
    const now = clock().toISOString()
    const version = await beginChange(tx, scenarioId, now)
    const scenario = await findScenario(tx, scenarioId)
    if (scenario === null) throw notFound('There is no such scenario.')
    if (version === null) throw new AppError('not-editable', 409, 'This scenario is published already.')
    const fates = await readFates(tx, scenarioId)
    const venues = new Set(fates.filter(({ fate }) => fate === 'outreach').map(({ siteId }) => siteId))
    const used = onlyUsedSites(await planningInputs(tx, county), new Set(fates.map(fate => fate.siteId)))
    const { inputs, journeys } = await frozenColumns(used, journeySource(tx))
    const document: PublishedDocument = {
      format: 'doorstep-scenario/2',
      name: scenario.name,
      description: scenario.description,
      fates,
      outreach: (await readOutreach(tx, scenarioId)).filter(({ siteId }) => venues.has(siteId)),
      ledger: await readLedger(tx, scenarioId),
      inputs,
      journeys,
    }
    const { figures, errors } = await figuresOfDocument(tx, document, columns)
    if (errors.length > 0) {
      throw new AppError('cannot-publish', 422, `This scenario cannot be published yet. ${errors.join(' ')}`)
    }
    const text = canonicalJson(document)
    const hash = sha256(text)
    await addPublication(tx, {
      scenarioId,
      hash,
      document: text,
      figures: canonicalJson(figures),
      publishedAt: now,
      publishedBy: by.name,
    })
    await recordAction(tx, by, {
      action: 'scenario.published',
      subject: scenarioId,
      summary: `Published the scenario ${scenario.name} with the hash ${hash}`,
      at: clock(),
    })
    return hash
  })
}

/** What came of checking a published scenario. */
export interface Verification {
  readonly scenarioId: string
  readonly name: string
  readonly hash: string
  readonly publishedAt: string
  /** Whether the stored inputs still have the hash under which they were published. */
  readonly hashHolds: boolean
  /** Figures that come out otherwise when they are worked out again from the stored inputs. */
  readonly differences: readonly Difference[]
  /** True when both hold. */
  readonly holds: boolean
}

/**
 * Checks a published scenario: the hash of what is stored, and its figures worked out again from their inputs.
 *
 * @param db - the database
 * @param scenarioId - the scenario
 * @param columns - keeps journeys; new ones unless given
 * @returns what came of it; null when the scenario is not published
 */
export async function verifyScenario(
  db: Db,
  scenarioId: string,
  columns: JourneyColumns = keepJourneyColumns(),
): Promise<Verification | null> {
  const scenario = await findScenario(db, scenarioId)
  const publication = await findPublication(db, scenarioId)
  if (scenario?.publishedAt == null || scenario.hash === null || publication === null) return null
  const hashHolds = scenario.hash === publication.hash && sha256(publication.document) === scenario.hash
  const read = documentSchema.safeParse(parsed(publication.document))
  const found = read.success
    ? await differencesOf(db, read.data, publication.figures, columns)
    : [{ path: 'document', stored: 'a published scenario', recomputed: 'something else' }]
  return {
    scenarioId,
    name: scenario.name,
    hash: scenario.hash,
    publishedAt: scenario.publishedAt,
    hashHolds,
    differences: found,
    holds: hashHolds && found.length === 0,
  }
}

/** Journeys first: figures that are made from other ones must come out otherwise. */
async function differencesOf(
  db: Db,
  document: PublishedDocument,
  stored: string,
  columns: JourneyColumns,
): Promise<Difference[]> {
  const journeys = await differingColumns(db, document.inputs, document.journeys)
  if (journeys.length > 0) return journeys
  const { figures } = await figuresOfDocument(db, document, columns)
  return differences(parsed(stored), parsed(canonicalJson(figures)))
}

/** What a text says as JSON; undefined when it is none, because somebody has changed what is stored. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function figuresOfDocument(
  db: Db,
  document: PublishedDocument,
  columns: JourneyColumns,
): Promise<{ figures: unknown; errors: string[] }> {
  const { inputs, format } = document
  const source = journeySource(db)
  const prepared = await prepareInputs(inputs, [document], columns, { source, mode: null })
  const figures = planFigures(prepared, document)
  const errors = figures.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ sentence }) => sentence)
  if (format === 'doorstep-scenario/1') return { figures: figuresSnapshot(figures), errors }
  const beside = []
  for (const mode of modesOf(inputs)) {
    if (mode === mainModeOf(inputs)) continue
    beside.push(planReach(await prepareInputs(inputs, [document], columns, { source, mode }), document))
  }
  return { figures: publishedFigures(figures, beside), errors }
}
