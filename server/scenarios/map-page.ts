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
import { format as f } from '../platform/format.ts'
import type { Plan, PlanFigures } from './figures.ts'
import { comparedOf, distanceInWords, placeChoiceNames, type PlaceChoice } from './distances-page.ts'
import { changeInWords } from './reach-page.ts'
import { edge } from '../model/journeys.ts'
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
    source: `Source: ${inputsSourceLine(inputs)}`,
  }
}

interface Shades {
  readonly title: string
  readonly legend: string
  readonly labels: readonly { readonly label: string }[]
  classOf(index: number): number | null
  say(index: number): string
}

function shadesOfDistance(
  { name, figures }: MappedPlan,
  places: PlaceChoice,
  show: 'now' | 'then',
  all: readonly PlanFigures[],
): Shades {
  const { nearest } = comparedOf(figures, places)[show]
  // Today's distances are among them, so that now and then can be looked at one after the other.
  const breaks = roundBreaks(
    [figures, ...all].flatMap(one => [
      comparedOf(one, places).now.nearest.value,
      comparedOf(one, places).then.nearest.value,
    ]),
  )
  const place = show === 'now' ? 'today’s nearest centre' : `the nearest ${placeChoiceNames[places]}`
  return {
    title: `${show === 'now' ? 'Today' : name}: metres to ${place}`,
    legend: `Metres to ${place}`,
    labels: classLabels(breaks, value => f.number(value)),
    classOf: index => classIndexOf(nearest.value[index] ?? null, breaks),
    say: index => distanceInWords(nearest.value[index] ?? NaN),
  }
}

function shadesOfChange(
  { name, figures }: MappedPlan,
  places: PlaceChoice,
  all: readonly PlanFigures[],
): Shades {
  const { change, now, then } = comparedOf(figures, places)
  const { toleranceMetres } = figures.prepared.inputs.settings
  const breaks = changeBreaks(
    [figures, ...all].map(one => comparedOf(one, places).change.by),
    toleranceMetres,
  )
  const metres = (value: number | undefined): string => f.number(Math.abs(value ?? 0))
  const [far, near] = [metres(breaks[0]), metres(breaks[1])]
  return {
    title: `${name}: change in metres to the nearest ${placeChoiceNames[places]}`,
    legend: `Change in metres to the nearest ${placeChoiceNames[places]}`,
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
    classOf: index => changeClassOf(change.by[index] ?? null, breaks),
    say: index => {
      const [before, after] = [edge(now.nearest.value[index] ?? NaN), edge(then.nearest.value[index] ?? NaN)]
      return before === null || after === null
        ? distanceInWords(then.nearest.value[index] ?? NaN)
        : `${changeInWords(before, after)} (${f.metres(before)} now, ${f.metres(after)} then)`
    },
  }
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
