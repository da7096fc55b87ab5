import { recordAction, type Actor } from '../../accounts/index.ts'
import type { County } from '../../county/index.ts'
import { changeBetween, changeTotals } from '../../model/change.ts'
import { nearestOpen } from '../../model/nearest.ts'
import { bestExchanges } from '../../model/siting/interchange.ts'
import { AppError } from '../../platform/errors.ts'
import { readFates, removeFates, storeFates } from '../choices-repository.ts'
import type { PlanningSite } from '../planning-inputs.ts'
import type { Scenario, ScenarioSummary } from '../scenario.ts'
import { changeScenario } from '../scenario-service.ts'
import { gatherCandidates, type SuggestionNeeds } from './candidates-service.ts'
import { openRequest } from './plan-request.ts'
import { stateProblem } from './plan-problem.ts'

/** One exchange in a scenario, and what it would do to families and money. */
export interface ScenarioExchange {
  readonly closes: PlanningSite
  readonly opens: PlanningSite
  /** The average journey afterwards; Infinity where somebody is left without a way to any place. */
  readonly mean: number
  /** Children whose journey becomes shorter, and longer, than in the scenario as it is. */
  readonly closer: number
  readonly further: number
  /** What the exchange costs more in a year, in pounds; null where the place that opens has no price. */
  readonly pounds: number | null
}

/** The best exchanges in a scenario. */
export interface ScenarioExchanges {
  readonly unit: 'metres' | 'seconds'
  readonly method: string
  /** The average journey in the scenario as it is. */
  readonly mean: number
  /** The best first; those that make the average journey longer are not named. */
  readonly exchanges: readonly ScenarioExchange[]
  /** Centres that cannot be exchanged, because they have further places. */
  readonly held: readonly PlanningSite[]
}

/** How many exchanges are named. */
const named = 12

/**
 * Finds the single exchanges of a Centre for another place that shorten the average journey most.
 *
 * @param needs - the database, and what keeps journeys
 * @param county - the county
 * @param scenario - the planner's own plan
 * @param asked - which journeys, which venues, whether Zones count as places to go to, and the change that counts
 * @returns the best exchanges; none where no exchange shortens it
 */
export async function exchangesIn(
  needs: SuggestionNeeds,
  county: County,
  scenario: Scenario,
  asked: {
    readonly mode: string
    readonly venueKinds: readonly string[]
    readonly withZones: boolean
    readonly tolerance: number
  },
): Promise<ScenarioExchanges> {
  const fateOf = new Map(scenario.fates.map(({ siteId, fate }) => [siteId, fate]))
  const leads = new Set(scenario.fates.flatMap(({ leadSiteId }) => leadSiteId ?? []))
  const candidates = await gatherCandidates(
    needs,
    county,
    asked.mode,
    site => fateOf.has(site.id) || asked.venueKinds.includes(site.kind),
  )
  const { sites } = candidates
  const { problem } = stateProblem(openRequest, candidates)
  const families = problem.families.reduce((sum, one) => sum + one, 0)
  const is = (site: PlanningSite, ...fates: readonly string[]): boolean =>
    fates.includes(fateOf.get(site.id) ?? '')
  const open = sites.flatMap((site, at) =>
    is(site, 'centre', 'centre-place', ...(asked.withZones ? ['zone'] : [])) || site.beyondCounty ? [at] : [],
  )
  const held = open.filter(at => {
    const site = sites[at]
    return site !== undefined && (!is(site, 'centre') || leads.has(site.id))
  })
  const barred = sites.flatMap((site, at) =>
    site.beyondCounty || (!open.includes(at) && (is(site, 'zone') || !problem.sites[at]?.mayBeCentre))
      ? [at]
      : [],
  )
  const instance = { journeys: problem.journeys, weights: problem.families }
  const rules = { mustOpen: held, mustClose: barred.filter(at => !open.includes(at)), together: [] }
  const { total, exchanges } = bestExchanges(instance, open, rules, named)
  const before = nearestOpen(problem.journeys, open, problem.families.length).value
  return {
    unit: candidates.unit,
    method: candidates.method,
    mean: total / families,
    exchanges: exchanges
      .filter(({ saved }) => saved > 0)
      .flatMap(({ close, open: opening, total: after }): ScenarioExchange[] => {
        const [closes, opens] = [sites[close], sites[opening]]
        const [costs, costsThen] = [problem.sites[close]?.cost, problem.sites[opening]?.cost]
        if (!closes || !opens || !costs || !costsThen) return []
        const then = nearestOpen(
          problem.journeys,
          [...open.filter(at => at !== close), opening],
          problem.families.length,
        ).value
        const totals = changeTotals(changeBetween(before, then, asked.tolerance), problem.families)
        return [
          {
            closes,
            opens,
            mean: after / families,
            closer: totals.closer,
            further: totals.further,
            pounds: opens.existing
              ? costsThen.centre - costsThen.unused - (costs.centre - costs.unused)
              : null,
          },
        ]
      }),
    held: held.flatMap(at => {
      const site = sites[at]
      return site && leads.has(site.id) ? [site] : []
    }),
  }
}

/**
 * Makes one exchange in a scenario.
 *
 * @param needs - database and clock
 * @param scenario - the planner's own plan
 * @param closes - the Centre that closes
 * @param opens - the site that becomes a Centre instead
 * @param by - who makes it
 * @throws {AppError} 409 when somebody has changed either site in this scenario meanwhile
 */
export async function makeExchange(
  { db, clock }: Pick<SuggestionNeeds, 'db' | 'clock'>,
  scenario: ScenarioSummary,
  closes: PlanningSite,
  opens: PlanningSite,
  by: Actor,
): Promise<void> {
  await changeScenario(db, scenario.id, clock, async tx => {
    const fates = new Map((await readFates(tx, scenario.id)).map(one => [one.siteId, one.fate]))
    const free = fates.get(opens.id) ?? 'closed'
    if (fates.get(closes.id) !== 'centre' || ['centre', 'centre-place', 'zone'].includes(free))
      throw new AppError(
        'changed-meanwhile',
        409,
        'Somebody has changed one of these sites in this scenario meanwhile. Look at the exchanges again.',
      )
    await storeFates(tx, scenario.id, [{ siteId: opens.id, fate: 'centre', leadSiteId: null }])
    if (closes.existing)
      await storeFates(tx, scenario.id, [{ siteId: closes.id, fate: 'closed', leadSiteId: null }])
    else await removeFates(tx, scenario.id, [closes.id])
    await recordAction(tx, by, {
      action: 'scenario.exchange',
      subject: scenario.id,
      summary: `Exchanged the Centre ${closes.name} for ${opens.name}`,
      at: clock(),
    })
  })
}
