import type { CountyPlanAnswer, CountyPlanProblem } from './county-plan-problem.ts'
import type { PlanSites } from './county-plan-value.ts'
import { brokenRules, planValue } from './county-plan-value.ts'

/** Lets the search for a plan be stopped and go on, and tells how it gets on. */
export interface PlanControl {
  /** Asked now and then: true makes the search return the best that it has. */
  readonly stop?: () => boolean
  /** Hears each better plan and each better bound: nothing that was heard is lost when the thread is ended. */
  readonly better?: (answer: CountyPlanAnswer) => void
  /** A plan to begin with, from an earlier search; one that breaks a rule is left aside. */
  readonly start?: PlanSites | null
}

/** Keeps the best plan and the best bound of a search. */
export class BestPlan {
  readonly problem: CountyPlanProblem
  readonly stop: () => boolean
  plan: PlanSites = { centres: [], zones: [] }
  private value: number | null = null
  private bound: number
  private readonly control: PlanControl
  /** 1 where little is good, −1 where much is. */
  private readonly sign: 1 | -1

  constructor(problem: CountyPlanProblem, control: PlanControl) {
    this.problem = problem
    this.control = control
    this.stop = control.stop ?? (() => false)
    this.sign = problem.aim.kind === 'most-within' ? -1 : 1
    this.bound = -this.sign * Infinity
  }

  /** The value of the best plan: the least is the best. */
  get least(): number {
    return this.value === null ? Infinity : this.sign * this.value
  }

  /** Takes a plan if it keeps every rule and is better. @returns whether it was taken. */
  take(plan: PlanSites): boolean {
    if (brokenRules(this.problem, plan).length > 0) return false
    const value = planValue(this.problem, plan)
    if (this.value !== null && this.sign * value >= this.least - 1e-12 * Math.abs(value)) return false
    this.value = value
    const ascending = (sites: readonly number[]): number[] => [...sites].sort((a, b) => a - b)
    this.plan = { centres: ascending(plan.centres), zones: ascending(plan.zones) }
    this.tell()
    return true
  }

  /** Takes a bound on the value in the sense of {@link least} if it is better. */
  bounded(least: number): void {
    const bound = this.sign * least
    if (this.sign * (bound - this.bound) <= 0) return
    this.bound = bound
    this.tell()
  }

  /** The answer as it stands; `complete` when no better plan is left. */
  answer(complete: boolean): CountyPlanAnswer {
    const value = this.value
    if (value === null) return { ...impossiblePlan([]), bound: this.bound, proof: 'stopped' }
    // A bound may pass the value by rounding only.
    const passed = this.sign * (this.bound - value) >= -1e-9 * Math.abs(value)
    const proven = complete || passed
    const bound = proven ? value : this.bound
    return {
      objective: value,
      bound,
      gap: proven ? 0 : value === 0 ? Infinity : Math.abs(value - bound) / Math.abs(value),
      proof: proven ? 'proven best' : 'stopped',
      open: [...this.plan.centres, ...this.plan.zones].sort((a, b) => a - b),
      conflict: [],
      centres: this.plan.centres,
      zones: this.plan.zones,
    }
  }

  private tell(): void {
    this.control.better?.(this.answer(false))
  }
}

/**
 * Says that there is no plan.
 * @param conflict - the rules that cannot hold together.
 * @returns the answer.
 */
export function impossiblePlan(conflict: CountyPlanAnswer['conflict']): CountyPlanAnswer {
  return {
    objective: null,
    bound: Infinity,
    gap: null,
    proof: 'cannot be done',
    open: [],
    conflict,
    centres: [],
    zones: [],
  }
}
