import type { ServedShare } from './capacitated-best.ts'
import type { CapacitatedBound } from './capacitated-bound.ts'
import type { CapacitatedProblem } from './capacitated-problem.ts'
import { ProgrammeBuilder } from './integer-programme.ts'

/** The problem as a programme, and how to read it. */
export interface CapacitatedProgramme {
  readonly programme: ReturnType<ProgrammeBuilder['done']>
  /** What the value is divided by in the programme. */
  readonly scale: number
  /** Whether only plans that are better than the best known are left in it. */
  readonly onlyBetter: boolean
  readonly columnsOf: (shares: readonly ServedShare[]) => Float64Array
  readonly sharesIn: (columns: Float64Array) => ServedShare[]
}

/**
 * States a capacitated problem as a programme, without the sites and assignments that no better plan has: with any of
 * them the bound rises above the best value known. Where all costs are whole numbers a better plan is better by 1.
 * @param problem - the problem.
 * @param bound - a bound.
 * @param value - the best value known; null when no plan is known.
 * @param together - groups of sites that open all or none.
 * @returns the programme.
 */
export function capacitatedProgramme(
  problem: CapacitatedProblem,
  bound: CapacitatedBound,
  value: number | null,
  together: readonly (readonly number[])[],
): CapacitatedProgramme {
  const { costs, demand, capacity } = problem
  const onlyBetter =
    value !== null &&
    !problem.split &&
    costs.every(column => column.every(cost => cost === Infinity || Number.isInteger(cost)))
  const worstWanted =
    value === null ? Infinity : onlyBetter ? value - 1 + 1e-6 : value + 1e-7 * Math.abs(value)
  const room = worstWanted - bound.bound
  const scale = Math.max(1e-9, value ?? 1) / 1e4
  const builder = new ProgrammeBuilder()
  const isOpen = new Set(bound.open)
  const pairs: { readonly column: number; readonly area: number; readonly site: number }[] = []
  const openOf = new Int32Array(costs.length).fill(-1)
  const bySite: number[][] = costs.map(() => [])
  const byArea: number[][] = Array.from(demand, () => [])
  for (const [site, column] of costs.entries()) {
    const worth = bound.worth[site] as number
    // What it costs at least to have this site open although others were chosen.
    const extra = isOpen.has(site) ? 0 : worth - bound.lastIn
    if (problem.mayOpen[site] === 0 || (problem.mustOpen[site] === 0 && extra > room)) continue
    const needed = problem.mustOpen[site] === 1 || (isOpen.has(site) && bound.firstOut - worth > room)
    openOf[site] = builder.column(0, needed ? 1 : 0, 1, true)
    const pressed = pressedIn(problem, site, bound.prices, -worth)
    for (let area = 0; area < column.length; area++) {
      if (column[area] === Infinity || Math.max(0, extra) + pressed(area) > room) continue
      if (!problem.split && (demand[area] as number) > (capacity[site] as number)) continue
      const pair = builder.column((column[area] as number) / scale, 0, 1, !problem.split)
      pairs.push({ column: pair, area, site })
      bySite[site]?.push(pair)
      byArea[area]?.push(pair)
      builder.row(0, Infinity, [openOf[site], pair], [1, -1])
    }
  }
  const areaOf = new Map(pairs.map(pair => [pair.column, pair.area]))
  for (const columns of byArea) builder.row(1, 1, columns)
  for (const [site, columns] of bySite.entries()) {
    const open = openOf[site] as number
    if (open < 0) continue
    const room_ = Math.max(1, capacity[site] as number)
    builder.row(
      0,
      Infinity,
      [open, ...columns],
      [
        (capacity[site] as number) / room_,
        ...columns.map(c => -(demand[areaOf.get(c) as number] as number) / room_),
      ],
    )
  }
  const opens = [...openOf].filter(column => column >= 0)
  builder.row(-Infinity, problem.p, opens)
  for (const [first, ...others] of together) {
    for (const other of others) {
      const [a, b] = [openOf[first as number] as number, openOf[other] as number]
      if (a >= 0 && b >= 0) builder.row(0, 0, [a, b], [1, -1])
      else for (const column of [a, b]) if (column >= 0) builder.row(0, 0, [column])
    }
  }
  if (onlyBetter) {
    const columns = pairs.map(({ column }) => column)
    builder.row(
      -Infinity,
      worstWanted / scale,
      columns,
      pairs.map(({ area, site }) => (costs[site]?.[area] ?? 0) / scale),
    )
  }
  const programme = builder.done()
  const pairOf = new Map(pairs.map(pair => [`${pair.area}:${pair.site}`, pair.column]))
  return {
    programme,
    scale,
    onlyBetter,
    columnsOf: shares => {
      const columns = new Float64Array(programme.costs.length)
      for (const { area, site, share } of shares) {
        const pair = pairOf.get(`${area}:${site}`)
        if (pair !== undefined) columns[pair] = share
        if ((openOf[site] as number) >= 0) columns[openOf[site] as number] = 1
      }
      return columns
    },
    sharesIn: columns =>
      pairs
        .map(({ column, area, site }) => ({ area, site, share: columns[column] as number }))
        .filter(({ share }) => share > 1e-7),
  }
}

/** By how much the bound rises at least when a site has to serve an area, other areas giving way to it. */
function pressedIn(
  problem: CapacitatedProblem,
  site: number,
  prices: Float64Array,
  gain: number,
): (area: number) => number {
  const costs = problem.costs[site] as Float64Array
  const left = (area: number): number => (prices[area] as number) - (costs[area] as number)
  const items = [...problem.demand.keys()]
    .filter(area => left(area) > 0)
    .sort((a, b) => left(b) / (problem.demand[b] as number) - left(a) / (problem.demand[a] as number))
  return area => {
    if (problem.split) return Math.max(0, -left(area))
    let room = (problem.capacity[site] as number) - (problem.demand[area] as number)
    let most = left(area)
    for (const other of items) {
      if (other === area) continue
      const size = problem.demand[other] as number
      if (size > room) {
        most += (left(other) * Math.max(0, room)) / size
        break
      }
      room -= size
      most += left(other)
    }
    return Math.max(0, gain - most)
  }
}
