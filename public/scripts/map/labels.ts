import {
  divIcon,
  latLng,
  layerGroup,
  marker,
  type LatLng,
  type LayerGroup,
  type Map as LeafletMap,
} from 'leaflet'
import type { MapDocument } from '../../../server/model/map-document.ts'

interface Name {
  readonly text: string
  readonly at: LatLng
  /** 0 is a district; the higher, the nearer one must be to see it. */
  readonly rank: number
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const boxAround = ({ x, y }: { x: number; y: number }, across: number, up: number): Box => ({
  left: x - across,
  right: x + across,
  top: y - up,
  bottom: y + up,
})

// Pixels that a name may stand below or above its place, tried in this order.
const shifts = [0, 20, -20, 34, -34]

type Outline = MapDocument['outlines'][number]

function ringsOf(outline: Outline): number[][][] {
  const { geometry } = outline
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons.map(([outer]) => outer ?? [])
}

/** The middle of the largest part, by area: where a reader looks for the name. */
function middleOf(outline: Outline): LatLng | null {
  let best: { area: number; at: LatLng } | null = null
  for (const ring of ringsOf(outline)) {
    let [area, x, y] = [0, 0, 0]
    ring.forEach(([x1 = 0, y1 = 0], at) => {
      const [x2 = 0, y2 = 0] = ring[(at + 1) % ring.length] ?? []
      const cross = x1 * y2 - x2 * y1
      area += cross
      x += (x1 + x2) * cross
      y += (y1 + y2) * cross
    })
    if (area !== 0 && (best === null || Math.abs(area) > best.area)) {
      best = { area: Math.abs(area), at: latLng(y / (3 * area), x / (3 * area)) }
    }
  }
  return best?.at ?? null
}

/**
 * Names on a map: districts always, towns and villages as one comes nearer, none over another.
 *
 * @param map - the map
 * @param content - what it shows
 * @param home - zoom of the first view
 */
export function nameThings(map: LeafletMap, content: MapDocument, home: () => number): LayerGroup {
  const pane = map.getPane('names') ?? map.createPane('names')
  pane.classList.add('app-map__names')
  const group = layerGroup().addTo(map)
  const names: Name[] = [
    ...content.outlines.flatMap(outline => {
      const at = middleOf(outline)
      return at === null ? [] : [{ text: outline.name, at, rank: 0 }]
    }),
    ...(content.labels ?? []).map(({ name, position: [longitude, latitude], rank }) => ({
      text: name,
      at: latLng(latitude, longitude),
      rank: rank,
    })),
  ].sort((a, b) => a.rank - b.rank)

  const pins = content.places.map(({ position: [longitude, latitude] }) => latLng(latitude, longitude))
  const place = (): void => {
    group.clearLayers()
    const near = map.getZoom() - home()
    const size = map.getSize()
    const taken: Box[] = pins.map(at => boxAround(map.latLngToContainerPoint(at), 11, 11))
    const free = (box: Box): boolean =>
      !taken.some(
        other =>
          box.left < other.right &&
          box.right > other.left &&
          box.top < other.bottom &&
          box.bottom > other.top,
      )
    for (const name of names) {
      if (name.rank > near + 1.6) continue
      const half = name.text.length * (name.rank === 0 ? 4.4 : 3.5) + 4
      const middle = map.latLngToContainerPoint(name.at)
      if (middle.x < 0 || middle.x > size.x || middle.y < 0 || middle.y > size.y) continue
      // A name that would run over the edge is moved in; one that would hide a pin or a name looks for a place nearby.
      const x = Math.max(half, Math.min(size.x - half, middle.x))
      const tried = shifts.map(shift => ({ shift, box: boxAround({ x, y: middle.y + shift }, half, 9) }))
      const found = tried.find(({ box }) => free(box)) ?? (name.rank === 0 ? tried[0] : undefined)
      if (found === undefined) continue
      taken.push(found.box)
      const words = document.createElement('span')
      words.textContent = name.text
      const icon = divIcon({
        html: words,
        className: `app-map__name app-map__name--${name.rank}`,
        iconSize: [0, 0],
        iconAnchor: [middle.x - x, -found.shift],
      })
      marker(name.at, { icon, pane: 'names', interactive: false, keyboard: false }).addTo(group)
    }
  }
  map.on('moveend resize', place)
  place()
  group.on('remove', () => map.off('moveend resize', place))
  return group
}
