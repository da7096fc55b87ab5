import { reach } from '../model/reach.ts'
import { format as f } from '../platform/format.ts'
import { siteKindNames, siteKinds } from '../sites/index.ts'
import type { JourneyColumns } from '../travel/index.ts'
import type { Choices } from './choices.ts'
import { furtherJourneys } from './figure-basis.ts'
import type { PlanFigures } from './figures.ts'
import type { JourneySource } from './journey-source.ts'
import { wordsFor } from './journey-words.ts'
import { groupThreshold } from './reach-page.ts'
import type { PlanningInputs } from './planning-inputs.ts'

/** Which venues to list; '' for any. */
export interface VenueFilter {
  readonly words: string
  readonly district: string
  readonly kind: string
}

/** A venue that the scenario could use. */
export interface VenueRow {
  readonly siteId: string
  readonly site: string
  readonly kindWords: string
  readonly district: string
  readonly fate: string
  readonly leadSiteId: string
  /** Children within 2,500 m, or what that takes, or the middle threshold. */
  readonly childrenNear: string
  /** Of them, children who are further than that from every Centre or Zone of the scenario. */
  readonly childrenGained: string
  readonly gained: number
  readonly decile: string
}

const mostRows = 100

/**
 * Venues beside today's register that a scenario could use, those that would bring most children near first.
 *
 * @param inputs - the county
 * @param choices - what is chosen
 * @param filter - which to list
 * @param figures - what the scenario does now
 * @param columns - keeps estimates
 * @param source - where measured journeys come from
 * @returns at most 100 rows, how many there are, and the threshold that the counts use
 */
export async function venueRows(
  inputs: PlanningInputs,
  choices: Choices,
  filter: VenueFilter,
  figures: PlanFigures,
  columns: JourneyColumns,
  source: JourneySource,
): Promise<{
  venues: VenueRow[]
  found: number
  threshold: string
  kindOptions: { value: string; text: string }[]
}> {
  const candidates = inputs.sites.filter(site => !site.existing && !site.beyondCounty)
  const words = filter.words.toLocaleLowerCase('en-GB').split(/\s+/).filter(Boolean)
  const listed = candidates.filter(
    site =>
      (filter.district === '' || site.districtCode === filter.district) &&
      (filter.kind === '' || site.kind === filter.kind) &&
      words.every(word => site.name.toLocaleLowerCase('en-GB').includes(word)),
  )
  const { basis, figureInputs } = figures.prepared
  const threshold = figureInputs.limits[groupThreshold(figureInputs.limits, basis.mode)] ?? NaN
  const journeys = await furtherJourneys(inputs, figures.prepared, listed, columns, source)
  const { weights } = figureInputs
  const nearest = figures.centresAndZones.then.nearest.value
  const unserved = weights.map((weight, at) => ((nearest[at] ?? NaN) > threshold ? weight : 0))
  const districtName = new Map(inputs.districts.map(({ code, name }) => [code, name]))
  const rows = listed.map((site, at): VenueRow => {
    const column = journeys[at]
    const within = (of: Float64Array): number | null =>
      column == null ? null : (reach(column, of, [threshold]).within[0]?.families ?? null)
    const gained = within(unserved)
    const kind = siteKinds.find(one => one === site.kind)
    const choice = choices.get(site.id)
    return {
      siteId: site.id,
      site: site.name,
      kindWords: kind === undefined ? site.kind : siteKindNames[kind],
      district: districtName.get(site.districtCode ?? '') ?? 'not known',
      fate: choice?.fate ?? '',
      leadSiteId: choice?.leadSiteId ?? '',
      childrenNear: f.number(rounded(within(weights))),
      childrenGained: f.number(rounded(gained)),
      gained: gained ?? -1,
      decile: f.number(site.decile),
    }
  })
  const used = (row: VenueRow): number => Number(row.fate !== '')
  rows.sort((a, b) => used(b) - used(a) || b.gained - a.gained || (a.site < b.site ? -1 : 1))
  const kinds = new Set(candidates.map(site => site.kind))
  return {
    venues: rows.slice(0, mostRows),
    found: rows.length,
    threshold: wordsFor(basis.unit).say(threshold),
    kindOptions: [
      { value: '', text: 'All kinds' },
      ...siteKinds.filter(kind => kinds.has(kind)).map(value => ({ value, text: siteKindNames[value] })),
    ],
  }
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value)
}
