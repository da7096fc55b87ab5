import { Lagrangian } from './lagrangian.ts'
import { PriceAscent } from './price-ascent.ts'
import { type Core, type UnitFacts, coreCost, narrowed } from './siting-core.ts'
import { CLOSED, OPEN, UNDECIDED, canMakeUp } from './site-units.ts'

/** What a search starts from and is held to. */
export interface SearchTask {
  readonly core: Core
  readonly facts: UnitFacts
  /** All totals are whole numbers, so that a bound above "best less 1" is a proof. */
  readonly whole: boolean
  /** A first plan: 1 for each open unit, and its total. */
  readonly plan: { readonly open: Uint8Array; readonly total: number }
  /** Prices to start from, one for each area of the core. */
  readonly prices: Float64Array
  readonly stop: () => boolean
  /** Tries to better a plan; returns a total and a plan that is at least as good. */
  readonly polish: (open: Uint8Array) => { readonly open: Uint8Array; readonly total: number }
  readonly report: (best: { total: number; open: Uint8Array }, bound: number) => void
}

/** What a search has found. */
export interface SearchResult {
  readonly total: number
  readonly open: Uint8Array
  readonly bound: number
  readonly stopped: boolean
  /** How many times the problem was split. */
  readonly splits: number
  /** The bound before the first split. */
  readonly root: number
  /** How many relaxations were worked out. */
  readonly evaluations: number
}

/** A part of the problem that waits. */
interface Part {
  readonly core: Core
  readonly prices: Float64Array
  readonly bound: number
}

/** How many relaxations are worked out at most: of the whole problem, and of a part of it. */
const most = { whole: 1200, part: 80 }

/**
 * Finds the best choice of units, with proof: Lagrangian bounds settle units and split the problem until nothing is left.
 *
 * Sources: Geoffrion 1974; Beasley 1985 and Christofides &
 * Beasley 1982 (settling sites by penalties).
 * @param task - the problem and a plan to start with
 * @returns the best plan and a bound on every plan; they meet unless it was stopped.
 */
export function branchAndBound(task: SearchTask): SearchResult {
  return new Search(task).run()
}

class Search {
  readonly #task: SearchTask
  readonly #lagrangian: Lagrangian
  readonly #share: Float64Array
  #total: number
  #open: Uint8Array
  #evaluations = 0
  #splits = 0
  #root = -Infinity
  #stopped = false
  /** The least bound of a part that was given up because no better plan is in it. */
  #leastGivenUp = Infinity

  constructor(task: SearchTask) {
    this.#task = task
    this.#lagrangian = new Lagrangian(task.core.lists.areas, task.facts)
    this.#share = new Float64Array(task.facts.size.length)
    this.#total = task.plan.total
    this.#open = task.plan.open.slice()
  }

  run(): SearchResult {
    const parts: Part[] = [{ core: this.#task.core, prices: this.#task.prices, bound: -Infinity }]
    let first = true
    while (parts.length > 0) {
      const part = parts.pop() as Part
      if (part.bound > this.#cutoff()) {
        this.#leastGivenUp = Math.min(this.#leastGivenUp, part.bound)
        continue
      }
      const left = this.#work(part, first)
      if (first) this.#root = left[0]?.bound ?? this.#total
      first = false
      parts.push(...left)
      if (this.#stopped) break
      this.#task.report({ total: this.#total, open: this.#open }, this.#bound(parts))
    }
    return {
      total: this.#total,
      open: this.#open,
      bound: this.#bound(parts),
      stopped: this.#stopped,
      splits: this.#splits,
      root: this.#root,
      evaluations: this.#evaluations,
    }
  }

  #bound(parts: readonly Part[]): number {
    const least = parts.reduce((low, part) => Math.min(low, part.bound), this.#leastGivenUp)
    // What was settled, or given up, holds nothing below the cutoff; no whole total lies between that and the best.
    if (this.#task.whole) return least > this.#cutoff() ? this.#total : Math.min(least, this.#total)
    return Math.min(least, this.#cutoff())
  }

  /** Above this bound a part holds no better plan. */
  #cutoff(): number {
    return this.#task.whole ? this.#total - 1 : this.#total - 1e-9 * Math.abs(this.#total)
  }

  /** Works a part off, or splits it. */
  #work(part: Part, whole: boolean): Part[] {
    let { core, prices } = part
    let bound = part.bound
    const state = core.state.slice()
    const enough = whole ? most.whole : most.part
    let done = 0
    let fresh = bound
    const ascent = new PriceAscent(prices)
    for (;;) {
      const leaf = this.#leaf(core, state, bound)
      if (leaf) return []
      const round = this.#round(core, ascent, state, bound, whole ? 60 : 20)
      bound = Math.max(bound, ascent.bound)
      done += round.evaluations
      if (whole) {
        this.#polishChosen(core, ascent.best)
        this.#task.report({ total: this.#total, open: this.#open }, bound)
      }
      if (bound > this.#cutoff()) {
        this.#leastGivenUp = Math.min(this.#leastGivenUp, bound)
        return []
      }
      if (this.#task.stop()) {
        this.#stopped = true
        return [{ core, prices: ascent.best, bound }]
      }
      if (round.settled > 0) {
        const less = narrowed(core, state, ascent.best, this.#task.facts)
        core = less.core
        prices = less.multipliers
        ascent.restart(prices)
      } else if (round.stalled) {
        // Small steps have led no further: long ones, once more, unless they led nowhere the last time.
        const won = bound - fresh
        if (won < 0.1 * (this.#total - fresh)) break
        fresh = bound
        ascent.refresh()
      }
      if (done >= enough) break
    }
    if (this.#leaf(core, state, bound)) return []
    return this.#split(core, ascent.best, state, bound)
  }

  /** Deals with a part in which nothing is to be decided any more; true when there is nothing left to do. */
  #leaf(core: Core, state: Uint8Array, bound: number): boolean {
    const { size } = this.#task.facts
    if (core.left !== null) {
      const relative = new Uint8Array(state.length).fill(CLOSED)
      let sites = 0
      for (const u of core.undecided) {
        relative[u] = UNDECIDED
        sites += size[u] as number
      }
      if (!canMakeUp(size, relative, core.left)) return true
      if (core.left > 0 && core.left < sites) return false
    } else if (core.undecided.length > 0) return false
    const all = new Uint8Array(state.length)
    if (core.left !== 0) for (const u of core.undecided) all[u] = 1
    const total = coreCost(core, all, this.#task.facts)
    this.#leastGivenUp = Math.min(this.#leastGivenUp, Math.max(bound, total))
    this.#take(core, all, total)
    return true
  }

  /** Some steps; settles units as the bounds allow. */
  #round(
    core: Core,
    ascent: PriceAscent,
    state: Uint8Array,
    known: number,
    most: number,
  ): { evaluations: number; settled: number; stalled: boolean } {
    const lagrangian = this.#lagrangian
    let settled = 0
    const before = Math.max(known, ascent.bound)
    const gapBefore = this.#total - before
    let steps = 0
    while (steps < most) {
      const { bound } = lagrangian.evaluate(core, ascent.prices)
      steps++
      this.#evaluations++
      const better = ascent.take(bound)
      for (const u of core.undecided) {
        this.#share[u] = 0.9 * (this.#share[u] as number) + 0.1 * (lagrangian.chosen[u] as number)
      }
      if (better) this.#tryChosen(core)
      if (ascent.bound > this.#cutoff()) break
      settled += this.#settle(core, state, bound)
      if (!ascent.step(core, lagrangian.slack, this.#total - bound)) break
      if (steps % 16 === 0 && this.#task.stop()) break
    }
    const won = ascent.bound - before
    return { evaluations: steps, settled, stalled: won < 0.02 * gapBefore && ascent.slow }
  }

  #tryChosen(core: Core): void {
    const { chosen } = this.#lagrangian
    if (!this.#isPlan(core, chosen)) return
    const total = coreCost(core, chosen, this.#task.facts)
    if (total < this.#total) this.#take(core, chosen, total)
  }

  /** Makes a plan from the relaxed choice at the best prices, and betters it. */
  #polishChosen(core: Core, prices: Float64Array): void {
    this.#lagrangian.evaluate(core, prices)
    const { chosen } = this.#lagrangian
    if (!this.#isPlan(core, chosen)) return
    const better = this.#task.polish(openWith(core, chosen))
    if (better.total < this.#total) [this.#total, this.#open] = [better.total, better.open]
  }

  #isPlan(core: Core, chosen: Uint8Array): boolean {
    if (core.left === null) return true
    let sites = 0
    for (const u of core.undecided) if (chosen[u] === 1) sites += this.#task.facts.size[u] as number
    return sites === core.left
  }

  #take(core: Core, chosen: Uint8Array, total: number): void {
    if (total >= this.#total) return
    const open = openWith(core, chosen)
    const better = this.#task.polish(open)
    this.#total = Math.min(total, better.total)
    this.#open = better.total <= total ? better.open : open
    this.#task.report({ total: this.#total, open: this.#open }, -Infinity)
  }

  /** Opens and closes units that no better plan can do without, or with; returns how many. */
  #settle(core: Core, state: Uint8Array, bound: number): number {
    const { worth, chosen, result } = this.#lagrangian
    const { size } = this.#task.facts
    const room = this.#cutoff() - bound
    let settled = 0
    for (const u of core.undecided) {
      if (state[u] !== UNDECIDED) continue
      const value = worth[u] as number
      if (chosen[u] === 1) {
        if (result.outFrom * (size[u] as number) - value <= room) continue
        state[u] = OPEN
      } else {
        if (value - result.inFrom * (size[u] as number) <= room) continue
        state[u] = CLOSED
      }
      settled++
    }
    return settled
  }

  /** Splits by the unit about which the relaxations agreed least. */
  #split(core: Core, prices: Float64Array, state: Uint8Array, bound: number): Part[] {
    let pick = -1
    let most = -1
    for (const u of core.undecided) {
      const doubt = 0.5 - Math.abs((this.#share[u] as number) - 0.5)
      if (doubt > most) [pick, most] = [u, doubt]
    }
    this.#splits++
    const part = (known: number): Part => {
      const settled = state.slice()
      settled[pick] = known
      const less = narrowed(core, settled, prices, this.#task.facts)
      return { core: less.core, prices: less.multipliers, bound }
    }
    const likely = (this.#share[pick] as number) > 0.5
    return [part(likely ? CLOSED : OPEN), part(likely ? OPEN : CLOSED)]
  }
}

/** All units that are open when some of the undecided ones open. */
function openWith(core: Core, chosen: Uint8Array): Uint8Array {
  return core.state.map((known, u) => (known === OPEN || (known === UNDECIDED && chosen[u] === 1) ? 1 : 0))
}
