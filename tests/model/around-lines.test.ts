import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { distancesAround, MOST_WALL_POINTS, wallsOf } from '../../server/model/around-lines.ts'
import { distanceMetres, type Position } from '../../server/model/great-circle.ts'

// A river from south to north, 0.1° east, with a bridge (the space between its two parts) at 52.35°.
const river: Position[][] = [
  [
    [0.1, 52.1],
    [0.1, 52.349],
  ],
  [
    [0.1, 52.351],
    [0.1, 52.5],
  ],
]
const bridge: Position = [0.1, 52.35]

function around(lines: readonly (readonly Position[])[], from: Position, to: Position): number {
  const [metres] = distancesAround(wallsOf(lines), to, Float64Array.of(from[0]), Float64Array.of(from[1]))
  return metres as number
}

const corner = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }))
  .map(([east, north]): Position => [east / 100, 52.2 + north / 100])
// Never exactly on a wall, where nobody lives and either side would do.
const place = corner.map(([lon, lat]): Position => [lon + 0.00371, lat + 0.00193])
const lines = fc.array(fc.array(corner, { minLength: 2, maxLength: 5 }), { maxLength: 4 })

describe('ways around lines', () => {
  it('are straight where nothing is between', () => {
    const [from, to]: Position[] = [
      [0.02, 52.2],
      [0.09, 52.3],
    ] as [Position, Position]
    expect(around(river, from, to)).toBe(distanceMetres(from, to))
  })

  it('go through the gap', () => {
    const [from, to]: [Position, Position] = [
      [0.09, 52.3],
      [0.11, 52.3],
    ]
    const byBridge = distanceMetres(from, bridge) + distanceMetres(bridge, to)
    expect(around(river, from, to) / byBridge).toBeCloseTo(1, 1)
    expect(around(river, from, to)).toBeGreaterThan(5 * distanceMetres(from, to))
  })

  it('go around the end of a bent line, and do not slip through its bend', () => {
    const bend: Position[] = [
      [0, 52.3],
      [0.1, 52.35],
      [0.2, 52.3],
    ]
    const [from, to]: [Position, Position] = [
      [0.1, 52.34],
      [0.1, 52.36],
    ]
    const byEnd = 2 * distanceMetres(from, [0, 52.3])
    expect(around([bend], from, to)).toBeGreaterThan(byEnd * 0.9)
  })

  it('do not exist for a place that is walled in', () => {
    const ring: Position[] = [
      [0, 52.2],
      [0.1, 52.2],
      [0.1, 52.3],
      [0, 52.3],
      [0, 52.2],
    ]
    expect(around([ring], [0.05, 52.25], [0.15, 52.25])).toBe(Infinity)
    expect(around([ring], [0.05, 52.25], [0.06, 52.26])).toBeLessThan(2000)
  })

  it('are not known from an unknown place', () => {
    expect(around(river, [NaN, NaN], [0.11, 52.3])).toBeNaN()
  })

  it('are never shorter than the straight line, and the same both ways', () => {
    fc.assert(
      fc.property(lines, place, place, (walls, from, to) => {
        const there = around(walls, from, to)
        expect(there).toBeGreaterThanOrEqual(distanceMetres(from, to))
        const back = around(walls, to, from)
        if (Number.isFinite(there)) expect(Math.abs(back - there)).toBeLessThan(1 + there * 1e-4)
        else expect(back).toBe(there)
      }),
      { numRuns: 150 },
    )
  })

  it('are never shortened by another wall', () => {
    fc.assert(
      fc.property(
        lines,
        fc.array(corner, { minLength: 2, maxLength: 4 }),
        place,
        place,
        (walls, more, a, b) => {
          // Corners of the new wall may shave a metre or two off a way around the others.
          expect(around([...walls, more], a, b)).toBeGreaterThanOrEqual(around(walls, a, b) - 50)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('take a winding line of many points', () => {
    const winding = Array.from({ length: 1000 }, (_, at): Position => [
      0.1 + Math.sin(at / 30) * 0.0005,
      52.1 + at * 0.0005,
    ])
    const walls = wallsOf([winding])
    expect(walls.x1.length).toBeLessThan(MOST_WALL_POINTS)
    expect(around([winding], [0.09, 52.3], [0.11, 52.3])).toBeGreaterThan(30_000)
  })
})
