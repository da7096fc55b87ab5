import { divIcon, latLng, marker, type LatLng, type Map as LeafletMap } from 'leaflet'
import { pin } from './symbols.ts'

/**
 * Lets a person choose a position: by a click, or by moving the map under its cross and pressing Enter or the button.
 *
 * @param figure - the map's figure; it names the two inputs
 * @param map - the map
 * @param say - reads a sentence out
 */
export function pickPosition(figure: HTMLElement, map: LeafletMap, say: (words: string) => void): void {
  const inputOf = (which: string): HTMLInputElement | null => {
    const found = document.getElementById(figure.dataset[which] ?? '')
    return found instanceof HTMLInputElement ? found : null
  }
  const [longitude, latitude] = [inputOf('longitude'), inputOf('latitude')]
  if (!longitude || !latitude) return
  const chosen = marker([0, 0], {
    icon: divIcon({
      html: pin() as unknown as HTMLElement,
      className: 'app-map__pin',
      iconSize: [28, 28],
    }),
    interactive: false,
    keyboard: false,
  })

  const typed = (): LatLng | null => {
    const [east, north] = [longitude.value, latitude.value].map(text =>
      text.trim() === '' ? Number.NaN : Number(text),
    )
    if (east === undefined || north === undefined || Number.isNaN(east) || Number.isNaN(north)) return null
    return Math.abs(north) > 90 ? null : latLng(north, east)
  }
  const show = (): LatLng | null => {
    const at = typed()
    if (at === null) chosen.remove()
    else chosen.setLatLng(at).addTo(map)
    return at
  }
  const choose = (at: LatLng): void => {
    latitude.value = at.lat.toFixed(5)
    longitude.value = at.lng.toFixed(5)
    for (const input of [latitude, longitude]) input.dispatchEvent(new Event('change', { bubbles: true }))
    show()
    say(`Position set to latitude ${latitude.value}, longitude ${longitude.value}`)
  }

  const frame = figure.querySelector('.app-map__frame')
  const cross = document.createElement('div')
  cross.className = 'app-map__cross'
  cross.setAttribute('aria-hidden', 'true')
  frame?.append(cross)
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'govuk-button govuk-button--secondary app-map__pick'
  button.textContent = 'Use the middle of the map'
  button.addEventListener('click', () => {
    choose(map.getCenter())
  })
  frame?.after(button)

  map.on('click', event => {
    choose(event.latlng)
  })
  map.getContainer().addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.target !== map.getContainer()) return
    event.preventDefault()
    choose(map.getCenter())
  })
  for (const input of [latitude, longitude]) {
    input.addEventListener('change', () => {
      const at = show()
      if (at) map.panTo(at)
    })
  }
  const start = show()
  if (start) map.setView(start, Math.max(map.getZoom(), 13), { animate: false })
}
