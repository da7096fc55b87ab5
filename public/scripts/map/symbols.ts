import { mapShapes, type MapShape } from '../../../server/model/map-document.ts'
import { ink, paper } from './colours.ts'

const space = 'http://www.w3.org/2000/svg'

/**
 * One SVG element.
 *
 * @param name - its tag
 * @param attributes - what is set on it
 */
export function svgElement(name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS(space, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}

const bodies: Record<
  MapShape,
  { readonly name: string; readonly attributes: Record<string, string>; readonly letter: string }
> = {
  centre: { name: 'circle', attributes: { cx: '14', cy: '14', r: '11', fill: ink }, letter: paper },
  zone: { name: 'path', attributes: { d: 'M14 1 27 14 14 27 1 14Z', fill: '#0f5c5c' }, letter: paper },
  outreach: { name: 'path', attributes: { d: 'M14 2 27 25H1Z', fill: '#b4441c' }, letter: paper },
  closing: {
    name: 'circle',
    attributes: { cx: '14', cy: '14', r: '10', fill: paper, stroke: '#8c1d18' },
    letter: '#8c1d18',
  },
  // A bubble, as for talk: people meet there; nothing is proposed for the building.
  session: {
    name: 'path',
    attributes: { d: 'M5 2H23Q26 2 26 5V19Q26 22 23 22H16L10 27V22H5Q2 22 2 19V5Q2 2 5 2Z', fill: '#4a3f87' },
    letter: paper,
  },
  other: {
    name: 'rect',
    attributes: { x: '9', y: '9', width: '10', height: '10', fill: '#55565c' },
    letter: paper,
  },
}

/**
 * The sign of a place: shape and letter differ, so that colour alone says nothing.
 *
 * @param shape - what the place is
 */
export function symbol(shape: MapShape): SVGElement {
  const { name, attributes, letter } = bodies[shape]
  const drawn = svgElement('svg', {
    class: 'app-symbol',
    viewBox: '0 0 28 28',
    width: '28',
    height: '28',
    'aria-hidden': 'true',
    focusable: 'false',
  })
  drawn.append(
    svgElement(name, { stroke: paper, 'stroke-width': '2', 'stroke-linejoin': 'round', ...attributes }),
  )
  const sign = mapShapes.find(known => known.shape === shape)?.letter ?? ''
  if (sign !== '') {
    const text = svgElement('text', {
      x: '14',
      y: shape === 'outreach' ? '22' : shape === 'session' ? '16.5' : '18.5',
      fill: letter,
      'font-size': shape === 'outreach' ? '11' : '13',
      'font-weight': '700',
      'text-anchor': 'middle',
    })
    text.textContent = sign
    drawn.append(text)
  }
  return drawn
}

/** The pin that stands where a person chose. */
export function pin(): SVGElement {
  const drawn = svgElement('svg', {
    class: 'app-symbol',
    viewBox: '0 0 28 28',
    width: '28',
    height: '28',
    'aria-hidden': 'true',
    focusable: 'false',
  })
  drawn.append(
    svgElement('circle', {
      cx: '14',
      cy: '14',
      r: '10',
      fill: '#b4441c',
      stroke: paper,
      'stroke-width': '2',
    }),
    svgElement('circle', { cx: '14', cy: '14', r: '3', fill: paper }),
  )
  return drawn
}

/**
 * A square of one shade for the legend, or of the hatching of what is not known.
 *
 * @param paint - a colour or `url(#…)`
 */
export function swatch(paint: string): SVGElement {
  const drawn = svgElement('svg', {
    class: 'app-swatch',
    viewBox: '0 0 24 16',
    width: '24',
    height: '16',
    'aria-hidden': 'true',
    focusable: 'false',
  })
  drawn.append(
    svgElement('rect', { x: '0.5', y: '0.5', width: '23', height: '15', fill: paint, stroke: '#55565c' }),
  )
  return drawn
}

/** Identifier of the hatching of what is not known. */
export const hatching = 'map-not-known'

/** Puts the hatching on the page once, for every map and legend to use. */
export function defineHatching(): void {
  if (document.getElementById(hatching)) return
  const holder = svgElement('svg', {
    class: 'app-map__patterns',
    width: '0',
    height: '0',
    'aria-hidden': 'true',
    focusable: 'false',
  })
  const pattern = svgElement('pattern', {
    id: hatching,
    width: '6',
    height: '6',
    patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)',
  })
  pattern.append(
    svgElement('rect', { width: '6', height: '6', fill: '#e9e7e2' }),
    svgElement('path', { d: 'M0 0v6', stroke: '#77777d', 'stroke-width': '2' }),
  )
  holder.append(pattern)
  document.body.append(holder)
}
