import type { MapDocument } from '../../../server/model/map-document.ts'
import { pageLocale, type SayOnMap } from './words.ts'

/** Something that can be chosen from the list: a site or an area, by its place in the document. */
export type Found = { readonly kind: 'place' | 'area'; readonly index: number }

let made = 0

/**
 * A list of everything on the map, so that each thing can be reached without a mouse.
 *
 * @param content - what the map shows
 * @param chosen - called with what was chosen
 * @param say - says a sentence in the page's language
 */
export function finder(content: MapDocument, chosen: (found: Found) => void, say: SayOnMap): HTMLElement {
  made += 1
  const holder = document.createElement('div')
  holder.className = 'app-map__find'
  const label = document.createElement('label')
  label.htmlFor = `map-find-${made}`
  label.textContent = say('Find on the map')
  const list = document.createElement('select')
  list.id = label.htmlFor
  list.className = 'govuk-select'
  list.append(new Option(say('Choose a place'), ''))
  const add = (words: string, kind: Found['kind'], names: readonly string[]): void => {
    if (names.length === 0) return
    const group = document.createElement('optgroup')
    group.label = say(words)
    const order = names
      .map((name, index) => ({ name, index }))
      .sort((a, b) => a.name.localeCompare(b.name, pageLocale(), { numeric: true }))
    group.append(...order.map(({ name, index }) => new Option(name, `${kind}:${index}`)))
    list.append(group)
  }
  add(
    'Sites',
    'place',
    content.places.map(({ name }) => name),
  )
  add(
    'Areas',
    'area',
    content.areas.map(({ name }) => name),
  )
  list.addEventListener('change', () => {
    const [kind, index] = list.value.split(':')
    if (kind === 'place' || kind === 'area') chosen({ kind, index: Number(index) })
  })
  holder.append(label, list)
  return holder
}
