import {
  divIcon,
  featureGroup,
  geoJSON,
  layerGroup,
  marker,
  type GeoJSON as GeoJsonLayer,
  type Layer,
  type Map as LeafletMap,
  type Marker,
} from 'leaflet'
import type { GeoJsonObject } from 'geojson'
import type { MapArea, MapDocument, MapPlace } from '../../../server/model/map-document.ts'
import { ink, shadesOf } from './colours.ts'
import type { Found } from './find.ts'
import { nameThings } from './labels.ts'
import type { Shown } from './legend.ts'
import { hatching, symbol } from './symbols.ts'
import type { SayOnMap } from './words.ts'

/** A document drawn on a map. */
export interface Drawn {
  show(shown: Shown): void
  /** Moves to a thing and opens what is said of it. */
  visit(found: Found): void
  remove(): void
}

function popupOf(thing: MapArea | MapPlace, say: SayOnMap): HTMLElement {
  const holder = document.createElement('div')
  const words = document.createElement('p')
  words.textContent = thing.label
  holder.append(words)
  if (thing.href !== undefined) {
    const link = document.createElement('a')
    link.className = 'govuk-link'
    link.href = thing.href
    link.textContent = say('More about {{name}}', { name: thing.name })
    holder.append(link)
  }
  return holder
}

const shaded = { weight: 0.6, color: '#ffffff', opacity: 0.9 }

function drawArea(
  area: MapArea,
  shades: readonly string[],
  opacity: number,
  answers: SayOnMap | null,
): GeoJsonLayer {
  const fill = area.classIndex === null ? `url(#${hatching})` : (shades[area.classIndex] ?? '#ffffff')
  const layer = geoJSON(area.geometry as GeoJsonObject, {
    style: { ...shaded, fillColor: fill, fillOpacity: opacity },
    interactive: answers !== null,
  })
  if (!answers) return layer
  layer.bindTooltip(() => textOf(area.label), { sticky: true, className: 'app-map__tip' })
  layer.bindPopup(() => popupOf(area, answers), { className: 'app-map__popup' })
  layer.on('popupopen', () => layer.closeTooltip())
  layer.on('mouseover popupopen', () => layer.setStyle({ weight: 2.5, color: ink }).bringToFront())
  layer.on('mouseout popupclose', () => {
    // Back under the water, the roads and the outlines.
    if (!layer.isPopupOpen()) layer.setStyle(shaded).bringToBack()
  })
  return layer
}

// A tooltip given as a string would be read as HTML.
function textOf(words: string): HTMLElement {
  const span = document.createElement('span')
  span.textContent = words
  return span
}

function drawPlace(place: MapPlace, answers: SayOnMap | null): Marker {
  const [longitude, latitude] = place.position
  const icon = divIcon({
    html: symbol(place.shape) as unknown as HTMLElement,
    className: `app-map__place app-map__place--${place.shape}`,
    iconSize: [28, 28],
    popupAnchor: [0, -8],
  })
  // Not a stop of the Tab key: a county has a hundred of them. The list above the map reaches each.
  const drawn = marker([latitude, longitude], {
    icon,
    keyboard: false,
    riseOnHover: true,
    zIndexOffset: place.shape === 'other' ? -500 : 0,
  })
  drawn.bindTooltip(() => textOf(place.label), { className: 'app-map__tip', offset: [12, 0] })
  if (answers) drawn.bindPopup(() => popupOf(place, answers), { className: 'app-map__popup' })
  return drawn
}

const lines = (
  geometries: readonly GeoJsonObject[] | undefined,
  className: string,
  weight: number,
  fill: boolean,
): Layer =>
  featureGroup(
    (geometries ?? []).map(geometry =>
      geoJSON(geometry, { style: { className, weight, fill }, interactive: false }),
    ),
  )

/**
 * Draws a document.
 *
 * @param map - the map
 * @param content - what it shows
 * @param overTiles - whether a council's own map lies underneath
 * @param home - zoom of the first view
 * @param pickable - whether a click chooses a position, so that nothing else answers to it
 * @param say - says a sentence in the page's language
 */
export function draw(
  map: LeafletMap,
  content: MapDocument,
  overTiles: boolean,
  home: () => number,
  pickable: boolean,
  say: SayOnMap,
): Drawn {
  const answers = pickable ? null : say
  const shades = shadesOf(content.legend)
  const opacity = overTiles ? 0.65 : 1
  const areas = content.areas.map(area => drawArea(area, shades, opacity, answers))
  const places = content.places.map(place => drawPlace(place, answers))
  const ground = layerGroup([
    ...areas,
    lines(content.water as GeoJsonObject[] | undefined, 'app-map__water', 1.5, false),
    lines(content.roads as GeoJsonObject[] | undefined, 'app-map__road', 1.2, false),
    lines(
      content.outlines.map(({ geometry }) => geometry as GeoJsonObject),
      'app-map__outline',
      1.8,
      false,
    ),
  ]).addTo(map)
  const drawnLines = layerGroup(
    (content.lines ?? []).map(({ kind, label, geometry }) => {
      const drawn = geoJSON(geometry as GeoJsonObject, {
        style: { className: `app-map__line app-map__line--${kind}`, weight: 4, fill: false },
        interactive: !pickable,
      })
      return pickable
        ? drawn
        : drawn.bindTooltip(() => textOf(label), { sticky: true, className: 'app-map__tip' })
    }),
  ).addTo(map)
  const sites = layerGroup(places).addTo(map)
  const names = nameThings(map, content, home)
  if (pickable) map.getContainer().classList.add('app-map__canvas--pick')

  return {
    show({ classes, shapes }) {
      areas.forEach((layer, at) => {
        const on = classes.has(content.areas[at]?.classIndex ?? null)
        layer.setStyle({ fillOpacity: on ? opacity : 0.06 })
      })
      places.forEach((layer, at) => {
        const { shape } = content.places[at] ?? {}
        if (shape !== undefined && shapes.has(shape)) sites.addLayer(layer)
        else sites.removeLayer(layer)
      })
    },
    visit({ kind, index }) {
      const area = kind === 'area' ? areas[index] : undefined
      const place = kind === 'place' ? places[index] : undefined
      if (area) {
        map.fitBounds(area.getBounds().pad(1.5), { animate: false, maxZoom: 14 })
        area.openPopup(area.getBounds().getCenter())
      }
      if (place) {
        sites.addLayer(place)
        map.setView(place.getLatLng(), Math.max(map.getZoom(), 12), { animate: false })
        place.openPopup()
      }
    },
    remove() {
      for (const layer of [ground, drawnLines, sites, names]) layer.remove()
    },
  }
}
