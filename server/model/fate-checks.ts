import type { FateProblem, PlaceLimits, ScenarioSite, SiteFate } from './fates.ts'
import { countPlaces, DEFAULT_PLACE_LIMITS } from './fates.ts'

/**
 * Checks a scenario: every designated building has exactly one fate, every further place of a Centre has a lead
 * Centre, the limits hold, and each district keeps a Centre.
 * @param fates - what the scenario makes of its sites.
 * @param sites - the sites of the county.
 * @param districts - the county's districts.
 * @param limits - how many Centres and Zones there may be; they are counted, not their buildings.
 * @returns what is wrong, errors before warnings, otherwise in the order of sites and districts; empty if nothing is.
 */
export function checkFates(
  fates: readonly SiteFate[],
  sites: readonly ScenarioSite[],
  districts: readonly { readonly code: string; readonly name: string }[],
  limits: PlaceLimits = DEFAULT_PLACE_LIMITS,
): FateProblem[] {
  const problems = [
    ...fatesOfSites(fates, sites),
    ...placesOfCentres(fates, sites),
    ...limitsKept(fates, limits),
    ...districtsServed(fates, sites, districts),
  ]
  return problems.sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
}

function fatesOfSites(fates: readonly SiteFate[], sites: readonly ScenarioSite[]): FateProblem[] {
  const known = new Set(sites.map(site => site.id))
  const times = new Map<string, number>()
  for (const { siteId } of fates) times.set(siteId, (times.get(siteId) ?? 0) + 1)
  const problems: FateProblem[] = []
  for (const site of sites) {
    const count = times.get(site.id) ?? 0
    if (count === 0 && site.baseline) {
      problems.push(ofSite('fate-missing', `Say what ${site.name} becomes.`, site.id))
    }
    if (count > 1) {
      problems.push(
        ofSite('fate-repeated', `${site.name} has ${count} fates. It can have only one.`, site.id),
      )
    }
  }
  for (const siteId of times.keys()) {
    if (!known.has(siteId)) {
      problems.push(ofSite('site-unknown', 'A fate is given to a site that is not in the register.', siteId))
    }
  }
  return problems
}

function placesOfCentres(fates: readonly SiteFate[], sites: readonly ScenarioSite[]): FateProblem[] {
  const nameOf = new Map(sites.map(site => [site.id, site.name]))
  const centres = new Set(fates.filter(({ fate }) => fate === 'centre').map(({ siteId }) => siteId))
  const problems: FateProblem[] = []
  for (const { siteId, fate, leadSiteId } of fates) {
    const name = nameOf.get(siteId) ?? 'A site'
    if (fate === 'centre-place' && leadSiteId === null) {
      problems.push(ofSite('lead-missing', `Say which Centre ${name} belongs to.`, siteId))
    } else if (fate === 'centre-place' && leadSiteId !== null && !centres.has(leadSiteId)) {
      const lead = nameOf.get(leadSiteId) ?? 'a site that is not in the register'
      problems.push(ofSite('lead-not-a-centre', `${name} belongs to ${lead}, which is not a Centre.`, siteId))
    } else if (fate !== 'centre-place' && leadSiteId !== null) {
      problems.push(
        ofSite('lead-not-wanted', `${name} has a lead Centre but is not one of its places.`, siteId),
      )
    }
  }
  return problems
}

function limitsKept(fates: readonly SiteFate[], limits: PlaceLimits): FateProblem[] {
  const { centres, zones } = countPlaces(fates)
  const problems: FateProblem[] = []
  if (centres > limits.centres) {
    const sentence = `There are ${centres} Centres. The limit is ${limits.centres}.`
    problems.push(warning('too-many-centres', sentence, null))
  }
  if (zones > limits.zones) {
    problems.push(warning('too-many-zones', `There are ${zones} Zones. The limit is ${limits.zones}.`, null))
  }
  return problems
}

function districtsServed(
  fates: readonly SiteFate[],
  sites: readonly ScenarioSite[],
  districts: readonly { readonly code: string; readonly name: string }[],
): FateProblem[] {
  const districtOf = new Map(sites.map(site => [site.id, site.districtCode]))
  const districtsOf = (wanted: SiteFate['fate']): Set<string | null> =>
    new Set(fates.filter(({ fate }) => fate === wanted).map(({ siteId }) => districtOf.get(siteId) ?? null))
  const led = districtsOf('centre')
  const served = districtsOf('centre-place')
  return districts
    .filter(({ code }) => !led.has(code))
    .map(({ code, name }) => {
      const sentence = served.has(code)
        ? `${name} has no Centre of its own, only a place of a Centre that is led from elsewhere.`
        : `${name} has no Centre.`
      return warning('district-without-centre', sentence, code)
    })
}

function ofSite(code: string, sentence: string, siteId: string): FateProblem {
  return { code, sentence, severity: 'error', siteId, districtCode: null }
}

function warning(code: string, sentence: string, districtCode: string | null): FateProblem {
  return { code, sentence, severity: 'warning', siteId: null, districtCode }
}
