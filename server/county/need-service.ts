import { z } from 'zod'
import type { Db } from '../db/index.ts'
import {
  DEFAULT_NEED_WEIGHTS,
  needIntensity,
  needMass,
  type NeedIntensity,
  type NeedPart,
  type NeedRates,
  type NeedWeights,
} from '../model/need.ts'
import type { County, District, Neighbourhood } from './county.ts'
import { figureOf, readFigures, type FigureSource } from './figure-repository.ts'
import { listDistricts, listNeighbourhoods } from './place-repository.ts'
import { readSetting, writeSetting } from './setting-repository.ts'

const storedWeights: z.ZodType<NeedWeights> = z.object({
  idaci: z.number().min(0),
  loneParents: z.number().min(0),
  noCar: z.number().min(0),
  lowEnglish: z.number().min(0),
  gldGap: z.number().min(0),
})

/** Measures that need is made of, as they are stored. */
const measures = [
  'children0to4',
  'idaciRate',
  'idaciDecile',
  'rural',
  'households',
  'householdsNoCar',
  'householdsByComposition',
  'householdsLoneParent',
  'peopleAged3AndOver',
  'peopleLowEnglish',
] as const

/** Need in one neighbourhood; null is not known. */
export interface NeighbourhoodNeed {
  readonly neighbourhood: Neighbourhood
  readonly districtName: string
  readonly children0to4: number | null
  readonly idaciDecile: number | null
  /** null where the rural-urban class is not known. */
  readonly rural: boolean | null
  readonly rates: NeedRates
  /** Children aged 0 to 4 in income deprivation, by approximation. */
  readonly mass: number | null
  /** Standard deviations above the county's mean. */
  readonly intensity: number | null
  /** Parts that this neighbourhood lacks though others have them. */
  readonly missing: readonly NeedPart[]
}

/** A figure's source, and what it is used for. */
export interface NeedSource {
  readonly what: string
  readonly source: FigureSource
}

/** Need in a county. */
export interface CountyNeed {
  readonly districts: readonly District[]
  /** By neighbourhood code. */
  readonly neighbourhoods: readonly NeighbourhoodNeed[]
  readonly weights: NeedWeights
  readonly weightsUsed: NeedIntensity['weightsUsed']
  readonly missingEverywhere: NeedIntensity['missingEverywhere']
  readonly sameEverywhere: NeedIntensity['sameEverywhere']
  readonly sources: readonly NeedSource[]
}

const sourced: readonly (readonly [what: string, measure: (typeof measures)[number]])[] = [
  ['Children aged 0 to 4', 'children0to4'],
  ['Income deprivation affecting children (IDACI)', 'idaciRate'],
  ['Lone-parent households', 'householdsLoneParent'],
  ['Households without a car or van', 'householdsNoCar'],
  ['Low English', 'peopleLowEnglish'],
  ['Rural or urban', 'rural'],
]

/**
 * The council's weights of the parts of need.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns the weights; those proposed until the council chooses
 */
export function readNeedWeights(db: Db, countyId: string): Promise<NeedWeights> {
  return readSetting(db, countyId, 'needWeights', storedWeights, DEFAULT_NEED_WEIGHTS)
}

/**
 * Records the council's weights of the parts of need.
 *
 * @param db - the database
 * @param countyId - the county
 * @param weights - at least 0 each, not all 0
 */
export function writeNeedWeights(db: Db, countyId: string, weights: NeedWeights): Promise<void> {
  return writeSetting(db, countyId, 'needWeights', weights)
}

/**
 * Works out need in every neighbourhood, by the council's weights.
 *
 * @param db - the database
 * @param county - the county
 * @returns need mass and need intensity, what they are made of, and where that comes from
 */
export async function readNeed(db: Db, county: County): Promise<CountyNeed> {
  const neighbourhoods = await listNeighbourhoods(db, county.id)
  const districts = await listDistricts(db, county.id)
  const names = new Map(districts.map(one => [one.code, one.name]))
  const figures = await readFigures(db, county.id, measures)
  const of = (measure: (typeof measures)[number], code: string): number | null =>
    figureOf(figures, measure, code)
  const rates = neighbourhoods.map(({ code }): NeedRates => ({
    idaci: of('idaciRate', code),
    loneParents: share(
      of('householdsLoneParent', code),
      of('householdsByComposition', code) ?? of('households', code),
    ),
    noCar: share(of('householdsNoCar', code), of('households', code)),
    lowEnglish: share(of('peopleLowEnglish', code), of('peopleAged3AndOver', code)),
    // Published for whole authorities only, which must not be spread over neighbourhoods.
    gldGap: null,
  }))
  const weights = await readNeedWeights(db, county.id)
  const intensity = needIntensity(rates, weights)
  return {
    districts,
    weights,
    weightsUsed: intensity.weightsUsed,
    missingEverywhere: intensity.missingEverywhere,
    sameEverywhere: intensity.sameEverywhere,
    neighbourhoods: neighbourhoods.map((neighbourhood, at): NeighbourhoodNeed => {
      const { code, districtCode } = neighbourhood
      const own = rates[at] as NeedRates
      const rural = of('rural', code)
      return {
        neighbourhood,
        districtName: names.get(districtCode) ?? districtCode,
        children0to4: of('children0to4', code),
        idaciDecile: of('idaciDecile', code),
        rural: rural === null ? null : rural === 1,
        rates: own,
        mass: needMass(of('children0to4', code), own.idaci),
        intensity: intensity.scores[at]?.intensity ?? null,
        missing: intensity.scores[at]?.missing ?? [],
      }
    }),
    sources: sourced.flatMap(([what, measure]) =>
      (figures.sources.get(measure) ?? []).map(source => ({ what, source })),
    ),
  }
}

function share(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole <= 0 ? null : part / whole
}
