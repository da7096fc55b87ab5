import type { Position } from 'geojson'

/** Each stretch of a shape's rings or of a line, from position to position, as text that can be compared exactly. */
export function edgesOf(rings: readonly (readonly Position[])[]): string[] {
  return rings.flatMap(ring =>
    ring.slice(1).flatMap((to, at) => {
      const from = ring[at] ?? []
      return from.join() === to.join() ? [] : [`${from.join()} ${to.join()}`]
    }),
  )
}

/** The area of a closed ring in square degrees, negative where it runs clockwise. */
export function ringArea(ring: readonly Position[]): number {
  let twice = 0
  ring.slice(1).forEach(([x = 0, y = 0], at) => {
    const [fromX = 0, fromY = 0] = ring[at] ?? []
    twice += fromX * y - x * fromY
  })
  return twice / 2
}

/** Whether a position lies inside a shape, its holes left out. */
export function isInside([x = 0, y = 0]: Position, rings: readonly (readonly Position[])[]): boolean {
  let inside = false
  for (const ring of rings)
    ring.slice(1).forEach(([toX = 0, toY = 0], at) => {
      const [fromX = 0, fromY = 0] = ring[at] ?? []
      if (fromY > y !== toY > y && x < ((toX - fromX) * (y - fromY)) / (toY - fromY) + fromX) inside = !inside
    })
  return inside
}

/** Where two lines cross each other. */
export function crossings(a: readonly Position[], b: readonly Position[]): Position[] {
  return a
    .slice(1)
    .flatMap((aTo, i) => b.slice(1).flatMap((bTo, j) => meeting(a[i] ?? [], aTo, b[j] ?? [], bTo) ?? []))
}

/** Metres between two positions, near enough for a few kilometres. */
export function metresBetween([aLon = 0, aLat = 0]: Position, [bLon = 0, bLat = 0]: Position): number {
  const narrowing = Math.cos((aLat * Math.PI) / 180)
  return Math.hypot((aLon - bLon) * narrowing, aLat - bLat) * 111_320
}

function meeting(
  [ax = 0, ay = 0]: Position,
  [bx = 0, by = 0]: Position,
  [cx = 0, cy = 0]: Position,
  [dx = 0, dy = 0]: Position,
): [Position] | null {
  const cross = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
  if (cross === 0) return null
  const along = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / cross
  const other = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / cross
  if (along < 0 || along > 1 || other < 0 || other > 1) return null
  return [[ax + along * (bx - ax), ay + along * (by - ay)]]
}
