import type { Map as LeafletMap } from 'leaflet'

const groups = new Map<string, Set<LeafletMap>>()
let moving = false

/**
 * Maps of one group show the same part of the county: moving one moves the others.
 *
 * @param name - the group
 * @param map - a map that joins it
 */
export function moveTogether(name: string, map: LeafletMap): void {
  const group = groups.get(name) ?? new Set()
  groups.set(name, group.add(map))
  map.on('move', () => {
    if (moving) return
    moving = true
    for (const other of group) {
      if (other !== map) other.setView(map.getCenter(), map.getZoom(), { animate: false })
    }
    moving = false
  })
}
