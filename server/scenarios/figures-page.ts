import { CRITERIA } from '../model/criteria.ts'
import { FURTHER, type ChangeTotals } from '../model/change.ts'
import type { DeprivedShare } from '../model/fates.ts'
import type { PlacesCompared } from '../model/scenario-figures.ts'
import { format as f } from '../platform/format.ts'
import type { PlanFigures } from './figures.ts'
import { gapsOf } from './gaps.ts'
import { inputsSourceLine, type SiteGates } from './planning-inputs.ts'
import { CAR_ACCESS_GROUPS } from '../model/car-access.ts'
import { edge } from '../model/journeys.ts'
import { fairnessRows, type FairnessRow } from './fairness-page.ts'
import { journeyInWords, wordsFor } from './journey-words.ts'
import { outOfReachHref } from './mode-page.ts'
import { comparedByNeighbourhood } from './neighbourhood-figures.ts'
import {
  decileName,
  groupRows,
  groupThreshold,
  reachRows,
  type GroupRow,
  type ReachRow,
} from './reach-page.ts'

/** What becomes of families: how many, and in how many neighbourhoods. */
export interface OutcomeRow {
  readonly outcome: string
  readonly centres: string
  readonly centresWhere: string
  readonly both: string
  readonly bothWhere: string
}

/** A neighbourhood that comes to be further away. */
export interface LoserRow {
  readonly name: string
  readonly district: string
  readonly children: string
  readonly now: string
  readonly then: string
  readonly change: string
}

/** Places of Centres whose gates fail or may fail. */
export interface GateRow {
  readonly siteId: string
  readonly site: string
  readonly criteria: string
}

/** The figures of a scenario as its page says them. */
export interface FiguresView {
  /** The finding, in a sentence. */
  readonly headline: string
  readonly afterHeadline: string
  readonly counts: readonly { readonly place: string; readonly count: string; readonly over: boolean }[]
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
  readonly reach: readonly ReachRow[]
  readonly outcomes: readonly OutcomeRow[]
  readonly losers: readonly LoserRow[]
  /** `Metres` or `Minutes` */
  readonly units: string
  /** `distance` or `journey` */
  readonly noun: string
  /** Which places the losers' journeys lead to. */
  readonly losersPlace: string
  readonly districts: readonly GroupRow[]
  readonly deciles: readonly GroupRow[]
  /** Empty where it is not known of any neighbourhood. */
  readonly rurality: readonly GroupRow[]
  readonly carAccess: readonly GroupRow[]
  readonly fairness: readonly FairnessRow[]
  /** The threshold that the tables of groups show. */
  readonly groupThreshold: string
  readonly tolerance: string
  readonly deprived: { readonly now: string; readonly then: string }
  readonly gatesBroken: readonly GateRow[]
  readonly gatesUnknown: readonly GateRow[]
  readonly gaps: readonly string[]
  /** Where postcodes far from a road and families out of reach are listed; null where nothing was measured. */
  readonly reachHref: string | null
  readonly source: string
}

const mostLosers = 8

/**
 * Shapes a scenario's figures for its page.
 *
 * @param figures - the figures
 * @param isStatusQuo - whether nothing changes: its limits are then no mistakes
 * @returns what the page says
 */
export function figuresView(figures: PlanFigures, isStatusQuo: boolean): FiguresView {
  const { prepared, centres, counts } = figures
  const { settings, districts } = prepared.inputs
  const { limits, tolerance } = prepared.figureInputs
  const words = wordsFor(prepared.basis.unit)
  const threshold = groupThreshold(limits, prepared.basis.mode)
  const sentences = (severity: 'error' | 'warning'): string[] =>
    figures.problems.filter(problem => problem.severity === severity).map(problem => problem.sentence)
  return {
    ...headline(figures, isStatusQuo),
    units: words.units,
    noun: words.noun,
    counts: [
      {
        place: 'Centres',
        count: `${counts.centres} of ${settings.limits.centres}`,
        over: counts.centres > settings.limits.centres,
      },
      { place: 'Their buildings', count: f.number(counts.centreBuildings), over: false },
      {
        place: 'Zones',
        count: `${counts.zones} of ${settings.limits.zones}`,
        over: counts.zones > settings.limits.zones,
      },
      { place: 'Outreach venues', count: f.number(counts.byFate.outreach), over: false },
      { place: 'Early-years places', count: f.number(counts.byFate['early-years']), over: false },
      { place: 'Other use', count: f.number(counts.byFate['other-use']), over: false },
      { place: 'Closed', count: f.number(counts.byFate.closed), over: false },
    ],
    errors: sentences('error'),
    warnings: isStatusQuo ? [] : sentences('warning'),
    reach: reachRows(figures),
    outcomes: outcomeRows(figures),
    losers: loserRows(figures),
    losersPlace: losersCompared(figures) === centres ? 'Centre' : 'Centre or Zone',
    districts: groupRows(
      districts.map(({ code, name }) => [code, name]),
      figures,
      'District',
      threshold,
      'District not known',
    ),
    deciles: groupRows(
      Array.from({ length: 10 }, (_, at) => [String(at + 1), decileName(at + 1)]),
      figures,
      'Decile',
      threshold,
      'Decile not known',
    ),
    rurality: groupRows(
      [
        ['urban', 'Urban'],
        ['rural', 'Rural'],
      ],
      figures,
      'Rurality',
      threshold,
      'Not known',
    ),
    carAccess: groupRows(
      CAR_ACCESS_GROUPS.map(({ key, name }) => [key, name]),
      figures,
      'CarAccess',
      threshold,
      'Not known',
    ),
    fairness: fairnessRows(figures),
    groupThreshold: words.say(limits[threshold]),
    tolerance: words.say(tolerance),
    deprived: { now: deprivedInWords(figures.deprivedNow), then: deprivedInWords(figures.deprivedThen) },
    gatesBroken: gateRows(figures, gates => gates.definitely),
    gatesUnknown: gateRows(figures, gates => gates.possibly),
    gaps: gapsOf(figures),
    reachHref: outOfReachHref(prepared.basis),
    source: inputsSourceLine(prepared.inputs, prepared.basis),
  }
}

function headline(
  { centres, centresAndZones: both, prepared }: PlanFigures,
  isStatusQuo: boolean,
): { headline: string; afterHeadline: string } {
  const { basis } = prepared
  const families = centres.now.all.families
  const said = (totals: ChangeTotals): string =>
    `${f.count(Math.round(totals.further), 'child', 'children')} (${f.percent(families > 0 ? totals.further / families : null)})`
  if (isStatusQuo) {
    return {
      headline: 'Nothing changes.',
      afterHeadline: `Children live ${meanInWords(centres.now.all.mean, basis)} from today’s nearest centre on average.`,
    }
  }
  if (centres.totals.further === 0 && centres.totals.losing === 0) {
    const closer =
      centres.totals.closer > 0 ? `${f.number(Math.round(centres.totals.closer))} come closer.` : ''
    return { headline: 'No child would be further from a Centre.', afterHeadline: closer }
  }
  return {
    headline: `${said(centres.totals)} would be further from a Centre.`,
    afterHeadline: `Counting Zones too: ${said(both.totals)} further from either, ${f.number(Math.round(both.totals.closer))} closer.`,
  }
}

function meanInWords(mean: number | null, { mode, unit }: PlanFigures['prepared']['basis']): string {
  return unit === 'seconds' && mean !== null ? journeyInWords(mean, mode) : wordsFor(unit).say(mean)
}

function outcomeRows({ centres, centresAndZones: both, prepared }: PlanFigures): OutcomeRow[] {
  const place = prepared.basis.from === 'postcodes' ? 'postcode' : 'neighbourhood'
  const rows: [string, 'further' | 'closer' | 'same' | 'notKnown'][] = [
    ['Further away', 'further'],
    ['Closer', 'closer'],
    ['About the same', 'same'],
    ['Not known', 'notKnown'],
  ]
  const children = ({ totals, now }: PlacesCompared, key: (typeof rows)[number][1]): string => {
    const share =
      now.all.families > 0 && key !== 'notKnown' ? ` (${f.percent(totals[key] / now.all.families)})` : ''
    return `${f.number(Math.round(totals[key]))}${share}`
  }
  const where = ({ totals }: PlacesCompared, key: (typeof rows)[number][1]): string =>
    f.count(totals.neighbourhoods[key], place)
  return rows
    .filter(
      ([, key]) =>
        key !== 'notKnown' || centres.totals.neighbourhoods[key] > 0 || both.totals.neighbourhoods[key] > 0,
    )
    .map(([outcome, key]) => ({
      outcome,
      centres: children(centres, key),
      centresWhere: where(centres, key),
      both: children(both, key),
      bothWhere: where(both, key),
    }))
}

// Whoever loses although Zones are counted loses most: they are the ones to show.
function losersCompared({ centresAndZones, centres }: PlanFigures): PlacesCompared {
  return centresAndZones.totals.neighbourhoods.further > 0 ? centresAndZones : centres
}

function loserRows(figures: PlanFigures): LoserRow[] {
  const { prepared } = figures
  const { change, outcome, now, then } = comparedByNeighbourhood(prepared, losersCompared(figures))
  const words = wordsFor(prepared.basis.unit)
  const { neighbourhoods, districts } = prepared.inputs
  const districtName = new Map(districts.map(({ code, name }) => [code, name]))
  // Whoever loses all reach loses most.
  const lost = (at: number): number =>
    (change.losing[at] ?? 0) > 0 ? Infinity : (then.mean[at] ?? NaN) - (now.mean[at] ?? NaN)
  return neighbourhoods
    .flatMap((place, at) =>
      outcome[at] !== FURTHER || place.children === 0 ? [] : [{ place, at, by: lost(at) }],
    )
    .sort((a, b) => (a.by === b.by ? (a.place.name < b.place.name ? -1 : 1) : b.by - a.by))
    .slice(0, mostLosers)
    .map(({ place, at }) => {
      const [before, after] = [now.mean[at] ?? NaN, then.mean[at] ?? NaN]
      const losing = Math.round(change.losing[at] ?? 0)
      return {
        name: place.name,
        district: districtName.get(place.districtCode) ?? place.districtCode,
        children: f.number(place.children),
        now: words.bare(edge(before)),
        then: after === Infinity ? 'none' : words.bare(edge(after)),
        change:
          after === Infinity
            ? 'no place left'
            : losing > 0
              ? `no place left for ${f.number(losing)}`
              : words.bareChange(edge(before), edge(after)),
      }
    })
}

/**
 * Where Centres stand, in words.
 *
 * @param share - how many stand in the 30% most deprived neighbourhoods
 * @returns such as `6 of 10 (60%)`, with a range where a Centre's neighbourhood is not known
 */
export function deprivedInWords({ inside, outside, notKnown, lowShare, highShare }: DeprivedShare): string {
  if (lowShare === null || highShare === null) return 'no Centres'
  const all = inside + outside + notKnown
  if (notKnown === 0) return `${inside} of ${all} (${f.percent(lowShare)})`
  return `${inside} to ${inside + notKnown} of ${all} (${f.percent(lowShare)} to ${f.percent(highShare)}; ${notKnown} not known)`
}

function gateRows({ gates, prepared }: PlanFigures, of: (gates: SiteGates) => readonly number[]): GateRow[] {
  const nameOf = new Map(prepared.sites.map(site => [site.id, site.name]))
  return gates
    .filter(row => of(row).length > 0)
    .map(row => ({
      siteId: row.siteId,
      site: nameOf.get(row.siteId) ?? '',
      criteria: of(row)
        .map(number => CRITERIA.find(one => one.number === number)?.name ?? `Criterion ${number}`)
        .join(', '),
    }))
    .sort((a, b) => (a.site < b.site ? -1 : 1))
}
