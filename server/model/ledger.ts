import type { Fate, SiteFate } from './fates.ts'
import type { CostLine, KeptShares } from './kept-shares.ts'
import { COST_LINES, DEFAULT_KEPT_SHARES, keptShare } from './kept-shares.ts'
import type { PoundsRange } from './pounds.ts'
import { exactly, NO_POUNDS, oppositeOf, shareOfPounds, sumOfPounds } from './pounds.ts'

export type { CostLine, KeptShares } from './kept-shares.ts'
export { COST_LINE_NAMES, COST_LINES, DEFAULT_KEPT_SHARES, KEPT_SHARES_ASSUMPTION } from './kept-shares.ts'
export type { PoundsRange } from './pounds.ts'

/** What a site costs in a year on one line. Several entries for one line add up. */
export interface SiteCost {
  readonly siteId: string
  readonly line: CostLine
  /** At least 0; null when it is not known. */
  readonly poundsPerYear: number | null
}

/** A cost or an income of a scenario that was entered by hand. */
export interface LedgerEntry {
  /** Null when it belongs to the scenario as a whole. */
  readonly siteId: string | null
  /** A cost line or any other heading. */
  readonly line: string
  /** Above 0 a cost, below 0 an income or a cut; a year's amount unless it is one-off. */
  readonly pounds: number
  readonly oneOff: boolean
  readonly note: string
}

/** The saving that the 2017 proposal sought, in pounds a year. */
export const DEFAULT_SAVING_TARGET = 1_000_000

/** Today's yearly cost, the scenario's, and the difference. */
export interface LedgerSums {
  readonly today: PoundsRange
  readonly then: PoundsRange
  /** Today's cost less the scenario's: above 0 is money saved. */
  readonly saving: PoundsRange
}

/** What a scenario costs and saves in a year, and what it costs once. */
export interface ScenarioLedger extends LedgerSums {
  readonly target: number
  /** 'not-known' when the target lies within what the saving may be. */
  readonly meetsTarget: 'yes' | 'no' | 'not-known'
  /** The four cost lines, then other headings in the order in which they were first entered. */
  readonly lines: readonly (LedgerSums & { readonly line: string })[]
  /** Each of today's buildings in the order given, with what was entered for it by hand. */
  readonly sites: readonly (LedgerSums & { readonly siteId: string })[]
  /** One-off costs less one-off income, in pounds; in no other figure. */
  readonly oneOff: number
  /** Costs that are not known: they are in the sums as ranges, from 0 to the highest known on their line. */
  readonly costsNotKnown: readonly { readonly siteId: string; readonly line: CostLine }[]
  /** Venues that the scenario takes into use without any yearly cost entered: their cost has no known bound. */
  readonly venuesNotPriced: readonly string[]
}

/** What a scenario's ledger is made from. */
export interface LedgerInputs {
  /** Today's buildings. Costs of other sites are not the service's today, and are left out. */
  readonly baselineSiteIds: readonly string[]
  readonly costs: readonly SiteCost[]
  readonly fates: readonly SiteFate[]
  readonly entries: readonly LedgerEntry[]
  /** Which of today's costs go on; {@link DEFAULT_KEPT_SHARES} if not given. */
  readonly shares?: KeptShares
  /** The yearly saving sought, in pounds. */
  readonly target?: number
}

interface Part extends LedgerSums {
  readonly siteId: string | null
  readonly line: string
}

/**
 * Draws up what a scenario costs and saves.
 *
 * A cost that nobody has recorded is never taken as nothing: it may be anything from 0 to the highest cost known on
 * its line, or has no upper bound if none is known, and the sums show it as a range. A building whose fate is not
 * decided keeps between the least and the most of its costs.
 * @param inputs - today's buildings and costs, the scenario's fates and what was entered by hand, in pounds a year.
 * @returns the ledger.
 * @throws RangeError if a cost or a share is below 0.
 */
export function scenarioLedger(inputs: LedgerInputs): ScenarioLedger {
  const { baselineSiteIds, entries, target = DEFAULT_SAVING_TARGET } = inputs
  const { parts: costParts, costsNotKnown } = partsOfCosts(inputs)
  const venuesNotPriced = unpricedVenues(inputs)
  const parts: Part[] = [
    ...costParts,
    ...entries
      .filter(entry => !entry.oneOff)
      .map(({ siteId, line, pounds }) => ({ siteId, line, ...comesOnTop(exactly(pounds)) })),
    ...venuesNotPriced.map(siteId => ({
      siteId,
      line: 'venues not priced',
      ...comesOnTop({ low: 0, high: null }),
    })),
  ]
  const sums = sumOf(parts)
  const headings = new Set<string>([...COST_LINES, ...parts.map(part => part.line)])
  return {
    ...sums,
    target,
    meetsTarget: meets(sums.saving, target),
    lines: [...headings].map(line => ({ line, ...sumOf(parts.filter(part => part.line === line)) })),
    sites: baselineSiteIds.map(siteId => ({
      siteId,
      ...sumOf(parts.filter(part => part.siteId === siteId)),
    })),
    oneOff: entries.filter(entry => entry.oneOff).reduce((sum, entry) => sum + entry.pounds, 0),
    costsNotKnown,
    venuesNotPriced,
  }
}

function partsOfCosts(inputs: LedgerInputs): Pick<ScenarioLedger, 'costsNotKnown'> & { parts: Part[] } {
  const { baselineSiteIds, costs, fates, shares = DEFAULT_KEPT_SHARES } = inputs
  const fateOf = new Map<string, Fate>(fates.map(({ siteId, fate }) => [siteId, fate]))
  const known = knownCosts(costs)
  const costsNotKnown: { siteId: string; line: CostLine }[] = []
  const parts: Part[] = []
  for (const line of COST_LINES) {
    const onLine = baselineSiteIds.map(siteId => ({ siteId, pounds: known.get(keyOf(siteId, line)) ?? null }))
    const highest = Math.max(...onLine.map(({ pounds }) => pounds ?? -1))
    const unknown: PoundsRange = { low: 0, high: highest < 0 ? null : highest }
    for (const { siteId, pounds } of onLine) {
      if (pounds === null) costsNotKnown.push({ siteId, line })
      const today = pounds === null ? unknown : exactly(pounds)
      const kept = keptShare(shares, fateOf.get(siteId) ?? null, line)
      // The saving is worked out from the same unknown cost, not as a difference of two ranges.
      parts.push({
        siteId,
        line,
        today,
        then: shareOfPounds(today, kept),
        saving: savingOf(today, kept),
      })
    }
  }
  return { parts, costsNotKnown }
}

function savingOf(today: PoundsRange, kept: { readonly low: number; readonly high: number }): PoundsRange {
  if (kept.high <= 1) return shareOfPounds(today, { low: 1 - kept.high, high: 1 - kept.low })
  // More than today's cost goes on at one end at least, so that the saving may be below nothing.
  const ends = [1 - kept.high, 1 - kept.low].flatMap(share =>
    [today.low, today.high].map(pounds => (pounds === null ? null : pounds * share)),
  )
  const numbers = ends.filter(end => end !== null)
  return {
    low: today.high === null ? null : Math.min(...numbers),
    high: today.high === null && kept.low < 1 ? null : Math.max(...numbers),
  }
}

function knownCosts(costs: readonly SiteCost[]): ReadonlyMap<string, number | null> {
  const known = new Map<string, number | null>()
  for (const { siteId, line, poundsPerYear } of costs) {
    if (poundsPerYear !== null && !(poundsPerYear >= 0)) throw new RangeError('A yearly cost is at least £0.')
    const key = keyOf(siteId, line)
    const before = known.has(key) ? (known.get(key) ?? null) : 0
    known.set(key, before === null || poundsPerYear === null ? null : before + poundsPerYear)
  }
  return known
}

function unpricedVenues({ baselineSiteIds, fates, entries }: LedgerInputs): string[] {
  const today = new Set(baselineSiteIds)
  const priced = new Set(entries.filter(entry => !entry.oneOff).map(entry => entry.siteId))
  const inUse: readonly Fate[] = ['centre', 'centre-place', 'zone', 'outreach']
  return fates
    .filter(({ siteId, fate }) => inUse.includes(fate) && !today.has(siteId) && !priced.has(siteId))
    .map(({ siteId }) => siteId)
}

function comesOnTop(then: PoundsRange): LedgerSums {
  return { today: NO_POUNDS, then, saving: oppositeOf(then) }
}

function sumOf(parts: readonly LedgerSums[]): LedgerSums {
  return {
    today: sumOfPounds(parts.map(part => part.today)),
    then: sumOfPounds(parts.map(part => part.then)),
    saving: sumOfPounds(parts.map(part => part.saving)),
  }
}

function meets(saving: PoundsRange, target: number): ScenarioLedger['meetsTarget'] {
  if (saving.low !== null && saving.low >= target) return 'yes'
  return saving.high !== null && saving.high < target ? 'no' : 'not-known'
}

function keyOf(siteId: string, line: CostLine): string {
  return `${line} ${siteId}`
}
