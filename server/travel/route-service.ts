import { lineIntersect, lineString } from '@turf/turf'
import { districtBoundaries, readMapBackground, type County, type Position } from '../county/index.ts'
import { distanceMetres } from '../model/great-circle.ts'
import { boundsAround, type MapDocument } from '../model/map-document.ts'
import { AppError } from '../platform/errors.ts'
import { readTravelState } from './bases-service.ts'
import { travelModeNames } from './basis.ts'
import type { RoadMode } from './journey-settings.ts'
import { positionsOf } from './journey-provider.ts'
import type { TravelNeeds } from './journeys-run.ts'
import { networkOf } from './journeys-task.ts'
import type { PlacedSite } from './missing-columns.ts'
import { isThere } from './network-files.ts'
import type { FoundRoute } from './road-questions.ts'
import { runTask } from './run-task.ts'

/** The way from a home to its nearest site, as the page shows it. */
export interface RoutePage {
  readonly site: PlacedSite
  readonly minutes: number
  readonly metres: number
  readonly straightMetres: number
  /** From home to the first street. */
  readonly offMetres: number
  readonly streets: readonly { readonly name: string; readonly metres: number }[]
  /** How often the straight line crosses water; null where no water is on the map. */
  readonly crossings: number | null
  /** Streets of the way whose names tell of a bridge. */
  readonly bridges: readonly string[]
  readonly map: MapDocument
}

/** Shorter pieces of an unnamed way between two of the same street are not told apart. */
const shortMetres = 15

/**
 * Finds the way from a place to the site that is reached soonest, and why it is as long as it is.
 *
 * @param needs - database, files and the data folder
 * @param county - the county
 * @param mode - on foot or by car
 * @param from - the home
 * @param sites - where it may lead
 * @returns the way; null when none of the sites can be reached
 * @throws {AppError} when the network is not made yet
 */
export async function routeFrom(
  needs: TravelNeeds,
  county: County,
  mode: RoadMode,
  from: Position,
  sites: readonly PlacedSite[],
): Promise<RoutePage | null> {
  const state = await readTravelState(needs.db, county.id)
  const network = networkOf({ needs, state }, mode)
  if (network === null || !(await isThere(network.files.graph)))
    throw new AppError('no-network', 422, 'Work the journeys out first: the network is not made yet.')
  const found = await runTask<FoundRoute | null>({
    task: 'route',
    network,
    from: positionsOf([from]),
    sites: positionsOf(sites.map(site => site.position)),
  })
  const site = found && sites[found.site]
  if (!found || !site) return null
  const background = await readMapBackground(needs.db, county.id)
  const line = lineString([[...from], [...site.position]])
  const water = background.water ?? []
  const districts = await districtBoundaries(needs.db, county.id)
  const streets = joined(found.streets)
  return {
    site,
    minutes: found.seconds / 60,
    metres: found.metres,
    straightMetres: distanceMetres(from, site.position),
    offMetres: found.offMetres,
    streets,
    crossings:
      water.length === 0
        ? null
        : water.reduce((sum, shape) => sum + lineIntersect(line, shape).features.length, 0),
    bridges: [...new Set(streets.map(street => street.name).filter(name => /bridge/i.test(name)))],
    map: {
      ...background,
      title: `${travelModeNames[mode]} to ${site.name}`,
      bounds: boundsAround([from, site.position, ...found.course], 0.15) ?? [-6, 50, 2, 56],
      areas: [],
      outlines: districts.flatMap(({ name, boundary }) => (boundary ? [{ name, geometry: boundary }] : [])),
      places: [
        { name: 'Home', position: from, shape: 'other', label: 'Where the way begins' },
        {
          name: site.name,
          position: site.position,
          shape: site.isExistingCentre ? 'centre' : 'other',
          label: site.name,
          href: `/sites/${site.id}`,
        },
      ],
      lines: [
        {
          kind: 'route',
          label: `${travelModeNames[mode]} to ${site.name}`,
          geometry: { type: 'LineString', coordinates: found.course.map(([lon, lat]) => [lon, lat]) },
        },
      ],
      legend: { title: 'The way', scheme: 'sequential', classes: [], unknownLabel: null },
      source: 'Source: roads as loaded on the page of journeys.',
    },
  }
}

/** Streets in the order of travel; a short unnamed piece between two parts of one street belongs to it. */
function joined(streets: FoundRoute['streets']): { name: string; metres: number }[] {
  const told: { name: string; metres: number }[] = []
  streets.forEach((street, at) => {
    const last = told.at(-1)
    const short = street.name === '' && street.metres < shortMetres && last?.name === streets[at + 1]?.name
    if (last && (short || last.name === street.name)) last.metres += street.metres
    else told.push({ ...street })
  })
  return told
}
