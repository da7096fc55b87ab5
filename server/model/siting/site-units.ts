import type { SiteRules } from './siting.ts'

/** Nothing is settled about a unit of sites. */
export const UNDECIDED = 0
/** A unit of sites stays or opens in any case. */
export const OPEN = 1
/** A unit of sites is out of the question. */
export const CLOSED = 2

/** Sites that can only be decided as one: mostly one site each, several where a rule holds them together. */
export interface SiteUnits {
  /** The sites of each unit, in ascending order. */
  readonly members: readonly (readonly number[])[]
  /** How many sites each unit has. */
  readonly size: Int32Array
  /** For each unit {@link UNDECIDED}, {@link OPEN} or {@link CLOSED}. */
  readonly state: Uint8Array
}

/**
 * Sorts sites into units that are decided as one.
 *
 * @param sites - how many sites there are
 * @param rules - what must hold
 * @returns the units, ordered by their first site; null when a site must both open and close.
 * @throws RangeError when a rule names a site that does not exist.
 */
export function siteUnits(sites: number, rules: SiteRules): SiteUnits | null {
  const all = [...rules.mustOpen, ...rules.mustClose, ...rules.together.flat()]
  const stranger = all.find(site => !Number.isInteger(site) || site < 0 || site >= sites)
  if (stranger !== undefined) throw new RangeError(`There is no site ${stranger} among ${sites}.`)
  const first = joined(sites, rules.together)
  const members: number[][] = []
  const unitOf = new Map<number, number>()
  for (const [site, root] of first.entries()) {
    const unit = unitOf.get(root)
    if (unit === undefined) unitOf.set(root, members.push([site]) - 1)
    else members[unit]?.push(site)
  }
  const state = new Uint8Array(members.length)
  const unit = (site: number): number => unitOf.get(first[site] as number) as number
  for (const site of rules.mustOpen) state[unit(site)] = OPEN
  for (const site of rules.mustClose) {
    if (state[unit(site)] === OPEN) return null
    state[unit(site)] = CLOSED
  }
  return { members, size: Int32Array.from(members, sitesOf => sitesOf.length), state }
}

/**
 * Says whether some undecided units make up exactly a number of sites, together with those that are open.
 *
 * @param size - how many sites each unit has
 * @param state - what is settled about each unit
 * @param number - how many sites are to be open
 * @returns true when there is a choice of units with exactly so many sites.
 */
export function canMakeUp(size: Int32Array, state: Uint8Array, number: number): boolean {
  let left = number
  for (const [unit, sites] of size.entries()) if (state[unit] === OPEN) left -= sites
  if (left < 0) return false
  const within = new Uint8Array(left + 1)
  within[0] = 1
  for (const [unit, sites] of size.entries()) {
    if (state[unit] !== UNDECIDED) continue
    for (let sum = left; sum >= sites; sum--) if (within[sum - sites] === 1) within[sum] = 1
  }
  return within[left] === 1
}

/**
 * Chooses units of several sites such that single sites can make up the rest: as few sites in them as will do.
 *
 * @param size - how many sites each unit has
 * @param state - what is settled about each unit
 * @param number - how many sites are to be open, those that are open already among them
 * @returns 1 for each undecided unit of several sites that is to open; null when the number cannot be made up.
 */
export function groupsToMakeUp(size: Int32Array, state: Uint8Array, number: number): Uint8Array | null {
  let left = number
  let singles = 0
  const groups: number[] = []
  for (const [unit, sites] of size.entries()) {
    if (state[unit] === OPEN) left -= sites
    else if (state[unit] === UNDECIDED) {
      if (sites === 1) singles++
      else groups.push(unit)
    }
  }
  // For each sum the units that make it up, found with as few groups as there were to choose from.
  const sums = new Map<number, readonly number[]>([[0, []]])
  for (const unit of groups) {
    for (const [sum, units] of [...sums]) {
      const more = sum + (size[unit] as number)
      if (more <= left && !sums.has(more)) sums.set(more, [...units, unit])
    }
  }
  const enough = [...sums.keys()].filter(sum => sum <= left && left - sum <= singles)
  if (enough.length === 0) return null
  const open = new Uint8Array(size.length)
  for (const unit of sums.get(Math.min(...enough)) ?? []) open[unit] = 1
  return open
}

/** For each site the lowest site that it is held together with, directly or through others. */
function joined(sites: number, groups: readonly (readonly number[])[]): Int32Array {
  const root = Int32Array.from({ length: sites }, (_, site) => site)
  const rootOf = (site: number): number => {
    let at = site
    while (root[at] !== at) at = root[at] as number
    return at
  }
  for (const group of groups) {
    for (const site of group) {
      const [a, b] = [rootOf(group[0] as number), rootOf(site)]
      root[Math.max(a, b)] = Math.min(a, b)
    }
  }
  return Int32Array.from({ length: sites }, (_, site) => rootOf(site))
}
