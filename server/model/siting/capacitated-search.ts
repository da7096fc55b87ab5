import type { CapacitatedProblem } from './capacitated-problem.ts'

/** Which site serves each area. */
export interface Assignment {
  /** By area; every one is served by one site. */
  readonly site: Int32Array
  readonly cost: number
}

/**
 * Assigns areas to open sites and improves it: the areas that would lose most by not getting their nearest site choose
 * first; then areas move, or change places, as long as it helps; then every site moves to where its areas would best have
 * it, and all begins again.
 *
 * Source: Martello & Toth 1981 for the order by regret; Mulvey & Beck 1984, "Solving capacitated clustering problems".
 * @param problem - the problem.
 * @param open - as many sites as open.
 * @returns the assignment; null when none was found that fits.
 */
export function assignedWithin(problem: CapacitatedProblem, open: readonly number[]): Assignment | null {
  let best: Assignment | null = null
  let sites = [...open]
  for (let round = 0; round < 30; round++) {
    const assignment = improved(problem, sites, byRegret(problem, sites))
    if (assignment === null) return best
    if (best !== null && assignment.cost >= best.cost - 1e-9) return best
    best = assignment
    sites = movedSites(problem, sites, assignment)
  }
  return best
}

function byRegret(problem: CapacitatedProblem, open: readonly number[]): Int32Array | null {
  const { demand, capacity, costs } = problem
  const left = capacity.slice()
  const site = new Int32Array(demand.length).fill(-1)
  const waiting = new Set(demand.keys())
  while (waiting.size > 0) {
    let [chosen, to, most] = [-1, -1, -Infinity]
    for (const area of waiting) {
      let [first, second, at] = [Infinity, Infinity, -1]
      for (const s of open) {
        if ((demand[area] as number) > (left[s] as number) + 1e-9) continue
        const cost = costs[s]?.[area] ?? Infinity
        if (cost < first) [first, second, at] = [cost, first, s]
        else if (cost < second) second = cost
      }
      if (at < 0) return null
      const regret = second === Infinity ? 1e15 + (demand[area] as number) : second - first
      if (regret > most) [chosen, to, most] = [area, at, regret]
    }
    site[chosen] = to
    left[to] = (left[to] as number) - (demand[chosen] as number)
    waiting.delete(chosen)
  }
  return site
}

function improved(
  problem: CapacitatedProblem,
  open: readonly number[],
  start: Int32Array | null,
): Assignment | null {
  if (start === null) return null
  const { demand, costs } = problem
  const site = start.slice()
  const left = problem.capacity.slice()
  for (const [area, s] of site.entries()) left[s] = (left[s] as number) - (demand[area] as number)
  const cost = (area: number, s: number): number => costs[s]?.[area] ?? Infinity
  const move = (area: number, to: number): void => {
    const from = site[area] as number
    left[from] = (left[from] as number) + (demand[area] as number)
    left[to] = (left[to] as number) - (demand[area] as number)
    site[area] = to
  }
  for (let better = true; better;) {
    better = false
    for (let area = 0; area < site.length; area++) {
      for (const to of open) {
        if ((demand[area] as number) > (left[to] as number) + 1e-9) continue
        if (cost(area, to) >= cost(area, site[area] as number) - 1e-9) continue
        move(area, to)
        better = true
      }
    }
    for (let a = 0; a < site.length; a++) {
      for (let b = a + 1; b < site.length; b++) {
        const [sa, sb] = [site[a] as number, site[b] as number]
        if (sa === sb) continue
        const more = (demand[b] as number) - (demand[a] as number)
        if (more > (left[sa] as number) + 1e-9 || -more > (left[sb] as number) + 1e-9) continue
        if (cost(a, sb) + cost(b, sa) >= cost(a, sa) + cost(b, sb) - 1e-9) continue
        move(a, sb)
        move(b, sa)
        better = true
      }
    }
  }
  return { site, cost: site.reduce((sum, s, area) => sum + cost(area, s), 0) }
}

/** Puts every site where the areas that it serves would best have it, if there is room for them. */
function movedSites(problem: CapacitatedProblem, open: readonly number[], assignment: Assignment): number[] {
  const taken = new Set(open)
  return open.map(site => {
    if (problem.mustOpen[site] === 1) return site
    const areas = [...assignment.site.keys()].filter(area => assignment.site[area] === site)
    const families = areas.reduce((sum, area) => sum + (problem.demand[area] as number), 0)
    const costAt = (other: number): number =>
      areas.reduce((sum, area) => sum + (problem.costs[other]?.[area] ?? Infinity), 0)
    let [best, least] = [site, costAt(site)]
    for (let other = 0; other < problem.costs.length; other++) {
      if (problem.mayOpen[other] === 0 || taken.has(other) || (problem.capacity[other] as number) < families)
        continue
      const cost = costAt(other)
      if (cost < least - 1e-9) [best, least] = [other, cost]
    }
    taken.delete(site)
    taken.add(best)
    return best
  })
}
