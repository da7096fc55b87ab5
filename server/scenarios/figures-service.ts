import type { County } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import type { JourneyColumns } from '../travel/index.ts'
import { planFigures, prepareInputs, type PlanFigures } from './figures.ts'
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

/**
 * Works out the figures of scenarios: each from today's inputs, or from those that it was published with.
 *
 * @param db - the database
 * @param county - the county
 * @param summaries - the scenarios
 * @param columns - keeps journeys
 * @param today - today's inputs, where they were gathered already
 * @returns the scenarios with their figures, in the same order
 */
export async function figuresFor(
  db: Db,
  county: County,
  summaries: readonly ScenarioSummary[],
  columns: JourneyColumns,
  today?: PlanningInputs,
): Promise<FiguredScenario[]> {
  const inputsToday =
    today ?? (summaries.some(summary => summary.hash === null) ? await planningInputs(db, county) : undefined)
  const opened = []
  for (const summary of summaries) opened.push(await openScenario(db, county, summary, inputsToday))
  const live = opened.filter(({ inputs }) => inputs === inputsToday)
  const prepared = inputsToday
    ? await prepareInputs(
        inputsToday,
        live.map(({ scenario }) => scenario),
        columns,
      )
    : null
  const figured: FiguredScenario[] = []
  for (const { scenario, inputs } of opened) {
    const ready = prepared?.inputs === inputs ? prepared : await prepareInputs(inputs, [scenario], columns)
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
 * @param today - today's inputs, where they were gathered already
 * @returns the scenario with its figures
 */
export async function figuresOfOne(
  db: Db,
  county: County,
  summary: ScenarioSummary,
  columns: JourneyColumns,
  today?: PlanningInputs,
): Promise<FiguredScenario> {
  const [figured] = await figuresFor(db, county, [summary], columns, today)
  if (figured === undefined) throw new RangeError('One scenario has one set of figures.')
  return figured
}
