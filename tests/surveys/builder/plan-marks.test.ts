import { describe, expect, it } from '@jest/globals'
import { inOneOrder, markOfPage, markOfThing } from '../../../server/surveys/builder/plan-marks.ts'

describe('marks of a plan', () => {
  it('are the same in whatever order the parts stand, but not for other lists', () => {
    expect(markOfThing({ a: 1, b: { c: [1, 2], d: null } })).toBe(
      markOfThing({ b: { d: null, c: [1, 2] }, a: 1 }),
    )
    expect(markOfThing([1, 2])).not.toBe(markOfThing([2, 1]))
    expect(markOfThing({ a: 1 })).toMatch(/^[0-9a-f]{16}$/)
    expect(inOneOrder({ b: 1, a: [{ d: 1, c: 2 }] })).toBe('{"a":[{"c":2,"d":1}],"b":1}')
  })

  it('of a page are those of its own texts and conditions', () => {
    const page = { id: 'p', key: 'p', title: 'P', questions: [] }
    const asked = { key: 'q', kind: 'text' as const, text: 'Q', required: false }
    expect(markOfPage({ ...page, questions: [asked] })).toBe(markOfPage(page))
    expect(markOfPage({ ...page, title: 'Other' })).not.toBe(markOfPage(page))
  })
})
