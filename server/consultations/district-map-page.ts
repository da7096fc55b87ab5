import type { DistrictBoundary } from '../county/index.ts'
import { boundsAround, type MapDocument, type MapShape } from '../model/map-document.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { ConsultationRecord, RecordedPlace } from './consultation.ts'
import { proposedFor } from './place-words-page.ts'

function shapeOf(place: RecordedPlace): MapShape {
  switch (place.fate) {
    case 'centre':
    case 'centre-place':
      return 'centre'
    case 'zone':
      return 'zone'
    case 'outreach':
      return 'outreach'
    case 'closed':
    case 'early-years':
    case 'other-use':
      return 'closing'
    case null:
      return 'other'
  }
}

type Point = readonly [longitude: number, latitude: number]

function* pointsOf(boundary: NonNullable<DistrictBoundary['boundary']>): Generator<Point> {
  const polygons = boundary.type === 'Polygon' ? [boundary.coordinates] : boundary.coordinates
  for (const rings of polygons)
    for (const [longitude = 0, latitude = 0] of rings[0] ?? []) yield [longitude, latitude]
}

/**
 * A district's places on a map, the same as in the list above it.
 *
 * @param record - what was published
 * @param districtSlug - the district's part of the address
 * @param boundaries - the county's districts
 * @param speaker - who speaks to the visitor
 * @returns the map; null when there is no such district, or nothing of it has a position
 */
export function districtMap(
  record: ConsultationRecord,
  districtSlug: string,
  boundaries: readonly DistrictBoundary[],
  speaker: Speaker = english,
): MapDocument | null {
  const district = record.districts.find(one => one.slug === districtSlug)
  if (!district) return null
  const own = boundaries.find(one => one.code === district.code)?.boundary ?? null
  const places = record.places.filter(
    place => place.districtCode === district.code && (place.existing || place.fate !== null),
  )
  const points: Point[] = places.flatMap(place => (place.position === null ? [] : [place.position]))
  const bounds = boundsAround(own === null ? points : [...points, ...pointsOf(own)])
  if (bounds === null) return null
  return {
    title: speaker.plain('Map of what is proposed in {{district}}', { district: district.name }),
    bounds,
    areas: [],
    outlines: boundaries.flatMap(one =>
      one.boundary === null ? [] : [{ name: one.name, geometry: one.boundary }],
    ),
    places: places.flatMap(place =>
      place.position === null
        ? []
        : [
            {
              name: place.name,
              position: place.position,
              shape: shapeOf(place),
              label: `${place.name}: ${proposedFor(place, speaker).text}`,
            },
          ],
    ),
    legend: {
      title: speaker.plain('What is proposed'),
      scheme: 'sequential',
      classes: [],
      unknownLabel: null,
    },
    source: speaker.plain(
      'Places and what is proposed for them: as published by the council for this consultation.',
    ),
  }
}
