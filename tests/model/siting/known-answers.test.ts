import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { readInstance } from '../../../server/commands/siting-instances.ts'
import { leastCost } from '../../../server/model/siting/facility-location.ts'
import { leastTotalJourney } from '../../../server/model/siting/p-median.ts'
import { recost } from '../../../server/model/siting/recost.ts'
import { noRules } from '../../../server/model/siting/siting.ts'
import { benchCounties, bySite, describeWithBench, readCounty } from '../bench.ts'

const folder = path.resolve(import.meta.dirname, '../../../../shared/bench')
const text = (...at: string[]): string => readFileSync(path.join(folder, ...at), 'utf8')

interface KnownPlan {
  readonly p: number
  readonly obj: number
  readonly open: readonly number[]
  readonly must_open?: readonly number[]
}

interface Known {
  readonly orlib_pmed: Readonly<Record<string, { readonly pmedian_opt: number }>>
  readonly orlib_uflp: Readonly<Record<string, number>>
  readonly spopt_sf: Readonly<Record<string, { readonly obj: number; readonly open: readonly string[] }>>
}

describeWithBench('least total journey on instances with known answers', () => {
  const known = (): Known => JSON.parse(text('expected.json')) as Known

  // The larger ones are solved by the benchmark.
  it.each([1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 27])('pmed%i', number => {
    const { instance, number: p } = readInstance(text('pmed', `pmed${number}.txt`))
    const answer = leastTotalJourney(instance, p as number, noRules)
    const best = known().orlib_pmed[`pmed${number}`]?.pmedian_opt
    expect(answer).toMatchObject({ objective: best, bound: best, proof: 'proven best', gap: 0 })
    expect(recost(instance, answer.open).totalJourney).toBe(best)
  })

  it.each(['cap71', 'cap73', 'cap101', 'cap103', 'cap131', 'cap133', 'capa'])(
    '%s, with fixed costs',
    name => {
      const { instance, fixed } = readInstance(text('uflp', `${name}.txt`))
      const answer = leastCost(instance, fixed as Float64Array, noRules)
      const again = recost(instance, answer.open, null, fixed)
      expect(answer.proof).toBe('proven best')
      expect(answer.objective).toBeCloseTo(known().orlib_uflp[name] as number, 2)
      expect(again.totalJourney + again.fixedCost).toBeCloseTo(answer.objective as number, 5)
    },
  )

  it.each(benchCounties)(
    '%s: plain, with sites that must stay, and with deprived areas counted double',
    name => {
      const { county, answers } = readCounty(name)
      const plans = answers as unknown as Record<string, KnownPlan>
      const journeys = bySite(county.T_seconds)
      const plain = Float64Array.from(county.pop)
      const deprived = plain.map((people, i) => people * ((county.idaci_decile[i] as number) <= 3 ? 2 : 1))
      for (const [key, weights] of [
        ['pmedian', plain],
        ['pmedian_fixed', plain],
        ['pmedian_deprivation_x2', deprived],
      ] as const) {
        const plan = plans[key] as KnownPlan
        const rules = { ...noRules, mustOpen: plan.must_open ?? [] }
        const answer = leastTotalJourney({ journeys, weights }, plan.p, rules)
        expect(answer).toMatchObject({ objective: plan.obj, bound: plan.obj, proof: 'proven best' })
        expect(answer.open).toEqual(plan.open)
      }
    },
  )

  it('San Francisco, rows put in order by name', () => {
    const { instance, stores } = sanFrancisco()
    for (const p of [1, 3, 5]) {
      const best = known().spopt_sf[`pmedian_aligned_p${p}`]
      const answer = leastTotalJourney(instance, p, noRules)
      expect(answer.proof).toBe('proven best')
      expect(answer.objective).toBeCloseTo(best?.obj as number, 3)
      expect(answer.open.map(site => stores[site]).sort()).toEqual([...(best?.open ?? [])].sort())
    }
  })
})

function sanFrancisco(): { instance: { journeys: Float64Array[]; weights: Float64Array }; stores: string[] } {
  const read = (name: string): Record<string, string>[] =>
    parse(text('sf', name), { columns: true, bom: true })
  const tracts = read('SF_demand_205_centroid_uniform_weight.csv')
  const rows = read('SF_network_distance_candidateStore_16_censusTract_205_new.csv')
  const stores = [...new Set(rows.map(row => row.name as string))]
  const metres = new Map(
    rows.map(row => [`${row.name ?? ''} ${row.DestinationName ?? ''}`, Number(row.distance)]),
  )
  const to = (store: string): Float64Array =>
    Float64Array.from(tracts, tract => metres.get(`${store} ${tract.NAME ?? ''}`) ?? NaN)
  return {
    instance: {
      journeys: stores.map(to),
      weights: Float64Array.from(tracts, tract => Number(tract.POP2000)),
    },
    stores,
  }
}
