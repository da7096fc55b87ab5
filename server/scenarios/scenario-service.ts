import { recordAction, type Actor } from '../accounts/index.ts'
import type { County } from '../county/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { FATE_NAMES, type SiteFate } from '../model/fates.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { choicesOf, mergeChoices, type Choice, type Choices, type Conflict } from './choices.ts'
import {
  addLedger,
  addOutreach,
  readFates,
  readLedger,
  readOutreach,
  removeFates,
  storeFates,
} from './choices-repository.ts'
import { statusQuoPlan } from './figures.ts'
import type { PlanningInputs } from './planning-inputs.ts'
import { planningInputs } from './planning-inputs-service.ts'
import { publishedDocument } from './publication-service.ts'
import type { Scenario, ScenarioSummary } from './scenario.ts'
import { addScenario, beginChange, findScenario } from './scenarios-repository.ts'

/** A scenario and what its figures are made of: as it stands today, or as it was published. */
export interface OpenedScenario {
  readonly scenario: Scenario
  readonly inputs: PlanningInputs
}

/**
 * Opens a scenario with everything that its figures need.
 *
 * @param db - the database
 * @param county - the county
 * @param summary - the scenario
 * @param today - inputs as they stand today, where they were gathered already
 * @returns a published scenario with the inputs that were frozen with it; any other with today's
 */
export async function openScenario(
  db: Db,
  county: County,
  summary: ScenarioSummary,
  today?: PlanningInputs,
): Promise<OpenedScenario> {
  if (summary.hash !== null) {
    const { inputs, fates, outreach, ledger } = await publishedDocument(db, summary.id, summary.hash)
    return { scenario: { ...summary, fates, outreach, ledger }, inputs }
  }
  const inputs = today ?? (await planningInputs(db, county))
  if (summary.statusQuo) {
    return { scenario: { ...summary, fates: statusQuoPlan(inputs).fates, outreach: [], ledger: [] }, inputs }
  }
  return { scenario: { ...summary, ...(await storedChoices(db, summary.id)) }, inputs }
}

/**
 * A scenario's choices as they are stored, for one that is not published.
 *
 * @param db - the database
 * @param scenarioId - the scenario
 * @returns fates, outreach sessions and ledger
 */
export async function storedChoices(
  db: Db,
  scenarioId: string,
): Promise<Pick<Scenario, 'fates' | 'outreach' | 'ledger'>> {
  return {
    fates: await readFates(db, scenarioId),
    outreach: await readOutreach(db, scenarioId),
    ledger: await readLedger(db, scenarioId),
  }
}

/**
 * Makes a scenario out of the status quo or another scenario.
 *
 * @param db - the database
 * @param county - the county
 * @param from - the scenario to start from
 * @param named - name and description
 * @param by - who makes it
 * @param clock - the time
 * @returns its id
 */
export async function copyScenario(
  db: Db,
  county: County,
  from: ScenarioSummary,
  named: { name: string; description: string },
  by: Actor,
  clock: Clock,
): Promise<string> {
  return inTransaction(db, async tx => {
    const { scenario, inputs } = await openScenario(tx, county, from)
    // A published scenario may hold sites that have left the register since.
    const today = from.hash === null ? inputs : await planningInputs(tx, county)
    const registered = new Set(today.sites.map(site => site.id))
    const there = (row: { readonly siteId: string | null }): boolean =>
      row.siteId === null || registered.has(row.siteId)
    const basedOn = from.statusQuo ? null : from.id
    const id = await addScenario(tx, county.id, { ...named, basedOn }, clock().toISOString())
    await storeFates(
      tx,
      id,
      scenario.fates
        .filter(there)
        .map(fate => ({ ...fate, leadSiteId: there({ siteId: fate.leadSiteId }) ? fate.leadSiteId : null })),
    )
    await addOutreach(tx, id, scenario.outreach.filter(there))
    await addLedger(tx, id, scenario.ledger.filter(there))
    await recordAction(tx, by, {
      action: 'scenario.added',
      subject: id,
      summary: `Made the scenario ${named.name} from ${from.name}`,
      at: clock(),
    })
    return id
  })
}

/**
 * Changes a scenario in one transaction.
 *
 * @param db - the database
 * @param scenarioId - the scenario
 * @param clock - the time
 * @param work - makes the change through the transaction that it receives
 * @returns what the work returns
 * @throws {AppError} not-found, or 409 when the scenario is published or is the status quo
 */
export function changeScenario<Result>(
  db: Db,
  scenarioId: string,
  clock: Clock,
  work: (tx: Db) => Promise<Result>,
): Promise<Result> {
  return inTransaction(db, async tx => {
    if ((await beginChange(tx, scenarioId, clock().toISOString())) === null)
      throw await cannotChange(tx, scenarioId)
    return work(tx)
  })
}

async function cannotChange(db: Db, scenarioId: string): Promise<AppError> {
  const scenario = await findScenario(db, scenarioId)
  if (scenario === null) return notFound('There is no such scenario.')
  return new AppError(
    'not-editable',
    409,
    scenario.statusQuo
      ? 'The status quo cannot be changed. Make a new scenario from it instead.'
      : 'This scenario is published and cannot be changed any more. Make a copy of it instead.',
  )
}

/** What came of sending choices. */
export interface SavedChoices {
  /** How many sites were changed. */
  readonly changed: number
  /** When there are any, nothing was changed. */
  readonly conflicts: readonly Conflict[]
}

/**
 * Stores what a person chose, unless somebody else chose otherwise for the same site meanwhile: then nothing is
 * stored, and both are told.
 *
 * @param db - the database
 * @param scenarioId - the scenario
 * @param before - what the person had before them
 * @param chosen - what the person sent, for sites of this county
 * @param names - site id → name, for the record of changes
 * @param by - who chose
 * @param clock - the time
 * @returns how much was changed, or what contradicts
 * @throws {AppError} not-found, or 409 when the scenario is published or is the status quo
 */
export async function saveChoices(
  db: Db,
  scenarioId: string,
  before: Choices,
  chosen: Choices,
  names: ReadonlyMap<string, string>,
  by: Actor,
  clock: Clock,
): Promise<SavedChoices> {
  return inTransaction(db, async tx => {
    const now = clock().toISOString()
    const first = mergeChoices(before, chosen, choicesOf(await readFates(tx, scenarioId)))
    if (first.changes.size === 0) return { changed: 0, conflicts: first.conflicts }
    if ((await beginChange(tx, scenarioId, now)) === null) throw await cannotChange(tx, scenarioId)
    // Read again: only now does nobody else change it.
    const stored = choicesOf(await readFates(tx, scenarioId))
    const { changes, conflicts } = mergeChoices(before, chosen, stored)
    if (conflicts.length > 0) return { changed: 0, conflicts }
    const kept: SiteFate[] = []
    const left: string[] = []
    for (const [siteId, { fate, leadSiteId }] of changes) {
      if (fate === null) left.push(siteId)
      else kept.push({ siteId, fate, leadSiteId })
    }
    await storeFates(tx, scenarioId, kept)
    await removeFates(tx, scenarioId, left)
    await recordAction(tx, by, {
      action: 'scenario.fates',
      subject: scenarioId,
      summary: summaryOf(changes, stored, names),
      at: clock(),
    })
    return { changed: changes.size, conflicts: [] }
  })
}

function summaryOf(changes: Choices, stored: Choices, names: ReadonlyMap<string, string>): string {
  const said = [...changes].slice(0, 3).map(([siteId, choice]) => {
    const from = fateInWords(stored.get(siteId) ?? { fate: null, leadSiteId: null })
    return `${names.get(siteId) ?? siteId} from ${from} to ${fateInWords(choice)}`
  })
  const more = changes.size > said.length ? ` and ${changes.size - said.length} more` : ''
  return `Changed what becomes of ${said.join('; ')}${more}`
}

/**
 * A choice in words.
 *
 * @param choice - the choice
 * @returns such as `Outreach venue`
 */
export function fateInWords(choice: Choice): string {
  return choice.fate === null ? 'not used' : FATE_NAMES[choice.fate]
}
