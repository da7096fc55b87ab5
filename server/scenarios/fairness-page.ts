import { format as f } from '../platform/format.ts'
import { fairnessOf, type FairnessFigures } from './fairness-figures.ts'
import type { PlanReach } from './figures.ts'
import { wordsFor } from './journey-words.ts'

/** One measure of how evenly journeys are spread: today, with Centres alone, and with Centres and Zones. */
export interface FairnessRow {
  readonly measure: string
  /** What the measure says, for those who do not know it. */
  readonly meaning: string
  readonly now: string
  readonly centres: string
  readonly both: string
}

/**
 * How evenly journeys are spread, today and then.
 *
 * @param reach - what a scenario does by one way of travelling
 * @returns a row for each measure; none where nobody's deprivation is known
 */
export function fairnessRows({ prepared, centres, centresAndZones }: PlanReach): FairnessRow[] {
  const words = wordsFor(prepared.basis.unit)
  const tables = [prepared.now, centres.then, centresAndZones.then].map(table => fairnessOf(prepared, table))
  if (tables.every(({ gap }) => gap.most === null && gap.least === null)) return []
  const row = (measure: string, meaning: string, of: (figures: FairnessFigures) => string): FairnessRow => {
    const [now = '', c = '', b = ''] = tables.map(of)
    return { measure, meaning, now, centres: c, both: b }
  }
  return [
    row('Mean, most deprived', 'IDACI deciles 1 to 3', ({ gap }) => words.bare(gap.most)),
    row('Mean, least deprived', 'IDACI deciles 8 to 10', ({ gap }) => words.bare(gap.least)),
    row('Most ÷ least deprived', 'below 1: the most deprived live nearer', ({ gap }) => decimal(gap.ratio)),
    row('Gini coefficient', '0: all alike', ({ gini }) => decimal(gini.value)),
    row('Concentration index', 'below 0: longer for the deprived', ({ concentration }) =>
      decimal(concentration.value),
    ),
  ]
}

function decimal(value: number | null): string {
  return value === null
    ? f.number(null)
    : value
        .toFixed(2)
        .replace(/^-(?=0\.00$)/, '')
        .replace('-', '−')
}
