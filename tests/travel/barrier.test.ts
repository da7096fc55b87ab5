import { describe, expect, it } from '@jest/globals'
import { distanceMetres, type Position } from '../../server/model/great-circle.ts'
import { barriersHash, closedLines, gapHalfWidthMetres } from '../../server/travel/barrier.ts'
import { barrierJourneys } from '../../server/travel/barrier-journeys.ts'
import { positionsOf } from '../../server/travel/index.ts'

const river = {
  course: [
    [
      [0.1, 52.1],
      [0.1, 52.3],
      [0.1, 52.5],
    ] as Position[],
  ],
  gaps: [{ name: 'Mill Bridge', position: [0.1, 52.35] as Position }],
}

describe('barriers', () => {
  it('are closed between their gaps', () => {
    const [south, north, ...others] = closedLines([river])
    expect(others).toEqual([])
    expect(south?.slice(0, 2)).toEqual(river.course[0]?.slice(0, 2))
    const bridge: Position = [0.1, 52.35]
    expect(distanceMetres(south?.at(-1) ?? [0, 0], bridge)).toBeCloseTo(gapHalfWidthMetres, 0)
    expect(distanceMetres(north?.[0] ?? [0, 0], bridge)).toBeCloseTo(gapHalfWidthMetres, 0)
    expect(north?.at(-1)).toEqual([0.1, 52.5])
  })

  it('stay whole where a gap is elsewhere, and lose an end that is within one', () => {
    const [whole] = closedLines([{ ...river, gaps: [{ name: '', position: [0.2, 52.35] }] }])
    expect(whole).toEqual(river.course[0])
    const [shorter] = closedLines([{ ...river, gaps: [{ name: '', position: [0.1, 52.1] }] }])
    expect(distanceMetres(shorter?.[0] ?? [0, 0], [0.1, 52.1])).toBeCloseTo(gapHalfWidthMetres, 0)
  })

  it('have the same hash in any order and under any name', () => {
    const railway = { course: [[[0, 52.2] as Position, [0.2, 52.2] as Position]], gaps: [] }
    expect(barriersHash([river, railway])).toBe(barriersHash([railway, river]))
    expect(barriersHash([river])).not.toBe(barriersHash([{ ...river, gaps: [] }]))
    expect(barriersHash([])).toBeNull()
  })

  it('send families to the bridge, and say that it is an estimate', async () => {
    const provider = barrierJourneys([river], 1.5)
    const [from, to, bridge]: Position[] = [
      [0.09, 52.3],
      [0.11, 52.3],
      [0.1, 52.35],
    ] as [Position, Position, Position]
    const [journeys] = await provider.journeys(positionsOf([from, null, to]), positionsOf([to]))
    const byBridge = (distanceMetres(from, bridge) + distanceMetres(bridge, to)) * 1.5
    expect(journeys?.[0]).toBeGreaterThan(byBridge * 0.98)
    expect(journeys?.[0]).toBeLessThan(byBridge * 1.02)
    expect(journeys?.[1]).toBeNaN()
    expect(journeys?.[2]).toBe(0)
    expect(provider).toMatchObject({
      mode: 'straight-line',
      unit: 'metres',
      method: 'Straight line around a barrier × 1.5 (an estimate, not a measured route)',
    })
    expect(() => barrierJourneys([river], 0.9)).toThrow(RangeError)
  })
})
