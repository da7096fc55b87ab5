import { beforeAll, describe, expect, it } from '@jest/globals'
import { ProgrammeBuilder, type SolveProgramme } from '../../server/model/siting/integer-programme.ts'
import { integerProgrammeSolver } from '../../server/platform/integer-programmes.ts'

let solve: SolveProgramme
beforeAll(async () => {
  solve = await integerProgrammeSolver()
})

/** Things of different worth and size to pack into several bags at once: long enough to be stopped on the way. */
function packing(): ProgrammeBuilder {
  const builder = new ProgrammeBuilder()
  let seed = 1
  const draw = (below: number): number => (seed = (seed * 16_807) % 2_147_483_647) % below
  const columns = Array.from({ length: 60 }, () => builder.column(-20 - draw(50), 0, 1, true))
  for (let row = 0; row < 30; row++) {
    builder.row(
      -Infinity,
      400,
      columns,
      columns.map(() => 10 + draw(50)),
    )
  }
  return builder
}

describe('integer programmes', () => {
  it('finds the cheapest columns that keep all rows', async () => {
    const builder = new ProgrammeBuilder()
    const [dear, cheap, part] = [
      builder.column(5, 0, 1, true),
      builder.column(2, 0, 1, true),
      builder.column(3, 0, 1, false),
    ]
    builder.row(1.5, Infinity, [dear, cheap, part])
    const { status, columns, bound } = await solve(builder.done(), {})
    expect(status).toBe('best')
    // Rows are kept to one part in a million.
    expect([...(columns ?? [])].map(value => value.toFixed(5))).toEqual(['0.00000', '1.00000', '0.50000'])
    expect(bound).toBeCloseTo(3.5, 5)
  })

  it('says when no columns keep all rows, even where there are none', async () => {
    const builder = new ProgrammeBuilder()
    builder.row(1, 1, [])
    expect(await solve(builder.done(), {})).toMatchObject({ status: 'impossible', columns: null })
    builder.column(1, 0, 1, true)
    expect(await solve(builder.done(), {})).toMatchObject({ status: 'impossible', columns: null })
  })

  it('does nothing where nothing is asked', async () => {
    expect(await solve(new ProgrammeBuilder().done(), {})).toMatchObject({ status: 'best', bound: 0 })
  })

  it('returns the best so far, and a bound, when it is stopped; goes on from a beginning', async () => {
    const programme = packing().done()
    const heard: number[] = []
    let asked = 0
    const stopped = await solve(programme, {
      stop: () => heard.length > 0 && ++asked > 40,
      hear: (_, value) => heard.push(value),
    })
    expect(stopped.status).toBe('stopped')
    const value = (columns: Float64Array | null): number =>
      columns?.reduce((sum, one, at) => sum + one * (programme.costs[at] ?? 0), 0) ?? NaN
    expect(value(stopped.columns)).toBe(heard.at(-1))
    expect(stopped.bound).toBeLessThanOrEqual(value(stopped.columns))
    const again = await solve(programme, { start: stopped.columns, stop: () => true })
    expect(value(again.columns)).toBeLessThanOrEqual(value(stopped.columns))
  })
})
