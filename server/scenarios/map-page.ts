import type { DistrictBoundary, NeighbourhoodBoundary } from '../county/index.ts'
import { changeBreaks, changeClassOf, classIndexOf, roundBreaks } from '../model/breaks.ts'
import { FATE_NAMES, type Fate } from '../model/fates.ts'
import {
  boundsAround,
  classLabels,
  type MapDocument,
  type MapPlace,
  type MapShape,
} from '../model/map-document.ts'
import type { Plan, PlanFigures } from './figures.ts'
import { comparedOf, journeyOrNone, placeChoiceNames, type PlaceChoice } from './distances-page.ts'
import { edge } from '../model/journeys.ts'
import { wordsFor } from './journey-words.ts'
import { comparedByNeighbourhood, type NeighbourhoodsCompared } from './neighbourhood-figures.ts'
import { inputsSourceLine } from './planning-inputs.ts'

/** What a map may show: distances today or in the scenario, or the change between them. */
export const mapShows = ['then', 'change', 'now'] as const

/** What a map may show. */
export type MapShow = (typeof mapShows)[number]

/** Boundaries to draw. */
export interface MapBoundaries {
  readonly districts: readonly DistrictBoundary[]
  readonly neighbourhoods: readonly NeighbourhoodBoundary[]
}

const shapes: Readonly<Record<Fate, MapShape>> = {
  centre: 'centre',
  'centre-place': 'centre',
  zone: 'zone',
  outreach: 'outreach',
  'early-years': 'closing',
  'other-use': 'closing',
  closed: 'closing',
}

/** One scenario on a map. */
export interface MappedPlan {
  readonly name: string
  readonly plan: Plan
  readonly figures: PlanFigures
}

/**
 * Draws up the map of a scenario.
 *
 * @param mapped - the scenario
 * @param boundaries - what to draw
 * @param places - which places count
 * @param show - what the shades mean
 * @param compared - every scenario whose map stands beside this one: all share the same breaks
 * @returns the map
 */
export function scenarioMap(
  mapped: MappedPlan,
  boundaries: MapBoundaries,
  places: PlaceChoice,
  show: MapShow,
  compared: readonly PlanFigures[],
): MapDocument {
  const shaded =
    show === 'change'
      ? shadesOfChange(mapped, places, compared)
      : shadesOfDistance(mapped, places, show, compared)
  const { inputs } = mapped.figures.prepared
  const at = new Map(inputs.neighbourhoods.map(({ code }, index) => [code, index]))
  const geometries = boundaries.neighbourhoods.flatMap(({ code, name, boundary }) =>
    boundary === null ? [] : [{ code, name, geometry: boundary }],
  )
  const areas = geometries.map(({ code, name, geometry }) => {
    const index = at.get(code)
    return {
      code,
      name,
      geometry,
      classIndex: index === undefined ? null : shaded.classOf(index),
      label: `${name}: ${index === undefined ? 'not known' : shaded.say(index)}`,
    }
  })
  const mapPlaces = placesOf(mapped, show)
  const corners = geometries.length > 0 ? positionsIn(geometries) : mapPlaces.map(place => place.position)
  return {
    title: shaded.title,
    bounds: boundsAround(corners) ?? [-6, 50, 2, 56],
    areas,
    outlines: boundaries.districts.flatMap(({ name, boundary }) =>
      boundary === null ? [] : [{ name, geometry: boundary }],
    ),
    places: mapPlaces,
    legend: {
      title: shaded.legend,
      scheme: show === 'change' ? 'diverging' : 'sequential',
      classes: shaded.labels,
      unknownLabel: areas.some(area => area.classIndex === null) ? 'not known' : null,
    },
    source: `Source: ${inputsSourceLine(inputs, mapped.figures.prepared.basis)}`,
  }
}

interface Shades {
  readonly title: string
  readonly legend: string
  readonly labels: readonly { readonly label: string }[]
  classOf(index: number): number | null
  say(index: number): string
}

function byNeighbourhood(figures: PlanFigures, places: PlaceChoice): NeighbourhoodsCompared {
  return comparedByNeighbourhood(figures.prepared, comparedOf(figures, places))
}

function shadesOfDistance(
  { name, figures }: MappedPlan,
  places: PlaceChoice,
  show: 'now' | 'then',
  all: readonly PlanFigures[],
): Shades {
  const words = wordsFor(figures.prepared.basis.unit)
  const shown = shownValues(byNeighbourhood(figures, places)[show].mean, words.unit)
  const { reached } = byNeighbourhood(figures, places)[show]
  // Today's journeys are among them, so that now and then can be looked at one after the other.
  const breaks = roundBreaks(
    [figures, ...all].flatMap(one => {
      const { now, then } = byNeighbourhood(one, places)
      return [shownValues(now.mean, words.unit), shownValues(then.mean, words.unit)]
    }),
  )
  const place = show === 'now' ? 'today’s nearest centre' : `the nearest ${placeChoiceNames[places]}`
  const units = words.units.toLowerCase()
  return {
    title: `${show === 'now' ? 'Today' : name}: ${units} to ${place}`,
    legend: `${words.units} to ${place}`,
    labels: classLabels(breaks, value => words.bare(inUnit(value, words.unit))),
    classOf: index => classIndexOf(shown[index] ?? null, breaks),
    say: index => {
      const value = inUnit(shown[index] ?? NaN, words.unit)
      const some = reached[index] ?? 1
      return `${journeyOrNone(words, value)}${value !== Infinity && some < 1 ? '; some families can reach none' : ''}`
    },
  }
}

function shadesOfChange(
  { name, figures }: MappedPlan,
  places: PlaceChoice,
  all: readonly PlanFigures[],
): Shades {
  const words = wordsFor(figures.prepared.basis.unit)
  const { change, now, then } = byNeighbourhood(figures, places)
  const shown = shownValues(change.by, words.unit)
  const breaks = changeBreaks(
    [figures, ...all].map(one => shownValues(byNeighbourhood(one, places).change.by, words.unit)),
    shownValues(Float64Array.of(figures.prepared.figureInputs.tolerance), words.unit)[0] ?? 0,
  )
  const said = (value: number | undefined): string => words.bare(inUnit(Math.abs(value ?? 0), words.unit))
  const [far, near] = [said(breaks[0]), said(breaks[1])]
  const units = words.units.toLowerCase()
  return {
    title: `${name}: change in ${units} to the nearest ${placeChoiceNames[places]}`,
    legend: `Change in ${units} to the nearest ${placeChoiceNames[places]}`,
    labels:
      breaks.length === 0
        ? [{ label: 'about the same' }]
        : [
            { label: `nearer by more than ${far}` },
            { label: `nearer by ${near} to ${far}` },
            { label: `within ${near} either way` },
            { label: `further by ${near} to ${far}` },
            { label: `further by more than ${far}` },
          ],
    classOf: index => changeClassOf(shown[index] ?? null, breaks),
    say: index => {
      const [before, after] = [edge(now.mean[index] ?? NaN), edge(then.mean[index] ?? NaN)]
      return before === null || after === null
        ? journeyOrNone(words, then.mean[index] ?? NaN)
        : `${words.change(before, after)} (${words.say(before)} now, ${words.say(after)} then)`
    },
  }
}

/** Times in minutes, so that the breaks of a map are round minutes. */
function shownValues(values: Float64Array, unit: 'metres' | 'seconds'): Float64Array {
  return unit === 'seconds' ? values.map(value => value / 60) : values
}

function inUnit(value: number, unit: 'metres' | 'seconds'): number {
  return unit === 'seconds' ? value * 60 : value
}

function placesOf({ plan, figures }: MappedPlan, show: MapShow): MapPlace[] {
  const fateOf = new Map(plan.fates.map(({ siteId, fate }) => [siteId, fate]))
  return figures.prepared.sites.flatMap(({ id, name, position, existing, beyondCounty }): MapPlace[] => {
    const today: Fate | null = existing ? 'centre' : null
    const fate = show === 'now' || (existing && beyondCounty) ? today : (fateOf.get(id) ?? null)
    if (position === null || fate === null) return []
    const [lon, lat] = position
    const said = show === 'now' ? 'a centre today' : FATE_NAMES[fate]
    const beyond = beyondCounty ? ', beyond the county' : ''
    return [
      {
        name,
        position: [lon, lat],
        shape: shapes[fate],
        label: `${name}: ${said}${beyond}`,
        href: `/sites/${id}`,
      },
    ]
  })
}

function* positionsIn(
  areas: readonly { readonly geometry: NonNullable<NeighbourhoodBoundary['boundary']> }[],
): Generator<readonly [number, number]> {
  for (const { geometry } of areas) {
    const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
    for (const ring of rings) {
      for (const [lon, lat] of ring) if (lon !== undefined && lat !== undefined) yield [lon, lat]
    }
  }
}
