import type { County } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { format } from '../platform/format.ts'
import { travelModeNames, type JourneyBasis } from './basis.ts'
import { listJourneyBases } from './basis-repository.ts'
import { readSiteBuses } from './bus-repository.ts'
import { readJourneyColumns, type JourneyColumn, type JourneyMeasure } from './column-repository.ts'
import { childrenWithin, readFamilies, type Families } from './families-service.ts'
import { roadModes } from './journey-settings.ts'
import type { TravelMode } from './journey-provider.ts'
import type { PlacedSite } from './missing-columns.ts'
import type { BusesAtSite, CallsAtSite } from './timetable/buses-at-site.ts'

/** Minutes that are shown for a site. */
export const bandMinutes = [10, 15, 20, 30] as const

/** Metres that are shown where a way of travelling is measured in metres. */
const bandMetres = [1000, 2500, 5000, 10_000] as const

/** How many children reach a site by one way of travelling. */
export interface ReachRow {
  readonly mode: TravelMode
  readonly name: string
  /** The typical journey, or the one that nine in ten do not exceed. */
  readonly measure: JourneyMeasure
  readonly method: string
  readonly unit: 'seconds' | 'metres'
  /** Children within each band, rounded; null where journeys are not worked out yet. */
  readonly within: readonly number[] | null
  readonly unreached: number | null
  /** From the site to the nearest road; null where it is further than the limit, or there is no network. */
  readonly siteOffMetres: number | null
  /** Whether the site is further from any road than the limit, so that nobody reaches it. */
  readonly offNetwork: boolean
}

/** One line of buses, as the page shows it. */
interface BusRow {
  readonly line: string
  readonly first: string
  readonly last: string
  readonly count: number
}

/** The buses of a site's day, as the page shows them. */
export interface BusesPage {
  readonly date: string
  readonly stops: number
  readonly home: { readonly first: string; readonly last: string; readonly count: number } | null
  readonly there: { readonly first: string; readonly last: string; readonly count: number } | null
  readonly lines: readonly BusRow[]
  /** Departures home by hour of the day. */
  readonly hours: readonly { readonly hour: string; readonly there: number; readonly home: number }[]
}

/** What is known of journeys to a site. */
export interface SiteJourneysPage {
  readonly rows: readonly ReachRow[]
  readonly children: number
  readonly unknown: number
  readonly from: 'postcodes' | 'neighbourhoods'
  readonly buses: BusesPage | null
}

/**
 * Gathers what the page of journeys to a site shows.
 *
 * @param db - the database
 * @param county - the county
 * @param site - the site
 * @returns reach by way of travelling, and buses
 */
export async function siteJourneysPage(db: Db, county: County, site: PlacedSite): Promise<SiteJourneysPage> {
  const families = await readFamilies(db, county)
  const rows: ReachRow[] = []
  let buses: BusesPage | null = null
  for (const basis of await listJourneyBases(db, county.id)) {
    const { hash, mode } = basis
    const measures = mode === 'public-transport' ? (['typical', 'slow-day'] as const) : (['typical'] as const)
    for (const measure of measures) {
      const [column] = await readJourneyColumns(db, hash, families.origins.hash, [site.position], measure)
      rows.push(reachRow(families, basis, measure, column ?? null))
    }
    if (mode === 'public-transport') {
      const found = await readSiteBuses(db, hash, site.position)
      buses = found && busesPage(found)
    }
  }
  const all = families.children.reduce((sum, one) => sum + (Number.isNaN(one) ? 0 : one), 0)
  return {
    rows,
    children: Math.round(all),
    unknown: families.unknown,
    from: families.origins.kind,
    buses,
  }
}

const onRoads: readonly TravelMode[] = roadModes

function reachRow(
  families: Families,
  { mode, method, unit }: JourneyBasis,
  measure: JourneyMeasure,
  column: JourneyColumn | null,
): ReachRow {
  const limits = unit === 'seconds' ? bandMinutes.map(minutes => minutes * 60) : bandMetres
  const counted = column && childrenWithin(families, column.seconds, limits)
  return {
    mode,
    name: `${travelModeNames[mode]}${measure === 'slow-day' ? ', nine times in ten' : ''}`,
    measure,
    method,
    unit,
    within: counted ? counted.within.map(Math.round) : null,
    unreached: counted ? Math.round(counted.unreached) : null,
    siteOffMetres: column?.siteOffMetres ?? null,
    offNetwork: onRoads.includes(mode) && column !== null && column.siteOffMetres === null,
  }
}

function busesPage(buses: BusesAtSite): BusesPage {
  const { leaving, arriving } = buses
  const hours = Math.max(leaving.perHour.length, arriving.perHour.length)
  return {
    date: buses.date,
    stops: buses.stops,
    home: summed(leaving),
    there: summed(arriving),
    lines: leaving.routes.map(route => ({
      line: `${route.name} to ${route.headsign}`,
      first: timeOf(route.first),
      last: timeOf(route.last),
      count: route.count,
    })),
    hours: Array.from({ length: hours }, (_, hour) => ({
      hour: timeOf(hour * 3600),
      there: arriving.perHour[hour] ?? 0,
      home: leaving.perHour[hour] ?? 0,
    })).filter(({ there, home }) => there + home > 0),
  }
}

function summed({ first, last, count }: CallsAtSite): BusesPage['home'] {
  return first === null || last === null ? null : { first: timeOf(first), last: timeOf(last), count }
}

/** Seconds since midnight as people say them; after midnight the day is said too. */
function timeOf(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const hour = Math.floor(minutes / 60)
  const time = `${String(hour % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return `${format.timeOfDay(time)}${hour >= 24 ? ' (the next day)' : ''}`
}
