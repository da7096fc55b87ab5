import type { County } from '../../county/index.ts'
import type { Db } from '../../db/index.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { Jobs } from '../../platform/jobs.ts'
import {
  currentOrigins,
  journeyProviderFor,
  listJourneyBases,
  positionsOf,
  readJourneyColumns,
  readTravelSettings,
  travelModeNames,
  type JourneyColumns,
} from '../../travel/index.ts'
import type { PlanningInputs, PlanningSite } from '../planning-inputs.ts'
import { planningInputs } from '../planning-inputs-service.ts'
import type { AskedMode } from './ask-page.ts'

/** What the pages of suggested plans are joined from. */
export interface SuggestionNeeds {
  readonly db: Db
  readonly clock: Clock
  readonly jobs: Jobs
  readonly columns: JourneyColumns
}

/** Sites that a plan may use, with the journeys of families to them. */
export interface Candidates {
  readonly inputs: PlanningInputs
  /** Today's centres, and venues of the kinds asked for; those beyond the county last. */
  readonly sites: readonly PlanningSite[]
  /** How many of `sites`, at the end, stand beyond the county and stay as they are. */
  readonly beyond: number
  /** For each place where families set out the index of its neighbourhood in the inputs; −1 where not known. */
  readonly neighbourhood: Int32Array
  /** For each site one array with the journey from every place where families set out. */
  readonly journeys: readonly Float64Array[]
  readonly unit: 'metres' | 'seconds'
  readonly method: string
  /** Sites that are left out because their journeys are not worked out, or their position is not known. */
  readonly leftOut: readonly PlanningSite[]
}

/**
 * Journeys that a plan may be made for.
 *
 * @param needs - the database
 * @param county - the county
 * @returns measured journeys, walking first, and straight lines last
 */
export async function modesToAsk({ db }: Pick<SuggestionNeeds, 'db'>, county: County): Promise<AskedMode[]> {
  const straight = journeyProviderFor(await readTravelSettings(db, county.id))
  return [
    ...(await listJourneyBases(db, county.id)).map(basis => ({
      value: basis.mode,
      text: travelModeNames[basis.mode],
      hint: basis.method,
      unit: basis.unit,
    })),
    { value: 'straight-line', text: 'Straight lines', hint: straight.method, unit: straight.unit },
  ]
}

/**
 * Gathers the sites that a plan may use, and families' journeys to them.
 *
 * @param needs - the database, and what keeps journeys
 * @param county - the county
 * @param mode - which journeys
 * @param wanted - says whether a venue beside today's centres may be used
 * @returns the sites and journeys
 * @throws {AppError} 409 when there are no journeys of that mode any more
 */
export async function gatherCandidates(
  { db, columns }: Pick<SuggestionNeeds, 'db' | 'columns'>,
  county: County,
  mode: string,
  wanted: (site: PlanningSite) => boolean,
): Promise<Candidates> {
  const inputs = await planningInputs(db, county)
  const own = inputs.sites.filter(site => !site.beyondCounty && (site.existing || wanted(site)))
  const outside = inputs.sites.filter(site => site.beyondCounty && site.existing)
  const all = [...own, ...outside]
  const finish = (
    found: readonly (Float64Array | null)[],
    rest: Pick<Candidates, 'neighbourhood' | 'unit' | 'method'>,
  ): Candidates => {
    const known = all.filter((_, at) => found[at] !== null)
    return {
      inputs,
      sites: known,
      beyond: known.filter(site => site.beyondCounty).length,
      journeys: found.filter(column => column !== null),
      leftOut: all.filter((_, at) => found[at] === null),
      ...rest,
    }
  }
  if (mode === 'straight-line') {
    const provider = journeyProviderFor(await readTravelSettings(db, county.id))
    const journeys = await columns.journeys(
      provider,
      positionsOf(inputs.neighbourhoods.map(one => one.position)),
      positionsOf(all.map(site => site.position)),
    )
    return finish(
      journeys.map((column, at) => (all[at]?.position == null ? null : column)),
      {
        neighbourhood: Int32Array.from(inputs.neighbourhoods, (_, at) => at),
        unit: provider.unit,
        method: provider.method,
      },
    )
  }
  const basis = (await listJourneyBases(db, county.id)).find(one => one.mode === mode)
  if (basis === undefined) {
    throw new AppError(
      'no-journeys',
      409,
      'There are no journeys of that kind any more. Ask again with others.',
    )
  }
  const origins = await currentOrigins(db, county)
  const kept = await readJourneyColumns(
    db,
    basis.hash,
    origins.hash,
    all.map(site => site.position),
  )
  const indexOf = new Map(inputs.neighbourhoods.map((one, at) => [one.code, at]))
  return finish(
    kept.map(column => column?.seconds ?? null),
    {
      neighbourhood: Int32Array.from(origins.neighbourhoods, code =>
        code === null ? -1 : (indexOf.get(code) ?? -1),
      ),
      unit: basis.unit,
      method: basis.method,
    },
  )
}
