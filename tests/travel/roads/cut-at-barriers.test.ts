import { describe, expect, it } from '@jest/globals'
import { cutAtBarriers } from '../../../server/travel/roads/cut-at-barriers.ts'
import { METRES_PER_DEGREE } from '../../../server/travel/roads/metres.ts'
import { rawRoads } from '../../support/osm-extracts.ts'

const road = {
  nodes: { 1: [0, 0], 2: [0.001, 0], 3: [0.003, 0], 4: [0.004, 0] },
  ways: [
    { id: 7, refs: [1, 2, 3, 4], tags: { highway: 'path', name: 'Bank' } },
    { id: 8, refs: [1, 2], tags: { highway: 'path' } },
  ],
} as const

const lineAt = (lon: number) => ({
  name: 'River',
  line: [
    [lon, -1],
    [lon, 1],
  ] as const,
})

describe('cutting roads at barriers', () => {
  it('leaves both sides up to a metre from the line', async () => {
    const whole = await rawRoads(road)
    const { raw, cuts } = cutAtBarriers(whole, [lineAt(0.0015)])
    expect(cuts).toBe(1)
    expect([...raw.ways.ids]).toEqual([7, 7, 8])
    expect([...raw.ways.firstRef]).toEqual([0, 3, 6, 8])
    const lons = [...raw.ways.refs].map(ref => raw.nodes.lons[ref] ?? NaN)
    const metre = 1 / METRES_PER_DEGREE
    const expected = [0, 0.001, 0.0015 - metre, 0.0015 + metre, 0.003, 0.004, 0, 0.001]
    lons.forEach((lon, at) => expect(lon).toBeCloseTo(expected[at] ?? NaN, 9))
    expect([...raw.nodes.ids]).toEqual([1, 2, 3, 4, 5, 6])
    expect([...raw.ways.tags].map(tags => raw.tagSets[tags])).toEqual([
      { highway: 'path' },
      { highway: 'path' },
      { highway: 'path' },
    ])
    expect([...raw.ways.name].map(name => raw.names[name])).toEqual(['Bank', 'Bank', ''])
  })

  it('leaves nothing between the first and the last of several lines', async () => {
    const { raw } = cutAtBarriers(await rawRoads(road), [lineAt(0.0015), lineAt(0.0025), lineAt(0.002)])
    const metres = [...raw.nodes.lons].slice(4).map(lon => lon * METRES_PER_DEGREE)
    expect(metres[0]).toBeCloseTo(0.0015 * METRES_PER_DEGREE - 1, 3)
    expect(metres[1]).toBeCloseTo(0.0025 * METRES_PER_DEGREE + 1, 3)
    expect(metres).toHaveLength(2)
  })

  it('leaves no stump where a point lies at the line', async () => {
    const { raw, cuts } = cutAtBarriers(await rawRoads(road), [lineAt(0.001 + 0.5 / METRES_PER_DEGREE)])
    expect(cuts).toBe(1)
    expect([...raw.ways.firstRef]).toEqual([0, 2, 5, 7])
  })

  it('changes nothing where no line is crossed', async () => {
    const whole = await rawRoads(road)
    expect(cutAtBarriers(whole, [])).toEqual({ raw: whole, cuts: 0 })
    expect(cutAtBarriers(whole, [lineAt(1)])).toEqual({ raw: whole, cuts: 0 })
  })
})
