import type { ChangeTotals } from '../model/change.ts'
import type { ReachFigures } from '../model/reach.ts'
import type { PlacesCompared } from '../model/scenario-figures.ts'
import { format as f } from '../platform/format.ts'
import type { PlanFigures } from './figures.ts'
import { deprivedInWords } from './figures-page.ts'
import { fairnessOf } from './fairness-figures.ts'
import { wordsFor } from './journey-words.ts'
import { poundsInWords } from './money-page.ts'
import { decileName, furthestName } from './reach-page.ts'

/** One measure of every scenario that is compared. */
export interface ComparisonRow {
  readonly measure: string
  readonly cells: readonly { readonly text: string; readonly best: boolean }[]
}

/** Measures that belong together. */
export interface ComparisonGroup {
  readonly heading: string
  readonly rows: readonly ComparisonRow[]
}

/** One scenario's value: what is shown, and its bounds for telling which is best. */
interface Value {
  readonly text: string
  readonly low: number | null
  readonly high: number | null
}

type Better = 'lower' | 'higher' | null

/**
 * Sets scenarios side by side, measures in rows. The best of a row is marked only where it is certainly best: where a
 * figure is known as a range, or not at all, it may be nobody.
 *
 * @param compared - figures of each scenario, in the order of the columns
 * @returns groups of measures; who loses has its own row in each group of reach
 */
export function comparisonGroups(compared: readonly PlanFigures[]): ComparisonGroup[] {
  const [first] = compared
  if (first === undefined) return []
  const { settings, districts } = first.prepared.inputs
  const { limits } = first.prepared.figureInputs
  const { from } = first.prepared.basis
  const words = wordsFor(first.prepared.basis.unit)
  const mean = `Mean ${words.noun}`
  const saidAs = (value: number | null): Value => exactly(words.say(value), value)
  const row = (measure: string, better: Better, of: (figures: PlanFigures) => Value): ComparisonRow =>
    marked(measure, better, compared.map(of))
  const reachGroup = (heading: string, of: (figures: PlanFigures) => PlacesCompared): ComparisonGroup => {
    const reach = (measure: string, pick: (figures: ReachFigures) => number | null): ComparisonRow =>
      row(measure, 'lower', figures => saidAs(pick(of(figures).then.all)))
    const families = (
      measure: string,
      better: Better,
      pick: (totals: ChangeTotals) => number,
    ): ComparisonRow =>
      row(measure, better, figures => children(pick(of(figures).totals), of(figures).now.all.families))
    return {
      heading,
      rows: [
        families('Children who would be further away', 'lower', totals => totals.further),
        families('Children who would be closer', 'higher', totals => totals.closer),
        reach(mean, figures => figures.mean),
        reach(`Median ${words.noun}`, figures => figures.median),
        reach('90th percentile', figures => figures.p90),
        reach(furthestName(from), figures => figures.longest),
        ...limits.map((limit, at) =>
          row(`Children within ${words.say(limit)}`, 'higher', figures =>
            share(of(figures).then.all.within[at]?.share ?? null),
          ),
        ),
        row(`${mean}, most deprived tenth`, 'lower', figures =>
          saidAs(of(figures).then.byDecile.groups.get('1')?.mean ?? null),
        ),
        row('Most deprived (deciles 1 to 3) ÷ least (8 to 10)', 'lower', figures => {
          const { ratio } = fairnessOf(figures.prepared, of(figures).then).gap
          return exactly(ratio === null ? f.number(null) : ratio.toFixed(2), ratio)
        }),
        ...(someUnreached(compared)
          ? [
              row('Children who can reach none', 'lower', figures =>
                whole(Math.round(of(figures).then.all.unreachable)),
              ),
            ]
          : []),
      ],
    }
  }
  return [
    {
      heading: 'Places',
      rows: [
        row(`Centres (limit ${settings.limits.centres})`, null, figures => whole(figures.counts.centres)),
        row('Buildings of Centres', null, figures => whole(figures.counts.centreBuildings)),
        row(`Zones (limit ${settings.limits.zones})`, null, figures => whole(figures.counts.zones)),
        row('Outreach venues', null, figures => whole(figures.counts.byFate.outreach)),
        row('Closed, or put to another use', null, figures =>
          whole(
            figures.counts.byFate.closed +
              figures.counts.byFate['other-use'] +
              figures.counts.byFate['early-years'],
          ),
        ),
        row('Centres in the 30% most deprived neighbourhoods', 'higher', ({ deprivedThen }) => ({
          text: deprivedInWords(deprivedThen),
          low: deprivedThen.lowShare,
          high: deprivedThen.highShare,
        })),
        row('Districts without a Centre', 'lower', figures =>
          whole(figures.problems.filter(problem => problem.code === 'district-without-centre').length),
        ),
      ],
    },
    reachGroup('To the nearest Centre', figures => figures.centres),
    reachGroup('To the nearest Centre or Zone', figures => figures.centresAndZones),
    {
      heading: `${mean} to the nearest Centre or Zone, by district`,
      rows: districts.map(({ code, name }) =>
        row(name, 'lower', figures =>
          saidAs(figures.centresAndZones.then.byDistrict.groups.get(code)?.mean ?? null),
        ),
      ),
    },
    {
      heading: `${mean} to the nearest Centre or Zone, by IDACI decile`,
      rows: first.prepared.figureInputs.decile.keys.map(key =>
        row(decileName(Number(key)), 'lower', figures =>
          saidAs(figures.centresAndZones.then.byDecile.groups.get(key)?.mean ?? null),
        ),
      ),
    },
    {
      heading: 'Money',
      rows: [
        row(`Saving a year (${f.pounds(settings.savingSought)} sought)`, 'higher', ({ money }) => ({
          text: poundsInWords(money.saving),
          ...money.saving,
        })),
        row('Cost a year', 'lower', ({ money }) => ({ text: poundsInWords(money.then), ...money.then })),
        row('Cost once', 'lower', ({ money }) => exactly(f.pounds(money.oneOff), money.oneOff)),
      ],
    },
    {
      heading: 'Criteria that must not fail',
      rows: [
        row('Places of Centres that fail one', 'lower', ({ gates }) =>
          whole(gates.filter(gate => gate.definitely.length > 0).length),
        ),
        row('Places of Centres where it is not known', null, ({ gates }) =>
          whole(gates.filter(gate => gate.possibly.length > 0).length),
        ),
      ],
    },
  ]
}

function marked(measure: string, better: Better, values: readonly Value[]): ComparisonRow {
  const isBest = (value: Value): boolean => {
    if (better === null || value.low === null || value.high === null) return false
    const { low, high } = value
    return values.every(other => {
      if (other === value) return true
      // What is shown alike counts as alike.
      if (other.text === value.text) return true
      if (better === 'lower') return other.low !== null && high <= other.low
      return other.high !== null && low >= other.high
    })
  }
  const best = values.map(isBest)
  const allAlike = values.every(value => value.text === values[0]?.text)
  return {
    measure,
    cells: values.map((value, at) => ({ text: value.text, best: !allAlike && best[at] === true })),
  }
}

function exactly(text: string, value: number | null): Value {
  return { text, low: value, high: value }
}

function someUnreached(compared: readonly PlanFigures[]): boolean {
  return compared.some(({ centres, centresAndZones }) =>
    [centres.now, centres.then, centresAndZones.then].some(table => table.all.unreachable > 0),
  )
}

function share(value: number | null): Value {
  return exactly(f.percent(value), value)
}

function whole(value: number): Value {
  return exactly(f.number(value), value)
}

function children(value: number, all: number): Value {
  return exactly(`${f.number(Math.round(value))} (${f.percent(all > 0 ? value / all : null)})`, value)
}
