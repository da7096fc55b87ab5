import type { SitingInstance } from '../../server/model/siting/siting.ts'

/** A bound, a plan, and what of the sites is settled. */
interface Part {
  readonly open: readonly number[]
  readonly closed: readonly number[]
  readonly prices: Float64Array
}

/**
 * A plain Lagrangian branch and bound for the p-median as a textbook has it, to be held against: every journey is looked
 * at in every step, steps are Beasley's, sites are settled by their penalties, the site in doubt is split on.
 *
 * Source: Beasley 1985, "A note on solving large p-median problems".
 * @param instance - journeys and families, whole numbers
 * @param p - how many sites
 * @returns the least total, proven, and how many parts were looked at.
 */
export function plainPMedian(instance: SitingInstance, p: number): { total: number; parts: number } {
  const { weights } = instance
  const costs = instance.journeys.map(to => to.map((journey, i) => journey * (weights[i] as number)))
  const areas = weights.length
  const first = Float64Array.from(weights, (_, i) => Math.min(...costs.map(to => to[i] as number)))
  let best = Infinity
  let parts = 0
  const stack: Part[] = [{ open: [], closed: [], prices: first }]
  for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
    parts++
    const state = new Int8Array(costs.length)
    for (const site of part.open) state[site] = 1
    for (const site of part.closed) state[site] = -1
    const prices = part.prices.slice()
    let bound = -Infinity
    let kept = prices.slice()
    let [scale, waited] = [2, 0]
    const steps = parts === 1 ? 400 : 80
    let inDoubt = -1
    for (let step = 0; step < steps && scale > 0.005; step++) {
      const worth = costs.map(to => savings(to, prices))
      const free = [...costs.keys()].filter(site => state[site] === 0)
      free.sort((a, b) => (worth[a] as number) - (worth[b] as number))
      const open = [...costs.keys()].filter(site => state[site] === 1)
      const left = p - open.length
      if (left < 0 || left > free.length) {
        bound = Infinity
        break
      }
      const chosen = [...open, ...free.slice(0, left)]
      best = Math.min(best, totalOf(costs, chosen, areas))
      const relaxed = sum(prices) + chosen.reduce((total, site) => total + (worth[site] as number), 0)
      if (relaxed > bound + 1e-7) {
        bound = relaxed
        kept = prices.slice()
        waited = 0
      } else if (++waited >= 20) {
        waited = 0
        scale /= 2
      }
      if (bound > best - 1 + 1e-6 || left === 0 || left === free.length) break
      const [lastIn, firstOut] = [
        worth[free[left - 1] as number] as number,
        worth[free[left] as number] as number,
      ]
      inDoubt = free[left - 1] as number
      for (const [at, site] of free.entries()) {
        const more = at < left ? firstOut - (worth[site] as number) : (worth[site] as number) - lastIn
        if (relaxed + more > best - 1 + 1e-6) state[site] = at < left ? 1 : -1
      }
      move(costs, chosen, prices, scale * (best - relaxed))
    }
    const settled = [...state.keys()]
    const open = settled.filter(site => state[site] === 1)
    if (bound > best - 1 + 1e-6 || open.length >= p || inDoubt < 0) {
      if (open.length === p) best = Math.min(best, totalOf(costs, open, areas))
      continue
    }
    const closed = settled.filter(site => state[site] === -1)
    const free = settled.filter(site => state[site] === 0)
    if (open.length + free.length <= p) {
      if (open.length + free.length === p) best = Math.min(best, totalOf(costs, [...open, ...free], areas))
      continue
    }
    if (state[inDoubt] !== 0) inDoubt = free[0] as number
    stack.push(
      { open, closed: [...closed, inDoubt], prices: kept },
      { open: [...open, inDoubt], closed, prices: kept },
    )
  }
  return { total: best, parts }
}

function savings(to: Float64Array, prices: Float64Array): number {
  let worth = 0
  for (let i = 0; i < to.length; i++) {
    const saved = (to[i] as number) - (prices[i] as number)
    if (saved < 0) worth += saved
  }
  return worth
}

function move(
  costs: readonly Float64Array[],
  chosen: readonly number[],
  prices: Float64Array,
  gap: number,
): void {
  const slack = new Float64Array(prices.length).fill(1)
  for (const site of chosen) {
    const to = costs[site] as Float64Array
    for (let i = 0; i < to.length; i++)
      if ((to[i] as number) < (prices[i] as number)) slack[i] = (slack[i] as number) - 1
  }
  const norm = slack.reduce((total, each) => total + each * each, 0)
  if (norm === 0) return
  for (let i = 0; i < prices.length; i++) {
    prices[i] = Math.max(0, (prices[i] as number) + (gap / norm) * (slack[i] as number))
  }
}

function totalOf(costs: readonly Float64Array[], open: readonly number[], areas: number): number {
  let total = 0
  for (let i = 0; i < areas; i++) {
    let least = Infinity
    for (const site of open) least = Math.min(least, (costs[site] as Float64Array)[i] as number)
    total += least
  }
  return total
}

function sum(figures: Float64Array): number {
  return figures.reduce((total, figure) => total + figure, 0)
}
