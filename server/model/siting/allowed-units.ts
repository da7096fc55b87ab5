import { siteUnits } from './site-units.ts'
import type { SiteRules } from './siting.ts'
import { noRules } from './siting.ts'
import { smallestConflict } from './smallest-conflict.ts'

/** The units of sites that may open under some rules. */
export interface AllowedUnits {
  /** The sites of each unit that may open, ascending; units in the order of their lowest sites. */
  readonly units: readonly (readonly number[])[]
  /** The indexes in `units` of those that open in any case. */
  readonly fixed: readonly number[]
  /** The keys of a smallest set of rules that contradict each other; empty when none do. */
  readonly conflict: readonly string[]
}

/**
 * Turns rules into units of sites that may open, each all or none.
 * @param sites - how many sites there are.
 * @param rules - what must hold of them.
 * @param most - how many sites may open at most; any number if not given.
 * @returns the units, or the rules in conflict: 'number' (how many sites may open), 'mustOpen:3' and 'mustClose:5' (a
 * site), 'together:0' (a group).
 * @throws RangeError if a rule names a site that there is not.
 */
export function allowedUnits(sites: number, rules: SiteRules, most = Infinity): AllowedUnits {
  const keys = [...(most < sites ? ['number'] : []), ...ruleKeys(rules)]
  const impossible = (some: readonly string[]): boolean => {
    const held = rulesAmong(rules, some)
    return contradicts(sites, held, some.includes('number') ? most : Infinity)
  }
  const groups = siteUnits(sites, { ...noRules, together: rules.together })?.members ?? []
  if (impossible(keys)) return { units: [], fixed: [], conflict: smallestConflict(keys, impossible) }
  const closed = new Set(rules.mustClose)
  const open = new Set(rules.mustOpen)
  const units = groups.filter(unit => !unit.some(site => closed.has(site)))
  const fixed = [...units.keys()].filter(u => units[u]?.some(site => open.has(site)))
  return { units, fixed, conflict: [] }
}

/**
 * Lists the rules by key.
 * @param rules - the rules.
 * @returns 'mustOpen:3', 'mustClose:5' for sites, and 'together:0' for groups.
 */
export function ruleKeys(rules: SiteRules): string[] {
  return [
    ...[...new Set(rules.mustOpen)].map(site => `mustOpen:${site}`),
    ...[...new Set(rules.mustClose)].map(site => `mustClose:${site}`),
    ...rules.together.map((_, group) => `together:${group}`),
  ]
}

/**
 * Keeps only some of the rules.
 * @param rules - the rules.
 * @param some - the keys of those to keep; other keys do no harm.
 * @returns the rules that are kept.
 */
export function rulesAmong(rules: SiteRules, some: readonly string[]): SiteRules {
  const held = new Set(some)
  return {
    mustOpen: rules.mustOpen.filter(site => held.has(`mustOpen:${site}`)),
    mustClose: rules.mustClose.filter(site => held.has(`mustClose:${site}`)),
    together: rules.together.filter((_, group) => held.has(`together:${group}`)),
  }
}

function contradicts(sites: number, rules: SiteRules, most: number): boolean {
  const units = siteUnits(sites, rules)
  if (units === null) return true
  const open = new Set(rules.mustOpen)
  const opening = units.members.filter(unit => unit.some(site => open.has(site)))
  return opening.reduce((sum, unit) => sum + unit.length, 0) > most
}
