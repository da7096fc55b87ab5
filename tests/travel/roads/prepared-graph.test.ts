import { describe, expect, it } from '@jest/globals'
import { prepareGraph } from '../../../server/travel/roads/prepared-graph.ts'
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
})
