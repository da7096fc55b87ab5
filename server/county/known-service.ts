import type { Db } from '../db/index.ts'
import type { County } from './county.ts'
import { datasetKinds, type DatasetKind } from './dataset.ts'
import { listDatasets } from './dataset-repository.ts'
import { figureOf, readFigures } from './figure-repository.ts'
import { listDistricts, listNeighbourhoods, neighbourhoodBoundaries } from './place-repository.ts'
import { countPostcodes } from './postcode-repository.ts'

/** A number of people, and for how many neighbourhoods it is not known. */
export interface PeopleCount {
  /** Sum over the neighbourhoods where it is known; null when it is known for none. */
  readonly known: number | null
  readonly neighbourhoodsNotKnown: number
}

/** A district in figures. */
export interface DistrictKnown {
  readonly code: string
  readonly name: string
  readonly neighbourhoods: number
  readonly population: PeopleCount
  readonly children0to4: PeopleCount
}

/** What is known of a county, and what is not. */
export interface CountyKnown {
  readonly neighbourhoods: number
  readonly postcodes: number
  readonly population: PeopleCount
  readonly children0to4: PeopleCount
  /** By name. */
  readonly districts: readonly DistrictKnown[]
  /** Sentences about what is missing and what that prevents. */
  readonly gaps: readonly string[]
}

/** Measures whose gaps are told, and what they are called. */
const wanted: readonly (readonly [measure: string, name: string])[] = [
  ['children0to4', 'number of children aged 0 to 4'],
  ['idaciRate', 'rate of income deprivation affecting children (IDACI)'],
  ['idaciDecile', 'IDACI decile'],
  ['imdDecile', 'decile of multiple deprivation (IMD)'],
  ['rural', 'rural-urban class'],
  ['householdsNoCar', 'number of households without a car'],
  ['householdsLoneParent', 'number of lone-parent households'],
  ['peopleLowEnglish', 'number of people with low English'],
]

/** What each kind of file is for, when there is none. */
const without: Readonly<Partial<Record<DatasetKind, string>>> = {
  districts: 'No district boundaries: maps show no district outlines.',
  boundaries: 'No neighbourhood boundaries: there are no shaded maps.',
  centroids: 'No population-weighted centroids: no distance can be worked out.',
  lookup: 'No lookup between LSOAs of 2011 and 2021: the Census of 2021 cannot be used.',
  population: 'No population by age: nothing can be weighted by children.',
  deprivation: 'No Indices of Deprivation (File 7): need mass and results by decile are missing.',
  'rural-urban': 'No rural-urban classification.',
  'census-cars': 'No Census table of cars (TS045): households without a car are missing from need.',
  'census-households':
    'No Census table of household composition (TS003): lone parents are missing from need.',
  'census-english': 'No Census table of proficiency in English (TS029): low English is missing from need.',
  postcodes: 'No postcodes: nobody can look up their own.',
  'childrens-centres': 'No list of children’s centres: there is no baseline.',
  libraries: 'No libraries: they cannot be weighed as venues.',
  schools: 'No schools: they cannot be weighed as venues.',
  'gp-practices': 'No GP practices: they cannot be weighed as venues.',
}

/**
 * What is known of a county, district by district, and what is missing.
 *
 * @param db - the database
 * @param county - the county
 * @returns the figures and the gaps
 */
export async function knownOf(db: Db, county: County): Promise<CountyKnown> {
  const neighbourhoods = await listNeighbourhoods(db, county.id)
  const figures = await readFigures(db, county.id, ['population', ...wanted.map(([measure]) => measure)])
  const count = (measure: string, codes: readonly string[]): PeopleCount => {
    const values = codes.map(code => figureOf(figures, measure, code))
    const known = values.filter(value => value !== null)
    return {
      known: known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0),
      neighbourhoodsNotKnown: values.length - known.length,
    }
  }
  const codes = neighbourhoods.map(one => one.code)
  const districts = (await listDistricts(db, county.id)).map(({ code, name }): DistrictKnown => {
    const own = neighbourhoods.filter(one => one.districtCode === code).map(one => one.code)
    return {
      code,
      name,
      neighbourhoods: own.length,
      population: count('population', own),
      children0to4: count('children0to4', own),
    }
  })
  const kinds = new Set((await listDatasets(db, county.id)).map(dataset => dataset.kind))
  const bounded = (await neighbourhoodBoundaries(db, county.id)).filter(one => one.boundary !== null).length
  const some = (missing: number, what: string): string[] =>
    missing === 0
      ? []
      : [`${missing} ${missing === 1 ? 'neighbourhood has' : 'neighbourhoods have'} no ${what}.`]
  const told = new Set(wanted.filter(([measure]) => figures.values.has(measure)).map(([measure]) => measure))
  // The Census of 2021 stands on areas of 2021; hardly anything newer stands on those of 2011.
  const needsLookup = county.vintage === 'LSOA 2011'
  const gaps = [
    ...datasetKinds.flatMap(kind =>
      kinds.has(kind) || (kind === 'lookup' && !needsLookup) ? [] : (without[kind] ?? []),
    ),
    ...districts.filter(one => one.neighbourhoods === 0).map(one => `${one.name} has no neighbourhoods yet.`),
    ...(kinds.has('centroids')
      ? some(neighbourhoods.filter(one => one.centroid === null).length, 'centroid')
      : []),
    ...(kinds.has('boundaries') ? some(codes.length - bounded, 'boundary') : []),
    ...wanted.flatMap(([measure, name]) =>
      told.has(measure) ? some(count(measure, codes).neighbourhoodsNotKnown, `known ${name}`) : [],
    ),
  ]
  return {
    neighbourhoods: neighbourhoods.length,
    postcodes: await countPostcodes(db, county.id),
    population: count('population', codes),
    children0to4: count('children0to4', codes),
    districts,
    gaps,
  }
}
