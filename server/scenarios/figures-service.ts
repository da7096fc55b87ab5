import type { County } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import type { JourneyColumns, TravelMode } from '../travel/index.ts'
import { mainModeOf, modesOf } from './figure-basis.ts'
import { planFigures, reachInShort, type PlanFigures, type ReachBeside } from './figures.ts'
import { preparedFor } from './prepared-inputs-service.ts'
import type { PlanningInputs } from './planning-inputs.ts'
import { planningInputs } from './planning-inputs-service.ts'
import { openScenario } from './scenario-service.ts'
import type { Scenario, ScenarioSummary } from './scenario.ts'

/** A scenario with what it does. */
export interface FiguredScenario {
  readonly scenario: Scenario
  readonly inputs: PlanningInputs
  readonly figures: PlanFigures
}

/** How journeys are to come about. */
export interface FigureOptions {
  /** Today's inputs, where they were gathered already. */
  readonly today?: PlanningInputs | undefined
  /** The way of travelling; the main one unless given. */
  readonly mode?: TravelMode | null
}

/**
 * Works out the figures of scenarios: each from today's inputs, or from those that it was published with.
 *
 * @param db - the database
 * @param county - the county
 * @param summaries - the scenarios
 * @param columns - keeps journeys
 * @param options - the way of travelling, and inputs that are at hand
 * @returns the scenarios with their figures, in the same order
 */
export async function figuresFor(
  db: Db,
  county: County,
  summaries: readonly ScenarioSummary[],
  columns: JourneyColumns,
  { today, mode = null }: FigureOptions = {},
): Promise<FiguredScenario[]> {
  const inputsToday =
    today ?? (summaries.some(summary => summary.hash === null) ? await planningInputs(db, county) : undefined)
  const opened = []
  for (const summary of summaries) opened.push(await openScenario(db, county, summary, inputsToday))
  const live = opened.filter(({ inputs }) => inputs === inputsToday)
  const prepared = inputsToday
    ? await preparedFor(
        db,
        inputsToday,
        live.map(({ scenario }) => scenario),
        columns,
        mode,
      )
    : null
  const figured: FiguredScenario[] = []
  for (const { scenario, inputs } of opened) {
    const ready =
      prepared?.inputs === inputs ? prepared : await preparedFor(db, inputs, [scenario], columns, mode)
    figured.push({ scenario, inputs, figures: planFigures(ready, scenario) })
  }
  return figured
}

/**
 * One scenario with what it does.
 *
 * @param db - the database
 * @param county - the county
 * @param summary - the scenario
 * @param columns - keeps journeys
 * @param options - the way of travelling, and inputs that are at hand
 * @returns the scenario with its figures
 */
export async function figuresOfOne(
  db: Db,
  county: County,
  summary: ScenarioSummary,
  columns: JourneyColumns,
  options: FigureOptions = {},
): Promise<FiguredScenario> {
  const [figured] = await figuresFor(db, county, [summary], columns, options)
  if (figured === undefined) throw new RangeError('One scenario has one set of figures.')
  return figured
}

/**
 * What a scenario does by every other way of travelling for which there are figures.
 *
 * @param db - the database
 * @param figured - the scenario with its figures by one way of travelling
 * @param columns - keeps journeys
 * @returns reach by each other mode that is measured for all of its sites; a straight line only where it is the main
 * mode of the county
 */
export async function reachBeside(
  db: Db,
  { scenario, inputs, figures }: FiguredScenario,
  columns: JourneyColumns,
): Promise<ReachBeside[]> {
  const beside: ReachBeside[] = []
  for (const mode of modesOf(inputs)) {
    if (mode === figures.prepared.basis.mode) continue
    if (mode === 'straight-line' && mainModeOf(inputs) !== mode) continue
    const prepared = await preparedFor(db, inputs, [scenario], columns, mode)
    if (prepared.fallback === null) beside.push(reachInShort(prepared, figures.open))
  }
  return beside
}
