import type { District } from '../county/index.ts'
import { openingFacts } from '../model/criteria-suggestions.ts'
import { endingSoon, knownCost, notKnownOf, type Ending, type KnownCost } from './gaps.ts'
import { providerKindNames, providerKinds, siteKindNames, siteKinds, type SiteProfile } from './site.ts'

/** Which sites a planner wants to see. */
export interface RegisterQuery {
  readonly show: 'centres' | 'venues' | 'all'
  readonly siteKind: string
  /** A district's code, `beyond`, or '' for all. */
  readonly district: string
  readonly provider: string
  /** Words that the name, reference, address or postcode has. */
  readonly words: string
  /** Only those whose lease or contract ends within twelve months. */
  readonly ending: boolean
  readonly sort: SortKey
  readonly direction: 'ascending' | 'descending'
}

const sortKeys = [
  'name',
  'kind',
  'district',
  'provider',
  'hours',
  'cost',
  'lease',
  'contract',
  'gaps',
] as const

/** By what the register can be sorted. */
export type SortKey = (typeof sortKeys)[number]

/**
 * Reads what the address asks for; anything else is passed over.
 *
 * @param value - one value of the query, '' when absent
 * @param anyCentres - whether the register has centres, which are shown first
 * @returns the query
 */
export function registerQuery(value: (field: string) => string, anyCentres: boolean): RegisterQuery {
  const asked = value('show')
  const show =
    asked === 'all' || asked === 'venues' ? asked : asked === 'centres' || anyCentres ? 'centres' : 'all'
  return {
    show,
    siteKind: siteKinds.find(kind => kind === value('kind')) ?? '',
    district: value('district').slice(0, 20),
    provider:
      providerKinds.find(kind => kind === value('provider')) ?? (value('provider') === 'none' ? 'none' : ''),
    words: value('words').trim().slice(0, 80),
    ending: value('ending') === 'soon',
    sort: sortKeys.find(key => key === value('sort')) ?? 'name',
    direction: value('direction') === 'descending' ? 'descending' : 'ascending',
  }
}

/**
 * The query as an address, for links that keep what was chosen.
 *
 * @param query - the query
 * @returns such as `show=all&district=E07000008`, without the order
 */
export function queryAddress(query: RegisterQuery): string {
  const parts = new URLSearchParams({ show: query.show })
  if (query.siteKind !== '') parts.set('kind', query.siteKind)
  if (query.district !== '') parts.set('district', query.district)
  if (query.provider !== '') parts.set('provider', query.provider)
  if (query.words !== '') parts.set('words', query.words)
  if (query.ending) parts.set('ending', 'soon')
  return parts.toString()
}

/** One line of the register's table. */
export interface RegisterLine {
  readonly site: Omit<SiteProfile, 'files'>
  readonly kindName: string
  readonly districtName: string
  readonly providerName: string | null
  /** Public hours in a week of term; null when not known. */
  readonly weeklyHours: number | null
  readonly cost: KnownCost
  readonly endings: readonly Ending[]
  readonly notKnown: readonly string[]
}

/** The register's page. */
export interface RegisterPage {
  readonly lines: readonly RegisterLine[]
  readonly counts: {
    readonly centres: number
    readonly venues: number
    readonly all: number
    readonly ending: number
  }
}

/**
 * The register as its page shows it.
 *
 * @param register - every site with its hours, rooms, services and costs
 * @param districts - the county's districts
 * @param query - what is asked for
 * @param today - `YYYY-MM-DD`
 * @returns the lines in order, and how many there are of each sort
 */
export function registerPage(
  register: readonly Omit<SiteProfile, 'files'>[],
  districts: readonly District[],
  query: RegisterQuery,
  today: string,
): RegisterPage {
  const names = new Map(districts.map(({ code, name }) => [code, name]))
  const lines = register.map(site => lineOf(site, names, today))
  const shown = lines.filter(line => matches(line, query))
  const wayRound = query.direction === 'descending' ? -1 : 1
  shown.sort((a, b) => compare(sortValue(a, query.sort), sortValue(b, query.sort), wayRound))
  const centres = register.filter(site => site.isExistingCentre).length
  return {
    lines: shown,
    counts: {
      centres,
      venues: register.length - centres,
      all: register.length,
      ending: lines.filter(line => line.endings.length > 0).length,
    },
  }
}

/**
 * Public hours in a week of term.
 *
 * @param site - the site with its hours
 * @returns hours a week; null when none are recorded
 */
export function weeklyHours(
  site: Pick<SiteProfile, 'hours' | 'weeksClosed' | 'hoursPublished'>,
): number | null {
  const { periods } = openingFacts(site.hours, site)
  return periods === null ? null : Math.max(0, ...periods.map(period => period.hoursPerWeek))
}

function lineOf(
  site: Omit<SiteProfile, 'files'>,
  names: ReadonlyMap<string, string>,
  today: string,
): RegisterLine {
  return {
    site,
    kindName: siteKindNames[site.kind],
    districtName: site.beyondCounty
      ? 'Beyond the county'
      : site.districtCode === null
        ? 'Not known'
        : (names.get(site.districtCode) ?? site.districtCode),
    providerName: site.providerName ?? (site.providerKind && providerKindNames[site.providerKind]),
    weeklyHours: weeklyHours(site),
    cost: knownCost(site),
    endings: endingSoon(site, today),
    notKnown: notKnownOf(site),
  }
}

function matches(line: RegisterLine, query: RegisterQuery): boolean {
  const { site } = line
  if (query.show === 'centres' && !site.isExistingCentre) return false
  if (query.show === 'venues' && site.isExistingCentre) return false
  if (query.siteKind !== '' && site.kind !== query.siteKind) return false
  if (
    query.district === 'beyond'
      ? !site.beyondCounty
      : query.district !== '' && site.districtCode !== query.district
  ) {
    return false
  }
  if (
    query.provider === 'none'
      ? site.providerKind !== null
      : query.provider !== '' && site.providerKind !== query.provider
  ) {
    return false
  }
  if (query.ending && line.endings.length === 0) return false
  const text = [
    site.name,
    site.reference,
    site.address,
    site.postcode,
    site.postcode?.replace(' ', ''),
    line.providerName,
  ]
    .join(' ')
    .toLowerCase()
  return query.words
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word))
}

function sortValue(line: RegisterLine, key: SortKey): string | number | null {
  switch (key) {
    case 'name':
      return line.site.name
    case 'kind':
      return line.kindName
    case 'district':
      return line.districtName
    case 'provider':
      return line.providerName
    case 'hours':
      return line.weeklyHours
    case 'cost':
      return line.cost.pounds
    case 'lease':
      return line.site.leaseEndsOn
    case 'contract':
      return line.site.contractEndsOn
    case 'gaps':
      return line.notKnown.length
  }
}

// What is not known comes last, whichever way round.
function compare(a: string | number | null, b: string | number | null, wayRound: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * wayRound
  return String(a).localeCompare(String(b), 'en-GB', { numeric: true }) * wayRound
}
