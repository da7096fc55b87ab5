import type { County, Position } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import type { Fate } from '../model/fates.ts'
import { edge } from '../model/journeys.ts'
import { notFound } from '../platform/errors.ts'
import { journeyProviderFor, positionsOf, readTravelSettings } from '../travel/index.ts'
import { listSites } from '../sites/index.ts'
import type { PlanningSite } from './planning-inputs.ts'
import { publishedDocument } from './publication-service.ts'
import { readFates } from './choices-repository.ts'
import { isOpenPlace } from './scenario.ts'
import { findScenario } from './scenarios-repository.ts'

/** A place near somebody, and what it is then. */
export interface NearbyPlace {
  readonly siteId: string
  readonly name: string
  readonly kind: string
  /** What it is: on today's register every place is a Centre. */
  readonly fate: Fate
  /** On today's register of children's centres. */
  readonly existing: boolean
  readonly beyondCounty: boolean
  readonly distanceMetres: number
}

/** The places near somebody. */
export interface NearbyPlaces {
  /** How distances come about; to be said beside them. */
  readonly method: string
  /** Nearest first; equally near ones by name. */
  readonly places: readonly NearbyPlace[]
}

/** The places near somebody today and in a scenario. */
export interface NearbyChange {
  readonly now: NearbyPlaces
  readonly then: NearbyPlaces
  /** Centres near today that are no Centre, place of one or Zone any more, with what becomes of them. */
  readonly lost: readonly NearbyPlace[]
}

interface Register {
  readonly sites: readonly PlanningSite[]
  readonly detourFactor: number
  readonly fates: ReadonlyMap<string, Fate>
}

/**
 * The nearest places that families can go to: Centres, their places and Zones; never outreach, which comes on a day.
 *
 * @param db - the database; two statements at most, and one for a published scenario that was asked for before
 * @param county - the county
 * @param position - where somebody sets out
 * @param scenarioId - a scenario, or `status quo` for today's centres
 * @param count - how many places at most
 * @returns the places, nearest first
 */
export async function nearestFor(
  db: Db,
  county: County,
  position: Position,
  scenarioId: string,
  count = 3,
): Promise<NearbyPlaces> {
  const register = await registerOf(db, county, scenarioId)
  const fates = scenarioId === 'status quo' ? fatesToday(register.sites) : register.fates
  return nearest(register, fates, position, count)
}

/**
 * The nearest places today and in a scenario, from the same register and by the same method.
 *
 * @param db - the database; one statement for a published scenario that was asked for before
 * @param county - the county
 * @param position - where somebody sets out
 * @param scenarioId - the scenario
 * @param count - how many places at most, each time
 * @returns both, and what is lost nearby
 */
export async function nearestChange(
  db: Db,
  county: County,
  position: Position,
  scenarioId: string,
  count = 3,
): Promise<NearbyChange> {
  const register = await registerOf(db, county, scenarioId)
  const now = await nearest(register, fatesToday(register.sites), position, count)
  const then = await nearest(register, register.fates, position, count)
  const lost = now.places.flatMap(place => {
    const fate = register.fates.get(place.siteId) ?? 'closed'
    return isOpenPlace(fate) ? [] : [{ ...place, fate }]
  })
  return { now, then, lost }
}

async function registerOf(db: Db, county: County, scenarioId: string): Promise<Register> {
  const scenario = scenarioId === 'status quo' ? null : await findScenario(db, scenarioId)
  if (scenarioId !== 'status quo' && scenario?.countyId !== county.id)
    throw notFound('There is no such scenario.')
  if (scenario?.hash) {
    const { inputs, fates } = await publishedDocument(db, scenario.id, scenario.hash)
    return register(inputs.sites, inputs.travel.detourFactor, fates)
  }
  const sites = (await listSites(db, county.id)).map(site => ({
    ...site,
    existing: site.isExistingCentre,
    decile: null,
  }))
  const { detourFactor } = await readTravelSettings(db, county.id)
  if (scenario === null || scenario.statusQuo) return { sites, detourFactor, fates: fatesToday(sites) }
  return register(sites, detourFactor, await readFates(db, scenario.id))
}

function register(
  sites: readonly PlanningSite[],
  detourFactor: number,
  fates: readonly { readonly siteId: string; readonly fate: Fate }[],
): Register {
  const beyond = sites.filter(site => site.existing && site.beyondCounty)
  return {
    sites,
    detourFactor,
    fates: new Map([
      ...fates.map(({ siteId, fate }) => [siteId, fate] as const),
      ...beyond.map(site => [site.id, 'centre'] as const),
    ]),
  }
}

function fatesToday(sites: readonly PlanningSite[]): Map<string, Fate> {
  return new Map(sites.filter(site => site.existing).map(site => [site.id, 'centre']))
}

async function nearest(
  { sites, detourFactor }: Register,
  fates: ReadonlyMap<string, Fate>,
  position: Position,
  count: number,
): Promise<NearbyPlaces> {
  const provider = journeyProviderFor({ detourFactor })
  const open = sites.flatMap(site => {
    const fate = fates.get(site.id)
    return fate !== undefined && isOpenPlace(fate) ? [{ site, fate }] : []
  })
  const journeys = await provider.journeys(
    positionsOf([position]),
    positionsOf(open.map(({ site }) => site.position)),
  )
  const places = open.flatMap(({ site, fate }, at): NearbyPlace[] => {
    const distanceMetres = edge(journeys[at]?.[0] ?? NaN)
    if (distanceMetres === null) return []
    const { id, name, kind, existing, beyondCounty } = site
    return [{ siteId: id, name, kind, fate, existing, beyondCounty, distanceMetres }]
  })
  places.sort((a, b) => a.distanceMetres - b.distanceMetres || a.name.localeCompare(b.name, 'en-GB'))
  return { method: provider.method, places: places.slice(0, count) }
}
