import { costLineNames, costLines, type SiteProfile } from './site.ts'

/** A date that is near, or past. */
export interface Ending {
  readonly what: 'lease' | 'contract'
  /** `YYYY-MM-DD` */
  readonly on: string
  readonly past: boolean
}

/**
 * A year after a date.
 *
 * @param date - `YYYY-MM-DD`
 * @returns the same day of the next year; for 29 February the 28th
 */
export function yearAfter(date: string): string {
  const next = `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`
  return next.endsWith('-02-29') ? next.replace('-02-29', '-02-28') : next
}

/**
 * A site's lease and contract, where they end within twelve months or have ended.
 *
 * @param site - the site
 * @param site.leaseEndsOn - `YYYY-MM-DD`, null when not known
 * @param site.contractEndsOn - `YYYY-MM-DD`, null when not known
 * @param today - `YYYY-MM-DD`
 * @returns those that a planner should see, the nearest first
 */
export function endingSoon(
  site: { readonly leaseEndsOn: string | null; readonly contractEndsOn: string | null },
  today: string,
): Ending[] {
  const limit = yearAfter(today)
  const dates = [
    { what: 'lease' as const, on: site.leaseEndsOn },
    { what: 'contract' as const, on: site.contractEndsOn },
  ]
  return dates
    .flatMap(({ what, on }) => (on !== null && on <= limit ? [{ what, on, past: on < today }] : []))
    .sort((a, b) => (a.on < b.on ? -1 : 1))
}

/**
 * What a site's record does not tell.
 *
 * @param site - the site with its hours, rooms, services and costs
 * @returns in words, such as `hours`; empty when all is known
 */
export function notKnownOf(site: Omit<SiteProfile, 'files'>): string[] {
  const year = site.costs[0]?.financialYear
  const lines = costLines.filter(
    line => !site.costs.some(cost => cost.line === line && cost.financialYear === year),
  )
  const costs =
    lines.length === 0
      ? []
      : lines.length === costLines.length
        ? ['costs']
        : [`${lines.map(line => costLineNames[line].toLowerCase()).join(' and ')} cost`]
  return [
    ...(site.position === null ? ['position'] : []),
    ...(site.providerKind === null ? ['provider'] : []),
    ...(site.hours.length === 0 ? ['hours'] : []),
    ...(site.rooms.length === 0 ? ['rooms'] : []),
    ...(site.rooms.some(room => room.areaSquareMetres === null) ? ['some rooms’ areas'] : []),
    ...(site.services.length === 0 ? ['services'] : []),
    ...costs,
  ]
}

/** What a site costs in a year, as far as known. */
export interface KnownCost {
  /** Sum of the lines that are known; null when none is. */
  readonly pounds: number | null
  readonly linesNotKnown: number
  readonly financialYear: string | null
}

/**
 * What a site costs in its newest financial year.
 *
 * @param site - the site with its costs, newest year first
 * @returns the sum of known lines, and how many lines are not known
 */
export function knownCost(site: Pick<SiteProfile, 'costs'>): KnownCost {
  const financialYear = site.costs[0]?.financialYear ?? null
  const known = site.costs.filter(cost => cost.financialYear === financialYear)
  return {
    pounds: known.length === 0 ? null : known.reduce((sum, cost) => sum + cost.poundsPerYear, 0),
    linesNotKnown: costLines.length - known.length,
    financialYear,
  }
}
