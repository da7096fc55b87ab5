import { describe, expect, it } from '@jest/globals'
import {
  keepJourneyColumns,
  positionsOf,
  straightLineJourneys,
  type JourneyProvider,
} from '../../server/travel/index.ts'

/** A provider that notes how many sites it was asked for. */
function counting(factor = 1): { provider: JourneyProvider; asked: number[] } {
  const inner = straightLineJourneys(factor)
  const asked: number[] = []
  return {
    asked,
    provider: {
      ...inner,
      journeys: (origins, sites) => {
        asked.push(sites.lons.length)
        return inner.journeys(origins, sites)
      },
    },
  }
}

const origins = positionsOf([
  [0.1, 52],
  [0.2, 52],
])

describe('journeys that are kept', () => {
  it('are asked for once: a site that joins costs one column', async () => {
    const { provider, asked } = counting()
    const columns = keepJourneyColumns()
    const first = await columns.journeys(
      provider,
      origins,
      positionsOf([
        [0.1, 52.1],
        [0.1, 52.2],
      ]),
    )
    const second = await columns.journeys(
      provider,
      origins,
      positionsOf([
        [0.1, 52.3],
        [0.1, 52.1],
      ]),
    )
    expect(asked).toEqual([2, 1])
    expect(second[1]).toBe(first[0])
    expect([...(second[0] ?? [])]).toEqual([
      ...((await straightLineJourneys(1).journeys(origins, positionsOf([[0.1, 52.3]])))[0] ?? []),
    ])
  })

  it('are the same for the same origins in another array', async () => {
    const { provider, asked } = counting()
    const columns = keepJourneyColumns()
    await columns.journeys(provider, origins, positionsOf([[0.1, 52.1]]))
    await columns.journeys(
      provider,
      positionsOf([
        [0.1, 52],
        [0.2, 52],
      ]),
      positionsOf([[0.1, 52.1]]),
    )
    expect(asked).toEqual([1])
  })

  it('are not mixed between methods or between origins', async () => {
    const columns = keepJourneyColumns()
    const site = positionsOf([[0.1, 52.1]])
    const [plain] = await columns.journeys(counting(1).provider, origins, site)
    const [longer] = await columns.journeys(counting(2).provider, origins, site)
    const [other] = await columns.journeys(counting(1).provider, positionsOf([[0.3, 52]]), site)
    expect(longer?.[0]).toBeCloseTo(2 * (plain?.[0] ?? NaN), 6)
    expect(other).toHaveLength(1)
  })

  it('stay within their memory and are still right when the oldest have gone', async () => {
    const { provider, asked } = counting()
    // Room for two columns of two origins.
    const columns = keepJourneyColumns(32)
    const sites = [0, 1, 2].map(at => positionsOf([[0.1, 52 + at / 10]]))
    for (const site of sites) await columns.journeys(provider, origins, site)
    const [again] = await columns.journeys(provider, origins, sites[0] ?? origins)
    expect(asked).toEqual([1, 1, 1, 1])
    expect(again?.[0]).toBe(0)
  })

  it('give one site asked for twice the same column', async () => {
    const { provider, asked } = counting()
    const [one, two] = await keepJourneyColumns().journeys(
      provider,
      origins,
      positionsOf([
        [0.1, 52],
        [0.1, 52],
      ]),
    )
    expect(one).toBe(two)
    expect(asked).toEqual([1])
  })
})
