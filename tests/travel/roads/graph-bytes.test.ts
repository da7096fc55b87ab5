import { describe, expect, it } from '@jest/globals'
import { readGraph, UnreadableGraph, writeGraph } from '../../../server/travel/roads/graph-bytes.ts'
import { aRoadGraph, bothWays } from '../../support/road-graphs.ts'

const graph = {
  ...aRoadGraph(4, [
    { from: 0, to: 1, there: 5, back: 7, name: 'Ferry Lane', course: [[0.3, 52.3]] },
    bothWays(1, 2, 9),
    { from: 2, to: 3, there: 4, name: 'Bank – south' },
  ]),
  facts: { restrictionsKept: 2, closedPoints: 1 },
}

describe('a network as bytes', () => {
  it('comes back as it went', () => {
    expect(readGraph(writeGraph(graph))).toEqual(graph)
  })

  it('comes back from any place in memory', () => {
    const bytes = writeGraph(graph)
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    expect(readGraph(shifted.subarray(3))).toEqual(graph)
  })

  it('without junctions comes back too', () => {
    const empty = aRoadGraph(0, [])
    expect(readGraph(writeGraph(empty))).toEqual(empty)
  })

  it('is the same whatever the order in which facts were noted', () => {
    const turned = { ...graph, facts: { closedPoints: 1, restrictionsKept: 2 } }
    expect(Buffer.compare(writeGraph(graph), writeGraph(turned))).toBe(0)
  })

  it('is refused when it is cut short or longer', () => {
    const bytes = writeGraph(graph)
    for (let length = 0; length < bytes.length; length += 5) {
      expect(() => readGraph(bytes.slice(0, length))).toThrow(UnreadableGraph)
    }
    expect(() => readGraph(Uint8Array.from([...bytes, ...new Uint8Array(8)]))).toThrow(UnreadableGraph)
  })

  it('is refused when it is of another version, or leads out of itself', () => {
    const other = Buffer.from(writeGraph(graph))
    other.write('x', other.indexOf('doorstep-roads'))
    expect(() => readGraph(other)).toThrow(UnreadableGraph)
    const astray = { ...graph, arcHead: Uint32Array.from(graph.arcHead, () => 4) }
    expect(() => readGraph(writeGraph(astray))).toThrow(UnreadableGraph)
  })
})
