import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { adjacencyOf } from '../../../server/travel/roads/adjacency.ts'
import { separate, sides, type Cell } from '../../../server/travel/roads/separator.ts'
import type { RoadGraph } from '../../../server/travel/roads/road-graph.ts'
import { aRoadGraph, bothWays, onAGrid } from '../../support/road-graphs.ts'

function cellOf(graph: RoadGraph): Cell {
  const { size, first, neighbour } = adjacencyOf(graph)
  return { size, first, neighbour, x: graph.lons, y: graph.lats }
}

/** How many junctions lie on each side; fails where a road joins left and right. */
function counted(cell: Cell, side: Uint8Array): { left: number; right: number; separator: number } {
  for (let node = 0; node < cell.size; node++) {
    for (const other of cell.neighbour.subarray(cell.first[node], cell.first[node + 1])) {
      expect([side[node], side[other]].sort()).not.toEqual([sides.left, sides.right])
    }
  }
  const many = (wanted: number): number => side.filter(at => at === wanted).length
  return { left: many(sides.left), right: many(sides.right), separator: many(sides.separator) }
}

/** A square grid of roads without those that `isThere` leaves out. */
function aGrid(side: number, isThere: (from: number, to: number) => boolean = () => true): RoadGraph {
  const roads = Array.from({ length: side * side }, (_, node) => [
    ...((node + 1) % side === 0 ? [] : [[node, node + 1] as const]),
    ...(node + side < side * side ? [[node, node + side] as const] : []),
  ]).flat()
  return aRoadGraph(
    onAGrid(side * side),
    roads.filter(([from, to]) => isThere(from, to)).map(([from, to]) => bothWays(from, to, 1000)),
  )
}

describe('dividing a network by few junctions', () => {
  it('takes the bridges where a river runs through a grid', () => {
    const side = 12
    const isBridge = (node: number): boolean => [2, 9].includes(Math.floor(node / side))
    const cell = cellOf(aGrid(side, (from, to) => !(from % side === 5 && to % side === 6 && !isBridge(from))))
    const found = counted(cell, separate(cell, 4) ?? new Uint8Array(cell.size))
    expect(found.separator).toBe(2)
    expect(Math.min(found.left, found.right)).toBeGreaterThanOrEqual(70)
  })

  it('takes no more than a row of a grid', () => {
    const cell = cellOf(aGrid(15))
    const found = counted(cell, separate(cell, 8) ?? new Uint8Array(cell.size))
    expect(found.separator).toBeLessThanOrEqual(15)
    expect(Math.min(found.left, found.right)).toBeGreaterThan(15 * 15 * 0.15)
  })

  it('leaves no road between the sides of any connected network', () => {
    const networks = fc
      .integer({ min: 2, max: 30 })
      .chain(nodes =>
        fc.tuple(
          fc.array(fc.nat(), { minLength: nodes - 1, maxLength: nodes - 1 }),
          fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), { maxLength: 30 }),
        ),
      )
    fc.assert(
      fc.property(networks, ([parents, further]) => {
        const tree = parents.map((parent, at) => bothWays(at + 1, parent % (at + 1), 1000))
        const graph = aRoadGraph(parents.length + 1, [
          ...tree,
          ...further.map(([from, to]) => bothWays(from, to, 1000)),
        ])
        const cell = cellOf(graph)
        const side = separate(cell, 4)
        expect(side).not.toBeNull()
        const { separator, left, right } = counted(cell, side ?? new Uint8Array())
        expect(separator).toBeGreaterThan(0)
        expect(left + right + separator).toBe(cell.size)
      }),
      { numRuns: 200 },
    )
  })
})
