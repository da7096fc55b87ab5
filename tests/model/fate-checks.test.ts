import { describe, expect, it } from '@jest/globals'
import { checkFates } from '../../server/model/fate-checks.ts'
import type { ScenarioSite, SiteFate } from '../../server/model/fates.ts'
import { statusQuo } from '../../server/model/fates.ts'

const districts = [
  { code: 'D1', name: 'Fenside' },
  { code: 'D2', name: 'Chalkland' },
]
const sites: ScenarioSite[] = [
  { id: 'a', name: 'Acorn', baseline: true, districtCode: 'D1', mostDeprived30: null },
  { id: 'b', name: 'Birch', baseline: true, districtCode: 'D2', mostDeprived30: null },
  { id: 'lib', name: 'Library', baseline: false, districtCode: 'D2', mostDeprived30: null },
]
const check = (fates: SiteFate[], limits = { centres: 10, zones: 12 }) =>
  checkFates(fates, sites, districts, limits).map(({ code, siteId, districtCode }) => [
    code,
    siteId ?? districtCode,
  ])
const fate = (siteId: string, what: SiteFate['fate'], leadSiteId: string | null = null): SiteFate => ({
  siteId,
  fate: what,
  leadSiteId,
})

describe('checking a scenario', () => {
  it('finds nothing wrong with the status quo', () => {
    expect(check(statusQuo(sites))).toEqual([])
  })

  it('wants exactly one fate for each designated building, and none for a venue that is not used', () => {
    expect(check([fate('a', 'centre')])).toEqual([
      ['fate-missing', 'b'],
      ['district-without-centre', 'D2'],
    ])
    expect(check([fate('a', 'centre'), fate('b', 'centre'), fate('b', 'closed')])).toEqual([
      ['fate-repeated', 'b'],
    ])
    expect(check([...statusQuo(sites), fate('ghost', 'zone')])).toEqual([['site-unknown', 'ghost']])
  })

  it('wants a lead Centre for each further place', () => {
    const base = fate('a', 'centre')
    expect(check([base, fate('b', 'centre-place')])).toContainEqual(['lead-missing', 'b'])
    expect(check([base, fate('b', 'centre-place', 'lib')])).toContainEqual(['lead-not-a-centre', 'b'])
    expect(check([base, fate('b', 'centre-place', 'b')])).toContainEqual(['lead-not-a-centre', 'b'])
    expect(check([base, fate('b', 'zone', 'a')])).toContainEqual(['lead-not-wanted', 'b'])
    expect(check([base, fate('b', 'centre-place', 'a')])).toEqual([['district-without-centre', 'D2']])
  })

  it('says when a district has only a place of another district’s Centre', () => {
    const [problem] = checkFates([fate('a', 'centre'), fate('b', 'centre-place', 'a')], sites, districts)
    expect(problem).toMatchObject({
      severity: 'warning',
      sentence: expect.stringContaining('led from elsewhere'),
    })
  })

  it('warns above the limits, which count Centres and Zones and not buildings', () => {
    const fates = [fate('a', 'centre'), fate('b', 'centre'), fate('lib', 'zone')]
    expect(check(fates, { centres: 1, zones: 0 })).toEqual([
      ['too-many-centres', null],
      ['too-many-zones', null],
    ])
    expect(check([fate('a', 'centre'), fate('b', 'centre-place', 'a')], { centres: 1, zones: 0 })).toEqual([
      ['district-without-centre', 'D2'],
    ])
  })

  it('puts errors before warnings', () => {
    const problems = checkFates([], sites, districts)
    expect(problems.map(({ severity }) => severity)).toEqual(['error', 'error', 'warning', 'warning'])
  })
})
