import { describe, expect, it } from '@jest/globals'
import { NO_WAY } from '../../../server/travel/roads/contraction.ts'
import { timesToAll } from '../../../server/travel/roads/one-to-all.ts'
import { prepareGraph } from '../../../server/travel/roads/prepared-graph.ts'
import { aRoadGraph, bothWays } from '../../support/road-graphs.ts'
import { aTown } from '../../support/random-roads.ts'

describe('preparing a network', () => {
  it('tells how far it is', () => {
    const heard: string[] = []
    prepareGraph(aTown(20, 3), {
      progress: (done, total, saying) => {
        expect(done).toBeLessThanOrEqual(total)
        heard.push(saying)
      },
    })
    expect([...new Set(heard)]).toEqual(['Dividing the network', 'Contracting the network'])
  })

  it('stops when it is told to', () => {
    expect(() => prepareGraph(aTown(20, 3), { signal: AbortSignal.abort() })).toThrow()
  })

  it('refuses an arc that takes no time', () => {
    const town = aTown(4, 1)
    const arcMilliseconds = town.arcMilliseconds.map((time, arc) => (arc === 3 ? 0 : time))
    expect(() => prepareGraph({ ...town, arcMilliseconds })).toThrow('takes no time')
  })

  it('takes a network without roads, or without anything', () => {
    expect(prepareGraph(aRoadGraph(3, [])).places).toBe(3)
    expect(prepareGraph(aRoadGraph(0, [])).places).toBe(0)
  })

  it('counts a journey of more than twelve days as none, and no sum runs over', () => {
    const days = 5 * 24 * 3_600_000
    const road = aRoadGraph(
      6,
      [0, 1, 2, 3, 4].map(at => bothWays(at, at + 1, days)),
    )
    const prepared = prepareGraph(road)
    const times = timesToAll(prepared, [[0, 0]])
    const reached = Array.from(prepared.place, place => (times[place] ?? NaN) < NO_WAY)
    expect(reached).toEqual([true, true, true, false, false, false])
    expect(prepareGraph(aRoadGraph(2, [bothWays(0, 1, 0x7fffffff)])).out.above).toHaveLength(0)
  })
})
