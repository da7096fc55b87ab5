import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { contours, type Grid } from '../../../server/travel/roads/contours.ts'
import { areaOf, simplified, withHoles, type Ring } from '../../../server/travel/roads/rings.ts'

/** A grid with values drawn inside and a margin that is outside. */
function aGrid(columns: number, rows: number, values: readonly number[], margin = 9): Grid {
  const wide = columns + 2
  const all = new Float32Array(wide * (rows + 2)).fill(margin)
  values.forEach((value, at) => (all[(Math.floor(at / columns) + 1) * wide + (at % columns) + 1] = value))
  return { columns: wide, rows: rows + 2, values: all }
}

/** How many lines lie west of a point, counted as a ray crosses them. */
function crossings(rings: readonly Ring[], x: number, y: number): number {
  let many = 0
  for (const ring of rings) {
    ring.forEach(([atX, atY], at) => {
      const [beforeX, beforeY] = ring.at(at - 1) ?? [0, 0]
      if (atY > y !== beforeY > y && x < atX + ((beforeX - atX) * (y - atY)) / (beforeY - atY)) many++
    })
  }
  return many
}

describe('the lines around what is at most a level', () => {
  it('have every corner on its right side', () => {
    const grids = fc
      .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }))
      .chain(([columns, rows]) =>
        fc
          .array(fc.constantFrom(1, 2, 3, 6, 7, 8), { minLength: columns * rows, maxLength: columns * rows })
          .map(values => aGrid(columns, rows, values)),
      )
    fc.assert(
      fc.property(grids, grid => {
        const rings = contours(grid, 5)
        grid.values.forEach((value, corner) => {
          const odd = crossings(rings, corner % grid.columns, Math.floor(corner / grid.columns)) % 2 === 1
          expect(odd).toBe(value <= 5)
        })
      }),
      { numRuns: 100 },
    )
  })

  it('run round a disc at its radius', () => {
    const side = 41
    const disc = Array.from({ length: side * side }, (_, at) =>
      Math.hypot((at % side) - 20, Math.floor(at / side) - 20),
    )
    const grid = aGrid(side, side, disc, 30)
    const rings = contours(grid, 12.5)
    expect(rings).toHaveLength(1)
    const [ring = []] = rings
    expect(areaOf(ring) / (Math.PI * 12.5 ** 2)).toBeCloseTo(1, 2)
    const fewer = simplified(ring, 0.1)
    expect(fewer.length).toBeLessThan(ring.length / 2)
    expect(areaOf(fewer) / (Math.PI * 12.5 ** 2)).toBeCloseTo(1, 1)
  })

  it('put a hole into its area, and an island into the hole', () => {
    const rows = [
      '.........',
      '.#######.',
      '.#.....#.',
      '.#.....#.',
      '.#..#..#.',
      '.#.....#.',
      '.#.....#.',
      '.#######.',
    ]
    const grid = aGrid(
      9,
      8,
      rows
        .join('')
        .split('')
        .map(mark => (mark === '#' ? 1 : 9)),
    )
    const areas = withHoles(contours(grid, 5))
    expect(areas.map(rings => rings.length)).toEqual([2, 1])
    expect(areas.map(rings => rings.map(ring => Math.sign(areaOf(ring))))).toEqual([[1, -1], [1]])
  })
})
