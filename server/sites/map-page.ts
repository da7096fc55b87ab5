import type { DistrictBoundary } from '../county/index.ts'
import { boundsAround, type MapDocument } from '../model/map-document.ts'
import { siteKindNames, type Site } from './site.ts'

/**
 * Sites on a map of the county's districts.
 *
 * @param sites - the sites to show; those without a position are left out
 * @param districts - the county's districts, with boundaries where known
 * @param title - what the map shows
 * @param near - frames these sites only; null frames all that is shown
 * @returns the map
 */
export function sitesMap(
  sites: readonly Site[],
  districts: readonly DistrictBoundary[],
  title: string,
  near: Site | null = null,
): MapDocument {
  const placed = sites.flatMap(site => (site.position === null ? [] : [{ site, position: site.position }]))
  const outlines = districts.flatMap(({ name, boundary }) => (boundary ? [{ name, geometry: boundary }] : []))
  const corners = outlines.flatMap(({ geometry }) =>
    (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()).flat(),
  )
  const around = near?.position
    ? [
        [near.position[0] - 0.04, near.position[1] - 0.025] as const,
        [near.position[0] + 0.04, near.position[1] + 0.025] as const,
      ]
    : [...corners.map(([lon = 0, lat = 0]) => [lon, lat] as const), ...placed.map(({ position }) => position)]
  return {
    title,
    bounds: boundsAround(around) ?? [-6, 50, 2, 56],
    areas: [],
    outlines,
    places: placed.map(({ site, position }) => ({
      name: site.name,
      position,
      shape: site.isExistingCentre ? 'centre' : 'other',
      label: `${site.name}: ${siteKindNames[site.kind]}`,
      href: `/sites/${site.id}`,
    })),
    legend: { title: 'Sites', scheme: 'sequential', classes: [], unknownLabel: null },
    source: 'Source: the register of sites; district boundaries as on the data page.',
  }
}
