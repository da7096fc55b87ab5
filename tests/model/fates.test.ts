import { describe, expect, it } from '@jest/globals'
import type { Fate, ScenarioSite, SiteFate } from '../../server/model/fates.ts'
import { centresInMostDeprived, countPlaces, mostDeprived30, statusQuo } from '../../server/model/fates.ts'

const site = (id: string, more: Partial<ScenarioSite> = {}): ScenarioSite => ({
  id,
  name: id,
  baseline: true,
  districtCode: null,
  mostDeprived30: null,
  ...more,
})
const fate = (siteId: string, what: Fate): SiteFate => ({ siteId, fate: what, leadSiteId: null })

describe('fates', () => {
  it('leave every designated building a Centre in the status quo, and nothing else', () => {
    const sites = [site('a'), site('library', { baseline: false }), site('b')]
    expect(statusQuo(sites)).toEqual([fate('a', 'centre'), fate('b', 'centre')])
  })

  it('count Centres and Zones, not the buildings of a Centre', () => {
    const counts = countPlaces([
      fate('a', 'centre'),
      { siteId: 'b', fate: 'centre-place', leadSiteId: 'a' },
      fate('c', 'zone'),
      fate('d', 'closed'),
    ])
    expect(counts).toMatchObject({ centres: 1, centreBuildings: 2, zones: 1 })
    expect(counts.byFate).toMatchObject({ closed: 1, outreach: 0 })
  })

  it('give the share of Centres in deprived neighbourhoods as a range where some are not known', () => {
    const sites = [
      site('a', { mostDeprived30: true }),
      site('b', { mostDeprived30: false }),
      site('c'),
      site('d', { mostDeprived30: true }),
    ]
    const fates = [fate('a', 'centre'), fate('b', 'centre'), fate('c', 'centre'), fate('d', 'zone')]
    const share = centresInMostDeprived(fates, sites)
    expect(share).toMatchObject({ inside: 1, outside: 1, notKnown: 1 })
    expect(share.lowShare).toBeCloseTo(1 / 3)
    expect(share.highShare).toBeCloseTo(2 / 3)
    expect(centresInMostDeprived([], sites)).toMatchObject({ lowShare: null, highShare: null })
  })

  it('know the 30% most deprived by decile', () => {
    expect([1, 3, 4, 10, null].map(mostDeprived30)).toEqual([true, true, false, false, null])
  })
})
