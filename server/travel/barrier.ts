import { createHash } from 'node:crypto'
import { distanceMetres, type Position } from '../model/great-circle.ts'
import type { Barrier as CuttingLine } from './roads/barrier-lines.ts'

/** Where a barrier can be crossed: a bridge, a ford, a level crossing. */
export interface BarrierGap {
  readonly name: string
  readonly position: Position
}

/** A line that families cannot cross: a river, a railway, a trunk road. */
export interface BarrierLine {
  /** Its pieces, each of two points or more. */
  readonly course: readonly (readonly Position[])[]
  readonly gaps: readonly BarrierGap[]
}

/** A barrier as a council recorded it. */
export interface Barrier extends BarrierLine {
  readonly id: string
  readonly name: string
  /** Why families cannot cross it. */
  readonly reason: string
  /** The file that it came with; null when it was drawn. */
  readonly travelFileId: string | null
  /** ISO UTC. */
  readonly addedAt: string
  readonly addedBy: string
}

/** A barrier before it is stored. */
export type NewBarrier = Pick<Barrier, 'name' | 'reason' | 'course' | 'gaps'>

/** Half the width of a gap, in metres: what is nearer to it than this can be crossed. */
export const gapHalfWidthMetres = 25

/**
 * What is left of barriers between their gaps.
 *
 * @param barriers - the barriers
 * @returns lines that nobody crosses, each of two points or more
 */
export function closedLines(barriers: readonly BarrierLine[]): Position[][] {
  return barriers.flatMap(({ course, gaps }) =>
    course.flatMap(line =>
      gaps.reduce<Position[][]>(
        (pieces, gap) => pieces.flatMap(piece => withoutGap(piece, gap.position)),
        [[...line]],
      ),
    ),
  )
}

/**
 * Barriers as they cut a network: their gaps are kept apart, because a bridge is wherever a road crosses near one.
 *
 * @param barriers - the barriers
 * @returns a line for each piece
 */
export function cuttingLines(barriers: readonly BarrierLine[]): CuttingLine[] {
  return barriers.flatMap(({ course, gaps }) =>
    course.map(line => ({
      name: '',
      line,
      gaps: gaps.map(gap => ({ at: gap.position, metres: gapHalfWidthMetres })),
    })),
  )
}

/**
 * The hash of what barriers keep people from, whatever their names and their order.
 *
 * @param barriers - the barriers
 * @returns SHA-256 as 64 hexadecimal characters; null when there are none
 */
export function barriersHash(barriers: readonly BarrierLine[]): string | null {
  if (barriers.length === 0) return null
  const lines = closedLines(barriers)
    .map(line => JSON.stringify(line))
    .sort()
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

/** Takes out of a line what is within half a gap's width of a place. */
function withoutGap(line: readonly Position[], gap: Position): Position[][] {
  const pieces: Position[][] = []
  let piece: Position[] = []
  const end = (): void => {
    if (piece.length > 1) pieces.push(piece)
    piece = []
  }
  for (let at = 0; at + 1 < line.length; at++) {
    const [from, to] = [line[at] as Position, line[at + 1] as Position]
    if (piece.length === 0 && distanceMetres(from, gap) > gapHalfWidthMetres) piece.push(from)
    const cut = cutAround(from, to, gap)
    if (cut === null) {
      piece.push(to)
      continue
    }
    const [enters, leaves] = cut
    if (enters > 0) piece.push(along(from, to, enters))
    end()
    if (leaves < 1) piece.push(along(from, to, leaves), to)
  }
  end()
  return pieces
}

function along(from: Position, to: Position, share: number): Position {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
}

/** The shares of a segment at which it enters and leaves the circle around a gap; null where it stays outside. */
function cutAround(from: Position, to: Position, gap: Position): [enters: number, leaves: number] | null {
  const metresPerDegree = 111_195
  const east = metresPerDegree * Math.cos((gap[1] * Math.PI) / 180)
  const [ax, ay] = [(from[0] - gap[0]) * east, (from[1] - gap[1]) * metresPerDegree]
  const [dx, dy] = [(to[0] - from[0]) * east, (to[1] - from[1]) * metresPerDegree]
  const lengthSquared = dx * dx + dy * dy
  if (lengthSquared === 0) return null
  const nearest = -(ax * dx + ay * dy) / lengthSquared
  const apartSquared = (ax + nearest * dx) ** 2 + (ay + nearest * dy) ** 2
  const insideSquared = gapHalfWidthMetres ** 2 - apartSquared
  if (insideSquared <= 0) return null
  const half = Math.sqrt(insideSquared / lengthSquared)
  const [enters, leaves] = [Math.max(0, nearest - half), Math.min(1, nearest + half)]
  return enters >= leaves ? null : [enters, leaves]
}
