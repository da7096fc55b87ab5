import type { MapDocument } from '../model/map-document.ts'
import { boundsAround, classLabels } from '../model/map-document.ts'
import { classIndexOf, roundBreaks } from '../model/breaks.ts'
import { NEED_MASS_APPROXIMATION, NEED_PART_NAMES, NEED_PARTS } from '../model/need.ts'
import { needSensitivity } from '../model/need-sensitivity.ts'
import { seededRandom } from '../model/random.ts'
import { format } from '../platform/format.ts'
import type { DistrictBoundary, NeighbourhoodBoundary } from './county.ts'
import { sourceLine } from './dataset.ts'
import type { CountyNeed, NeighbourhoodNeed } from './need-service.ts'

/** What the need table can be sorted by, and how each column reads its figure. */
export const needColumns = {
  name: { text: 'Neighbourhood', of: (one: NeighbourhoodNeed) => one.neighbourhood.name },
  district: { text: 'District', of: (one: NeighbourhoodNeed) => one.districtName },
  children: { text: 'Children 0–4', of: (one: NeighbourhoodNeed) => one.children0to4 },
  mass: { text: 'Need mass (children)', of: (one: NeighbourhoodNeed) => one.mass },
  intensity: { text: 'Need intensity', of: (one: NeighbourhoodNeed) => one.intensity },
  decile: { text: 'IDACI decile', of: (one: NeighbourhoodNeed) => one.idaciDecile },
  idaci: { text: 'IDACI rate', of: (one: NeighbourhoodNeed) => one.rates.idaci },
  loneParents: { text: 'Lone parents', of: (one: NeighbourhoodNeed) => one.rates.loneParents },
  noCar: { text: 'No car', of: (one: NeighbourhoodNeed) => one.rates.noCar },
  lowEnglish: { text: 'Low English', of: (one: NeighbourhoodNeed) => one.rates.lowEnglish },
} as const

/** A column of the need table. */
export type NeedColumn = keyof typeof needColumns

/** What was asked of the need table. */
export interface NeedQuery {
  readonly district: string
  readonly sort: NeedColumn
  readonly direction: 'ascending' | 'descending'
  readonly all: boolean
  readonly shade: NeedShade
}

/** What the map of need can show. */
export const needShades = {
  mass: 'Need mass',
  intensity: 'Need intensity',
  children: 'Children aged 0 to 4',
} as const

/** What the map of need shows. */
export type NeedShade = keyof typeof needShades

/** Rows shown until all are asked for. */
const firstRows = 25

/**
 * Reads what was asked of the need table; anything unknown is as if it was not asked.
 *
 * @param field - the value of a query field, '' when absent
 * @returns the query
 */
export function needQuery(field: (name: string) => string): NeedQuery {
  const sort = field('sort')
  const shade = field('shade')
  const chosen: NeedColumn = Object.hasOwn(needColumns, sort) ? (sort as NeedColumn) : 'mass'
  const natural =
    chosen === 'name' || chosen === 'district' || chosen === 'decile' ? 'ascending' : 'descending'
  const direction = field('direction')
  return {
    district: field('district'),
    sort: chosen,
    direction: direction === 'ascending' || direction === 'descending' ? direction : natural,
    all: field('show') === 'all',
    shade: Object.hasOwn(needShades, shade) ? (shade as NeedShade) : 'mass',
  }
}

/**
 * The neighbourhoods of the need table: of a district or of all, sorted, those whose figure is not known last.
 *
 * @param need - need in the county
 * @param query - what was asked
 * @returns the rows to show and how many there are
 */
export function needRows(
  need: CountyNeed,
  query: NeedQuery,
): { readonly shown: readonly NeighbourhoodNeed[]; readonly total: number } {
  const { of } = needColumns[query.sort]
  const sign = query.direction === 'ascending' ? 1 : -1
  const rows = need.neighbourhoods
    .filter(one => query.district === '' || one.neighbourhood.districtCode === query.district)
    .sort((one, other) => {
      const [a, b] = [of(one), of(other)]
      if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
      return (
        sign *
        (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en'))
      )
    })
  return { shown: query.all ? rows : rows.slice(0, firstRows), total: rows.length }
}

/** What is said about need beside its table. */
export interface NeedWords {
  /** How the weights were used: parts, and their share of the index after re-scaling. */
  readonly parts: readonly { readonly name: string; readonly weight: number; readonly used: number }[]
  /** Sentences about parts that are missing or say nothing. */
  readonly notes: readonly string[]
  /** How the neighbourhoods of highest need stand up to other weights; null when need is not known. */
  readonly sensitivity: string | null
}

/** How many neighbourhoods are tried under other weights. */
const topNeighbourhoods = 30

/**
 * What there is to say about need beside its table.
 *
 * @param need - need in the county
 * @returns the parts, the notes, and how sensitive the highest need is to the weights
 */
export function needWords(need: CountyNeed): NeedWords {
  const missing = need.missingEverywhere.map(part => NEED_PART_NAMES[part])
  const same = need.sameEverywhere.map(part => NEED_PART_NAMES[part])
  const partly = need.neighbourhoods.filter(one => one.missing.length > 0).length
  const unknown = need.neighbourhoods.filter(one => one.intensity === null).length
  const known = need.neighbourhoods.length - unknown
  return {
    parts: NEED_PARTS.map(part => ({
      name: NEED_PART_NAMES[part],
      weight: need.weights[part],
      used: need.weightsUsed[part],
    })),
    notes: [
      NEED_MASS_APPROXIMATION,
      ...(missing.length > 0
        ? [
            `Not in the index, for there are no figures by neighbourhood: ${missing.join('; ')}. The other weights were re-scaled.`,
          ]
        : []),
      ...(same.length > 0
        ? [`The same everywhere, so that it tells nothing apart: ${same.join('; ')}.`]
        : []),
      ...(partly > 0
        ? [
            `${format.count(partly, 'neighbourhood lacks', 'neighbourhoods lack')} some part; their other parts were re-scaled.`,
          ]
        : []),
      ...(unknown > 0 ? [`Need intensity is not known for ${format.count(unknown, 'neighbourhood')}.`] : []),
    ],
    sensitivity: known > 0 ? sensitivityOf(need, Math.min(topNeighbourhoods, known)) : null,
  }
}

function sensitivityOf(need: CountyNeed, top: number): string {
  const rates = need.neighbourhoods.map(one => one.rates)
  const tried = needSensitivity(rates, need.weights, { top, times: 200, spread: 0.25 }, seededRandom(1))
  const always = tried.top.filter(at => tried.staysIn[at] === 1).length
  return (
    `Of the ${top} neighbourhoods of highest need intensity, ${always} stay among them however each weight is moved by up ` +
    `to a quarter (200 tries); on average ${format.percent(tried.meanOverlap)} do.`
  )
}

/**
 * The map of need.
 *
 * @param need - need in the county
 * @param shade - what the neighbourhoods are shaded by
 * @param areas - their boundaries
 * @param outlines - the districts'
 * @param background - water, roads and names, where known
 * @returns the map; null when there are no boundaries
 */
export function needMap(
  need: CountyNeed,
  shade: NeedShade,
  areas: readonly NeighbourhoodBoundary[],
  outlines: readonly DistrictBoundary[],
  background: Pick<MapDocument, 'water' | 'roads' | 'labels'>,
): MapDocument | null {
  const { of } = needColumns[shade]
  const values = new Map(need.neighbourhoods.map(one => [one.neighbourhood.code, of(one)]))
  const breaks = roundBreaks([Float64Array.from(values.values(), value => value ?? NaN)])
  const write = (value: number | null): string =>
    value === null ? 'not known' : shade === 'intensity' ? signed(value) : format.number(Math.round(value))
  const drawn = areas.flatMap(({ code, name, boundary }) => {
    const value = values.get(code) ?? null
    return boundary === null
      ? []
      : [
          {
            code,
            name,
            geometry: boundary,
            classIndex: classIndexOf(value, breaks),
            label: `${name}: ${write(value)}${value !== null && shade === 'mass' ? ' children' : ''}`,
          },
        ]
  })
  const bounds = boundsAround(drawn.flatMap(area => cornersOf(area.geometry)))
  if (bounds === null) return null
  return {
    title: `${needShades[shade]} by neighbourhood`,
    bounds,
    areas: drawn,
    outlines: outlines.flatMap(({ name, boundary }) =>
      boundary === null ? [] : [{ name, geometry: boundary }],
    ),
    places: [],
    legend: {
      title:
        shade === 'intensity'
          ? 'Need intensity (0 is the county’s middle)'
          : shade === 'mass'
            ? 'Children aged 0 to 4 in income deprivation'
            : 'Children aged 0 to 4',
      scheme: 'sequential',
      classes: classLabels(breaks, write),
      unknownLabel: drawn.some(area => area.classIndex === null) ? 'Not known' : null,
    },
    source: need.sources
      .filter(({ what }) => shade === 'intensity' || /^Children|IDACI/.test(what))
      .filter(({ what }) => shade !== 'children' || what.startsWith('Children'))
      .map(({ source }, at) => (at === 0 ? sourceLine(source) : sourceLine(source).replace(/^Source: /, '')))
      .join(' '),
    ...background,
  }
}

function signed(value: number): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(1)}`
}

function cornersOf(boundary: NonNullable<NeighbourhoodBoundary['boundary']>): [number, number][] {
  const rings = boundary.type === 'Polygon' ? boundary.coordinates : boundary.coordinates.flat()
  return rings.flat().map(([lon = 0, lat = 0]): [number, number] => [lon, lat])
}

/**
 * The need table for a spreadsheet.
 *
 * @param need - need in the county
 * @returns a heading row, then one row for each neighbourhood by code; the sources last
 */
export function needCsv(need: CountyNeed): (string | number | null)[][] {
  return [
    [
      'Code',
      'Neighbourhood',
      'District code',
      'District',
      'Children aged 0 to 4',
      'Need mass (children)',
      'Need intensity',
      'IDACI decile',
      'IDACI rate',
      'Lone-parent households (share)',
      'Households without a car or van (share)',
      'People with low English (share)',
      'Rural',
    ],
    ...need.neighbourhoods.map(one => [
      one.neighbourhood.code,
      one.neighbourhood.name,
      one.neighbourhood.districtCode,
      one.districtName,
      one.children0to4,
      one.mass,
      one.intensity,
      one.idaciDecile,
      one.rates.idaci,
      one.rates.loneParents,
      one.rates.noCar,
      one.rates.lowEnglish,
      one.rural === null ? null : one.rural ? 'rural' : 'urban',
    ]),
    [],
    ...need.sources.map(({ what, source }) => [what, sourceLine(source)]),
  ]
}
