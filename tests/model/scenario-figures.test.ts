import { describe, expect, it } from '@jest/globals'
import { groupingOf, typed } from '../../server/model/journeys.ts'
import { seededRandom } from '../../server/model/random.ts'
import type { FigureInputs } from '../../server/model/scenario-figures.ts'
import { openPlaces, reachTable, scenarioFigures } from '../../server/model/scenario-figures.ts'

function county(neighbourhoods: number, sites: number, seed: number): FigureInputs {
  const random = seededRandom(seed)
  const each = <T>(make: (i: number) => T): T[] => Array.from({ length: neighbourhoods }, (_, i) => make(i))
  return {
    weights: typed(each(() => 50 + random.wholeBelow(150))),
    journeys: Array.from({ length: sites }, () => typed(each(() => random.wholeBelow(20_000)))),
    district: groupingOf(each(i => `D${i % 5}`)),
    decile: groupingOf(each(i => (i % 10) + 1)),
    limits: [1000, 2500],
    tolerance: 50,
  }
}

describe('a scenario’s figures', () => {
  it('take every building of a Centre as a place to go to, Zones beside them, and nothing else', () => {
    const fates = [
      'centre',
      'zone',
      'centre-place',
      'outreach',
      null,
      'closed',
      'early-years',
      'other-use',
    ] as const
    expect(openPlaces(fates)).toEqual({ centres: [0, 2], centresAndZones: [0, 1, 2] })
  })

  it('show no change between a plan and itself', () => {
    const inputs = county(60, 8, 1)
    const open = { centres: [0, 1, 2], centresAndZones: [0, 1, 2, 3] }
    const figures = scenarioFigures(inputs, open, open)
    expect(figures.centres.totals).toMatchObject({ closer: 0, further: 0, meanChange: 0 })
    expect(figures.centresAndZones.then).toEqual(figures.centresAndZones.now)
  })

  it('agree whether made at once or piece by piece', () => {
    const inputs = county(80, 12, 2)
    const before = { centres: [0, 1, 2, 3, 4], centresAndZones: [0, 1, 2, 3, 4] }
    const after = { centres: [1, 5], centresAndZones: [5, 1, 7, 8] }
    const figures = scenarioFigures(inputs, before, after)
    expect(figures.centres.now).toEqual(reachTable(inputs, before.centres))
    expect(figures.centresAndZones.then).toEqual(reachTable(inputs, [1, 5, 7, 8]))
    const { closer, same, further } = figures.centres.totals
    expect(closer + same + further).toBe(figures.centres.now.all.families)
    expect([...figures.centres.changeByDistrict.groups.keys()]).toEqual(['D0', 'D1', 'D2', 'D3', 'D4'])
    expect([...figures.centres.now.byDecile.groups.keys()]).toHaveLength(10)
  })

  it('never make anyone’s journey longer by opening more', () => {
    const inputs = county(100, 20, 3)
    const before = { centres: [0, 1], centresAndZones: [0, 1] }
    const figures = scenarioFigures(inputs, before, { centres: [0, 1, 2], centresAndZones: [0, 1, 2, 9] })
    expect(figures.centres.totals.further).toBe(0)
    expect(figures.centresAndZones.totals.further).toBe(0)
  })
})
