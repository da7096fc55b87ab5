import type { NearLists } from './near-lists.ts'
import { CLOSED, OPEN, UNDECIDED } from './site-units.ts'

/**
 * What is left of a siting problem once some units of sites are settled: who is still nearer to an undecided unit than
 * to the open ones, and what the open ones cost already.
 */
export interface Core {
  /** Areas with at least one undecided unit nearer than their cap. */
  readonly lists: NearLists
  /** Units that are neither open nor closed. */
  readonly undecided: Int32Array
  /** For every unit whether it is undecided, open or closed. */
  readonly state: Uint8Array
  /** How many sites are still to be opened; null when any number will do. */
  readonly left: number | null
  /** What is settled: the caps of areas that are left out, and the fixed costs of open units. */
  readonly settled: number
}

/** What belongs to units whatever is settled about them. */
export interface UnitFacts {
  /** How many sites each unit has. */
  readonly size: Int32Array
  /** What opening each unit costs; 0 where only journeys count. */
  readonly fixed: Float64Array
}

/** A core, and the multipliers of its areas. */
export interface Narrowed {
  readonly core: Core
  readonly multipliers: Float64Array
}

/**
 * Makes a core smaller after units were settled: entries of closed units go, entries beyond the nearest open unit go,
 * and areas without entries go.
 *
 * @param core - what was left before; its lists are not changed
 * @param state - for every unit what is settled now, in addition
 * @param multipliers - one for each area of the core
 * @param facts - sizes and fixed costs
 * @returns what is left now, with the multipliers of the areas that are left, none above the area's cap.
 */
export function narrowed(
  core: Core,
  state: Uint8Array,
  multipliers: Float64Array,
  facts: UnitFacts,
): Narrowed {
  const { areas, start, cost, unit, cap } = core.lists
  const undecided = core.undecided.filter(u => state[u] === UNDECIDED)
  let settled = core.settled
  let left = core.left
  for (const u of core.undecided) {
    if (state[u] !== OPEN) continue
    settled += facts.fixed[u] as number
    if (left !== null) left -= facts.size[u] as number
  }
  const newStart = new Int32Array(areas + 1)
  const newCost = new Float64Array(cost.length)
  const newUnit = new Int32Array(cost.length)
  const newCap = new Float64Array(areas)
  const kept = new Float64Array(areas)
  let [row, at] = [0, 0]
  for (let i = 0; i < areas; i++) {
    let limit = cap[i] as number
    const from = at
    const end = start[i + 1] as number
    for (let k = start[i] as number; k < end; k++) {
      const c = cost[k] as number
      if (c >= limit) break
      const known = state[unit[k] as number] as number
      if (known === CLOSED) continue
      if (known === OPEN) {
        limit = c
        break
      }
      newCost[at] = c
      newUnit[at++] = unit[k] as number
    }
    if (at === from) {
      settled += limit
      continue
    }
    newCap[row] = limit
    kept[row] = Math.min(limit, multipliers[i] as number)
    newStart[++row] = at
  }
  const lists: NearLists = {
    areas: row,
    start: newStart.slice(0, row + 1),
    cost: newCost.slice(0, at),
    unit: newUnit.slice(0, at),
    cap: newCap.slice(0, row),
  }
  return { core: { lists, undecided, state: state.slice(), left, settled }, multipliers: kept.slice(0, row) }
}

/**
 * What a choice of undecided units costs, with everything that is settled.
 *
 * @param core - what is left of the problem
 * @param chosen - 1 for each unit that opens
 * @param facts - fixed costs
 * @returns the total: each area at its nearest open unit, or at its cap.
 */
export function coreCost(core: Core, chosen: Uint8Array, facts: UnitFacts): number {
  const { areas, start, cost, unit, cap } = core.lists
  let total = core.settled
  for (const u of core.undecided) if (chosen[u] === 1) total += facts.fixed[u] as number
  for (let i = 0; i < areas; i++) {
    let served = cap[i] as number
    const end = start[i + 1] as number
    for (let k = start[i] as number; k < end; k++) {
      if (chosen[unit[k] as number] === 1) {
        served = cost[k] as number
        break
      }
    }
    total += served
  }
  return total
}
