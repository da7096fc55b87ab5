import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { answerCounts, stateAt } from '../../server/model/opening-state.ts'

const minute = 60_000
const times = { opensAtMs: 1000 * minute, closesAtMs: 2000 * minute, graceMinutes: 30 }

describe('a consultation’s state', () => {
  it('changes at the very moments that were published', () => {
    expect(stateAt(times, times.opensAtMs - 1)).toBe('before')
    expect(stateAt(times, times.opensAtMs)).toBe('open')
    expect(stateAt(times, times.closesAtMs - 1)).toBe('open')
    expect(stateAt(times, times.closesAtMs)).toBe('grace')
    expect(stateAt(times, times.closesAtMs + 30 * minute)).toBe('grace')
    expect(stateAt(times, times.closesAtMs + 30 * minute + 1)).toBe('closed')
  })

  it('has no grace where none is given', () => {
    expect(stateAt({ ...times, graceMinutes: 0 }, times.closesAtMs)).toBe('closed')
  })

  it('never goes back', () => {
    const order = ['before', 'open', 'grace', 'closed']
    fc.assert(
      fc.property(fc.nat(4000), fc.nat(4000), (a, b) => {
        const [early, late] = [Math.min(a, b) * minute, Math.max(a, b) * minute]
        expect(order.indexOf(stateAt(times, late))).toBeGreaterThanOrEqual(
          order.indexOf(stateAt(times, early)),
        )
      }),
    )
  })

  it('refuses times that make no sense', () => {
    expect(() => stateAt({ ...times, closesAtMs: 0 }, 0)).toThrow(RangeError)
    expect(() => stateAt({ ...times, graceMinutes: -1 }, 0)).toThrow(RangeError)
    expect(() => stateAt({ ...times, graceMinutes: NaN }, 0)).toThrow(RangeError)
  })
})

describe('an answer', () => {
  const before = times.closesAtMs - minute
  const within = times.closesAtMs + 10 * minute

  it('counts while the consultation is open, however it was begun', () => {
    expect(answerCounts(times, before - 5, before)).toBe('counts')
    expect(answerCounts(times, null, before)).toBe('counts')
  })

  it('counts within the grace only if it was begun in time', () => {
    expect(answerCounts(times, before, within)).toBe('counts-within-grace')
    expect(answerCounts(times, times.closesAtMs, within)).toBe('too-late')
    expect(answerCounts(times, null, within)).toBe('too-late')
    expect(answerCounts(times, times.opensAtMs - 1, within)).toBe('too-late')
    expect(answerCounts(times, before, times.closesAtMs + 31 * minute)).toBe('too-late')
  })

  it('does not count before opening', () => {
    expect(answerCounts(times, null, times.opensAtMs - 1)).toBe('too-early')
  })
})
