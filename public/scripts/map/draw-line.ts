import {
  circleMarker,
  layerGroup,
  polyline,
  type LatLng,
  type LatLngTuple,
  type Map as LeafletMap,
} from 'leaflet'

/** A point as it stands in a line of text: longitude, then latitude. */
function pointOf(row: string): LatLngTuple | null {
  const found = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)/.exec(row)
  if (!found) return null
  const [east, north] = [Number(found[1]), Number(found[2])]
  return Math.abs(east) <= 180 && Math.abs(north) <= 90 ? [north, east] : null
}

function piecesOf(text: string): LatLngTuple[][] {
  return text
    .split(/\n\s*\n/)
    .map(piece =>
      piece
        .split('\n')
        .map(pointOf)
        .filter(point => point !== null),
    )
    .filter(points => points.length > 0)
}

/**
 * Lets a person draw a line on the map: each click, or Enter at the map's middle, adds a point to the text of the form.
 * The text stays what counts, so that it can be corrected by hand.
 *
 * @param figure - the map's figure; it names the two text areas
 * @param map - the map
 * @param say - reads a sentence out
 */
export function drawLine(figure: HTMLElement, map: LeafletMap, say: (words: string) => void): void {
  const areaOf = (which: 'course' | 'gaps'): HTMLTextAreaElement | null => {
    const found = document.getElementById(figure.dataset[which] ?? '')
    return found instanceof HTMLTextAreaElement ? found : null
  }
  const [course, gaps] = [areaOf('course'), areaOf('gaps')]
  if (!course || !gaps) return
  const drawn = layerGroup().addTo(map)
  let adding: 'course' | 'gaps' = 'course'

  const show = (): void => {
    drawn.clearLayers()
    for (const points of piecesOf(course.value)) {
      polyline(points, {
        className: 'app-map__line app-map__line--barrier',
        weight: 4,
        interactive: false,
      }).addTo(drawn)
      for (const point of points)
        circleMarker(point, { radius: 4, className: 'app-map__corner', interactive: false }).addTo(drawn)
    }
    for (const point of piecesOf(gaps.value).flat())
      circleMarker(point, { radius: 8, className: 'app-map__gap', interactive: false }).addTo(drawn)
  }
  const add = ({ lat, lng }: LatLng): void => {
    const area = adding === 'course' ? course : gaps
    const text = area.value
    area.value = `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${lng.toFixed(5)}, ${lat.toFixed(5)}`
    show()
    say(adding === 'course' ? 'Point added to the line' : 'Gap added')
  }

  const tools = document.createElement('div')
  tools.className = 'govuk-button-group app-map__tools'
  const tool = (words: string, act: () => void): HTMLButtonElement => {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'govuk-button govuk-button--secondary'
    button.textContent = words
    button.addEventListener('click', act)
    tools.append(button)
    return button
  }
  const switchTo = tool('Now mark gaps', () => {
    adding = adding === 'course' ? 'gaps' : 'course'
    switchTo.textContent = adding === 'course' ? 'Now mark gaps' : 'Now draw the line'
    say(adding === 'course' ? 'Clicks draw the line' : 'Clicks mark gaps')
  })
  tool('Take back the last point', () => {
    const area = adding === 'course' ? course : gaps
    area.value = area.value.trimEnd().split('\n').slice(0, -1).join('\n')
    show()
    say('Last point taken back')
  })
  tool('Begin a new piece', () => {
    if (course.value.trim() !== '') course.value = `${course.value.trimEnd()}\n\n`
    say('The next point begins a new piece')
  })
  tool('Add the middle of the map', () => {
    add(map.getCenter())
  })
  figure.querySelector('.app-map__frame')?.after(tools)

  map.on('click', event => {
    add(event.latlng)
  })
  map.getContainer().addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.target !== map.getContainer()) return
    event.preventDefault()
    add(map.getCenter())
  })
  for (const area of [course, gaps]) area.addEventListener('input', show)
  show()
  const all = piecesOf(course.value).flat()
  if (all.length > 1) map.fitBounds(polyline(all).getBounds().pad(0.3), { animate: false })
}
