import {
  COST_LINE_NAMES,
  COST_LINES,
  KEPT_SHARES_ASSUMPTION,
  type PoundsRange,
  type ScenarioLedger,
} from '../model/ledger.ts'
import { format as f } from '../platform/format.ts'
import type { PlanFigures } from './figures.ts'

/** What a scenario costs and saves, as its page says it. */
export interface MoneyView {
  /** The finding, in a sentence. */
  readonly headline: string
  readonly rows: readonly {
    readonly line: string
    readonly today: string
    readonly then: string
    readonly saving: string
  }[]
  readonly total: { readonly today: string; readonly then: string; readonly saving: string }
  readonly sought: string
  readonly oneOff: string
  /** What makes the sums ranges. */
  readonly notKnown: readonly string[]
  readonly assumption: string
}

/**
 * Shapes a scenario's money for its page.
 *
 * @param figures - the figures
 * @returns what the page says
 */
export function moneyView({ money, prepared }: PlanFigures): MoneyView {
  const nameOf = new Map(prepared.sites.map(site => [site.id, site.name]))
  const sites = new Set(money.costsNotKnown.map(({ siteId }) => siteId))
  const notKnown: string[] = []
  if (sites.size > 0) {
    const names = [...sites].map(id => nameOf.get(id) ?? id).join(', ')
    const whose =
      sites.size === money.sites.length
        ? 'any of today’s centres'
        : `${f.count(sites.size, 'centre')} (${names})`
    notKnown.push(
      `Not every yearly cost is known of ${whose}. A cost that is not known counts as anything from nothing to the highest known on the same line.`,
    )
  }
  if (money.venuesNotPriced.length > 0) {
    const names = money.venuesNotPriced.map(id => nameOf.get(id) ?? id)
    notKnown.push(
      `No yearly cost is entered for ${f.count(money.venuesNotPriced.length, 'new venue')}: ${names.join(', ')}.`,
    )
  }
  return {
    headline: moneyHeadline(money),
    rows: money.lines.map(({ line, today, then, saving }) => ({
      line: lineName(line),
      today: poundsInWords(today),
      then: poundsInWords(then),
      saving: poundsInWords(saving),
    })),
    total: {
      today: poundsInWords(money.today),
      then: poundsInWords(money.then),
      saving: poundsInWords(money.saving),
    },
    sought: f.pounds(money.target),
    oneOff: f.pounds(money.oneOff),
    notKnown,
    assumption: KEPT_SHARES_ASSUMPTION,
  }
}

function moneyHeadline({ saving, target, meetsTarget }: ScenarioLedger): string {
  const sought = `the ${f.pounds(target)} a year that is sought`
  if (meetsTarget === 'yes') return `Saves ${sought}: ${poundsInWords(saving)}.`
  if (meetsTarget === 'no') return `Does not save ${sought}: ${poundsInWords(saving)}.`
  const range = poundsInWords(saving)
  return `It is not known whether this saves ${sought}${range === 'not known' ? '' : `: ${range}`}.`
}

/**
 * A line of costs in words.
 *
 * @param line - one of the four lines, or any other heading
 * @returns its name
 */
export function lineName(line: string): string {
  const known = COST_LINES.find(one => one === line)
  if (known !== undefined) return COST_LINE_NAMES[known]
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}`
}

/**
 * An amount that may be known only as a range.
 *
 * @param range - least and most, in pounds
 * @returns such as `£120,000`, `£80,000 to £120,000`, `£80,000 or more`; `not known` when it has no bound
 */
export function poundsInWords({ low, high }: PoundsRange): string {
  const pounds = (value: number): string => f.pounds(value).replace('-', '−')
  if (high === null && (low === null || low === 0)) return 'not known'
  if (low === null) return `${pounds(high ?? 0)} or less`
  if (high === null) return `${pounds(low)} or more`
  return Math.round(low) === Math.round(high) ? pounds(low) : `${pounds(low)} to ${pounds(high)}`
}
