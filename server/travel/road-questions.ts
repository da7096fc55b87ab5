import type { MultiPolygon } from 'geojson'
import type { IsochronesTask, RouteTask, Telling } from './journey-tasks.ts'
import { openNetwork } from './road-columns.ts'
import { isochrones } from './roads/isochrone.ts'
import { journeyMatrix } from './roads/many-to-many.ts'
import { routeBetween } from './roads/route.ts'
import { snapper } from './roads/snap.ts'

/** The land from which a site is reached within times, the shortest first. */
export interface LandAround {
  readonly bands: readonly { readonly limitSeconds: number; readonly area: MultiPolygon }[]
  readonly bufferMetres: number
}

/** A way along streets. */
export interface FoundRoute {
  /** Which of the sites. */
  readonly site: number
  readonly seconds: number
  /** Along the streets. */
  readonly metres: number
  readonly course: readonly (readonly [lon: number, lat: number])[]
  /** In the order of travel; '' for a way without a name. */
  readonly streets: readonly { readonly name: string; readonly metres: number }[]
  /** From home to the first street, in metres, straight. */
  readonly offMetres: number
}

/**
 * Draws the land around a site.
 *
 * @param task - the network, the site and the times
 * @param telling - hears how far it is
 * @returns a band for each time
 */
export async function landAround(task: IsochronesTask, telling: Telling): Promise<LandAround> {
  const prepared = await openNetwork(task.network.files, telling)
  const site = snapper(prepared.graph, task.network.barriers).snap(task.site, task.network.snapLimitMetres)
  return isochrones(prepared, site, task.limitsSeconds)
}

/**
 * Finds the site that is reached soonest from a place, and the way there.
 *
 * @param task - the network, the place and the sites
 * @param telling - hears how far it is
 * @returns the way; null when no site can be reached
 */
export async function routeToNearest(task: RouteTask, telling: Telling): Promise<FoundRoute | null> {
  const { files, barriers, snapLimitMetres } = task.network
  const prepared = await openNetwork(files, telling)
  const nearest = snapper(prepared.graph, barriers)
  const from = nearest.snap(task.from, snapLimitMetres)
  const sites = nearest.snap(task.sites, snapLimitMetres)
  const times = journeyMatrix(prepared, from, sites).map(column => column[0] as number)
  const best = times.reduce((soonest, time, site) => (time < (times[soonest] as number) ? site : soonest), 0)
  if (!Number.isFinite(times[best])) return null
  const route = routeBetween(prepared, from, 0, sites, best)
  if (route === null) return null
  const { seconds, metres, course, streets } = route
  return { site: best, seconds, metres, course, streets, offMetres: from.offMetres[0] as number }
}
