import { format as f } from '../platform/format.ts'
import { travelModeNames, travelModes, type TravelMode } from '../travel/index.ts'
import { mainModeOf, modesOf, type FigureJourneys } from './figure-basis.ts'
import type { PlanningInputs } from './planning-inputs.ts'

/** One way of travelling as a link. */
export interface ModeTab {
  readonly label: string
  readonly href: string
  readonly current: boolean
}

/** Why the figures of a page are estimates although journeys are measured. */
export interface FallbackNotice {
  readonly sentence: string
  /** Whether working journeys out would help. */
  readonly canBeWorkedOut: boolean
}

/**
 * The way of travelling that an address asks for.
 *
 * @param asked - the `mode` of the address
 * @returns null for the main one
 */
export function modeAsked(asked: string): TravelMode | null {
  return travelModes.find(mode => mode === asked) ?? null
}

/**
 * The part of an address that keeps the way of travelling.
 *
 * @param mode - as it was asked for; null for the main one
 * @returns such as `&mode=driving`; '' for the main one
 */
export function modeQuery(mode: TravelMode | null): string {
  return mode === null ? '' : `&mode=${mode}`
}

/**
 * Links to the same page by every way of travelling for which there are figures.
 *
 * @param inputs - the county
 * @param journeys - how the page's journeys come about
 * @param address - the page's address by a way of travelling
 * @returns the main one first; none when there is only one
 */
export function modeTabs(
  inputs: PlanningInputs,
  { basis, fallback }: Pick<FigureJourneys, 'basis' | 'fallback'>,
  address: (mode: TravelMode) => string,
): ModeTab[] {
  const main = mainModeOf(inputs)
  const modes = modesOf(inputs).sort((a, b) => Number(b === main) - Number(a === main))
  if (modes.length < 2) return []
  const measured = new Set(inputs.journeys?.bases.map(one => one.mode))
  const current = fallback?.wanted ?? basis.mode
  return modes.map(mode => ({
    label:
      mode === 'straight-line' && !measured.has(mode) ? 'Straight line (estimate)' : travelModeNames[mode],
    href: address(mode),
    current: mode === current,
  }))
}

/**
 * Why a page's figures are estimates, where another way of travelling was wanted.
 *
 * @param journeys - how the page's journeys come about
 * @returns null when they are what was wanted
 */
export function fallbackNotice({
  basis,
  fallback,
}: Pick<FigureJourneys, 'basis' | 'fallback'>): FallbackNotice | null {
  if (fallback === null) return null
  const { wanted, missing } = fallback
  const mode = travelModeNames[wanted].toLowerCase()
  if (missing.length === 0) {
    return {
      sentence: `No journeys ${mode} were measured. All figures here are an estimate: ${basis.method}.`,
      canBeWorkedOut: false,
    }
  }
  const names = missing.slice(0, 5).map(site => site.name)
  const more = missing.length > names.length ? ` and ${missing.length - names.length} more` : ''
  return {
    sentence: `Journeys ${mode} are not worked out yet to ${f.count(missing.length, 'site')}: ${names.join(', ')}${more}. Until they are, all figures here are an estimate: ${basis.method}.`,
    canBeWorkedOut: true,
  }
}

/**
 * Where postcodes that are far from a road, and families whom no site can be reached by, are listed.
 *
 * @param basis - how the figures' journeys come about
 * @returns the address; null where distances are estimated
 */
export function outOfReachHref({ from, mode }: FigureJourneys['basis']): string | null {
  return from === 'postcodes' ? `/journeys/reach?mode=${mode}` : null
}
