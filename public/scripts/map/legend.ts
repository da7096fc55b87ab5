import { mapShapes, type MapDocument, type MapShape } from '../../../server/model/map-document.ts'
import { shadesOf } from './colours.ts'
import { hatching, swatch, symbol } from './symbols.ts'
import { pageLocale, type SayOnMap } from './words.ts'

/** What a reader has chosen to see: classes by number, null for what is not known, and shapes. */
export interface Shown {
  readonly classes: ReadonlySet<number | null>
  readonly shapes: ReadonlySet<MapShape>
}

interface Line {
  readonly sign: SVGElement
  readonly words: string
  readonly count: number
  readonly toggle: (on: boolean) => void
}

let made = 0

function row(line: Line, changed: () => void): HTMLTableRowElement {
  made += 1
  const drawn = document.createElement('tr')
  const [tick, sign, words, count] = ['td', 'td', 'th', 'td'].map(name =>
    drawn.appendChild(document.createElement(name)),
  )
  const box = document.createElement('input')
  box.type = 'checkbox'
  box.checked = true
  box.id = `map-show-${made}`
  box.addEventListener('change', () => {
    line.toggle(box.checked)
    changed()
  })
  tick?.append(box)
  sign?.append(line.sign)
  const label = document.createElement('label')
  label.htmlFor = box.id
  label.textContent = line.words
  words?.setAttribute('scope', 'row')
  words?.append(label)
  if (count) count.textContent = line.count.toLocaleString(pageLocale())
  return drawn
}

function tableOf(
  caption: string,
  counted: string,
  lines: readonly Line[],
  changed: () => void,
  say: SayOnMap,
): HTMLTableElement {
  const table = document.createElement('table')
  table.className = 'app-legend'
  const title = table.createCaption()
  title.textContent = say(caption)
  const head = table.createTHead().insertRow()
  for (const words of ['Show', 'Sign', 'Meaning', counted]) {
    const cell = document.createElement('th')
    cell.scope = 'col'
    cell.textContent = say(words)
    head.append(cell)
  }
  table.createTBody().append(...lines.map(line => row(line, changed)))
  return table
}

/**
 * The legend as tables whose ticks choose what the map shows.
 *
 * @param content - what the map shows
 * @param changed - called with what is to be seen, after each tick
 * @param say - says a sentence in the page's language
 */
export function legend(content: MapDocument, changed: (shown: Shown) => void, say: SayOnMap): HTMLElement {
  const shades = shadesOf(content.legend)
  const classes = new Set<number | null>([...content.legend.classes.keys(), null])
  const shapes = new Set<MapShape>(mapShapes.map(({ shape }) => shape))
  const tell = (): void => {
    changed({ classes, shapes })
  }
  const switching =
    <Key>(set: Set<Key>, key: Key) =>
    (on: boolean): void => {
      if (on) set.add(key)
      else set.delete(key)
    }
  const areasIn = (index: number | null): number =>
    content.areas.filter(({ classIndex }) => classIndex === index).length
  const unknown = areasIn(null)
  const shadeLines: Line[] = content.legend.classes.map(({ label }, index) => ({
    sign: swatch(shades[index] ?? '#ffffff'),
    words: label,
    count: areasIn(index),
    toggle: switching(classes, index),
  }))
  if (unknown > 0 || content.legend.unknownLabel !== null) {
    const words = content.legend.unknownLabel ?? say('Not known')
    shadeLines.push({
      sign: swatch(`url(#${hatching})`),
      words,
      count: unknown,
      toggle: switching(classes, null),
    })
  }
  const shapeLines = mapShapes.flatMap(({ shape, name }): Line[] => {
    const count = content.places.filter(place => place.shape === shape).length
    return count === 0
      ? []
      : [{ sign: symbol(shape), words: say(name), count, toggle: switching(shapes, shape) }]
  })
  const holder = document.createElement('div')
  holder.className = 'app-map__legend'
  if (content.areas.length > 0) holder.append(tableOf(content.legend.title, 'Areas', shadeLines, tell, say))
  if (shapeLines.length > 0) {
    // Sessions are events in buildings that nothing is proposed for.
    const words = content.places.every(({ shape }) => shape === 'session') ? 'Sessions' : 'Sites'
    holder.append(tableOf(words, words === 'Sessions' ? 'Places' : words, shapeLines, tell, say))
  }
  return holder
}
