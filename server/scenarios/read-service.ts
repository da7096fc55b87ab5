import type { County } from '../county/index.ts'
import { requireCounty } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { mainModeOf } from './figure-basis.ts'
import type { InputJourneys } from './planning-inputs.ts'
import { planningInputs } from './planning-inputs-service.ts'
import { publishedDocument } from './publication-service.ts'
import type { Scenario, ScenarioSummary, SiteWithFate } from './scenario.ts'
import { openScenario } from './scenario-service.ts'
import { findScenario, statusQuoScenario, storedScenarios } from './scenarios-repository.ts'

/**
 * A county's scenarios; the status quo is always the first.
 *
 * @param db - the database
 * @param countyId - the county
 * @param clock - the time, for making the status quo when it is first asked for
 * @returns the scenarios, without their choices
 */
export async function listScenarios(db: Db, countyId: string, clock: Clock): Promise<ScenarioSummary[]> {
  await statusQuoScenario(db, countyId, clock().toISOString())
  return storedScenarios(db, countyId)
}

/**
 * A scenario with its choices: a published one as it was published.
 *
 * @param db - the database
 * @param scenarioId - the scenario
 * @returns the scenario of the county that people work on now; null when that county has none with this id
 */
export async function readScenario(db: Db, scenarioId: string): Promise<Scenario | null> {
  const found = await summaryHere(db, scenarioId)
  if (found === null) return null
  return (await openScenario(db, found.county, found.summary)).scenario
}

/**
 * What becomes of each site in a scenario, with the site itself; today's centres beyond the county are among them.
 *
 * @param db - the database
 * @param scenarioId - the scenario
 * @returns by name; null when the county that people work on now has no such scenario
 */
export async function siteFates(db: Db, scenarioId: string): Promise<SiteWithFate[] | null> {
  const found = await summaryHere(db, scenarioId)
  if (found === null) return null
  const today = found.summary.hash === null ? await planningInputs(db, found.county) : undefined
  const { scenario, inputs } = await openScenario(db, found.county, found.summary, today)
  const fateOf = new Map(scenario.fates.map(fate => [fate.siteId, fate]))
  return inputs.sites.flatMap((site): SiteWithFate[] => {
    const chosen = fateOf.get(site.id)
    const fate = site.existing && site.beyondCounty ? 'centre' : chosen?.fate
    if (fate === undefined) return []
    return [
      {
        siteId: site.id,
        name: site.name,
        fate,
        leadSiteId: chosen?.leadSiteId ?? null,
        existing: site.existing,
        districtCode: site.districtCode,
        beyondCounty: site.beyondCounty,
        position: site.position,
      },
    ]
  })
}

/**
 * What a published scenario's journeys are made of, for rooms that show journeys from somebody's own postcode.
 *
 * @param db - the database
 * @param scenarioId - the scenario
 * @returns its main way of travelling first; null when it is not published, or has estimated distances alone
 */
export async function publishedJourneys(db: Db, scenarioId: string): Promise<InputJourneys | null> {
  const summary = await findScenario(db, scenarioId)
  if (summary === null || summary.hash === null) return null
  const { inputs } = await publishedDocument(db, summary.id, summary.hash)
  if (inputs.journeys === null) return null
  const main = mainModeOf(inputs)
  const { originsHash, bases } = inputs.journeys
  return { originsHash, bases: [...bases].sort((a, b) => Number(b.mode === main) - Number(a.mode === main)) }
}

async function summaryHere(
  db: Db,
  scenarioId: string,
): Promise<{ county: County; summary: ScenarioSummary } | null> {
  const county = await requireCounty(db)
  const summary = await findScenario(db, scenarioId)
  return summary?.countyId === county.id ? { county, summary } : null
}
