import { format as f } from '../platform/format.ts'
import type { FiguredScenario } from './figures-service.ts'
import { wordsFor } from './journey-words.ts'
import { poundsInWords } from './money-page.ts'

/** One scenario in the list. */
export interface ListRow {
  readonly scenarioId: string
  readonly scenario: string
  readonly state: string
  readonly centres: string
  readonly zones: string
  readonly mean: string
  readonly further: string
  readonly saving: string
  readonly problems: number
  readonly changed: string
}

/**
 * Shapes the list of scenarios.
 *
 * @param figured - scenarios with their figures
 * @returns a row for each, in the same order
 */
export function listRows(figured: readonly FiguredScenario[]): ListRow[] {
  return figured.map(({ scenario, figures }) => {
    const { totals, then, now } = figures.centresAndZones
    const share = now.all.families > 0 ? ` (${f.percent(totals.further / now.all.families)})` : ''
    return {
      scenarioId: scenario.id,
      scenario: scenario.name,
      state: scenario.statusQuo
        ? 'Always there'
        : scenario.publishedAt === null
          ? 'Being drawn'
          : `Published on ${f.date(scenario.publishedAt)}`,
      centres: f.number(figures.counts.centres),
      zones: f.number(figures.counts.zones),
      mean: wordsFor(figures.prepared.basis.unit).say(then.all.mean),
      further: `${f.number(Math.round(totals.further))}${share}`,
      saving: poundsInWords(figures.money.saving),
      problems: figures.problems.filter(problem => problem.severity === 'error').length,
      changed: scenario.statusQuo ? '' : f.date(scenario.updatedAt),
    }
  })
}
