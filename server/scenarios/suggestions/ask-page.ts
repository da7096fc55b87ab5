import { siteKindNames, siteKinds, type SiteKind } from '../../sites/index.ts'
import type { PlanningSite } from '../planning-inputs.ts'
import type { ScenarioSettings } from '../scenario-settings.ts'
import type { PlanRequest } from './plan-request.ts'
import { togetherLetters, type SiteRule } from './suggestion-forms.ts'

const kindOf = (site: PlanningSite): SiteKind => siteKinds.find(kind => kind === site.kind) ?? 'other'

/** Kinds of venue that may be taken into use: everything but today's centres. */
export const venueKinds: readonly SiteKind[] = siteKinds.filter(
  kind => kind !== 'centre' && kind !== 'linked-site',
)

/** Kinds that are ticked until a planner chooses: Zones are meant for libraries and community buildings. */
const usualKinds: readonly SiteKind[] = ['library', 'community-building']

/** One site, and what may be asked of it. */
interface RuleRow {
  readonly siteId: string
  readonly site: string
  readonly siteKind: string
  readonly rule: SiteRule
  readonly with: string
}

/** Journeys that a plan may be made for. */
export interface AskedMode {
  readonly value: string
  readonly text: string
  readonly hint: string
  readonly unit: 'metres' | 'seconds'
}

/** What the form of a plan shows. */
export interface AskView {
  readonly modes: readonly AskedMode[]
  readonly kinds: readonly { readonly value: string; readonly text: string }[]
  readonly ruleGroups: readonly {
    readonly heading: string
    readonly open: boolean
    readonly rows: readonly RuleRow[]
  }[]
  readonly ruleItems: readonly { readonly value: SiteRule; readonly text: string }[]
  readonly letterItems: readonly { readonly value: string; readonly text: string }[]
  readonly start: Readonly<Record<string, string>>
  readonly tickedRules: readonly string[]
  readonly kindsTicked: readonly string[]
}

/**
 * Shapes the form that asks for a plan.
 *
 * @param sites - sites of the county
 * @param modes - journeys that there are, the first one chosen until a planner chooses
 * @param settings - what scenarios are measured against
 * @param from - an earlier request to start from; null for the usual one
 * @returns what the form shows
 */
export function askView(
  sites: readonly PlanningSite[],
  modes: readonly AskedMode[],
  settings: ScenarioSettings,
  from: { readonly name: string; readonly request: PlanRequest } | null,
): AskView {
  const asked = from?.request
  const mode = modes.find(one => one.value === asked?.mode) ?? modes[0]
  const inUnit = mode?.unit === 'seconds' ? 60 : 1
  const shown = (value: number | null | undefined, by = 1): string =>
    value == null ? '' : String(Math.round((value / by) * 100) / 100)
  const rule = (id: string): SiteRule => {
    if (asked?.mustBeCentre.includes(id)) return 'centre'
    if (asked?.mustStayOpen.includes(id)) return 'open'
    return asked?.mustNotBeUsed.includes(id) ? 'not-used' : 'free'
  }
  const letter = (id: string): string =>
    togetherLetters[asked?.together.findIndex(group => group.includes(id)) ?? -1] ?? ''
  const row = (site: PlanningSite): RuleRow => ({
    siteId: site.id,
    site: site.name,
    siteKind: siteKindNames[kindOf(site)],
    rule: rule(site.id),
    with: letter(site.id),
  })
  const own = sites.filter(site => !site.beyondCounty)
  const groups = [
    { heading: 'Today’s centres', sites: own.filter(site => site.existing) },
    ...venueKinds.map(kind => ({
      heading: venueGroupNames[kind] ?? siteKindNames[kind],
      sites: own.filter(site => !site.existing && kindOf(site) === kind),
    })),
  ]
  return {
    modes,
    kinds: venueKinds
      .filter(kind => own.some(site => !site.existing && kindOf(site) === kind))
      .map(value => ({ value, text: venueGroupNames[value] ?? siteKindNames[value] })),
    ruleGroups: groups
      .filter(group => group.sites.length > 0)
      .map(group => {
        const rows = group.sites.map(row)
        return {
          heading: group.heading,
          open: rows.some(one => one.rule !== 'free' || one.with !== ''),
          rows,
        }
      }),
    ruleItems: [
      { value: 'free', text: 'Free' },
      { value: 'centre', text: 'Must be a Centre' },
      { value: 'open', text: 'Must be a Centre or a Zone' },
      { value: 'not-used', text: 'Must not be used' },
    ],
    letterItems: [{ value: '', text: '–' }, ...togetherLetters.map(value => ({ value, text: value }))],
    start: {
      name: from?.name ?? '',
      goal: asked?.goal ?? 'least-journey',
      within: shown(asked?.within, inUnit),
      mode: mode?.value ?? '',
      deprivedCount: String(asked?.deprivedCount ?? 1),
      centres: String(asked?.centres ?? settings.limits.centres),
      zones: String(asked?.zones ?? settings.limits.zones),
      zoneWorth: String(asked?.zoneWorth ?? 0.5),
      saving: shown(asked ? asked.saving : settings.savingSought),
      deprivedShare: shown(asked?.deprivedShare, 0.01),
      worseChildren: shown(asked?.worse?.children),
      worseBy: shown(asked?.worse?.by, inUnit),
      searchSeconds: String(asked?.searchSeconds ?? 60),
    },
    tickedRules: [
      ...((asked?.oneInEachDistrict ?? true) ? ['oneInEachDistrict'] : []),
      ...((asked?.keepGates ?? true) ? ['keepGates'] : []),
    ],
    kindsTicked: asked?.venueKinds ?? usualKinds,
  }
}

const venueGroupNames: Partial<Record<SiteKind, string>> = {
  nursery: 'Nurseries',
  school: 'Schools',
  library: 'Libraries',
  'gp-practice': 'GP practices',
  'community-building': 'Community buildings',
  other: 'Other venues',
}
