import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import type { TalliedQuestion, TalliedResponse } from '../../server/model/tally.ts'
import { joinTallies, tally, tallyBy } from '../../server/model/tally.ts'

const question = (several: boolean): TalliedQuestion => ({
  key: 'times',
  several,
  options: [
    { value: 'am', text: 'Morning' },
    { value: 'pm', text: 'Afternoon' },
    { value: 'eve', text: 'Evening' },
  ],
})
const response = (times: string[] | null, more: Partial<TalliedResponse> = {}): TalliedResponse => ({
  channel: 'online',
  districtCode: 'D1',
  choices: times === null ? {} : { times },
  ...more,
})
const counts = (several: boolean, responses: TalliedResponse[]) =>
  tally(question(several), responses).options.map(({ count }) => count)

describe('a tally', () => {
  it('counts each option, those nobody chose too, over those who answered', () => {
    const result = tally(question(false), [
      response(['am']),
      response(['am']),
      response(['eve']),
      response([]),
    ])
    expect(result).toMatchObject({ asked: 4, answered: 3, notAnswered: 1, moreThanOne: 0, unlisted: [] })
    expect(result.options).toEqual([
      { value: 'am', text: 'Morning', count: 2, share: 2 / 3 },
      { value: 'pm', text: 'Afternoon', count: 0, share: 0 },
      { value: 'eve', text: 'Evening', count: 1, share: 1 / 3 },
    ])
  })

  it('passes over those who were not asked', () => {
    const result = tally(question(false), [response(null), response(['pm'])])
    expect(result).toMatchObject({ asked: 1, answered: 1, notAnswered: 0 })
  })

  it('has no shares where nobody answered', () => {
    expect(tally(question(false), [response([])]).options[0]?.share).toBeNull()
  })

  it('lets several options be chosen only where the question does', () => {
    const both = [response(['am', 'pm']), response(['am', 'am'])]
    expect(counts(true, both)).toEqual([2, 1, 0])
    expect(counts(false, both)).toEqual([1, 0, 0])
    expect(tally(question(false), both)).toMatchObject({
      asked: 2,
      answered: 1,
      moreThanOne: 1,
      notAnswered: 0,
    })
  })

  it('keeps choices that the question does not list', () => {
    const result = tally(question(false), [response(['night']), response(['am'])])
    expect(result).toMatchObject({ answered: 2, unlisted: [{ value: 'night', count: 1 }] })
  })

  const anyResponse = fc
    .record({
      times: fc.option(fc.subarray(['am', 'pm', 'eve', 'night']), { freq: 5 }),
      channel: fc.constantFrom('online', 'paper'),
      districtCode: fc.constantFrom('D1', 'D2', 'D3'),
    })
    .map(({ times, ...more }) => response(times, more))

  it('accounts for everyone, in whatever order, and adds up over groups', () => {
    fc.assert(
      fc.property(fc.array(anyResponse), fc.boolean(), (responses, several) => {
        const all = tally(question(several), responses)
        expect(all.answered + all.notAnswered + all.moreThanOne).toBe(all.asked)
        expect(tally(question(several), [...responses].reverse())).toEqual(all)
        if (!several) {
          const chosen = [...all.options, ...all.unlisted].reduce((sum, { count }) => sum + count, 0)
          expect(chosen).toBe(all.answered)
        }
        const by = tallyBy(question(several), responses, each =>
          each.districtCode === 'D3' ? null : each.districtCode,
        )
        const parts = [...by.groups.values(), ...(by.groupNotKnown ? [by.groupNotKnown] : [])]
        expect(by.all).toEqual(all)
        for (const sum of ['asked', 'answered', 'moreThanOne'] as const) {
          expect(parts.reduce((total, part) => total + part[sum], 0)).toBe(all[sum])
        }
        question(several).options.forEach((_, i) => {
          const total = parts.reduce((sum, part) => sum + (part.options[i]?.count ?? NaN), 0)
          expect(total).toBe(all.options[i]?.count)
        })
      }),
    )
  })

  it('of parts makes the tally of the whole', () => {
    fc.assert(
      fc.property(fc.array(anyResponse), fc.boolean(), (responses, several) => {
        const parts = ['D1', 'D2', 'D3'].map(code =>
          tally(
            question(several),
            responses.filter(({ districtCode }) => districtCode === code),
          ),
        )
        expect(joinTallies(question(several), parts)).toEqual(tally(question(several), responses))
      }),
    )
    expect(joinTallies(question(true), [])).toEqual(tally(question(true), []))
  })

  it('is made for each group that there is', () => {
    const responses = [
      response(['am'], { channel: 'paper' }),
      response(['pm']),
      response(null, { channel: 'phone' }),
    ]
    const by = tallyBy(question(false), responses, ({ channel }) => channel)
    expect([...by.groups.keys()]).toEqual(['online', 'paper'])
    expect(by.groupNotKnown).toBeNull()
  })
})
