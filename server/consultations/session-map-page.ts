import type { DistrictBoundary } from '../county/index.ts'
import { boundsAround, type MapDocument } from '../model/map-document.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { DropInSession } from './consultation.ts'
import { sessionTime } from './sessions-page.ts'

/**
 * Drop-in sessions on a map, the same as in the list above it: one place for all that are held there.
 *
 * @param sessions - those that are to take place
 * @param boundaries - the county's districts
 * @param speaker - who speaks to the visitor
 * @returns the map; null when no session has a position
 */
export function sessionMap(
  sessions: readonly DropInSession[],
  boundaries: readonly DistrictBoundary[],
  speaker: Speaker = english,
): MapDocument | null {
  const places = new Map<string, { name: string; position: [number, number]; when: string[] }>()
  for (const session of sessions) {
    if (session.position === null) continue
    const [longitude, latitude] = session.position
    const key = `${longitude} ${latitude} ${session.venue}`
    const place = places.get(key) ?? { name: session.venue, position: [longitude, latitude], when: [] }
    place.when.push(sessionTime(session, speaker).text)
    places.set(key, place)
  }
  const bounds = boundsAround([...places.values()].map(place => place.position))
  if (bounds === null) return null
  return {
    title: speaker.plain('Drop-in sessions'),
    bounds,
    areas: [],
    outlines: boundaries.flatMap(one =>
      one.boundary === null ? [] : [{ name: one.name, geometry: one.boundary }],
    ),
    places: [...places.values()].map(({ name, position, when }) => ({
      name,
      position,
      shape: 'session',
      label: `${name}: ${when.join('; ')}`,
    })),
    legend: {
      title: speaker.plain('Drop-in sessions'),
      scheme: 'sequential',
      classes: [],
      unknownLabel: null,
    },
    source: speaker.plain('Sessions as announced by the council for this consultation.'),
  }
}
