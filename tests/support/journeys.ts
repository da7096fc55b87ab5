import { replacePostcodes, type County, type Position, type Postcode } from '../../server/county/index.ts'
import type { Db } from '../../server/db/index.ts'
import {
  currentOrigins,
  keepOrigins,
  listJourneyBases,
  settleBases,
  storeJourneyColumns,
  type JourneyBasis,
  type OriginSet,
  type TravelMode,
} from '../../server/travel/index.ts'

/** A way of travelling whose journeys a test lays down: no roads, only what they would give. */
export interface LaidJourneys {
  readonly mode: TravelMode
  readonly unit?: 'seconds' | 'metres'
  readonly method: string
  /** Seconds (or metres) from a place to a site; Infinity where there is no way. */
  journey(from: Position, site: Position): number
}

/** When the journeys of a test were worked out. */
const at = '2026-09-20T09:00:00.000Z'

/** Puts a county's postcodes down, so that families set out from them. */
export async function withPlaces(
  db: Db,
  county: County,
  postcodes: readonly Postcode[],
  datasetId: string,
): Promise<OriginSet> {
  await replacePostcodes(db, county.id, postcodes, datasetId)
  const origins = await currentOrigins(db, county)
  await keepOrigins(db, origins, at)
  return origins
}

/** Makes these the county's ways of travelling; whatever was measured before is retired. */
export async function withBases(
  db: Db,
  county: County,
  laid: readonly Pick<LaidJourneys, 'mode' | 'unit' | 'method'>[],
): Promise<JourneyBasis[]> {
  await settleBases(
    db,
    county.id,
    laid.map(({ mode, unit = 'seconds', method }) => ({ mode, unit, method, document: { method } })),
    at,
  )
  return listJourneyBases(db, county.id)
}

/** Works journeys out to some sites by every way of travelling, and keeps them as the product does. */
export async function withJourneys(
  db: Db,
  county: County,
  origins: OriginSet,
  laid: readonly LaidJourneys[],
  sites: readonly Position[],
): Promise<JourneyBasis[]> {
  const bases = await withBases(db, county, laid)
  for (const { mode, journey } of laid) {
    const basis = bases.find(one => one.mode === mode)
    if (basis === undefined) throw new RangeError(`${mode} is not among the bases.`)
    const { lons, lats } = origins.positions
    const columns = sites.map(site => ({
      site,
      measure: 'typical' as const,
      seconds: Float64Array.from(lons, (lon, origin) => {
        const lat = lats[origin] ?? NaN
        return Number.isNaN(lon) ? NaN : journey([lon, lat], site)
      }),
      siteOffMetres: 5,
    }))
    await storeJourneyColumns(db, basis.hash, origins.hash, columns, at)
  }
  return bases
}
