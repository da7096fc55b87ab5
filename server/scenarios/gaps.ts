import type { ReachTable } from '../model/scenario-figures.ts'
import { format as f } from '../platform/format.ts'
import type { PlanReach, PreparedInputs } from './figures.ts'
import { journeysByNeighbourhood } from './neighbourhood-figures.ts'

/**
 * What the figures leave out because it is not known, and whom no place can be reached by, by name: nobody is dropped
 * in silence.
 *
 * @param reach - what a scenario does by one way of travelling
 * @returns sentences; none when everything is known and everybody is reached
 */
export function gapsOf({ prepared, centresAndZones }: PlanReach): string[] {
  const { inputs, sites, origins, now } = prepared
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
  if (noPosition.length > 0 && origins.set === null) {
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
  const elsewhere = origins.neighbourhood.reduce((count, at) => (at < 0 ? count + 1 : count), 0)
  if (elsewhere > 0) {
    sentences.push(
      `${f.count(elsewhere, 'postcode')} ${elsewhere === 1 ? 'lies' : 'lie'} in no neighbourhood that is known, and no family is counted there.`,
    )
  }
  const unreachedNow = unreached(prepared, now)
  if (unreachedNow) sentences.push(`Today no centre can be reached by ${unreachedNow}`)
  const unreachedThen = unreached(prepared, centresAndZones.then)
  if (unreachedThen && unreachedThen !== unreachedNow) {
    sentences.push(`In this scenario no Centre or Zone can be reached by ${unreachedThen}`)
  }
  return sentences
}

const mostNamed = 20

function unreached(prepared: PreparedInputs, table: ReachTable): string | null {
  const { unreachable } = table.all
  if (unreachable === 0) return null
  const { reached } = journeysByNeighbourhood(prepared, table)
  const names = prepared.inputs.neighbourhoods
    .filter((_, at) => (reached[at] ?? NaN) < 1)
    .map(({ name }) => name)
  const more = names.length > mostNamed ? `, and ${names.length - mostNamed} more` : ''
  return `${f.count(Math.round(unreachable), 'child', 'children')} in ${names.slice(0, mostNamed).join(', ')}${more}. They stay in every total and share.`
}
