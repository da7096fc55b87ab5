import type { CapacitatedProblem } from './capacitated-problem.ts'
import { assignedCost } from './capacitated-problem.ts'
import type { Control, SiteRules, SitingAnswer } from './siting.ts'

/** How much of an area a site serves. */
export interface ServedShare {
  readonly area: number
  readonly site: number
  /** From 0 to 1; always 1 where areas may not be split. */
  readonly share: number
}

/** The answer to a capacitated problem: also who is served where. */
export interface CapacitatedAnswer extends SitingAnswer {
  /** By area, then by site. */
  readonly served: readonly ServedShare[]
}

/** Keeps the best assignment and the best bound of a search. */
export class BestAssignment {
  value: number | null = null
  shares: readonly ServedShare[] = []
  private bound = -Infinity
  private readonly problem: CapacitatedProblem
  private readonly control: Control
  private readonly rules: SiteRules

  constructor(problem: CapacitatedProblem, control: Control, rules: SiteRules) {
    this.problem = problem
    this.control = control
    this.rules = rules
  }

  get proven(): boolean {
    return this.value !== null && this.value - this.bound <= 1e-7 * Math.abs(this.value)
  }

  take(shares: readonly ServedShare[]): void {
    const cost = assignedCost(this.problem, shares)
    if (!(cost < (this.value ?? Infinity) - 1e-9) || !this.keepsRules(shares)) return
    this.value = cost
    this.shares = [...shares].sort((a, b) => a.area - b.area || a.site - b.site)
    this.tell()
  }

  bounded(bound: number): void {
    if (bound <= this.bound) return
    this.bound = bound
    this.tell()
  }

  answer(complete: boolean): CapacitatedAnswer {
    const proven = complete || this.proven
    const bound = proven ? (this.value ?? this.bound) : this.bound
    return {
      objective: this.value,
      bound,
      gap:
        this.value === null ? null : this.value === bound ? 0 : (this.value - bound) / Math.abs(this.value),
      proof: proven ? 'proven best' : 'stopped',
      open: this.open(),
      conflict: [],
      served: this.shares,
    }
  }

  /** The sites that serve somebody or have to open, and as many more, by index, as are to open. */
  private open(): number[] {
    if (this.value === null) return []
    const { mustOpen, mayOpen, p } = this.problem
    const open = new Set(this.shares.map(({ site }) => site))
    for (const [site, must] of mustOpen.entries()) if (must === 1) open.add(site)
    for (const group of this.rules.together)
      if (group.some(site => open.has(site))) for (const site of group) open.add(site)
    for (let site = 0; site < mayOpen.length && open.size < p; site++) {
      if (mayOpen[site] === 1 && !this.rules.together.some(group => group.includes(site))) open.add(site)
    }
    return [...open].sort((a, b) => a - b)
  }

  private keepsRules(shares: readonly ServedShare[]): boolean {
    const { mayOpen, mustOpen, p } = this.problem
    const open = new Set(shares.map(({ site }) => site))
    for (const [site, must] of mustOpen.entries()) if (must === 1) open.add(site)
    // Groups may overlap, so that opening one may open the next.
    for (let size = -1; size < open.size;) {
      size = open.size
      for (const group of this.rules.together) {
        if (group.some(site => open.has(site))) for (const site of group) open.add(site)
      }
    }
    return open.size <= p && [...open].every(site => mayOpen[site] === 1)
  }

  private tell(): void {
    const { objective, bound, open } = this.answer(false)
    this.control.progress?.({ objective, bound, open })
  }
}
