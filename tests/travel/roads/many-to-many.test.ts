import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { journeyMatrix, journeysToMany } from '../../../server/travel/roads/many-to-many.ts'
import { journeysTo } from '../../../server/travel/roads/one-to-all.ts'
import { prepareGraph } from '../../../server/travel/roads/prepared-graph.ts'
import type { SnappedPlaces } from '../../../server/travel/roads/road-graph.ts'
import { aTown, placesOn, plainJourney, smallNetworks } from '../../support/random-roads.ts'

const plainMatrix = (
  graph: Parameters<typeof plainJourney>[0],
  origins: SnappedPlaces,
  sites: SnappedPlaces,
) =>
  Array.from({ length: sites.count }, (_, site) =>
    Array.from({ length: origins.count }, (_, origin) => plainJourney(graph, origins, origin, sites, site)),
  )

const lists = (columns: Iterable<Float64Array>): number[][] => [...columns].map(column => [...column])

describe('a matrix of journeys', () => {
  it('is that of plain searches, whichever side is larger', () => {
    fc.assert(
      fc.property(smallNetworks, fc.nat(), fc.integer({ min: 1, max: 11 }), (graph, seed, many) => {
        const prepared = prepareGraph(graph)
        const origins = placesOn(graph, many, seed)
        const sites = placesOn(graph, 12 - many, seed + 1)
        expect(lists(journeyMatrix(prepared, origins, sites))).toEqual(plainMatrix(graph, origins, sites))
      }),
      { numRuns: 200 },
    )
  })

  it('is that of plain searches on a town, with more places than are searched at a time', () => {
    const graph = aTown(25, 9)
    const prepared = prepareGraph(graph)
    const few = placesOn(graph, 21, 1)
    const many = placesOn(graph, 90, 2)
    expect(lists(journeyMatrix(prepared, many, few))).toEqual(plainMatrix(graph, many, few))
    expect(lists(journeyMatrix(prepared, few, many))).toEqual(plainMatrix(graph, few, many))
  })

  it('has the columns that journeys to one site after another have', () => {
    const graph = aTown(20, 11)
    const prepared = prepareGraph(graph)
    const sites = placesOn(graph, 10, 1)
    const origins = placesOn(graph, 200, 2)
    const columns = lists(journeysToMany(prepared, sites, origins))
    const single = Array.from({ length: 10 }, (_, at) =>
      journeysTo(
        prepared,
        {
          count: 1,
          stretch: sites.stretch.slice(at, at + 1),
          share: sites.share.slice(at, at + 1),
          offMetres: sites.offMetres.slice(at, at + 1),
          offMilliseconds: sites.offMilliseconds.slice(at, at + 1),
        },
        origins,
      ),
    )
    expect(columns).toEqual(lists(single))
  })

  it('does not depend on the order of places', () => {
    const graph = aTown(15, 12)
    const prepared = prepareGraph(graph)
    const origins = placesOn(graph, 40, 1)
    const sites = placesOn(graph, 9, 2)
    const turned = (places: SnappedPlaces): SnappedPlaces => ({
      count: places.count,
      stretch: places.stretch.slice().reverse(),
      share: places.share.slice().reverse(),
      offMetres: places.offMetres.slice().reverse(),
      offMilliseconds: places.offMilliseconds.slice().reverse(),
    })
    const there = lists(journeyMatrix(prepared, origins, sites))
    const back = lists(journeyMatrix(prepared, turned(origins), turned(sites)))
    expect(back.reverse().map(column => column.reverse())).toEqual(there)
  })

  it('has no columns without sites, and empty ones without origins', () => {
    const graph = aTown(4, 2)
    const prepared = prepareGraph(graph)
    expect(journeyMatrix(prepared, placesOn(graph, 3, 1), placesOn(graph, 0, 1))).toEqual([])
    expect(lists(journeyMatrix(prepared, placesOn(graph, 0, 1), placesOn(graph, 2, 1)))).toEqual([[], []])
  })
})
