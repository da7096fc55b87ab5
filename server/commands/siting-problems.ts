import { capacitatedMedian } from '../model/siting/capacitated.ts'
import { coverageBest } from '../model/siting/coverage.ts'
import { leastCost } from '../model/siting/facility-location.ts'
import { leastWorst } from '../model/siting/p-centre.ts'
import { leastTotalJourney } from '../model/siting/p-median.ts'
import { recost, recostAssignment } from '../model/siting/recost.ts'
import { fewestSites } from '../model/siting/set-cover.ts'
import type { Control, SiteRules, SitingAnswer, SitingInstance } from '../model/siting/siting.ts'
import { AppError } from '../platform/errors.ts'
import { integerProgrammeSolver } from '../platform/integer-programmes.ts'
import type { FileInstance } from './siting-instances.ts'

/** The problems that the command solves, by the names that the literature uses. */
export const problems = ['pmedian', 'mclp', 'lscp', 'pcenter', 'uflp', 'cpmp'] as const

/** One of {@link problems}. */
export type Problem = (typeof problems)[number]

/** What is asked of a file. */
export interface Question {
  /** Null: what the file's layout is meant for. */
  readonly problem: Problem | null
  /** How many sites; null: as many as the file says. */
  readonly number: number | null
  /** The limit in seconds or metres, as the journeys are. */
  readonly limit: number | null
  /** Sites that must be open, numbered as the file numbers them. */
  readonly must: readonly number[]
  /** Areas of the deciles 1 to 3 count double. */
  readonly deprivation: boolean
}

/** An answer that was costed again. */
export interface CheckedAnswer {
  readonly problem: Problem
  readonly answer: SitingAnswer
  /** The open sites, numbered as the file numbers them. */
  readonly open: readonly number[]
  /** The objective, worked out again by code that did not find the answer; null when there is none. */
  readonly recosted: number | null
}

/**
 * Solves what is asked of a file, and costs the answer again.
 *
 * @param file - the problem
 * @param question - what is asked
 * @param control - stops it
 * @returns the answer.
 * @throws AppError with a sentence when the file does not hold what the question needs.
 */
export async function solveQuestion(
  file: FileInstance,
  question: Question,
  control: Control,
): Promise<CheckedAnswer> {
  const problem = question.problem ?? usualProblem(file)
  const instance = weighted(file, question)
  const mustOpen = question.must.map(site => site - file.firstSite)
  const strange = mustOpen.findIndex(site => instance.journeys[site] === undefined)
  if (strange >= 0) throw lacking(`There is no site ${String(question.must[strange])}.`)
  const rules: SiteRules = { mustOpen, mustClose: [], together: [] }
  const { answer, recosted } = await solvers[problem]({ file, question, instance, rules, control })
  if (answer.objective !== null && recosted !== null) {
    const off = Math.abs(recosted - answer.objective)
    // NaN, where the plan does not hold, is not within it either.
    if (!(off <= 1e-9 * Math.max(1, Math.abs(recosted)))) {
      throw new Error(`The answer says ${answer.objective}, but comes to ${recosted}.`)
    }
  }
  return { problem, answer, open: answer.open.map(site => site + file.firstSite), recosted }
}

interface Work {
  readonly file: FileInstance
  readonly question: Question
  readonly instance: SitingInstance
  readonly rules: SiteRules
  readonly control: Control
}

interface Solved {
  readonly answer: SitingAnswer
  readonly recosted: number | null
}

const solvers: Record<Problem, (work: Work) => Solved | Promise<Solved>> = {
  pmedian: work => {
    const answer = leastTotalJourney(work.instance, numberOf(work), work.rules, work.control)
    return { answer, recosted: again(work, answer, plan => plan.totalJourney) }
  },
  uflp: work => {
    const { fixed } = work.file
    if (fixed === null) throw lacking('uflp needs a file with fixed costs.')
    const answer = leastCost(work.instance, fixed, work.rules, work.control)
    return { answer, recosted: again(work, answer, plan => plan.totalJourney + plan.fixedCost) }
  },
  mclp: work => {
    const answer = coverageBest(work.instance, numberOf(work), limitOf(work), work.rules, work.control)
    return { answer, recosted: again(work, answer, plan => plan.within) }
  },
  lscp: work => {
    const limit = limitOf(work)
    const answer = fewestSites(work.instance, limit, work.rules, work.control)
    return {
      answer,
      recosted: again(work, answer, plan => (plan.worstJourney <= limit ? answer.open.length : NaN)),
    }
  },
  pcenter: work => {
    const answer = leastWorst(work.instance, numberOf(work), work.rules, work.control)
    return { answer, recosted: again(work, answer, plan => plan.worstJourney) }
  },
  cpmp: async work => {
    const { capacities } = work.file
    if (capacities === null) throw lacking('cpmp needs a file with capacities.')
    const { instance, rules, control } = work
    const solve = await integerProgrammeSolver()
    const answer = await capacitatedMedian(instance, numberOf(work), capacities, solve, rules, control)
    if (answer.objective === null) return { answer, recosted: null }
    const again = recostAssignment(instance, answer.open, answer.served, capacities)
    const sound = again.overfull.length === 0 && again.notServed.length === 0
    return { answer, recosted: sound ? again.totalJourney : NaN }
  },
}

function usualProblem(file: FileInstance): Problem {
  if (file.kind === 'warehouses') return 'uflp'
  return file.kind === 'capacitated' ? 'cpmp' : 'pmedian'
}

function weighted({ instance, deciles }: FileInstance, { deprivation }: Question): SitingInstance {
  if (!deprivation) return instance
  if (deciles === null) throw lacking('--weights deprivation needs a file with deprivation deciles.')
  return {
    ...instance,
    weights: instance.weights.map((families, i) => families * ((deciles[i] as number) <= 3 ? 2 : 1)),
  }
}

function numberOf({ file, question, instance }: Work): number {
  const number = question.number ?? file.number
  if (number === null) throw lacking('Say how many sites are to be open: --p N.')
  if (number > instance.journeys.length) {
    throw lacking(`There are only ${instance.journeys.length} sites, not ${number}.`)
  }
  return number
}

function limitOf({ question }: Work): number {
  if (question.limit === null) throw lacking('Say how long a journey may be: --limit N.')
  return question.limit
}

function again(
  { instance, question, file }: Work,
  answer: SitingAnswer,
  value: (plan: ReturnType<typeof recost>) => number,
): number | null {
  return answer.objective === null ? null : value(recost(instance, answer.open, question.limit, file.fixed))
}

function lacking(sentence: string): AppError {
  return new AppError('question', 422, sentence)
}
