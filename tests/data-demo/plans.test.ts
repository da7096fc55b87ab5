import { appraise } from '../../data/demo/appraisal.ts'
import { consultation, dateOf } from '../../data/demo/consultation.ts'
import {
  buildDemonstrationCounty,
  buildSites,
  demonstrationFiles,
  type AppraisalFile,
  type ConsultationFile,
  type ScenarioFile,
} from '../../data/demo/generate.ts'
import { checkFates } from '../../server/model/fate-checks.ts'
import { countPlaces } from '../../server/model/fates.ts'
import { scenarioLedger, type SiteCost } from '../../server/model/ledger.ts'

const county = buildDemonstrationCounty()
const sites = buildSites(county)
const files = demonstrationFiles(county)

function read(name: string): unknown {
  return JSON.parse(files.find(file => file.name === `council/${name}.json`)?.content ?? 'null')
}

const scenarios = () => [read('scenario'), read('scenario-alternative')] as [ScenarioFile, ScenarioFile]
const fatesOf = ({ fates }: ScenarioFile) =>
  fates.map(({ site, fate, lead }) => ({ siteId: site, fate, leadSiteId: lead }))

describe('the scenarios of the demonstration', () => {
  it('give each of the 38 centres exactly one fate, each district a Centre, and keep the limits', () => {
    const register = sites.map(({ reference, name, centre, at }) => ({
      id: reference,
      name,
      baseline: centre !== null,
      districtCode: at.districtCode,
      mostDeprived30: null,
    }))
    for (const scenario of scenarios())
      expect(checkFates(fatesOf(scenario), register, county.districts)).toEqual([])
    expect(countPlaces(fatesOf(scenarios()[0]))).toMatchObject({
      centres: 10,
      centreBuildings: 15,
      zones: 12,
    })
  })

  it('use every fate there is', () => {
    const used = new Set(scenarios()[0].fates.map(({ fate }) => fate))
    expect(used).toEqual(
      new Set(['centre', 'centre-place', 'zone', 'outreach', 'early-years', 'other-use', 'closed']),
    )
  })

  it('hold a weekly session at every outreach venue and nowhere else', () => {
    for (const { fates, outreach } of scenarios()) {
      const venues = fates.filter(({ fate }) => fate === 'outreach').map(({ site }) => site)
      expect(new Set(outreach.map(({ site }) => site))).toEqual(new Set(venues))
      expect(outreach.every(({ starts, ends }) => starts < ends)).toBe(true)
    }
  })

  it('save about a million pounds in the proposal, and less in the alternative', () => {
    const [proposal, alternative] = scenarios().map(scenario =>
      scenarioLedger({
        baselineSiteIds: sites.flatMap(({ reference, centre }) => (centre === null ? [] : [reference])),
        costs: siteCosts(),
        fates: fatesOf(scenario),
        entries: scenario.ledger.map(({ site, ...line }) => ({ siteId: site, ...line })),
      }),
    )
    expect(proposal?.meetsTarget).toBe('yes')
    expect(proposal?.saving.low).toBeLessThan(1_100_000)
    expect(proposal?.venuesNotPriced).toEqual([])
    expect(alternative?.meetsTarget).toBe('no')
  })
})

describe('the appraisal of the demonstration', () => {
  const appraisal = () => read('appraisal') as AppraisalFile

  it('rates the 38 centres and some venues against all eight criteria', () => {
    expect(appraisal().sites.length).toBeGreaterThan(45)
    for (const { ratings } of appraisal().sites) {
      const first = ratings.filter(({ state, assessor }) => state === 'current' && assessor === 'first')
      expect(first.map(({ criterion }) => criterion)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
      expect(ratings.every(({ low, high }) => low <= high && low >= 0 && high <= 4)).toBe(true)
    }
  })

  it('has assessors who differ, things nobody knows, and gates that fail today and not after works', () => {
    const ratings = appraisal().sites.flatMap(one => one.ratings.map(rating => ({ ...rating, site: one.site })))
    const current = ratings.filter(({ state }) => state === 'current')
    const differing = current.filter(
      rating =>
        rating.assessor === 'second' &&
        current.some(
          other =>
            other.assessor === 'first' &&
            other.site === rating.site &&
            other.criterion === rating.criterion &&
            other.low !== rating.low,
        ),
    )
    expect(differing.length).toBeGreaterThanOrEqual(10)
    expect(current.filter(({ low, high }) => low === 0 && high === 4).length).toBeGreaterThan(10)
    const failing = current.filter(
      ({ criterion, high, assessor }) => assessor === 'first' && criterion === 7 && high === 0,
    )
    expect(failing.length).toBeGreaterThan(0)
    for (const { site } of failing)
      expect(
        ratings.some(after => after.site === site && after.state === 'after-works' && after.criterion === 7),
      ).toBe(true)
  }) // prettier-ignore

  it('raises no rating by works that was as high before', () => {
    for (const { ratings } of appraisal().sites)
      for (const after of ratings.filter(({ state }) => state === 'after-works')) {
        const before = ratings.find(
          one => one.state === 'current' && one.assessor === 'first' && one.criterion === after.criterion,
        )
        expect(after.low).toBeGreaterThan(before?.low ?? 4)
      }
  })

  it('does not know what some works would cost', () => {
    expect(appraisal().sites.some(({ works }) => works !== null && works.costHigh === null)).toBe(true)
  })

  it('depends on nothing but the seed', () => {
    expect(appraise(sites, [], 5)).toEqual(appraise(sites, [], 5))
  })
})

describe('the consultation of the demonstration', () => {
  const file = () => read('consultation') as ConsultationFile

  it('has three to six proposals for each district, most about a site in it', () => {
    expect(file().districts.map(({ code }) => code)).toEqual(county.districts.map(({ code }) => code))
    for (const district of file().districts) {
      expect(district.proposals.length).toBeGreaterThanOrEqual(3)
      expect(district.proposals.length).toBeLessThanOrEqual(6)
      const about = district.proposals.flatMap(({ site }) => (site === null ? [] : [site]))
      expect(about.length).toBeGreaterThan(district.proposals.length / 2)
      for (const reference of about)
        expect(sites.find(site => site.reference === reference)?.at.districtCode).toBe(district.code)
      expect(file().sessions.filter(({ districtCode }) => districtCode === district.code).length).toBeGreaterThan(1)
    }
  }) // prettier-ignore

  it('speaks of no proposal that the scenario does not have', () => {
    const proposed = new Set(scenarios()[0].fates.map(({ site }) => site))
    const about = file().districts.flatMap(({ proposals }) => proposals.flatMap(({ site }) => site ?? []))
    expect(about.filter(site => !proposed.has(site))).toEqual([])
  })

  it('counts in words what the scenario counts', () => {
    const fates = countPlaces(fatesOf(scenarios()[0])).byFate
    const baseline = new Set(sites.flatMap(({ centre, reference }) => (centre === null ? [] : [reference])))
    const ofToday = scenarios()[0].fates.filter(({ site }) => baseline.has(site))
    const today = (fate: string) => ofToday.filter(one => one.fate === fate).length
    expect([today('closed'), today('early-years'), today('other-use'), today('outreach'), today('zone')]).toEqual([2, 8, 2, 3, 8])
    expect(fates.outreach).toBe(21)
    expect(file().whatIsLost).toContain('Twelve buildings')
    expect(file().whatIsProposed).toContain('21 other places')
  }) // prettier-ignore

  it('is open when it is loaded, for ten weeks in all', () => {
    const { opens, closes } = file()
    expect(opens.day).toBeLessThan(0)
    expect(closes.day).toBeGreaterThan(14)
    expect(closes.day - opens.day).toBe(70)
  })

  it('avoids words that nobody says', () => {
    expect(JSON.stringify(consultation(sites))).not.toMatch(
      /service users?|streamlin|exciting|stakeholder|going forward|hub\b|robust/i,
    )
  })

  it('turns relative days into dates', () => {
    expect(dateOf('2026-09-21', { day: 0 })).toBe('2026-09-21')
    expect(dateOf('2026-09-21', { day: 0, weekday: 1 })).toBe('2026-09-21')
    expect(dateOf('2026-09-21', { day: 1, weekday: 1 })).toBe('2026-09-28')
    expect(dateOf('2026-12-30', { day: 2, weekday: 6 })).toBe('2027-01-02')
    expect(dateOf('2026-03-01', { day: -1 })).toBe('2026-02-28')
  })
})

function siteCosts(): SiteCost[] {
  return sites.flatMap(({ reference: siteId, costs }): SiteCost[] =>
    costs === null
      ? []
      : [
          { siteId, line: 'premises', poundsPerYear: costs.premises },
          { siteId, line: 'management', poundsPerYear: costs.management },
          { siteId, line: 'back-office', poundsPerYear: costs.backOffice },
          { siteId, line: 'frontline', poundsPerYear: costs.frontline },
        ],
  )
}
