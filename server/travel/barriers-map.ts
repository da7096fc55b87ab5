import type { DistrictBoundary, MapBackground } from '../county/index.ts'
import { boundsAround, type MapDocument } from '../model/map-document.ts'
import type { Barrier } from './barrier.ts'

/**
 * Barriers on a map of the county's districts.
 *
 * @param barriers - the barriers
 * @param districts - the county's districts, with boundaries where known
 * @param background - water, roads and names underneath
 * @returns the map
 */
export function barriersMap(
  barriers: readonly Barrier[],
  districts: readonly DistrictBoundary[],
  background: MapBackground,
): MapDocument {
  const outlines = districts.flatMap(({ name, boundary }) => (boundary ? [{ name, geometry: boundary }] : []))
  const corners = outlines.flatMap(({ geometry }) =>
    (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()).flat(),
  )
  const around = [
    ...corners.map(([lon = 0, lat = 0]) => [lon, lat] as const),
    ...barriers.flatMap(barrier => barrier.course.flat()),
  ]
  return {
    ...background,
    title: 'Barriers',
    bounds: boundsAround(around) ?? [-6, 50, 2, 56],
    areas: [],
    outlines,
    places: barriers.flatMap(barrier =>
      barrier.gaps.map(gap => ({
        name: gap.name,
        position: gap.position,
        shape: 'other' as const,
        label: `${gap.name}: a gap in ${barrier.name}`,
      })),
    ),
    lines: barriers.map(barrier => ({
      kind: 'barrier' as const,
      label: barrier.name,
      geometry: {
        type: 'MultiLineString' as const,
        coordinates: barrier.course.map(piece => piece.map(([lon, lat]) => [lon, lat])),
      },
    })),
    legend: { title: 'Barriers', scheme: 'sequential', classes: [], unknownLabel: null },
    source: 'Source: barriers as recorded; district boundaries as on the data page.',
  }
}
