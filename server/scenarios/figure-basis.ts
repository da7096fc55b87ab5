import { carAccessGroup } from '../model/car-access.ts'
import { groupingOf, NOT_KNOWN, typed, type Grouping } from '../model/journeys.ts'
import { groupingOfOrigins, shareAmongOrigins } from '../model/origin-shares.ts'
import type { FigureInputs } from '../model/scenario-figures.ts'
import {
  journeyProviderFor,
  positionsOf,
  type JourneyColumns,
  type OriginSet,
  type TravelMode,
} from '../travel/index.ts'
import type { JourneySource } from './journey-source.ts'
import type { InputBasis, PlanningInputs, PlanningSite, SaidMethod } from './planning-inputs.ts'
import type { ScenarioSettings, TimedMode } from './scenario-settings.ts'

/** How the journeys of some figures come about. */
export interface FigureBasis extends SaidMethod {
  readonly mode: TravelMode
  /** Two bases with the same key give the same journeys. */
  readonly key: string
}

/** Why figures stand on the estimate although journeys by another way of travelling were wanted. */
export interface Fallback {
  readonly wanted: TravelMode
  /** Sites whose journeys are not worked out yet; empty when nothing is loaded to measure that mode with. */
  readonly missing: readonly PlanningSite[]
}

/** The places from which families set out, and how many families each stands for. */
export interface FigureOrigins {
  /** For each of them the index of its neighbourhood; −1 where that is not known. */
  readonly neighbourhood: Int32Array
  /** The places, where they are postcodes; null where each neighbourhood is one place. */
  readonly set: OriginSet | null
  readonly weights: Float64Array
  readonly district: Grouping
  readonly decile: Grouping
  /** The same as numbers; NaN where it is not known. */
  readonly deciles: Float64Array
  readonly rurality: Grouping | null
  readonly carAccess: Grouping | null
}

/** Journeys to some sites, made ready for figures. */
export interface FigureJourneys {
  readonly basis: FigureBasis
  readonly fallback: Fallback | null
  readonly origins: FigureOrigins
  readonly figureInputs: FigureInputs
}

/** Where journeys come from, and by which way of travelling. */
export interface MeasuredJourneys {
  readonly source: JourneySource
  /** Null for the county's main mode. */
  readonly mode: TravelMode | null
}

/**
 * The way of travelling by which a county's plans are judged.
 *
 * @param inputs - the county
 * @returns the council's choice, else the first that is measured, else the straight line
 */
export function mainModeOf({ settings, journeys }: PlanningInputs): TravelMode {
  return settings.mainMode ?? journeys?.bases[0]?.mode ?? 'straight-line'
}

/**
 * Every way of travelling for which a county has figures.
 *
 * @param inputs - the county
 * @returns measured modes, walking with a buggy first, and the straight line last
 */
export function modesOf({ journeys }: PlanningInputs): TravelMode[] {
  return [...new Set([...(journeys?.bases ?? []).map(basis => basis.mode), 'straight-line' as const])]
}

/**
 * Makes journeys to some sites ready: by the way of travelling that is wanted where every one of them is worked out,
 * else as the estimate, and then says so.
 *
 * @param inputs - what figures are made of
 * @param sites - the sites, in the order of every index in the figures
 * @param columns - keeps estimates from one time to the next
 * @param measured - where measured journeys come from; none unless given
 * @returns the journeys with families, groups, thresholds and tolerance
 */
export async function figureJourneys(
  inputs: PlanningInputs,
  sites: readonly PlanningSite[],
  columns: JourneyColumns,
  measured: MeasuredJourneys | null,
): Promise<FigureJourneys> {
  const wanted = measured?.mode ?? mainModeOf(inputs)
  const basis = inputs.journeys?.bases.find(one => one.mode === wanted)
  if (measured === null || basis === undefined) {
    const fallback = measured === null || wanted === 'straight-line' ? null : { wanted, missing: [] }
    return estimated(inputs, sites, columns, fallback)
  }
  const { source } = measured
  const originsHash = inputs.journeys?.originsHash ?? ''
  const set = await source.origins(originsHash)
  const found = await source.columns(
    basis.hash,
    originsHash,
    sites.map(site => site.position),
  )
  const missing = sites.filter((site, at) => site.position !== null && found[at] == null)
  if (set === null || missing.length > 0) {
    return estimated(inputs, sites, columns, { wanted, missing: set === null ? sites : missing })
  }
  const origins = originsOf(inputs, set)
  const count = origins.neighbourhood.length
  const nowhere = new Float64Array(count).fill(NOT_KNOWN)
  const journeys = found.map(column => column?.seconds ?? nowhere)
  if (!journeys.every(column => column.length === count)) {
    throw new RangeError('Journeys were kept for other places than families set out from.')
  }
  return {
    basis: { mode: basis.mode, key: basis.hash, method: basis.method, unit: basis.unit, from: set.kind },
    fallback: null,
    origins,
    figureInputs: { ...inputsFrom(origins), journeys, ...measuresOf(inputs.settings, basis) },
  }
}

/**
 * Journeys to further sites, such as venues that a plan could use, as other figures have them.
 *
 * @param inputs - what figures are made of
 * @param like - how the journeys of the other figures come about
 * @param sites - the sites
 * @param columns - keeps estimates from one time to the next
 * @param source - where measured journeys come from
 * @returns one column for each site; null where its journeys are not worked out yet or its position is not known
 */
export async function furtherJourneys(
  inputs: PlanningInputs,
  like: Pick<FigureJourneys, 'basis' | 'origins'>,
  sites: readonly PlanningSite[],
  columns: JourneyColumns,
  source: JourneySource,
): Promise<(Float64Array | null)[]> {
  const positions = sites.map(site => site.position)
  const { set } = like.origins
  if (set === null) {
    const provider = journeyProviderFor({ detourFactor: inputs.travel.detourFactor })
    const made = await columns.journeys(provider, placesOf(inputs), positionsOf(positions))
    return made.map((column, at) => (positions[at] ? column : null))
  }
  const found = await source.columns(like.basis.key, set.hash, positions)
  return found.map(column => column?.seconds ?? null)
}

async function estimated(
  inputs: PlanningInputs,
  sites: readonly PlanningSite[],
  columns: JourneyColumns,
  fallback: Fallback | null,
): Promise<FigureJourneys> {
  const provider = journeyProviderFor({ detourFactor: inputs.travel.detourFactor })
  if (provider.key !== inputs.travel.key)
    throw new RangeError(`No journeys are at hand for ${inputs.travel.key}.`)
  const origins = originsOf(inputs, null)
  const { key, method, unit } = inputs.travel
  const from = placesOf(inputs)
  const journeys = await columns.journeys(provider, from, positionsOf(sites.map(site => site.position)))
  return {
    basis: { mode: 'straight-line', key, method, unit, from: 'neighbourhoods' },
    fallback,
    origins,
    figureInputs: {
      ...inputsFrom(origins),
      journeys,
      ...measuresOf(inputs.settings, { mode: 'straight-line', unit }),
    },
  }
}

/** Thresholds and tolerance in the unit of a basis. */
function measuresOf(
  settings: ScenarioSettings,
  { mode, unit }: Pick<InputBasis, 'mode' | 'unit'>,
): Pick<FigureInputs, 'limits' | 'tolerance'> {
  if (unit === 'metres') return { limits: settings.thresholds, tolerance: settings.toleranceMetres }
  const minutes = settings.minutes[mode as TimedMode]
  return { limits: minutes.map(one => one * 60), tolerance: settings.toleranceMinutes * 60 }
}

function inputsFrom(origins: FigureOrigins): Omit<FigureInputs, 'journeys' | 'limits' | 'tolerance'> {
  const { weights, district, decile, rurality, carAccess } = origins
  return { weights, district, decile, rurality, carAccess }
}

type Neighbourhoods = PlanningInputs['neighbourhoods']
const places = new WeakMap<Neighbourhoods, ReturnType<typeof positionsOf>>()

function placesOf({ neighbourhoods }: PlanningInputs): ReturnType<typeof positionsOf> {
  const known = places.get(neighbourhoods) ?? positionsOf(neighbourhoods.map(one => one.position))
  places.set(neighbourhoods, known)
  return known
}

// The same neighbourhoods and postcodes come with every change of a choice.
const madeOrigins = new WeakMap<Neighbourhoods, Map<string, FigureOrigins>>()

function originsOf({ neighbourhoods }: PlanningInputs, set: OriginSet | null): FigureOrigins {
  const made = madeOrigins.get(neighbourhoods) ?? new Map<string, FigureOrigins>()
  madeOrigins.set(neighbourhoods, made)
  const key = set?.hash ?? ''
  const known = made.get(key)
  if (known) return known
  const at = new Map(neighbourhoods.map(({ code }, index) => [code, index]))
  const neighbourhood =
    set === null
      ? Int32Array.from(neighbourhoods.keys())
      : Int32Array.from(set.neighbourhoods, code => (code === null ? -1 : (at.get(code) ?? -1)))
  const grouped = (of: (one: Neighbourhoods[number]) => string | number | null): Grouping =>
    groupingOfOrigins(groupingOf(neighbourhoods.map(of)), neighbourhood)
  const someKnown = (grouping: Grouping): Grouping | null => (grouping.keys.length > 0 ? grouping : null)
  const origins = {
    neighbourhood,
    set,
    weights: shareAmongOrigins(typed(neighbourhoods.map(one => one.children)), neighbourhood),
    district: grouped(one => one.districtCode),
    decile: grouped(one => one.decile),
    deciles: Float64Array.from(neighbourhood, one => neighbourhoods[one]?.decile ?? NOT_KNOWN),
    rurality: someKnown(grouped(one => (one.rural == null ? null : one.rural ? 'rural' : 'urban'))),
    carAccess: someKnown(grouped(one => carAccessGroup(one.noCarShare ?? null))),
  }
  made.set(key, origins)
  return origins
}
