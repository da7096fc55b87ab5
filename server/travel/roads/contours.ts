import type { Ring } from './rings.ts'

/** Figures at the corners of square cells: `rows` rows from south to north, of `columns` corners from west to east. */
export interface Grid {
  readonly columns: number
  readonly rows: number
  readonly values: Float32Array
}

/** The sides of a cell, in the order in which the table below names them. */
const bottom = 0
const right = 1
const top = 2
const left = 3

/**
 * Where the line runs in a cell, by the corners that are inside (1 south-west, 2 south-east, 4 north-east, 8 north-west):
 * pairs of the side where it comes in and the side where it goes out, the inside on its left. Cells with two opposite
 * corners inside stand at 5 and 10 as if their middle were outside, and at 16 and 17 as if it were inside.
 */
const lines: readonly (readonly number[])[] = [
  [],
  [bottom, left],
  [right, bottom],
  [right, left],
  [top, right],
  [bottom, left, top, right],
  [top, bottom],
  [top, left],
  [left, top],
  [bottom, top],
  [right, bottom, left, top],
  [right, top],
  [left, right],
  [bottom, right],
  [left, bottom],
  [],
  [bottom, right, top, left],
  [left, bottom, right, top],
]

/** Where on a side, counted in cells, the value is the level. */
function crossing(grid: Grid, side: number, level: number): [x: number, y: number] {
  const corner = side >> 1
  const x = corner % grid.columns
  const y = (corner - x) / grid.columns
  const across = side % 2 === 0
  const here = grid.values[corner] as number
  const there = grid.values[corner + (across ? 1 : grid.columns)] as number
  const share = (level - here) / (there - here)
  return across ? [x + share, y] : [x, y + share]
}

/** Where the line that comes in by a side goes out again; sides are 2 × corner, one more for those that run north. */
function steps({ columns, rows, values }: Grid, level: number): Map<number, number> {
  const next = new Map<number, number>()
  const inside = (corner: number): boolean => (values[corner] as number) <= level
  for (let y = 0; y < rows - 1; y++) {
    for (let x = 0; x < columns - 1; x++) {
      const corner = y * columns + x
      let kind =
        (inside(corner) ? 1 : 0) +
        (inside(corner + 1) ? 2 : 0) +
        (inside(corner + columns + 1) ? 4 : 0) +
        (inside(corner + columns) ? 8 : 0)
      if (kind === 0 || kind === 15) continue
      if (kind === 5 || kind === 10) {
        const sum = [0, 1, columns, columns + 1].reduce(
          (all, step) => all + (values[corner + step] as number),
          0,
        )
        if (sum / 4 <= level) kind = kind === 5 ? 16 : 17
      }
      const sides = [2 * corner, 2 * (corner + 1) + 1, 2 * (corner + columns), 2 * corner + 1]
      const pairs = lines[kind] ?? []
      for (let at = 0; at < pairs.length; at += 2) {
        next.set(sides[pairs[at] as number] as number, sides[pairs[at + 1] as number] as number)
      }
    }
  }
  return next
}

/**
 * The lines around where a grid's values are at most a level, by marching squares with the crossings interpolated.
 *
 * Source: W. E. Lorensen and H. E. Cline, Marching cubes, 1987, in the plane.
 * @param grid - figures; those at its margin all exceed the level
 * @param level - the figure on the lines
 * @returns closed lines, counted in cells from the south-west corner: anticlockwise around what is inside, clockwise around
 * holes
 */
export function contours(grid: Grid, level: number): Ring[] {
  const next = steps(grid, level)
  const rings: Ring[] = []
  for (const start of [...next.keys()]) {
    const ring: Ring = []
    let side: number | undefined = next.has(start) ? start : undefined
    while (side !== undefined) {
      ring.push(crossing(grid, side, level))
      const following: number | undefined = next.get(side)
      next.delete(side)
      side = following !== undefined && next.has(following) ? following : undefined
    }
    if (ring.length > 2) rings.push(ring)
  }
  return rings
}
