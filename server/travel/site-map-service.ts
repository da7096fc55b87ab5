import { difference, featureCollection, feature } from '@turf/turf'
import type { MultiPolygon, Polygon } from 'geojson'
import {
  districtBoundaries,
  neighbourhoodBoundaries,
  readMapBackground,
  type County,
} from '../county/index.ts'
import { boundsAround, classLabels, type MapArea, type MapDocument } from '../model/map-document.ts'
import { networkHash } from './bases.ts'
import { readTravelState } from './bases-service.ts'
import { travelModeNames, type JourneyBasis } from './basis.ts'
import { listJourneyBases } from './basis-repository.ts'
import { readJourneyColumns } from './column-repository.ts'
import { readFamilies } from './families-service.ts'
import { roadModes, type RoadMode } from './journey-settings.ts'
import { positionsOf, type TravelMode } from './journey-provider.ts'
import type { TravelNeeds } from './journeys-run.ts'
import { networkOf } from './journeys-task.ts'
import type { PlacedSite } from './missing-columns.ts'
import { isThere } from './network-files.ts'
import { runTask } from './run-task.ts'
import { bandMinutes } from './site-journeys-page.ts'
import type { LandAround } from './road-questions.ts'

/** Minutes by which neighbourhoods are shaded: by bus hardly anywhere is within ten. */
const shadedMinutes = [20, 30, 45, 60] as const

/** Maps that were drawn lately, by network and site: drawing one opens the whole network. */
const drawn = new Map<string, Promise<readonly MapArea[]>>()

/**
 * The land around a site by minutes. On foot and by car it is drawn from the network; otherwise neighbourhoods are shaded
 * by the journey that their families have on average.
 *
 * @param needs - database, files and the data folder
 * @param county - the county
 * @param site - the site
 * @param mode - the way of travelling
 * @returns the map; without areas when this is not worked out yet
 */
export async function siteMap(
  needs: TravelNeeds,
  county: County,
  site: PlacedSite,
  mode: TravelMode,
): Promise<MapDocument> {
  const { db } = needs
  const basis = (await listJourneyBases(db, county.id)).find(one => one.mode === mode)
  const road = roadModes.find(one => one === mode)
  const minutes = bandMinutes.map(one => `${one} minutes`)
  const areas = basis === undefined ? [] : await areasOf(needs, county, site, basis, road)
  const outlines = (await districtBoundaries(db, county.id)).flatMap(({ name, boundary }) =>
    boundary ? [{ name, geometry: boundary }] : [],
  )
  const bands = bandMinutes.map((to, at) =>
    at === 0 ? `up to ${to} minutes` : `${bandMinutes[at - 1] ?? 0} to ${to} minutes`,
  )
  return {
    ...(await readMapBackground(db, county.id)),
    title: `${travelModeNames[mode]} to ${site.name}`,
    bounds: boundsAround([...cornersOf(areas), site.position]) ?? [-6, 50, 2, 56],
    areas,
    outlines,
    places: [
      {
        name: site.name,
        position: site.position,
        shape: site.isExistingCentre ? 'centre' : 'other',
        label: site.name,
        href: `/sites/${site.id}`,
      },
    ],
    legend: {
      title: `${travelModeNames[mode]} to ${site.name}`,
      scheme: 'sequential',
      classes:
        road === undefined
          ? classLabels(shadedMinutes, value => `${value} minutes`)
          : bands.map(label => ({ label })),
      unknownLabel: road === undefined ? 'Cannot be reached, or not known' : null,
    },
    source: basis ? `${basis.method}.` : `Not worked out yet: ${minutes.join(', ')}.`,
  }
}

function cornersOf(areas: readonly MapArea[]): (readonly [number, number])[] {
  return areas.flatMap(({ geometry }) =>
    (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat())
      .flat()
      .map(([lon = 0, lat = 0]) => [lon, lat] as const),
  )
}

async function areasOf(
  needs: TravelNeeds,
  county: County,
  site: PlacedSite,
  basis: JourneyBasis,
  road: RoadMode | undefined,
): Promise<readonly MapArea[]> {
  if (road === undefined) return shadedNeighbourhoods(needs, county, site, basis)
  const key = `${basis.hash} ${site.position.join(' ')}`
  const known = drawn.get(key)
  if (known) return known
  const land = landBands(needs, county, site, road)
  drawn.set(key, land)
  land.catch(() => drawn.delete(key))
  for (const oldest of drawn.keys()) {
    if (drawn.size <= 50) break
    drawn.delete(oldest)
  }
  return land
}

async function landBands(
  needs: TravelNeeds,
  county: County,
  site: PlacedSite,
  road: RoadMode,
): Promise<MapArea[]> {
  const state = await readTravelState(needs.db, county.id)
  const network = networkOf({ needs, state }, road)
  if (network === null || networkHash(state, road) === null || !(await isThere(network.files.graph)))
    return []
  const { bands } = await runTask<LandAround>({
    task: 'isochrones',
    network,
    site: positionsOf([site.position]),
    limitsSeconds: bandMinutes.map(minutes => minutes * 60),
  })
  return bands.flatMap(({ area }, at) => {
    const geometry = without(area, bands[at - 1]?.area)
    if (geometry === null) return []
    const [from, to] = [bandMinutes[at - 1], bandMinutes[at] ?? 0]
    const name = from === undefined ? `Up to ${to} minutes` : `${from} to ${to} minutes`
    return [{ code: String(to), name, geometry, classIndex: at, label: `${name} to ${site.name}` }]
  })
}

/** A band without what the band before it covers. */
function without(area: MultiPolygon, inner: MultiPolygon | undefined): Polygon | MultiPolygon | null {
  if (area.coordinates.length === 0) return null
  if (!inner || inner.coordinates.length === 0) return area
  return difference(featureCollection([feature(area), feature(inner)]))?.geometry ?? null
}

async function shadedNeighbourhoods(
  { db }: TravelNeeds,
  county: County,
  site: PlacedSite,
  basis: JourneyBasis,
): Promise<MapArea[]> {
  const families = await readFamilies(db, county)
  const [column] = await readJourneyColumns(db, basis.hash, families.origins.hash, [site.position])
  if (!column || basis.unit === 'metres') return []
  const sums = families.neighbourhoods.map(() => ({ journeys: 0, count: 0 }))
  families.of.forEach((at, origin) => {
    const [sum, journey] = [sums[at], column.seconds[origin] as number]
    if (!sum || !Number.isFinite(journey)) return
    sum.journeys += journey
    sum.count += 1
  })
  const at = new Map(families.neighbourhoods.map(({ code }, index) => [code, index]))
  return (await neighbourhoodBoundaries(db, county.id)).flatMap(({ code, name, boundary }) => {
    if (boundary === null) return []
    const sum = sums[at.get(code) ?? -1]
    const minutes = sum && sum.count > 0 ? sum.journeys / sum.count / 60 : null
    const index = minutes === null ? null : shadedMinutes.findIndex(limit => minutes <= limit)
    return [
      {
        code,
        name,
        geometry: boundary,
        classIndex: index === null ? null : index < 0 ? shadedMinutes.length : index,
        label:
          minutes === null
            ? `${name}: cannot be reached, or not known`
            : `${name}: ${Math.round(minutes)} minutes on average`,
      },
    ]
  })
}
