// Draws the maps of a page over boundaries that we serve ourselves. Each page says the same in a table first.
import {
  Control,
  control,
  DomEvent,
  latLngBounds,
  map as makeMap,
  svg,
  tileLayer,
  type Map as LeafletMap,
} from 'leaflet'
import type { MapDocument } from '../../server/model/map-document.ts'
import { draw, type Drawn } from './map/draw.ts'
import { drawLine } from './map/draw-line.ts'
import { finder } from './map/find.ts'
import { moveTogether } from './map/follow.ts'
import { legend } from './map/legend.ts'
import { pickPosition } from './map/pick.ts'
import { defineHatching } from './map/symbols.ts'
import { wordsOf, type SayOnMap } from './map/words.ts'

const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches

/** A button that shows the whole again, beside those that zoom. */
function wholeView(map: LeafletMap, fit: () => void, said: SayOnMap): void {
  const WholeView = Control.extend({
    onAdd: () => {
      const holder = document.createElement('div')
      holder.className = 'leaflet-bar leaflet-control'
      const button = document.createElement('a')
      button.href = '#'
      button.setAttribute('role', 'button')
      button.title = said('Show the whole map')
      button.setAttribute('aria-label', button.title)
      const sign = document.createElement('span')
      sign.textContent = '⤢'
      sign.setAttribute('aria-hidden', 'true')
      button.append(sign)
      DomEvent.disableClickPropagation(button).on(button, 'click', event => {
        DomEvent.stop(event)
        fit()
      })
      holder.append(button)
      return holder
    },
  })
  new WholeView({ position: 'topleft' }).addTo(map)
}

function prepare(canvas: HTMLElement, tiles: string | undefined, said: SayOnMap): LeafletMap {
  const map = makeMap(canvas, {
    attributionControl: Boolean(tiles),
    zoomControl: false,
    renderer: svg({ padding: 0.5 }),
    zoomSnap: 0.25,
    zoomDelta: 0.75,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    markerZoomAnimation: !calm,
    inertia: !calm,
    // A page is scrolled past a map; it zooms by the wheel only once somebody is in it.
    scrollWheelZoom: false,
  })
  control.zoom({ zoomInTitle: said('Zoom in'), zoomOutTitle: said('Zoom out') }).addTo(map)
  canvas.addEventListener('focusin', () => map.scrollWheelZoom.enable())
  canvas.addEventListener('focusout', () => map.scrollWheelZoom.disable())
  if (tiles)
    tileLayer(tiles, {
      attribution: canvas.closest<HTMLElement>('figure')?.dataset['attribution'] ?? '',
    }).addTo(map)
  return map
}

async function fetchDocument(source: string): Promise<MapDocument> {
  const response = await fetch(source, {
    headers: { accept: 'application/json' },
    credentials: 'same-origin',
  })
  if (!response.ok) throw new Error(`The map's figures answered ${response.status}`)
  return (await response.json()) as MapDocument
}

let keysDescribed = false
function describeKeys(canvas: HTMLElement, picking: boolean, said: SayOnMap): void {
  const id = picking ? 'map-keys-pick' : 'map-keys'
  if (!keysDescribed || !document.getElementById(id)) {
    const words = document.createElement('p')
    words.id = id
    words.className = 'govuk-visually-hidden'
    words.textContent = `${said('Arrow keys move the map, plus and minus zoom.')} ${said(picking ? 'Enter uses the middle of the map.' : 'The list before the map reaches each place on it.')}`
    canvas.closest('figure')?.append(words)
    keysDescribed = true
  }
  canvas.setAttribute('aria-describedby', id)
}

function sourceLine(figure: HTMLElement, words: string, said: SayOnMap): void {
  const line = figure.querySelector('.app-source') ?? figure.appendChild(document.createElement('p'))
  line.className = 'app-source'
  line.textContent =
    words === '' ? '' : said('Source: {{source}}', { source: words.replace(/^Source:\s*/, '') })
}

async function begin(figure: HTMLElement): Promise<void> {
  const canvas = figure.querySelector<HTMLElement>('.app-map__canvas')
  const frame = figure.querySelector<HTMLElement>('.app-map__frame')
  const status = figure.querySelector<HTMLElement>('.app-map__status')
  const { source = '', document: given } = figure.dataset
  if (!canvas || !frame || !status || (source === '' && given === undefined)) return
  const say = (words: string): void => {
    status.textContent = words
  }
  const said = wordsOf(figure)
  // What a form asked for is in the page itself: a postcode is never part of an address.
  let content = given === undefined ? await fetchDocument(source) : (JSON.parse(given) as MapDocument)
  figure.hidden = false
  defineHatching()
  const drawing = figure.dataset['line'] !== undefined
  const picking = drawing || figure.dataset['pick'] !== undefined
  const map = prepare(canvas, figure.dataset['tiles'], said)
  canvas.setAttribute('role', 'group')
  canvas.setAttribute('aria-label', figure.dataset['label'] ?? content.title)
  describeKeys(canvas, picking, said)

  const boundsOf = (shown: MapDocument): ReturnType<typeof latLngBounds> => {
    const [west, south, east, north] = shown.bounds
    return latLngBounds([south, west], [north, east])
  }
  let home = 0
  const fit = (): void => {
    map.fitBounds(boundsOf(content), { animate: false })
    home = map.getZoom()
    map.setMinZoom(Math.max(0, home - 1.5))
    map.setMaxBounds(boundsOf(content).pad(0.6))
  }
  fit()
  wholeView(map, fit, said)

  let drawn: Drawn | null = null
  const show = (next: MapDocument): void => {
    content = next
    drawn?.remove()
    drawn = draw(map, content, Boolean(figure.dataset['tiles']), () => home, picking, said)
    figure.querySelector('.app-map__find')?.remove()
    figure.querySelector('.app-map__legend')?.remove()
    if (!picking) {
      frame.before(
        finder(
          content,
          found => {
            drawn?.visit(found)
            const thing = found.kind === 'area' ? content.areas[found.index] : content.places[found.index]
            say(thing?.label ?? '')
          },
          said,
        ),
      )
    }
    const key = legend(content, shown => drawn?.show(shown), said)
    if (key.childElementCount > 0) frame.after(key)
    sourceLine(figure, content.source, said)
  }
  show(content)
  map.on('popupopen', event => {
    say(event.popup.getElement()?.querySelector('p')?.textContent ?? '')
  })
  if (drawing) drawLine(figure, map, say)
  else if (picking) pickPosition(figure, map, say)
  const group = figure.dataset['group']
  if (group !== undefined) moveTogether(group, map)

  // A map inside something folded has no size until it is opened.
  let sized = map.getSize().x > 0
  new ResizeObserver(() => {
    map.invalidateSize({ animate: false })
    if (!sized && map.getSize().x > 0) {
      sized = true
      fit()
    }
  }).observe(canvas)

  // Another script may have newer figures: 'map:reload' with a source, or with the document itself, keeps the view.
  figure.addEventListener('map:reload', event => {
    const { detail } = event as CustomEvent<{ source?: string; document?: MapDocument } | null>
    const next = detail?.document ?? fetchDocument(detail?.source ?? source)
    Promise.resolve(next).then(show, () => {
      say(said('The map could not be brought up to date. The table has the newest figures.'))
    })
  })
}

for (const figure of document.querySelectorAll<HTMLElement>('[data-module="app-map"]')) {
  begin(figure).catch((failed: unknown) => {
    // The table holds everything; a map that cannot be drawn says so where it would have stood.
    figure.hidden = false
    const status = figure.querySelector('.app-map__status')
    figure.querySelector('.app-map__frame')?.remove()
    status?.classList.remove('govuk-visually-hidden')
    if (status)
      status.textContent = wordsOf(figure)(
        'The map could not be drawn. Everything that it shows is in the table.',
      )
    setTimeout(() => {
      throw failed
    })
  })
}
