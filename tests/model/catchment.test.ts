import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import type { CatchmentBand, CatchmentInputs } from '../../server/model/catchment.ts'
import { catchmentAccess, enhancedBands, threeStepBands, twoStepBands } from '../../server/model/catchment.ts'
import { CANNOT_BE_REACHED, NOT_KNOWN, typed } from '../../server/model/journeys.ts'
import { benchCounties, bySite, describeWithBench, readCounty, readHospitals } from './bench.ts'

const one = (more: Partial<CatchmentInputs>): CatchmentInputs => ({
  journeys: [Float64Array.of(100, 800)],
  open: [0],
  capacities: [30],
  families: typed([10, 20]),
  bands: twoStepBands(800),
  ...more,
})

describe('floating-catchment access', () => {
  it('divides a place’s capacity among the families in its reach', () => {
    expect([...catchmentAccess(one({})).access]).toEqual([1, 1])
    expect([...catchmentAccess(one({ bands: twoStepBands(799) })).access]).toEqual([3, 0])
  })

  it('gives less to those who live further off', () => {
    const { access } = catchmentAccess(one({ bands: enhancedBands(1200) }))
    expect((access[1] ?? NaN) / (access[0] ?? NaN)).toBeCloseTo(0.68)
  })

  it('names places that nobody can reach, whose capacity goes to nobody', () => {
    const journeys = [Float64Array.of(100, 800), Float64Array.of(CANNOT_BE_REACHED, NOT_KNOWN)]
    const result = catchmentAccess(one({ journeys, open: [0, 1], capacities: [30, 5] }))
    expect(result).toMatchObject({ capacity: 35, received: 30, unused: [1], conserved: true })
  })

  it('takes no families from where their number is not known', () => {
    const result = catchmentAccess(one({ families: typed([10, null]) }))
    expect([...result.access]).toEqual([3, 3])
    expect(result.conserved).toBe(true)
  })

  it('neither loses capacity nor makes it up', () => {
    const bands = fc.constantFrom<CatchmentBand[]>(twoStepBands(500), enhancedBands(600), threeStepBands(900))
    const places = 4
    const origin = fc.record({
      families: fc.option(fc.nat(50)),
      journeys: fc.array(fc.oneof(fc.nat(1200), fc.constant(CANNOT_BE_REACHED)), {
        minLength: places,
        maxLength: places,
      }),
    })
    fc.assert(
      fc.property(
        fc.array(origin, { maxLength: 12 }),
        fc.array(fc.nat(40), { minLength: places, maxLength: places }),
        bands,
        fc.constantFrom('independent', 'shared'),
        (origins, capacities, some, choice) => {
          const journeys = Array.from({ length: places }, (_, place) =>
            Float64Array.from(origins, each => each.journeys[place] ?? NaN),
          )
          const families = typed(origins.map(each => each.families))
          const result = catchmentAccess({
            journeys,
            open: [0, 1, 2, 3],
            capacities,
            families,
            bands: some,
            choice,
          })
          const used = capacities.filter((_, place) => !result.unused.includes(place))
          expect(result.conserved).toBe(true)
          expect(result.received).toBeCloseTo(
            used.reduce((sum, capacity) => sum + capacity, 0),
            6,
          )
        },
      ),
    )
  })

  it('refuses places without capacities or journeys', () => {
    expect(() => catchmentAccess(one({ capacities: [] }))).toThrow(RangeError)
    expect(() => catchmentAccess(one({ capacities: [-1] }))).toThrow(RangeError)
    expect(() => catchmentAccess(one({ open: [3] }))).toThrow('Place 3')
  })
})

// The limits and weights behind the known answers are not in their README; these are the ones that reproduce them.
describeWithBench('floating-catchment access, known answers', () => {
  const methods = [
    ['2sfca_cap', twoStepBands(900), 'independent'],
    ['e2sfca_cap', enhancedBands(900), 'independent'],
    ['3sfca_cap', threeStepBands(1200), 'shared'],
  ] as const
  it.each(benchCounties.flatMap(name => methods.map(method => [name, ...method] as const)))(
    'agrees for %s, %s',
    (name, method, bands, choice) => {
      const { county, answers } = readCounty(name)
      const families = Float64Array.from(county.pop)
      const { open, capacity: capacities, first10, sum, pw_mean } = answers.fca
      const result = catchmentAccess({
        journeys: bySite(county.T_seconds),
        open,
        capacities,
        families,
        bands,
        choice,
      })
      first10[method]?.forEach((access, i) => {
        expect(result.access[i]).toBeCloseTo(access, 12)
      })
      expect(result.access.reduce((total, access) => total + access, 0)).toBeCloseTo(sum[method] ?? NaN, 9)
      const people = families.reduce((total, count) => total + count, 0)
      expect(result.received / people).toBeCloseTo(pw_mean[method] ?? NaN, 12)
      expect(result.conserved).toBe(true)
    },
  )
})

// Journeys count as 1 / minutes, up to 60 minutes; the places of choice include those that are further away.
describeWithBench('gravity access, known answers', () => {
  it.each(['scenario0', 'scenario2'] as const)('agrees for %s', name => {
    const { journeys, people, doctors, expected } = readHospitals(name)
    const inputs = { journeys, open: [0, 1, 2], capacities: doctors, families: people }
    const bands = { power: 1, limit: 60 }
    const two = catchmentAccess({ ...inputs, bands })
    const three = catchmentAccess({ ...inputs, bands, choice: 'shared' })
    for (const [town, i] of [
      ['1', 0],
      ['2', 1],
      ['3', 2],
    ] as const) {
      expect(two.access[i]).toBeCloseTo(expected.twosfca_gravity[town] ?? NaN, 12)
      expect(three.access[i]).toBeCloseTo(expected.threesfca_gravity[town] ?? NaN, 12)
    }
    expect([two.conserved, three.conserved]).toEqual([true, true])
  })
})
