import { format as f } from '../platform/format.ts'
import type { PreparedInputs } from './figures.ts'

/**
 * What the figures leave out because it is not known, by name: nobody is dropped in silence.
 *
 * @param prepared - the inputs of the figures
 * @returns sentences; none when everything is known
 */
export function gapsOf({ inputs, sites }: PreparedInputs): string[] {
  const named = (places: readonly { readonly name: string }[]): string =>
    places.map(place => place.name).join(', ')
  const noChildren = inputs.neighbourhoods.filter(one => one.children === null)
  const noPosition = inputs.neighbourhoods.filter(one => one.position === null)
  const noDecile = inputs.neighbourhoods.filter(one => one.decile === null)
  const nowhere = sites.filter(site => site.position === null)
  const sentences: string[] = []
  if (noChildren.length > 0) {
    sentences.push(
      `The number of children 0–4 is not known for ${f.count(noChildren.length, 'neighbourhood')}, which no figure counts: ${named(noChildren)}.`,
    )
  }
  if (noPosition.length > 0) {
    const children = noPosition.reduce((sum, one) => sum + (one.children ?? 0), 0)
    sentences.push(
      `Where people live is not known for ${f.count(noPosition.length, 'neighbourhood')} with ${f.number(children)} known children 0–4, which no distance counts: ${named(noPosition)}.`,
    )
  }
  if (noDecile.length === inputs.neighbourhoods.length && noDecile.length > 0) {
    sentences.push('No neighbourhood’s decile of income deprivation affecting children (IDACI) is known.')
  } else if (noDecile.length > 0) {
    sentences.push(
      `The IDACI decile is not known for ${f.count(noDecile.length, 'neighbourhood')}: ${named(noDecile)}.`,
    )
  }
  if (nowhere.length > 0) {
    sentences.push(
      `The position is not known of ${f.count(nowhere.length, 'site')}, to which no distance leads: ${named(nowhere)}.`,
    )
  }
  return sentences
}
