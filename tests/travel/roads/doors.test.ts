import { describe, expect, it } from '@jest/globals'
import { journeysTo } from '../../../server/travel/roads/one-to-all.ts'
import { prepareGraph } from '../../../server/travel/roads/prepared-graph.ts'
import type { RoadGraph, SnappedPlaces } from '../../../server/travel/roads/road-graph.ts'
import { aRoadGraph, bothWays } from '../../support/road-graphs.ts'

const at = (...points: readonly (readonly [stretch: number, share: number])[]): SnappedPlaces => ({
  count: points.length,
  stretch: Int32Array.from(points, ([stretch]) => stretch),
  share: Float64Array.from(points, ([, share]) => share),
  offMetres: new Float32Array(points.length),
  offMilliseconds: new Uint32Array(points.length),
})

/** A crossroads at junction 0 with four arms; who comes by arm 0 may not turn into arm 1, and so arrives at junction 5. */
function aForbiddenTurn(): RoadGraph {
  const arms = [1, 2, 3, 4].map(end => bothWays(0, end, 60_000))
  const copy = [2, 3].map(arm => ({ ...bothWays(5, arm + 1, 60_000), back: null }))
  const drawn = aRoadGraph(6, [...arms, ...copy])
  const arcHead = drawn.arcHead.map((head, arc) =>
    drawn.arcStretch[arc] === 0 && drawn.arcAgainst[arc] === 1 ? 5 : head,
  )
  // The copy's arcs run along the arms' own stretches.
  const arcStretch = drawn.arcStretch.map(stretch => (stretch >= 4 ? stretch - 2 : stretch))
  return { ...drawn, arcHead, arcStretch, stretches: { ...drawn.stretches, count: 4 } }
}

describe('where stretches are left and entered', () => {
  it('keeps a forbidden turn for journeys that begin and end on the stretches it is about', () => {
    const prepared = prepareGraph(aForbiddenTurn())
    const origins = at([0, 0.5], [1, 0.5], [2, 0.5])
    // From arm 0 into arm 1 one turns round at the end of another arm.
    expect([...journeysTo(prepared, at([1, 0.5]), origins)]).toEqual([180, 0, 60])
    expect([...journeysTo(prepared, at([2, 0.5]), origins)]).toEqual([60, 60, 0])
    expect([...journeysTo(prepared, at([0, 0.5]), origins)]).toEqual([0, 60, 60])
  })

  it('charges the time lost at a junction to those who leave it again', () => {
    const plain = aRoadGraph(3, [bothWays(0, 1, 60_000), bothWays(1, 2, 60_000)])
    const lost = plain.arcMilliseconds.map((time, arc) =>
      arc >= (plain.firstArc[1] ?? NaN) && arc < (plain.firstArc[2] ?? NaN) ? time + 10_000 : time,
    )
    const prepared = prepareGraph({ ...plain, arcMilliseconds: lost })
    expect([...journeysTo(prepared, at([1, 0.5]), at([0, 0.5], [1, 0], [1, 0.25]))]).toEqual([70, 30, 15])
  })
})
